// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/call_words.h"

#include "schema/schema.h"
#include "text/trade_words.h"
#include "widgets/language.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

} // namespace

bool CallWords::chinese()
{
    return language().tongue() == Tongue::Chinese;
}

QString CallWords::number(const Caller &caller)
{
    switch (caller.kind) {
    case Caller::Kind::Hidden:
        return tr("Hidden number");
    case Caller::Kind::Extension:
        return tr("Extension %1").arg(caller.digits);
    case Caller::Kind::Unreadable:
        return caller.written;
    case Caller::Kind::Number:
        break;
    }
    return caller.number.e164.isEmpty() ? caller.digits : Human::now().phone(caller.number.e164, caller.number.extension);
}

QString CallWords::title(const DeskCall &call)
{
    if (const CardPerson *person = call.person()) {
        const QString name = person->contactName.isEmpty() ? person->name : person->contactName;
        const bool maybe = !call.found && call.chosen < 0 && call.card && call.card->certainty == CallCard::Certainty::Maybe;
        return maybe ? tr("Maybe %1").arg(name) : name;
    }
    if (!call.card)
        return number(call.record.caller);
    switch (call.card->certainty) {
    case CallCard::Certainty::Several:
        return tr("Several people share this number");
    case CallCard::Certainty::Hidden:
        return tr("Hidden number");
    default:
        return tr("Unknown number");
    }
}

QString CallWords::beside(const CardPerson &person)
{
    if (person.contactName.isEmpty() || person.contactName == person.name)
        return person.company;
    return person.relation.isEmpty() ? tr("at %1").arg(person.name) : tr("%1 of %2", "relation, customer").arg(tradeWord(person.relation, chinese()), person.name);
}

QString CallWords::region(const CallCard &card)
{
    if (!chinese())
        return card.provinceEn;
    return card.city.isEmpty() ? card.province : QString(card.province + u' ' + card.city);
}

QString CallWords::line(const DeskCall &call)
{
    QStringList parts;
    if (call.person() || (call.card && call.card->certainty != CallCard::Certainty::Hidden))
        parts << number(call.record.caller);
    if (call.card)
        parts << region(*call.card);
    if (!call.news.queue.isEmpty())
        parts << tr("queue \"%1\"").arg(call.news.queue);
    if (!call.news.choice.isEmpty())
        parts << tr("chose %1").arg(call.news.choice);
    if (call.news.waitedSeconds > 0)
        parts << tr("waited %1").arg(Human::now().shortDuration(call.news.waitedSeconds));
    return joined(parts);
}

QString CallWords::why(const CardPerson &person)
{
    switch (person.because) {
    case Because::Own:
    case Because::Confirmed:
        return {};
    case Because::Family:
        return tr("family number");
    case Because::Reception:
        return tr("reception's number");
    case Because::Switchboard:
        return person.detail.isEmpty() ? tr("switchboard") : tr("switchboard, extension %1").arg(person.detail);
    case Because::DirectLine:
        return tr("ends like extension %1").arg(person.detail);
    case Because::Mentioned:
        return person.detail.isEmpty() ? tr("a note mentions this number") : tr("mentioned in \"%1\"").arg(person.detail);
    case Because::Contact:
        return tr("stands with the contact \"%1\"").arg(person.detail);
    case Because::Text:
        return tr("stands in \"%1\"").arg(person.detail);
    }
    return {};
}

QString CallWords::hint(const DeskCall &call)
{
    if (call.stage == DeskCall::Stage::WrapUp)
        return tr("What came of it? The call itself is kept already.");
    if (!call.news.note.isEmpty() || !call.news.from.isEmpty())
        return call.news.from.isEmpty() ? tr("Handed over: %1").arg(call.news.note) : joined({tr("Handed over by %1").arg(call.news.from), call.news.note});
    if (const CardPerson *person = call.person()) {
        const QString reason = call.found || call.chosen >= 0 ? QString() : why(*person);
        return joined({reason, owner(*person).isEmpty() ? QString() : tr("owner %1").arg(owner(*person))});
    }
    if (!call.card)
        return {};
    switch (call.card->certainty) {
    case CallCard::Certainty::Several:
        return tr("Press the number of the person who is speaking.");
    case CallCard::Certainty::Hidden:
        return tr("Find the caller by name or by the last four digits.");
    case CallCard::Certainty::Unknown:
        return call.card->earlierCallsThisWeek > 0
            ? tr("%n earlier call(s) this week; nobody knew the number.", nullptr, call.card->earlierCallsThisWeek)
            : tr("Nobody here has this number yet.");
    default:
        return {};
    }
}

QList<Tag> CallWords::tags(const DeskCall &call)
{
    QList<Tag> tags;
    const CardPerson *person = call.person();
    if (!person)
        return tags;
    if (person->callsThisWeek > 0 && call.record.incoming)
        tags.append({tr("call no. %1 this week").arg(person->callsThisWeek + 1), Tone::Warning});
    else if (person->contactsThisWeek > 0)
        tags.append({tr("%n contact(s) this week", nullptr, person->contactsThisWeek), Tone::Neutral});
    if (!person->level.isEmpty())
        tags.append({tradeWord(person->level, chinese()), Tone::Neutral});
    for (const QString &label : person->tags)
        tags.append({tradeWord(label, chinese()), Tone::Accent});
    return tags;
}

QString CallWords::promise(const OverduePromise &promise)
{
    return tr("Promised: %1").arg(promise.text);
}

QString CallWords::overdue(const OverduePromise &promise)
{
    return promise.days > 0 ? tr("%n day(s) overdue", nullptr, int(promise.days)) : tr("due since today");
}

QString CallWords::event(const CardEvent &event)
{
    const QString channel = event.channel == "call"_L1 ? (event.direction == "out"_L1 ? tr("Outbound call") : tr("Call"))
                                                        : choiceLabel(interaction::channel.field(), event.channel, chinese());
    return joined({channel, event.text.isEmpty() ? event.subject : event.text});
}

QString CallWords::ticket(const CardTicket &ticket)
{
    return joined({ticket.number.isEmpty() ? tr("Open ticket") : tr("Open ticket #%1").arg(ticket.number), ticket.title});
}

QString CallWords::owner(const CardPerson &person)
{
    return chinese() || person.ownerNameEn.isEmpty() ? person.ownerName : person.ownerNameEn;
}

QString CallWords::summary(const DeskCall &call)
{
    const CardPerson *person = call.person();
    return joined({title(call), person ? beside(*person) : QString(), line(call), person && !person->overdue.isEmpty()
                       ? QString(promise(person->overdue.first()) + u' ' + overdue(person->overdue.first()))
                       : QString()});
}

} // namespace kemai
