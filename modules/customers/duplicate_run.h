// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DuplicateRun: every pair of stored customers that may be one, found step by step in the background and kept as
 * records (duplicate_pair) for the work-list.
 *
 *     DuplicateRun run(clock.nowMs());
 *     while (*store.read([&](Records &r) { return run.step(r); }).result()) { }    // reads and compares
 *     while (*store.write([&](Records &r) { return run.write(r); }).result()) { }  // keeps what was found
 *
 * Algorithm. Customers, numbers, emails and addresses stream by once, a page a step; each leaves 64-bit blocking keys (number;
 * email; sound of name with company, birthday, street or parts of the number; company core), twelve bytes a key. Keys are
 * sorted bucket by bucket; customers that share one make pairs, unless a key is had by more than `largestBlock` of them: a
 * switchboard, a shop's phone, a role mailbox. A number of `sharedByMany` customers or more identifies nobody by itself.
 * Each pair is then read whole and compared (duplicate_match.h). What reaches proposeScore is joined into clusters,
 * strongest first; a pair that would make a cluster larger than `largestCluster` waits until the cluster is worked off.
 *
 * Pairs that somebody decided about are not proposed again; open ones that hold no more are withdrawn. Nothing is merged.
 * A step takes about 10 ms; between two, other reads go on. Memory: about 150 bytes a customer. Errors: as find() and
 * commit(); a step that failed (a search had the way: Busy) may be asked again; what was written stays. Threads: one at a time.
 */
#pragma once

#include "customers/duplicate_match.h"
#include "schema/records.h"

#include <QHash>

#include <vector>

namespace kemai {

struct DuplicateRunSummary {
    qint64 customers = 0;
    qint64 keys = 0;
    qint64 compared = 0;  // pairs
    qint64 proposed = 0;  // pairs, new and old
    qint64 found = 0;     // new among them
    qint64 withdrawn = 0; // open ones that hold no more
    qint64 clusters = 0;
    qint64 waiting = 0;   // pairs kept back because of the size of their cluster
    qint64 crowded = 0;   // keys of too many customers
};

Id duplicatePairId(const Id &a, const Id &b); // the same for (a, b) and (b, a)

class DuplicateRun
{
public:
    // All of it in one go, for a store that was just made.
    static Result<DuplicateRunSummary> whole(Records &records, qint64 nowMs);

    static constexpr qsizetype rowsOfStep = 800; // a search waits for one step
    static constexpr qsizetype pairsOfStep = 200;
    static constexpr qsizetype largestBlock = 12;
    static constexpr qsizetype sharedByMany = 6;
    static constexpr int largestCluster = 12;

    explicit DuplicateRun(qint64 nowMs) : m_nowMs(nowMs) { }

    Result<bool> step(Records &records);  // false: everything is read and compared
    Result<bool> write(Records &records); // false: everything is written

    // 0 to 1000, over both.
    int progress() const;
    const DuplicateRunSummary &summary() const { return m_summary; }

    struct Proposal {
        Id first; // the lower id
        Id second;
        int score = 0;
        QString reasons; // codes
    };
    const std::vector<Proposal> &proposals() const { return m_proposals; }

private:
    struct Key {
        quint32 high;
        quint32 low;
        quint32 customer;
    };
    struct Known {
        int score = 0;
        bool open = false;
        bool removed = false;
        bool seen = false;
    };
    enum class Phase : quint8 { Begin, Customers, Phones, Emails, Addresses, Known, Blocks, Pairs, Done };

    void add(size_t hash, quint32 customer);
    int indexOf(const Id &customer) const; // -1: not one of those that stand in the list
    Result<bool> readPage(Records &records, Query query, void (DuplicateRun::*take)(const Record &));
    void takeCustomer(const Record &row);
    void takePhone(const Record &row);
    void takeEmail(const Record &row);
    void takeAddress(const Record &row);
    void takeKnown(const Record &row);
    void sortBucket(std::vector<Key> &bucket);
    Result<> comparePairs(Records &records);
    void cluster();
    bool isWidelyShared(const QString &identity) const;

    qint64 m_nowMs;
    Phase m_phase = Phase::Begin;
    MatchRules m_rules;
    qint64 m_expected = 0;
    std::optional<Record> m_last;
    std::vector<Id> m_ids;        // in order
    std::vector<quint64> m_sounds; // of their names
    std::vector<std::vector<Key>> m_buckets;
    std::vector<quint64> m_crowdedNumbers; // their hashes, in order
    std::vector<quint64> m_pairs;
    size_t m_next = 0; // bucket, pair or proposal
    QHash<Id, Known> m_known;
    QList<Id> m_gone;
    std::vector<Proposal> m_proposals;
    DuplicateRunSummary m_summary;
};

} // namespace kemai
