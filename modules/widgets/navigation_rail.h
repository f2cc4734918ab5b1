// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NavigationRail: the pages as icons with a word below, at the left edge; one is current. Pages that belong to
 * administration stand at the bottom. Arrow keys move along it, Enter opens; an entry shows its key in the tool tip.
 */
#pragma once

#include "widgets/icon.h"

#include <QAbstractButton>
#include <QKeySequence>
#include <QList>

class QVBoxLayout;

namespace kemai {

class RailButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit RailButton(Glyph glyph, QWidget *parent = nullptr);
    void setLabel(const QString &label, const QKeySequence &keys);
    void setCount(int count); // what waits there: a small number; 0 shows none
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Glyph m_glyph;
    int m_count = 0;
};

enum class RailEnd : quint8 { Top, Bottom };

class NavigationRail : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget *parent = nullptr);

    // Entries are known by the id of their page.
    RailButton *add(const QString &page, Glyph glyph, RailEnd end = RailEnd::Top);
    void setLabel(const QString &page, const QString &label, const QKeySequence &keys = {});
    void setCount(const QString &page, int count);
    void setCurrent(const QString &page);
    QString current() const { return m_current; }

signals:
    void chosen(const QString &page);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Entry {
        QString page;
        RailButton *button;
    };
    RailButton *button(const QString &page) const;

    QList<Entry> m_entries;
    QString m_current;
    QVBoxLayout *m_top;
    QVBoxLayout *m_bottom;
};

} // namespace kemai
