// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ServerSettings: what `kemai-server serve` is told: one JSON object from the configuration file, each key of which the environment
 * may replace (KEMAI_SERVER_LOG_LEVEL for "log_level"; lists separated by commas). README.md has the table of keys.
 * A key nobody knows, or a value that does not fit, stops the start: a typing error must not become a default.
 */
#pragma once

#include "base/result.h"
#include "server/http_server.h"

#include <QHash>
#include <QJsonObject>
#include <QProcessEnvironment>

namespace kemai {

struct ServerSettings {
    QByteArray database;            // libpq connection string or URI
    HttpSettings http;
    QString keyFile;                // server_key.h
    QString headFile;               // where the head of the audit is kept outside the database; empty: beside the key
    QStringList metricsFrom{QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    LogLevel logLevel = LogLevel::Info;
    int sessionMinutes = 15;
    int leaseHours = 72;            // R055
    int idleDays = 30;              // R060; 0: nobody is suspended
    int fileMb = 200;               // the largest file of an attachment; 1 MB is 1,000,000 bytes
    bool totpRequired = false;      // who has none set may not come in
    QHash<QByteArray, QByteArray> channels; // name -> secret of its signature
};

// Errors: Invalid "server.setting" (details: key, value), "server.settingUnknown" (key), "server.settingMissing" (key).
Result<ServerSettings> readServerSettings(QJsonObject file, const QProcessEnvironment &environment);

} // namespace kemai
