// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephone_test.h"

#include "base/deliver.h"
#include "call_desk.h"
#include "calls/ui/call_words.h"
#include "single_instance.h"
#include "spoken_error.h"
#include "undo_set.h"

#include <QLocalSocket>
#include <QPointer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

using Outcome = TelephoneTestPage::Outcome;

TelephoneTest::TelephoneTest(CallDesk &desk, TelephoneTestPage &page) : m_desk(desk), m_page(page)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, &TelephoneTest::finish);
    connect(&m_page, &TelephoneTestPage::testRequested, this, &TelephoneTest::run);
    connect(&m_desk, &CallDesk::linkTaken, this, [this] {
        if (m_running && !m_called)
            handedOver();
    });
    connect(m_desk.model(), &CallModel::changed, this, [this] {
        const DeskCall *call = m_desk.model()->current();
        if (!m_running || !m_called || !call || !call->card || m_page.outcome(TestStep::LookUp) == Outcome::Good)
            return;
        m_page.setStep(TestStep::LookUp, Outcome::Good, double(call->since.nsecsElapsed()) / 1e6, CallWords::title(*call));
    });
    connect(&m_desk, &CallDesk::cardPainted, this, [this](qint64 us) {
        if (!m_running || m_page.outcome(TestStep::Card) == Outcome::Good)
            return;
        m_page.setStep(TestStep::Card, Outcome::Good, double(us) / 1000);
        write();
    });
}

void TelephoneTest::run(const QString &number)
{
    if (m_running)
        return;
    m_running = true;
    m_called = false;
    m_number = number;
    m_page.begin();
    if (m_desk.model()->count() > 0) {
        m_page.setStep(TestStep::HandOver, Outcome::Bad, -1, tr("A call is on; test when it is over."));
        finish();
        return;
    }
    m_patience.start();
    m_desk.testBegins(true);
    m_clock.start();
    const SingleInstance *instance = m_desk.instance();
    const bool listens = instance && instance->isListening();
    m_page.setStep(TestStep::Socket, listens ? Outcome::Good : Outcome::Bad, ms(),
                   listens ? QString() : tr("Nothing listens here; another Kemai may have this store."));
    checkRest();
    if (listens)
        handOver(number);
    else
        finish();
}

void TelephoneTest::handOver(const QString &number)
{
    m_page.setStep(TestStep::HandOver, Outcome::Running);
    m_clock.start();
    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, socket, [socket, number] {
        const QString link = u"kemai://call?number="_s + QString::fromLatin1(QUrl::toPercentEncoding(number)) + u"&queue="_s
                             + QString::fromLatin1(QUrl::toPercentEncoding(tr("Test")));
        socket->write(SingleInstance::request(link));
    });
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::errorOccurred, this, [this, socket](QLocalSocket::LocalSocketError error) {
        if (error != QLocalSocket::PeerClosedError)
            m_page.setStep(TestStep::HandOver, Outcome::Bad, ms(), socket->errorString());
        socket->deleteLater();
    });
    socket->connectToServer(m_desk.instance()->socketName());
}

// The link is there and the card's look-up is under way.
void TelephoneTest::handedOver()
{
    m_called = true;
    m_page.setStep(TestStep::HandOver, Outcome::Good, ms());
    QElapsedTimer clock;
    clock.start();
    const Caller caller = readCaller(m_number);
    const double took = double(clock.nsecsElapsed()) / 1e6;
    const bool read = caller.kind != Caller::Kind::Unreadable;
    m_page.setStep(TestStep::Number, read ? Outcome::Good : Outcome::Bad, took, read ? CallWords::number(caller) : tr("This is no number."));
    m_page.setStep(TestStep::LookUp, Outcome::Running);
}

void TelephoneTest::write()
{
    Store *store = m_desk.session().store();
    if (!store)
        return finish();
    CallRecord record;
    record.interaction = Id::make(store->clock().nowMs());
    record.caller = readCaller(m_number);
    record.startedMs = record.answeredMs = store->clock().nowMs();
    record.endedMs = record.startedMs;
    record.queue = tr("Test");
    m_page.setStep(TestStep::Written, Outcome::Running);
    m_clock.start();
    deliver(store->write([record](Records &records) { return writeCall(records, record, record.startedMs); }), this, [this, store](const Result<Committed> &done) {
        m_page.setStep(TestStep::Written, done ? Outcome::Good : Outcome::Bad, ms(), done ? QString() : spoken(done.error()));
        if (!done)
            return finish();
        m_page.setStep(TestStep::Withdrawn, Outcome::Running);
        m_clock.start();
        undoSetOf(*store, done->set, this, [this](const Result<Undone> &undone) {
            m_page.setStep(TestStep::Withdrawn, undone ? Outcome::Good : Outcome::Bad, ms(), undone ? QString() : spoken(undone.error()));
            if (m_page.outcome(TestStep::Dialing) != Outcome::Running)
                finish();
        });
    });
}

void TelephoneTest::checkRest()
{
    const QList<Error> &refused = m_desk.refusedKeys();
    m_page.setStep(TestStep::Keys, refused.isEmpty() ? Outcome::Good : Outcome::Bad, -1, refused.isEmpty() ? QString() : spoken(refused.first()));
    m_page.setStep(TestStep::Dialing, Outcome::Running);
    auto clock = std::make_shared<QElapsedTimer>();
    clock->start();
    m_desk.dialer().findProgram([this, self = QPointer(this), clock](const QString &program) {
        if (!self || !m_running)
            return;
        m_page.setStep(TestStep::Dialing, program.isEmpty() ? Outcome::Bad : Outcome::Good, double(clock->nsecsElapsed()) / 1e6,
                       program.isEmpty() ? tr("Nothing opens tel: links; set a dial command.") : program);
        if (m_page.outcome(TestStep::Withdrawn) == Outcome::Good)
            finish();
    });
}

void TelephoneTest::finish()
{
    if (!m_running)
        return;
    m_running = false;
    m_patience.stop();
    m_page.end();
    if (m_called && m_desk.model())
        m_desk.model()->forget(readCaller(m_number));
    m_desk.testBegins(false);
}

} // namespace kemai
