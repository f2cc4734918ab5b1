// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ConflictPage (R067): what two people changed at once, to be decided. At the left the records, at the right the chosen one: a row for
 * each field with the value before, mine and theirs side by side and what will stand there then. Another value can be typed. Nothing is
 * chosen beforehand, and nothing is decided before every row is; then the next record follows. The page reports decided(); who hears it
 * writes and offers the undo.
 *
 * Keys: choice_table.h; in the line of another value Enter takes it, Shift+Enter is a new line, Escape goes back and keeps what was typed.
 */
#pragma once

#include "sync/desk/conflict_model.h"

#include <QHash>
#include <QWidget>

class QListView;
class QPlainTextEdit;
class QStackedWidget;

namespace kemai {
class Button;
class EmptyState;
class TextLabel;
}

namespace kemai::sync {

class ChoiceTable;

class ConflictPage : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictPage(ConflictModel &model, QWidget *parent = nullptr);

    void setNow(qint64 nowMs) { m_nowMs = nowMs; }
    void showOnly(const Id &subject); // of this customer or record; null: all
    void decide();                    // the shown one, if every row is chosen
    ChoiceTable *table() const { return m_table; }
    QListView *list() const { return m_list; }

signals:
    void decided(const QList<kemai::sync::Decision> &decisions, const QString &label);
    void customerRequested(const kemai::Id &customer);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void showChosen();
    void sayState();
    void readCell(const QModelIndex &cell);
    void openOther(const QModelIndex &row);
    void takeOther();
    void leaveOther();
    QModelIndex chosenCase() const;
    QString draftKey(const QModelIndex &row) const;

    ConflictModel &m_model;
    qint64 m_nowMs = 0;
    TextLabel *m_title;
    TextLabel *m_hint;
    Button *m_all;
    QListView *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_body;
    TextLabel *m_name;
    TextLabel *m_about;
    Button *m_customer;
    ChoiceTable *m_table;
    QWidget *m_reader;
    TextLabel *m_readLabel;
    QPlainTextEdit *m_read;
    QWidget *m_otherBox;
    TextLabel *m_otherLabel;
    QPlainTextEdit *m_other;
    TextLabel *m_otherRefusal;
    TextLabel *m_state;
    Button *m_decide;
    QHash<QString, QString> m_drafts; // typed and not taken, by conflict and field
    std::optional<ConflictCase> m_kept; // the shown one, through a new reading
    int m_keptRow = 0;
};

} // namespace kemai::sync
