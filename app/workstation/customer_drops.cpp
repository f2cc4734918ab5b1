// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_drops.h"

#include "customers/ui/attachment_panel.h"
#include "customers/ui/customer_page.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/toast.h"

#include <QDropEvent>
#include <QMimeData>

namespace kemai {

namespace {

bool isFileOrPicture(const QMimeData &dragged)
{
    const QList<QUrl> urls = dragged.urls();
    return dragged.hasImage() || (!urls.isEmpty() && urls.first().isLocalFile());
}

} // namespace

CustomerDrops::CustomerDrops(CustomerPage &page, TimelineView &timeline) : QObject(&page), m_page(page), m_timeline(timeline)
{
    page.setAcceptDrops(true);
    page.installEventFilter(this);
}

void CustomerDrops::take(const QMimeData &dropped)
{
    if (isFileOrPicture(dropped)) {
        m_page.setTab(CustomerPage::Tab::Attachments);
        m_page.attachments()->take(dropped);
        return;
    }
    NoteEditor *note = m_timeline.note();
    const QString there = note->text();
    m_page.setTab(CustomerPage::Tab::Timeline);
    note->setText(there.trimmed().isEmpty() ? dropped.text().trimmed() : QString(there + u'\n' + dropped.text().trimmed()));
    m_timeline.focusNote();
}

bool CustomerDrops::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const QMimeData &dragged = *drop->mimeData();
    if (!m_timeline.note()->isEnabled() || (!isFileOrPicture(dragged) && dragged.text().trimmed().isEmpty()))
        return QObject::eventFilter(watched, event);
    drop->acceptProposedAction();
    if (event->type() == QEvent::DragEnter)
        Toast::offer(&m_page, isFileOrPicture(dragged) ? tr("Drop here: kept with this customer's attachments") : tr("Drop here: into the note"));
    else
        take(dragged);
    return true;
}

} // namespace kemai
