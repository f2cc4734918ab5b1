// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "text/phone.h"
#include "text/pinyin.h"
#include "vault/archive.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

namespace kemai {

namespace {

QString stageText(Output &out, ArchiveStage stage)
{
    switch (stage) {
    case ArchiveStage::CopyingDatabase: return out.say(u"复制数据库", u"copying the database");
    case ArchiveStage::CheckingDatabase: return out.say(u"检查数据库", u"checking the database");
    case ArchiveStage::CopyingAttachments: return out.say(u"复制附件", u"copying attachments");
    case ArchiveStage::CheckingAttachments: return out.say(u"检查附件", u"checking attachments");
    case ArchiveStage::Writing: return out.say(u"写入", u"writing");
    case ArchiveStage::Verifying: return out.say(u"核对", u"verifying");
    }
    return {};
}

ArchiveProgress progressTo(Output &out)
{
    return [&out](ArchiveStage stage, qint64 done, qint64 total) { return out.progress(stageText(out, stage), done, total); };
}

} // namespace

Exit runInit(Session &session)
{
    Output &out = session.out;
    Result<Unlock> unlock = Unlock::byKeyStore();
    if (session.givesPassphrase())
        unlock = session.passphrase();
    if (!unlock)
        return failed(session, unlock.error());
    const bool keyStore = unlock->with == Unlock::With::KeyStore;
    const auto made = Store::create(session.directory(), std::move(*unlock));
    if (!made)
        return failed(session, made.error());
    out.line(out.say(u"已新建加密客户库：", u"Made an encrypted store: ") + session.directory());
    out.line(keyStore ? out.say(u"密钥保存在系统密钥库中。", u"Its key is in the system's key store.")
                      : out.say(u"密钥由口令保护；口令丢失后数据无法恢复。", u"Its key is protected by the passphrase; without it the data cannot be recovered."));
    out.result(QJsonObject{{QStringLiteral("store"), session.directory()},
                           {QStringLiteral("protection"), keyStore ? QStringLiteral("key-store") : QStringLiteral("passphrase")}});
    return Exit::Done;
}

Exit runBackup(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "FILE");
    const QString file = session.arguments.operands.first();
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    BackupOptions options;
    if (session.arguments.has("backup-passphrase-file")) {
        Arguments other = session.arguments;
        other.options.insert(QStringLiteral("passphrase-file"), session.arguments.value("backup-passphrase-file"));
        Session reader(other, session.out);
        auto unlock = reader.passphrase();
        if (!unlock)
            return failed(session, unlock.error());
        options.passphrase = std::move(unlock->passphrase);
    }
    Output &out = session.out;
    const auto report = backup((*store)->vault(), file, std::move(options), progressTo(out));
    out.progressDone();
    if (!report)
        return failed(session, report.error());
    out.line(out.say(u"已备份到：", u"Backed up to: ") + file);
    out.line(out.say(u"数据页 %1，附件 %2，共 %3 字节；已逐字节核对。", u"%1 pages, %2 attachments, %3 bytes; every byte was read back.")
                 .arg(report->pages).arg(report->attachments).arg(report->bytes));
    if (!report->opensWith.passphrase)
        out.note(out.say(u"注意：这份备份没有口令，只能在保有密钥的这台电脑上恢复。用 --backup-passphrase-file 给它一个口令。",
                         u"Note: this backup has no passphrase and can be restored only on this machine, which has the key. Give it one with --backup-passphrase-file."));
    if (!report->damagedAttachments.isEmpty())
        out.note(out.say(u"有 %1 个附件在备份前就已损坏，按原样保留。", u"%1 attachments were damaged before; they are kept as they are.").arg(report->damagedAttachments.size()));
    out.result(QJsonObject{{QStringLiteral("file"), file}, {QStringLiteral("bytes"), report->bytes}, {QStringLiteral("pages"), report->pages},
                           {QStringLiteral("attachments"), report->attachments},
                           {QStringLiteral("damagedAttachments"), QJsonArray::fromStringList(report->damagedAttachments)},
                           {QStringLiteral("opensWithPassphrase"), report->opensWith.passphrase}});
    return report->damagedAttachments.isEmpty() ? Exit::Done : Exit::Wrong;
}

Exit runRestore(Session &session)
{
    if (session.arguments.has("customer"))
        return runRestoreCustomers(session);
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "FILE");
    const QString file = session.arguments.operands.first();
    const auto protection = backupProtection(file);
    if (!protection)
        return failed(session, protection.error());
    Result<Unlock> unlock = Unlock::byKeyStore();
    if (protection->passphrase && (session.givesPassphrase() || !protection->keyStore))
        unlock = session.passphrase();
    if (!unlock)
        return failed(session, unlock.error());
    Unlock again{unlock->with, Secret::fromBytes(unlock->passphrase.bytes())};
    Output &out = session.out;
    const auto report = restore(file, session.directory(), std::move(*unlock),
                                session.arguments.has("aside") ? ExistingStore::KeepAside : ExistingStore::Refuse, {}, progressTo(out));
    out.progressDone();
    if (!report)
        return failed(session, report.error());
    const auto store = Store::open(session.directory(), std::move(again));
    if (!store)
        return failed(session, store.error());
    const auto history = (*store)->adoptHistory().result();
    if (!history)
        return failed(session, history.error());
    out.line(out.say(u"已恢复到：", u"Restored into: ") + session.directory());
    if (!report->keptAside.isEmpty())
        out.line(out.say(u"原来的客户库保存在：", u"The store that was there is kept in: ") + report->keptAside);
    if (!history->sound())
        out.note(out.say(u"历史链有问题：", u"The chain of history is broken: ") + history->what);
    out.result(QJsonObject{{QStringLiteral("store"), session.directory()}, {QStringLiteral("pages"), report->pages},
                           {QStringLiteral("attachments"), report->attachments}, {QStringLiteral("keptAside"), report->keptAside},
                           {QStringLiteral("changeSets"), history->sets}, {QStringLiteral("historySound"), history->sound()}});
    return history->sound() ? Exit::Done : Exit::Wrong;
}

Exit runVerify(Session &session)
{
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    Output &out = session.out;
    const auto report = (*store)->verify([&out](qint64 done, qint64 total) {
        return out.progress(out.say(u"检查历史", u"checking history"), done, total);
    }).result();
    out.progressDone();
    if (!report)
        return failed(session, report.error());
    out.line(out.say(u"数据页 %1 · 附件 %2 · 变更 %3 · 历史 %4 行", u"%1 pages, %2 attachments, %3 change sets, %4 rows of history")
                 .arg(report->vault.pages).arg(report->vault.attachments).arg(report->chain.sets).arg(report->chain.rows));
    QStringList problems = report->vault.problems;
    for (const QString &name : report->vault.damagedAttachments)
        problems << QStringLiteral("attachment ") + name;
    if (!report->chain.sound())
        problems << QStringLiteral("history: ") + report->chain.what;
    for (const QString &problem : std::as_const(problems))
        out.line(out.say(u"问题：", u"Problem: ") + problem);
    if (report->sound())
        out.line(out.say(u"一切完好。", u"All is sound."));
    out.result(QJsonObject{{QStringLiteral("sound"), report->sound()},
                           {QStringLiteral("pages"), report->vault.pages},
                           {QStringLiteral("attachments"), report->vault.attachments},
                           {QStringLiteral("changeSets"), report->chain.sets},
                           {QStringLiteral("historyRows"), report->chain.rows},
                           {QStringLiteral("erased"), report->chain.erased},
                           {QStringLiteral("brokenAt"), report->chain.brokenAt},
                           {QStringLiteral("missing"), report->chain.missing},
                           {QStringLiteral("problems"), QJsonArray::fromStringList(problems)}});
    return report->sound() ? Exit::Done : Exit::Wrong;
}

// What the program needs from the machine, each tried for real in a store of its own that is thrown away.
Exit runSelfTest(Session &session)
{
    Output &out = session.out;
    QJsonArray checks;
    bool allGood = true;
    const auto check = [&](const QString &name, bool good, const QString &detail = {}) {
        out.line((good ? QStringLiteral("[ok]   ") : QStringLiteral("[fail] ")) + name + (detail.isEmpty() ? QString() : QStringLiteral(": ") + detail));
        checks.append(QJsonObject{{QStringLiteral("check"), name}, {QStringLiteral("ok"), good}, {QStringLiteral("detail"), detail}});
        allGood = allGood && good;
    };
    const auto vfs = registerVfs();
    check(QStringLiteral("encrypting storage"), bool(vfs), vfs ? QString() : vfs.error().log);
    QTemporaryDir folder;
    check(QStringLiteral("writable folder"), folder.isValid(), folder.path());
    VaultSurroundings quick;
    quick.cost = PassphraseCost::cheapest();
    const QString place = folder.filePath(QStringLiteral("store"));
    {
        auto made = Store::create(place, Unlock::byPassphrase(QStringLiteral("self test")), Clock::system(), quick);
        check(QStringLiteral("make a store"), bool(made), made ? QString() : made.error().id);
        if (made) {
            const Id id = Id::make(Clock::system().nowMs());
            ChangeSet set;
            set.changes << Change::insert(customer::entity, id).set(customer::name, QStringLiteral("单雄信"));
            const auto done = (*made)->commit(set).result();
            check(QStringLiteral("write with history"), bool(done), done ? QString() : done.error().id);
            const auto hits = (*made)->search({QStringLiteral("shanx"), 5}).result();
            check(QStringLiteral("find by pinyin"), hits && hits->size() == 1);
            const auto report = (*made)->verify().result();
            check(QStringLiteral("verify"), report && report->sound());
        }
    }
    bool plain = false;
    QFile database(place + u'/' + StoreFiles::database());
    if (database.open(QIODevice::ReadOnly))
        plain = database.readAll().contains("雄信");
    check(QStringLiteral("nothing readable on the disk"), !plain);
    const auto phones = parsePhones(u"021-62888888转801");
    check(QStringLiteral("phone numbers"), phones.size() == 1 && phones.first().e164 == QStringLiteral("+862162888888"));
    out.result(QJsonObject{{QStringLiteral("ok"), allGood}, {QStringLiteral("checks"), checks}});
    return allGood ? Exit::Done : Exit::Wrong;
}

} // namespace kemai
