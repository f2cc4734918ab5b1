// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HistoryErasure: values leave this device's history because whoever works here may not see them any longer, and its chain
 * (history_chain.h) still proves all the rest.
 *
 * Only `edits` of the lines in question lose something; who changed which record when stays. Each set that lost something has a row in
 * history_erasure: set_seq, hash (as the chain has it), after (the hash of what is left, made like the chain's), by_seq. One change set without
 * lines seals them, titled "history.erased <digest>": BLAKE2b-256 over set_seq, hash and after of the rows it seals, in their order. So an
 * erasure is a link of the chain itself, a value that is changed and called erased is found, and so is an erasure without its seal.
 *
 * Undo of what was erased finds nothing to do. Within a transaction of the caller, on the writer's thread. Errors: Corrupt, Busy, Io.
 */
#pragma once

#include "store/store_records.h"

#include <map>

namespace kemai {

class HistoryErasure
{
public:
    explicit HistoryErasure(StoreRecords &records) : m_records(records), m_database(records.database()) { }

    Result<> erase(const QList<std::pair<const Entity *, Id>> &rows); // every value
    Result<> erase(const Entity &entity, int field);                  // of every record; reads the history of all of them
    Result<qint64> seal();                                           // once, behind them; how many change sets lost something

    static bool isSeal(const QString &title);
    static Result<QString> sealOf(Database &database, qint64 by); // the title of the change set `by`, worked out anew

private:
    Result<> write(qint64 n, qint64 set, const QByteArray &edits);

    StoreRecords &m_records;
    Database &m_database;
    std::map<qint64, qint64> m_sets; // that lost something: how many lines
};

} // namespace kemai
