// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/desk/call_model.h"

#include "base/deliver.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 forgottenMs = 10 * 60'000; // a ring that nobody ended and no card shows
constexpr qint64 sameRingMs = 10'000;       // a connector repeats itself that often
constexpr int foundShown = 5;

// A search on the same thread interrupts what reads; the caller then waits in vain unless the question is asked again.
bool isInterrupted(const Error &error)
{
    return error.id == "store.interrupted"_L1;
}

// One line, however it is spelled: a system rings with the trunk's 0 or +86 and hangs up without.
bool isSameLine(const Caller &a, const Caller &b)
{
    if (a.kind != b.kind)
        return false;
    return a.canBeLookedUp() ? a.digits == b.digits && a.number.extension == b.number.extension : a.written == b.written;
}

} // namespace

const CardPerson *DeskCall::person() const
{
    if (found)
        return &*found;
    if (!card)
        return nullptr;
    return chosen >= 0 && chosen < card->people.size() ? &card->people.at(chosen) : card->person();
}

bool DeskCall::hasWrapUp() const
{
    return !QString(wrapUp.result + wrapUp.reason + wrapUpNext).trimmed().isEmpty();
}

CallModel::CallModel(Store &store, PhoneInsert phoneOf, QObject *parent) : QObject(parent), m_store(store), m_phoneOf(std::move(phoneOf)) { }

CallModel::~CallModel()
{
    for (DeskCall &call : m_calls) {
        if (call.stage == DeskCall::Stage::WrapUp && !call.wrapUp.result.trimmed().isEmpty())
            (void)m_store.write([id = call.record.interaction, typed = call.wrapUp, author = m_author, now = nowMs()](Records &records) {
                return wrapUpCall(records, id, typed, false, author, now);
            });
        if (call.stage == DeskCall::Stage::WrapUp || (call.stage != DeskCall::Stage::Talking && call.record.note.trimmed().isEmpty()))
            continue;
        call.record.endedMs = nowMs();
        if (const CardPerson *person = call.person())
            call.record.customer = person->customer;
        (void)m_store.write([record = call.record, now = nowMs()](Records &records) { return writeCall(records, record, now); });
    }
}

void CallModel::setAuthor(const Id &user, const QString &name)
{
    m_author = user;
    m_authorName = name;
}

QList<qsizetype> CallModel::shown() const
{
    QList<qsizetype> places;
    for (qsizetype i = 0; i < m_calls.size(); ++i)
        if (!m_calls.at(i).dismissed)
            places.append(i);
    return places;
}

const DeskCall *CallModel::current() const
{
    const QList<qsizetype> places = shown();
    return places.isEmpty() ? nullptr : &m_calls.at(places.at(std::clamp<qsizetype>(m_current, 0, places.size() - 1)));
}

DeskCall *CallModel::front()
{
    return const_cast<DeskCall *>(current());
}

DeskCall *CallModel::callNamed(const Id &interaction)
{
    for (DeskCall &call : m_calls)
        if (call.record.interaction == interaction)
            return &call;
    return nullptr;
}

void CallModel::take(const CallNews &news)
{
    const Caller caller = readCaller(news.number);
    const qint64 now = nowMs();
    m_calls.removeIf([now](const DeskCall &call) { return call.dismissed && now - call.record.startedMs > forgottenMs; });
    const bool incoming = news.direction == CallNews::Direction::In;
    const auto isOn = [](const DeskCall &call) { return call.stage != DeskCall::Stage::WrapUp; };
    m_calls.removeIf([&](const DeskCall &call) { // put away a while ago, and now it rings anew
        return call.dismissed && news.event == CallNews::Event::Ringing && isSameLine(call.record.caller, caller) && now - call.record.startedMs > sameRingMs;
    });
    const auto same = std::find_if(m_calls.begin(), m_calls.end(), [&](const DeskCall &call) {
        return isOn(call) && isSameLine(call.record.caller, caller) && call.record.incoming == incoming;
    });
    if (same != m_calls.end() && news.event == CallNews::Event::Ended) {
        end(same->record.interaction);
        return;
    }
    if (news.event == CallNews::Event::Ended)
        return; // of a call we were not told of
    if (same != m_calls.end()) {
        if (news.event == CallNews::Event::Answered)
            same->dismissed = false;
        if (!same->dismissed)
            m_current = int(shown().indexOf(same - m_calls.begin()));
    } else {
        if (std::count_if(m_calls.cbegin(), m_calls.cend(), isOn) >= mostCalls) {
            emit failed(makeError(Error::Code::Busy, u"calls.tooMany"_s, u"more calls than a desk can hold"_s, {QString::number(mostCalls)}));
            return;
        }
        DeskCall call;
        call.news = news;
        call.since.start();
        call.record = {.interaction = Id::make(now), .caller = caller, .customer = {}, .contact = {}, .incoming = incoming, .queue = news.queue,
                       .startedMs = now, .note = {}, .author = m_author, .authorName = m_authorName};
        m_calls.append(call);
        const bool talking = std::any_of(m_calls.cbegin(), m_calls.cend(), [](const DeskCall &one) { return one.stage == DeskCall::Stage::Talking; });
        if (!talking) // nothing moves in front of who talks
            m_current = count() - 1;
        lookUp(call.record.interaction);
        emit rang();
    }
    if (news.event == CallNews::Event::Answered && front() && isSameLine(front()->record.caller, caller) && front()->stage == DeskCall::Stage::Ringing)
        answer();
    emit changed();
}

void CallModel::lookUp(const Id &interaction)
{
    const DeskCall *call = callNamed(interaction);
    if (!call)
        return;
    ++m_lookUps;
    deliver(m_store.read([caller = call->record.caller, now = moment()](Records &records) { return whoIsCalling(records, caller, now); }), this,
            [this, interaction](const Result<CallCard> &card) {
        --m_lookUps;
        DeskCall *asked = callNamed(interaction);
        if (!asked)
            return;
        if (!card) {
            if (isInterrupted(card.error()))
                lookUp(interaction);
            else
                emit failed(card.error());
            return;
        }
        const bool late = !asked->card && asked->stage == DeskCall::Stage::Talking;
        asked->card = *card;
        asked->chosen = -1;
        if (late) // answered before it was known who it is
            emit answered(asked->person() ? asked->person()->customer : Id());
        emit changed();
    });
}

void CallModel::answer()
{
    DeskCall *call = front();
    if (!call || call->stage != DeskCall::Stage::Ringing)
        return;
    call->stage = DeskCall::Stage::Talking;
    call->record.answeredMs = nowMs();
    emit changed();
    if (const DeskCall *still = current(); still && (still->card || still->found))
        emit answered(still->person() ? still->person()->customer : Id());
}

void CallModel::write(const DeskCall &call)
{
    deliver(m_store.write([record = call.record, now = nowMs()](Records &records) { return writeCall(records, record, now); }), this,
            [this, call](const Result<Committed> &done) {
        DeskCall *there = callNamed(call.record.interaction);
        if (!done) {
            if (!there) { // its note is on no disk: back with it
                m_calls.append(call);
                m_current = count() - 1;
                emit changed();
            }
            emit failed(done.error());
            return;
        }
        if (there)
            there->isWritten = true;
        if (done->applied > 0)
            emit written(u"calls.call"_s, done->set);
    });
}

void CallModel::end(const Id &interaction)
{
    DeskCall *call = callNamed(interaction);
    if (!call || call->stage == DeskCall::Stage::WrapUp)
        return;
    call->record.endedMs = nowMs();
    // Who did not talk to us and only may be somebody is nobody's call.
    const CardPerson *person = call->person();
    const bool sure = call->stage == DeskCall::Stage::Talking || call->chosen >= 0 || call->found || !call->card
        || call->card->certainty == CallCard::Certainty::Known;
    if (person && sure) {
        call->record.customer = person->customer;
        call->record.contact = person->contact;
    }
    write(*call);
    const Id customer = call->stage == DeskCall::Stage::Talking ? call->record.customer : Id();
    const Id ended = call->record.interaction; // `interaction` may be that of the call which goes now
    if (!customer.isNull() && call->record.incoming && m_asksWrapUp != AskWrapUp::Never) { // who dialed knows what for, and checks in
        call->stage = DeskCall::Stage::WrapUp;
        emit changed();
    } else {
        put(ended);
    }
    if (!customer.isNull())
        emit talked(customer, ended);
}

// Takes the card off the desk.
void CallModel::put(const Id &interaction)
{
    m_calls.removeIf([&interaction](const DeskCall &call) { return call.record.interaction == interaction; });
    m_current = std::clamp(m_current, 0, std::max(count() - 1, 0));
    emit changed();
}

void CallModel::hangUp()
{
    const DeskCall *call = current();
    if (!call)
        return;
    if (call->stage == DeskCall::Stage::WrapUp)
        dismiss();
    else
        end(call->record.interaction);
}

void CallModel::setAsksWrapUp(AskWrapUp asks)
{
    m_asksWrapUp = asks;
    if (asks != AskWrapUp::Never)
        return;
    m_calls.removeIf([](const DeskCall &call) { return call.stage == DeskCall::Stage::WrapUp && !call.hasWrapUp(); }); // what is typed waits
    m_current = std::clamp(m_current, 0, std::max(count() - 1, 0));
    emit changed();
}

void CallModel::setWrapUp(const WrapUp &typed, const QString &next)
{
    if (DeskCall *call = front(); call && call->stage == DeskCall::Stage::WrapUp) {
        call->wrapUp = typed;
        call->wrapUpNext = next;
    }
}

void CallModel::finishWrapUp()
{
    DeskCall *call = front();
    if (!call || call->stage != DeskCall::Stage::WrapUp || call->isWrapping)
        return;
    call->isWrapping = true;
    const Id interaction = call->record.interaction;
    const bool whole = m_asksWrapUp == AskWrapUp::Whole;
    // Behind the call's own write on the same thread, so the record is there.
    deliver(m_store.write([interaction, typed = call->wrapUp, whole, author = m_author, now = nowMs()](Records &records) {
                return wrapUpCall(records, interaction, typed, whole, author, now);
            }),
            this, [this, interaction](const Result<Committed> &done) {
        DeskCall *there = callNamed(interaction);
        if (there)
            there->isWrapping = false;
        if (!done) {
            emit failed(done.error()); // the card stays with what was typed
            return;
        }
        if (there) {
            m_wrapped = *there;
            put(interaction);
        }
        if (done->applied > 0)
            emit written(u"calls.wrapUp"_s, done->set);
    });
}

void CallModel::reopenWrapUp()
{
    if (!m_wrapped || callNamed(m_wrapped->record.interaction))
        return;
    m_calls.append(*m_wrapped);
    m_wrapped.reset();
    m_current = count() - 1;
    emit changed();
}

void CallModel::mark(bool held, bool muted)
{
    if (DeskCall *call = front()) {
        call->isHeld = held;
        call->isMuted = muted;
        emit changed();
    }
}

CallNews CallModel::handOver(const QString &draft) const
{
    const DeskCall *call = current();
    if (!call)
        return {};
    CallNews news = call->news;
    news.from = m_authorName;
    QStringList parts{call->news.note, call->record.note.trimmed(), draft.trimmed()};
    parts.removeAll(QString());
    news.note = parts.join(u' ');
    return news;
}

void CallModel::dismiss()
{
    DeskCall *call = front();
    if (!call)
        return;
    if (call->stage == DeskCall::Stage::WrapUp) {
        if (call->hasWrapUp() || m_asksWrapUp == AskWrapUp::Whole)
            finishWrapUp(); // what is typed is kept, or what is missing is said
        else
            put(call->record.interaction);
        return;
    }
    if (call->stage == DeskCall::Stage::Talking || !call->record.note.trimmed().isEmpty()) {
        end(call->record.interaction);
        return;
    }
    call->dismissed = true;
    m_current = std::clamp(m_current, 0, std::max(count() - 1, 0));
    emit changed();
}

void CallModel::choose(int person)
{
    DeskCall *call = front();
    if (!call || !call->card || person < 0 || person >= call->card->people.size())
        return;
    call->chosen = person;
    call->found.reset();
    emit changed();
    if (call->stage == DeskCall::Stage::Talking)
        emit answered(call->card->people.at(person).customer);
}

void CallModel::teach(DeskCall &call, const Id &customer, bool isTheirs)
{
    const Id interaction = call.record.interaction;
    const CallLesson lesson{call.record.caller, customer, call.isWritten ? interaction : Id(), m_author};
    const Change phone = isTheirs ? m_phoneOf(customer, call.record.caller.number, nowMs()) : Change();
    deliver(m_store.write([lesson, phone, isTheirs, now = nowMs()](Records &records) {
                return isTheirs ? attachNumber(records, lesson, phone, now) : rejectPerson(records, lesson, now);
            }),
            this, [this, interaction, isTheirs](const Result<Committed> &done) {
        if (!done) {
            emit failed(done.error());
            return;
        }
        if (done->applied > 0)
            emit written(isTheirs ? u"calls.attach"_s : u"calls.reject"_s, done->set);
        lookUp(interaction);
    });
}

void CallModel::notThisPerson()
{
    DeskCall *call = front();
    const CardPerson *person = call ? call->person() : nullptr;
    if (!person)
        return;
    const Id customer = person->customer;
    call->chosen = -1;
    call->found.reset();
    call->record.customer = {};
    call->record.contact = {};
    if (call->record.caller.canBeLookedUp())
        teach(*call, customer, false);
    emit changed();
}

void CallModel::thisPerson(const Id &customer)
{
    DeskCall *call = front();
    if (!call || customer.isNull())
        return;
    const Id interaction = call->record.interaction;
    if (call->record.caller.canBeLookedUp())
        teach(*call, customer, true);
    readPerson(interaction, customer);
}

void CallModel::readPerson(const Id &interaction, const Id &customer)
{
    deliver(m_store.read([customer, now = moment()](Records &records) { return cardOf(records, customer, now); }), this,
            [this, interaction, customer](const Result<CardPerson> &person) {
        DeskCall *asked = callNamed(interaction);
        if (!person) {
            if (isInterrupted(person.error()))
                readPerson(interaction, customer);
            else
                emit failed(person.error());
            return;
        }
        if (!asked)
            return;
        asked->found = *person;
        emit changed();
        if (asked->stage == DeskCall::Stage::Talking)
            emit answered(person->customer);
    });
}

void CallModel::setNote(const QString &note)
{
    if (DeskCall *call = front())
        call->record.note = note;
}

void CallModel::noted()
{
    DeskCall *call = front();
    if (!call || call->stage != DeskCall::Stage::Talking)
        return;
    if (const CardPerson *person = call->person()) {
        call->record.customer = person->customer;
        call->record.contact = person->contact;
    }
    write(*call);
}

void CallModel::forget(const Caller &caller)
{
    m_calls.removeIf([&](const DeskCall &call) { return isSameLine(call.record.caller, caller); });
    m_current = std::clamp(m_current, 0, std::max(count() - 1, 0));
    emit changed();
}

void CallModel::next(int by)
{
    if (count() < 2)
        return;
    m_current = (m_current + by + count()) % count();
    emit changed();
}

void CallModel::find(const QString &text)
{
    const quint64 question = ++m_search;
    if (text.trimmed().isEmpty()) {
        emit found({});
        return;
    }
    deliver(m_store.search({text, foundShown}), this, [this, question](const Result<QList<Hit>> &hits) {
        if (question == m_search && hits)
            emit found(*hits);
    });
}

} // namespace kemai
