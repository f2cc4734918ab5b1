// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/note.h"

#include "schema/customer.h"
#include "schema/interaction.h"
#include "text/pipeline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

ChangeSet newSet(const QString &title, const Id &author, qint64 nowMs)
{
    ChangeSet set;
    set.author = author;
    set.title = title;
    set.atMs = nowMs;
    return set;
}

Result<QString> cleanText(const QString &raw)
{
    const auto cleaned = cleanField(FieldClass::FreeText, raw);
    if (!cleaned)
        return fail(cleaned.error());
    return cleaned->text.trimmed();
}

Result<> checkCustomer(Records &records, const Id &customer)
{
    const auto there = records.one(customer::entity, customer);
    if (!there)
        return fail(there.error());
    return {};
}

QString detailsWith(const QString &details, const QList<NoteMark> &marks);

Change insertEvent(const Note &note, const Id &id, const QString &channel, const QString &subject, const QString &text, qint64 nowMs)
{
    return Change::insert(interaction::entity, id)
        .set(interaction::customer, note.customer)
        .set(interaction::channel, channel)
        .set(interaction::direction, u"internal"_s)
        .set(interaction::at, note.atMs != 0 ? note.atMs : nowMs)
        .set(interaction::subject, subject)
        .set(interaction::body, text)
        .set(interaction::author, note.author)
        .set(interaction::author_name, note.authorName)
        .set(interaction::details, detailsWith({}, note.marks));
}

// The details of an event that keeps who was mentioned; what else is in them stays.
QString detailsWith(const QString &details, const QList<NoteMark> &marks)
{
    QJsonObject object = QJsonDocument::fromJson(details.toUtf8()).object();
    QJsonArray mentions = object.value("mentions"_L1).toArray();
    for (const NoteMark &mark : marks)
        if (mark.kind == NoteMark::Kind::Mention && !mentions.contains(mark.user.toString()))
            mentions.append(mark.user.toString());
    if (mentions.isEmpty())
        return details;
    object.insert("mentions"_L1, mentions);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// The tags the customer has not got yet, and the promises.
Result<> appendMarks(Records &records, const Note &note, const Id &interaction, qint64 nowMs, QList<Change> &changes)
{
    QStringList wanted;
    for (const NoteMark &mark : note.marks)
        if (mark.kind == NoteMark::Kind::Tag && !wanted.contains(mark.text, Qt::CaseInsensitive))
            wanted.append(mark.text);
    if (!wanted.isEmpty()) {
        const auto there = records.find(Query(tag::entity).where(tag::customer == note.customer));
        if (!there)
            return fail(there.error());
        for (const Record &row : *there)
            wanted.removeIf([&row](const QString &label) { return label.compare(row[tag::label], Qt::CaseInsensitive) == 0; });
        for (const QString &label : std::as_const(wanted))
            changes.append(Change::insert(tag::entity, Id::make(nowMs)).set(tag::customer, note.customer).set(tag::label, label));
    }
    for (const NoteMark &mark : note.marks) {
        if (mark.kind != NoteMark::Kind::Promise)
            continue;
        changes.append(Change::insert(promise::entity, Id::make(nowMs))
                           .set(promise::customer, note.customer)
                           .set(promise::text, clean(FieldClass::Name, mark.text).text)
                           .set(promise::made_at, note.atMs != 0 ? note.atMs : nowMs)
                           .set(promise::owner, note.author)
                           .set(promise::owner_name, note.authorName)
                           .set(promise::interaction, interaction));
        if (mark.due)
            changes.last().set(promise::due, mark.due->toMs(note.zone));
    }
    return {};
}

Result<Noted> commit(Records &records, const ChangeSet &set, const Id &interaction)
{
    const auto done = records.commit(set);
    if (!done)
        return fail(done.error());
    const bool leadsOn = std::any_of(set.changes.cbegin(), set.changes.cend(), [](const Change &change) {
        return change.entity == &task::entity || change.entity == &promise::entity;
    });
    return Noted{interaction, done->set, leadsOn};
}

} // namespace

bool isNote(const Record &event)
{
    const QString channel = event[interaction::channel];
    return (channel == "note"_L1 || channel == "visit"_L1) && event[interaction::external_id].isEmpty();
}

Result<Noted> addNote(Records &records, const Note &note, qint64 nowMs)
{
    const Result<QString> text = cleanText(note.text);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return fail(Error::Code::Invalid, u"timeline.emptyNote"_s);
    if (const auto there = checkCustomer(records, note.customer); !there)
        return fail(there.error());
    const Id id = Id::make(nowMs);
    ChangeSet set = newSet(u"timeline.note"_s, note.author, nowMs);
    set.changes.append(insertEvent(note, id, u"note"_s, {}, *text, nowMs));
    if (const auto made = appendMarks(records, note, id, nowMs, set.changes); !made)
        return fail(made.error());
    return commit(records, set, id);
}

Result<Noted> checkIn(Records &records, const CheckIn &checkIn, qint64 nowMs)
{
    const Result<QString> text = cleanText(checkIn.note.text);
    if (!text)
        return fail(text.error());
    const QString subject = clean(FieldClass::Name, checkIn.subject).text;
    if (subject.isEmpty() && text->isEmpty())
        return fail(Error::Code::Invalid, u"timeline.emptyNote"_s);
    if (const auto there = checkCustomer(records, checkIn.note.customer); !there)
        return fail(there.error());
    const Id id = Id::make(nowMs);
    ChangeSet set = newSet(u"timeline.checkIn"_s, checkIn.note.author, nowMs);
    set.changes.append(insertEvent(checkIn.note, id, u"visit"_s, subject, *text, nowMs));
    if (checkIn.next) {
        set.changes.append(Change::insert(task::entity, Id::make(nowMs))
                               .set(task::customer, checkIn.note.customer)
                               .set(task::title, clean(FieldClass::Name, checkIn.next->title).text)
                               .set(task::due, checkIn.next->dueMs)
                               .set(task::owner, checkIn.note.author)
                               .set(task::interaction, id));
    }
    if (const auto made = appendMarks(records, checkIn.note, id, nowMs, set.changes); !made)
        return fail(made.error());
    return commit(records, set, id);
}

Result<Noted> editNote(Records &records, const Record &seen, const Note &edited, qint64 nowMs)
{
    if (!isNote(seen))
        return fail(Error::Code::Denied, u"timeline.notANote"_s);
    const Result<QString> cleaned = cleanText(edited.text);
    if (!cleaned)
        return fail(cleaned.error());
    if (cleaned->isEmpty() && seen[interaction::subject].isEmpty())
        return fail(Error::Code::Invalid, u"timeline.emptyNote"_s);
    ChangeSet set = newSet(u"timeline.noteEdit"_s, edited.author, nowMs);
    set.changes.append(Change::update(seen)
                           .set(seen, interaction::body, *cleaned)
                           .set(seen, interaction::details, detailsWith(seen[interaction::details], edited.marks)));
    Note beside = edited;
    beside.customer = seen[interaction::customer];
    if (const auto made = appendMarks(records, beside, seen.id, nowMs, set.changes); !made)
        return fail(made.error());
    Result<Noted> noted = commit(records, set, seen.id);
    if (noted)
        noted->leadsOn = true; // nobody asks for a next step after a correction
    return noted;
}

Result<Noted> addNextStep(Records &records, const Id &customer, const FollowUp &step, const Id &interaction, const Id &author, qint64 nowMs)
{
    const QString title = clean(FieldClass::Name, step.title).text;
    if (title.isEmpty())
        return fail(Error::Code::Invalid, u"timeline.emptyStep"_s);
    if (const auto there = checkCustomer(records, customer); !there)
        return fail(there.error());
    ChangeSet set = newSet(u"task.create"_s, author, nowMs);
    set.changes.append(Change::insert(task::entity, Id::make(nowMs))
                           .set(task::customer, customer)
                           .set(task::title, title)
                           .set(task::owner, author)
                           .set(task::interaction, interaction));
    if (step.dueMs != 0)
        set.changes.last().set(task::due, step.dueMs);
    return commit(records, set, interaction);
}

Result<Noted> withdrawNote(Records &records, const Record &seen, const Id &author, qint64 nowMs)
{
    if (!isNote(seen))
        return fail(Error::Code::Denied, u"timeline.notANote"_s);
    ChangeSet set = newSet(u"timeline.noteWithdraw"_s, author, nowMs);
    set.changes.append(Change::remove(seen));
    return commit(records, set, seen.id);
}

} // namespace kemai
