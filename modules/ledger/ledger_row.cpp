// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ledger_row.h"

#include "ledger/ddl.h"
#include "ledger/scoping.h"
#include "schema/schema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace kemai::ledger {

namespace {

constexpr int fixedColumns = 4; // id, version, removed, scope; fver behind the fields
const QString markKey = QStringLiteral("removed");
const QString othersKey = QStringLiteral("*");

struct RawStamp {
    qint64 version = 0;
    qint32 device = 0;
    qint64 mid = 0;
    friend bool operator==(const RawStamp &, const RawStamp &) = default;
};

RawStamp fromJson(const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    return {array.at(0).toInteger(), qint32(array.at(1).toInteger()), array.at(2).toInteger()};
}

void append(QByteArray &json, const char *name, const RawStamp &stamp)
{
    if (json.size() > 1)
        json += ',';
    json += QByteArray("\"") + name + "\":[" + QByteArray::number(stamp.version) + ',' + QByteArray::number(stamp.device) + ','
        + QByteArray::number(stamp.mid) + ']';
}

} // namespace

// --- numbers

Result<> DeviceNumbers::learn(Connection &connection, const QSet<qint32> &numbers)
{
    QList<qint32> unknown;
    for (const qint32 number : numbers)
        if (!knows(number))
            unknown << number;
    if (unknown.isEmpty())
        return {};
    const auto rows = connection.query("SELECT number, id FROM sync.device WHERE number = ANY ($1)", Parameters().addInts(unknown));
    if (!rows)
        return fail(rows.error());
    for (int row = 0; row < rows->count(); ++row)
        note(rows->id(row, 1), qint32(rows->number(row, 0)));
    return {};
}

Result<> DeviceNumbers::learn(Connection &connection, const Id &device)
{
    if (device.isNull() || m_numbers.contains(device))
        return {};
    const auto number = connection.number("SELECT number FROM sync.device WHERE id = $1", Parameters().add(device));
    if (!number)
        return fail(number.error());
    if (*number == 0)
        return fail(Error::Code::NotFound, QStringLiteral("ledger.noDevice"));
    note(device, qint32(*number));
    return {};
}

void DeviceNumbers::note(const Id &device, qint32 number)
{
    m_devices.insert(number, device);
    m_numbers.insert(device, number);
}

Result<> TableNumbers::learn(Connection &connection)
{
    if (!isEmpty())
        return {};
    const auto rows = connection.query("SELECT number, name FROM sync.entity");
    if (!rows)
        return fail(rows.error());
    for (int row = 0; row < rows->count(); ++row)
        if (const Entity *entity = entityNamed(rows->text(row, 1))) {
            m_numbers.insert(entity, qint32(rows->number(row, 0)));
            m_entities.insert(qint32(rows->number(row, 0)), entity);
        }
    return {};
}

// --- reading

QByteArray rowColumns(const Entity &entity, const QList<int> &hidden)
{
    QByteArray columns = "t.id, t.version, t.removed, t.scope";
    for (int field = 0; field < entity.count(); ++field)
        if (!hidden.contains(field))
            columns += ", t." + columnOf(entity, field);
    return columns;
}

Statement lockStatement(const Entity &entity, QList<Id> ids)
{
    std::sort(ids.begin(), ids.end());
    return {"SELECT " + rowColumns(entity) + ", t.fver FROM " + tableOf(entity) + " t WHERE t.id = ANY ($1) ORDER BY t.id FOR NO KEY UPDATE",
            Parameters().addIds(ids)};
}

LedgerRow readRow(const Entity &entity, const Rows &rows, int row, const QList<int> &hidden)
{
    LedgerRow out(entity);
    out.record.id = rows.id(row, 0);
    out.record.version = rows.number(row, 1);
    out.record.removedMs = rows.number(row, 2);
    out.scope = qint32(rows.number(row, 3));
    int column = fixedColumns;
    for (int field = 0; field < entity.count(); ++field)
        if (!hidden.contains(field))
            out.record.setValue(field, rows.value(row, column++));
    return out;
}

Result<QList<LedgerRow>> readRows(Connection &connection, DeviceNumbers &devices, const Entity &entity, const Rows &rows)
{
    QList<LedgerRow> out;
    std::vector<std::vector<RawStamp>> raw;
    QSet<qint32> numbers;
    const int stampColumn = fixedColumns + entity.count();
    for (int row = 0; row < rows.count(); ++row) {
        out.append(readRow(entity, rows, row, {}));
        const QJsonObject json = QJsonDocument::fromJson(rows.bytes(row, stampColumn).toByteArray()).object();
        const RawStamp others = json.contains(othersKey) ? fromJson(json.value(othersKey)) : RawStamp{1, 0, 0};
        std::vector<RawStamp> stamps(size_t(entity.count()) + 1);
        for (int field = 0; field < entity.count(); ++field) {
            const auto named = json.constFind(QLatin1StringView(entity.fields[size_t(field)].name));
            if (named != json.constEnd())
                stamps[size_t(field)] = fromJson(*named);
            else if (!out.last().record.value(field).isNull())
                stamps[size_t(field)] = others;
            numbers.insert(stamps[size_t(field)].device);
        }
        stamps.back() = fromJson(json.value(markKey));
        numbers.insert(stamps.back().device);
        raw.push_back(std::move(stamps));
    }
    if (const auto learnt = devices.learn(connection, numbers); !learnt)
        return fail(learnt.error());
    const auto stampOf = [&devices](const RawStamp &stamp) { return FieldStamp{stamp.version, devices.device(stamp.device), stamp.mid}; };
    for (qsizetype row = 0; row < out.size(); ++row) {
        const std::vector<RawStamp> &stamps = raw[size_t(row)];
        for (size_t field = 0; field + 1 < stamps.size(); ++field)
            out[row].stamps[field] = stampOf(stamps[field]);
        out[row].mark = stampOf(stamps.back());
    }
    return out;
}

// --- writing

QByteArray stampsToJson(const LedgerRow &row, const DeviceNumbers &devices)
{
    const auto rawOf = [&devices](const FieldStamp &stamp) { return RawStamp{stamp.version, devices.number(stamp.device), stamp.mid}; };
    const Entity &entity = *row.record.entity();
    // The one most fields share becomes "*".
    std::vector<std::pair<RawStamp, int>> counted;
    for (size_t field = 0; field < row.stamps.size(); ++field) {
        const RawStamp stamp = rawOf(row.stamps[field]);
        if (stamp.version == 0 || row.record.value(int(field)).isNull())
            continue;
        const auto known = std::find_if(counted.begin(), counted.end(), [&stamp](const auto &one) { return one.first == stamp; });
        if (known == counted.end())
            counted.emplace_back(stamp, 1);
        else
            ++known->second;
    }
    const auto most = std::max_element(counted.cbegin(), counted.cend(), [](const auto &a, const auto &b) { return a.second < b.second; });
    const RawStamp others = most == counted.cend() ? RawStamp{row.record.version, 0, 0} : most->first;
    QByteArray json = "{";
    append(json, "*", others);
    for (size_t field = 0; field < row.stamps.size(); ++field) {
        const RawStamp stamp = rawOf(row.stamps[field]);
        const RawStamp implied = row.record.value(int(field)).isNull() ? RawStamp{} : others;
        if (stamp != implied)
            append(json, entity.fields[field].name, stamp);
    }
    if (row.mark.version > 0)
        append(json, "removed", rawOf(row.mark));
    return json + '}';
}

QList<RowWrite> writeStatements(const QList<LedgerRow> &rows, const QSet<RowKey> &there, const DeviceNumbers &devices, const QList<LedgerRow> &locked)
{
    QHash<RowKey, const LedgerRow *> before;
    for (const LedgerRow &row : locked)
        before.insert({row.record.entity(), row.record.id}, &row);
    struct Columns {
        QList<Id> ids;
        QList<qint64> versions;
        QList<qint64> removed;
        QList<QByteArray> stamps;
        std::vector<QList<Value>> fields;
        std::vector<bool> differs; // some row has another value there
    };
    std::map<std::pair<qsizetype, bool>, Columns> batches; // place of the entity, whether it is there
    const auto entities = allEntities();
    for (const LedgerRow &row : rows) {
        const Entity &entity = *row.record.entity();
        const auto place = std::find(entities.begin(), entities.end(), &entity) - entities.begin();
        Columns &batch = batches[{place, there.contains(RowKey{&entity, row.record.id})}];
        batch.ids << row.record.id;
        batch.versions << row.record.version;
        batch.removed << row.record.removedMs;
        batch.stamps << stampsToJson(row, devices);
        batch.fields.resize(size_t(entity.count()));
        batch.differs.resize(size_t(entity.count()));
        const LedgerRow *was = before.value({&entity, row.record.id});
        for (int field = 0; field < entity.count(); ++field) {
            const Value &value = row.record.value(field);
            batch.fields[size_t(field)] << value;
            if (!was || was->record.value(field) != value)
                batch.differs[size_t(field)] = true;
        }
    }
    QList<RowWrite> writes;
    for (const auto &[key, batch] : batches) {
        const Entity &entity = *entities[size_t(key.first)];
        Parameters parameters;
        parameters.addIds(batch.ids).addNumbers(batch.versions).addNumbers(batch.removed).addJsonbs(batch.stamps);
        QByteArray names = "id, version, removed, fver";
        QByteArray marks = "$1, $2, $3, $4";
        QByteArray sets = "version = u.version, removed = u.removed, fver = u.fver";
        const QList<const char *> home = homeFields(entity);
        bool moves = !key.second;
        for (int field = 0; field < entity.count(); ++field) {
            if (!batch.differs[size_t(field)])
                continue;
            const QByteArray column = columnOf(entity, field);
            parameters.addValues(batch.fields[size_t(field)], entity.fields[size_t(field)].type);
            names += ", " + column;
            marks += ", $" + QByteArray::number(parameters.count());
            sets += ", " + column + " = u." + column;
            moves = moves || std::any_of(home.cbegin(), home.cend(), [&](const char *name) { return qstrcmp(name, entity.fields[size_t(field)].name) == 0; });
        }
        const QByteArray from = " FROM unnest(" + marks + ") AS u(" + names + ')';
        QByteArray sql = key.second ? QByteArray("UPDATE " + tableOf(entity) + " AS t SET " + sets + from + " WHERE t.id = u.id")
                                    : QByteArray("INSERT INTO " + tableOf(entity) + " AS t (" + names + ") SELECT " + names + from);
        if (moves)
            sql += " RETURNING t.id, t.scope";
        writes.append({&entity, {sql, parameters}, moves});
    }
    return writes;
}

QList<std::pair<const Entity *, QList<Id>>> lockingOrder(const QList<RowKey> &keys)
{
    QHash<const Entity *, QSet<Id>> ids;
    for (const RowKey &key : keys)
        ids[key.entity].insert(key.id);
    QList<std::pair<const Entity *, QList<Id>>> order;
    for (auto it = ids.cbegin(); it != ids.cend(); ++it) {
        QList<Id> sorted(it->cbegin(), it->cend());
        std::sort(sorted.begin(), sorted.end());
        order.append({it.key(), sorted});
    }
    std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return qstrcmp(a.first->name, b.first->name) < 0; });
    return order;
}

} // namespace kemai::ledger
