// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SessionScreens: what stands in the window while no store is open: the first run and the lock. It drives the session
 * (make, fill, unlock, restore) and says entered() when there is a store to work on.
 */
#pragma once

#include "desk_people.h"
#include "session.h"
#include "start_page.h"

#include <QStackedWidget>

#include <optional>

namespace kemai {

class LeasePage;
class PeopleBlock;
class UnlockPage;

class SessionScreens : public QStackedWidget
{
    Q_OBJECT

public:
    explicit SessionScreens(Session &session, QWidget *parent = nullptr);

    // What fills a new store: called with the open store, answers when done.
    using Fill = std::function<void(StartPage::Beginning beginning, Store &store, std::function<void(qint64, qint64)> progress,
                                    std::function<void(std::optional<Error>)> done)>;
    void setFill(Fill fill) { m_fill = std::move(fill); }

    StartPage *startPage() const { return m_start; }
    UnlockPage *unlockPage() const { return m_unlock; }
    LeasePage *leasePage() const { return m_lease; }
    void makeDemoHere() { m_demoHere = true; } // in the session's own directory, not beside it
    bool isBusy() const { return m_beginning.has_value(); }

public slots:
    void restoreBackup();
    void leaveDemo();  // takes it away and begins with the first person's store

signals:
    void entered(std::optional<kemai::StartPage::Beginning> beginning, const std::optional<kemai::Error> &error);

private:
    void create(StartPage::Beginning beginning, const QString &passphrase);
    void opened();
    void filled(const std::optional<Error> &error);
    void stateChanged();
    void restore(const QString &file, const QString &passphrase);
    void choose(const DeskPerson &person);
    void add(PeopleBlock *from, const QString &name);
    void showPeople();

    Session &m_session;
    DeskPeople m_people;
    bool m_demoHere = false;
    bool m_leaving = false;
    Fill m_fill;
    std::optional<StartPage::Beginning> m_beginning; // to be filled once the store is there
    StartPage *m_start;
    UnlockPage *m_unlock;
    LeasePage *m_lease;
};

} // namespace kemai
