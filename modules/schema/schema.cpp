// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schema.h"

#include "schema/change.h"
#include "schema/duplicate.h"
#include "schema/number_clue.h"
#include "schema/phrases.h"
#include "schema/portrait.h"
#include "schema/search.h"

#include <array>

namespace kemai {

namespace {
constexpr std::array entities{
    &user::entity, &team::entity, &customer::entity, &contact::entity, &phone::entity, &number_clue::entity, &email::entity,
    &address::entity, &tag::entity, &fact::entity, &relation::entity, &merge::entity, &interaction::entity, &task::entity, &promise::entity,
    &attachment::entity, &lead::entity, &opportunity::entity, &ticket::entity, &saved_view::entity,
    &field_definition::entity, &check_in_template::entity, &text_module::entity, &import_batch::entity, &match_rule::entity, &duplicate_pair::entity, &merge_batch::entity,
    &change_set::entity, &history::entity,
};
} // namespace

std::span<const Entity *const> allEntities()
{
    return entities;
}

const Entity *entityNamed(QStringView name)
{
    for (const Entity *entity : allEntities())
        if (name == QLatin1String(entity->name))
            return entity;
    return nullptr;
}

QString choiceLabel(const Field &field, QStringView code, bool chinese)
{
    const QString choices = QString::fromUtf16(field.choices ? field.choices : u"");
    for (const QStringView choice : QStringView(choices).split(u'|')) {
        const auto parts = choice.split(u'=');
        if (parts.size() == 3 && parts[0] == code)
            return (chinese ? parts[1] : parts[2]).toString();
    }
    return code.toString();
}

namespace {
constexpr std::array<const char16_t *, 8> originCodes{u"typed", u"import", u"call", u"rule",
                                                      u"inferred", u"channel", u"undo", u"sync"};
} // namespace

QString originCode(Origin origin)
{
    return QString::fromUtf16(originCodes[size_t(origin)]);
}

Origin originFromCode(QStringView code)
{
    for (size_t i = 0; i < originCodes.size(); ++i)
        if (code == QStringView(originCodes[i]))
            return Origin(i);
    return Origin::Typed;
}

QString Hit::whereCode(Where where)
{
    constexpr std::array<const char16_t *, 6> codes{u"name", u"company", u"contact", u"phone", u"email", u"address"};
    return QString::fromUtf16(codes[size_t(where)]);
}

QString Hit::howCode(How how)
{
    constexpr std::array<const char16_t *, 6> codes{u"whole", u"beginning", u"last-four", u"inside", u"pinyin", u"initials"};
    return QString::fromUtf16(codes[size_t(how)]);
}

} // namespace kemai
