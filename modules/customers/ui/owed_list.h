// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OwedList: the tasks or the promises of a customer at its right side, worked with the keyboard alone.
 *
 * On a row: Space ticks it off, F2 or Enter edits words and day in place, S puts it off, Delete withdraws it. The plus at the
 * heading (or add()) opens a line that takes words and a day together ("回访 明天", "by Friday send quote") and shows which day it
 * read; Enter adds and stays for the next one. What was done lately stands below, ticked, and can be opened again. Reports only.
 */
#pragma once

#include "customers/owed.h"
#include "customers/ui/customer_words.h"
#include "text/due_date.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace kemai {

class SectionHeading;
class TextLabel;

class OwedList : public QWidget
{
    Q_OBJECT

public:
    explicit OwedList(OwedKind kind, QWidget *parent = nullptr);

    void show(const QList<Record> &open, const QList<Record> &done, qint64 nowMs);
    void add(); // opens the line
    void keepTyped(const QString &text); // it was refused: back into the line
    QWidget *focusOn(const Id &owed); // the keyboard to its row; null: it is not here
    void forget(); // another customer: what is open closes
    QLineEdit *line() const { return m_line; }

signals:
    void ticked(const kemai::Record &owed, bool done);
    void added(kemai::OwedKind kind, const QString &text, qint64 dueMs);
    void edited(const kemai::Record &owed, const QString &text, qint64 dueMs);
    void putOff(const kemai::Record &owed, qint64 dueMs);
    void withdrawn(const kemai::Record &owed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void fill();
    QWidget *makeRow(const Record &record, bool done);
    void beginEdit(int row);
    void chooseDay(int row);
    void showDay();
    void submit();
    QDate today() const;
    int rowOf(const QObject *box) const; // -1: none

    OwedKind m_kind;
    QList<Record> m_open;
    QList<Record> m_done;
    qint64 m_nowMs = 0;
    SectionHeading *m_heading;
    class IconButton *m_plus;
    QLineEdit *m_line;
    TextLabel *m_day; // what the line's day was read as
    QVBoxLayout *m_rows;
    QList<QWidget *> m_boxes; // of the open rows
    std::optional<Record> m_edited; // the line edits this one; else it adds
};

} // namespace kemai
