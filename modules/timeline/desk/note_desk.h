// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NoteDesk: what a note is written with: colleagues for @, the tags in use for #, text modules for /, the check-ins with one key.
 *
 * Read once on the store's reader thread and again when any of it changes; until then the lists are empty, and a note can be
 * written all the same. Saving answers by saved() or failed(). GUI thread.
 */
#pragma once

#include "store/store.h"
#include "timeline/note_language.h"
#include "timeline/phrases.h"

#include <QTimer>

namespace kemai {

class NoteDesk : public QObject
{
    Q_OBJECT

public:
    explicit NoteDesk(Store &store, QObject *parent = nullptr);

    void setChinese(bool chinese); // the language of the shipped phrases
    void setAuthor(const Id &author) { m_author = author; }
    void open(); // reads, once; cheap to call again

    NoteWorld world(const QDate &today) const { return {today, m_colleagues}; }
    const QList<NoteWorld::Colleague> &colleagues() const { return m_colleagues; }
    const QStringList &tags() const { return m_tags; } // the most used first
    const QList<TextModule> &modules() const { return m_modules; }
    const QList<CheckInTemplate> &checkIns() const { return m_checkIns; }

    void saveCheckIns(const QList<CheckInTemplate> &wanted);
    void saveModules(const QList<TextModule> &wanted);

signals:
    void changed();
    void saved(const kemai::Id &changeSet); // null: nothing was different
    void failed(const kemai::Error &error);

private:
    void read();
    void report(const QFuture<Result<Committed>> &future);

    Store &m_store;
    Id m_author;
    bool m_chinese = true;
    bool m_open = false;
    QTimer m_readSoon;
    QList<NoteWorld::Colleague> m_colleagues;
    QStringList m_tags;
    QList<TextModule> m_modules;
    QList<CheckInTemplate> m_checkIns;
};

} // namespace kemai
