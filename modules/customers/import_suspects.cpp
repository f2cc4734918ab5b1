// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_suspects.h"

#include "customers/duplicate_run.h"
#include "customers/find_in.h"
#include "customers/stored_customers.h"
#include "schema/duplicate.h"
#include "schema/schema.h"
#include "text/name.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

quint64 keyOf(size_t kind, const QString &text) { return quint64(qHash(text, kind * 0x9e3779b97f4a7c15ull)) | 1; }
quint64 numberKey(const QString &identity) { return keyOf(21, identity); }
quint64 emailKey(const QString &normal) { return keyOf(22, normal); }

} // namespace

Result<> ImportSuspects::lookUp(Records &records, const std::vector<ImportRow> &rows)
{
    m_stored.clear();
    QSet<QString> digits;
    QSet<QString> emails;
    for (const ImportRow &row : rows) {
        if (row.rejected)
            continue;
        for (const PhoneNumber &number : row.phones)
            if (number.isNumber())
                digits.insert(number.digits);
        for (const EmailText &email : row.emails)
            if (!email.normal.isEmpty())
                emails.insert(email.normal);
    }
    const auto valuesOf = [](const QSet<QString> &texts) {
        QList<Value> values;
        for (const QString &text : texts)
            values.append(Value(text));
        return values;
    };
    if (!digits.isEmpty()) {
        const auto phones = findIn(records, Query(phone::entity).select(phone::customer, phone::e164, phone::digits, phone::extension, phone::line),
                                   phone::digits.index, valuesOf(digits));
        if (!phones)
            return fail(phones.error());
        for (const Record &row : *phones)
            if (const QString identity = phoneIdentity(row); !identity.isEmpty())
                m_stored.insert(numberKey(identity), row[phone::customer]);
    }
    if (!emails.isEmpty()) {
        const auto addresses = findIn(records, Query(email::entity).select(email::customer, email::normal), email::normal.index, valuesOf(emails));
        if (!addresses)
            return fail(addresses.error());
        for (const Record &row : *addresses)
            m_stored.insert(emailKey(row[email::normal]), row[email::customer]);
    }
    return {};
}

void ImportSuspects::created(const ImportRow &row, const Id &customer)
{
    m_created.push_back(customer);
    const auto meet = [&](quint64 key) {
        if (const auto there = m_stored.constFind(key); there != m_stored.cend())
            suspect(customer, *there, row.line);
        if (const qint64 earlier = m_seen.lineOf(key); earlier != 0)
            suspect(customer, m_created[size_t(earlier) - 1], row.line);
        else
            m_seen.add(key, qint64(m_created.size()));
    };
    for (const PhoneNumber &number : row.phones)
        if (const QString identity = phoneIdentity(number); !identity.isEmpty())
            meet(numberKey(identity));
    for (const EmailText &email : row.emails)
        if (!email.normal.isEmpty())
            meet(emailKey(email.normal));
    if (!row.company.isEmpty())
        meet(keyOf(23, soundOf(personName(row.name).folded) + u'/' + companyCore(row.company)));
}

void ImportSuspects::suspect(const Id &customer, const Id &other, qint64 line)
{
    if (customer != other && m_suspicions.size() < most
        && (m_suspicions.empty() || m_suspicions.back().customer != customer || m_suspicions.back().other != other))
        m_suspicions.push_back({customer, other, line});
}

Result<bool> ImportSuspects::check(Records &records, ChangeSet set, const Told &told)
{
    if (m_next >= m_suspicions.size())
        return false;
    const size_t end = std::min(m_next + checkedAtOnce, m_suspicions.size());
    QSet<Id> ids;
    for (size_t i = m_next; i < end; ++i) {
        ids.insert(m_suspicions[i].customer);
        ids.insert(m_suspicions[i].other);
    }
    const auto stored = storedCustomers(records, ids.values());
    if (!stored)
        return fail(stored.error());
    const auto rules = loadMatchRules(records);
    if (!rules)
        return fail(rules.error());
    QList<std::tuple<qint64, Id, int>> found;
    for (size_t i = m_next; i < end; ++i) {
        const Suspicion &one = m_suspicions[i];
        const auto a = stored->constFind(one.customer);
        const auto b = stored->constFind(one.other);
        if (a == stored->cend() || b == stored->cend() || !b->customer[customer::merged_into].isNull())
            continue;
        const Match match = compare(subjectOf(*a), subjectOf(*b), *rules);
        if (!match.proposes())
            continue;
        QStringList codes;
        for (const MatchReason &reason : match.reasons)
            codes.append(matchCodeText(reason.code));
        set.changes << Change::insert(duplicate_pair::entity, duplicatePairId(one.customer, one.other))
                           .set(duplicate_pair::first, std::min(one.customer, one.other))
                           .set(duplicate_pair::second, std::max(one.customer, one.other))
                           .set(duplicate_pair::score, match.score)
                           .set(duplicate_pair::reasons, codes.join(u' '))
                           .set(duplicate_pair::state, u"open"_s);
        found.append({one.line, one.other, match.score});
    }
    if (!set.changes.isEmpty())
        if (const auto done = records.commit(set); !done)
            return fail(done.error());
    m_next = end;
    for (const auto &[line, other, score] : found)
        told(line, other, score);
    return true;
}

} // namespace kemai
