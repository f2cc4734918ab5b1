// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_records.h"

#include "store/commit.h"
#include "store/count_by_day.h"
#include "store/migration.h"
#include "store/query_sql.h"
#include "store/search_document.h"
#include "store/search_query.h"
#include "store/search_terms.h"

namespace kemai {

namespace {

constexpr int fixedColumns = 4; // n, id, version, removed

Record readRow(const Statement &row, const Entity &entity, const QList<int> &columns)
{
    Record record(entity);
    record.id = row.id(1);
    record.version = row.number(2);
    record.removedMs = row.number(3);
    for (int i = 0; i < columns.size(); ++i)
        record.setValue(columns.at(i), row.value(fixedColumns + i));
    return record;
}

Result<Statement> prepared(Database &database, const Translated &translated)
{
    auto statement = database.prepare(translated.sql);
    if (!statement)
        return statement;
    for (int i = 0; i < translated.values.size(); ++i)
        statement->bind(i + 1, translated.values.at(i));
    return statement;
}

} // namespace

StoreRecords::StoreRecords(Database &database) : m_database(database), m_index(database) { }

StoreRecords::StoreRecords(Database &database, const Clock &clock, const Id &device, ChainHead &head)
    : m_database(database), m_clock(&clock), m_device(device), m_head(&head), m_index(database)
{
}

StoreRecords::~StoreRecords() = default;

Result<QList<Record>> StoreRecords::find(const Query &query)
{
    QList<Record> records;
    for (const Translated &translated : translateFind(query)) {
        if (query.limit() >= 0 && records.size() >= query.limit())
            break;
        auto rows = prepared(m_database, translated);
        if (!rows)
            return fail(rows.error());
        while (query.limit() < 0 || records.size() < query.limit()) {
            const auto more = rows->step();
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
            records.append(readRow(*rows, query.entity(), translated.columns));
        }
    }
    return records;
}

Result<QList<QList<Value>>> StoreRecords::aggregate(const Query &query)
{
    if (countsByDay(query))
        return countByDay(m_database, query);
    auto rows = prepared(m_database, translateAggregate(query));
    if (!rows)
        return fail(rows.error());
    const int columns = int(query.groupings().size() + query.aggregates().size());
    QList<QList<Value>> answer;
    while (true) {
        const auto more = rows->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            return answer;
        QList<Value> row;
        for (int i = 0; i < columns; ++i)
            row.append(rows->value(i));
        answer.append(row);
    }
}

Result<QList<Hit>> StoreRecords::search(const Search &search)
{
    return runSearch(m_database, m_index, search);
}

// --- commit

Result<Committed> StoreRecords::commit(const ChangeSet &changes)
{
    if (!m_clock)
        return fail(Error::Code::Denied, QStringLiteral("store.readOnly"), QStringLiteral("commit on a reader"));
    if (m_lastHistory < 0) {
        const auto last = m_database.number("SELECT coalesce(max(n), 0) FROM history");
        if (!last)
            return fail(last.error());
        auto tail = m_database.prepare("SELECT n, hash FROM change_set ORDER BY n DESC LIMIT 1");
        if (!tail)
            return fail(tail.error());
        const auto row = tail->step();
        if (!row)
            return fail(row.error());
        m_tail = *row ? ChainHead::Position{tail->number(0), QByteArray::fromHex(tail->text(1).toLatin1())}
                      : ChainHead::Position{0, genesis()};
        m_lastHistory = *last;
    }
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction.error());
    Commit commit(*this, changes);
    commit.tail = m_tail;
    commit.lastHistory = m_lastHistory;
    auto answer = commit.run();
    if (answer && answer->applied > 0 && committing)
        if (const auto told = committing(answer->set, m_lastHistory, commit.lastHistory); !told)
            answer = fail(told.error());
    if (!answer) {
        m_index.forget(); // what it cached may be rolled back
        return answer;
    }
    if (const auto done = transaction->commit(); !done) {
        m_index.forget();
        return fail(done.error());
    }
    if (answer->applied > 0) {
        m_tail = commit.tail;
        m_lastHistory = commit.lastHistory;
        (void)m_head->write(m_tail); // a head behind its database is what a crash leaves; the next commit writes it again
        if (committed)
            committed(commit.touched);
    }
    return answer;
}

namespace {
const QString termsFact = QStringLiteral("search_terms");     // the version the index is of
const QString renewalFact = QStringLiteral("search_renewal"); // "mark row": the last old segment, the last customer done
} // namespace

Result<bool> StoreRecords::renewSearch(int customers)
{
    const QString current = QString::number(searchTermsVersion);
    const auto version = storeFact(m_database, termsFact);
    const auto renewal = storeFact(m_database, renewalFact);
    if (!version || !renewal)
        return fail(!version ? version.error() : renewal.error());
    if (*version == current)
        return false;
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction.error());
    const auto step = [&]() -> Result<bool> {
        qint64 mark = renewal->section(u' ', 0, 0).toLongLong();
        const qint64 row = renewal->section(u' ', 1).toLongLong();
        if (renewal->isEmpty()) {
            const auto last = m_index.lastSegment();
            if (!last)
                return fail(last.error());
            mark = *last;
            m_index.abandonMerge(); // what it reads will be dropped
        }
        m_index.setMark(mark);
        const auto documents = loadSearchDocuments(m_database, row, customers);
        if (!documents)
            return fail(documents.error());
        if (documents->isEmpty()) {
            if (const auto dropped = m_index.dropUpTo(mark); !dropped)
                return fail(dropped.error());
            for (const auto &[fact, value] : {std::pair{termsFact, current}, std::pair{renewalFact, QString()}})
                if (const auto set = setStoreFact(m_database, fact, value); !set)
                    return fail(set.error());
            return false;
        }
        m_batch.clear();
        for (const SearchDocument &document : *documents)
            m_batch.add(document);
        m_batch.seal();
        if (const auto added = m_index.add(m_batch); !added)
            return fail(added.error());
        if (const auto set = setStoreFact(m_database, renewalFact, QStringLiteral("%1 %2").arg(mark).arg(documents->last().row)); !set)
            return fail(set.error());
        return true;
    };
    const auto more = step();
    const auto done = more ? transaction->commit() : fail(more.error());
    if (!done) {
        m_index.forget();
        return fail(done.error());
    }
    if (!*more) {
        m_index.setMark(0);
        m_batch = {};
    }
    return more;
}

Result<> StoreRecords::requestSearchRenewal()
{
    if (const auto set = setStoreFact(m_database, renewalFact, QString()); !set) // one under way has passed what is asked for
        return set;
    return setStoreFact(m_database, termsFact, QString());
}

bool searchRenewalIsDue(Database &database)
{
    const auto version = storeFact(database, termsFact);
    return version && *version != QString::number(searchTermsVersion);
}

void StoreRecords::setBulk(bool on)
{
    m_bulk = on;
    if (!on) {
        m_batch = {};
        m_indexer.reset();
    }
}

Result<bool> StoreRecords::mergeSearch(bool fewest)
{
    if (fewest)
        m_index.wantFewest();
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction.error());
    const auto more = m_index.mergeStep();
    const auto done = more ? transaction->commit() : fail(more.error());
    if (!done) {
        m_index.forget();
        return fail(done.error());
    }
    return more;
}

} // namespace kemai
