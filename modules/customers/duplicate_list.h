// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The work-list of duplicates (R005, R006): open proposals as clusters, what each holds, and the acts on them.
 *
 * Order: clusters with a contact within the last 30 days first, then larger ones, then stronger ones. Deciding that a cluster is
 * not one customer is remembered. A merge takes two steps of a supervisor: signing off, which gives the clusters a batch,
 * and merging. Where the store knows no supervisor and no administrator (a desk of one), its user signs.
 *
 * Rules over Records; any thread. The role is read from the records at the moment of the act.
 */
#pragma once

#include "customers/duplicate_match.h"
#include "customers/merge_customers.h"

#include <functional>

class QIODevice;

namespace kemai {

inline constexpr qint64 activeDays = 30;

struct DuplicateCluster {
    QList<Id> customers; // by id; the first names the cluster
    QList<Id> pairs;
    int score = 0;       // of its strongest pair
    QString name;        // of the first member that has one
    QString company;
    qint64 lastContactMs = 0;
    bool active = false; // R005
    Id signedBy;         // null: not signed off
    qint64 signedAtMs = 0;
    Id batch;

    Id id() const { return customers.isEmpty() ? Id() : customers.first(); }
};

// Reads the list a page at a time, so that searches go on between two steps. A step that failed may be asked again.
class DuplicateList
{
public:
    explicit DuplicateList(qint64 nowMs) : m_nowMs(nowMs) { }

    Result<bool> step(Records &records); // false: clusters() is complete
    const QList<DuplicateCluster> &clusters() const { return m_clusters; }

private:
    Result<bool> readPairs(Records &records);
    Result<bool> readCustomers(Records &records);
    void join();
    void finish();

    qint64 m_nowMs;
    bool m_joined = false; // all pairs are read
    qsizetype m_next = 0;
    std::optional<Record> m_last;
    QList<Record> m_pairs;
    QHash<Id, Record> m_customers;
    QList<Id> m_ids;
    QList<DuplicateCluster> m_clusters;
};
Result<QList<DuplicateCluster>> duplicateClusters(Records &records, qint64 nowMs); // the whole list in one call

// One cluster side by side.
struct ClusterMember {
    StoredCustomer stored;
    QString ownerName;
    QString ownerNameEn;
    QString teamName;
    QString teamNameEn;
    qint64 interactions = 0;
    qint64 openTasks = 0;
    qint64 opportunities = 0;
};
struct ClusterPair {
    Id id;
    int first = 0; // members
    int second = 0;
    Match match;
};
struct ClusterView {
    DuplicateCluster cluster;
    QList<ClusterMember> members; // the proposed survivor first: most contacts, then oldest
    QList<ClusterPair> pairs;     // as they compare now
    MergePlan plan;               // with that survivor
};
Result<ClusterView> loadCluster(Records &records, const DuplicateCluster &cluster);

// Whether this user may sign off and merge. Null: whoever sits at a desk of one.
Result<bool> maySignOff(Records &records, const Id &user);

// "Not the same": remembered with the reason, if one is given; no run proposes the pair again.
Result<Committed> decideDistinct(Records &records, const QList<Id> &pairs, const QString &reason, const Id &author, qint64 nowMs);
// The same of a customer that is made beside one it looks like, for the change set that makes it.
Change distinctPair(const Id &one, const Id &other, const QString &because, const Id &author, qint64 nowMs);

// One batch for all of them. Errors: Denied "customers.signOffDenied".
Result<Committed> signOff(Records &records, const QList<DuplicateCluster> &clusters, const Id &supervisor, qint64 nowMs);

// Merges a signed-off cluster as the plan says. Errors: Denied "customers.notSignedOff", "customers.signOffDenied"; as mergeCustomers().
Result<MergeReport> mergeCluster(Records &records, const DuplicateCluster &cluster, const MergePlan &plan, const Id &author, qint64 nowMs);

// The list as CSV for a meeting: one line a customer, with its cluster's number, score and reasons.
Result<qint64> exportClusters(Records &records, QIODevice &file, const QList<DuplicateCluster> &clusters, bool chinese,
                              const std::function<QString(const Error &)> &sentence);

} // namespace kemai
