// SPDX-License-Identifier: GPL-3.0-or-later
// Who works at the demo company: teams and users, Chinese and English names.
#pragma once

#include "base/id.h"

#include <QString>

#include <span>

namespace kemai::demo {

struct TeamText {
    const char16_t *zh;
    const char16_t *en;
    int parent; // place in the list; -1: none
};

enum class Duty : quint8 { Admin, Supervisor, Sales, Service, Overseas };

struct UserText {
    const char16_t *login;
    const char16_t *zh;
    const char16_t *en;
    int team;
    Duty duty;
};

std::span<const TeamText> teams();
std::span<const UserText> users();
std::span<const int> usersOf(Duty duty); // places in users()
int userNamed(QStringView zh);           // place in users(); -1

} // namespace kemai::demo
