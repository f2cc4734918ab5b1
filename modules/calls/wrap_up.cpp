// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/wrap_up.h"

#include "schema/schema.h"
#include "text/pipeline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace kemai {

Result<Committed> wrapUpCall(Records &records, const Id &interaction, const WrapUp &wrapUp, bool whole, const Id &author, qint64 nowMs)
{
    const QString result = clean(FieldClass::Name, wrapUp.result).text.trimmed();
    const QString reason = clean(FieldClass::Name, wrapUp.reason).text.trimmed();
    const QString next = clean(FieldClass::Name, wrapUp.nextTitle).text.trimmed();
    if (result.isEmpty())
        return fail(Error::Code::Invalid, u"calls.noResult"_s);
    if (whole && reason.isEmpty())
        return fail(Error::Code::Invalid, u"calls.noReason"_s);
    const auto rows = records.first(Query(interaction::entity).where(Condition::idIs(interaction)));
    if (!rows)
        return fail(rows.error());
    if (!*rows)
        return fail(Error::Code::NotFound, u"calls.callGone"_s);
    const Record &call = **rows;

    ChangeSet set;
    set.origin = Origin::Call;
    set.author = author;
    set.atMs = nowMs;
    set.title = u"calls.wrapUp"_s;
    QJsonObject details = QJsonDocument::fromJson(call[interaction::details].toUtf8()).object();
    details.insert("tags"_L1, QJsonArray{result});
    if (reason.isEmpty())
        details.remove("reason"_L1);
    else
        details.insert("reason"_L1, reason);
    set.changes.append(Change::update(call).set(call, interaction::details, QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact))));
    if (!next.isEmpty()) {
        set.changes.append(Change::insert(task::entity, Id::make(nowMs))
                               .set(task::customer, call[interaction::customer])
                               .set(task::title, next)
                               .set(task::owner, author)
                               .set(task::interaction, interaction));
        if (wrapUp.nextDueMs != 0)
            set.changes.last().set(task::due, wrapUp.nextDueMs);
    }
    return records.commit(set);
}

QStringList callResults(bool chinese)
{
    return chinese ? QStringList{u"已解决"_s, u"需跟进"_s, u"已预约"_s, u"要报价"_s, u"转他人"_s, u"无意向"_s, u"打错了"_s}
                   : QStringList{u"Solved"_s, u"Follow up"_s, u"Appointment"_s, u"Quote wanted"_s, u"Passed on"_s, u"No interest"_s, u"Wrong number"_s};
}

} // namespace kemai
