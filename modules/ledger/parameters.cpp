// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/parameters.h"

#include <QtEndian>

namespace kemai::ledger {

namespace {

// From PostgreSQL's pg_type.dat: fixed for ever.
enum Oid : unsigned {
    Bool = 16,
    Bytea = 17,
    Int8 = 20,
    Int4 = 23,
    Text = 25,
    Json = 114,
    JsonArray = 199,
    BoolArray = 1000,
    Int4Array = 1007,
    TextArray = 1009,
    Int8Array = 1016,
    Uuid = 2950,
    UuidArray = 2951,
    Jsonb = 3802,
    JsonbArray = 3807,
};

template <typename Number>
QByteArray bigEndian(Number number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

// array_recv: dimensions, whether there are nulls, the elements' type, length, lower bound; then length and bytes of each.
class Array
{
public:
    Array(unsigned element, qsizetype count)
    {
        m_bytes.reserve(20 + 24 * count);
        m_bytes += bigEndian<qint32>(1) + bigEndian<qint32>(1) + bigEndian<quint32>(element) + bigEndian<qint32>(qint32(count)) + bigEndian<qint32>(1);
    }
    void add(QByteArrayView bytes)
    {
        appendNumber(qint32(bytes.size()));
        m_bytes.append(bytes.data(), bytes.size());
    }
    void addNumber(qint64 number)
    {
        char bytes[8];
        qToBigEndian(number, bytes);
        add(QByteArrayView(bytes, 8));
    }
    void addNull() { appendNumber(-1); }
    const QByteArray &bytes() const { return m_bytes; }

private:
    void appendNumber(qint32 number)
    {
        char bytes[4];
        qToBigEndian(number, bytes);
        m_bytes.append(bytes, 4);
    }

    QByteArray m_bytes;
};

struct ColumnType {
    Oid one;
    Oid array;
};

ColumnType columnType(Type type)
{
    switch (type) {
    case Type::Text:
    case Type::Choice:
    case Type::Date: return {Text, TextArray};
    case Type::Json: return {Json, JsonArray};
    case Type::Integer:
    case Type::Time:
    case Type::Money: return {Int8, Int8Array};
    case Type::Boolean: return {Bool, BoolArray};
    case Type::Reference: return {Uuid, UuidArray};
    }
    return {Text, TextArray};
}

} // namespace

Parameters &Parameters::append(unsigned type, const QByteArray &bytes, bool isNull)
{
    m_types.push_back(type);
    m_bytes.push_back(isNull ? QByteArray() : bytes.isNull() ? QByteArray("") : bytes);
    m_lengths.push_back(isNull ? 0 : int(bytes.size()));
    return *this;
}

Parameters &Parameters::add(const Id &id) { return append(Uuid, id.bytes().toByteArray(), id.isNull()); }
Parameters &Parameters::add(qint64 number) { return append(Int8, bigEndian(number)); }
Parameters &Parameters::addInt(qint32 number) { return append(Int4, bigEndian(number)); }
Parameters &Parameters::addTruth(bool truth) { return append(Bool, QByteArray(1, char(truth))); }
Parameters &Parameters::addBytes(QByteArrayView bytes) { return append(Bytea, bytes.toByteArray()); }
Parameters &Parameters::addNull(Type type) { return append(columnType(type).one, {}, true); }

Parameters &Parameters::addText(QByteArrayView utf8)
{
    m_nul = m_nul || utf8.contains('\0');
    return append(Text, utf8.toByteArray());
}

Parameters &Parameters::addJson(QByteArrayView utf8)
{
    m_nul = m_nul || utf8.contains('\0');
    return append(Json, utf8.toByteArray());
}

Parameters &Parameters::add(const Value &value, Type type)
{
    const Oid oid = columnType(type).one;
    if (const QString *text = value.text(); text && (oid == Text || oid == Json)) {
        const QByteArray utf8 = text->toUtf8();
        m_nul = m_nul || utf8.contains('\0');
        return append(oid, utf8);
    }
    if (const qint64 *number = value.number(); number && oid == Int8)
        return add(*number);
    if (const qint64 *number = value.number(); number && oid == Bool)
        return addTruth(*number != 0);
    if (const Id *id = value.id(); id && oid == Uuid)
        return add(*id);
    return append(oid, {}, true);
}

Parameters &Parameters::addIds(const QList<Id> &ids)
{
    Array array(Uuid, ids.size());
    for (const Id &id : ids)
        id.isNull() ? array.addNull() : array.add(id.bytes());
    return append(UuidArray, array.bytes());
}

Parameters &Parameters::addNumbers(const QList<qint64> &numbers)
{
    Array array(Int8, numbers.size());
    for (const qint64 number : numbers)
        array.addNumber(number);
    return append(Int8Array, array.bytes());
}

Parameters &Parameters::addInts(const QList<qint32> &numbers)
{
    Array array(Int4, numbers.size());
    for (const qint32 number : numbers)
        array.add(bigEndian(number));
    return append(Int4Array, array.bytes());
}

Parameters &Parameters::addTexts(const QList<QByteArray> &utf8)
{
    Array array(Text, utf8.size());
    for (const QByteArray &text : utf8) {
        m_nul = m_nul || text.contains('\0');
        text.isNull() ? array.addNull() : array.add(text);
    }
    return append(TextArray, array.bytes());
}

Parameters &Parameters::addJsons(const QList<QByteArray> &utf8)
{
    Array array(Json, utf8.size());
    for (const QByteArray &text : utf8) {
        m_nul = m_nul || text.contains('\0');
        text.isNull() ? array.addNull() : array.add(text);
    }
    return append(JsonArray, array.bytes());
}

Parameters &Parameters::addJsonbs(const QList<QByteArray> &utf8)
{
    Array array(Jsonb, utf8.size());
    for (const QByteArray &text : utf8) {
        m_nul = m_nul || text.contains('\0');
        text.isNull() ? array.addNull() : array.add(QByteArray("\1" + text)); // the version of the format
    }
    return append(JsonbArray, array.bytes());
}

Parameters &Parameters::addValues(const QList<Value> &values, Type type)
{
    const ColumnType oid = columnType(type);
    Array array(oid.one, values.size());
    for (const Value &value : values) {
        if (const QString *text = value.text(); text && (oid.one == Text || oid.one == Json)) {
            const QByteArray utf8 = text->toUtf8();
            m_nul = m_nul || utf8.contains('\0');
            array.add(utf8);
        } else if (const qint64 *number = value.number(); number && oid.one == Int8) {
            array.addNumber(*number);
        } else if (number && oid.one == Bool) {
            array.add(QByteArray(1, char(*number != 0)));
        } else if (const Id *id = value.id(); id && oid.one == Uuid) {
            array.add(id->bytes());
        } else {
            array.addNull();
        }
    }
    return append(oid.array, array.bytes());
}

std::vector<const char *> Parameters::values() const
{
    std::vector<const char *> all;
    all.reserve(m_bytes.size());
    for (const QByteArray &bytes : m_bytes)
        all.push_back(bytes.isNull() ? nullptr : bytes.constData());
    return all;
}

} // namespace kemai::ledger
