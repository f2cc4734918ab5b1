// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/call_record.h"

#include "schema/number_clue.h"
#include "schema/schema.h"
#include "text/pipeline.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 orphansTaken = 50; // earlier calls of a number that become a customer's

const Id clueSpace = Id::fromString(u"3b5d6a0e-53c1-5d0b-9d0e-6b1f5f0c7a11");

// One clue a number and customer; one a number and call or text. The same act on two workstations is one record.
Id clueId(const QString &digits, const Id &of)
{
    const QByteArray name = digits.toUtf8() + '|' + of.toString().toUtf8();
    return Id::fromName(clueSpace, name);
}

ChangeSet newSet(const QString &title, const Id &author, qint64 nowMs)
{
    ChangeSet set;
    set.origin = Origin::Call;
    set.author = author;
    set.atMs = nowMs;
    set.title = title;
    return set;
}

Result<std::optional<Record>> stored(Records &records, const Entity &entity, const Id &id)
{
    return records.first(Query(entity).where(Condition::idIs(id)).withRemoved());
}

Result<> judge(Records &records, QList<Change> &changes, const CallLesson &lesson, const QString &verdict, qint64 nowMs)
{
    const Id id = clueId(lesson.caller.digits, lesson.customer);
    const auto there = stored(records, number_clue::entity, id);
    if (!there)
        return fail(there.error());
    if (!*there) {
        changes.append(Change::insert(number_clue::entity, id)
                           .set(number_clue::digits, lesson.caller.digits)
                           .set(number_clue::customer, lesson.customer)
                           .set(number_clue::verdict, verdict)
                           .set(number_clue::interaction, lesson.interaction)
                           .set(number_clue::at, nowMs));
        return {};
    }
    if ((*there)->removedMs != 0)
        changes.append(Change::restore(**there));
    changes.append(Change::update(**there).set(**there, number_clue::verdict, verdict).set(**there, number_clue::at, nowMs));
    return {};
}

QString detailsOf(const CallRecord &call)
{
    QJsonObject details;
    if (call.caller.kind == Caller::Kind::Hidden)
        details.insert(u"hidden"_s, true);
    else
        details.insert(u"number"_s, call.caller.digits.isEmpty() ? call.caller.written : call.caller.digits);
    if (call.answeredMs == 0)
        details.insert(u"missed"_s, true);
    return QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
}

} // namespace

Result<Committed> writeCall(Records &records, const CallRecord &call, qint64 nowMs)
{
    const auto note = cleanField(FieldClass::FreeText, call.note);
    if (!note)
        return fail(note.error());
    if (!call.customer.isNull())
        if (const auto there = records.one(customer::entity, call.customer); !there)
            return fail(there.error());
    const auto before = stored(records, interaction::entity, call.interaction);
    if (!before)
        return fail(before.error());

    ChangeSet set = newSet(u"calls.call"_s, call.author, nowMs);
    const QString body = note->text.trimmed();
    const QString details = detailsOf(call);
    if (!*before) {
        set.changes.append(Change::insert(interaction::entity, call.interaction)
                               .set(interaction::customer, call.customer)
                               .set(interaction::contact, call.contact)
                               .set(interaction::channel, u"call"_s)
                               .set(interaction::direction, call.incoming ? u"in"_s : u"out"_s)
                               .set(interaction::at, call.startedMs)
                               .set(interaction::subject, call.queue)
                               .set(interaction::body, body)
                               .set(interaction::author, call.author)
                               .set(interaction::author_name, call.authorName)
                               .set(interaction::details, details));
        if (const qint64 seconds = call.seconds(nowMs); seconds > 0)
            set.changes.last().set(interaction::duration_s, seconds);
        if ((call.customer.isNull() || (call.incoming && call.answeredMs == 0)) && call.caller.canBeLookedUp())
            set.changes.append(Change::insert(number_clue::entity, clueId(call.caller.digits, call.interaction))
                                   .set(number_clue::digits, call.caller.digits)
                                   .set(number_clue::verdict, u"called"_s)
                                   .set(number_clue::interaction, call.interaction)
                                   .set(number_clue::at, call.startedMs));
    } else {
        const Record &seen = **before;
        Change change = Change::update(seen);
        change.set(seen, interaction::customer, call.customer)
            .set(seen, interaction::contact, call.contact)
            .set(seen, interaction::details, details);
        if (const qint64 seconds = call.seconds(nowMs); seconds > 0)
            change.set(seen, interaction::duration_s, seconds);
        if (!body.isEmpty()) // a note is never emptied by a call that ends
            change.set(seen, interaction::body, body);
        if (seen.removedMs != 0)
            set.changes.append(Change::restore(seen));
        set.changes.append(change);
    }
    return records.commit(set);
}

Result<Committed> attachNumber(Records &records, const CallLesson &lesson, const Change &phone, qint64 nowMs)
{
    if (!lesson.caller.canBeLookedUp())
        return fail(Error::Code::Invalid, u"calls.noNumber"_s);
    ChangeSet set = newSet(u"calls.attach"_s, lesson.author, nowMs);
    if (const auto done = judge(records, set.changes, lesson, u"is"_s, nowMs); !done)
        return fail(done.error());
    const auto has = records.first(
        Query(phone::entity).where(phone::digits == lesson.caller.digits && phone::customer == lesson.customer).select(phone::kind));
    if (!has)
        return fail(has.error());
    if (!*has && lesson.caller.kind == Caller::Kind::Number)
        set.changes.append(phone);

    const auto calls = records.find(Query(number_clue::entity)
                                        .where(number_clue::digits == lesson.caller.digits && number_clue::verdict == u"called"_s)
                                        .orderBy(number_clue::at, Order::Descending)
                                        .limit(orphansTaken));
    if (!calls)
        return fail(calls.error());
    QList<Id> ids;
    for (const Record &row : *calls)
        ids.append(row[number_clue::interaction]);
    if (!lesson.interaction.isNull() && !ids.contains(lesson.interaction))
        ids.append(lesson.interaction);
    ids.removeAll(Id());
    if (!ids.isEmpty()) {
        const auto events = records.find(Query(interaction::entity).where(Condition::idIn(ids) && isNull(interaction::customer)));
        if (!events)
            return fail(events.error());
        for (const Record &event : *events)
            set.changes.append(Change::update(event).set(event, interaction::customer, lesson.customer));
    }
    return records.commit(set);
}

Result<Committed> rejectPerson(Records &records, const CallLesson &lesson, qint64 nowMs)
{
    if (!lesson.caller.canBeLookedUp())
        return fail(Error::Code::Invalid, u"calls.noNumber"_s);
    ChangeSet set = newSet(u"calls.reject"_s, lesson.author, nowMs);
    if (const auto done = judge(records, set.changes, lesson, u"not"_s, nowMs); !done)
        return fail(done.error());
    if (!lesson.interaction.isNull()) {
        const auto event = stored(records, interaction::entity, lesson.interaction);
        if (!event)
            return fail(event.error());
        if (*event && (**event)[interaction::customer] == lesson.customer)
            set.changes.append(Change::update(**event).set(**event, interaction::customer, Id()).set(**event, interaction::contact, Id()));
    }
    return records.commit(set);
}

QStringList numbersIn(const QString &text)
{
    // Runs that can be a whole number: with separators inside, nothing digit-like at either end. The judge then decides.
    static const QRegularExpression run(u"(?<![0-9A-Za-z.+*])(?:\\+|00)?[0-9](?:[ -]?[0-9]){6,17}(?![0-9A-Za-z*])"_s);
    constexpr qsizetype mostRead = 20'000;
    constexpr qsizetype mostNumbers = 8;
    QStringList found;
    auto matches = run.globalMatch(QStringView(text).left(mostRead));
    while (matches.hasNext() && found.size() < mostNumbers) {
        const QString written = matches.next().captured();
        const Caller read = readCaller(written);
        const bool whole = read.kind == Caller::Kind::Number
            && (read.number.kind == PhoneKind::Mobile || read.number.kind == PhoneKind::Foreign
                || (read.number.kind == PhoneKind::Landline && (written.startsWith(u'0') || written.startsWith(u'+')))); // else a date
        if (whole && !found.contains(read.digits))
            found.append(read.digits);
    }
    return found;
}

Result<Committed> learnNumbers(Records &records, const Entity &entity, const QList<Id> &ids, qint64 nowMs)
{
    const bool events = &entity == &interaction::entity;
    if (!events && &entity != &ticket::entity)
        return Committed();
    const auto rows = records.find(Query(entity).where(Condition::idIn(ids.first(std::min(ids.size(), learnLimit)))));
    if (!rows)
        return fail(rows.error());
    ChangeSet set = newSet(u"calls.learn"_s, {}, nowMs);
    set.origin = Origin::Inferred;
    for (const Record &row : *rows) {
        const Id whose = events ? row[interaction::customer] : row[ticket::customer];
        if (whose.isNull())
            continue;
        const QString text = events ? QString(row[interaction::subject] + u'\n' + row[interaction::body]) : row[ticket::title];
        for (const QString &digits : numbersIn(text)) {
            const auto has = records.first(Query(phone::entity).where(phone::digits == digits && phone::customer == whose).select(phone::kind));
            if (!has)
                return fail(has.error());
            if (*has)
                continue;
            Change clue = Change::insert(number_clue::entity, clueId(digits, row.id))
                              .set(number_clue::digits, digits)
                              .set(number_clue::customer, whose)
                              .set(number_clue::verdict, u"mentioned"_s)
                              .set(number_clue::at, events ? row[interaction::at] : row[ticket::opened_at]);
            if (events)
                clue.set(number_clue::interaction, row.id);
            set.changes.append(clue);
        }
    }
    return set.changes.isEmpty() ? Result<Committed>(Committed()) : records.commit(set);
}

} // namespace kemai
