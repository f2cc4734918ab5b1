// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/commit.h"

#include "schema/schema.h"
#include "store/ddl.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace kemai {

namespace {

constexpr size_t rowsOfStatement = 16; // a statement for many rows costs a third less a row

QByteArray insertSql(const Entity &entity, size_t rows)
{
    QByteArray columns;
    QByteArray row = "(?, 1";
    for (int i = 0; i < entity.count(); ++i) {
        columns += ", " + columnOf(entity, i);
        row += ", ?";
    }
    row += ')';
    // OR FAIL: whatever goes wrong ends the transaction, so a statement of many rows need not be taken back by itself.
    QByteArray sql = "INSERT OR FAIL INTO " + tableOf(entity) + " (id, version" + columns + ") VALUES " + row;
    for (size_t i = 1; i < rows; ++i)
        sql += ", " + row;
    return sql + " ON CONFLICT (id) DO NOTHING";
}

} // namespace

const Value &valueOf(const Change &insert, int field)
{
    static const Value none;
    for (const Edit &edit : insert.edits)
        if (edit.field == field)
            return edit.to;
    return none;
}

// A customer that comes with its interactions gets its last one with the insert.
void StoreRecords::Commit::knowNewestInteractions()
{
    const auto inserts = [](const Entity &entity) {
        return [&entity](const Change &change) { return change.entity == &entity && change.operation == Change::Operation::Insert; };
    };
    if (std::none_of(m_set.changes.cbegin(), m_set.changes.cend(), inserts(interaction::entity)))
        return;
    for (const Change &change : m_set.changes)
        if (inserts(customer::entity)(change))
            m_newestOfNew.insert(change.record, 0);
    if (m_newestOfNew.isEmpty())
        return;
    for (const Change &change : m_set.changes)
        if (inserts(interaction::entity)(change))
            if (const auto known = m_newestOfNew.find(valueOf(change, interaction::customer.index).toId()); known != m_newestOfNew.end())
                *known = std::max(*known, valueOf(change, interaction::at.index).toNumber());
}

// Inserts that stand together: the records entity by entity, many to a statement; then, in the order of the set, what
// follows from each, and their history.
Result<> StoreRecords::Commit::insertRun(qsizetype from, qsizetype to)
{
    m_run.clear();
    m_json.resize(0);
    m_texts.clear();
    std::map<const Entity *, std::vector<size_t>> waiting;
    for (qsizetype i = from; i < to; ++i) {
        const Change &change = m_set.changes.at(i);
        Applied one{&change};
        one.json = m_json.size();
        one.texts = m_texts.size();
        appendEditsJson(m_json, change, m_texts);
        one.jsonEnd = m_json.size();
        std::vector<size_t> &same = waiting[change.entity];
        same.push_back(m_run.size());
        m_run.push_back(one);
        if (same.size() < rowsOfStatement)
            continue;
        if (const auto done = insertRecords(*change.entity, same); !done)
            return done;
        same.clear();
    }
    for (const auto &[entity, rest] : waiting)
        for (const size_t &one : rest)
            if (const auto done = insertRecords(*entity, {&one, 1}); !done)
                return done;
    const auto there = [](const Applied &one) { return one.row == 0; };
    for (const Applied &one : m_run)
        follow(one);
    std::erase_if(m_run, there);
    return writeHistory(m_run);
}

Result<> StoreRecords::Commit::insertRecords(const Entity &entity, std::span<const size_t> which)
{
    QByteArray &sql = m_insertSql[{&entity, which.size()}];
    if (sql.isEmpty())
        sql = insertSql(entity, which.size());
    auto statement = m_database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    int position = 1;
    for (const size_t at : which) {
        const Applied &one = m_run[at];
        const Change &change = *one.change;
        statement->bindBytes(position, change.record.bytes());
        for (qsizetype i = 0; i < change.edits.size(); ++i) {
            const Edit &edit = change.edits.at(i);
            if (const TextPlace place = m_texts[one.texts + size_t(i)]; place.at >= 0) // encoded once, for record and history
                statement->bindUtf8(position + 1 + edit.field, QByteArrayView(m_json).sliced(place.at, place.size));
            else
                statement->bind(position + 1 + edit.field, edit.to);
        }
        if (&entity == &customer::entity)
            if (const qint64 newest = m_newestOfNew.value(change.record))
                statement->bind(position + 1 + customer::last_interaction.index, newest);
        position += 1 + entity.count();
    }
    if (const auto done = statement->run(); !done)
        return done;
    const int inserted = sqlite3_changes(m_database.handle());
    const qint64 lastBefore = sqlite3_last_insert_rowid(m_database.handle()) - inserted;
    if (size_t(inserted) < which.size())
        return inserted == 0 ? Result<>() : findInserted(entity, which, lastBefore);
    for (size_t i = 0; i < which.size(); ++i)
        m_run[which[i]].row = lastBefore + 1 + qint64(i);
    return {};
}

// Some were there already (a redelivery): which?
Result<> StoreRecords::Commit::findInserted(const Entity &entity, std::span<const size_t> which, qint64 lastBefore)
{
    QSet<Id> twice;
    for (const size_t at : which) {
        const Id &id = m_run[at].change->record;
        if (twice.contains(id))
            continue;
        twice.insert(id);
        auto statement = m_database.prepare("SELECT n FROM " + tableOf(entity) + " WHERE id = ?");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, id);
        const auto row = statement->step();
        if (!row)
            return fail(row.error());
        if (*row && statement->number(0) > lastBefore)
            m_run[at].row = statement->number(0);
    }
    return {};
}

void StoreRecords::Commit::follow(const Applied &one)
{
    const Change &change = *one.change;
    const Entity &entity = *change.entity;
    const Id owner = &entity == &interaction::entity ? valueOf(change, interaction::customer.index).toId() : Id();
    if (one.row == 0) {
        ++m_answer.skipped;
        const Id &customer = &entity == &customer::entity ? change.record : owner;
        if (m_newestOfNew.contains(customer)) // it was not told, or of what was there already
            m_recountInteractions.insert(customer);
        return;
    }
    if (&entity == &customer::entity) {
        SearchDocument document;
        document.row = one.row;
        document.name = valueOf(change, customer::name.index).toText();
        document.company = valueOf(change, customer::company.index).toText();
        if (m_newDocuments.size() >= documentsOfHandOver)
            handOver();
        m_newDocumentOf.insert(change.record, qsizetype(m_newDocuments.size()));
        m_newDocuments.push_back(std::move(document));
    } else if (&entity == &interaction::entity) {
        if (m_newestOfNew.contains(owner))
            return;
        qint64 &last = m_lastInteraction[owner];
        last = std::max(last, valueOf(change, interaction::at.index).toNumber());
    } else {
        noteSearch(change);
    }
}

// Something new hangs on a customer: its document is completed, or read back whole.
void StoreRecords::Commit::noteSearch(const Change &insert)
{
    const SearchSource *source = searchSourceOf(*insert.entity);
    if (!source)
        return;
    const Id owner = valueOf(insert, source->customer).toId();
    const auto fresh = m_newDocumentOf.constFind(owner);
    if (fresh != m_newDocumentOf.cend())
        source->add(m_newDocuments[size_t(*fresh)], [&insert](int field) { return valueOf(insert, field); });
    else
        m_touchedCustomers.insert(owner);
}

// --- history

Result<> StoreRecords::Commit::writeHistory(const Change &effective, qint64 version)
{
    m_json.resize(0);
    m_texts.clear();
    appendEditsJson(m_json, effective, m_texts);
    const Applied one{.change = &effective, .jsonEnd = m_json.size(), .version = version};
    return writeHistory({&one, 1});
}

Result<> StoreRecords::Commit::writeHistory(std::span<const Applied> rows)
{
    static const std::array operations{operationCode(Change::Operation::Insert).toLatin1(), operationCode(Change::Operation::Update).toLatin1(),
                                       operationCode(Change::Operation::Remove).toLatin1(), operationCode(Change::Operation::Restore).toLatin1()};
    const auto sqlOf = [](size_t count) {
        QByteArray sql = "INSERT OR FAIL INTO history (n, set_seq, subject, record, operation, version, line, edits) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        for (size_t i = 1; i < count; ++i)
            sql += ", (?, ?, ?, ?, ?, ?, ?, ?)";
        return sql;
    };
    static const QByteArray one = sqlOf(1);
    static const QByteArray many = sqlOf(rowsOfStatement);
    while (!rows.empty()) {
        const size_t count = rows.size() < rowsOfStatement ? 1 : rowsOfStatement;
        auto statement = m_database.prepare(count == 1 ? one : many);
        if (!statement)
            return fail(statement.error());
        int position = 0;
        for (const Applied &row : rows.first(count)) {
            const Change &change = *row.change;
            const QByteArrayView subject(change.entity->name);
            const QByteArray &operation = operations[size_t(change.operation)];
            const QByteArrayView edits = QByteArrayView(m_json).sliced(row.json, row.jsonEnd - row.json);
            ++m_answer.applied;
            ++lastHistory;
            statement->bind(++position, lastHistory);
            statement->bind(++position, m_answer.seq);
            statement->bindUtf8(++position, subject);
            statement->bindBytes(++position, change.record.bytes());
            statement->bindUtf8(++position, operation);
            statement->bind(++position, row.version);
            statement->bind(++position, change.line);
            statement->bindUtf8(++position, edits);
            m_hash->add(lastHistory);
            m_hash->add(subject);
            m_hash->add(change.record.bytes());
            m_hash->add(operation);
            m_hash->add(row.version);
            m_hash->add(change.line);
            m_hash->add(edits);
            touched[change.entity].append(change.record);
        }
        if (const auto done = statement->run(); !done)
            return done;
        rows = rows.subspan(count);
    }
    return {};
}

// --- search

void StoreRecords::Commit::handOver()
{
    if (!m_records.m_indexer)
        m_records.m_indexer = std::make_unique<DataThread>();
    m_indexing = m_records.m_indexer->run<void>([&batch = m_records.m_batch, documents = std::exchange(m_newDocuments, {})]() -> Result<> {
        for (const SearchDocument &document : documents)
            batch.add(document);
        return {};
    });
    m_newDocumentOf.clear();
}

// What the search index has to know of this set; large sets are packed elsewhere while this thread goes on.
Result<> StoreRecords::Commit::gatherDocuments()
{
    for (const Id &id : std::as_const(m_touchedCustomers)) {
        if (id.isNull() || m_newDocumentOf.contains(id))
            continue;
        auto document = loadSearchDocument(m_database, id);
        if (!document)
            return fail(document.error());
        if (*document)
            m_newDocuments.push_back(std::move(**document));
    }
    SearchIndex::Batch &batch = m_records.m_batch;
    if (!m_indexing && m_newDocuments.size() < documentsOfHandOver) {
        for (const SearchDocument &document : m_newDocuments)
            batch.add(document);
        batch.seal();
        return {};
    }
    handOver();
    m_indexing = m_records.m_indexer->run<void>([&batch]() -> Result<> {
        batch.seal();
        return {};
    });
    return {};
}

Result<> StoreRecords::Commit::indexSearch()
{
    if (m_indexing)
        if (const auto done = m_indexing->result(); !done)
            return done;
    return m_records.m_index.add(m_records.m_batch);
}

} // namespace kemai
