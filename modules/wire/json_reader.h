// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * JsonReader: members of one JSON object as typed values. Whatever is missing or of another type makes the reader not ok, once and
 * for good, and answers a default; who reads looks at ok() at the end instead of at every member. Within this module only.
 */
#pragma once

#include "wire/hybrid_time.h"
#include "wire/snapshot.h"
#include "base/id.h"

#include <QJsonArray>
#include <QJsonObject>

#include <limits>

namespace kemai::wire {

class JsonReader
{
public:
    explicit JsonReader(const QJsonValue &value) : m_object(value.toObject()), m_ok(value.isObject()) { }

    bool ok() const { return m_ok; }
    void refuse() { m_ok = false; }
    QJsonValue whole() const { return m_object; }
    bool has(QLatin1StringView name) const { return m_object.contains(name); }
    QJsonValue value(QLatin1StringView name) const { return m_object.value(name); }

    qint64 number(QLatin1StringView name, qint64 least = 0, qint64 most = std::numeric_limits<qint64>::max())
    {
        const auto whole = wholeNumber(m_object.value(name));
        if (!whole || *whole < least || *whole > most) {
            m_ok = false;
            return std::max<qint64>(least, 0);
        }
        return *whole;
    }
    qint64 numberOr(QLatin1StringView name, qint64 otherwise) { return has(name) ? number(name) : otherwise; }
    QString text(QLatin1StringView name, qsizetype longest = 4096)
    {
        const QJsonValue value = m_object.value(name);
        const QString text = value.toString();
        m_ok = m_ok && value.isString() && text.size() <= longest && !text.contains(QChar(0));
        return m_ok ? text : QString();
    }
    QString textOr(QLatin1StringView name) { return has(name) ? text(name) : QString(); }
    Id id(QLatin1StringView name) { return toId(m_object.value(name)); }
    Id idOr(QLatin1StringView name) { return has(name) ? id(name) : Id(); }
    Id toId(const QJsonValue &value)
    {
        const Id id = value.isString() ? Id::fromString(value.toString()) : Id();
        m_ok = m_ok && !id.isNull();
        return id;
    }
    bool flag(QLatin1StringView name) { return m_object.value(name).toBool(false); }
    QByteArray bytes(QLatin1StringView name, qsizetype longest = 4096)
    {
        const auto decoded = QByteArray::fromBase64Encoding(text(name, longest * 2).toLatin1(),
                                                            QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
        m_ok = m_ok && decoded && decoded.decoded.size() <= longest;
        return decoded.decoded;
    }
    HybridTime time(QLatin1StringView name) { return {has(name) ? number(name) : 0}; }
    Snapshot snapshot(QLatin1StringView name)
    {
        const auto snapshot = Snapshot::fromString(text(name, 512 * 1024));
        m_ok = m_ok && snapshot;
        return snapshot ? *snapshot : Snapshot();
    }
    QJsonArray array(QLatin1StringView name, qsizetype longest)
    {
        const QJsonValue value = m_object.value(name);
        m_ok = m_ok && (value.isArray() || value.isUndefined()) && value.toArray().size() <= longest;
        return m_ok ? value.toArray() : QJsonArray();
    }
    QJsonObject object(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        m_ok = m_ok && (value.isObject() || value.isUndefined());
        return value.toObject();
    }
    QList<qint32> scopes(QLatin1StringView name)
    {
        QList<qint32> all;
        for (const QJsonValue &one : array(name, 2 * 2000)) {
            const auto whole = wholeNumber(one);
            m_ok = m_ok && whole && *whole >= 0 && *whole <= std::numeric_limits<qint32>::max();
            all.append(m_ok ? qint32(*whole) : 0);
        }
        return all;
    }

    static std::optional<qint64> wholeNumber(const QJsonValue &value)
    {
        if (!value.isDouble())
            return {};
        const qint64 once = value.toInteger(-1);
        if (once == -1 && value.toInteger(-2) == -2) // not whole, or beyond 64 bits
            return {};
        return once;
    }

private:
    QJsonObject m_object;
    bool m_ok;
};

} // namespace kemai::wire
