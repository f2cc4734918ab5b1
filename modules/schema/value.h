// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Value: what one column of one record holds: nothing, a whole number, a text or an id.
 *
 * Booleans are 0 and 1; times are UTC milliseconds; money is minor units (fen, cents), never a float;
 * dates are ISO texts (2026-11-22) because a birthday has no time zone. An empty text is null: there is
 * one way to say "nothing", so that a filter for it finds all of it.
 */
#pragma once

#include "base/id.h"

#include <QString>

#include <variant>

namespace kemai {

class Value
{
public:
    Value() = default;
    Value(qint64 number) : m_value(number) { }
    Value(int number) : m_value(qint64(number)) { }
    Value(bool truth) : m_value(qint64(truth)) { }
    Value(QString text)
    {
        if (!text.isEmpty())
            m_value = std::move(text);
    }
    Value(const char16_t *text) : Value(QString::fromUtf16(text)) { }
    Value(const char *) = delete; // would otherwise convert to bool
    Value(const Id &id)
    {
        if (!id.isNull())
            m_value = id;
    }

    bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    bool isNumber() const { return std::holds_alternative<qint64>(m_value); }
    bool isText() const { return std::holds_alternative<QString>(m_value); }
    bool isId() const { return std::holds_alternative<Id>(m_value); }

    qint64 toNumber() const { return isNumber() ? std::get<qint64>(m_value) : 0; }
    QString toText() const { return isText() ? std::get<QString>(m_value) : QString(); }
    Id toId() const { return isId() ? std::get<Id>(m_value) : Id(); }

    const QString *text() const { return std::get_if<QString>(&m_value); }
    const qint64 *number() const { return std::get_if<qint64>(&m_value); }
    const Id *id() const { return std::get_if<Id>(&m_value); }

    friend bool operator==(const Value &, const Value &) = default;

private:
    std::variant<std::monostate, qint64, QString, Id> m_value;
};

} // namespace kemai
