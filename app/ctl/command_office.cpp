// SPDX-License-Identifier: GPL-3.0-or-later
// kemaictl enroll, sync, queue, resolve: this store as a desk of an office.
#include "commands.h"

#include "sync/desk/desk_storage.h"
#include "sync/desk/desk_wipe.h"
#include "sync/desk/office.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSysInfo>
#include <QTimer>

namespace kemai {

namespace {

using namespace Qt::StringLiterals;
using State = sync::OfficeStatus::State;

Result<QString> firstLine(const Session &session, const char *option)
{
    const QString name = session.arguments.value(option);
    if (name.isEmpty())
        return fail(Error::Code::Invalid, u"ctl.operandMissing"_s, {}, {u"--"_s + QLatin1StringView(option)});
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Code::NotFound, u"session.passphraseFile"_s, file.errorString(), {name});
    return QString::fromUtf8(file.readLine(4096)).trimmed();
}

QString stateCode(State state)
{
    switch (state) {
    case State::Standalone: return u"standalone"_s;
    case State::Starting: return u"starting"_s;
    case State::Synchronized: return u"synchronized"_s;
    case State::Sending: return u"sending"_s;
    case State::Receiving: return u"receiving"_s;
    case State::Offline: return u"offline"_s;
    case State::Stopped: return u"stopped"_s;
    case State::OutOfLease: return u"out-of-lease"_s;
    case State::Wiped: return u"wiped"_s;
    }
    return {};
}

QString stateText(const Output &out, State state)
{
    switch (state) {
    case State::Standalone: return out.say(u"单机", u"on its own");
    case State::Starting: return out.say(u"正在连接", u"connecting");
    case State::Synchronized: return out.say(u"已同步", u"synchronized");
    case State::Sending: return out.say(u"正在发送", u"sending");
    case State::Receiving: return out.say(u"正在接收", u"receiving");
    case State::Offline: return out.say(u"离线", u"offline");
    case State::Stopped: return out.say(u"已停止", u"stopped");
    case State::OutOfLease: return out.say(u"离线许可已过期", u"too long without the server");
    case State::Wiped: return out.say(u"已清除", u"wiped");
    }
    return {};
}

void print(Session &session, const sync::OfficeStatus &status)
{
    Output &out = session.out;
    const QString last = status.lastContactMs < 0 ? QString() : QDateTime::fromMSecsSinceEpoch(status.lastContactMs).toString(Qt::ISODate);
    out.line(QStringList{stateText(out, status.state), status.server, last}.join(u'\t').trimmed());
    if (status.state != State::Standalone)
        out.line(out.say(u"待发送 %1 · 冲突 %2 · 被拒绝 %3", u"waiting %1, in conflict %2, refused %3").arg(status.waiting).arg(status.conflicts).arg(status.refused));
    if (status.filesToSend + status.filesTooLarge > 0)
        out.line(out.say(u"待发送的文件 %1 · 过大的文件 %2", u"files waiting %1, too large %2").arg(status.filesToSend).arg(status.filesTooLarge));
    out.result(QJsonObject{{u"state"_s, stateCode(status.state)}, {u"server"_s, status.server}, {u"login"_s, status.login}, {u"waiting"_s, status.waiting},
                           {u"conflicts"_s, status.conflicts}, {u"refused"_s, status.refused}, {u"filesToSend"_s, status.filesToSend}, {u"filesTooLarge"_s, status.filesTooLarge},
                           {u"lastContact"_s, last}});
}

// An office over the session's store, for as long as a command runs.
class Desk
{
public:
    explicit Desk(Store &store) : m_wipe(store.directory(), sync::DeskWipe::Extent::KeysOnly), office(store, m_wipe) { }

private:
    sync::DeskWipe m_wipe;

public:
    sync::Office office;
};

// Until nothing is left to send or to fetch, files too, the server is out of reach for `seconds`, or somebody has to look.
Exit settle(Session &session, sync::Office &office, qint64 seconds)
{
    QEventLoop loop;
    QTimer look, silence;
    std::optional<Exit> ended;
    qint64 lastMoved = 0;
    const auto end = [&](Exit exit) {
        ended = exit;
        loop.quit();
    };
    const auto judge = [&] {
        const sync::OfficeStatus now = office.status();
        if (stopRequested())
            return end(Exit::Busy);
        if (now.uploaded >= 0)
            session.out.progress(session.out.say(u"准备上传", u"preparing the upload"), now.uploaded, now.toUpload);
        else if (now.waiting > 0 || now.fetchedParts < now.parts)
            session.out.progress(session.out.say(u"待发送", u"waiting to be sent"), 0, now.waiting);
        else if (now.filesToSend + now.filesComing > 0)
            session.out.progress(session.out.say(u"文件", u"files"), 0, now.filesToSend + now.filesComing);
        switch (now.state) {
        case State::Synchronized:
            if (now.waiting == 0 && now.fetchedParts == now.parts && now.filesToSend == 0 && now.filesComing == 0)
                end(now.conflicts + now.refused > 0 ? Exit::Wrong : Exit::Done);
            break;
        case State::Stopped: end(now.error ? exitOf(*now.error) : Exit::Wrong); break;
        case State::Wiped: end(Exit::Denied); break;
        default: break;
        }
        const qint64 moved = now.filePieces - now.filesToSend - now.filesComing;
        const bool filesStand = now.state == State::Synchronized && std::exchange(lastMoved, moved) == moved; // only they are left, and nobody takes them
        if (now.state != State::Offline && now.state != State::OutOfLease && now.state != State::Starting && !filesStand)
            silence.start();
    };
    silence.setSingleShot(true);
    silence.setInterval(int(seconds * 1000));
    QObject::connect(&silence, &QTimer::timeout, &loop, [&] { end(Exit::Busy); });
    QObject::connect(&office, &sync::Office::changed, &loop, judge);
    QObject::connect(&look, &QTimer::timeout, &loop, judge);
    look.start(200);
    silence.start();
    if (!ended)
        loop.exec();
    session.out.progressDone();
    const sync::OfficeStatus now = office.status();
    print(session, now);
    if (now.error)
        session.out.error(*now.error);
    return *ended;
}

// What the office keeps of the store that is enrolled; an error otherwise.
Result<Store *> enrolledStore(Session &session)
{
    const auto store = session.store();
    if (!store)
        return store;
    const auto enrolled = (*store)->write([](Records &records) { return sync::DeskStorage(static_cast<StoreRecords &>(records)).isEnrolled(); }).result();
    if (!enrolled)
        return fail(enrolled.error());
    if (!*enrolled)
        return fail(Error::Code::NotFound, u"sync.notEnrolled"_s);
    return store;
}

} // namespace

Exit runEnroll(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "URL");
    sync::OfficeAddress address{QUrl(session.arguments.operands.first()), {}};
    if (session.arguments.has("certificate")) {
        QFile file(session.arguments.value("certificate"));
        if (!file.open(QIODevice::ReadOnly))
            return failed(session, makeError(Error::Code::Invalid, u"sync.authorityUnreadable"_s, file.errorString(), {file.fileName()}));
        address.authority = file.read(1024 * 1024);
    }
    const auto password = firstLine(session, "password-file");
    const auto token = firstLine(session, "token-file");
    if (!password || !token)
        return failed(session, password ? token.error() : password.error());
    if (session.arguments.value("login").isEmpty())
        return missingOperand(session, "--login");
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    Desk desk(**store);
    desk.office.begin();
    std::optional<Error> error;
    QEventLoop loop;
    QObject::connect(&desk.office, &sync::Office::enrolmentFailed, &loop, [&](const Error &why) {
        error = why;
        loop.quit();
    });
    QObject::connect(&desk.office, &sync::Office::enrolled, &loop, &QEventLoop::quit);
    desk.office.enroll(address, {session.arguments.value("login"), *password, session.arguments.value("code"), *token,
                                 session.arguments.value("device-name", QSysInfo::machineHostName())});
    loop.exec();
    if (error)
        return failed(session, *error);
    session.out.line(session.out.say(u"已加入：", u"Enrolled with ") + address.url.authority());
    const auto wait = session.arguments.number("wait", 30, 1, 86'400);
    return wait ? settle(session, desk.office, *wait) : failed(session, wait.error());
}

Exit runSync(Session &session)
{
    const auto wait = session.arguments.number("wait", 30, 1, 86'400);
    const auto store = enrolledStore(session);
    if (!wait || !store)
        return failed(session, wait ? store.error() : wait.error());
    Exit exit = Exit::Done;
    {
        Desk desk(**store);
        desk.office.begin();
        exit = settle(session, desk.office, *wait);
    }
    if (exit == Exit::Denied) { // access was taken away: what is left of the store goes
        session.closeStore();
        sync::DeskWipe everything(session.directory(), sync::DeskWipe::Extent::Everything);
        if (const auto done = sync::resumeWipe(everything); !done)
            return failed(session, done.error());
    }
    return exit;
}

Exit runQueue(Session &session)
{
    const auto most = session.arguments.number("limit", 100, 1, 100'000);
    const auto store = enrolledStore(session);
    if (!most || !store)
        return failed(session, most ? store.error() : most.error());
    const auto queue = (*store)->read([most](Records &records) { return sync::readQueue(static_cast<StoreRecords &>(records), int(*most)); }).result();
    const auto conflicts = (*store)->read([](Records &records) { return sync::readConflicts(static_cast<StoreRecords &>(records)); }).result();
    if (!queue || !conflicts)
        return failed(session, queue ? conflicts.error() : queue.error());
    Output &out = session.out;
    const auto fieldName = [](const Entity &entity, int field) {
        return field < 0 ? QString(wire::markName) : QString::fromLatin1(entity.fields[size_t(field)].name);
    };
    QJsonArray waiting, refused, open;
    const auto lineOf = [&](const sync::QueueLine &line, const QString &what) {
        const Change &change = line.mutation.change;
        QStringList fields;
        for (const Edit &edit : change.edits)
            fields << fieldName(*change.entity, edit.field);
        out.line(QStringList{what, QString::number(line.mutation.mid), QString::fromLatin1(change.entity->name), line.label, fields.join(u',')}.join(u'\t'));
        QJsonObject object{{u"mid"_s, line.mutation.mid}, {u"entity"_s, QString::fromLatin1(change.entity->name)}, {u"record"_s, change.record.toString()},
                           {u"label"_s, line.label}, {u"fields"_s, QJsonArray::fromStringList(fields)}};
        if (line.outcome) {
            const Error reason = makeError(Error::Code::Denied, line.outcome->reason, {}, line.outcome->details);
            object.insert(u"reason"_s, reason.id);
            out.line(u"  "_s + reason.id);
        }
        return object;
    };
    for (const sync::QueueLine &line : queue->waiting)
        waiting.append(lineOf(line, out.say(u"待发送", u"waiting")));
    for (const sync::QueueLine &line : queue->refused)
        refused.append(lineOf(line, out.say(u"被拒绝", u"refused")));
    for (const sync::ConflictLine &line : *conflicts) {
        out.line(QStringList{out.say(u"冲突", u"conflict"), line.conflict.id.toString(), QString::fromLatin1(line.conflict.entity->name), line.label, line.author}.join(u'\t'));
        QJsonArray fields;
        for (const wire::Conflict::Field &field : line.conflict.fields) {
            const QString name = fieldName(*line.conflict.entity, field.field);
            out.line(QStringList{u"  "_s + name, field.base.toText(), field.mine.toText(), field.theirs.toText()}.join(u'\t'));
            fields.append(QJsonObject{{u"field"_s, name}, {u"base"_s, field.base.toText()}, {u"mine"_s, field.mine.toText()}, {u"theirs"_s, field.theirs.toText()}});
        }
        open.append(QJsonObject{{u"id"_s, line.conflict.id.toString()}, {u"entity"_s, QString::fromLatin1(line.conflict.entity->name)},
                                {u"record"_s, line.conflict.record.toString()}, {u"label"_s, line.label}, {u"author"_s, line.author}, {u"fields"_s, fields}});
    }
    out.result(QJsonObject{{u"waiting"_s, waiting}, {u"refused"_s, refused}, {u"conflicts"_s, open}, {u"waitingInAll"_s, queue->waitingInAll}});
    return Exit::Done;
}

Exit runResolve(Session &session)
{
    const QStringList &operands = session.arguments.operands;
    if (operands.size() != 2 || (operands.at(1) != u"mine" && operands.at(1) != u"theirs"))
        return missingOperand(session, "CONFLICT mine|theirs");
    const auto store = enrolledStore(session);
    if (!store)
        return failed(session, store.error());
    const auto conflicts = (*store)->read([](Records &records) { return sync::readConflicts(static_cast<StoreRecords &>(records)); }).result();
    if (!conflicts)
        return failed(session, conflicts.error());
    const Id id = Id::fromString(operands.first());
    const auto found = std::find_if(conflicts->begin(), conflicts->end(), [&id](const sync::ConflictLine &line) { return line.conflict.id == id; });
    if (found == conflicts->end())
        return failed(session, makeError(Error::Code::NotFound, u"sync.noSuchConflict"_s, {}, {operands.first()}));
    const wire::Conflict &conflict = found->conflict;
    const bool mine = operands.at(1) == u"mine";
    Change::Operation operation = Change::Operation::Update;
    QList<Edit> edits;
    for (const wire::Conflict::Field &field : conflict.fields) {
        if (field.field < 0)
            operation = mine ? Change::Operation::Restore : Change::Operation::Remove;
        else if (mine && field.mine != field.theirs)
            edits.append({field.field, field.theirs, field.mine, {}});
    }
    Desk desk(**store);
    const auto decided = desk.office.resolve(conflict, operation, edits).result();
    if (!decided)
        return failed(session, decided.error());
    session.out.line(session.out.say(u"已处理，同步时发送", u"Decided; it is sent with the next synchronization"));
    session.out.result(QJsonObject{{u"set"_s, decided->isNull() ? QString() : decided->toString()}});
    return Exit::Done;
}

} // namespace kemai
