// SPDX-License-Identifier: GPL-3.0-or-later
// Rows as another database has them (StoreRecords::replicate()): like a commit without changes of its own.
#include "store/commit.h"

#include "schema/schema.h"
#include "store/ddl.h"

namespace kemai {

Result<> StoreRecords::replicate(const QList<Record> &rows, const QList<std::pair<const Entity *, Id>> &gone, Touched &touched)
{
    const ChangeSet none;
    Commit commit(*this, none);
    const auto done = commit.replicate(rows, gone);
    touched = commit.touched;
    return done;
}

Result<> StoreRecords::Commit::replicate(const QList<Record> &rows, const QList<std::pair<const Entity *, Id>> &gone)
{
    const auto present = [this](const Entity &entity, const Id &id) -> Result<std::optional<Record>> {
        const auto found = m_records.find(Query(entity).where(Condition::idIs(id)).withRemoved().limit(1));
        if (!found)
            return fail(found.error());
        return found->isEmpty() ? std::optional<Record>() : found->first();
    };
    for (const Record &row : rows) {
        const Entity &entity = *row.entity();
        const auto before = present(entity, row.id);
        if (!before)
            return fail(before.error());
        QByteArray columns = "id, version, removed";
        QByteArray places = "?, ?, ?";
        QByteArray updates = "version = excluded.version, removed = excluded.removed";
        for (int field = 0; field < entity.count(); ++field) {
            const QByteArray column = columnOf(entity, field);
            columns += ", " + column;
            places += ", ?";
            updates += ", " + column + " = excluded." + column;
        }
        auto statement = m_database.prepare("INSERT INTO " + tableOf(entity) + " (" + columns + ") VALUES (" + places + ") ON CONFLICT (id) DO UPDATE SET " + updates);
        if (!statement)
            return fail(statement.error());
        statement->bind(1, row.id);
        statement->bind(2, *before ? (*before)->version + 1 : std::max<qint64>(1, row.version));
        statement->bind(3, row.removedMs);
        for (int field = 0; field < entity.count(); ++field)
            statement->bind(4 + field, row.value(field));
        if (const auto done = statement->run(); !done)
            return done;
        touched[&entity].append(row.id);
        if (*before)
            readBack(**before);
        readBack(row);
        if (&entity == &interaction::entity)
            m_recountInteractions.insert(row[interaction::customer]);
    }
    for (const auto &[entity, id] : gone) {
        const auto before = present(*entity, id);
        if (!before)
            return fail(before.error());
        if (!*before)
            continue;
        auto statement = m_database.prepare("DELETE FROM " + tableOf(*entity) + " WHERE id = ?");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, id);
        if (const auto done = statement->run(); !done)
            return done;
        touched[entity].append(id);
        readBack(**before);
    }
    for (const auto step : {&Commit::gatherDocuments, &Commit::maintainDerived, &Commit::indexSearch})
        if (const auto done = (this->*step)(); !done)
            return done;
    return {};
}

} // namespace kemai
