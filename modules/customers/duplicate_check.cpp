// SPDX-License-Identifier: GPL-3.0-or-later
//
// Candidates come from at most these look-ups, each of at most `perLookup` rows: phone.digits of each number,
// email.normal of each address, customer.name_normal; where a number or a name is had by more than that, the search
// index for the two together. Then the candidates are read whole (four look-ups by id) and compared.
#include "customers/duplicate_check.h"

#include "customers/find_in.h"
#include "customers/import_row.h"
#include "customers/stored_customers.h"
#include "schema/any_order.h"
#include "schema/schema.h"

#include <algorithm>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr int perLookup = 24;
constexpr int sharedByMany = 6; // customers with one number from which on it is nobody's own
constexpr qsizetype numbersAsked = 4;
constexpr qsizetype compared = 48;

class Check
{
public:
    Check(Records &records, const DuplicateQuestion &question) : m_records(records), m_question(question) { }

    Result<QList<DuplicateCandidate>> run(const DuplicateViewer &viewer, int limit);

private:
    ImportRow readQuestion() const;
    Result<> byNumbers();
    Result<> byEmails();
    Result<> byName();
    Result<> bySearch(const QString &text);
    Result<> complete(QList<DuplicateCandidate> &candidates, const DuplicateViewer &viewer);
    void add(const Id &id)
    {
        if (!id.isNull() && id != m_question.self && !m_found.contains(id) && m_found.size() < compared)
            m_found.append(id);
    }

    Records &m_records;
    const DuplicateQuestion &m_question;
    ImportRow m_row;
    QList<Id> m_found;
    QSet<QString> m_widelyShared;
};

// What was typed goes through the very pipeline of an import.
ImportRow Check::readQuestion() const
{
    using F = CustomerField;
    const QList<std::pair<F, QString>> cells{{F::Name, m_question.name}, {F::Company, m_question.company}, {F::Phone, m_question.phone},
                                             {F::Email, m_question.email}, {F::Address, m_question.address}, {F::City, m_question.city}};
    ImportRowContext context;
    TableRow csv;
    for (const auto &[field, text] : cells) {
        context.mapping.columns.append({field, -1});
        context.headings.append(customerFieldCode(field));
        csv.cells.append(text);
    }
    ImportRow row = readImportRow(csv, context);
    row.birthday = m_question.birthday;
    return row;
}

Result<> Check::byNumbers()
{
    for (const PhoneNumber &number : m_row.phones.first(std::min(numbersAsked, m_row.phones.size()))) {
        if (number.digits.size() < 3)
            continue;
        const auto rows = m_records.find(Query(phone::entity).where(phone::digits == number.digits)
                                             .select(phone::customer, phone::extension, phone::e164).orderBy(anyOrder).limit(perLookup));
        if (!rows)
            return fail(rows.error());
        int same = 0;
        for (const Record &row : *rows)
            if (row[phone::extension] == number.extension) {
                ++same;
                add(row[phone::customer]);
            }
        if (number.isNumber() && same >= sharedByMany)
            m_widelyShared.insert(phoneIdentity(number));
        if (rows->size() >= perLookup && !m_row.name.isEmpty())
            if (const auto more = bySearch(m_row.name + u' ' + number.digits); !more)
                return more;
    }
    return {};
}

Result<> Check::byEmails()
{
    for (const EmailText &email : m_row.emails.first(std::min(numbersAsked, m_row.emails.size()))) {
        if (email.normal.isEmpty())
            continue;
        const auto rows = m_records.find(Query(email::entity).where(email::normal == email.normal).select(email::customer).orderBy(anyOrder).limit(perLookup));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            add(row[email::customer]);
    }
    return {};
}

// Of those with the same name first who also has the company; the rest as far as there is room.
Result<> Check::byName()
{
    const QString normal = normalName(m_row.name, m_row.company);
    if (normal.isEmpty())
        return {};
    QStringList names{normal};
    // Name and company in each other's column.
    if (const QString swapped = normalName(m_row.company, {}); !m_row.company.isEmpty() && swapped != normal)
        names.append(swapped);
    for (const QString &name : names) {
        const auto rows = m_records.find(Query(customer::entity).where(customer::name_normal == name)
                                             .select(customer::company, customer::name_normal).orderBy(anyOrder).limit(perLookup));
        if (!rows)
            return fail(rows.error());
        const QString core = m_row.company.left(2);
        for (const bool withCompany : {true, false})
            for (const Record &row : *rows)
                if ((!core.isEmpty() && row[customer::company].contains(core)) == withCompany)
                    add(row.id);
        if (rows->size() >= perLookup && name == normal && !m_row.name.isEmpty() && !m_row.company.isEmpty())
            if (const auto more = bySearch(m_row.name + u' ' + m_row.company.left(6)); !more)
                return more;
    }
    return {};
}

Result<> Check::bySearch(const QString &text)
{
    const auto hits = m_records.search({text.left(64), 8});
    if (!hits)
        return fail(hits.error());
    for (const Hit &hit : *hits)
        add(hit.customer);
    return {};
}

Result<> Check::complete(QList<DuplicateCandidate> &candidates, const DuplicateViewer &viewer)
{
    QList<Id> owners;
    QList<Id> ids;
    for (const DuplicateCandidate &one : std::as_const(candidates)) {
        if (const Id owner = one.customer[customer::owner]; !owner.isNull() && !owners.contains(owner))
            owners.append(owner);
        ids.append(one.id);
    }
    if (candidates.isEmpty())
        return {};
    QHash<Id, Record> people;
    if (!owners.isEmpty()) {
        const auto users = m_records.find(Query(user::entity).where(Condition::idIn(owners)));
        if (!users)
            return fail(users.error());
        for (const Record &row : *users)
            people.insert(row.id, row);
    }
    const auto opportunities = m_records.find(Query(opportunity::entity).where(isIn(opportunity::customer, ids))
                                                  .select(opportunity::customer, opportunity::stage, opportunity::state, opportunity::opened_at)
                                                  .orderBy(anyOrder).limit(200));
    if (!opportunities)
        return fail(opportunities.error());
    for (DuplicateCandidate &one : candidates) {
        qint64 newest = -1;
        for (const Record &row : *opportunities)
            if (row[opportunity::customer] == one.id && row[opportunity::state] == u"open" && row[opportunity::opened_at] > newest) {
                newest = row[opportunity::opened_at];
                one.stage = row[opportunity::stage];
            }
        const Id owner = one.customer[customer::owner];
        if (const auto person = people.constFind(owner); person != people.cend()) {
            one.ownerName = (*person)[user::name];
            one.ownerNameEn = (*person)[user::name_en];
        }
        one.lastContactMs = one.customer[customer::last_interaction];
        one.restricted = viewer.sees == DuplicateViewer::Sees::OnlyTheOwnerOfOthers && !owner.isNull() && owner != viewer.user;
        one.reasons = reasonsInWords(one.match, !one.restricted);
        if (one.restricted) {
            Record only(customer::entity);
            only.id = one.id;
            only.set(customer::owner, owner);
            one.customer = only;
            one.lastContactMs = 0;
            one.stage.clear();
            for (MatchReason &reason : one.match.reasons)
                reason.shared.clear();
        }
    }
    return {};
}

Result<QList<DuplicateCandidate>> Check::run(const DuplicateViewer &viewer, int limit)
{
    m_row = readQuestion();
    for (const auto look : {&Check::byNumbers, &Check::byEmails, &Check::byName})
        if (const auto done = (this->*look)(); !done)
            return fail(done.error());
    QList<DuplicateCandidate> candidates;
    if (m_found.isEmpty())
        return candidates;
    const auto rules = loadMatchRules(m_records);
    if (!rules)
        return fail(rules.error());
    const auto stored = storedCustomers(m_records, m_found);
    if (!stored)
        return fail(stored.error());
    MatchSubject asked = subjectOf(m_row);
    markShared(asked, m_widelyShared);
    for (const Id &id : std::as_const(m_found)) {
        const auto at = stored->constFind(id);
        if (at == stored->cend())
            continue;
        Match match = compare(asked, subjectOf(*at), *rules);
        if (match.score == 0)
            continue;
        DuplicateCandidate candidate;
        candidate.id = id;
        candidate.customer = at->customer;
        candidate.match = std::move(match);
        if (!at->customer[customer::merged_into].isNull()) {
            const auto survivor = survivorOf(m_records, id);
            if (!survivor)
                return fail(survivor.error());
            if (*survivor == m_question.self)
                continue;
            const auto row = m_records.first(Query(customer::entity).where(Condition::idIs(*survivor)));
            if (!row)
                return fail(row.error());
            if (!*row)
                continue;
            candidate.id = *survivor;
            candidate.customer = **row;
        }
        const auto known = std::find_if(candidates.begin(), candidates.end(), [&](const DuplicateCandidate &one) { return one.id == candidate.id; });
        if (known == candidates.end())
            candidates.append(std::move(candidate));
        else if (known->match.score < candidate.match.score)
            *known = std::move(candidate);
    }
    // Of equals the one that talked to us last.
    std::ranges::stable_sort(candidates, [](const DuplicateCandidate &a, const DuplicateCandidate &b) {
        return std::pair(a.match.score, a.customer[customer::last_interaction]) > std::pair(b.match.score, b.customer[customer::last_interaction]);
    });
    if (candidates.size() > limit)
        candidates.resize(limit);
    if (const auto done = complete(candidates, viewer); !done)
        return fail(done.error());
    return candidates;
}

} // namespace

Result<QList<DuplicateCandidate>> checkDuplicates(Records &records, const DuplicateQuestion &question, const DuplicateViewer &viewer, int limit)
{
    if (question.isEmpty())
        return QList<DuplicateCandidate>();
    return Check(records, question).run(viewer, limit);
}

DuplicateQuestion questionOf(const StoredCustomer &stored)
{
    DuplicateQuestion question;
    question.name = stored.customer[customer::name];
    question.company = stored.customer[customer::company];
    QStringList phones;
    for (const Record &one : stored.phones)
        phones.append(one[phone::written]);
    question.phone = phones.join(u"; "_s);
    QStringList emails;
    for (const Record &one : stored.emails)
        emails.append(one[email::written]);
    question.email = emails.join(u"; "_s);
    if (!stored.addresses.isEmpty())
        question.address = stored.addresses.first()[address::written];
    question.city = stored.customer[customer::city];
    question.birthday = stored.customer[customer::birthday];
    question.self = stored.customer.id;
    return question;
}

DuplicateQuestion questionOf(const ImportRow &row)
{
    DuplicateQuestion question;
    question.name = row.name;
    question.company = row.company;
    QStringList phones;
    for (const PhoneNumber &one : row.phones)
        phones.append(one.written);
    question.phone = phones.join(u"; "_s);
    QStringList emails;
    for (const EmailText &one : row.emails)
        emails.append(one.written);
    question.email = emails.join(u"; "_s);
    question.address = row.addresses.value(0);
    question.city = row.city;
    question.birthday = row.birthday;
    return question;
}

} // namespace kemai
