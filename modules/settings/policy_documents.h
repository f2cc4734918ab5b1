// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The files administrators roll policies out with, made from the settings that have a policy:
 *
 *     kemai.admx, zh-CN/kemai.adml, en-US/kemai.adml    group policy, for the central store
 *     kemai.mobileconfig                                a macOS configuration profile, to be edited
 *     policies.json                                     Linux, to be copied to /etc/kemai and cut down
 *     README.md                                         the table of policies, both languages
 *
 * installer/policies holds them; tst_policy_documents compares and renews. Pure.
 */
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace kemai {

QMap<QString, QByteArray> policyDocuments(); // by path below installer/policies

} // namespace kemai
