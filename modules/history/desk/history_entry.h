// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HistoryEntry: one changed record of one change set, with the names a person reads in the place of ids: who, which import file,
 * the names of users and customers in references. A plain value. The functions are rules over Records; any thread.
 */
#pragma once

#include "history/provenance.h"
#include "history/time_machine.h"
#include "history/undo.h"

#include <QHash>
#include <QList>
#include <QMetaType>

namespace kemai {

// The words a record is known by; a colleague has a name in each language.
class NamesById
{
public:
    void insert(const Id &id, const QString &words, const QString &english = {});
    QString value(const Id &id, bool chinese, const QString &unknown = {}) const;
    bool isKnown(const Id &id) const { return m_words.contains(id); }
    void insertFrom(const NamesById &all, const Id &id); // nothing, where it is not known there

private:
    QHash<Id, QString> m_words;
    QHash<Id, QString> m_english; // only where they differ
};

struct HistoryEntry {
    HistoryLine line;
    QString batchFile;  // of an import
    QString recordName; // which phone, which task: its words now
    NamesById names;    // of references in the edits, and of the author
};

Result<QList<HistoryEntry>> historyEntries(Records &records, const Id &customer, qint64 limit, qint64 before);

// Where the numbers, emails, addresses and files of a customer came from (N07): of each the field that was written.
struct RecordSource {
    const Entity *entity = nullptr;
    Id record;
    Origin origin = Origin::Typed;
    QString author;
    QString authorEn; // empty: as in Chinese
    qint64 atMs = 0;
    QString batchFile;
    qint64 line = 0;
};
Result<QList<RecordSource>> sourcesOfContacts(Records &records, const Id &customer);

// A customer as of a time, with the names in its references.
struct NamedAsOf {
    qint64 atMs = 0;
    CustomerAsOf then;
    Record now;
    NamesById names;
};
Result<NamedAsOf> namedAsOf(Records &records, const Id &customer, qint64 atMs);

// What undo would take back and keep, with the names of what is kept.
struct NamedPlan {
    UndoPlan plan;
    NamesById names; // of kept records and of authors
};
Result<NamedPlan> namedPlan(Records &records, const Id &set);

// The words a record is known by: a name, a number, a title; empty if it has none.
QString wordsOf(const Record &record);

} // namespace kemai

Q_DECLARE_METATYPE(kemai::HistoryEntry)
