// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * MainWindow: the shell around the pages: top bar (search, notifications, the page's primary action), navigation
 * rail, the page, status bar. While no store is open it shows the start or the unlock page instead, without bars.
 *
 * It wires: what a page does to data is the page's and its models'. Layout, language, theme, density and text
 * size are kept in QSettings.
 */
#pragma once

#include "command_palette.h"
#include "page.h"
#include "session.h"
#include "start_page.h"

#include <QElapsedTimer>
#include <QHash>
#include <QWidget>

class QStackedWidget;
class QShortcut;

namespace kemai {

class Banner;
class Button;
class SearchField;
class StatusBar;
class UnlockPage;

class MainWindow : public QWidget, public Shell
{
    Q_OBJECT

public:
    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    // What fills a new store: called with the open store, answers when done. Set by main.
    using Fill = std::function<void(StartPage::Beginning beginning, Store &store, std::function<void(qint64, qint64)> progress,
                                    std::function<void(std::optional<Error>)> done)>;
    void setFill(Fill fill);

    void openPage(const QString &page) override;
    void showSearchTime(qint64 microseconds) override;
    void offerUndo(const QString &done, std::function<void()> undo) override;
    void showUser(const QString &title) override;
    void setSearch(const QString &text) override;
    void showError(const Error &error) override;

    QString currentPage() const { return m_current; }
    QStringList pages() const; // those that exist, in order
    PageWidget page(const QString &id) const { return m_pages.value(id); }
    SearchField *searchField() const { return m_search; }
    CommandPalette *palette() const { return m_palette; }
    UnlockPage *unlockPage() const { return m_unlockPage; }
    StartPage *startPage() const { return m_startPage; }
    bool settled() const; // nothing under way that would change the picture

    static void restoreAppearance(); // language, theme, density and text size as they were left
    void restoreLayout();

signals:
    void pagesBuilt(); // of the store that was opened

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void retranslate();
    void sessionChanged();
    void buildPages();
    void dropPages();
    void showPrimary();
    void search(const QString &text);
    void create(StartPage::Beginning beginning, const QString &passphrase);
    void filled(const std::optional<Error> &error);
    void restoreBackup();
    void saveAppearance() const;
    void setTextScale(double scale);
    QList<Action> windowActions();
    QList<PaletteEntry> standingEntries();
    void findCustomers(const QString &text, const CommandPalette::Answer &answer);

    Session &m_session;
    Fill m_fill;
    std::optional<StartPage::Beginning> m_beginning; // to be filled once the store is there
    QStackedWidget *m_whole;    // start, unlock, workspace
    QWidget *m_workspace;
    StartPage *m_startPage;
    UnlockPage *m_unlockPage;
    QWidget *m_topBar;
    SearchField *m_search;
    Button *m_primary;
    NavigationRail *m_rail;
    QStackedWidget *m_content;
    Banner *m_banner;
    StatusBar *m_status;
    CommandPalette *m_palette;
    QHash<QString, PageWidget> m_pages;
    QList<QShortcut *> m_pageKeys;
    QString m_current;
    std::function<void()> m_undo; // of what was done last
    QElapsedTimer m_searchClock;
    int m_searchesUnderWay = 0;
};

} // namespace kemai
