// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <functional>

#include <arpa/inet.h>

namespace kemai {

namespace {

bool isAddress(const QString &text)
{
    std::array<char, sizeof(in6_addr)> parsed;
    const QByteArray latin = text.toLatin1();
    return inet_pton(AF_INET, latin.constData(), parsed.data()) == 1 || inet_pton(AF_INET6, latin.constData(), parsed.data()) == 1;
}

using Reader = std::function<bool(ServerSettings &, const QJsonValue &)>;

struct Key {
    const char *name;
    Reader read;
};

Reader text(QString ServerSettings::*field)
{
    return [field](ServerSettings &settings, const QJsonValue &value) {
        settings.*field = value.toString();
        return value.isString() && !value.toString().isEmpty();
    };
}

std::optional<int> numberOf(const QJsonValue &value, int least, int most)
{
    bool whole = value.isDouble();
    int number = value.toInt(least - 1);
    if (value.isString()) // from the environment
        number = value.toString().toInt(&whole);
    return whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

template <typename Place>
Reader number(int least, int most, Place place)
{
    return [=](ServerSettings &settings, const QJsonValue &value) {
        const std::optional<int> read = numberOf(value, least, most);
        if (read)
            place(settings) = *read;
        return read.has_value();
    };
}

std::optional<QStringList> listOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().split(u',', Qt::SkipEmptyParts);
    if (!value.isArray())
        return std::nullopt;
    QStringList list;
    for (const QJsonValue &one : value.toArray()) {
        if (!one.isString())
            return std::nullopt;
        list << one.toString();
    }
    return list;
}

Reader addresses(std::function<QStringList &(ServerSettings &)> place)
{
    return [place](ServerSettings &settings, const QJsonValue &value) {
        const auto list = listOf(value);
        if (!list)
            return false;
        for (const QString &one : *list)
            if (!isAddress(one.trimmed()))
                return false;
        place(settings) = *list;
        return true;
    };
}

bool readListen(ServerSettings &settings, const QJsonValue &value) // "0.0.0.0:8443", "[::]:8443"
{
    const QString written = value.toString();
    const qsizetype colon = written.lastIndexOf(u':');
    QString address = written.left(colon);
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.mid(1, address.size() - 2);
    bool whole = false;
    const int port = colon < 0 ? -1 : written.mid(colon + 1).toInt(&whole);
    if (!whole || port < 0 || port > 65535 || !isAddress(address))
        return false;
    settings.http.address = address;
    settings.http.port = quint16(port);
    return true;
}

bool readChannels(ServerSettings &settings, const QJsonValue &value) // {"webform": "file with the secret"}
{
    if (!value.isObject())
        return false;
    const QJsonObject channels = value.toObject();
    for (auto it = channels.begin(); it != channels.end(); ++it) {
        QFile file(it.value().toString());
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray secret = file.read(4096).trimmed();
        if (secret.size() < 16)
            return false;
        settings.channels.insert(it.key().toUtf8(), secret);
    }
    return true;
}

const QList<Key> &keys()
{
    static const QList<Key> all{
        {"database", [](ServerSettings &s, const QJsonValue &v) { s.database = v.toString().toUtf8(); return v.isString(); }},
        {"listen", readListen},
        {"certificate", [](ServerSettings &s, const QJsonValue &v) { s.http.certificateFile = v.toString(); return v.isString(); }},
        {"certificate_key", [](ServerSettings &s, const QJsonValue &v) { s.http.keyFile = v.toString(); return v.isString(); }},
        {"server_key", text(&ServerSettings::keyFile)},
        {"audit_head", text(&ServerSettings::headFile)},
        {"trusted_proxies", addresses([](ServerSettings &s) -> QStringList & { return s.http.trustedProxies; })},
        {"metrics_from", addresses([](ServerSettings &s) -> QStringList & { return s.metricsFrom; })},
        {"log_level", [](ServerSettings &s, const QJsonValue &v) {
             const auto level = logLevelNamed(v.toString());
             s.logLevel = level.value_or(LogLevel::Info);
             return level.has_value();
         }},
        {"io_threads", number(0, 256, [](ServerSettings &s) -> int & { return s.http.ioThreads; })},
        {"database_threads", number(1, 256, [](ServerSettings &s) -> int & { return s.http.work.threads; })},
        {"snapshot_threads", number(1, 64, [](ServerSettings &s) -> int & { return s.http.stream.threads; })},
        {"password_threads", number(1, 16, [](ServerSettings &s) -> int & { return s.http.password.threads; })},
        {"connections", number(1, 1'000'000, [](ServerSettings &s) -> int & { return s.http.limits.connections; })},
        {"connections_per_address", number(1, 1'000'000, [](ServerSettings &s) -> int & { return s.http.limits.connectionsPerAddress; })},
        {"session_minutes", number(1, 60, [](ServerSettings &s) -> int & { return s.sessionMinutes; })},
        {"lease_hours", number(1, 24 * 90, [](ServerSettings &s) -> int & { return s.leaseHours; })},
        {"idle_days", number(0, 3650, [](ServerSettings &s) -> int & { return s.idleDays; })},
        {"file_mb", number(1, 2000, [](ServerSettings &s) -> int & { return s.fileMb; })},
        {"totp_required", [](ServerSettings &s, const QJsonValue &v) {
             s.totpRequired = v.isString() ? v.toString() == u"true" : v.toBool();
             return v.isBool() || v.toString() == u"true" || v.toString() == u"false";
         }},
        {"channels", readChannels},
    };
    return all;
}

} // namespace

Result<ServerSettings> readServerSettings(QJsonObject file, const QProcessEnvironment &environment)
{
    const QString prefix = QStringLiteral("KEMAI_SERVER_");
    for (const Key &key : keys()) {
        const QString name = QLatin1String(key.name);
        const QString set = environment.value(prefix + name.toUpper());
        if (set.isEmpty())
            continue;
        file.insert(name, set.startsWith(u'{') ? QJsonValue(QJsonDocument::fromJson(set.toUtf8()).object()) : QJsonValue(set));
    }
    ServerSettings settings;
    for (auto it = file.constBegin(); it != file.constEnd(); ++it) {
        const auto key = std::find_if(keys().begin(), keys().end(), [&](const Key &one) { return it.key() == QLatin1String(one.name); });
        if (key == keys().end())
            return fail(Error::Code::Invalid, QStringLiteral("server.settingUnknown"), {}, {it.key()});
        if (!key->read(settings, it.value()))
            return fail(Error::Code::Invalid, QStringLiteral("server.setting"), {}, {it.key(), it.value().toVariant().toString()});
    }
    for (const auto &[name, missing] : {std::pair("database", settings.database.isEmpty()), std::pair("certificate", settings.http.certificateFile.isEmpty()),
                                        std::pair("certificate_key", settings.http.keyFile.isEmpty()), std::pair("server_key", settings.keyFile.isEmpty())})
        if (missing)
            return fail(Error::Code::Invalid, QStringLiteral("server.settingMissing"), {}, {QLatin1String(name)});
    return settings;
}

} // namespace kemai
