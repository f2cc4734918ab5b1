// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/chunk_stream.h"

#include "wire/json_parts.h"

#include <QJsonDocument>

#include <bit>
#include <cstring>

namespace kemai::wire {

using namespace Qt::StringLiterals;

namespace {

Failure malformed() { return fail(Error::Code::Invalid, u"wire.malformed"_s, u"a chunk cannot be read"_s); }
Failure cutOff() { return fail(Error::Code::Invalid, u"wire.cut"_s, u"a chunk is not whole"_s); }

constexpr QLatin1StringView metaColumns[] = {"id"_L1, "version"_L1, "removed"_L1, "scope"_L1};
enum Meta : int { idCell = -1, versionCell = -2, removedCell = -3, scopeCell = -4, unknownCell = -5 };

// Takes COPY's escapes out. Nothing: not as COPY writes it.
std::optional<QByteArray> unescaped(QByteArrayView cell)
{
    if (!cell.contains('\\'))
        return cell.toByteArray();
    QByteArray text;
    text.reserve(cell.size());
    for (qsizetype i = 0; i < cell.size(); ++i) {
        if (cell[i] != '\\') {
            text += cell[i];
            continue;
        }
        if (++i == cell.size())
            return {};
        switch (cell[i]) {
        case 'b': text += '\b'; break;
        case 'f': text += '\f'; break;
        case 'n': text += '\n'; break;
        case 'r': text += '\r'; break;
        case 't': text += '\t'; break;
        case 'v': text += '\v'; break;
        case '\\': text += '\\'; break;
        default: return {};
        }
    }
    return text;
}

void appendEscaped(QByteArray &out, const QByteArray &text)
{
    for (const char c : text)
        switch (c) {
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\v': out += "\\v"; break;
        case '\\': out += "\\\\"; break;
        default: out += c;
        }
}

std::optional<qint64> wholeNumber(QByteArrayView cell)
{
    bool number = false;
    const qint64 value = cell.toLongLong(&number);
    return number ? std::optional(value) : std::nullopt;
}

std::optional<Value> cellValue(const Field &field, QByteArrayView cell)
{
    if (cell == QByteArrayView("\\N"))
        return Value();
    switch (field.type) {
    case Type::Boolean:
        if (cell == QByteArrayView("t") || cell == QByteArrayView("f"))
            return Value(qint64(cell[0] == 't'));
        return {};
    case Type::Integer:
    case Type::Time:
    case Type::Money:
        if (const auto number = wholeNumber(cell))
            return Value(*number);
        return {};
    case Type::Reference: {
        const Id id = Id::fromString(QString::fromLatin1(cell));
        return id.isNull() ? std::optional<Value>() : Value(id);
    }
    default:
        if (const auto text = unescaped(cell))
            return Value(QString::fromUtf8(*text));
        return {};
    }
}

bool readScopes(QByteArrayView cell, QList<qint32> &scopes)
{
    if (cell.startsWith('{') && cell.endsWith('}'))
        cell = cell.sliced(1, cell.size() - 2);
    for (const QByteArray &one : cell.toByteArray().split(',')) {
        const auto number = wholeNumber(one);
        if (!number || *number < 0 || *number > std::numeric_limits<qint32>::max())
            return false;
        scopes.append(qint32(*number));
    }
    return true;
}

bool readRow(QByteArrayView line, const QList<int> &cells, Row &row)
{
    qsizetype from = 0;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        qsizetype to = line.indexOf('\t', from);
        if ((to < 0) != (i == cells.size() - 1))
            return false;
        if (to < 0)
            to = line.size();
        const QByteArrayView cell = line.sliced(from, to - from);
        from = to + 1;
        switch (cells[i]) {
        case unknownCell: break;
        case idCell:
            row.record.id = Id::fromString(QString::fromLatin1(cell));
            break;
        case versionCell:
        case removedCell: {
            const auto number = wholeNumber(cell);
            if (!number || *number < 0)
                return false;
            (cells[i] == versionCell ? row.record.version : row.record.removedMs) = *number;
            break;
        }
        case scopeCell:
            if (!readScopes(cell, row.scopes))
                return false;
            break;
        default: {
            auto value = cellValue(row.record.entity()->fields[size_t(cells[i])], cell);
            if (!value)
                return false;
            row.record.setValue(cells[i], std::move(*value));
        }
        }
    }
    return !row.record.id.isNull() && row.record.version > 0;
}

} // namespace

QByteArray writeChunkHeader(const ChunkHeader &header)
{
    QJsonArray columns;
    for (const QLatin1StringView meta : metaColumns)
        columns.append(QString(meta));
    for (const int field : header.columns)
        columns.append(QString::fromLatin1(header.entity->fields[size_t(field)].name));
    return json::text({{u"v"_s, wireVersion}, {u"epoch"_s, json::of(header.epoch)}, {u"scope"_s, header.scope}, {u"tbl"_s, QString::fromLatin1(header.entity->name)},
                       {u"cols"_s, columns}, {u"mask_ver"_s, header.maskVersion}, {u"snapshot"_s, header.snapshot.toString()}}) + '\n';
}

QByteArray writeChunkTrailer(const ChunkTrailer &trailer, const Vocabulary &)
{
    QJsonObject object{{u"count"_s, trailer.count}, {u"xxh64"_s, u"%1"_s.arg(trailer.hash, 16, 16, QChar(u'0'))}, {u"last"_s, trailer.last},
                       {u"conflicts"_s, json::of(trailer.conflicts)}};
    QJsonArray empty;
    for (const Entity *entity : trailer.empty)
        empty.append(QString::fromLatin1(entity->name));
    if (!empty.isEmpty())
        object.insert("empty"_L1, empty);
    return json::text(object) + '\n';
}

void appendCopyLine(QByteArray &out, const Row &row, const QList<int> &columns)
{
    out += row.record.id.toString().toLatin1() + '\t' + QByteArray::number(row.record.version) + '\t' + QByteArray::number(row.record.removedMs) + "\t{";
    for (qsizetype i = 0; i < row.scopes.size(); ++i) {
        if (i > 0)
            out += ',';
        out += QByteArray::number(row.scopes[i]);
    }
    out += '}';
    for (const int column : columns) {
        const Value &value = row.record.value(column);
        out += '\t';
        if (value.isNull())
            out += "\\N";
        else if (row.record.entity()->fields[size_t(column)].type == Type::Boolean)
            out += value.toNumber() != 0 ? 't' : 'f';
        else if (const qint64 *number = value.number())
            out += QByteArray::number(*number);
        else if (const Id *id = value.id())
            out += id->toString().toLatin1();
        else
            appendEscaped(out, value.toText().toUtf8());
    }
    out += '\n';
}

QByteArray writeChunk(const Chunk &chunk, const Vocabulary &vocabulary)
{
    QByteArray out = writeChunkHeader({chunk.epoch, chunk.scope, chunk.table.entity, chunk.table.columns, chunk.maskVersion, chunk.snapshot});
    const qsizetype begin = out.size();
    for (const Row &row : chunk.table.rows)
        appendCopyLine(out, row, chunk.table.columns);
    Xxh64 hash;
    hash.add(QByteArrayView(out).sliced(begin));
    return out + writeChunkTrailer({qint64(chunk.table.rows.size()), hash.value(), chunk.last, chunk.conflicts, chunk.empty}, vocabulary);
}

Result<Chunk> readChunk(QByteArrayView body, const Vocabulary &vocabulary)
{
    if (body.size() > Limits::answerBytes)
        return fail(Error::Code::Invalid, u"wire.tooLarge"_s, u"a chunk is too large"_s, {QString::number(Limits::answerBytes)});
    const qsizetype headerEnd = body.indexOf('\n');
    if (headerEnd < 0 || !body.endsWith('\n'))
        return cutOff();
    JsonReader header(QJsonValue(QJsonDocument::fromJson(body.first(headerEnd).toByteArray()).object()));
    Chunk chunk;
    header.number("v"_L1, 1, wireVersion);
    chunk.epoch = header.id("epoch"_L1);
    chunk.scope = qint32(header.number("scope"_L1, 0, std::numeric_limits<qint32>::max()));
    chunk.table.entity = vocabulary.named(header.text("tbl"_L1));
    chunk.maskVersion = header.number("mask_ver"_L1);
    chunk.snapshot = header.snapshot("snapshot"_L1);
    QList<int> cells;
    for (const QJsonValue &column : header.array("cols"_L1, 1000)) {
        const QString name = column.toString();
        int cell = unknownCell;
        for (int meta = 0; meta < 4; ++meta)
            if (name == metaColumns[meta])
                cell = -1 - meta;
        if (cell == unknownCell && chunk.table.entity)
            if (const int field = chunk.table.entity->indexOf(QLatin1StringView(name.toLatin1())); field >= 0) {
                cell = field;
                chunk.table.columns.append(field);
            }
        cells.append(cell);
    }
    if (!header.ok() || !chunk.table.entity || !cells.contains(idCell) || !cells.contains(versionCell) || !cells.contains(scopeCell))
        return malformed();
    const qsizetype trailerAt = body.first(body.size() - 1).lastIndexOf('\n') + 1;
    if (trailerAt <= headerEnd || body[trailerAt] != '{')
        return cutOff();
    JsonReader trailer(QJsonValue(QJsonDocument::fromJson(body.sliced(trailerAt).toByteArray()).object()));
    const qint64 count = trailer.number("count"_L1);
    const QString hash = trailer.text("xxh64"_L1);
    chunk.last = trailer.flag("last"_L1);
    chunk.conflicts = json::toConflicts(trailer, "conflicts"_L1, vocabulary);
    for (const QJsonValue &name : trailer.array("empty"_L1, 1000))
        if (const Entity *entity = vocabulary.named(name.toString())) // null: of a newer program
            chunk.empty.append(entity);
    if (!trailer.ok())
        return cutOff();
    const QByteArrayView lines = body.sliced(headerEnd + 1, trailerAt - headerEnd - 1);
    Xxh64 sum;
    sum.add(lines);
    if (u"%1"_s.arg(sum.value(), 16, 16, QChar(u'0')) != hash)
        return cutOff();
    for (qsizetype from = 0; from < lines.size();) {
        const qsizetype to = lines.indexOf('\n', from);
        Row row{Record(*chunk.table.entity), {}};
        if (!readRow(lines.sliced(from, to - from), cells, row))
            return malformed();
        if (!chunk.table.rows.isEmpty() && row.record.id <= chunk.table.rows.last().record.id) // by ascending id, or the place reached means nothing
            return malformed();
        chunk.table.rows.append(std::move(row));
        from = to + 1;
    }
    if (chunk.table.rows.size() != count)
        return cutOff();
    return chunk;
}

// --- XXH64

namespace {
constexpr quint64 prime1 = 0x9e3779b185ebca87;
constexpr quint64 prime2 = 0xc2b2ae3d27d4eb4f;
constexpr quint64 prime3 = 0x165667b19e3779f9;
constexpr quint64 prime4 = 0x85ebca77c2b2ae63;
constexpr quint64 prime5 = 0x27d4eb2f165667c5;

template <typename T>
T little(const unsigned char *at)
{
    T value = 0;
    for (size_t i = 0; i < sizeof(T); ++i)
        value |= T(at[i]) << (8 * i);
    return value;
}

quint64 round(quint64 lane, quint64 input)
{
    return std::rotl(lane + input * prime2, 31) * prime1;
}
} // namespace

void Xxh64::add(QByteArrayView bytes)
{
    m_total += quint64(bytes.size());
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.data());
    qsizetype left = bytes.size();
    const auto stripe = [this](const unsigned char *from) {
        for (int lane = 0; lane < 4; ++lane)
            m_lanes[lane] = round(m_lanes[lane], little<quint64>(from + 8 * lane));
    };
    if (m_restSize > 0) {
        const qsizetype take = std::min<qsizetype>(left, 32 - m_restSize);
        std::memcpy(m_rest + m_restSize, at, size_t(take));
        m_restSize += int(take);
        at += take;
        left -= take;
        if (m_restSize < 32)
            return;
        stripe(m_rest);
        m_restSize = 0;
    }
    for (; left >= 32; at += 32, left -= 32)
        stripe(at);
    if (left > 0)
        std::memcpy(m_rest, at, size_t(left));
    m_restSize = int(left);
}

quint64 Xxh64::value() const
{
    quint64 hash = prime5;
    if (m_total >= 32) {
        hash = std::rotl(m_lanes[0], 1) + std::rotl(m_lanes[1], 7) + std::rotl(m_lanes[2], 12) + std::rotl(m_lanes[3], 18);
        for (const quint64 lane : m_lanes)
            hash = (hash ^ round(0, lane)) * prime1 + prime4;
    }
    hash += m_total;
    const unsigned char *at = m_rest;
    int left = m_restSize;
    for (; left >= 8; at += 8, left -= 8)
        hash = std::rotl(hash ^ round(0, little<quint64>(at)), 27) * prime1 + prime4;
    if (left >= 4) {
        hash = std::rotl(hash ^ (quint64(little<quint32>(at)) * prime1), 23) * prime2 + prime3;
        at += 4;
        left -= 4;
    }
    for (; left > 0; ++at, --left)
        hash = std::rotl(hash ^ (*at * prime5), 11) * prime1;
    hash = (hash ^ (hash >> 33)) * prime2;
    hash = (hash ^ (hash >> 29)) * prime3;
    return hash ^ (hash >> 32);
}

} // namespace kemai::wire
