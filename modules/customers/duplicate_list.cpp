// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/duplicate_list.h"

#include "customers/duplicate_run.h"
#include "customers/find_in.h"
#include "customers/stored_customers.h"
#include "formats/csv_writer.h"
#include "schema/any_order.h"
#include "schema/duplicate.h"

#include <QDateTime>

#include <algorithm>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pairsOfStep = 2000;
constexpr qsizetype customersOfStep = 500;
constexpr qint64 dayMs = 86'400'000;

} // namespace

Result<bool> DuplicateList::step(Records &records)
{
    if (!m_joined)
        return readPairs(records);
    return readCustomers(records);
}

Result<bool> DuplicateList::readPairs(Records &records)
{
    Query query(duplicate_pair::entity);
    query.limit(pairsOfStep);
    if (m_last)
        query.after(*m_last);
    const auto rows = records.find(query);
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        if (row[duplicate_pair::state] == u"open")
            m_pairs.append(row);
    if (rows->size() < pairsOfStep)
        m_joined = true;
    else
        m_last = rows->last();
    if (m_joined) {
        QSet<Id> ids;
        for (const Record &row : std::as_const(m_pairs)) {
            ids.insert(row[duplicate_pair::first]);
            ids.insert(row[duplicate_pair::second]);
        }
        m_ids = QList<Id>(ids.begin(), ids.end());
        std::ranges::sort(m_ids);
    }
    return true;
}

Result<bool> DuplicateList::readCustomers(Records &records)
{
    if (m_next >= m_ids.size()) {
        join();
        finish();
        return false;
    }
    QList<Value> ids;
    const qsizetype end = std::min(m_next + customersOfStep, m_ids.size());
    for (qsizetype i = m_next; i < end; ++i)
        ids.append(Value(m_ids.at(i)));
    const auto rows = findIn(records, Query(customer::entity).select(customer::name, customer::company, customer::last_interaction, customer::merged_into).orderBy(anyOrder),
                             idField, ids);
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        if (row[customer::merged_into].isNull()) // one withdrawn or merged by another way is nobody's duplicate
            m_customers.insert(row.id, row);
    m_next = end;
    return true;
}

void DuplicateList::join()
{
    QHash<Id, Id> parents;
    const auto root = [&](Id id) {
        while (parents.contains(id))
            id = parents.value(id);
        return id;
    };
    m_pairs.removeIf([this](const Record &row) {
        return !m_customers.contains(row[duplicate_pair::first]) || !m_customers.contains(row[duplicate_pair::second]);
    });
    for (const Record &row : std::as_const(m_pairs)) {
        const Id a = root(row[duplicate_pair::first]);
        const Id b = root(row[duplicate_pair::second]);
        if (a != b)
            parents.insert(std::max(a, b), std::min(a, b));
    }
    QHash<Id, qsizetype> at;
    for (const Record &row : std::as_const(m_pairs)) {
        const Id id = root(row[duplicate_pair::first]);
        auto found = at.constFind(id);
        if (found == at.cend()) {
            found = at.insert(id, m_clusters.size());
            m_clusters.append(DuplicateCluster{});
        }
        DuplicateCluster &cluster = m_clusters[*found];
        for (const Id &member : {row[duplicate_pair::first], row[duplicate_pair::second]})
            if (!cluster.customers.contains(member))
                cluster.customers.append(member);
        // Signed off is a cluster all of whose pairs are.
        const Id signedBy = row[duplicate_pair::signed_by];
        if (cluster.pairs.isEmpty() || (!cluster.signedBy.isNull() && signedBy.isNull())) {
            cluster.signedBy = signedBy;
            cluster.signedAtMs = row[duplicate_pair::signed_at];
            cluster.batch = row[duplicate_pair::batch];
        }
        cluster.pairs.append(row.id);
        cluster.score = std::max(cluster.score, int(row[duplicate_pair::score]));
    }
}

void DuplicateList::finish()
{
    for (DuplicateCluster &cluster : m_clusters) {
        std::ranges::sort(cluster.customers);
        for (const Id &id : std::as_const(cluster.customers)) {
            const Record &row = m_customers[id];
            cluster.lastContactMs = std::max(cluster.lastContactMs, row[customer::last_interaction]);
            if (cluster.name.isEmpty())
                cluster.name = row[customer::name];
            if (cluster.company.isEmpty())
                cluster.company = row[customer::company];
        }
        cluster.active = cluster.lastContactMs > 0 && cluster.lastContactMs >= m_nowMs - activeDays * dayMs;
    }
    std::ranges::sort(m_clusters, [](const DuplicateCluster &a, const DuplicateCluster &b) {
        const auto rank = [](const DuplicateCluster &c) { return std::tuple(c.active, c.customers.size(), c.score, c.lastContactMs); };
        if (rank(a) != rank(b))
            return rank(a) > rank(b);
        return a.id() < b.id();
    });
    m_pairs.clear();
    m_customers.clear();
    m_ids.clear();
}

Result<QList<DuplicateCluster>> duplicateClusters(Records &records, qint64 nowMs)
{
    DuplicateList list(nowMs);
    while (true) {
        const auto more = list.step(records);
        if (!more)
            return fail(more.error());
        if (!*more)
            return list.clusters();
    }
}

Result<ClusterView> loadCluster(Records &records, const DuplicateCluster &cluster)
{
    ClusterView view;
    view.cluster = cluster;
    const auto stored = storedCustomers(records, cluster.customers);
    if (!stored)
        return fail(stored.error());
    const auto rules = loadMatchRules(records);
    if (!rules)
        return fail(rules.error());
    for (const Id &id : cluster.customers) {
        const auto at = stored->constFind(id);
        if (at == stored->cend() || !at->customer[customer::merged_into].isNull())
            continue;
        ClusterMember member;
        member.stored = *at;
        const auto interactions = records.count(Query(interaction::entity).where(interaction::customer == id));
        const auto tasks = records.count(Query(task::entity).where(task::customer == id && isNull(task::done_at)));
        const auto opportunities = records.count(Query(opportunity::entity).where(opportunity::customer == id));
        if (!interactions || !tasks || !opportunities)
            return fail(!interactions ? interactions.error() : !tasks ? tasks.error() : opportunities.error());
        member.interactions = *interactions;
        member.openTasks = *tasks;
        member.opportunities = *opportunities;
        if (const Id owner = at->customer[customer::owner]; !owner.isNull()) {
            const auto person = records.first(Query(user::entity).where(Condition::idIs(owner)));
            if (!person)
                return fail(person.error());
            if (*person) {
                member.ownerName = (**person)[user::name];
                member.ownerNameEn = (**person)[user::name_en];
            }
        }
        if (const Id its = at->customer[customer::team]; !its.isNull()) {
            const auto found = records.first(Query(team::entity).where(Condition::idIs(its)));
            if (!found)
                return fail(found.error());
            if (*found) {
                member.teamName = (**found)[team::name];
                member.teamNameEn = (**found)[team::name_en];
            }
        }
        view.members.append(std::move(member));
    }
    std::ranges::stable_sort(view.members, std::ranges::greater(), &ClusterMember::interactions);
    QList<MatchSubject> subjects;
    for (const ClusterMember &member : std::as_const(view.members))
        subjects.append(subjectOf(member.stored));
    for (int i = 0; i < view.members.size(); ++i)
        for (int j = i + 1; j < view.members.size(); ++j) {
            const Id id = duplicatePairId(view.members[i].stored.customer.id, view.members[j].stored.customer.id);
            if (cluster.pairs.contains(id))
                view.pairs.append({id, i, j, compare(subjects[i], subjects[j], *rules)});
        }
    if (view.members.size() >= 2) {
        QList<Id> others;
        for (const ClusterMember &member : view.members.sliced(1))
            others.append(member.stored.customer.id);
        const auto plan = planMerge(records, view.members.first().stored.customer.id, others);
        if (!plan)
            return fail(plan.error());
        view.plan = *plan;
    }
    return view;
}

Result<bool> maySignOff(Records &records, const Id &id)
{
    const auto isSigner = user::role == u"supervisor"_s || user::role == u"admin"_s;
    const auto signer = records.first(Query(user::entity).where(isSigner && user::state != u"disabled"_s));
    if (!signer)
        return fail(signer.error());
    if (!*signer)
        return true; // a desk of one
    if (id.isNull())
        return false;
    const auto me = records.first(Query(user::entity).where(Condition::idIs(id) && isSigner && user::state != u"disabled"_s));
    if (!me)
        return fail(me.error());
    return me->has_value();
}

Change distinctPair(const Id &one, const Id &other, const QString &because, const Id &author, qint64 nowMs)
{
    return Change::insert(duplicate_pair::entity, duplicatePairId(one, other))
        .set(duplicate_pair::first, std::min(one, other))
        .set(duplicate_pair::second, std::max(one, other))
        .set(duplicate_pair::state, u"distinct"_s)
        .set(duplicate_pair::note, because.trimmed())
        .set(duplicate_pair::decided_by, author)
        .set(duplicate_pair::decided_at, nowMs);
}

Result<Committed> decideDistinct(Records &records, const QList<Id> &pairs, const QString &reason, const Id &author, qint64 nowMs)
{
    const auto rows = records.find(Query(duplicate_pair::entity).where(Condition::idIn(pairs) && duplicate_pair::state == u"open"_s));
    if (!rows)
        return fail(rows.error());
    ChangeSet set{.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = u"duplicates.distinct"_s, .changes = {}};
    for (const Record &row : *rows)
        set.changes << Change::update(row)
                           .set(row, duplicate_pair::state, u"distinct"_s)
                           .set(row, duplicate_pair::note, reason.trimmed())
                           .set(row, duplicate_pair::decided_by, author)
                           .set(row, duplicate_pair::decided_at, nowMs);
    if (set.changes.isEmpty())
        return Committed();
    return records.commit(set);
}

Result<Committed> signOff(Records &records, const QList<DuplicateCluster> &clusters, const Id &supervisor, qint64 nowMs)
{
    const auto may = maySignOff(records, supervisor);
    if (!may)
        return fail(may.error());
    if (!*may)
        return fail(Error::Code::Denied, u"customers.signOffDenied"_s);
    const Id batch = Id::make(nowMs);
    // A desk of one signs as the batch itself: a signature is never empty.
    const Id by = supervisor.isNull() ? batch : supervisor;
    ChangeSet set{.origin = Origin::Typed, .author = supervisor, .atMs = nowMs, .title = u"duplicates.signOff"_s, .batch = batch, .changes = {}};
    set.changes << Change::insert(merge_batch::entity, batch)
                       .set(merge_batch::signed_by, supervisor)
                       .set(merge_batch::signed_at, nowMs)
                       .set(merge_batch::clusters, clusters.size());
    for (const DuplicateCluster &cluster : clusters) {
        const auto rows = records.find(Query(duplicate_pair::entity).where(Condition::idIn(cluster.pairs) && duplicate_pair::state == u"open"_s));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            set.changes << Change::update(row)
                               .set(row, duplicate_pair::signed_by, by)
                               .set(row, duplicate_pair::signed_at, nowMs)
                               .set(row, duplicate_pair::batch, batch);
    }
    return records.commit(set);
}

Result<MergeReport> mergeCluster(Records &records, const DuplicateCluster &cluster, const MergePlan &plan, const Id &author, qint64 nowMs)
{
    const auto may = maySignOff(records, author);
    if (!may)
        return fail(may.error());
    if (!*may)
        return fail(Error::Code::Denied, u"customers.signOffDenied"_s);
    const auto pairs = records.find(Query(duplicate_pair::entity).where(Condition::idIn(cluster.pairs) && duplicate_pair::state == u"open"_s));
    if (!pairs)
        return fail(pairs.error());
    MergeSignature signature{.author = author, .nowMs = nowMs};
    QStringList rules;
    for (const Record &row : *pairs) {
        if (row[duplicate_pair::signed_by].isNull())
            return fail(Error::Code::Denied, u"customers.notSignedOff"_s);
        signature.approvedBy = row[duplicate_pair::signed_by];
        signature.batch = row[duplicate_pair::batch];
        signature.pairs.append(row.id);
        for (const QString &code : row[duplicate_pair::reasons].split(u' '))
            if (!code.isEmpty() && !rules.contains(code))
                rules.append(code);
    }
    if (signature.pairs.isEmpty())
        return fail(Error::Code::Denied, u"customers.notSignedOff"_s);
    signature.rule = rules.join(u' ');
    return mergeCustomers(records, plan, signature);
}

Result<qint64> exportClusters(Records &records, QIODevice &file, const QList<DuplicateCluster> &clusters, bool chinese,
                              const std::function<QString(const Error &)> &sentence)
{
    CsvWriter writer(file);
    const auto label = [chinese](const Field &field) { return field.label(chinese); };
    const auto headed = writer.write({chinese ? u"组"_s : u"Cluster"_s, chinese ? u"编号"_s : u"ID"_s, label(customer::name.field()), label(customer::company.field()),
                                      label(phone::written.field()), label(email::written.field()), label(address::written.field()),
                                      label(customer::owner.field()), label(customer::last_interaction.field()), label(duplicate_pair::score.field()),
                                      label(duplicate_pair::reasons.field()), label(duplicate_pair::signed_by.field())});
    if (!headed)
        return fail(headed.error());
    qint64 number = 0;
    for (const DuplicateCluster &cluster : clusters) {
        const auto view = loadCluster(records, cluster);
        if (!view)
            return fail(view.error());
        ++number;
        for (int i = 0; i < view->members.size(); ++i) {
            const ClusterMember &member = view->members[i];
            const auto texts = [](const QList<Record> &rows, const FieldOf<QString> &field) {
                QStringList all;
                for (const Record &row : rows)
                    all.append(row[field]);
                return all.join(u"; "_s);
            };
            QStringList reasons;
            int score = 0;
            for (const ClusterPair &pair : view->pairs)
                if (pair.first == i || pair.second == i) {
                    score = std::max(score, pair.match.score);
                    for (const Error &reason : reasonsInWords(pair.match))
                        if (const QString words = sentence(reason); !reasons.contains(words))
                            reasons.append(words);
                }
            const qint64 last = member.stored.customer[customer::last_interaction];
            const auto written = writer.write(
                {QString::number(number), member.stored.customer.id.toString(), member.stored.customer[customer::name], member.stored.customer[customer::company],
                 texts(member.stored.phones, phone::written), texts(member.stored.emails, email::written), texts(member.stored.addresses, address::written),
                 chinese || member.ownerNameEn.isEmpty() ? member.ownerName : member.ownerNameEn,
                 last > 0 ? QDateTime::fromMSecsSinceEpoch(last).date().toString(Qt::ISODate) : QString(), QString::number(score),
                 reasons.join(u"; "_s), cluster.signedBy.isNull() ? QString() : u"✓"_s});
            if (!written)
                return fail(written.error());
        }
    }
    if (const auto finished = writer.finish(); !finished)
        return fail(finished.error());
    return number;
}

} // namespace kemai
