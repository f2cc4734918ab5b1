// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DeskUser: whose desk this is. At a desk of an office whoever was enrolled there; without one the store's user whose login is the account
 * name of this computer's user, else its first one in sales; null in a store without users.
 */
#pragma once

#include "schema/records.h"
#include "widgets/language.h"

namespace kemai {

struct DeskUser {
    Id id;
    QString name;
    QString nameEn;
    QString team;
    QString teamEn;

    // "李佳 · 华东一组"; empty for nobody.
    QString title(Tongue tongue) const;
};

QString accountName(); // of this computer's user

Result<DeskUser> findDeskUser(Records &records, const QString &account);

} // namespace kemai
