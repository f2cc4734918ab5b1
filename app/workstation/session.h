// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Session: the one store this window works on at a time, from "there is none yet" to open.
 *
 * GUI thread. Making, unlocking and filling run on a worker thread and answer through signals. A failure never
 * closes what is open. The store lives as long as the session stays Open; store() is null otherwise, and so is office().
 * A desk whose access was taken away is wiped: at once, and before anything else where that was cut short.
 */
#pragma once

#include "base/clock.h"
#include "store/store.h"
#include "sync/desk/desk_wipe.h"
#include "sync/desk/office.h"

#include <QObject>
#include <QThreadPool>

namespace kemai {

class Session : public QObject
{
    Q_OBJECT

public:
    // OutOfLease: the store is open, and nothing of it is shown until its office has been reached.
    enum class State { NoStore, Locked, Working, Open, OutOfLease };

    explicit Session(const QString &directory, const Clock &clock = Clock::system(), QObject *parent = nullptr);
    ~Session() override;

    // Looks at the directory: NoStore or Locked. A store that needs nobody (key store) is opened at once.
    void begin();

    enum class Kind { Own, Demo };
    void create(Unlock how, Kind kind = Kind::Own);
    void unlock(Unlock how);
    void lock(); // closes the store; its keys leave the memory

    // Restores a backup in the place of the store (which is kept aside) and opens it.
    void restore(const QString &backup, Unlock how);

    // Another store: closes the one that is open. begin() or create() goes on. Not while Working.
    void useDirectory(const QString &directory);

    // Closes the demo company's store and takes it away; NoStore then. Errors as wipeDemo() (demo_store.h).
    void wipeDemo();

    State state() const { return m_state; }
    bool opensWithPassphrase() const { return m_protection.passphrase; }
    bool opensWithKeyStore() const { return m_protection.keyStore; }
    QString directory() const { return m_directory; }
    bool isDemo() const { return m_isDemo; }
    Store *store() const { return m_store.get(); }
    sync::Office *office() const { return m_office.get(); } // as long as store()
    const Clock &clock() const { return m_clock; }

    // Waits for the work under way; for the tour and for tests.
    bool waitUntilSettled(int timeoutMs = 60'000);

signals:
    void stateChanged(kemai::Session::State state);
    void failed(const kemai::Error &error);
    void opened();          // store() is there
    void directoryChanged(const QString &directory);
    void closing();         // store() is about to go: let go of it
    void userKnown();       // the store that is open became a desk of an office, and whose desk it is has come from there
    void wiped();           // the office took this desk's access away; what was here is gone

private:
    using Work = std::function<Result<std::shared_ptr<Store>>()>;
    void run(Work work, State onFailure);
    void setState(State state);
    void joinOffice();
    void officeChanged();
    void close();
    void finishWipe();

    QString m_directory;
    const Clock &m_clock;
    State m_state = State::NoStore;
    Protection m_protection;
    bool m_isDemo = false;
    bool m_joined = false; // the office that is open, and its first copy is on its way
    std::shared_ptr<Store> m_store;
    std::unique_ptr<sync::DeskWipe> m_wipe;
    std::unique_ptr<sync::Office> m_office; // goes before the store
    QThreadPool m_worker;
};

} // namespace kemai
