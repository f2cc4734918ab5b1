// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The part of an address below the district, down to the door (R072): town, road, number, estate or tower, building, unit,
 * floor, room, as they are written in China:
 *
 *     三里屯街道工体北路8号院三里屯SOHO3号楼2单元12层1203室
 *     town      road    number estate building unit floor room
 *
 * Everything is taken from the text and in its order; what fits nowhere stands in `rest`. Lanes are numbers (1688弄23号), a
 * village with its group and house likewise (李家村3组18号). 3-2-501 behind an estate is building, unit, room.
 *
 * Reads the first addressLimit characters; bounded work. Pure and thread-safe.
 */
#pragma once

#include "text/address.h"

namespace kemai {

struct Door {
    QString town;     // 三里屯街道, 昆山镇, 李家村
    QString road;     // 工体北路, 人民南路四段
    QString number;   // 8号院, 1688弄23号, 3组18号
    QString estate;   // 三里屯SOHO, 国贸三期, 阳光花园
    QString building; // 3号楼, B座, 12栋
    QString unit;     // 2单元
    QString floor;    // 12层
    QString room;     // 1203室, 1203
    QString rest;

    // Whether a courier finds the door's house: a number at a road or in a village, or a building of an estate.
    bool hasDoor() const { return !number.isEmpty() || (!estate.isEmpty() && (!building.isEmpty() || !room.isEmpty())); }
    friend bool operator==(const Door &, const Door &) = default;
};

// rest: Address::rest of parseAddress().
[[nodiscard]] Door parseDoor(QStringView rest);

} // namespace kemai
