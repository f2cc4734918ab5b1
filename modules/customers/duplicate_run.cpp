// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/duplicate_run.h"

#include "customers/stored_customers.h"
#include "schema/duplicate.h"
#include "schema/schema.h"
#include "text/name.h"

#include <algorithm>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t buckets = 256;

// Which kind of key, so that a name never meets a number.
enum KeyKind : size_t { NumberKey = 11, EmailKey, NameCompanyKey, NameBirthdayKey, NameAddressKey, NumberHeadKey, NumberEndsKey };

size_t keyOf(KeyKind kind, const QString &text) { return qHash(text, size_t(kind) * 0x9e3779b97f4a7c15ull); }
size_t keyOf(KeyKind kind, quint64 sound, const QString &text) { return qHash(text, size_t(sound) ^ (size_t(kind) * 0x9e3779b97f4a7c15ull)); }

QString lastLetters(const QString &address)
{
    QString letters;
    for (const QChar c : foldedName(address))
        if (c.isLetterOrNumber())
            letters += c;
    return letters.right(10);
}

} // namespace

Id duplicatePairId(const Id &a, const Id &b)
{
    const Id &first = a < b ? a : b;
    const Id &second = a < b ? b : a;
    return Id::fromName(Id::fromString(u"7c1b9f52-0f3e-4f0c-8d8c-3b9f3a0f6e21"), QByteArray(first.bytes().toByteArray() + second.bytes().toByteArray()));
}

int DuplicateRun::progress() const
{
    const auto part = [](qint64 done, qint64 total) { return total <= 0 ? 0 : int(std::min<qint64>(done * 100 / total, 100)); };
    const qint64 next = qint64(m_next);
    switch (m_phase) {
    case Phase::Begin: return 0;
    case Phase::Customers: return 2 * part(qint64(m_ids.size()), m_expected);
    case Phase::Phones: return 200;
    case Phase::Emails: return 300;
    case Phase::Addresses: return 350;
    case Phase::Known: return 400;
    case Phase::Blocks: return 400 + part(next, buckets);
    case Phase::Pairs: return 500 + 4 * part(next, qint64(m_pairs.size()));
    case Phase::Done: return 900 + part(next, qint64(m_proposals.size()) + m_gone.size());
    }
    return 0;
}

void DuplicateRun::add(size_t hash, quint32 customer)
{
    m_buckets[hash >> 56].push_back({quint32(hash >> 32), quint32(hash), customer});
    ++m_summary.keys;
}

int DuplicateRun::indexOf(const Id &customer) const
{
    const auto at = std::lower_bound(m_ids.begin(), m_ids.end(), customer);
    return at != m_ids.end() && *at == customer ? int(at - m_ids.begin()) : -1;
}

Result<bool> DuplicateRun::readPage(Records &records, Query query, void (DuplicateRun::*take)(const Record &))
{
    if (m_last)
        query.after(*m_last);
    const auto rows = records.find(query.limit(rowsOfStep));
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        (this->*take)(row);
    if (rows->size() < rowsOfStep) {
        m_last.reset();
        return false;
    }
    m_last = rows->last();
    return true;
}

void DuplicateRun::takeCustomer(const Record &row)
{
    const auto index = quint32(m_ids.size());
    StoredCustomer stored;
    stored.customer = row;
    const MatchSubject subject = subjectOf(stored);
    m_ids.push_back(row.id);
    m_sounds.push_back(keyOf(NameCompanyKey, subject.sound));
    // Name and company unordered: they may stand in each other's column.
    const QString one = subject.sound.isEmpty() ? QString() : soundOf(subject.nameAsCompany);
    if (!subject.company.isEmpty())
        add(keyOf(NameCompanyKey, one < subject.companySound ? one + u'/' + subject.companySound : subject.companySound + u'/' + one), index);
    if (!subject.birthday.isEmpty() && !subject.sound.isEmpty())
        add(keyOf(NameBirthdayKey, m_sounds.back(), subject.birthday), index);
}

void DuplicateRun::takePhone(const Record &row)
{
    const int index = indexOf(row[phone::customer]);
    if (index < 0)
        return;
    StoredCustomer stored;
    stored.customer = Record(customer::entity);
    stored.phones.append(row);
    const SubjectNumber number = subjectOf(stored).numbers.first();
    if (number.identity.isEmpty())
        return;
    const quint64 sound = m_sounds[size_t(index)];
    if (!number.masked)
        add(keyOf(NumberKey, number.identity), quint32(index));
    if (number.shared) // with the name it says something
        add(keyOf(NumberHeadKey, sound, number.identity), quint32(index));
    else if (number.digits.size() >= 9) {
        if (!number.masked)
            add(keyOf(NumberHeadKey, sound, number.digits.left(7)), quint32(index));
        add(keyOf(NumberEndsKey, sound, number.digits.left(3) + number.digits.right(4)), quint32(index));
    }
}

void DuplicateRun::takeEmail(const Record &row)
{
    const int index = indexOf(row[email::customer]);
    if (index < 0 || row[email::normal].isEmpty())
        return;
    add(keyOf(EmailKey, row[email::normal]), quint32(index));
    add(keyOf(NumberHeadKey, m_sounds[size_t(index)], row[email::normal]), quint32(index)); // info@ of many
}

void DuplicateRun::takeAddress(const Record &row)
{
    const int index = indexOf(row[address::customer]);
    if (index < 0)
        return;
    if (const QString letters = lastLetters(row[address::written]); letters.size() >= 5)
        add(keyOf(NameAddressKey, m_sounds[size_t(index)], letters), quint32(index));
}

void DuplicateRun::takeKnown(const Record &row)
{
    m_known.insert(row.id, {int(row[duplicate_pair::score]), row[duplicate_pair::state] == u"open", row.removedMs != 0, false});
}

void DuplicateRun::sortBucket(std::vector<Key> &bucket)
{
    std::ranges::sort(bucket, {}, [](const Key &key) { return std::tuple(key.high, key.low, key.customer); });
    std::vector<quint32> block;
    for (size_t begin = 0; begin < bucket.size();) {
        size_t end = begin;
        block.clear();
        for (; end < bucket.size() && bucket[end].high == bucket[begin].high && bucket[end].low == bucket[begin].low; ++end)
            if (block.empty() || block.back() != bucket[end].customer)
                block.push_back(bucket[end].customer);
        if (block.size() >= size_t(sharedByMany))
            m_crowdedNumbers.push_back(quint64(bucket[begin].high) << 32 | bucket[begin].low);
        if (block.size() > size_t(largestBlock))
            ++m_summary.crowded;
        else
            for (size_t i = 0; i < block.size(); ++i)
                for (size_t j = i + 1; j < block.size(); ++j)
                    m_pairs.push_back(quint64(block[i]) << 32 | block[j]);
        begin = end;
    }
    std::vector<Key>().swap(bucket);
}

bool DuplicateRun::isWidelyShared(const QString &identity) const
{
    return std::ranges::binary_search(m_crowdedNumbers, quint64(keyOf(NumberKey, identity)));
}

Result<> DuplicateRun::comparePairs(Records &records)
{
    QList<Id> ids;
    QSet<Id> asked;
    const size_t end = std::min(m_next + size_t(pairsOfStep), m_pairs.size());
    const auto ask = [&](const Id &id) {
        if (!asked.contains(id)) {
            asked.insert(id);
            ids.append(id);
        }
    };
    for (size_t i = m_next; i < end; ++i) {
        ask(m_ids[m_pairs[i] >> 32]);
        ask(m_ids[m_pairs[i] & 0xffffffff]);
    }
    const auto stored = storedCustomers(records, ids);
    if (!stored)
        return fail(stored.error());
    QHash<Id, MatchSubject> subjects;
    for (auto it = stored->cbegin(); it != stored->cend(); ++it) {
        MatchSubject subject = subjectOf(*it);
        for (SubjectNumber &number : subject.numbers)
            number.shared = number.shared || isWidelyShared(number.identity);
        subjects.insert(it.key(), std::move(subject));
    }
    for (; m_next < end; ++m_next) {
        const Id &first = m_ids[m_pairs[m_next] >> 32];
        const Id &second = m_ids[m_pairs[m_next] & 0xffffffff];
        const auto a = subjects.constFind(first);
        const auto b = subjects.constFind(second);
        if (a == subjects.cend() || b == subjects.cend())
            continue;
        ++m_summary.compared;
        const Match match = compare(*a, *b, m_rules);
        if (!match.proposes())
            continue;
        QStringList codes;
        for (const MatchReason &reason : match.reasons)
            codes.append(matchCodeText(reason.code));
        m_proposals.push_back({first, second, match.score, (codes + match.agreeing).join(u' ')});
    }
    return {};
}

// Union-find over the pairs, the strongest first.
void DuplicateRun::cluster()
{
    std::ranges::stable_sort(m_proposals, std::ranges::greater(), &Proposal::score);
    QHash<Id, Id> parents;
    QHash<Id, int> sizes;
    const auto root = [&](Id id) {
        while (parents.contains(id))
            id = parents.value(id);
        return id;
    };
    std::vector<Proposal> kept;
    kept.reserve(m_proposals.size());
    for (Proposal &proposal : m_proposals) {
        const Id id = duplicatePairId(proposal.first, proposal.second);
        const auto known = m_known.find(id);
        if (known != m_known.end()) {
            known->seen = true;
            if (!known->open)
                continue; // decided
        }
        const Id a = root(proposal.first);
        const Id b = root(proposal.second);
        const int size = sizes.value(a, 1) + sizes.value(b, 1);
        if (a != b && size > largestCluster) {
            ++m_summary.waiting;
            continue;
        }
        if (a != b) {
            const bool joinsB = sizes.value(a, 1) < sizes.value(b, 1); // the smaller hangs on the larger
            parents.insert(joinsB ? a : b, joinsB ? b : a);
            sizes.insert(joinsB ? b : a, size);
        }
        kept.push_back(std::move(proposal));
    }
    QSet<Id> roots;
    for (const Proposal &proposal : kept)
        roots.insert(root(proposal.first));
    m_summary.clusters = roots.size();
    m_proposals = std::move(kept);
    m_summary.proposed = qint64(m_proposals.size());
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it)
        if (it->open && !it->removed && !it->seen)
            m_gone.append(it.key());
}

Result<DuplicateRunSummary> DuplicateRun::whole(Records &records, qint64 nowMs)
{
    DuplicateRun run(nowMs);
    for (const auto part : {&DuplicateRun::step, &DuplicateRun::write})
        while (true) {
            const auto more = (run.*part)(records);
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
        }
    return run.summary();
}

Result<bool> DuplicateRun::step(Records &records)
{
    const auto next = [this](Phase phase) {
        m_phase = phase;
        m_next = 0;
    };
    const auto page = [&](const Query &query, void (DuplicateRun::*take)(const Record &), Phase then) -> Result<bool> {
        const auto more = readPage(records, query, take);
        if (!more)
            return fail(more.error());
        if (!*more)
            next(then);
        return true;
    };
    switch (m_phase) {
    case Phase::Begin: {
        const auto rules = loadMatchRules(records);
        if (!rules)
            return fail(rules.error());
        m_rules = *rules;
        const auto total = records.count(Query(customer::entity));
        if (!total)
            return fail(total.error());
        m_expected = *total;
        m_ids.reserve(size_t(*total));
        m_sounds.reserve(size_t(*total));
        m_buckets.resize(buckets);
        for (auto &bucket : m_buckets)
            bucket.reserve(size_t(*total) * 6 / buckets);
        next(Phase::Customers);
        return true;
    }
    case Phase::Customers: {
        const auto more = page(Query(customer::entity).where(isNull(customer::merged_into)).select(customer::name, customer::company, customer::birthday),
                               &DuplicateRun::takeCustomer, Phase::Phones);
        m_summary.customers = qint64(m_ids.size());
        return more;
    }
    case Phase::Phones:
        return page(Query(phone::entity).select(phone::customer, phone::written, phone::e164, phone::digits, phone::extension, phone::kind, phone::line),
                    &DuplicateRun::takePhone, Phase::Emails);
    case Phase::Emails:
        return page(Query(email::entity).select(email::customer, email::normal), &DuplicateRun::takeEmail, Phase::Addresses);
    case Phase::Addresses:
        return page(Query(address::entity).select(address::customer, address::written), &DuplicateRun::takeAddress, Phase::Known);
    case Phase::Known:
        return page(Query(duplicate_pair::entity).select(duplicate_pair::score, duplicate_pair::state).withRemoved(), &DuplicateRun::takeKnown, Phase::Blocks);
    case Phase::Blocks:
        sortBucket(m_buckets[m_next]);
        if (++m_next == buckets) {
            std::ranges::sort(m_crowdedNumbers);
            std::ranges::sort(m_pairs);
            m_pairs.erase(std::unique(m_pairs.begin(), m_pairs.end()), m_pairs.end());
            next(Phase::Pairs);
        }
        return true;
    case Phase::Pairs: {
        if (m_next < m_pairs.size()) {
            const auto done = comparePairs(records);
            if (!done)
                return fail(done.error());
            return true;
        }
        cluster();
        next(Phase::Done);
        return false;
    }
    case Phase::Done: break;
    }
    return false;
}

Result<bool> DuplicateRun::write(Records &records)
{
    constexpr size_t changesOfSet = 500;
    ChangeSet set{.origin = Origin::Rule, .title = u"duplicates.found"_s, .changes = {}};
    const size_t all = m_proposals.size() + size_t(m_gone.size());
    QList<Id> known;
    const size_t begin = m_next;
    size_t end = begin;
    for (; end < all && end < begin + changesOfSet; ++end) {
        const Id id = end < m_proposals.size() ? duplicatePairId(m_proposals[end].first, m_proposals[end].second) : m_gone[qsizetype(end - m_proposals.size())];
        if (m_known.contains(id))
            known.append(id);
    }
    if (begin == end)
        return false;
    QHash<Id, Record> stored;
    if (!known.isEmpty()) {
        const auto rows = records.find(Query(duplicate_pair::entity).where(Condition::idIn(known)).withRemoved());
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            stored.insert(row.id, row);
    }
    for (size_t i = begin; i < end; ++i) {
        if (i >= m_proposals.size()) {
            const Record row = stored.value(m_gone[qsizetype(i - m_proposals.size())]);
            if (row.entity() && row.removedMs == 0 && row[duplicate_pair::state] == u"open") {
                set.changes << Change::remove(row);
                ++m_summary.withdrawn;
            }
            continue;
        }
        const Proposal &proposal = m_proposals[i];
        const Id id = duplicatePairId(proposal.first, proposal.second);
        const auto seen = stored.constFind(id);
        if (seen == stored.cend()) {
            set.changes << Change::insert(duplicate_pair::entity, id)
                               .set(duplicate_pair::first, proposal.first)
                               .set(duplicate_pair::second, proposal.second)
                               .set(duplicate_pair::score, proposal.score)
                               .set(duplicate_pair::reasons, proposal.reasons)
                               .set(duplicate_pair::state, u"open"_s);
            ++m_summary.found;
            continue;
        }
        if ((*seen)[duplicate_pair::state] != u"open")
            continue; // decided while this ran
        if (seen->removedMs != 0) {
            set.changes << Change::restore(*seen);
            ++m_summary.found;
        }
        Change change = Change::update(*seen);
        change.set(*seen, duplicate_pair::score, proposal.score).set(*seen, duplicate_pair::reasons, proposal.reasons);
        change.expectedVersion = 0;
        if (!change.edits.isEmpty())
            set.changes << change;
    }
    if (!set.changes.isEmpty())
        if (const auto done = records.commit(set); !done)
            return fail(done.error());
    m_next = end;
    return true;
}

} // namespace kemai
