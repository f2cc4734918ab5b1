// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_records.h"

#include "schema/change_json.h"
#include "schema/schema.h"
#include "store/ddl.h"
#include "store/migration.h"
#include "store/query_sql.h"
#include "store/search_document.h"
#include "store/search_query.h"
#include "store/search_terms.h"

#include <sqlite3.h>

#include <array>
#include <future>

namespace kemai {

namespace {

constexpr size_t documentsOfBatch = 500;
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
    const Translated translated = translateFind(query);
    auto rows = prepared(m_database, translated);
    if (!rows)
        return fail(rows.error());
    QList<Record> records;
    while (true) {
        const auto more = rows->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            return records;
        records.append(readRow(*rows, query.entity(), translated.columns));
    }
}

Result<QList<QList<Value>>> StoreRecords::aggregate(const Query &query)
{
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

class StoreRecords::Commit
{
public:
    Commit(StoreRecords &records, const ChangeSet &set) : m_records(records), m_database(records.m_database), m_set(set) { }

    Result<Committed> run();

    Touched touched;
    ChainHead::Position tail;
    qint64 lastHistory = 0;

private:
    Result<> apply(const Change &change);
    Result<> insert(const Change &change);
    Result<> update(const Change &change);
    Result<> mark(const Change &change, bool removed);
    Result<> writeHistory(const Change &effective, qint64 version);
    Result<> maintainDerived();
    Result<> indexSearch();
    Result<> finishSet();
    void noteSearch(const Entity &entity, const Id &record, const std::function<Value(int)> &value);
    Result<std::optional<Record>> current(const Change &change);

    StoreRecords &m_records;
    Database &m_database;
    const ChangeSet &m_set;
    Committed m_answer;
    qint64 m_at = 0;
    std::optional<ChainHash> m_hash;
    QHash<const Entity *, QByteArray> m_insertSql;
    QSet<Id> m_touchedCustomers;               // to be indexed from what the database now holds
    // Of customers inserted in this set: no need to read them back. In a large set their terms are worked out on
    // another thread while this one goes on writing rows; who is completed after that is read back.
    std::vector<SearchDocument> m_newDocuments;
    QHash<Id, qsizetype> m_newDocumentOf; // those not handed over yet
    std::vector<std::future<SearchIndex::Batch>> m_batches;
    void handOver();
    QHash<Id, qint64> m_lastInteraction;       // customer -> newest time inserted
    QSet<Id> m_recountInteractions;            // customers whose interactions were changed or withdrawn
};

Result<Committed> StoreRecords::Commit::run()
{
    m_at = m_set.atMs ? m_set.atMs : m_records.m_clock->nowMs();
    m_answer.set = m_set.id.isNull() ? Id::make(m_at) : m_set.id;
    m_answer.seq = tail.seq + 1;

    m_hash.emplace(tail.hash);
    m_hash->add(m_answer.seq);
    m_hash->add(m_answer.set.bytes());
    m_hash->add(m_at);
    const QByteArrayView none;
    m_hash->add(m_set.author.isNull() ? none : m_set.author.bytes());
    m_hash->add(m_records.m_device.bytes());
    m_hash->add(originCode(m_set.origin).toUtf8());
    m_hash->add(m_set.title.toUtf8());
    m_hash->add(m_set.batch.isNull() ? none : m_set.batch.bytes());
    m_hash->add(m_set.undoes.isNull() ? none : m_set.undoes.bytes());
    for (const Change &change : m_set.changes)
        if (const auto applied = apply(change); !applied)
            return fail(applied.error());
    if (m_answer.applied == 0) {
        m_answer.set = Id();
        m_answer.seq = 0;
        return m_answer;
    }
    if (const auto done = maintainDerived(); !done)
        return fail(done.error());
    if (const auto done = indexSearch(); !done)
        return fail(done.error());
    if (const auto done = finishSet(); !done)
        return fail(done.error());
    return m_answer;
}

Result<> StoreRecords::Commit::apply(const Change &change)
{
    if (!change.entity || change.entity->storage != Storage::Records || change.record.isNull())
        return fail(Error::Code::Invalid, QStringLiteral("records.invalidChange"), QStringLiteral("a change names no record"));
    switch (change.operation) {
    case Change::Operation::Insert: return insert(change);
    case Change::Operation::Update: return update(change);
    case Change::Operation::Remove: return mark(change, true);
    case Change::Operation::Restore: return mark(change, false);
    }
    return {};
}

Result<> StoreRecords::Commit::insert(const Change &change)
{
    const Entity &entity = *change.entity;
    QByteArray &sql = m_insertSql[&entity];
    if (sql.isEmpty()) {
        QByteArray columns;
        QByteArray places;
        for (int i = 0; i < entity.count(); ++i) {
            columns += ", " + columnOf(entity, i);
            places += ", ?";
        }
        sql = "INSERT INTO " + tableOf(entity) + " (id, version" + columns + ") VALUES (?, 1" + places + ") ON CONFLICT (id) DO NOTHING";
    }
    auto statement = m_database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    statement->bind(1, change.record);
    for (const Edit &edit : change.edits)
        statement->bind(2 + edit.field, edit.to);
    if (const auto done = statement->run(); !done)
        return done;
    if (sqlite3_changes(m_database.handle()) == 0) {
        ++m_answer.skipped; // already there: a redelivery
        return {};
    }

    const auto value = [&change](int field) {
        for (const Edit &edit : change.edits)
            if (edit.field == field)
                return edit.to;
        return Value();
    };
    if (&entity == &customer::entity) {
        SearchDocument document;
        document.row = sqlite3_last_insert_rowid(m_database.handle());
        document.name = value(customer::name.index).toText();
        document.company = value(customer::company.index).toText();
        if (m_newDocuments.size() >= documentsOfBatch)
            handOver();
        m_newDocumentOf.insert(change.record, qsizetype(m_newDocuments.size()));
        m_newDocuments.push_back(std::move(document));
    } else if (&entity == &interaction::entity) {
        qint64 &last = m_lastInteraction[value(interaction::customer.index).toId()];
        last = std::max(last, value(interaction::at.index).toNumber());
    } else {
        noteSearch(entity, change.record, value);
    }
    return writeHistory(change, 1);
}

// A change of what hangs on a customer: its document is completed, or read back whole.
void StoreRecords::Commit::noteSearch(const Entity &entity, const Id &record, const std::function<Value(int)> &value)
{
    if (&entity == &customer::entity) {
        m_touchedCustomers.insert(record);
        return;
    }
    const SearchSource *source = searchSourceOf(entity);
    if (!source)
        return;
    const Id owner = value(source->customer).toId();
    const auto fresh = m_newDocumentOf.constFind(owner);
    if (fresh != m_newDocumentOf.cend())
        source->add(m_newDocuments[size_t(*fresh)], value);
    else
        m_touchedCustomers.insert(owner);
}

Result<std::optional<Record>> StoreRecords::Commit::current(const Change &change)
{
    const Translated translated = translateFind(Query(*change.entity).where(Condition::idIs(change.record)).withRemoved().limit(1));
    auto row = prepared(m_database, translated);
    if (!row)
        return fail(row.error());
    const auto there = row->step();
    if (!there)
        return fail(there.error());
    if (!*there)
        return fail(Error::Code::NotFound, QStringLiteral("records.notFound"), {}, {QLatin1String(change.entity->name), change.record.toString()});
    return readRow(*row, *change.entity, translated.columns);
}

Result<> StoreRecords::Commit::update(const Change &change)
{
    const Entity &entity = *change.entity;
    const auto found = current(change);
    if (!found)
        return fail(found.error());
    const Record &now = **found;
    Change effective = change;
    effective.edits.clear();
    for (const Edit &edit : change.edits) {
        const Value &present = now.value(edit.field);
        if (present == edit.to)
            continue;
        if (change.expectedVersion != 0 && change.expectedVersion != now.version && present != edit.from)
            return fail(Error::Code::Conflict, QStringLiteral("records.conflict"), {},
                        {QLatin1String(entity.name), QLatin1String(entity.fields[size_t(edit.field)].name),
                         present.isText() ? present.toText() : QString::number(present.toNumber())});
        effective.edits.append({edit.field, present, edit.to, edit.inferredFrom});
    }
    if (effective.edits.isEmpty()) {
        ++m_answer.skipped;
        return {};
    }
    QByteArray sql = "UPDATE " + tableOf(entity) + " SET version = version + 1";
    for (const Edit &edit : effective.edits)
        sql += ", " + columnOf(entity, edit.field) + " = ?";
    sql += " WHERE id = ?";
    auto statement = m_database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    int position = 0;
    for (const Edit &edit : effective.edits)
        statement->bind(++position, edit.to);
    statement->bind(++position, change.record);
    if (const auto done = statement->run(); !done)
        return done;

    if (&entity == &interaction::entity) {
        m_recountInteractions.insert(now[interaction::customer]);
        for (const Edit &edit : effective.edits)
            if (edit.field == interaction::customer.index)
                m_recountInteractions.insert(edit.to.toId());
    }
    noteSearch(entity, change.record, [&now](int field) { return now.value(field); });
    if (const SearchSource *source = searchSourceOf(entity))
        for (const Edit &edit : effective.edits)
            if (edit.field == source->customer)
                m_touchedCustomers.insert(edit.to.toId());
    return writeHistory(effective, now.version + 1);
}

Result<> StoreRecords::Commit::mark(const Change &change, bool removed)
{
    const Entity &entity = *change.entity;
    const auto found = current(change);
    if (!found)
        return fail(found.error());
    const Record &now = **found;
    if ((now.removedMs != 0) == removed) {
        ++m_answer.skipped;
        return {};
    }
    auto statement = m_database.prepare("UPDATE " + tableOf(entity) + " SET version = version + 1, removed = ? WHERE id = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, removed ? m_at : 0);
    statement->bind(2, change.record);
    if (const auto done = statement->run(); !done)
        return done;
    if (&entity == &interaction::entity)
        m_recountInteractions.insert(now[interaction::customer]);
    noteSearch(entity, change.record, [&now](int field) { return now.value(field); });
    Change effective = change;
    effective.edits.clear();
    return writeHistory(effective, now.version + 1);
}

Result<> StoreRecords::Commit::writeHistory(const Change &effective, qint64 version)
{
    ++m_answer.applied;
    ++lastHistory;
    const QByteArray edits = editsToJson(effective);
    const QByteArrayView subject(effective.entity->name);
    static const std::array operations{operationCode(Change::Operation::Insert).toLatin1(), operationCode(Change::Operation::Update).toLatin1(),
                                       operationCode(Change::Operation::Remove).toLatin1(), operationCode(Change::Operation::Restore).toLatin1()};
    const QByteArray &operation = operations[size_t(effective.operation)];
    static const QByteArray sql("INSERT INTO history (n, set_seq, subject, record, operation, version, line, edits) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    auto statement = m_database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    statement->bind(1, lastHistory);
    statement->bind(2, m_answer.seq);
    statement->bindUtf8(3, subject);
    statement->bindBytes(4, effective.record.bytes());
    statement->bindUtf8(5, operation);
    statement->bind(6, version);
    statement->bind(7, effective.line);
    statement->bindUtf8(8, edits);
    if (const auto done = statement->run(); !done)
        return done;
    m_hash->add(lastHistory);
    m_hash->add(subject);
    m_hash->add(effective.record.bytes());
    m_hash->add(operation);
    m_hash->add(version);
    m_hash->add(effective.line);
    m_hash->add(edits);
    touched[effective.entity].append(effective.record);
    return {};
}

// Columns the database layer keeps in step, outside history: customer.last_interaction.
Result<> StoreRecords::Commit::maintainDerived()
{
    for (auto it = m_lastInteraction.cbegin(); it != m_lastInteraction.cend(); ++it) {
        if (it.key().isNull() || m_recountInteractions.contains(it.key()))
            continue;
        auto statement = m_database.prepare("UPDATE customer SET last_interaction = ?1 WHERE id = ?2 AND coalesce(last_interaction, 0) < ?1");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, it.value());
        statement->bind(2, it.key());
        if (const auto done = statement->run(); !done)
            return done;
    }
    for (const Id &id : std::as_const(m_recountInteractions)) {
        auto statement = m_database.prepare("UPDATE customer SET last_interaction = (SELECT max(at) FROM interaction "
                                            "WHERE customer = ?1 AND removed = 0) WHERE id = ?1");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, id);
        if (const auto done = statement->run(); !done)
            return done;
    }
    return {};
}

void StoreRecords::Commit::handOver()
{
    if (!m_records.m_indexer)
        m_records.m_indexer = std::make_unique<DataThread>();
    auto promise = std::make_shared<std::promise<SearchIndex::Batch>>();
    m_batches.push_back(promise->get_future());
    m_records.m_indexer->post([promise, documents = std::exchange(m_newDocuments, {})](bool) {
        SearchIndex::Batch batch;
        for (const SearchDocument &document : documents)
            batch.add(document);
        promise->set_value(std::move(batch));
    });
    m_newDocumentOf.clear();
}

Result<> StoreRecords::Commit::indexSearch()
{
    SearchIndex::Batch batch;
    for (const SearchDocument &document : m_newDocuments)
        batch.add(document);
    for (auto &other : m_batches)
        batch.add(other.get());
    for (const Id &id : std::as_const(m_touchedCustomers)) {
        if (id.isNull() || m_newDocumentOf.contains(id))
            continue;
        const auto document = loadSearchDocument(m_database, id);
        if (!document)
            return fail(document.error());
        if (document->has_value())
            batch.add(**document);
    }
    return m_records.m_index.add(std::move(batch));
}

Result<> StoreRecords::Commit::finishSet()
{
    m_hash->add(m_answer.applied);
    tail.seq = m_answer.seq;
    tail.hash = m_hash->result();
    auto statement = m_database.prepare("INSERT INTO change_set (n, id, at, author, device, origin, title, batch, undoes, first, changes, hash) "
                                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, m_answer.seq);
    statement->bind(2, m_answer.set);
    statement->bind(3, m_at);
    statement->bind(4, m_set.author);
    statement->bind(5, m_records.m_device);
    statement->bind(6, originCode(m_set.origin));
    if (m_set.title.isEmpty())
        statement->bindNull(7);
    else
        statement->bind(7, m_set.title);
    statement->bind(8, m_set.batch);
    statement->bind(9, m_set.undoes);
    statement->bind(10, lastHistory - m_answer.applied + 1);
    statement->bind(11, qint64(m_answer.applied));
    statement->bind(12, QString::fromLatin1(tail.hash.toHex()));
    return statement->run();
}

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
                      : ChainHead::Position{0, ChainHash::genesis(m_device.bytes())};
        m_lastHistory = *last;
    }
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction.error());
    Commit commit(*this, changes);
    commit.tail = m_tail;
    commit.lastHistory = m_lastHistory;
    auto answer = commit.run();
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
        }
        m_index.setMark(mark);
        const auto documents = loadSearchDocuments(m_database, row, customers);
        if (!documents)
            return fail(documents.error());
        if (documents->isEmpty()) {
            if (const auto dropped = m_index.dropUpTo(mark); !dropped)
                return fail(dropped.error());
            m_index.setMark(0);
            for (const auto &[fact, value] : {std::pair{termsFact, current}, std::pair{renewalFact, QString()}})
                if (const auto set = setStoreFact(m_database, fact, value); !set)
                    return fail(set.error());
            return false;
        }
        SearchIndex::Batch batch;
        for (const SearchDocument &document : *documents)
            batch.add(document);
        if (const auto added = m_index.add(std::move(batch)); !added)
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
    return more;
}

Result<> StoreRecords::requestSearchRenewal()
{
    return setStoreFact(m_database, termsFact, QString());
}

void StoreRecords::settle()
{
    m_index.releaseScratch();
    m_indexer.reset();
}

Result<> StoreRecords::optimizeSearch()
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction.error());
    if (const auto merged = m_index.optimize(); !merged) {
        m_index.forget();
        return merged;
    }
    return transaction->commit();
}

} // namespace kemai
