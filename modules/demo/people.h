// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Names of people, companies and places for seeded data. Surnames come as often as in the 2020 census, roughly; the ones
 * that are read otherwise than the character usually is (单 曾 解 仇 区 查 任 盖) and two-character ones are all there.
 */
#pragma once

#include "demo/dice.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace kemai::demo {

struct PersonText {
    QString name;    // 张敏, Emma Brown
    QString letters; // for an email address: zhangmin, emma.brown
    QString surname;
};

PersonText chinesePerson(Dice &dice);
PersonText chinesePersonNamed(Dice &dice, const PersonText &relative); // of the same surname
PersonText foreignPerson(Dice &dice);

// One city with what stands in front of an address there.
struct Place {
    QString province; // official: 江苏省; of Beijing and its like the city itself
    QString city;     // official: 南京市
    QString brief;    // 南京
    QString areaCode; // 025
    QStringList districts; // official names
    int weight = 1;
};

const std::vector<Place> &places();
const Place &placeAt(Dice &dice); // larger cities more often

struct AddressText {
    QString written; // 江苏省南京市鼓楼区中山路128号3幢502室
    QString district;
};
AddressText addressIn(Dice &dice, const Place &place, bool company);

struct ForeignPlace {
    const char16_t *city;
    const char16_t *country;
    const char *region;  // ISO 3166
    const char *prefix;  // E.164 up to where the digits are free
    int free;            // how many are
    const char *streets;
};
const ForeignPlace &foreignPlaceAt(Dice &dice);

} // namespace kemai::demo
