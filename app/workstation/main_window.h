// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * MainWindow: the shell around the pages: top bar (back, search, the page's primary action), navigation rail, the page,
 * status bar. While no store is open it shows the session's screens instead, without bars.
 *
 * It wires: what a page does to data is the page's and its models'. Actions and their keys: action_registry.h.
 */
#pragma once

#include "action_registry.h"
#include "command_palette.h"
#include "draft_book.h"
#include "page.h"
#include "session.h"
#include "session_screens.h"
#include "trail.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace kemai {

class ActPanel;
class Appearance;
class Banner;
class CustomerWindows;
class IdleLock;
class Introduction;
class OfficeNotice;
class PaletteContents;
class SearchField;
class StatusBar;
class TopBar;
class UnlockPage;

class MainWindow : public QWidget, public Shell
{
    Q_OBJECT

public:
    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    // Who watches this run, and how the last one ended (null text: by itself). Before the first page is made.
    void setRun(Watchdog *watchdog, const QString &lastRun);

    using Fill = SessionScreens::Fill;
    void setFill(Fill fill) { m_screens->setFill(std::move(fill)); }

    void openPage(const QString &page) override;
    void openCustomer(const Id &customer) override;
    void openRecord(const QString &page, const Id &record) override;
    void openSetting(const QString &key);
    void visited(const QString &page, const Id &record) override;
    void showSearchTime(qint64 microseconds) override;
    void offerUndo(const QString &done, std::function<void()> undo) override;
    void showUser(const QString &title) override;
    void setCount(const QString &page, int count) override { m_rail->setCount(page, count); }
    void setSearch(const QString &text) override;
    void showError(const Error &error) override;
    const Watchdog *watchdog() const override { return m_watchdog; }
    QString lastRun() const override { return m_lastRun; }
    ActionRegistry &actions() override { return m_actions; }
    DraftShelf &drafts() override { return *m_drafts; } // only while pages are there

    QString currentPage() const { return m_current; }
    QStringList pages() const; // those that exist, in order
    PageWidget page(const QString &id); // made, if nobody has seen it yet
    SearchField *searchField() const { return m_search; }
    Id shown(const QString &page) const { return m_shown.value(page); } // the record a page shows
    CommandPalette *palette() const { return m_palette; }
    Session &session() { return m_session; }
    UnlockPage *unlockPage() const { return m_screens->unlockPage(); }
    StartPage *startPage() const { return m_screens->startPage(); }
    CustomerWindows *customerWindows() const { return m_windows; }
    SessionScreens *screens() const { return m_screens; }
    IdleLock *idleLock() const { return m_idle; }
    Introduction *introduction() const { return m_introduction; }
    ActPanel *actPanel() const { return m_acts; }
    bool settled() const; // nothing under way that would change the picture
    bool usable() const;  // the first page, or the lock, stands: one can work

    void restoreLayout();
    void setDeskActions(const QList<Action> &actions); // of the desk as a whole, beside the window's: calls

signals:
    void pagesBuilt(); // all of them, of the store that was opened

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void layOut();
    void connectParts();
    void retranslate();
    void enter(std::optional<StartPage::Beginning> beginning, const std::optional<Error> &error);
    void beginPages();
    void buildPage(const QString &id);
    void buildRest();
    void dropPages();
    void showKeys();
    void search(const QString &text);
    void openPalette();
    void showActs(bool shown);
    void showDemo();
    void measureOpening();
    void tellOfCrash();
    bool isIdle() const; // nothing runs that a closed store would cut short
    void travel(const std::optional<Trail::Station> &station);
    QList<Action> windowActions();

    Session &m_session;
    ActionRegistry m_actions;
    Appearance *m_appearance;
    QStackedWidget *m_whole; // the session's screens, the workspace
    SessionScreens *m_screens;
    QWidget *m_workspace;
    TopBar *m_topBar;
    SearchField *m_search;
    NavigationRail *m_rail;
    QStackedWidget *m_content;
    ActPanel *m_acts;
    CustomerWindows *m_windows;
    Banner *m_banner;
    Banner *m_demo; // says that this is the demo company, and how to leave it
    StatusBar *m_status;
    CommandPalette *m_palette;
    PaletteContents *m_found;
    IdleLock *m_idle;
    Introduction *m_introduction;
    OfficeNotice *m_office;
    std::unique_ptr<DraftBook> m_drafts; // outlives the pages that keep theirs in it
    QList<Action> m_deskActions;
    QHash<QString, PageWidget> m_pages;
    QStringList m_unbuilt; // behind the first one, one after the other
    QTimer m_buildSoon;
    QElapsedTimer m_begun;
    QHash<QString, Id> m_shown; // what each page showed last
    QString m_current;
    Watchdog *m_watchdog = nullptr;
    QString m_lastRun;
    QElapsedTimer m_opening; // a customer, until all of it is shown
    Trail m_trail;
    bool m_travelling = false;
    bool m_asksToLeave = false;
    bool m_toldOfCrash = false;
    std::function<void()> m_sayBanner; // in the language of the moment
    std::function<void()> m_undo; // of what was done last
};

} // namespace kemai
