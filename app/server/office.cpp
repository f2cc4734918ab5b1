// SPDX-License-Identifier: GPL-3.0-or-later
#include "office.h"

#include "ledger/migration.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace kemai {

Result<> OfficeSession::readConfiguration()
{
    const QString standard = QStringLiteral("/etc/kemai/server.json");
    const QString environment = qEnvironmentVariable("KEMAI_SERVER_CONFIG");
    const bool asked = arguments.has("config") || !environment.isEmpty();
    const QString name = arguments.value("config", environment.isEmpty() ? standard : environment);
    QFile in(name);
    if (!asked && !in.exists())
        return {};
    if (!in.open(QIODevice::ReadOnly))
        return fail(Error::Code::Invalid, QStringLiteral("office.configUnreadable"), {}, {name});
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(in.read(1024 * 1024), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return fail(Error::Code::Invalid, QStringLiteral("office.configMalformed"), error.errorString(), {name, QString::number(error.offset)});
    m_file = document.object();
    return {};
}

QString OfficeSession::setting(const char *key) const
{
    const QByteArray variable = "KEMAI_SERVER_" + QByteArray(key).toUpper();
    if (qEnvironmentVariableIsSet(variable.constData()))
        return qEnvironmentVariable(variable.constData());
    return m_file.value(QLatin1StringView(key)).toString();
}

Result<QByteArray> OfficeSession::database() const
{
    const QByteArray target = setting("database").toUtf8();
    if (target.isEmpty())
        return fail(Error::Code::Invalid, QStringLiteral("server.settingMissing"), {}, {QStringLiteral("database")});
    return target;
}

Result<ledger::Connection *> OfficeSession::connection(Version version)
{
    if (m_connection)
        return m_connection.get();
    const auto target = database();
    if (!target)
        return fail(target.error());
    // A person waits, and what is done here may take its time.
    auto opened = ledger::Connection::open(*target, {.statementTimeoutMs = 0, .idleInTransactionTimeoutMs = 0, .name = "kemai-server command"});
    if (!opened)
        return fail(opened.error());
    if (version == Version::This)
        if (const auto fits = ledger::checkVersion(**opened); !fits)
            return fail(fits.error());
    m_connection = std::move(*opened);
    return m_connection.get();
}

Result<ServerKey> OfficeSession::key() const
{
    const QString name = setting("server_key");
    if (name.isEmpty())
        return fail(Error::Code::Invalid, QStringLiteral("server.settingMissing"), {}, {QStringLiteral("server_key")});
    return ServerKey::read(name);
}

Result<ledger::SealKey> OfficeSession::sealKey() const
{
    const auto own = key();
    if (!own)
        return fail(own.error());
    return ledger::SealKey{own->publicKey(), [key = *own](QByteArrayView message) { return key.sign(message); }};
}

QString OfficeSession::headFile() const
{
    const QString head = arguments.value("head", setting("audit_head"));
    const QString keyFile = setting("server_key");
    return !head.isEmpty() || keyFile.isEmpty() ? head : keyFile + QStringLiteral(".head");
}

Exit OfficeSession::failed(const Error &error)
{
    out.error(error);
    // No database is something the system lacks, not a missing key store as in kemaictl.
    return error.code == Error::Code::Offline ? Exit::System : exitOf(error);
}

Exit OfficeSession::missingOperand(const char *operand)
{
    return failed(makeError(Error::Code::Invalid, QStringLiteral("ctl.operandMissing"), {}, {QLatin1StringView(operand)}));
}

Result<QString> OfficeSession::password() const
{
    const QString name = arguments.value("password-file");
    if (name.isEmpty())
        return fail(Error::Code::Invalid, QStringLiteral("office.passwordNeeded"));
    QFile in(name);
    const bool opened = name == QStringLiteral("-") ? in.open(0, QIODevice::ReadOnly) : in.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(Error::Code::Invalid, QStringLiteral("ctl.fileUnreadable"), {}, {name});
    QByteArray line = in.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

Result<ledger::UserAccount> OfficeSession::userNamed(const QString &login)
{
    const auto database = connection();
    if (!database)
        return fail(database.error());
    return ledger::IdentityLedger(**database, Clock::system()).userByLogin(login);
}

} // namespace kemai
