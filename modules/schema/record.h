// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Record: one row of one entity, as read from a database. A plain value, free to copy and to move between
 * threads. Fields a query did not select are null.
 */
#pragma once

#include "schema/entity.h"
#include "schema/value.h"

#include <vector>

namespace kemai {

class Record
{
public:
    Record() = default;
    explicit Record(const Entity &entity) : m_entity(&entity), m_values(entity.fields.size()) { }

    const Entity *entity() const { return m_entity; }

    Id id;
    qint64 version = 0;   // +1 with each accepted change; 0: never stored
    qint64 removedMs = 0; // when it was withdrawn; 0: it was not

    const Value &value(int index) const { return m_values[size_t(index)]; }
    void setValue(int index, Value value) { m_values[size_t(index)] = std::move(value); }

    template <typename T>
    T operator[](const FieldOf<T> &field) const
    {
        Q_ASSERT(field.entity == m_entity);
        const Value &v = value(field.index);
        if constexpr (std::is_same_v<T, QString>)
            return v.toText();
        else if constexpr (std::is_same_v<T, Id>)
            return v.toId();
        else if constexpr (std::is_same_v<T, bool>)
            return v.toNumber() != 0;
        else
            return v.toNumber();
    }
    template <typename T>
    void set(const FieldOf<T> &field, const std::type_identity_t<T> &value)
    {
        Q_ASSERT(field.entity == m_entity);
        setValue(field.index, Value(value));
    }
    template <typename T>
    bool isNull(const FieldOf<T> &field) const { return value(field.index).isNull(); }

private:
    const Entity *m_entity = nullptr;
    std::vector<Value> m_values;
};

} // namespace kemai
