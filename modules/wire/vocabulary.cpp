// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/vocabulary.h"

#include "schema/schema.h"

namespace kemai::wire {

const Entity *Vocabulary::named(QStringView name) const
{
    for (const Entity *entity : entities)
        if (entity->storage == Storage::Records && name == QLatin1StringView(entity->name))
            return entity;
    return nullptr;
}

const MergeGroup *Vocabulary::groupOf(const Entity &entity, int field) const
{
    for (const MergeGroup &group : groups)
        if (group.entity == &entity && group.has(field))
            return &group;
    return nullptr;
}

// What people look for before what was said to them: a million customers are not to wait for ten million interactions.
const Vocabulary &Vocabulary::shipped()
{
    static const QList<const Entity *> entities = [] {
        QList<const Entity *> all(allEntities().begin(), allEntities().end());
        all.removeOne(&interaction::entity);
        all.append(&interaction::entity);
        return all;
    }();
    static const Vocabulary all{entities, mergeGroups()};
    return all;
}

} // namespace kemai::wire
