// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HistoryView: the customer's history: at the left every change with who, when and what; at the right the chosen one in full, from
 * what to what and where it came from (N07), with its undo and what the undo would keep; or the customer as of a date (N12).
 *
 * Keys in the list: Enter or Ctrl+Z plans the undo of the chosen change, which a second Enter on the button carries out; D goes to the date.
 * Nothing is undone without its plan having been shown.
 */
#pragma once

#include "history/desk/history_model.h"

#include <QWidget>

class QDateEdit;
class QListView;
class QVBoxLayout;

namespace kemai {

class Banner;
class Button;
class EmptyState;
class TextLabel;

class HistoryView : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryView(HistoryModel &model, QWidget *parent = nullptr);

    QListView *list() const { return m_list; }
    void showAsOf(const QDate &date); // the end of that day

signals:
    void undone(const kemai::Undone &done);
    void restored(const kemai::Id &set, const QString &words); // null: there was nothing to restore

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void showChosen();
    void showPlan(const Id &set, const NamedPlan &plan);
    void showThen(const NamedAsOf &then);
    void setUndoing(bool undoing);
    void clearDetail();
    void addLine(const QString &label, const QString &text, bool strong = false);
    void planChosen();
    QString rowWords(const HistoryEntry &entry) const;

    HistoryModel &m_model;
    QListView *m_list;
    EmptyState *m_empty;
    QDateEdit *m_date;
    Button *m_asOf;
    Button *m_restore; // while the customer as of a date is shown
    qint64 m_shownMs = 0; // that date
    Button *m_undo;
    Button *m_carryOut;
    TextLabel *m_title;
    QVBoxLayout *m_lines;
    std::optional<NamedPlan> m_plan;
    bool m_undoing = false;
    Id m_planned;
};

} // namespace kemai
