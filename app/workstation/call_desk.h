// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CallDesk: calls and quick create in the window: it takes links (from the command line, the socket, the system), lets the card
 * come up in the style the person chose, opens the caller's page, and keeps keys and tray. It is there as long as the window;
 * its models as long as a store is open. What comes while the store is locked waits for it.
 */
#pragma once

#include "action.h"
#include "calls/desk/call_model.h"
#include "calls/ui/call_window.h"
#include "dialer.h"
#include "global_keys.h"
#include "quick_create_desk.h"
#include "session.h"

namespace kemai {

class MainWindow;
class SingleInstance;
class TelephoneTest;
class TrayIcon;

class CallDesk : public QObject
{
    Q_OBJECT

public:
    // `instance` may be null: nothing listens (a tour, a test).
    CallDesk(Session &session, MainWindow &window, SingleInstance *instance);
    ~CallDesk() override;

    void take(const QString &link); // judged here; refused ones are said
    void quickCreate(const QString &number = {}, const QString &name = {});
    void setDoNotDisturb(bool on);

    CallModel *model() const { return m_model.get(); } // null: no store is open
    CallWindow *card() const { return m_card.get(); }
    QuickCreateDesk *quick() const { return m_quick.get(); }
    Dialer &dialer() { return m_dialer; }
    SingleInstance *instance() const { return m_instance; }
    const QList<Error> &refusedKeys() const { return m_refusedKeys; }
    Session &session() { return m_session; }
    void testBegins(bool under); // a faked call is shown even where calls are not

signals:
    void linkTaken(const QString &link);
    void cardPainted(qint64 microseconds);

private:
    void opened();
    void closing();
    void followPages();
    void follow(const Link &link);
    void rang();
    void answered(const Id &customer);
    void openCustomer(const Id &customer, bool toNote);
    QList<Action> actions();
    void showPhoneKeys();
    void registerKeys(); // the system's, for what must work whatever window has the keyboard
    void answerOrTakeKeyboard();
    void hangUp();
    void askPhone(const QString &action); // hold, transfer, conference, mute
    void control(const QString &action, const QString &number);
    void wrapUp(const Id &customer, const Id &interaction);
    void learn(const QString &entity, const QList<Id> &ids);
    void showStyle();

    Session &m_session;
    MainWindow &m_window;
    SingleInstance *m_instance;
    Dialer m_dialer;
    GlobalKeys m_keys;
    QList<Error> m_refusedKeys;
    QList<QKeySequence> m_asked; // of the system, last
    std::unique_ptr<CallModel> m_model;
    std::unique_ptr<CallWindow> m_card;
    std::unique_ptr<QuickCreateDesk> m_quick;
    std::unique_ptr<TrayIcon> m_tray;
    std::unique_ptr<TelephoneTest> m_test;
    QStringList m_waiting; // links that came before the store was open
    int m_missed = 0;
    bool m_testing = false;
};

} // namespace kemai
