// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeSession: one run of kemai-server: its command line, its settings, what it prints, its connection.
 *
 * Settings: the JSON file of --config (otherwise $KEMAI_SERVER_CONFIG, otherwise /etc/kemai/server.json if it is there), each key of which
 * the environment may replace: KEMAI_SERVER_DATABASE for "database". `serve` reads the same file (modules/server/settings.h).
 */
#pragma once

#include "arguments.h"
#include "ledger/audit_chain.h"
#include "ledger/connection.h"
#include "ledger/identity_ledger.h"
#include "output.h"
#include "server/server_key.h"

#include <QJsonObject>

#include <memory>

namespace kemai {

class OfficeSession
{
public:
    OfficeSession(const Arguments &given, Output &output) : arguments(given), out(output) { }

    const Arguments &arguments;
    Output &out;

    Result<> readConfiguration();
    const QJsonObject &file() const { return m_file; }
    QString setting(const char *key) const; // the environment's, else the file's, else empty

    Result<QByteArray> database() const; // Invalid "server.settingMissing"
    // Open, and of this program's version unless `anyVersion`.
    enum class Version : quint8 { This, Any };
    Result<ledger::Connection *> connection(Version version = Version::This);
    Result<ServerKey> key() const;
    Result<ledger::SealKey> sealKey() const;
    QString headFile() const; // "audit_head", or beside the key; empty: neither is set

    Exit failed(const Error &error);
    Exit missingOperand(const char *operand);
    // The first line of --password-file, or of standard input if it is "-".
    Result<QString> password() const;
    Result<ledger::UserAccount> userNamed(const QString &login);

private:
    QJsonObject m_file;
    std::unique_ptr<ledger::Connection> m_connection;
};

} // namespace kemai
