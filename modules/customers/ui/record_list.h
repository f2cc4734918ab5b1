// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * RecordList: what hangs on a customer as rows of a list, in parts with headings: contacts and numbers, opportunities,
 * tickets, attachments. Read only; Ctrl+C copies a row, Enter or a double click opens it. Without rows it says what to do instead.
 */
#pragma once

#include "widgets/icon.h"
#include "widgets/row_delegate.h"

#include <QWidget>

class QListView;
class QStackedWidget;
class QStandardItemModel;

namespace kemai {

class EmptyState;

class RecordList : public QWidget
{
    Q_OBJECT

public:
    struct Row {
        RowContent content;
        QString copied;       // what Ctrl+C takes; empty: the title
        bool heading = false; // content.title alone
    };

    explicit RecordList(Glyph glyph, QWidget *parent = nullptr);

    void setLabel(const QString &label); // for screen readers
    void setEmptyText(const QString &sentence, const QString &next);
    void setRows(const QList<Row> &rows);
    int count() const; // without headings
    int currentRow() const; // -1: none; headings count
    QListView *list() const { return m_list; }

signals:
    void activated(int row);
    void currentChanged(int row);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void copy();

    QStackedWidget *m_body;
    QListView *m_list;
    QStandardItemModel *m_rows;
    EmptyState *m_empty;
};

} // namespace kemai

Q_DECLARE_METATYPE(kemai::RecordList::Row)
