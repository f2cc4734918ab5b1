// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The made-up office of the simulator: two tables of one schema in two versions, its groups, and what a person may see.
 *
 * `thing` has every kind of field; its newest version has one more than the one before. `note` hangs on a thing by name only. Scopes
 * 0 .. devices-1 belong to one desk each, 10 and 11 to several.
 */
#pragma once

#include "sync/access.h"
#include "wire/vocabulary.h"

#include <QSet>

#include <array>
#include <random>

namespace kemai::office {

using namespace kemai::sync;

enum ThingField : int { fieldA, fieldB, amount, currency, folded, counted, owner, secret, parent, extra };

inline constexpr Field thingFields[] = {
    {.name = "a", .type = Type::Text, .zh = u"", .en = u""},
    {.name = "b", .type = Type::Text, .zh = u"", .en = u""},
    {.name = "amount", .type = Type::Text, .zh = u"", .en = u""},
    {.name = "currency", .type = Type::Text, .zh = u"", .en = u""},
    {.name = "folded", .type = Type::Text, .zh = u"", .en = u"", .merge = Merge::Derived, .derivedFrom = "b"},
    {.name = "counted", .type = Type::Integer, .zh = u"", .en = u"", .merge = Merge::Counter},
    {.name = "owner", .type = Type::Integer, .zh = u"", .en = u"", .merge = Merge::Server},
    {.name = "secret", .type = Type::Text, .zh = u"", .en = u"", .flags = Sensitive},
    {.name = "parent", .type = Type::Reference, .zh = u"", .en = u"", .refers = "thing"},
    {.name = "extra", .type = Type::Text, .zh = u"", .en = u""}, // of the newest version only
};
inline constexpr Field noteFields[] = {
    {.name = "text", .type = Type::Text, .zh = u"", .en = u""},
    {.name = "at", .type = Type::Time, .zh = u"", .en = u"", .merge = Merge::Append},
};
inline constexpr Entity thing{"thing", u"", u"", thingFields};
inline constexpr Entity thingBefore{"thing", u"", u"", std::span(thingFields).first(9)};
inline constexpr Entity note{"note", u"", u"", noteFields};

inline constexpr std::array<const Entity *, 2> entitiesNow{&thing, &note};
inline constexpr std::array<const Entity *, 2> entitiesBefore{&thingBefore, &note};
inline constexpr std::array groupsNow{MergeGroup{&thing, "value", (1u << amount) | (1u << currency)}};
inline constexpr std::array groupsBefore{MergeGroup{&thingBefore, "value", (1u << amount) | (1u << currency)}};

inline const wire::Vocabulary newest{entitiesNow, groupsNow};
inline const wire::Vocabulary earlier{entitiesBefore, groupsBefore};

// What crosses the wire between two programs of different versions: columns by name, what is not known is passed over.
inline const Entity *sameIn(const wire::Vocabulary &vocabulary, const Entity *entity)
{
    return entity ? vocabulary.named(QString::fromLatin1(entity->name)) : nullptr;
}

struct Rights {
    QSet<qint32> scopes;
    QSet<qint32> readOnly; // of them
    wire::Mask mask;       // columns in terms of `newest`
};

class OfficeAccess : public Access
{
public:
    OfficeAccess(Rights rights, qint32 ownScope) : m_rights(std::move(rights)), m_own(ownScope) { }

    QList<qint32> scopes() const override
    {
        QList<qint32> all(m_rights.scopes.begin(), m_rights.scopes.end());
        std::sort(all.begin(), all.end());
        return all;
    }
    wire::Mask mask() const override { return m_rights.mask; }
    QString refuses(const wire::Mutation &, const StampedRow *row) const override
    {
        return row && m_rights.readOnly.contains(row->scope) ? QStringLiteral("sync.readOnly") : QString();
    }
    QString refusesField(const wire::Mutation &, const StampedRow *, int) const override { return {}; }
    bool mayCommand(const wire::Mutation &, const StampedRow *row, int) const override { return row == nullptr; }
    // A thing belongs to the scope its owner names, and so does a note, by its time field's low digits in this office.
    Placement place(const Record &after, const StampedRow *before) const override
    {
        if (before)
            return {before->scope, before->shares};
        if (after.entity() == &thing && !after.value(owner).isNull())
            return {qint32(after.value(owner).toNumber()), {}};
        return {m_own, {}};
    }

private:
    Rights m_rights;
    qint32 m_own;
};

class SeededDice : public std::mt19937_64
{
public:
    using std::mt19937_64::mt19937_64;
    int below(int n) { return int((*this)() % quint64(n)); }
    bool chance(double p) { return double((*this)() >> 11) * 0x1.0p-53 < p; }
    template <typename List>
    auto &pick(List &list) { return list[list.size() == 0 ? 0 : below(int(list.size()))]; }
};

} // namespace kemai::office
