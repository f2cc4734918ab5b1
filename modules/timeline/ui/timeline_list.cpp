// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/timeline_list.h"

#include "widgets/icon.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
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
                                 m_unfolded.contains(event->id) ? EventLayout::Fold::Open : EventLayout::Fold::Folded);
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

// --- keys

int TimelineList::nextEvent(int row, int step) const
{
    for (row += step; row >= 0 && row < m_heights.count(); row += step)
        if (!m_model.isDay(row))
            return row;
    return -1;
}

QModelIndex TimelineList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_heights.count();
    if (rows == 0)
        return {};
    const int current = currentIndex().isValid() ? currentIndex().row() : nextEvent(m_anchorRow - 1, 1) - 1;
    const auto pageFrom = [&](int by) {
        // What a window further stands; at the ends the last one there is.
        const qint64 y = std::clamp<qint64>(m_heights.offset(std::max(current, 0)) + by, 0, m_heights.total() - 1);
        const int row = m_heights.rowAt(y);
        return m_model.isDay(row) ? std::max(nextEvent(row, 1), 0) : row;
    };
    int row = -1;
    switch (action) {
    case MoveUp:
    case MovePrevious:
    case MoveLeft: row = nextEvent(current, -1); break;
    case MoveDown:
    case MoveNext:
    case MoveRight: row = nextEvent(current, 1); break;
    case MoveHome: row = nextEvent(-1, 1); break;
    case MoveEnd: row = nextEvent(rows, -1); break;
    case MovePageUp: row = pageFrom(-(viewport()->height() - EventLayout::dayHeight())); break;
    case MovePageDown: row = pageFrom(viewport()->height() - EventLayout::dayHeight()); break;
    }
    return row < 0 ? currentIndex() : m_model.index(row);
}

void TimelineList::moveTo(int row)
{
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_model.index(row), QItemSelectionModel::ClearAndSelect);
}

void TimelineList::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().isValid() ? currentIndex().row() : m_anchorRow;
    const TimelineEvent *current = m_model.event(row);
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    switch (plain ? event->key() : 0) {
    case Qt::Key_BracketLeft: // the newer day; from within a day first its own first event
    case Qt::Key_BracketRight: {
        int header = row;
        while (header > 0 && !m_model.isDay(header))
            --header;
        if (event->key() == Qt::Key_BracketRight) {
            const QDate here = m_model.dateOf(header);
            const int older = m_model.rowOfDate(here.addDays(-1));
            if (older > header)
                jumpTo(m_model.dateOf(older));
        } else if (row > header + 1) {
            moveTo(header + 1);
        } else if (header > 0) {
            jumpTo(m_model.dateOf(header - 1));
        }
        return;
    }
    case Qt::Key_F: emit filterRequested(); return;
    case Qt::Key_G: emit jumpRequested(); return;
    case Qt::Key_F2:
    case Qt::Key_E:
        if (current && current->editable)
            emit editRequested(current->id);
        return;
    case Qt::Key_Delete:
        if (current && current->editable)
            emit withdrawRequested(current->id);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        toggleFold(row);
        return;
    default: break;
    }
    // No search while typing: the letters are keys here.
    if (plain && !event->text().isEmpty() && event->text().at(0).isPrint())
        event->ignore();
    else
        QAbstractItemView::keyPressEvent(event);
}

void TimelineList::toggleFold(int row)
{
    const EventLayout *layout = layoutOf(row);
    const TimelineEvent *event = m_model.event(row);
    if (!layout || !layout->canFold())
        return;
    if (!m_unfolded.remove(event->id))
        m_unfolded.insert(event->id);
    m_layouts.remove(event->id);
    m_heights.forget(row);
    measure(row);
    settle();
}

void TimelineList::copySelected()
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.append(index.row());
    if (rows.isEmpty() && currentIndex().isValid())
        rows.append(currentIndex().row());
    std::sort(rows.begin(), rows.end(), std::greater<>()); // as it happened
    const EventWords say = words();
    QStringList texts;
    for (const int row : std::as_const(rows)) {
        const TimelineEvent *event = m_model.event(row);
        if (!event)
            continue;
        if (rows.size() == 1 && event->bodyLength > event->body.size()) {
            m_model.readBody(event->id, [say, copy = *event](const QString &body) {
                QGuiApplication::clipboard()->setText(say.copied(copy, body));
            });
            return;
        }
        texts << say.copied(*event, event->body);
    }
    if (!texts.isEmpty())
        QGuiApplication::clipboard()->setText(texts.join(u"\n\n"_s));
}

// --- pointer

std::pair<int, EventLayout::Hit> TimelineList::hitAt(const QPoint &at) const
{
    const QModelIndex index = indexAt(at);
    const EventLayout *layout = index.isValid() ? layoutOf(index.row()) : nullptr;
    if (!layout)
        return {-1, {}};
    return {index.row(), layout->hitAt(at - QPoint(0, topOf(index.row())))};
}

void TimelineList::mouseMoveEvent(QMouseEvent *event)
{
    const auto [row, hit] = hitAt(event->pos());
    const bool active = hit.part == EventLayout::Part::FoldLink || hit.part == EventLayout::Part::Chip;
    const int hoveredRow = active ? row : -1;
    if (hoveredRow != m_hoveredRow || hit.chip != m_hovered.chip || hit.part != m_hovered.part) {
        m_hoveredRow = hoveredRow;
        m_hovered = hit;
        viewport()->setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
        viewport()->update();
    }
    QAbstractItemView::mouseMoveEvent(event);
}

void TimelineList::mouseReleaseEvent(QMouseEvent *event)
{
    QAbstractItemView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton) {
        const auto [row, hit] = hitAt(event->pos());
        activatePart(row, hit);
    }
}

void TimelineList::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    m_hoveredRow = -1;
    viewport()->update();
}

void TimelineList::activatePart(int row, EventLayout::Hit hit)
{
    if (hit.part == EventLayout::Part::FoldLink) {
        toggleFold(row);
        return;
    }
    const TimelineEvent *event = m_model.event(row);
    const EventLayout *layout = layoutOf(row);
    if (hit.part != EventLayout::Part::Chip || !event || !layout)
        return;
    const EventChip chip = layout->chips().at(hit.chip);
    switch (chip.kind) {
    case EventChip::Kind::Recording: emit recordingRequested(event->id, chip.target); break;
    case EventChip::Kind::Ticket: emit ticketRequested(chip.target); break;
    case EventChip::Kind::Attachment: emit attachmentRequested(event->id, chip.target); break;
    }
}

void TimelineList::contextMenuEvent(QContextMenuEvent *event)
{
    const int row = event->reason() == QContextMenuEvent::Keyboard ? currentIndex().row() : indexAt(event->pos()).row();
    const TimelineEvent *shown = m_model.event(row);
    if (!shown)
        return;
    if (!selectionModel()->isRowSelected(row, {}))
        moveTo(row);
    const Id id = shown->id;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(Glyph::Copy), tr("Copy"), this, &TimelineList::copySelected);
    for (const EventChip &chip : words().chips(*shown)) {
        if (chip.kind == EventChip::Kind::Ticket)
            menu->addAction(icon(Glyph::Ticket), chip.text, this, [this, chip] { emit ticketRequested(chip.target); });
        else if (chip.kind == EventChip::Kind::Recording)
            menu->addAction(icon(Glyph::Play), chip.text, this, [this, id, chip] { emit recordingRequested(id, chip.target); });
        else
            menu->addAction(icon(Glyph::Attachment), chip.text, this, [this, id, chip] { emit attachmentRequested(id, chip.target); });
    }
    if (shown->editable) {
        menu->addSeparator();
        menu->addAction(icon(Glyph::Edit), tr("Edit note"), this, [this, id] { emit editRequested(id); });
        menu->addAction(icon(Glyph::Undo), tr("Withdraw note"), this, [this, id] { emit withdrawRequested(id); });
    }
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(m_model.index(row)).center())
                                                               : event->globalPos());
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
