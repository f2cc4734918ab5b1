// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "schema/schema.h"

#include "sync/desk/desk_storage.h"
#include "sync/desk/desk_wipe.h"

#include <QFile>
#include <QStandardPaths>

#include <termios.h>
#include <unistd.h>

#include <cstdio>

namespace kemai {

namespace {

// Typed without being shown.
QString typedPassphrase(const QString &prompt)
{
    std::fputs(prompt.toUtf8().constData(), stderr);
    termios before{};
    tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    QFile input;
    (void)input.open(stdin, QIODevice::ReadOnly);
    QByteArray line = input.readLine(4096);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputc('\n', stderr);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    const QString text = QString::fromUtf8(line);
    line.fill('\0');
    return text;
}

} // namespace

QString Session::directory() const
{
    if (arguments.has("store"))
        return arguments.value("store");
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/kemai/store");
}

Result<Unlock> Session::passphrase() const
{
    if (!givesPassphrase()) {
        if (!isatty(STDIN_FILENO))
            return fail(Error::Code::Denied, QStringLiteral("session.passphraseNeeded"));
        return Unlock::byPassphrase(typedPassphrase(out.say(u"口令：", u"Passphrase: ")));
    }
    const QString name = arguments.value("passphrase-file");
    QFile file(name);
    const bool opened = name == QStringLiteral("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(Error::Code::NotFound, QStringLiteral("session.passphraseFile"), {}, {name});
    QByteArray line = file.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    auto unlock = Unlock::byPassphrase(QString::fromUtf8(line));
    line.fill('\0');
    return unlock;
}

Result<Unlock> Session::unlock() const
{
    const auto protection = Vault::protection(directory());
    if (!protection)
        return fail(protection.error());
    if (protection->passphrase && (givesPassphrase() || !protection->keyStore))
        return passphrase();
    return Unlock::byKeyStore();
}

Result<Store *> Session::store()
{
    if (!m_store) {
        sync::DeskWipe left(directory(), sync::DeskWipe::Extent::Everything);
        if (const auto wiped = sync::resumeWipe(left); !wiped) // before anybody is asked for a passphrase
            return fail(wiped.error());
        auto how = unlock();
        if (!how)
            return fail(how.error());
        auto opened = Store::open(directory(), std::move(*how));
        if (!opened)
            return fail(opened.error());
        m_store = std::move(*opened);
        // A desk of an office: what is changed here is told there as well.
        const auto attached = m_store->write([](Records &records) { return sync::DeskStorage(static_cast<StoreRecords &>(records)).attach(); }).result();
        if (!attached) {
            m_store.reset();
            return fail(attached.error());
        }
    }
    return m_store.get();
}

Result<Id> Session::customer(const QString &named)
{
    const auto opened = store();
    if (!opened)
        return fail(opened.error());
    if (const Id id = Id::fromString(named); !id.isNull()) {
        const auto there = (*opened)->read([id](Records &records) { return records.one(customer::entity, id); }).result();
        return there ? Result<Id>(id) : fail(there.error());
    }
    const auto hits = (*opened)->search({named, 3}).result();
    if (!hits)
        return fail(hits.error());
    if (hits->isEmpty())
        return fail(Error::Code::NotFound, QStringLiteral("session.noCustomer"), {}, {named});
    if (hits->size() > 1 && !(hits->at(0).how == Hit::How::Whole && hits->at(1).how != Hit::How::Whole))
        return fail(Error::Code::Conflict, QStringLiteral("session.severalCustomers"), {}, {named});
    return hits->first().customer;
}

Result<Id> Session::actingUser(Store &store) const
{
    const bool named = arguments.has("as");
    const QString login = arguments.value("as", qEnvironmentVariable("USER"));
    const auto row = store.read([login](Records &records) { return records.first(Query(user::entity).where(user::login == login)); }).result();
    if (!row)
        return fail(row.error());
    if (!*row && named)
        return fail(Error::Code::NotFound, QStringLiteral("ctl.noUser"), {}, {login});
    return *row ? (*row)->id : Id();
}

} // namespace kemai
