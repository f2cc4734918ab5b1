// SPDX-License-Identifier: GPL-3.0-or-later
#include "draft_book.h"

#include "base/deliver.h"

namespace kemai {

DraftBook::DraftBook(Store &store, QObject *parent) : DraftShelf(parent), m_store(store)
{
    m_writeSoon.setSingleShot(true);
    m_writeSoon.setInterval(writtenEveryMs);
    connect(&m_writeSoon, &QTimer::timeout, this, &DraftBook::flush);
    deliver(store.drafts(), this, [this](const Result<QList<Draft>> &drafts) {
        if (!drafts) {
            emit failed(drafts.error());
            return;
        }
        for (const Draft &draft : *drafts)
            if (!m_drafts.contains(draft.place) && !m_unwritten.contains(draft.place)) // what was typed meanwhile is newer
                m_drafts.insert(draft.place, draft.text);
        emit opened();
    });
}

DraftBook::~DraftBook()
{
    flush();
}

void DraftBook::keep(const QString &place, const QString &text)
{
    if (m_drafts.value(place) == text)
        return;
    const bool there = m_drafts.contains(place);
    if (text.isEmpty())
        m_drafts.remove(place);
    else
        m_drafts.insert(place, text);
    m_unwritten.insert(place);
    if (!m_writeSoon.isActive()) // not restarted: who types without a pause is safe too
        m_writeSoon.start();
    if (there != m_drafts.contains(place))
        emit changed(place);
}

void DraftBook::flush()
{
    m_writeSoon.stop();
    const QSet<QString> places = std::exchange(m_unwritten, {});
    for (const QString &place : places)
        deliver(m_store.keepDraft({place, m_drafts.value(place), m_store.clock().nowMs()}), this, [this, place](const Result<> &kept) {
            if (kept) {
                m_told = false;
                return;
            }
            m_unwritten.insert(place);
            m_writeSoon.start();
            if (!std::exchange(m_told, true))
                emit failed(kept.error());
        });
}

} // namespace kemai
