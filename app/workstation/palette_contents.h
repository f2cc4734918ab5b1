// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PaletteContents: what the command palette finds: customers (those opened lately while nothing is typed), pages, the
 * actions there are now with their keys, and the settings with their values. Titles match by their words, and by
 * pinyin in full or by initials. What was used lately comes first. GUI thread.
 */
#pragma once

#include "command_palette.h"
#include "session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace kemai {

class MainWindow;

class PaletteContents : public QObject
{
    Q_OBJECT

public:
    explicit PaletteContents(MainWindow &window);

    void attach(CommandPalette &palette);
    bool isSearching() const { return m_underWay > 0; }

    // Puts it at the head of what was used lately.
    void noteCustomer(const Id &customer);
    void noteUse(const QString &entry);

private:
    QList<PaletteEntry> standing() const;
    void findCustomers(const QString &text, const CommandPalette::Answer &answer);
    void recentCustomers(const CommandPalette::Answer &answer);
    PaletteEntry customerEntry(const Id &customer) const;
    QString recentKey() const;

    MainWindow &m_window;
    Session &m_session;
    QElapsedTimer m_clock;
    int m_underWay = 0;
    QTimer m_stayed; // on the customer that is shown: what one only passes in a list is not remembered
    Id m_shown;
};

// Orders and marks what matches: first what was used lately, then by kind as given. Nothing typed: everything.
QList<PaletteEntry> rankedEntries(const QList<PaletteEntry> &entries, const QString &typed, const QStringList &recent);

} // namespace kemai
