// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What every Records must do, whatever database is behind it. A test gives a factory of empty Records and calls
 * each function; the answer is empty, or says what differed (with the seed that shows it).
 */
#pragma once

#include "schema/records.h"
#include "schema/schema.h"
#include "support/naive_query.h"

#include <QRandomGenerator>

#include <functional>
#include <memory>

namespace kemai {

class QuerySuite
{
public:
    using Make = std::function<std::shared_ptr<Records>()>;
    explicit QuerySuite(Make make) : m_make(std::move(make)) { }

    // Random queries of every kind on random records, compared with the naive answer.
    QString answersAsTheNaiveOne(quint32 seed, int queries)
    {
        Filled filled(m_make(), seed, 90);
        for (int i = 0; i < queries; ++i) {
            const Query query = randomQuery(filled);
            const auto is = filled.records->find(query);
            const QString where = QStringLiteral("seed %1, query %2: %3").arg(seed).arg(i).arg(described(query.condition()));
            if (!is)
                return where + is.error().log;
            if (const QString differs = compare(*is, naive::find(filled.rows, query)); !differs.isEmpty())
                return where + differs;
        }
        return {};
    }

    QString aggregatesAsTheNaiveOne(quint32 seed, int queries)
    {
        Filled filled(m_make(), seed, 90);
        QRandomGenerator &random = filled.random;
        for (int i = 0; i < queries; ++i) {
            Query query(ticket::entity);
            query.where(randomCondition(filled, 2));
            if (random.bounded(3) == 0)
                query.withRemoved();
            if (random.bounded(2))
                query.groupByDay(ticket::opened_at, (random.bounded(27) - 13) * 3'600'000LL);
            if (random.bounded(2))
                query.groupBy(ticket::category);
            if (random.bounded(3) == 0)
                query.groupBy(ticket::owner);
            query.count();
            if (random.bounded(3) > 0) { // alone, rows may be counted another way
                query.aggregate(Aggregate::Function::Count, ticket::resolved_at).aggregate(Aggregate::Function::Sum, ticket::resolved_at);
                query.aggregate(Aggregate::Function::Minimum, ticket::title).aggregate(Aggregate::Function::Maximum, ticket::opened_at);
            }
            const auto is = filled.records->aggregate(query);
            const QString where = QStringLiteral("seed %1, aggregate %2").arg(seed).arg(i);
            if (!is)
                return where + is.error().log;
            if (*is != naive::aggregate(filled.rows, query))
                return where + QStringLiteral(": %1 groups differ").arg(is->size());
        }
        return {};
    }

    // Pages of every size, each going on after the last row of the one before, are together the whole.
    QString pagesAreTheWhole(quint32 seed)
    {
        Filled filled(m_make(), seed, 60);
        for (int i = 0; i < 25; ++i) {
            Query query(ticket::entity);
            query.withRemoved().where(randomCondition(filled, 1));
            randomOrder(query, filled.random);
            const auto whole = filled.records->find(query);
            if (!whole)
                return whole.error().log;
            const qint64 size = 1 + filled.random.bounded(9);
            QList<Record> pages;
            Query page = Query(query).limit(size);
            while (pages.size() <= whole->size()) {
                const auto rows = filled.records->find(page);
                if (!rows)
                    return rows.error().log;
                pages += *rows;
                if (rows->size() < size)
                    break;
                page.after(rows->last());
            }
            if (const QString differs = compare(pages, *whole); !differs.isEmpty())
                return QStringLiteral("seed %1, round %2, pages of %3").arg(seed).arg(i).arg(size) + differs;
        }
        return {};
    }

    // System entities page as well: change sets and history, by their numbers.
    QString historyPages()
    {
        Filled filled(m_make(), 5, 25);
        for (const Order order : {Order::Ascending, Order::Descending}) {
            const auto whole = filled.records->find(Query(history::entity).orderBy(history::seq, order));
            if (!whole || whole->size() < 25)
                return QStringLiteral("history is too short");
            Query page = Query(history::entity).orderBy(history::seq, order).limit(7);
            qsizetype at = 0;
            while (true) {
                const auto rows = filled.records->find(page);
                if (!rows)
                    return rows.error().log;
                for (const Record &row : *rows)
                    if (at >= whole->size() || row[history::seq] != whole->at(at++)[history::seq])
                        return QStringLiteral("history row out of order");
                if (rows->size() < 7)
                    break;
                page.after(rows->last());
            }
            if (at != whole->size())
                return QStringLiteral("history rows are missing from pages");
        }
        return {};
    }

    // Whatever a text holds, it comes back as it went in and finds itself, and nothing else happens.
    QString hostileTextIsText()
    {
        const auto records = m_make();
        const QStringList texts = hostileTexts();
        for (const QString &text : texts)
            if (!records->commit({.changes = {Change::insert(ticket::entity, Id::make(1)).set(ticket::number, text).set(ticket::title, text)}}))
                return text;
        for (const QString &text : texts) {
            for (const auto &condition : {ticket::number == text, startsWith(ticket::number, text) && ticket::title == text,
                                          contains(ticket::title, text) && ticket::number == text, isIn(ticket::title, QList<QString>{text})}) {
                const auto rows = records->find(Query(ticket::entity).where(condition));
                if (!rows || rows->size() != 1 || rows->first()[ticket::number] != text)
                    return QStringLiteral("not found alone: ") + text;
            }
        }
        const auto count = records->count(Query(ticket::entity));
        return count && *count == texts.size() ? QString() : QStringLiteral("rows are gone");
    }

    // Insert, update, withdraw, restore; versions, skips, conflicts, refusals; history of each.
    QString commitsAsPromised();

private:
    struct Filled {
        Filled(std::shared_ptr<Records> empty, quint32 seed, int count) : records(std::move(empty)), random(seed)
        {
            for (int i = 0; i < 4; ++i)
                owners.append(Id::fromSeed(i, random.generate64(), random.generate64()));
            QList<Id> ids;
            for (int i = 0; i < count; ++i) {
                ids.append(Id::fromSeed(random.bounded(100), random.generate64(), random.generate64()));
                Change change = Change::insert(ticket::entity, ids.last());
                for (int field = 0; field < ticket::entity.count(); ++field)
                    change.edit(field, {}, randomValue(field));
                commit({.changes = {change}});
            }
            for (const Id &id : ids)
                if (random.bounded(6) == 0)
                    commit({.atMs = 1 + random.bounded(1000), .changes = {Change::remove(*records->one(ticket::entity, id))}});
            for (const Id &id : ids)
                rows.append(*records->one(ticket::entity, id));
        }
        void commit(const ChangeSet &set)
        {
            if (const auto done = records->commit(set); !done)
                qFatal("%s", qPrintable(done.error().log));
        }
        Value randomValue(int field)
        {
            if (random.bounded(4) == 0)
                return {};
            switch (ticket::entity.fields[size_t(field)].type) {
            case Type::Reference: return owners.at(random.bounded(int(owners.size())));
            case Type::Time: return qint64(random.bounded(9) - 4) * 43'200'000 + random.bounded(3) - 1;
            default: {
                static const QStringList texts = hostileTexts();
                return Value(texts.at(random.bounded(int(texts.size()))));
            }
            }
        }

        std::shared_ptr<Records> records;
        QRandomGenerator random;
        QList<Id> owners;
        QList<Record> rows;
    };

    static QStringList hostileTexts()
    {
        return {QStringLiteral("a"), QStringLiteral("A"), QStringLiteral("ab"), QStringLiteral("a%b"), QStringLiteral("a_b"),
                QStringLiteral("%"), QStringLiteral("*"), QStringLiteral("'"), QStringLiteral("\""), QStringLiteral("\\"), QStringLiteral("?1"),
                QStringLiteral("$1"), QStringLiteral("'; DROP TABLE ticket; --"), QStringLiteral("张"), QStringLiteral("张敏"),
                QStringLiteral("章敏"), QStringLiteral("é"), QStringLiteral("ｅ"), QString::fromUcs4(U"\U00020BB7野", 2),
                QString::fromUcs4(U"\U0001F600", 1), QStringLiteral("\n\t "), QStringLiteral("NULL"), QStringLiteral("0")};
    }

    Condition randomCondition(Filled &filled, int depth)
    {
        using Kind = Condition::Kind;
        QRandomGenerator &random = filled.random;
        if (depth > 0 && random.bounded(2) == 0) {
            const Condition a = randomCondition(filled, depth - 1);
            switch (random.bounded(3)) {
            case 0: return a && randomCondition(filled, depth - 1);
            case 1: return a || randomCondition(filled, depth - 1);
            default: return !a;
            }
        }
        const int field = random.bounded(ticket::entity.count());
        const bool text = ticket::entity.fields[size_t(field)].type != Type::Reference && ticket::entity.fields[size_t(field)].type != Type::Time;
        QList<Value> values{filled.randomValue(field)};
        switch (random.bounded(12)) {
        case 0: return {};
        case 1: return {Kind::Equal, field, values};
        case 2: return {Kind::NotEqual, field, values};
        case 3: return {Kind::Less, field, values};
        case 4: return {Kind::LessOrEqual, field, values};
        case 5: return {Kind::Greater, field, values};
        case 6: return {Kind::GreaterOrEqual, field, values};
        case 7: return {Kind::IsNull, field, {}};
        case 8: {
            QList<Id> ids;
            for (int i = random.bounded(30); i > 0; --i)
                ids.append(filled.rows.at(random.bounded(int(filled.rows.size()))).id);
            return Condition::idIn(ids);
        }
        case 9:
            if (text)
                return {Kind::StartsWith, field, {Value(values.first().toText().left(1 + random.bounded(2)))}};
            [[fallthrough]];
        case 10:
            if (text)
                return {Kind::Contains, field, values};
            [[fallthrough]];
        default:
            for (int i = random.bounded(4); i > 0; --i)
                values.append(filled.randomValue(field));
            if (random.bounded(8) == 0)
                values.clear();
            return {Kind::In, field, values};
        }
    }

    static void randomOrder(Query &query, QRandomGenerator &random)
    {
        for (int i = random.bounded(4); i > 0; --i)
            query.orderBy(Ordering{random.bounded(ticket::entity.count()), random.bounded(2) ? Order::Ascending : Order::Descending});
        if (random.bounded(4) == 0)
            query.orderBy(Ordering{-1, random.bounded(2) ? Order::Ascending : Order::Descending});
    }

    Query randomQuery(Filled &filled)
    {
        QRandomGenerator &random = filled.random;
        Query query(ticket::entity);
        query.where(randomCondition(filled, 3));
        randomOrder(query, random);
        if (random.bounded(2))
            query.withRemoved();
        if (random.bounded(3) == 0)
            query.limit(random.bounded(20));
        if (random.bounded(4) == 0)
            query.offset(random.bounded(10));
        if (random.bounded(3) == 0)
            query.after(filled.rows.at(random.bounded(int(filled.rows.size()))));
        if (random.bounded(4) == 0)
            query.select({random.bounded(ticket::entity.count()), random.bounded(ticket::entity.count())});
        return query;
    }

    static QString compare(const QList<Record> &is, const QList<Record> &should)
    {
        for (qsizetype i = 0; i < qMax(is.size(), should.size()); ++i) {
            if (i >= is.size() || i >= should.size() || is.at(i).id != should.at(i).id)
                return QStringLiteral(": %1 rows, not %2; the first difference is row %3").arg(is.size()).arg(should.size()).arg(i);
            if (is.at(i).version != should.at(i).version || is.at(i).removedMs != should.at(i).removedMs)
                return QStringLiteral(": version or withdrawal of row %1").arg(i);
            for (int field = 0; field < is.at(i).entity()->count(); ++field)
                if (is.at(i).value(field) != should.at(i).value(field))
                    return QStringLiteral(": row %1, field %2").arg(i).arg(QLatin1String(is.at(i).entity()->fields[size_t(field)].name));
        }
        return {};
    }

    static QString described(const Condition &condition)
    {
        static const char *const names[] = {"always", "=", "<>", "<", "<=", ">", ">=", "in", "starts", "contains", "null", "id in", "and", "or", "not"};
        QString text = QLatin1String(names[size_t(condition.kind())]);
        if (condition.field() >= 0)
            text += u' ' + QLatin1String(ticket::entity.fields[size_t(condition.field())].name);
        QStringList parts;
        for (const Value &value : condition.values())
            parts << (value.isNull() ? QStringLiteral("null") : value.isNumber() ? QString::number(value.toNumber()) : value.toText());
        for (const Condition &part : condition.parts())
            parts << described(part);
        return text + u'(' + parts.join(QStringLiteral(", ")) + u')';
    }

    Make m_make;
};

inline QString QuerySuite::commitsAsPromised()
{
    const auto records = m_make();
    QStringList wrong;
    const auto check = [&wrong](bool truth, const char *what) {
        if (!truth)
            wrong << QString::fromLatin1(what);
    };
    const Id id = Id::make(1);
    const auto now = [&] { return *records->one(ticket::entity, id); };
    const auto historyRows = [&] { return *records->find(Query(history::entity).where(history::record == id).orderBy(history::seq)); };

    auto done = records->commit({.changes = {Change::insert(ticket::entity, id).set(ticket::title, QStringLiteral("一")).set(ticket::opened_at, 5)}});
    check(done && done->applied == 1 && done->seq == 1 && !done->set.isNull() && now().version == 1, "insert");
    done = records->commit({.changes = {Change::insert(ticket::entity, id).set(ticket::title, QStringLiteral("二"))}});
    check(done && done->applied == 0 && done->skipped == 1 && done->set.isNull() && now()[ticket::title] == QStringLiteral("一"), "an insert again");

    const Record seen = now();
    done = records->commit({.changes = {Change::update(seen).set(seen, ticket::title, QStringLiteral("二"))}});
    check(done && done->seq == 2 && now().version == 2 && now()[ticket::title] == QStringLiteral("二") && now()[ticket::opened_at] == 5, "update");
    Change same = Change::update(now());
    same.edits.append({ticket::title.index, Value(QStringLiteral("别的")), Value(QStringLiteral("二")), {}});
    done = records->commit({.changes = {same}});
    check(done && done->applied == 0 && done->skipped == 1 && now().version == 2, "an edit to the same value");
    done = records->commit({.changes = {Change::update(seen).set(seen, ticket::category, QStringLiteral("网络"))}});
    check(done && now().version == 3, "another field from a stale view");
    const auto conflict = records->commit({.changes = {Change::update(seen).set(seen, ticket::title, QStringLiteral("三"))}});
    check(!conflict && conflict.error().code == Error::Code::Conflict && conflict.error().id == QStringLiteral("records.conflict")
              && conflict.error().details.value(1) == QStringLiteral("title"),
          "the same field from a stale view");
    Change blind = Change::update(seen).set(seen, ticket::title, QStringLiteral("三"));
    blind.expectedVersion = 0;
    done = records->commit({.changes = {blind}});
    check(done && now()[ticket::title] == QStringLiteral("三") && now().version == 4, "whatever is there");
    check(historyRows().last()[history::edits].contains(QStringLiteral("二")), "history says what was there, not what the author thought");
    done = records->commit({.changes = {Change::update(now()).edit(ticket::title.index, Value(QStringLiteral("三")), Value())}});
    check(done && now().isNull(ticket::title), "to nothing");

    done = records->commit({.atMs = 77, .changes = {Change::remove(now())}});
    check(done && now().removedMs == 77 && *records->count(Query(ticket::entity)) == 0 && *records->count(Query(ticket::entity).withRemoved()) == 1, "withdraw");
    done = records->commit({.changes = {Change::remove(now())}});
    check(done && done->applied == 0 && done->skipped == 1, "withdraw again");
    done = records->commit({.changes = {Change::restore(now())}});
    check(done && now().removedMs == 0 && *records->count(Query(ticket::entity)) == 1, "restore");

    Record ghost(ticket::entity);
    ghost.id = Id::make(2);
    const auto missing = records->commit({.changes = {Change::update(now()).set(now(), ticket::title, QStringLiteral("四")), Change::remove(ghost)}});
    check(!missing && missing.error().code == Error::Code::NotFound && now().isNull(ticket::title), "all or nothing");
    const auto system = records->commit({.changes = {Change::insert(change_set::entity, Id::make(3))}});
    check(!system && system.error().code == Error::Code::Invalid, "history is written by commit alone");

    const auto rows = historyRows();
    const QStringList operations{QStringLiteral("insert"), QStringLiteral("update"), QStringLiteral("update"), QStringLiteral("update"),
                                 QStringLiteral("update"), QStringLiteral("remove"), QStringLiteral("restore")};
    check(rows.size() == operations.size(), "one history row a change");
    for (qsizetype i = 0; i < qMin(rows.size(), operations.size()); ++i)
        check(rows.at(i)[history::operation] == operations.at(i) && rows.at(i)[history::version] == i + 1, "operation and version");
    const auto sets = *records->find(Query(change_set::entity).orderBy(change_set::seq));
    // Sets ascend; between two of them numbers may be missing.
    qsizetype row = 0;
    for (const Record &set : sets)
        for (qint64 of = 0; of < set[change_set::changes]; ++of, ++row)
            check(row < rows.size() && rows.at(row)[history::seq] == set[change_set::first] + of && rows.at(row)[history::set_seq] == set[change_set::seq],
                  "rows of a set are neighbors");
    return wrong.join(QStringLiteral("; "));
}

} // namespace kemai
