// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineList: the view of a TimelineModel: rows of different heights, 100,000 of them, without laying them out.
 *
 * Only rows in sight are laid out and measured; the others have an estimated height (row_heights.h). The view holds a row and
 * where its top stands, not a pixel of the whole, so nothing moves under the pointer when rows above turn out higher, are
 * inserted or go. What is in sight is told to the model, which reads it.
 *
 * A QListView because a screen reader knows it as a list; everything it lays out and paints is done here instead, since
 * QListView asks each row for its size first (100,000 text layouts). Day headers are rows, but the keys skip them.
 */
#pragma once

#include "timeline/desk/timeline_model.h"
#include "timeline/ui/event_layout.h"
#include "timeline/ui/row_heights.h"

#include <QCache>
#include <QListView>
#include <QSet>

namespace kemai {

class TimelineList : public QListView
{
    Q_OBJECT

public:
    explicit TimelineList(TimelineModel &model, QWidget *parent = nullptr);

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &at) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;

    void showDate(const QDate &date); // this day or the next older one, its header at the top
    void jumpTo(const QDate &date);   // the same, and its first event is the current one
    QDate dateAtTop() const;
    QDate dateAtBottom() const;
    std::pair<int, int> rowsInSight() const;

    void toggleFold(int row);
    bool isUnfolded(const Id &event) const { return m_unfolded.contains(event); }
    void copySelected();
    void setHighlight(const QString &text); // what a search looks for; empty: nothing
    void goTo(int row, const Id &event);    // the current one, in sight, unfolded
    EventWords words() const;

signals:
    void scrolled();
    void ticketRequested(const QString &number);
    void recordingRequested(const kemai::Id &event, const QString &recording);
    void attachmentRequested(const kemai::Id &event, const QString &fileName);
    void editRequested(const kemai::Id &event);
    void withdrawRequested(const kemai::Id &event);
    void filterRequested(); // F
    void jumpRequested();   // G
    void searchRequested(); // /
    void factRequested(const kemai::Id &event, const QString &text); // P: into the customer's portrait

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    int verticalOffset() const override;
    int horizontalOffset() const override { return 0; }

private:
    void rowsRemoved(int start, int end);
    void relayout();                  // everything: width, theme, language
    void settle();                    // measures what is in sight, keeps the anchor, tells model and scroll bar
    void updateScrollBar();
    int measure(int row);             // height, laid out if need be
    std::vector<RowHeights::Row> estimated(int first, int count) const;
    const EventLayout *layoutOf(int row) const; // null: a header, or not loaded
    int topOf(int row) const;         // in the viewport
    int nextEvent(int row, int step) const; // -1: none
    std::pair<int, EventLayout::Hit> hitAt(const QPoint &at) const;
    void activatePart(int row, EventLayout::Hit hit);
    void moveTo(int row);

    TimelineModel &m_model;
    RowHeights m_heights;
    mutable QCache<Id, EventLayout> m_layouts{256};
    QSet<Id> m_unfolded;
    QString m_highlight;
    int m_anchorRow = 0; // the row at the top of the viewport
    int m_anchorY = 0;   // its top, 0 or less
    int m_lastValue = 0;
    int m_laidOutWidth = -1;
    int m_awaited = -1;  // the row to be in sight, which is not read yet
    bool m_settling = false;
    int m_hoveredRow = -1;
    EventLayout::Hit m_hovered;
};

} // namespace kemai
