// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/timeline_list.h"

#include "widgets/icon.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace kemai {

TimelineList::TimelineList(TimelineModel &model, QWidget *parent) : QListView(parent), m_model(model)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &TimelineList::settle);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int start, int end) { rowsRemoved(start, end); });
    setModel(&m_model);
    whenThemed(this, [this] { relayout(); });
}

EventWords TimelineList::words() const
{
    return EventWords::now(m_model.zone(), m_model.nowMs());
}

// --- heights and the anchor

std::vector<RowHeights::Row> TimelineList::estimated(int first, int count) const
{
    std::vector<RowHeights::Row> rows(static_cast<size_t>(count), {EventLayout::estimatedHeight(), false});
    // Headers are few: walk the days, not the rows.
    const QList<TimelineDay> &days = m_model.days();
    for (int day = 0; day < days.size(); ++day)
        if (const int row = int(days.at(day).first) + day; row >= first && row < first + count)
            rows[size_t(row - first)] = {EventLayout::dayHeight(), true};
    return rows;
}

const EventLayout *TimelineList::layoutOf(int row) const
{
    const TimelineEvent *event = m_model.event(row);
    if (!event)
        return nullptr;
    if (EventLayout *kept = m_layouts.object(event->id))
        return kept;
    auto *made = new EventLayout(*event, words(), width(),
                                 m_unfolded.contains(event->id) ? EventLayout::Fold::Open : EventLayout::Fold::Folded, m_highlight);
    m_layouts.insert(event->id, made);
    return made;
}

int TimelineList::measure(int row)
{
    if (!m_heights.isMeasured(row))
        if (const EventLayout *layout = layoutOf(row))
            m_heights.measure(row, layout->height());
    return m_heights.height(row);
}

void TimelineList::settle()
{
    if (m_settling)
        return;
    m_settling = true;
    const int rows = m_heights.count();
    const int height = viewport()->height();
    if (rows == 0) {
        m_anchorRow = m_anchorY = 0;
    } else {
        m_anchorRow = std::clamp(m_anchorRow, 0, rows - 1);
        while (m_anchorY > 0 && m_anchorRow > 0)
            m_anchorY -= measure(--m_anchorRow);
        while (m_anchorRow < rows - 1 && m_anchorY + measure(m_anchorRow) <= 0)
            m_anchorY += m_heights.height(m_anchorRow++);
        if (m_anchorRow == 0)
            m_anchorY = std::min(m_anchorY, 0);
        int bottom = m_anchorY;
        int row = m_anchorRow;
        while (row < rows && bottom < height)
            bottom += measure(row++);
        // The end of the list stands at the bottom, if the list is longer than the window.
        if (row == rows && bottom < height) {
            m_anchorY += height - bottom;
            while (m_anchorY > 0 && m_anchorRow > 0)
                m_anchorY -= measure(--m_anchorRow);
            if (m_anchorRow == 0)
                m_anchorY = std::min(m_anchorY, 0);
        }
    }
    updateScrollBar();
    m_settling = false;
    const auto [first, last] = rowsInSight();
    m_model.show(first, last);
    viewport()->update();
    emit scrolled();
}

void TimelineList::updateScrollBar()
{
    QScrollBar *bar = verticalScrollBar();
    // While it is dragged, the bar's length and place stay the hand's.
    if (bar->isSliderDown())
        return;
    const QSignalBlocker quiet(bar);
    const int height = viewport()->height();
    bar->setPageStep(height);
    bar->setRange(0, int(std::max<qint64>(m_heights.total() - height, 0)));
    bar->setValue(m_heights.count() == 0 ? 0 : int(m_heights.offset(m_anchorRow)) - m_anchorY);
    m_lastValue = bar->value();
    bar->update();
}

void TimelineList::scrollContentsBy(int, int)
{
    const int value = verticalScrollBar()->value();
    const int by = value - m_lastValue;
    m_lastValue = value;
    m_awaited = -1;
    if (m_heights.count() == 0 || m_settling)
        return;
    if (std::abs(by) <= 2 * viewport()->height() && !verticalScrollBar()->isSliderDown()) {
        m_anchorY -= by;
    } else {
        m_anchorRow = m_heights.rowAt(value);
        m_anchorY = int(m_heights.offset(m_anchorRow)) - value;
    }
    settle();
    if (m_hoveredRow >= 0) {
        m_hoveredRow = -1;
        viewport()->unsetCursor();
    }
}

int TimelineList::verticalOffset() const
{
    return m_heights.count() == 0 ? 0 : int(m_heights.offset(m_anchorRow)) - m_anchorY;
}

int TimelineList::topOf(int row) const
{
    return int(m_heights.offset(row) - m_heights.offset(m_anchorRow)) + m_anchorY;
}

std::pair<int, int> TimelineList::rowsInSight() const
{
    if (m_heights.count() == 0)
        return {0, -1};
    return {m_anchorRow, m_heights.rowAt(m_heights.offset(m_anchorRow) - m_anchorY + viewport()->height() - 1)};
}

QDate TimelineList::dateAtTop() const { return m_model.dateOf(rowsInSight().first); }
QDate TimelineList::dateAtBottom() const { return m_model.dateOf(rowsInSight().second); }

void TimelineList::relayout()
{
    m_laidOutWidth = width();
    m_layouts.clear();
    m_heights.assign(estimated(0, m_model.rowCount()));
    settle();
}

void TimelineList::doItemsLayout()
{
    if (m_heights.count() != m_model.rowCount())
        relayout();
    QAbstractItemView::doItemsLayout();
}

void TimelineList::reset()
{
    QAbstractItemView::reset();
    m_layouts.clear();
    m_anchorRow = m_anchorY = 0;
    m_hoveredRow = m_awaited = -1;
    m_heights.assign(estimated(0, m_model.rowCount()));
    settle();
}

void TimelineList::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    // Rows are as wide as the list with its scroll bar, so that the bar's coming and going lays nothing out anew.
    if (m_laidOutWidth != width())
        relayout();
    else
        settle();
}

void TimelineList::updateGeometries()
{
    updateScrollBar();
    updateEditorGeometries();
}

void TimelineList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    for (int row = topLeft.row(); row <= bottomRight.row() && row < m_heights.count(); ++row) {
        const TimelineEvent *event = m_model.event(row);
        if (!event)
            continue;
        m_layouts.remove(event->id);
        m_heights.forget(row);
    }
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    settle();
    // A row somebody went to before it was read may be higher than was thought.
    if (m_awaited >= topLeft.row() && m_awaited <= bottomRight.row() && m_model.event(m_awaited))
        scrollTo(m_model.index(std::exchange(m_awaited, -1)));
}

void TimelineList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int count = end - start + 1;
    m_awaited = -1;
    if (m_heights.count() + count == m_model.rowCount()) {
        // At the very top the newest comes into sight; anywhere else what is read stays where it is.
        const bool atTop = m_anchorRow == 0 && m_anchorY == 0;
        m_heights.insert(start, estimated(start, count));
        if (!atTop && start <= m_anchorRow)
            m_anchorRow += count;
    } else {
        m_heights.assign(estimated(0, m_model.rowCount()));
    }
    QAbstractItemView::rowsInserted(parent, start, end);
    settle();
}

void TimelineList::rowsRemoved(int start, int end)
{
    const int count = end - start + 1;
    m_awaited = -1;
    if (m_heights.count() - count != m_model.rowCount()) {
        m_heights.assign(estimated(0, m_model.rowCount()));
    } else {
        m_heights.remove(start, count);
        if (end < m_anchorRow) {
            m_anchorRow -= count;
        } else if (start <= m_anchorRow) {
            m_anchorRow = start;
            m_anchorY = 0;
        }
    }
    settle();
}

// --- where things are

QRect TimelineList::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_heights.count())
        return {};
    return {0, topOf(index.row()), viewport()->width(), m_heights.height(index.row())};
}

QModelIndex TimelineList::indexAt(const QPoint &at) const
{
    if (m_heights.count() == 0 || at.y() < m_anchorY)
        return {};
    const qint64 y = m_heights.offset(m_anchorRow) - m_anchorY + at.y();
    return y >= m_heights.total() ? QModelIndex() : m_model.index(m_heights.rowAt(y));
}

void TimelineList::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= m_heights.count())
        return;
    const int row = index.row();
    const int height = viewport()->height();
    m_awaited = m_model.isDay(row) || m_model.event(row) ? -1 : row;
    measure(row);
    const int top = topOf(row);
    const int bottom = top + m_heights.height(row);
    const auto placeAt = [&](int y) {
        m_anchorRow = row;
        m_anchorY = y;
        settle();
    };
    // The first event of a day shows its header too.
    const int above = row > 0 && m_model.isDay(row - 1) ? m_heights.height(row - 1) : 0;
    if (hint == PositionAtTop)
        placeAt(0);
    else if (hint == PositionAtCenter)
        placeAt((height - m_heights.height(row)) / 2);
    else if (top - above < 0)
        placeAt(above);
    else if (bottom > height || hint == PositionAtBottom)
        placeAt(std::max(height - m_heights.height(row), 0));
}

void TimelineList::showDate(const QDate &date)
{
    if (const int row = m_model.rowOfDate(date); row >= 0)
        scrollTo(m_model.index(row), PositionAtTop);
}

void TimelineList::jumpTo(const QDate &date)
{
    const int row = m_model.rowOfDate(date);
    if (row < 0)
        return;
    moveTo(row + 1);
    showDate(date);
}

// --- painting

void TimelineList::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme().color(ColorToken::Background));
    const EventWords say = words();
    int y = m_anchorY;
    for (int row = m_anchorRow; row < m_heights.count() && y < viewport()->height(); ++row) {
        const QRect box(0, y, width(), m_heights.height(row));
        y += box.height();
        if (!box.intersects(event->rect()))
            continue;
        if (m_model.isDay(row)) {
            EventLayout::paintDay(&painter, box, say.day(m_model.dateOf(row)));
        } else if (const EventLayout *layout = layoutOf(row)) {
            EventLayout::Look look;
            look.selected = selectionModel()->isRowSelected(row, {});
            look.focused = hasFocus() && currentIndex().row() == row;
            if (row == m_hoveredRow)
                look.hovered = m_hovered;
            layout->paint(&painter, box.topLeft(), look);
        } else {
            EventLayout::paintLoading(&painter, box);
        }
    }
}

void TimelineList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        relayout();
}

// --- selection

void TimelineList::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QRect box = rect.normalized();
    const QModelIndex first = indexAt(box.topLeft());
    QModelIndex last = indexAt(box.bottomLeft());
    if (!first.isValid()) {
        selectionModel()->select(QItemSelection(), command);
        return;
    }
    if (!last.isValid())
        last = m_model.index(m_heights.count() - 1);
    selectionModel()->select(QItemSelection(first, last), command);
}

QRegion TimelineList::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const QRect top = visualRect(range.topLeft());
        const QRect bottom = visualRect(range.bottomRight());
        region += top.united(bottom) & viewport()->rect();
    }
    return region;
}

} // namespace kemai
