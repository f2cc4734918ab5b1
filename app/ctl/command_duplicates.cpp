// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "base/error_text.h"
#include "customers/duplicate_check.h"
#include "customers/duplicate_list.h"
#include "customers/duplicate_run.h"
#include "customers/uniqueness.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSaveFile>

namespace kemai {

namespace {

QString inWords(const Output &out, const Error &reason) { return errorText(reason, out.chinese() ? ErrorLanguage::Chinese : ErrorLanguage::English); }

QStringList wordsOf(const Output &out, const QList<Error> &reasons)
{
    QStringList words;
    for (const Error &reason : reasons)
        words.append(inWords(out, reason));
    return words;
}

QJsonArray codesOf(const Match &match)
{
    QJsonArray codes;
    for (const MatchReason &reason : match.reasons)
        codes.append(matchCodeText(reason.code));
    return codes;
}

QString levelOf(int score)
{
    return score >= sameScore ? QStringLiteral("same") : score >= proposeScore ? QStringLiteral("likely") : QStringLiteral("possible");
}

} // namespace

Exit runDuplicatesCheck(Session &session)
{
    Output &out = session.out;
    DuplicateQuestion question{.name = session.arguments.value("name"), .company = session.arguments.value("company"),
                               .phone = session.arguments.value("phone"), .email = session.arguments.value("email"),
                               .address = session.arguments.value("address")};
    if (question.isEmpty())
        return missingOperand(session, "--name, --company, --phone, --email");
    const auto limit = session.arguments.number("limit", 10, 1, 48);
    if (!limit)
        return failed(session, limit.error());
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    QElapsedTimer timer;
    timer.start();
    const auto found = (*store)->read([&](Records &records) { return checkDuplicates(records, question, {}, int(*limit)); }).result();
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    if (!found)
        return failed(session, found.error());
    QJsonArray rows;
    for (const DuplicateCandidate &one : *found) {
        const QStringList words = wordsOf(out, one.reasons);
        const QString owner = out.chinese() || one.ownerNameEn.isEmpty() ? one.ownerName : one.ownerNameEn;
        out.line(QStringList{QString::number(one.match.score), levelOf(one.match.score), one.id.toString(), one.customer[customer::name],
                             one.customer[customer::company], owner, words.join(QStringLiteral("; "))}.join(u'\t'));
        rows.append(QJsonObject{{QStringLiteral("customer"), one.id.toString()}, {QStringLiteral("name"), one.customer[customer::name]},
                                {QStringLiteral("company"), one.customer[customer::company]}, {QStringLiteral("score"), one.match.score},
                                {QStringLiteral("level"), levelOf(one.match.score)}, {QStringLiteral("reasons"), codesOf(one.match)},
                                {QStringLiteral("words"), QJsonArray::fromStringList(words)}, {QStringLiteral("owner"), owner},
                                {QStringLiteral("stage"), one.stage}, {QStringLiteral("lastContactMs"), one.lastContactMs}});
    }
    if (found->isEmpty())
        out.line(out.say(u"没有疑似重复的客户。", u"Nobody of ours is like this."));
    out.result(QJsonObject{{QStringLiteral("candidates"), rows}, {QStringLiteral("ms"), ms}});
    return Exit::Done;
}

Exit runDuplicateClusters(Session &session)
{
    Output &out = session.out;
    const auto limit = session.arguments.number("limit", 50, 1, 1'000'000);
    if (!limit)
        return failed(session, limit.error());
    const auto opened = session.store();
    if (!opened)
        return failed(session, opened.error());
    Store &store = **opened;
    DuplicateRun run(store.clock().nowMs());
    for (const bool writing : {false, true})
        while (true) {
            const auto more = writing ? store.write([&run](Records &records) { return run.write(records); }).result()
                                      : store.read([&run](Records &records) { return run.step(records); }).result();
            if (!more)
                return failed(session, more.error());
            if (!*more)
                break;
            if (!out.progress(out.say(u"查重", u"looking for duplicates"), run.progress(), 1000)) {
                out.progressDone();
                return failed(session, makeError(Error::Code::Busy, QStringLiteral("store.interrupted")));
            }
        }
    out.progressDone();
    DuplicateList list(store.clock().nowMs());
    while (true) {
        const auto more = store.read([&list](Records &records) { return list.step(records); }).result();
        if (!more)
            return failed(session, more.error());
        if (!*more)
            break;
    }
    if (session.arguments.has("report")) {
        QSaveFile file(session.arguments.value("report"));
        if (!file.open(QIODevice::WriteOnly))
            return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {file.fileName()}));
        const auto written = store.read([&](Records &records) {
            return exportClusters(records, file, list.clusters(), out.chinese(), [&out](const Error &reason) { return inWords(out, reason); });
        }).result();
        if (!written)
            return failed(session, written.error());
        if (!file.commit())
            return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {file.fileName()}));
    }
    QJsonArray rows;
    for (const DuplicateCluster &cluster : list.clusters()) {
        if (rows.size() >= *limit)
            break;
        const auto view = store.read([&cluster](Records &records) { return loadCluster(records, cluster); }).result();
        if (!view)
            return failed(session, view.error());
        QJsonArray members;
        out.line(QStringLiteral("%1\t%2\t%3\t%4").arg(rows.size() + 1).arg(cluster.score).arg(levelOf(cluster.score))
                     .arg(cluster.active ? out.say(u"近 30 天有联系", u"contact within 30 days") : QString()));
        for (const ClusterMember &member : view->members) {
            const Record &row = member.stored.customer;
            QStringList numbers;
            for (const Record &number : member.stored.phones)
                numbers.append(number[phone::written]);
            out.line(QStringList{QString(), row.id.toString(), row[customer::name], row[customer::company], numbers.join(QStringLiteral(", "))}.join(u'\t'));
            members.append(QJsonObject{{QStringLiteral("customer"), row.id.toString()}, {QStringLiteral("name"), row[customer::name]},
                                       {QStringLiteral("company"), row[customer::company]}, {QStringLiteral("phones"), QJsonArray::fromStringList(numbers)},
                                       {QStringLiteral("interactions"), member.interactions}});
        }
        QStringList words;
        for (const ClusterPair &pair : view->pairs)
            for (const QString &text : wordsOf(out, reasonsInWords(pair.match)))
                if (!words.contains(text))
                    words.append(text);
        out.line(u'\t' + words.join(QStringLiteral("; ")));
        rows.append(QJsonObject{{QStringLiteral("score"), cluster.score}, {QStringLiteral("level"), levelOf(cluster.score)}, {QStringLiteral("active"), cluster.active},
                                {QStringLiteral("signedOff"), !cluster.signedBy.isNull()}, {QStringLiteral("customers"), members},
                                {QStringLiteral("words"), QJsonArray::fromStringList(words)}});
    }
    const auto rates = store.read([&list](Records &records) { return uniqueness(records, list.clusters()); }).result();
    if (!rates)
        return failed(session, rates.error());
    QJsonObject bySource;
    for (auto it = rates->bySource.cbegin(); it != rates->bySource.cend(); ++it)
        if (it->surplus > 0) {
            out.line(QStringLiteral("%1\t%2 %\t%3 / %4").arg(it.key().isEmpty() ? QStringLiteral("-") : it.key()).arg(it->rate() * 100, 0, 'f', 1).arg(it->surplus).arg(it->customers));
            bySource.insert(it.key(), it->rate());
        }
    out.line(out.say(u"重复率 %1%（%2 / %3）", u"duplicate rate %1 % (%2 of %3)").arg(rates->all.rate() * 100, 0, 'f', 1).arg(rates->all.surplus).arg(rates->all.customers));
    const DuplicateRunSummary &sum = run.summary();
    out.line(out.say(u"共 %1 组；比较 %2 对，新增 %3 对，撤下 %4 对，等待 %5 对", u"%1 clusters; %2 pairs compared, %3 new, %4 withdrawn, %5 waiting")
                 .arg(list.clusters().size()).arg(sum.compared).arg(sum.found).arg(sum.withdrawn).arg(sum.waiting));
    out.result(QJsonObject{{QStringLiteral("clusters"), list.clusters().size()}, {QStringLiteral("customers"), sum.customers}, {QStringLiteral("compared"), sum.compared},
                           {QStringLiteral("pairs"), sum.proposed}, {QStringLiteral("found"), sum.found}, {QStringLiteral("withdrawn"), sum.withdrawn},
                           {QStringLiteral("waiting"), sum.waiting}, {QStringLiteral("rate"), rates->all.rate()}, {QStringLiteral("rateBySource"), bySource}, {QStringLiteral("rows"), rows}});
    return Exit::Done;
}

Exit runMerge(Session &session)
{
    Output &out = session.out;
    if (session.arguments.operands.size() < 2)
        return missingOperand(session, session.arguments.operands.isEmpty() ? "SURVIVOR" : "OTHER");
    const auto opened = session.store();
    if (!opened)
        return failed(session, opened.error());
    Store &store = **opened;
    QList<Id> ids;
    for (const QString &named : session.arguments.operands) {
        const auto id = session.customer(named);
        if (!id)
            return failed(session, id.error());
        ids.append(*id);
    }
    const auto plan = store.read([&ids](Records &records) { return planMerge(records, ids.first(), ids.sliced(1)); }).result();
    if (!plan)
        return failed(session, plan.error());
    QJsonObject moved;
    for (auto it = plan->moved.cbegin(); it != plan->moved.cend(); ++it)
        moved.insert(it.key(), it.value());
    if (session.arguments.has("plan")) {
        QJsonArray fields;
        for (const MergeField &field : plan->fields) {
            const Field &about = customer::entity.fields[size_t(field.field)];
            out.line(about.label(out.chinese()) + u'\t' + chosenValue(field).toText());
            fields.append(QString::fromLatin1(about.name));
        }
        for (auto it = plan->moved.cbegin(); it != plan->moved.cend(); ++it)
            if (const Entity *entity = entityNamed(it.key()))
                out.line(entity->label(out.chinese()) + u'\t' + QString::number(it.value()));
        out.result(QJsonObject{{QStringLiteral("fields"), fields}, {QStringLiteral("moved"), moved}, {QStringLiteral("openTasks"), plan->openTasks}});
        out.note(out.say(u"没有写入任何内容。", u"Nothing was written."));
        return Exit::Done;
    }
    const auto acting = session.actingUser(store);
    if (!acting)
        return failed(session, acting.error());
    const qint64 now = store.clock().nowMs();
    const auto done = store.write([&plan, by = *acting, now](Records &records) -> Result<MergeReport> {
        const auto may = maySignOff(records, by);
        if (!may)
            return fail(may.error());
        if (!*may)
            return fail(Error::Code::Denied, QStringLiteral("customers.signOffDenied"));
        return mergeCustomers(records, *plan, {.author = by, .approvedBy = by, .rule = QStringLiteral("by-hand"), .nowMs = now});
    }).result();
    if (!done)
        return failed(session, done.error());
    out.line(out.say(u"归并前 %1 = 归并后 %2 + 关联 %3", u"before %1 = after %2 + linked %3").arg(done->before).arg(done->after).arg(done->linked));
    out.line(QStringLiteral("set\t") + done->set.toString());
    out.result(QJsonObject{{QStringLiteral("survivor"), done->survivor.toString()}, {QStringLiteral("before"), done->before}, {QStringLiteral("after"), done->after},
                           {QStringLiteral("linked"), done->linked}, {QStringLiteral("moved"), moved}, {QStringLiteral("set"), done->set.toString()},
                           {QStringLiteral("reconciles"), done->reconciles()}});
    return done->reconciles() ? Exit::Done : Exit::Wrong;
}

} // namespace kemai
