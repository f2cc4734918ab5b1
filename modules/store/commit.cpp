// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/commit.h"

#include "schema/schema.h"
#include "store/ddl.h"

namespace kemai {

namespace {
constexpr qsizetype changesOfRun = 512; // so many inserts are worked off together
} // namespace

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
        if (!isWellFormed(change))
            return fail(Error::Code::Invalid, QStringLiteral("records.invalidChange"), QStringLiteral("a change names no record"));
    knowNewestInteractions();
    for (qsizetype i = 0; i < m_set.changes.size();) {
        qsizetype end = i;
        while (end < m_set.changes.size() && end - i < changesOfRun && m_set.changes.at(end).operation == Change::Operation::Insert)
            ++end;
        const auto applied = end > i ? insertRun(i, end) : apply(m_set.changes.at(end++));
        if (!applied)
            return fail(applied.error());
        i = end;
    }
    if (m_answer.applied == 0) {
        m_answer.set = Id();
        m_answer.seq = 0;
        return m_answer;
    }
    for (const auto step : {&Commit::gatherDocuments, &Commit::maintainDerived, &Commit::finishSet, &Commit::indexSearch})
        if (const auto done = (this->*step)(); !done)
            return fail(done.error());
    return m_answer;
}

StoreRecords::Commit::~Commit()
{
    if (m_indexing)
        m_indexing->waitForFinished(); // it works on m_batch
    if (m_records.m_bulk)
        m_records.m_batch.clear();
    else
        m_records.m_batch = {};
}

bool StoreRecords::Commit::isWellFormed(const Change &change)
{
    return change.entity && change.entity->storage == Storage::Records && !change.record.isNull();
}

Result<> StoreRecords::Commit::apply(const Change &change)
{
    switch (change.operation) {
    case Change::Operation::Insert: break; // in runs
    case Change::Operation::Update: return update(change);
    case Change::Operation::Remove: return mark(change, true);
    case Change::Operation::Restore: return mark(change, false);
    }
    return {};
}

// What was said of a customer is not so any more.
void StoreRecords::Commit::readBack(const Record &before)
{
    Id customer = before.id;
    if (before.entity() != &customer::entity) {
        const SearchSource *source = searchSourceOf(*before.entity());
        if (!source)
            return;
        customer = before.value(source->customer).toId();
    }
    m_newDocumentOf.remove(customer);
    m_touchedCustomers.insert(customer);
}

Result<Record> StoreRecords::Commit::current(const Change &change)
{
    auto found = m_records.find(Query(*change.entity).where(Condition::idIs(change.record)).withRemoved().limit(1));
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return fail(Error::Code::NotFound, QStringLiteral("records.notFound"), {}, {QLatin1String(change.entity->name), change.record.toString()});
    return found->takeFirst();
}

Result<> StoreRecords::Commit::update(const Change &change)
{
    const Entity &entity = *change.entity;
    const auto found = current(change);
    if (!found)
        return fail(found.error());
    const Record &now = *found;
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
    readBack(now);
    if (const SearchSource *source = searchSourceOf(entity))
        for (const Edit &edit : effective.edits)
            if (edit.field == source->customer) {
                m_newDocumentOf.remove(edit.to.toId());
                m_touchedCustomers.insert(edit.to.toId());
            }
    return writeHistory(effective, now.version + 1);
}

Result<> StoreRecords::Commit::mark(const Change &change, bool removed)
{
    const Entity &entity = *change.entity;
    const auto found = current(change);
    if (!found)
        return fail(found.error());
    const Record &now = *found;
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
    readBack(now);
    Change effective = change;
    effective.edits.clear();
    return writeHistory(effective, now.version + 1);
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

} // namespace kemai
