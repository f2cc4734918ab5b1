// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "customers/duplicate_run.h"
#include "demo/demo_company.h"

#include <QDateTime>
#include <QJsonObject>

namespace kemai {

Exit runDemo(Session &session)
{
    const auto customers = session.arguments.number("customers", 2000, 1, 10'000'000);
    const auto interactions = session.arguments.number("interactions", customers ? *customers * 10 : 0, 0, 200'000'000);
    const auto seed = session.arguments.number("seed", 1, 0, std::numeric_limits<qint64>::max());
    for (const auto *number : {&customers, &interactions, &seed})
        if (!*number)
            return failed(session, number->error());
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    Output &out = session.out;
    DemoOptions options;
    options.customers = *customers;
    options.interactions = *interactions;
    options.seed = quint64(*seed);
    options.nowMs = (*store)->clock().nowMs();
    options.offsetMs = QDateTime::fromMSecsSinceEpoch(options.nowMs).offsetFromUtc() * qint64(1000);
    const bool large = *customers + *interactions > 100'000;
    if (large)
        if (const auto bulk = (*store)->setBulk(true).result(); !bulk)
            return failed(session, bulk.error());
    const auto counts = (*store)->write([&](Records &records) {
        auto made = generateDemo(records, options, [&out](qint64 done, qint64 total) { return out.progress(out.say(u"生成客户", u"making customers"), done, total); });
        if (made && !large) // so that the list of duplicates has something to look at
            if (const auto found = DuplicateRun::whole(records, options.nowMs); !found)
                return Result<DemoCounts>(fail(found.error()));
        return made;
    }).result();
    out.progressDone();
    if (large) {
        (void)(*store)->optimizeSearch().result();
        (void)(*store)->setBulk(false).result();
    }
    if (!counts)
        return failed(session, counts.error());
    out.line(out.say(u"演示公司已就绪：%1 位客户，%2 个电话，%3 次互动。", u"The demo company is ready: %1 customers, %2 phones, %3 interactions.")
                 .arg(counts->customers).arg(counts->phones).arg(counts->interactions));
    out.line(out.say(u"批次 ", u"batch ") + counts->batch.toString());
    out.result(QJsonObject{{QStringLiteral("customers"), counts->customers},
                           {QStringLiteral("phones"), counts->phones},
                           {QStringLiteral("interactions"), counts->interactions},
                           {QStringLiteral("contacts"), counts->contacts},
                           {QStringLiteral("others"), counts->others},
                           {QStringLiteral("batch"), counts->batch.toString()},
                           {QStringLiteral("longTimeline"), counts->longTimeline.isNull() ? QJsonValue() : QJsonValue(counts->longTimeline.toString())}});
    return Exit::Done;
}

} // namespace kemai
