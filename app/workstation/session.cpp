// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "base/deliver.h"
#include "demo_store.h"
#include "vault/archive.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <QtConcurrentRun>

namespace kemai {

namespace {
// A store made on a worker thread gets its signals on the GUI thread.
Result<std::shared_ptr<Store>> handedOver(Result<std::unique_ptr<Store>> made, QThread *owner)
{
    if (!made)
        return fail(made.error());
    (*made)->moveToThread(owner);
    return std::shared_ptr<Store>(std::move(*made));
}
} // namespace

Session::Session(const QString &directory, const Clock &clock, QObject *parent)
    : QObject(parent), m_directory(directory), m_clock(clock), m_isDemo(kemai::isDemo(directory))
{
    m_worker.setMaxThreadCount(1);
}

Session::~Session()
{
    m_worker.waitForDone();
    m_office.reset();
}

void Session::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void Session::close()
{
    if (!m_store)
        return;
    emit closing();
    m_office.reset();
    m_store.reset();
}

void Session::joinOffice()
{
    m_wipe = std::make_unique<sync::DeskWipe>(m_directory, sync::DeskWipe::Extent::KeysOnly);
    m_office = std::make_unique<sync::Office>(*m_store, *m_wipe);
    connect(m_office.get(), &sync::Office::changed, this, &Session::officeChanged);
    m_joined = false;
    connect(m_office.get(), &sync::Office::enrolled, this, [this] { m_joined = true; });
    connect(m_office.get(), &sync::Office::wiped, this, [this] {
        close();
        finishWipe();
    }, Qt::QueuedConnection); // it goes with the store
    m_office->begin();
}

void Session::officeChanged()
{
    const bool expired = m_office->status().state == sync::OfficeStatus::State::OutOfLease;
    if (m_state == State::Open && expired) {
        emit closing();
        setState(State::OutOfLease);
    } else if (m_state == State::Working && expired) {
        setState(State::OutOfLease);
    } else if ((m_state == State::Working || m_state == State::OutOfLease) && !expired) {
        setState(State::Open);
        emit opened();
    } else if (m_joined && m_office->status().state == sync::OfficeStatus::State::Synchronized) {
        m_joined = false;
        emit userKnown();
    }
}

void Session::finishWipe()
{
    setState(State::Working);
    deliver(QtConcurrent::run(&m_worker, [directory = m_directory]() -> Result<bool> {
                sync::DeskWipe everything(directory, sync::DeskWipe::Extent::Everything);
                return sync::resumeWipe(everything);
            }), this, [this](const Result<bool> &done) {
        setState(done ? State::NoStore : State::Locked);
        if (done)
            emit wiped();
        else
            emit failed(done.error());
    });
}

void Session::begin()
{
    m_isDemo = kemai::isDemo(m_directory);
    if (sync::DeskWipe(m_directory, sync::DeskWipe::Extent::Everything).marked()) {
        finishWipe();
        return;
    }
    const Result<Protection> protection = Vault::protection(m_directory);
    if (!protection) {
        if (protection.error().id == QLatin1String("vault.noStore")) {
            setState(State::NoStore);
            return;
        }
        m_protection = {};
        setState(State::Locked);
        emit failed(protection.error());
        return;
    }
    m_protection = *protection;
    setState(State::Locked);
    if (m_protection.keyStore)
        unlock(Unlock::byKeyStore());
}

void Session::run(Work work, State onFailure)
{
    setState(State::Working);
    deliver(QtConcurrent::run(&m_worker, std::move(work)), this, [this, onFailure](const Result<std::shared_ptr<Store>> &made) {
        if (!made) {
            setState(onFailure);
            emit failed(made.error());
            return;
        }
        m_store = *made;
        m_protection = m_store->vault().protection();
        joinOffice(); // and when it has looked, officeChanged()
    });
}

void Session::create(Unlock how, Kind kind)
{
    auto unlock = std::make_shared<Unlock>(std::move(how));
    m_isDemo = kind == Kind::Demo;
    run([this, unlock, kind, owner = thread()]() -> Result<std::shared_ptr<Store>> {
            auto made = handedOver(Store::create(m_directory, std::move(*unlock), m_clock), owner);
            if (made && kind == Kind::Demo)
                if (const Result<> marked = markDemo(m_directory, m_clock.nowMs()); !marked)
                    return fail(marked.error());
            return made;
        },
        State::NoStore);
}

void Session::useDirectory(const QString &directory)
{
    if (m_state == State::Working)
        return;
    close();
    m_directory = directory;
    m_isDemo = kemai::isDemo(directory);
    m_protection = {};
    emit directoryChanged(directory);
    setState(State::NoStore);
}

void Session::wipeDemo()
{
    if (m_state == State::Working)
        return;
    close();
    setState(State::Working);
    deliver(QtConcurrent::run(&m_worker, [directory = m_directory] { return kemai::wipeDemo(directory); }), this,
            [this](const Result<> &wiped) {
        m_isDemo = kemai::isDemo(m_directory);
        setState(wiped ? State::NoStore : State::Locked);
        if (!wiped)
            emit failed(wiped.error());
    });
}

void Session::unlock(Unlock how)
{
    auto unlock = std::make_shared<Unlock>(std::move(how));
    run([this, unlock, owner = thread()] { return handedOver(Store::open(m_directory, std::move(*unlock), m_clock), owner); },
        State::Locked);
}

void Session::restore(const QString &backup, Unlock how)
{
    auto unlock = std::make_shared<Unlock>(std::move(how));
    run([this, backup, unlock, owner = thread()]() -> Result<std::shared_ptr<Store>> {
            Unlock again = unlock->with == Unlock::With::KeyStore
                               ? Unlock::byKeyStore()
                               : Unlock{Unlock::With::Passphrase, unlock->passphrase.copy()};
            if (const auto restored = kemai::restore(backup, m_directory, std::move(*unlock), ExistingStore::KeepAside); !restored)
                return fail(restored.error());
            return handedOver(Store::open(m_directory, std::move(again), m_clock), owner);
        },
        m_state);
}

void Session::lock()
{
    if (!m_store)
        return;
    close();
    setState(State::Locked);
}

bool Session::waitUntilSettled(int timeoutMs)
{
    if (m_state != State::Working)
        return true;
    QEventLoop loop;
    connect(this, &Session::stateChanged, &loop, &QEventLoop::quit);
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    loop.exec();
    return m_state != State::Working;
}

} // namespace kemai
