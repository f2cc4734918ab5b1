// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "ledger/check.h"
#include "ledger/migration.h"

#include <QFile>
#include <QJsonArray>

namespace kemai {

Exit runMigrate(OfficeSession &office)
{
    const auto connection = office.connection(OfficeSession::Version::Any);
    if (!connection)
        return office.failed(connection.error());
    const auto done = ledger::migrate(**connection, Clock::system().nowMs());
    if (!done)
        return office.failed(done.error());
    const ledger::DatabaseVersion now = ledger::programVersion();
    office.out.line(office.out.say(u"版本 %1.%2 → %3.%4；新建表 %5，新增列 %6，新建索引 %7。", u"Version %1.%2 -> %3.%4; %5 tables made, %6 columns added, %7 indexes made.")
                        .arg(done->from.schema).arg(done->from.machinery).arg(now.schema).arg(now.machinery).arg(done->tables).arg(done->columns).arg(done->indexes));
    office.out.result(QJsonObject{{QStringLiteral("from"), done->from.schema}, {QStringLiteral("to"), now.schema}, {QStringLiteral("tables"), done->tables},
                                  {QStringLiteral("columns"), done->columns}, {QStringLiteral("indexes"), done->indexes}});
    return Exit::Done;
}

Exit runKey(OfficeSession &office)
{
    const QString file = office.setting("server_key");
    if (file.isEmpty())
        return office.failed(makeError(Error::Code::Invalid, QStringLiteral("server.settingMissing"), {}, {QStringLiteral("server_key")}));
    const auto key = QFile::exists(file) ? ServerKey::read(file) : ServerKey::make(file);
    if (!key)
        return office.failed(key.error());
    office.out.line(QString::fromLatin1(key->publicKey().toHex()));
    office.out.result(QJsonObject{{QStringLiteral("public_key"), QString::fromLatin1(key->publicKey().toHex())}});
    return Exit::Done;
}

Exit runSeal(OfficeSession &office)
{
    const auto key = office.sealKey();
    if (!key)
        return office.failed(key.error());
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    const auto made = ledger::sealAudit(**connection, *key, Clock::system().nowMs());
    if (!made)
        return office.failed(made.error());
    const auto last = *made ? Result<std::optional<ledger::Seal>>(*made) : ledger::lastSeal(**connection);
    if (!last)
        return office.failed(last.error());
    if (*last && !office.headFile().isEmpty())
        if (const auto written = ledger::writeHead(office.headFile(), **last); !written)
            return office.failed(written.error());
    const qint64 n = *last ? (*last)->n : 0;
    office.out.line(*made ? office.out.say(u"封印 %1：%2 次变更，%3 行。", u"Seal %1: %2 change sets, %3 lines.").arg(n).arg((*made)->sets).arg((*made)->lines)
                          : office.out.say(u"没有新的内容，仍为封印 %1。", u"Nothing new; it stays seal %1.").arg(n));
    office.out.result(QJsonObject{{QStringLiteral("seal"), n}, {QStringLiteral("new"), made->has_value()},
                                  {QStringLiteral("hash"), *last ? QString::fromLatin1((*last)->hash.toHex()) : QString()}});
    return Exit::Done;
}

Exit runFsck(OfficeSession &office)
{
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    QList<QByteArray> trusted;
    if (!office.setting("server_key").isEmpty()) {
        const auto key = office.key();
        if (!key)
            return office.failed(key.error());
        trusted << key->publicKey();
    }
    std::optional<ledger::Seal> head;
    if (!office.headFile().isEmpty()) {
        const auto read = ledger::readHead(office.headFile());
        if (!read)
            return office.failed(read.error());
        head = *read;
    }
    const auto audit = ledger::checkAudit(**connection, trusted, head, [&office](qint64 done, qint64 total) {
        return office.out.progress(office.out.say(u"审计链", u"Audit"), done, total);
    });
    office.out.progressDone();
    if (!audit)
        return office.failed(audit.error());
    ledger::CheckReport tables;
    if (!office.arguments.has("quick")) {
        const auto checked = ledger::checkTables(**connection, office.arguments.has("repair") ? ledger::Repair::Scopes : ledger::Repair::Nothing);
        if (!checked)
            return office.failed(checked.error());
        tables = *checked;
    }
    office.out.line(office.out.say(u"审计链：封印 %1，变更 %2，行 %3，尚未封印 %4", u"Audit: %1 seals, %2 change sets, %3 lines, %4 not sealed yet")
                        .arg(audit->seals).arg(audit->sets).arg(audit->lines).arg(audit->unsealedSets));
    if (!audit->sound())
        office.out.line(office.out.say(u"审计链有问题：", u"The audit does not hold: ") + audit->what);
    if (trusted.isEmpty())
        office.out.note(office.out.say(u"没有设置 server_key：未核对签名者。", u"No server_key is set: who signed was not compared."));
    QJsonArray counts;
    for (const ledger::TableCount &count : std::as_const(tables.counts)) {
        counts << QJsonObject{{QStringLiteral("table"), QString::fromLatin1(count.table)}, {QStringLiteral("rows"), count.rows}, {QStringLiteral("removed"), count.removed}};
        office.out.line(QString::fromLatin1(count.table).leftJustified(20) + QString::number(count.rows).rightJustified(12));
    }
    QJsonArray findings;
    for (const ledger::Finding &finding : std::as_const(tables.findings)) {
        findings << QJsonObject{{QStringLiteral("kind"), ledger::Finding::code(finding.kind)}, {QStringLiteral("table"), QString::fromLatin1(finding.table)},
                                {QStringLiteral("rows"), finding.rows}, {QStringLiteral("example"), finding.example.toString()}, {QStringLiteral("wrong"), finding.isWrong()}};
        office.out.line((finding.isWrong() ? office.out.say(u"问题 ", u"wrong ") : office.out.say(u"提示 ", u"note  ")) + ledger::Finding::code(finding.kind).leftJustified(18)
                        + QString::fromLatin1(finding.table).leftJustified(18) + QString::number(finding.rows) + QStringLiteral("  ") + finding.example.toString());
    }
    if (tables.repaired > 0)
        office.out.line(office.out.say(u"已重新计算范围：%1 行", u"Scopes computed anew: %1 rows").arg(tables.repaired));
    const bool sound = audit->sound() && tables.sound();
    office.out.result(QJsonObject{{QStringLiteral("sound"), sound}, {QStringLiteral("seals"), audit->seals}, {QStringLiteral("sets"), audit->sets},
                                  {QStringLiteral("lines"), audit->lines}, {QStringLiteral("unsealed"), audit->unsealedSets}, {QStringLiteral("broken_at"), audit->brokenAt},
                                  {QStringLiteral("missing"), audit->missing}, {QStringLiteral("what"), audit->what}, {QStringLiteral("counts"), counts},
                                  {QStringLiteral("findings"), findings}, {QStringLiteral("repaired"), tables.repaired}});
    return sound ? Exit::Done : Exit::Wrong;
}

} // namespace kemai
