// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CommandPalette: Ctrl+K. A card over the window with one field; below it the customers that match, the pages,
 * the actions and the settings, each with its key. Arrow keys move, Enter does it, Escape or a click outside closes.
 *
 * Customers come from an asynchronous source: the palette asks for each text and ignores answers to older ones.
 */
#pragma once

#include "page.h"
#include "widgets/painting.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QWidget>

class QListView;

namespace kemai {

class SearchField;
class TextLabel;

struct PaletteEntry {
    enum class Kind : quint8 { Heading, Customer, Page, Action, Setting };
    Kind kind = Kind::Action;
    QString id;        // what is remembered of its use; empty: nothing
    Glyph glyph = Glyph::Command;
    QString title;
    QString detail;    // company, why it was found, a setting's value
    QString search;    // other words it is found by
    QString keys;
    QList<TextSpan> hits;
    std::function<void()> run;
};

class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setEntries(QList<PaletteEntry> entries);
    const PaletteEntry &entry(int row) const { return m_entries[row]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    int nextRow(int from, int step) const; // skips headings; -1 if there is none

private:
    QList<PaletteEntry> m_entries;
};

class CommandPalette : public QWidget
{
    Q_OBJECT

public:
    using Answer = std::function<void(const QList<PaletteEntry> &)>;
    using Ranking = std::function<QList<PaletteEntry>(const QList<PaletteEntry> &entries, const QString &typed)>;
    using CustomerSource = std::function<void(const QString &text, const Answer &answer)>;

    explicit CommandPalette(QWidget *window);

    void setSource(CustomerSource customers); // also asked for the empty text: those opened lately
    void setEntries(std::function<QList<PaletteEntry>()> pagesActionsAndSettings);
    void setRanking(Ranking ranking);         // which of the entries match, in which order
    void open(const QString &text = {});
    void close();

signals:
    void used(const QString &entry);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void refresh();
    void place();
    void move(int step);
    void runCurrent();

    SearchField *m_field;
    QListView *m_list;
    TextLabel *m_nothing;
    QWidget *m_card;
    PaletteModel m_model;
    CustomerSource m_source;
    std::function<QList<PaletteEntry>()> m_standing;
    Ranking m_ranking;
    QList<PaletteEntry> m_customers;
    QPointer<QWidget> m_before; // had the focus
    QString m_shownFor; // the text of the customers that are shown
    int m_asked = 0;
};

} // namespace kemai
