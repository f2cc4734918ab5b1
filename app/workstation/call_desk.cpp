// SPDX-License-Identifier: GPL-3.0-or-later
#include "call_desk.h"

#include "base/deliver.h"
#include "calls/ui/call_words.h"
#include "calls/ui/missed_page.h"
#include "calls/ui/telephone_test_page.h"
#include "customers/customer_changes.h"
#include "customers/ui/customers_page.h"
#include "desk_user.h"
#include "main_window.h"
#include "settings/settings.h"
#include "single_instance.h"
#include "spoken_error.h"
#include "telephone_test.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_view.h"
#include "tray_icon.h"
#include "undo_set.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

Q_LOGGING_CATEGORY(callLog, "kemai.calls", QtInfoMsg)

constexpr qsizetype mostWaiting = 8;
constexpr int phonePosition = 1000; // behind those that are there

const QString answerAction = QStringLiteral("call.answer");
const QString endAction = QStringLiteral("call.end");
const QString quickAction = QStringLiteral("customers.quick");

QString phoneAction(size_t act) { return u"call."_s + CallWindow::phoneActs[act]; }

bool doesNotDisturb() { return settings().isOn(setting::doNotDisturb); }

} // namespace

CallDesk::CallDesk(Session &session, MainWindow &window, SingleInstance *instance)
    : m_session(session), m_window(window), m_instance(instance)
{
    connect(&m_session, &Session::opened, this, &CallDesk::opened);
    connect(&m_session, &Session::closing, this, &CallDesk::closing);
    connect(&m_window, &MainWindow::pagesBuilt, this, &CallDesk::followPages);
    connect(&settings(), &Settings::changed, this, [this](const Setting &which) {
        if (&which == &setting::popupStyle || &which == &setting::doNotDisturb || &which == &setting::wrapUp || &which == &setting::wrapUpSeconds)
            showStyle();
    });
    connect(&m_dialer, &Dialer::failed, &m_window, [this](const Error &error) { m_window.showError(error); });
    connect(&m_dialer, &Dialer::dialed, this, [this](const QString &number) {
        if (m_model) // the card of who is called, with the note of the talk
            m_model->take({.number = number, .queue = {}, .choice = {}, .direction = CallNews::Direction::Out});
    });
    connect(&m_keys, &GlobalKeys::pressed, &m_window.actions(), &ActionRegistry::run);
    m_window.setDeskActions(actions());
    connect(&m_window.actions(), &ActionRegistry::changed, this, &CallDesk::registerKeys);
    if (m_instance)
        connect(m_instance, &SingleInstance::linkReceived, this, &CallDesk::take);
    m_tray = TrayIcon::make(this);
    if (m_tray) {
        connect(m_tray.get(), &TrayIcon::quickCreateRequested, this, [this] { quickCreate(); });
        connect(m_tray.get(), &TrayIcon::doNotDisturbChosen, this, &CallDesk::setDoNotDisturb);
        connect(m_tray.get(), &TrayIcon::windowRequested, this, [this] { follow({}); });
    }
    registerKeys();
    showStyle();
    if (m_session.state() == Session::State::Open)
        opened();
}

CallDesk::~CallDesk() = default;

QList<Action> CallDesk::actions()
{
    QList<Action> all{
        {answerAction, Glyph::Phone, [] { return tr("Answer the call"); }, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Home), [this] { answerOrTakeKeyboard(); }},
        {endAction, Glyph::Close, [] { return tr("Hang up or decline"); }, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_End), [this] { hangUp(); }},
        {phoneAction(0), Glyph::Pause, [] { return tr("In a call: hold, resume"); }, QKeySequence(Qt::Key_F6), [this] { askPhone(u"hold"_s); }},
        {phoneAction(1), Glyph::PhoneOut, [] { return tr("In a call: transfer with the note"); }, QKeySequence(Qt::Key_F7), [this] { askPhone(u"transfer"_s); }},
        {phoneAction(2), Glyph::Team, [] { return tr("In a call: conference"); }, QKeySequence(Qt::Key_F8), [this] { askPhone(u"conference"_s); }},
        {phoneAction(3), Glyph::Minus, [] { return tr("In a call: mute, unmute"); }, QKeySequence(Qt::Key_F9), [this] { askPhone(u"mute"_s); }},
        {u"call.notThisPerson"_s, Glyph::User, [] { return tr("Caller: not this person"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W),
         [this] {
             if (m_model)
                 m_model->notThisPerson();
         }},
        {quickAction, Glyph::Plus, [] { return tr("New customer in three fields"); }, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N), [this] { quickCreate(); }},
        {u"call.doNotDisturb"_s, Glyph::Phone, [] { return doesNotDisturb() ? tr("Let calls come up again") : tr("Do not disturb"); }, {},
         [this] { setDoNotDisturb(!doesNotDisturb()); }},
    };
    for (Action &action : all)
        action.everywhere = true;
    return all;
}

void CallDesk::registerKeys()
{
    if (m_card)
        showPhoneKeys();
    const QStringList names{answerAction, endAction, quickAction};
    QList<QKeySequence> wanted;
    for (const QString &name : names)
        wanted << m_window.actions().keys(name);
    if (wanted == m_asked)
        return;
    m_asked = wanted;
    m_keys.releaseAll();
    m_refusedKeys.clear();
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (wanted.at(i).isEmpty())
            continue;
        if (const auto given = m_keys.grab(names.at(i), wanted.at(i)); !given) {
            qCWarning(callLog) << "a key works in Kemai's own windows only:" << wanted.at(i).toString() << given.error().id;
            m_refusedKeys << given.error();
        }
    }
    if (m_card)
        m_card->setKeys(wanted.at(0), wanted.at(1));
}

void CallDesk::showPhoneKeys()
{
    QList<QKeySequence> keys;
    for (size_t act = 0; act < CallWindow::phoneActs.size(); ++act)
        keys << m_window.actions().keys(phoneAction(act));
    m_card->setPhoneKeys(keys);
}

// By the agent's own hand: what came of it is asked where the hand is. A line that went dead by itself takes nobody's keyboard.
void CallDesk::hangUp()
{
    if (!m_model || !m_model->current())
        return;
    const bool ends = m_model->current()->stage == DeskCall::Stage::Talking;
    m_model->hangUp();
    if (const DeskCall *call = m_model->current(); ends && call && call->stage == DeskCall::Stage::WrapUp)
        m_card->takeKeyboard();
}

void CallDesk::askPhone(const QString &action)
{
    const DeskCall *call = m_model ? m_model->current() : nullptr;
    if (!call || call->stage != DeskCall::Stage::Talking)
        return;
    if (settings().text(setting::phoneCommand).trimmed().isEmpty())
        m_window.showError(makeError(Error::Code::Invalid, u"phone.noCommand"_s));
    else if (action == "transfer"_L1 || action == "conference"_L1)
        m_card->askTarget(action);
    else
        control(action, {});
}

void CallDesk::control(const QString &action, const QString &number)
{
    const DeskCall *call = m_model ? m_model->current() : nullptr;
    if (!call || call->stage != DeskCall::Stage::Talking)
        return;
    const bool holds = action == "hold"_L1;
    const bool mutes = action == "mute"_L1;
    const QString asked = holds && call->isHeld ? u"resume"_s : mutes && call->isMuted ? u"unmute"_s : action;
    // The note so far goes along: what is written of the call, and what stands in the customer's note and is not saved yet.
    auto *view = m_window.findChild<TimelineView *>();
    const bool here = view && call->person() && m_window.shown(u"customers"_s) == call->person()->customer;
    const QString link = handOverLink(m_model->handOver(here ? view->note()->text() : QString()));
    if (const auto done = m_dialer.control(asked, number, link); !done) {
        m_window.showError(done.error());
        return;
    }
    if (holds || mutes)
        m_model->mark(holds ? !call->isHeld : call->isHeld, mutes ? !call->isMuted : call->isMuted);
    else if (action == "transfer"_L1)
        hangUp(); // it rings elsewhere; here it is over
}

void CallDesk::answerOrTakeKeyboard()
{
    if (!m_model || !m_model->current())
        return;
    if (m_model->current()->stage == DeskCall::Stage::Ringing)
        m_model->answer();
    else
        m_card->takeKeyboard();
}

void CallDesk::opened()
{
    Store &store = *m_session.store();
    m_model = std::make_unique<CallModel>(store, [](const Id &customer, const PhoneNumber &number, qint64 nowMs) {
        return phoneInsert(Id::make(nowMs), customer, number, phonePosition);
    });
    m_card = std::make_unique<CallWindow>(*m_model, &m_window);
    m_card->setKeys(m_asked.value(0), m_asked.value(1));
    showPhoneKeys();
    connect(m_card.get(), &CallWindow::phoneRequested, this, &CallDesk::askPhone);
    connect(m_card.get(), &CallWindow::targetGiven, this, &CallDesk::control);
    m_quick = std::make_unique<QuickCreateDesk>(store, m_window);
    showStyle();
    CallModel *model = m_model.get();
    connect(model, &CallModel::rang, this, &CallDesk::rang);
    connect(model, &CallModel::answered, this, &CallDesk::answered);
    connect(model, &CallModel::talked, this, &CallDesk::wrapUp);
    connect(model, &CallModel::failed, this, [this](const Error &error) { m_window.showError(error); });
    connect(model, &CallModel::written, this, [this](const QString &what, const Id &set) {
        const QString done = what == "calls.attach"_L1 ? tr("The number is theirs now.")
                             : what == "calls.reject"_L1 ? tr("Remembered: not this person.")
                             : what == "calls.wrapUp"_L1 ? tr("The result of the call is kept.")
                                                         : tr("The call is written.");
        m_window.offerUndo(done, [this, set, what] {
            if (Store *open = m_session.store())
                undoSetOf(*open, set, this, [this, what](const Result<Undone> &undone) {
                    if (!undone) {
                        m_window.showError(undone.error());
                    } else if (what == "calls.wrapUp"_L1 && m_model) { // to be said better
                        m_model->reopenWrapUp();
                        m_card->takeKeyboard();
                    }
                });
        });
    });
    connect(m_card.get(), &CallWindow::painted, this, [this](qint64 us) {
        qCInfo(callLog) << "the card is painted after" << us << "us";
        emit cardPainted(us);
    });
    connect(m_card.get(), &CallWindow::openRequested, this, [this](const Id &customer) { openCustomer(customer, true); });
    connect(m_card.get(), &CallWindow::createRequested, this, [this](const QString &number) { quickCreate(number); });
    connect(m_quick.get(), &QuickCreateDesk::openRequested, this, [this](const Id &customer) { openCustomer(customer, false); });
    connect(m_quick.get(), &QuickCreateDesk::created, this, [this](const Id &customer, const QString &number) {
        // Made from the caller's number while the call is on: the call is theirs.
        const DeskCall *call = m_model->current();
        if (call && !call->person() && !readCaller(number).digits.isEmpty() && readCaller(number).digits == call->record.caller.digits)
            m_model->thisPerson(customer);
    });
    connect(&store, &Store::changed, this, &CallDesk::learn);
    // Numbers are read by a library that makes its patterns when it first meets their kind: not while somebody rings.
    (void)store.read([](Records &) -> Result<> {
        for (const QString &number : {u"13800138000"_s, u"02164859999"_s, u"+442071838750"_s})
            (void)readCaller(number);
        return {};
    });
    deliver(store.read([account = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"))](Records &records) {
                return findDeskUser(records, account);
            }),
            model, [this](const Result<DeskUser> &user) {
        if (user && m_model) {
            m_model->setAuthor(user->id, user->name);
            m_quick->setAuthor(user->id);
        }
    });
    followPages();
}

// The pages come before the store's desk or, in a store that is being filled, long after it.
void CallDesk::followPages()
{
    auto *page = m_window.findChild<TelephoneTestPage *>();
    if (!m_model || !page)
        return;
    m_test = std::make_unique<TelephoneTest>(*this, *page);
    if (auto *missed = m_window.findChild<MissedPage *>())
        connect(missed, &MissedPage::createRequested, m_model.get(), [this](const QString &number) { quickCreate(number); });
    if (auto *view = m_window.findChild<TimelineView *>())
        connect(view, &TimelineView::noteWritten, m_model.get(), [this](const Id &customer) {
            const DeskCall *call = m_model->current();
            if (call && call->person() && call->person()->customer == customer)
                m_model->noted();
        });
    const QStringList waiting = std::exchange(m_waiting, {});
    for (const QString &link : waiting)
        take(link);
}

void CallDesk::closing()
{
    m_test.reset();
    m_card.reset();
    m_quick.reset();
    m_model.reset(); // writes what is under way
}

void CallDesk::take(const QString &text)
{
    const Result<Link> link = readLink(text);
    if (!link) {
        qCWarning(callLog) << link.error().log;
        m_window.showError(link.error());
        return;
    }
    if (link->kind == Link::Kind::Call && m_dialer.isEcho(link->call.number)) {
        m_window.showError(makeError(Error::Code::Io, u"dial.ourselves"_s));
        return;
    }
    if (!m_session.store() && link->kind != Link::Kind::Show) {
        if (m_waiting.size() < mostWaiting)
            m_waiting << text;
        return;
    }
    emit linkTaken(text);
    follow(*link);
}

void CallDesk::follow(const Link &link)
{
    switch (link.kind) {
    case Link::Kind::Show:
        m_window.show();
        m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
        m_window.raise();
        m_window.activateWindow();
        break;
    case Link::Kind::Call:
        m_model->take(link.call);
        break;
    case Link::Kind::Customer:
        follow({});
        openCustomer(link.customer, false);
        break;
    case Link::Kind::QuickCreate:
        quickCreate(link.number, link.name);
        break;
    }
}

void CallDesk::quickCreate(const QString &number, const QString &name)
{
    if (!m_quick)
        return;
    QString from = number;
    if (from.isEmpty() && name.isEmpty() && m_model->current() && !m_model->current()->person()) { // who calls and is nobody yet
        const Caller &caller = m_model->current()->record.caller;
        if (caller.kind == Caller::Kind::Number)
            from = caller.number.e164.isEmpty() ? caller.digits : caller.number.e164;
    }
    m_quick->open(from, name);
}

void CallDesk::setDoNotDisturb(bool on)
{
    if (const auto set = settings().set(setting::doNotDisturb, on ? u"on"_s : u"off"_s); !set)
        m_window.showError(set.error());
}

void CallDesk::testBegins(bool under)
{
    m_testing = under;
    showStyle();
}

void CallDesk::showStyle()
{
    if (m_tray)
        m_tray->setDoNotDisturb(doesNotDisturb());
    if (!m_card)
        return;
    const bool shows = settings().text(setting::popupStyle) == "window"_L1 && !doesNotDisturb();
    m_card->setWrapUpSeconds(settings().number(setting::wrapUpSeconds));
    m_card->setShowsCards(m_testing || shows);
    const QString asks = settings().text(setting::wrapUp);
    using Ask = CallModel::AskWrapUp; // without a card nobody could answer
    m_model->setAsksWrapUp(m_testing || !shows || asks == "off"_L1 ? Ask::Never : asks == "whole"_L1 ? Ask::Whole : Ask::Offered);
}

void CallDesk::rang()
{
    if (m_testing)
        return;
    if (doesNotDisturb()) {
        if (m_tray)
            m_tray->setMissed(++m_missed);
        return;
    }
    if (settings().text(setting::popupStyle) != "toast"_L1)
        return;
    // The words come with the card; a toast says them once they are there.
    auto *once = new QObject(m_model.get());
    connect(m_model.get(), &CallModel::changed, once, [this, once] {
        const DeskCall *call = m_model->current();
        if (call && !call->card)
            return;
        once->deleteLater();
        if (!call || call->stage != DeskCall::Stage::Ringing)
            return;
        Toast::offer(&m_window, CallWords::summary(*call), tr("Answer"), [this] {
            if (m_model)
                m_model->answer();
        });
        if (m_tray && !m_window.isActiveWindow())
            m_tray->say(CallWords::title(*call), CallWords::line(*call));
    });
}

void CallDesk::answered(const Id &customer)
{
    if (!customer.isNull())
        openCustomer(customer, true);
    else if (m_card)
        m_card->takeKeyboard(); // to choose, to find, or to note
}

void CallDesk::openCustomer(const Id &customer, bool toNote)
{
    const PageWidget page = m_window.page(u"customers"_s);
    if (!page.open)
        return;
    m_window.openPage(u"customers"_s);
    page.open(customer);
    if (!toNote)
        return;
    follow({}); // the window to the front
    for (const Action &action : page.actions)
        if (action.id == "customers.note"_L1)
            action.run();
}

// After a talk without a card that asks: what comes next, where the note was written. Not while something is being typed there, and not on another
// customer's page.
void CallDesk::wrapUp(const Id &customer, const Id &interaction)
{
    auto *view = m_window.findChild<TimelineView *>();
    const DeskCall *call = m_model->current();
    const bool asks = call && call->stage == DeskCall::Stage::WrapUp && call->record.interaction == interaction;
    if (m_testing || asks || !view || !view->isVisible() || m_window.shown(u"customers"_s) != customer || !view->note()->text().trimmed().isEmpty())
        return;
    view->note()->askNextStep(interaction);
}

void CallDesk::learn(const QString &entity, const QList<Id> &ids)
{
    // An import's many records are not read again here: they would keep the writer from people.
    if ((entity != "interaction"_L1 && entity != "ticket"_L1) || ids.size() > learnLimit || !m_session.store())
        return;
    const Entity &what = entity == "ticket"_L1 ? ticket::entity : interaction::entity;
    deliver(m_session.store()->write([&what, ids, now = m_session.clock().nowMs()](Records &records) { return learnNumbers(records, what, ids, now); }), this,
            [](const Result<Committed> &done) {
        if (!done)
            qCWarning(callLog) << "the numbers of a text were not learned:" << done.error().id;
    });
}

} // namespace kemai
