// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/phrases.h"

#include "base/calendar.h"
#include "schema/phrases.h"
#include "text/pipeline.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int mostDays = 365;

// What the list holds now against what is wanted: rows that are gone are withdrawn.
template <typename Phrase, typename Fill>
Result<Committed> save(Records &records, const Entity &entity, const QString &title, const QList<Phrase> &wanted, const Id &author,
                       qint64 nowMs, Fill fill)
{
    const auto there = records.find(Query(entity));
    if (!there)
        return fail(there.error());
    ChangeSet set{.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = title, .changes = {}};
    for (const Record &row : *there)
        if (std::none_of(wanted.cbegin(), wanted.cend(), [&row](const Phrase &each) { return each.id == row.id; }))
            set.changes.append(Change::remove(row));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const auto row = std::find_if(there->cbegin(), there->cend(), [&](const Record &each) { return each.id == wanted.at(i).id; });
        Record seen = row == there->cend() ? Record(entity) : *row;
        Change change = row == there->cend() ? Change::insert(entity, Id::make(nowMs)) : Change::update(seen);
        fill(change, seen, wanted.at(i), int(i));
        if (!change.edits.isEmpty())
            set.changes.append(change);
    }
    if (set.changes.isEmpty())
        return Committed{};
    return records.commit(set);
}

Failure empty(qsizetype number)
{
    return fail(Error::Code::Invalid, u"timeline.emptyTemplate"_s, {}, {QString::number(number + 1)});
}

} // namespace

QDate CheckInTemplate::nextDay(const QDate &today) const
{
    const Calendar &calendar = Calendar::china();
    return workdays ? calendar.addWorkdays(today, std::max(nextDays, 1)) : calendar.workdayFrom(today.addDays(nextDays));
}

QList<CheckInTemplate> shippedCheckIns(bool chinese)
{
    if (chinese)
        return {{{}, u"已面谈"_s, {}, 0, false}, {{}, u"已报价"_s, u"跟进报价反馈"_s, 3, false}, {{}, u"已寄样"_s, u"跟进样品反馈"_s, 3, false},
                {{}, u"未接通"_s, u"再次联系"_s, 1, true}};
    return {{{}, u"Met"_s, {}, 0, false}, {{}, u"Quoted"_s, u"Ask for feedback on the quote"_s, 3, false},
            {{}, u"Sample sent"_s, u"Ask for feedback on the sample"_s, 3, false}, {{}, u"No answer"_s, u"Try again"_s, 1, true}};
}

Result<QList<CheckInTemplate>> checkInTemplates(Records &records, bool chinese)
{
    const auto rows = records.find(Query(check_in_template::entity).withRemoved().orderBy(check_in_template::position).limit(100));
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return shippedCheckIns(chinese);
    QList<CheckInTemplate> all;
    for (const Record &row : *rows)
        if (row.removedMs == 0 && all.size() < CheckInTemplate::most)
            all.append({row.id, row[check_in_template::subject], row[check_in_template::next_title],
                        int(std::clamp<qint64>(row[check_in_template::next_days], 0, mostDays)), row[check_in_template::workdays]});
    return all;
}

Result<Committed> saveCheckInTemplates(Records &records, const QList<CheckInTemplate> &wanted, const Id &author, qint64 nowMs)
{
    if (wanted.size() > CheckInTemplate::most)
        return fail(Error::Code::Invalid, u"timeline.tooManyTemplates"_s, {}, {QString::number(CheckInTemplate::most)});
    QList<CheckInTemplate> clean = wanted;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        clean[i].subject = kemai::clean(FieldClass::Name, clean[i].subject).text;
        clean[i].nextTitle = kemai::clean(FieldClass::Name, clean[i].nextTitle).text;
        clean[i].nextDays = std::clamp(clean[i].nextDays, 0, mostDays);
        if (clean[i].subject.isEmpty())
            return empty(i);
    }
    return save(records, check_in_template::entity, u"timeline.checkInTemplates"_s, clean, author, nowMs,
                [](Change &change, const Record &seen, const CheckInTemplate &each, int position) {
                    change.set(seen, check_in_template::position, position + 1)
                        .set(seen, check_in_template::subject, each.subject)
                        .set(seen, check_in_template::next_title, each.nextTitle)
                        .set(seen, check_in_template::next_days, each.nextDays)
                        .set(seen, check_in_template::workdays, each.workdays);
                });
}

QList<TextModule> shippedTextModules(bool chinese)
{
    if (chinese)
        return {{{}, u"安抚"_s, u"已向客户致歉并说明情况，客户表示理解。"_s},
                {{}, u"报价"_s, u"已按客户需求报价，说明了有效期和付款方式。"_s},
                {{}, u"回访"_s, u"已回访，客户使用正常，暂无新的需求。"_s},
                {{}, u"未接"_s, u"电话未接通，已发短信说明来意。"_s},
                {{}, u"转交"_s, u"已了解情况，转交相关同事处理，由我跟进结果。"_s}};
    return {{{}, u"apology"_s, u"Apologized to the customer and explained; the customer understood."_s},
            {{}, u"checkback"_s, u"Called back: all is well, nothing new is needed."_s},
            {{}, u"handover"_s, u"Took down what happened and handed it over; I follow it up."_s},
            {{}, u"noanswer"_s, u"No answer; sent a message with the reason for the call."_s},
            {{}, u"quote"_s, u"Quoted as asked, with validity and terms of payment."_s}};
}

Result<QList<TextModule>> textModules(Records &records, bool chinese)
{
    const auto rows = records.find(Query(text_module::entity).withRemoved().orderBy(text_module::key).limit(10 * TextModule::most));
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return shippedTextModules(chinese);
    QList<TextModule> all;
    for (const Record &row : *rows)
        if (row.removedMs == 0)
            all.append({row.id, row[text_module::key], row[text_module::text]});
    return all;
}

Result<Committed> saveTextModules(Records &records, const QList<TextModule> &wanted, const Id &author, qint64 nowMs)
{
    if (wanted.size() > TextModule::most)
        return fail(Error::Code::Invalid, u"timeline.tooManyTemplates"_s, {}, {QString::number(TextModule::most)});
    QList<TextModule> clean = wanted;
    QSet<QString> keys;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        clean[i].key = kemai::clean(FieldClass::Name, clean[i].key).text.simplified().remove(u' ').left(24);
        const auto text = cleanField(FieldClass::FreeText, clean[i].text);
        if (!text)
            return fail(text.error());
        clean[i].text = text->text.trimmed();
        if (clean[i].key.isEmpty() || clean[i].text.isEmpty())
            return empty(i);
        if (keys.contains(clean[i].key.toCaseFolded()))
            return fail(Error::Code::Invalid, u"timeline.moduleTwice"_s, {}, {clean[i].key});
        keys.insert(clean[i].key.toCaseFolded());
    }
    return save(records, text_module::entity, u"timeline.textModules"_s, clean, author, nowMs,
                [](Change &change, const Record &seen, const TextModule &each, int) {
                    change.set(seen, text_module::key, each.key).set(seen, text_module::text, each.text);
                });
}

} // namespace kemai
