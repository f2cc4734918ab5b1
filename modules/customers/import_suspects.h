// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportSuspects: which rows of an import may be customers we have, or earlier rows, without being certain duplicates. Those
 * rows are created all the same, never swallowed; at the end each suspicion is checked by the full comparison
 * (duplicate_match.h), and what reaches proposeScore goes onto the work-list (duplicate_pair) and is remarked.
 *
 * A suspicion is a shared 64-bit key: a number, an email, name by sound with company. Within the file each key keeps its
 * first row, so a number that a thousand rows share makes a thousand suspicions, not half a million. In the store numbers
 * and emails are looked up, once for each chunk; name and company of the store are the work of DuplicateRun. Memory: about
 * 90 bytes a row, and 40 for each of at most `most` suspicions; what is beyond waits for the next DuplicateRun.
 */
#pragma once

#include "customers/import_row.h"
#include "customers/seen_rows.h"
#include "schema/records.h"

#include <functional>
#include <vector>

namespace kemai {

class ImportSuspects
{
public:
    static constexpr size_t most = 200'000;
    static constexpr size_t checkedAtOnce = 200;

    // What the store has of a chunk's numbers and emails; before its rows are created. Errors: as find().
    Result<> lookUp(Records &records, const std::vector<ImportRow> &rows);
    // A row that was created as this customer.
    void created(const ImportRow &row, const Id &customer);

    // Checks some suspicions and puts them into one change set; false: none are left. told(line, other customer, score).
    using Told = std::function<void(qint64 line, const Id &other, int score)>;
    Result<bool> check(Records &records, ChangeSet set, const Told &told);

private:
    struct Suspicion {
        Id customer;
        Id other;
        qint64 line;
    };
    void suspect(const Id &customer, const Id &other, qint64 line);

    SeenRows m_seen; // key -> place in m_created, from 1
    std::vector<Id> m_created;
    QHash<quint64, Id> m_stored; // of the chunk
    std::vector<Suspicion> m_suspicions;
    size_t m_next = 0;
};

} // namespace kemai
