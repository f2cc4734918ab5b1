// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "customers/cleanse.h"

#include <QJsonObject>

namespace kemai {

using namespace Qt::StringLiterals;

Exit runCleanse(Session &session)
{
    Output &out = session.out;
    const bool preview = session.arguments.has("preview");
    const auto limit = session.arguments.number("limit", preview ? 20 : 0, 0, 1'000'000);
    if (!limit)
        return failed(session, limit.error());
    const auto opened = session.store();
    if (!opened)
        return failed(session, opened.error());
    CleanseRun::Options options;
    options.mode = preview ? CleanseRun::Mode::Preview : CleanseRun::Mode::Write;
    qint64 shown = 0;
    options.found = [&](const CleanseFinding &one) {
        if (shown++ < *limit)
            out.line(one.customer.toString() + u"  "_s + QString(one.entity->fields[size_t(one.field)].label(out.chinese())) + u": \""_s + one.before
                     + u"\" -> \""_s + one.after + u'"');
    };
    CleanseRun run(std::move(options));
    for (;;) {
        const auto more = (*opened)->write([&run](Records &records) { return run.step(records); }).result();
        if (!more)
            return failed(session, more.error());
        if (!*more)
            break;
        if (!out.progress(out.say(u"清洗", u"cleansing"), run.summary().customers, run.summary().total))
            run.cancel();
    }
    out.progressDone();
    const CleanseSummary &summary = run.summary();
    const QList<std::pair<QString, qint64>> counts{{u"customers"_s, summary.customers}, {u"changed"_s, summary.changed}, {u"values"_s, summary.values}};
    QJsonObject json;
    for (const auto &[name, count] : counts) {
        out.line(name.leftJustified(12) + QString::number(count));
        json.insert(name, count);
    }
    const QString batch = summary.batch.isNull() ? QString() : summary.batch.toString();
    out.line(u"batch"_s.leftJustified(12) + (batch.isEmpty() ? u"-"_s : batch));
    json.insert(u"batch"_s, batch.isEmpty() ? QJsonValue() : QJsonValue(batch));
    json.insert(u"preview"_s, preview);
    json.insert(u"canceled"_s, summary.canceled);
    out.result(json);
    if (preview)
        out.note(out.say(u"预览：没有写入任何内容。", u"Preview: nothing was written."));
    return summary.canceled ? Exit::Busy : Exit::Done;
}

} // namespace kemai
