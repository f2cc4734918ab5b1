// SPDX-License-Identifier: GPL-3.0-or-later
// Rows as another database has them (StoreRecords::replicate()): like a commit without changes of its own.
#include "store/commit.h"

#include "schema/schema.h"
#include "store/ddl.h"

#include <sqlite3.h>

#include <algorithm>

namespace kemai {

Result<> StoreRecords::replicate(const QList<Record> &rows, const QList<std::pair<const Entity *, Id>> &gone, Touched &touched)
{
    const ChangeSet none;
    Commit commit(*this, none);
    const auto done = commit.replicate(rows, gone);
    touched = commit.touched;
    return done;
}

namespace {

constexpr qsizetype rowsOfStatement = 16;

QByteArray writeSql(const Entity &entity, qsizetype rows)
{
    QByteArray columns = "id, version, removed";
    QByteArray places = "(?, ?, ?";
    QByteArray updates = "version = excluded.version, removed = excluded.removed";
    for (int field = 0; field < entity.count(); ++field) {
        const QByteArray column = columnOf(entity, field);
        columns += ", " + column;
        places += ", ?";
        updates += ", " + column + " = excluded." + column;
    }
    places += ')';
    QByteArray sql = "INSERT INTO " + tableOf(entity) + " (" + columns + ") VALUES " + places;
    if (rows == 1)
        return sql + " ON CONFLICT (id) DO UPDATE SET " + updates;
    sql.replace(0, 6, "INSERT OR FAIL");
    for (qsizetype i = 1; i < rows; ++i)
        sql += ", " + places;
    return sql;
}

int bindRow(Statement &statement, int position, const Record &row, qint64 version)
{
    statement.bind(++position, row.id);
    statement.bind(++position, version);
    statement.bind(++position, row.removedMs);
    for (int field = 0; field < row.entity()->count(); ++field)
        statement.bind(++position, row.value(field));
    return position;
}

} // namespace

// What a row brings that was not here: its customer's document and last interaction. In bulk a customer is found by its name at once, and
// by what hangs on it when the index is written anew behind the load.
void StoreRecords::Commit::followNew(const Record &row, qint64 number)
{
    const Entity &entity = *row.entity();
    if (row.removedMs != 0)
        return;
    if (&entity == &customer::entity && m_records.m_bulk) {
        SearchDocument document;
        document.row = number;
        document.name = row[customer::name];
        document.company = row[customer::company];
        if (m_newDocuments.size() >= documentsOfHandOver)
            handOver();
        m_newDocumentOf.insert(row.id, qsizetype(m_newDocuments.size()));
        m_newDocuments.push_back(std::move(document));
    } else if (&entity == &interaction::entity) {
        qint64 &last = m_lastInteraction[row[interaction::customer]];
        last = std::max(last, row[interaction::at]);
    } else if (!m_records.m_bulk) {
        readBack(row);
    }
}

Result<> StoreRecords::Commit::replicateOne(const Record &row, const std::optional<Record> &before)
{
    auto statement = m_database.prepare(writeSql(*row.entity(), 1));
    if (!statement)
        return fail(statement.error());
    bindRow(*statement, 0, row, before ? before->version + 1 : std::max<qint64>(1, row.version));
    if (const auto done = statement->run(); !done)
        return done;
    touched[row.entity()].append(row.id);
    if (!before) {
        followNew(row, sqlite3_last_insert_rowid(m_database.handle()));
        return {};
    }
    readBack(*before);
    readBack(row);
    if (row.entity() == &interaction::entity) {
        m_recountInteractions.insert((*before)[interaction::customer]);
        m_recountInteractions.insert(row[interaction::customer]);
    }
    return {};
}

Result<> StoreRecords::Commit::replicateNew(std::span<const Record *const> rows)
{
    QByteArray &sql = m_insertSql[{rows.front()->entity(), rows.size()}];
    if (sql.isEmpty())
        sql = writeSql(*rows.front()->entity(), qsizetype(rows.size()));
    auto statement = m_database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    int position = 0;
    for (const Record *row : rows)
        position = bindRow(*statement, position, *row, std::max<qint64>(1, row->version));
    if (const auto done = statement->run(); !done)
        return done;
    qint64 number = sqlite3_last_insert_rowid(m_database.handle()) - qint64(rows.size());
    for (const Record *row : rows) {
        touched[row->entity()].append(row->id);
        followNew(*row, ++number);
    }
    return {};
}

Result<> StoreRecords::Commit::replicate(const QList<Record> &rows, const QList<std::pair<const Entity *, Id>> &gone)
{
    const auto present = [this](const Entity &entity, const QList<Id> &ids) -> Result<QHash<Id, Record>> {
        const auto found = m_records.find(Query(entity).where(Condition::idIn(ids)).withRemoved());
        if (!found)
            return fail(found.error());
        QHash<Id, Record> here;
        for (const Record &row : *found)
            here.insert(row.id, row);
        return here;
    };
    std::map<const Entity *, std::vector<const Record *>> byEntity;
    for (const Record &row : rows)
        byEntity[row.entity()].push_back(&row);
    // Many rows between whose ends nothing lies, as in a first snapshot: one question for all of them.
    const auto areNew = [this](const Entity &entity, const std::vector<const Record *> &all) -> Result<bool> {
        if (all.size() < size_t(rowsOfStatement))
            return false;
        const auto [least, most] = std::minmax_element(all.cbegin(), all.cend(), [](const Record *a, const Record *b) { return a->id < b->id; });
        auto statement = m_database.prepare("SELECT 1 FROM " + tableOf(entity) + " WHERE id BETWEEN ? AND ? LIMIT 1");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, (*least)->id);
        statement->bind(2, (*most)->id);
        const auto there = statement->step();
        return there ? Result<bool>(!*there) : fail(there.error());
    };
    for (const auto &[entity, all] : byEntity) {
        const auto allNew = areNew(*entity, all);
        if (!allNew)
            return fail(allNew.error());
        for (std::span<const Record *const> left(all); !left.empty();) {
            const auto piece = left.first(std::min(left.size(), size_t(rowsOfStatement)));
            left = left.subspan(piece.size());
            QList<Id> ids;
            if (!*allNew)
                for (const Record *row : piece)
                    ids.append(row->id);
            const auto here = ids.isEmpty() ? Result<QHash<Id, Record>>(QHash<Id, Record>()) : present(*entity, ids);
            if (!here)
                return fail(here.error());
            if (here->isEmpty() && piece.size() == size_t(rowsOfStatement)) {
                if (const auto done = replicateNew(piece); !done)
                    return done;
                continue;
            }
            for (const Record *row : piece) {
                const auto before = here->constFind(row->id);
                if (const auto done = replicateOne(*row, before == here->cend() ? std::optional<Record>() : *before); !done)
                    return done;
            }
        }
    }
    for (const auto &[entity, id] : gone) {
        const auto before = present(*entity, {id});
        if (!before)
            return fail(before.error());
        if (before->isEmpty())
            continue;
        auto statement = m_database.prepare("DELETE FROM " + tableOf(*entity) + " WHERE id = ?");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, id);
        if (const auto done = statement->run(); !done)
            return done;
        touched[entity].append(id);
        readBack(*before->cbegin());
    }
    for (const auto step : {&Commit::gatherDocuments, &Commit::maintainDerived, &Commit::indexSearch})
        if (const auto done = (this->*step)(); !done)
            return done;
    return {};
}

} // namespace kemai
