// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/candidates.h"

#include "schema/number_clue.h"
#include "schema/schema.h"

#include <QHash>
#include <QSet>

#include <functional>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 rowsRead = 60;         // of one number; a shop's shared telephone has that many customers
constexpr qsizetype searchDigits = 7;   // fewer digits in a text are anybody's
constexpr qsizetype shortestTrunk = 7;  // of a company's number before the extension
constexpr int longestMergeChain = 16;

struct Lead {
    Id customer;
    Id contact;
    Because because = Because::Own;
    QString detail;
};

bool isPartOfNumber(const Hit &hit)
{
    const auto digitAt = [&hit](qsizetype at) { return at >= 0 && at < hit.matched.size() && hit.matched.at(at).isDigit(); };
    return digitAt(hit.start - 1) || digitAt(hit.start + hit.length);
}

class Leads
{
public:
    Leads(Records &records, const Caller &caller) : m_records(records), m_caller(caller) { }

    Result<Candidates> read()
    {
        const QList<std::function<Result<>()>> steps{[this] { return phones(); }, [this] { return clues(); },
                                                     [this] { return directLine(); }, [this] { return texts(); }};
        for (const auto &step : steps)
            if (const auto done = step(); !done)
                return fail(done.error());
        return people();
    }

private:
    void add(const Id &customer, const Id &contact, Because because, const QString &detail = {})
    {
        if (customer.isNull())
            return;
        for (Lead &lead : m_leads)
            if (lead.customer == customer) {
                if (because < lead.because)
                    lead = {customer, contact, because, detail};
                return;
            }
        m_leads.append({customer, contact, because, detail});
    }

    Result<> phones()
    {
        if (m_caller.kind != Caller::Kind::Number)
            return {};
        const auto rows = m_records.find(Query(phone::entity).where(phone::digits == m_caller.digits).limit(rowsRead));
        if (!rows)
            return fail(rows.error());
        m_cut = m_cut || rows->size() == rowsRead;
        for (const Record &row : *rows) {
            const QString kind = row[phone::kind];
            const QString its = row[phone::extension];
            const QString said = m_caller.number.extension;
            if (!said.isEmpty() && !its.isEmpty() && said != its)
                continue; // somebody else behind the same switchboard
            Because because = Because::Own;
            if (kind == "family"_L1)
                because = Because::Family;
            else if (kind == "reception"_L1)
                because = Because::Reception;
            else if (kind == "switchboard"_L1 || (!its.isEmpty() && said.isEmpty()))
                because = Because::Switchboard;
            add(row[phone::customer], row[phone::contact], because, because == Because::Switchboard ? its : QString());
        }
        return {};
    }

    Result<> clues()
    {
        const auto rows = m_records.find(Query(number_clue::entity)
                                             .where(number_clue::digits == m_caller.digits && !isNull(number_clue::customer))
                                             .orderBy(number_clue::at, Order::Descending)
                                             .limit(rowsRead));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows) {
            const QString verdict = row[number_clue::verdict];
            const Id whose = row[number_clue::customer];
            if (verdict == "not"_L1) {
                m_rejected.insert(whose);
            } else if (verdict == "is"_L1) {
                add(whose, {}, Because::Confirmed);
            } else if (verdict == "mentioned"_L1) {
                QString words;
                if (const Id from = row[number_clue::interaction]; !from.isNull()) {
                    const auto event = m_records.first(
                        Query(interaction::entity).where(Condition::idIs(from)).select(interaction::subject, interaction::body));
                    if (!event)
                        return fail(event.error());
                    if (*event)
                        words = ((**event)[interaction::subject].isEmpty() ? (**event)[interaction::body] : (**event)[interaction::subject]).left(60);
                }
                add(whose, {}, Because::Mentioned, words);
            }
        }
        return {};
    }

    // 021-6288 8801 calls, and 021-6288 8888 extension 801 is known: an exchange's lines end with their extensions.
    Result<> directLine()
    {
        if (m_caller.kind != Caller::Kind::Number || m_caller.number.kind != PhoneKind::Landline || !m_leads.isEmpty())
            return {};
        for (const qsizetype length : {4, 3}) {
            const QString trunk = m_caller.digits.chopped(length);
            if (trunk.size() < shortestTrunk)
                continue;
            const auto rows = m_records.find(Query(phone::entity)
                                                 .where(startsWith(phone::digits, trunk) && phone::extension == m_caller.digits.right(length))
                                                 .limit(rowsRead));
            if (!rows)
                return fail(rows.error());
            for (const Record &row : *rows)
                add(row[phone::customer], row[phone::contact], Because::DirectLine, row[phone::extension]);
        }
        return {};
    }

    // A number that stands in a contact, an address or an email: the index of the search knows it.
    Result<> texts()
    {
        if (m_caller.digits.size() < searchDigits || !m_leads.isEmpty())
            return {};
        const auto hits = m_records.search({m_caller.digits, cardPeople});
        if (!hits)
            return fail(hits.error());
        for (const Hit &hit : *hits) {
            if (hit.where == Hit::Where::Phone || hit.how == Hit::How::Pinyin || hit.how == Hit::How::Initials || isPartOfNumber(hit))
                continue; // part of another number says nothing
            add(hit.customer, {}, hit.where == Hit::Where::Contact ? Because::Contact : Because::Text, hit.matched.left(60));
        }
        return {};
    }

    // The customers of the leads, a merged one as the one it was merged into; withdrawn ones are nobody.
    Result<Candidates> people()
    {
        QHash<Id, Record> read;
        QList<Id> ids;
        for (const Lead &lead : std::as_const(m_leads))
            ids.append(lead.customer);
        for (const Id &id : std::as_const(m_rejected))
            ids.append(id);
        for (int link = 0; link < longestMergeChain && !ids.isEmpty(); ++link) {
            const auto rows = m_records.find(Query(customer::entity).where(Condition::idIn(ids)).withRemoved());
            if (!rows)
                return fail(rows.error());
            ids.clear();
            for (const Record &row : *rows) {
                read.insert(row.id, row);
                if (const Id into = row[customer::merged_into]; !into.isNull() && !read.contains(into))
                    ids.append(into);
            }
        }
        const auto survivor = [&read](Id id) -> const Record * {
            for (int link = 0; link < longestMergeChain; ++link) {
                const auto it = read.constFind(id);
                if (it == read.cend())
                    return nullptr;
                id = (*it)[customer::merged_into];
                if (id.isNull())
                    return it->removedMs == 0 ? &*it : nullptr;
            }
            return nullptr;
        };
        QSet<Id> rejected;
        for (const Id &id : std::as_const(m_rejected))
            if (const Record *row = survivor(id))
                rejected.insert(row->id);

        Candidates found;
        found.cut = m_cut;
        for (const Lead &lead : std::as_const(m_leads)) {
            const Record *row = survivor(lead.customer);
            if (!row)
                continue;
            auto same = std::find_if(found.people.begin(), found.people.end(), [row](const Candidate &one) { return one.customer.id == row->id; });
            if (same == found.people.end())
                found.people.append({*row, lead.contact, lead.because, lead.detail, rejected.contains(row->id)});
            else if (lead.because < same->because)
                *same = {*row, lead.contact, lead.because, lead.detail, same->rejected};
        }
        std::stable_sort(found.people.begin(), found.people.end(), [](const Candidate &a, const Candidate &b) {
            if (a.rejected != b.rejected)
                return b.rejected;
            if (isCertain(a.because) != isCertain(b.because))
                return isCertain(a.because);
            if (!isCertain(a.because) && a.because != b.because)
                return a.because < b.because;
            const qint64 left = a.customer[customer::last_interaction];
            const qint64 right = b.customer[customer::last_interaction];
            return left != right ? left > right : a.customer.id < b.customer.id;
        });
        return found;
    }

    Records &m_records;
    const Caller &m_caller;
    QList<Lead> m_leads;
    QSet<Id> m_rejected;
    bool m_cut = false;
};

} // namespace

bool isCertain(Because because)
{
    return because == Because::Own || because == Because::Confirmed;
}

Result<Candidates> candidatesOf(Records &records, const Caller &caller)
{
    if (!caller.canBeLookedUp())
        return Candidates();
    return Leads(records, caller).read();
}

} // namespace kemai
