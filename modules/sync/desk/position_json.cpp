// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/position_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace kemai::sync {

using namespace Qt::StringLiterals;

QByteArray toJson(const Position &position)
{
    QJsonObject object{{u"device"_s, position.device.toString()}, {u"time"_s, position.lastTime.value}, {u"last_mid"_s, position.lastMid},
                       {u"acknowledged_mid"_s, position.acknowledgedMid}, {u"reconciling"_s, position.reconciling}, {u"mask_ver"_s, position.mask.version}};
    if (!position.epoch.isNull())
        object.insert("epoch"_L1, position.epoch.toString());
    if (position.cursor) {
        object.insert("base"_L1, position.cursor->base.toString());
        if (position.cursor->to) {
            object.insert("to"_L1, position.cursor->to->toString());
            object.insert("after"_L1, position.cursor->after);
        }
    }
    QJsonArray hidden;
    for (const wire::Mask::Column &column : position.mask.hidden)
        hidden.append(QString(QString::fromLatin1(column.entity->name) + u'.' + QString::fromLatin1(column.entity->fields[size_t(column.field)].name)));
    object.insert("hidden"_L1, hidden);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<Position> positionFromJson(QByteArrayView json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toByteArray()).object();
    Position position;
    position.device = Id::fromString(object.value("device"_L1).toString());
    position.epoch = object.contains("epoch"_L1) ? Id::fromString(object.value("epoch"_L1).toString()) : Id();
    position.lastTime.value = object.value("time"_L1).toInteger();
    position.lastMid = object.value("last_mid"_L1).toInteger();
    position.acknowledgedMid = object.value("acknowledged_mid"_L1).toInteger();
    position.reconciling = object.value("reconciling"_L1).toBool();
    position.mask.version = object.value("mask_ver"_L1).toInteger();
    const auto unreadable = [] { return fail(Error::Code::Corrupt, u"sync.positionUnreadable"_s, u"the place reached in synchronization cannot be read"_s); };
    if (position.device.isNull())
        return unreadable();
    if (object.contains("base"_L1)) {
        const auto base = wire::Snapshot::fromString(object.value("base"_L1).toString());
        if (!base)
            return unreadable();
        position.cursor = wire::Cursor{*base, {}, 0};
        if (object.contains("to"_L1)) {
            const auto to = wire::Snapshot::fromString(object.value("to"_L1).toString());
            if (!to)
                return unreadable();
            position.cursor->to = *to;
            position.cursor->after = object.value("after"_L1).toInteger();
        }
    }
    for (const QJsonValue &one : object.value("hidden"_L1).toArray()) {
        const QStringList parts = one.toString().split(u'.');
        const Entity *entity = parts.size() == 2 ? wire::Vocabulary::shipped().named(parts[0]) : nullptr;
        const int field = entity ? entity->indexOf(QLatin1StringView(parts[1].toLatin1())) : -1;
        if (field >= 0)
            position.mask.hidden.append({entity, field});
    }
    return position;
}

} // namespace kemai::sync
