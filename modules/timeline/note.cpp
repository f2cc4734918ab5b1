// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/note.h"

#include "schema/customer.h"
#include "schema/interaction.h"
#include "text/pipeline.h"

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
        .set(interaction::author_name, note.authorName);
}

Result<Noted> commit(Records &records, const ChangeSet &set, const Id &interaction)
{
    const auto done = records.commit(set);
    if (!done)
        return fail(done.error());
    return Noted{interaction, done->set};
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
    return commit(records, set, id);
}

Result<Noted> editNote(Records &records, const Record &seen, const QString &text, const Id &author, qint64 nowMs)
{
    if (!isNote(seen))
        return fail(Error::Code::Denied, u"timeline.notANote"_s);
    const Result<QString> cleaned = cleanText(text);
    if (!cleaned)
        return fail(cleaned.error());
    if (cleaned->isEmpty() && seen[interaction::subject].isEmpty())
        return fail(Error::Code::Invalid, u"timeline.emptyNote"_s);
    ChangeSet set = newSet(u"timeline.noteEdit"_s, author, nowMs);
    set.changes.append(Change::update(seen).set(seen, interaction::body, *cleaned));
    return commit(records, set, seen.id);
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
