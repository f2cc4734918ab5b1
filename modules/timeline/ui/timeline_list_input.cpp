// SPDX-License-Identifier: GPL-3.0-or-later
// What a TimelineList does with keys and pointer.
#include "timeline/ui/timeline_list.h"

#include "widgets/icon.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace kemai {

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
    case Qt::Key_Slash: emit searchRequested(); return;
    case Qt::Key_P:
        if (current)
            emit factRequested(current->id, current->body.isEmpty() ? current->subject : current->body);
        return;
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

void TimelineList::setHighlight(const QString &text)
{
    if (text == m_highlight)
        return;
    m_highlight = text;
    m_layouts.clear(); // the heights stay: only colours change
    viewport()->update();
}

void TimelineList::goTo(int row, const Id &event)
{
    if (!m_highlight.isEmpty()) // what was found may stand below the fold
        m_unfolded.insert(event);
    m_layouts.remove(event);
    if (row < m_heights.count())
        m_heights.forget(row);
    moveTo(row);
    scrollTo(m_model.index(row), PositionAtCenter);
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
    menu->addAction(icon(Glyph::Idea), tr("Note as a fact") + u"\tP"_s, this,
                    [this, id, text = shown->body.isEmpty() ? shown->subject : shown->body] { emit factRequested(id, text); });
    if (shown->editable) {
        menu->addSeparator();
        menu->addAction(icon(Glyph::Edit), tr("Edit note"), this, [this, id] { emit editRequested(id); });
        menu->addAction(icon(Glyph::Undo), tr("Withdraw note"), this, [this, id] { emit withdrawRequested(id); });
    }
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(m_model.index(row)).center())
                                                               : event->globalPos());
}

} // namespace kemai
