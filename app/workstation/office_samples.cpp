// SPDX-License-Identifier: GPL-3.0-or-later
#include "office_samples.h"

#include "schema/schema.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 minute = 60'000;

Record customerOf(const Id &id, const QString &name)
{
    Record record(customer::entity);
    record.id = id;
    record.set(customer::name, name);
    return record;
}

template <typename T>
Edit edit(const FieldOf<T> &field, const Value &from, const Value &to)
{
    return {field.index, from, to, {}};
}

sync::QueueLine line(qint64 mid, qint64 atMs, const QString &label, const Record &record, const Entity &entity, Change::Operation operation, const QList<Edit> &edits)
{
    sync::QueueLine made;
    made.mutation.mid = mid;
    made.mutation.at = wire::HybridTime::atMs(atMs);
    made.mutation.change = {&entity, record.id, operation, edits, 3, 0};
    made.record = record;
    made.label = label;
    return made;
}

template <typename T>
wire::Conflict::Field field(const FieldOf<T> &of, const Value &base, const Value &mine, const Value &theirs)
{
    return {of.index, base, mine, theirs};
}

} // namespace

OfficeSample officeSample(qint64 nowMs)
{
    OfficeSample sample;
    sample.me = Id::fromSeed(1, 7, 7);
    const Id wang = Id::fromSeed(1, 8, 8);
    const Record zhang = customerOf(Id::fromSeed(2, 1, 1), u"张敏"_s);
    const Record lin = customerOf(Id::fromSeed(2, 2, 2), u"林若溪"_s);
    const Record zhou = customerOf(Id::fromSeed(2, 3, 3), u"周远"_s);
    Record ticketOf(ticket::entity);
    ticketOf.id = Id::fromSeed(2, 4, 4);
    ticketOf.set(ticket::customer, zhou.id);
    ticketOf.set(ticket::title, u"五轴机床主轴异响"_s);
    Record taskOf(task::entity);
    taskOf.id = Id::fromSeed(2, 5, 5);
    taskOf.set(task::customer, lin.id);
    Record phoneOf(phone::entity);
    phoneOf.id = Id::fromSeed(2, 6, 6);
    phoneOf.set(phone::customer, zhang.id);
    sample.names = {{sample.me, u"李佳"_s}, {wang, u"王强"_s}, {zhang.id, u"张敏"_s}, {lin.id, u"林若溪"_s}, {zhou.id, u"周远"_s}};

    using enum Change::Operation;
    sample.queue.waiting = {
        line(418, nowMs - 134 * minute, u"张敏"_s, phoneOf, phone::entity, Insert,
             {edit(phone::customer, {}, zhang.id), edit(phone::written, {}, u"138 1234 5678"_s), edit(phone::kind, {}, u"self"_s)}),
        line(419, nowMs - 96 * minute, u"林若溪"_s, lin, customer::entity, Update,
             {edit(customer::level, u"普通"_s, u"重点"_s), edit(customer::source, {}, u"秋季展会"_s)}),
        line(420, nowMs - 71 * minute, u"林若溪"_s, taskOf, task::entity, Insert,
             {edit(task::customer, {}, lin.id), edit(task::title, {}, u"寄送样品与报价单"_s), edit(task::due, {}, nowMs + 2880 * minute)}),
        line(421, nowMs - 40 * minute, u"五轴机床主轴异响"_s, ticketOf, ticket::entity, Update,
             {edit(ticket::state, u"open"_s, u"waiting"_s), edit(ticket::priority, u"normal"_s, u"high"_s)}),
        line(422, nowMs - 6 * minute, u"周远"_s, zhou, customer::entity, Update,
             {edit(customer::note, {}, u"两台五轴，年底前要到货；付款方式想改为月结，财务王经理下周三以后才在。"_s)}),
    };
    sample.queue.waitingInAll = 52;
    sync::QueueLine owner = line(409, nowMs - 190 * minute, u"周远"_s, zhou, customer::entity, Update,
                                 {edit(customer::note, u"老客户"_s, u"老客户，转给华南组跟进；合同扫描件在附件里。"_s), edit(customer::owner, sample.me, wang)});
    owner.outcome = wire::Outcome{409, {{u"owner"_s, wire::Verdict::Denied}}, {}, u"sync.serverField"_s, {u"customer"_s, u"owner"_s}};
    sample.queue.refused = {owner};

    const auto conflict = [&](const Record &of, const Entity &entity, const QString &unit, const Id &author, qint64 ago, const QList<wire::Conflict::Field> &fields, const QString &label) {
        sync::ConflictLine made;
        made.conflict.id = Id::fromSeed(3, quint64(sample.conflicts.size()) + 1, 1);
        made.conflict.entity = &entity;
        made.conflict.record = of.id;
        made.conflict.unit = unit;
        made.conflict.fields = fields;
        made.conflict.author = author;
        made.conflict.device = author;
        made.conflict.at = wire::HybridTime::atMs(nowMs - ago * minute);
        made.record = of;
        made.label = label;
        made.author = sample.names.value(author);
        sample.conflicts.append(made);
    };
    conflict(zhang, customer::entity, u"level"_s, sample.me, 158, {field(customer::level, u"普通"_s, u"重点"_s, u"潜在"_s)}, u"张敏"_s);
    conflict(zhang, customer::entity, u"residence"_s, sample.me, 158,
             {field(customer::province, u"江苏"_s, u"江苏"_s, u"浙江"_s), field(customer::city, u"南京"_s, u"苏州"_s, u"杭州"_s)}, u"张敏"_s);
    conflict(zhang, customer::entity, u"note"_s, sample.me, 158,
             {field(customer::note, u"家长关注小升初政策。"_s, u"家长关注小升初政策，希望周末上课；孩子数学基础好，英语要补。电话请在晚上七点以后打。"_s,
                    u"家长关注小升初政策。已约 12 月 3 日到校面谈，由王强接待。"_s)}, u"张敏"_s);
    conflict(lin, customer::entity, QString(wire::markName), sample.me, 61,
             {{wire::markField, {}, Value(qint64(0)), Value(nowMs - 80 * minute)}, field(customer::source, {}, u"秋季展会"_s, {})}, u"林若溪"_s);
    conflict(ticketOf, ticket::entity, u"priority"_s, wang, 22, {field(ticket::priority, u"normal"_s, u"urgent"_s, u"high"_s)}, u"五轴机床主轴异响"_s);

    using State = sync::OfficeStatus::State;
    sample.offline.state = State::Offline;
    sample.offline.waiting = 52;
    sample.offline.conflicts = 3;
    sample.offline.refused = 1;
    sample.offline.oldestWaitingMs = nowMs - 134 * minute;
    sample.offline.lastContactMs = nowMs - 131 * minute;
    sample.offline.leaseUntilMs = nowMs + 13 * 1440 * minute;
    sample.offline.server = u"crm.yunfan.example:8443"_s;
    sample.offline.login = u"lijia"_s;
    sample.uploading = sample.offline;
    sample.uploading.state = State::Sending;
    sample.uploading.uploaded = 18'420;
    sample.uploading.toUpload = 41'907;
    sample.uploading.lastContactMs = nowMs - minute / 2;
    sample.uploading.refused = 0;
    sample.place.login = u"lijia"_s;
    sample.place.deviceName = u"销售部 前台左"_s;
    sample.place.policy = R"({"role": "sales"})";
    return sample;
}

} // namespace kemai
