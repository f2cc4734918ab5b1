// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Page: one entry of the navigation rail and what the window needs to know of it. The registry (pages.h) lists
 * all of them in order; a page that nobody built yet has no `make` and stands nowhere in the window.
 */
#pragma once

#include "action.h"
#include "base/error.h"
#include "base/id.h"
#include "widgets/navigation_rail.h"

#include <QKeySequence>
#include <QString>

#include <functional>

namespace kemai {

class ActionRegistry;
class DraftShelf;
class Session;
class Shell;
class Watchdog;

// A state of a page worth a picture of its own in the tour.
struct TourStop {
    QString name;
    std::function<void()> prepare;
};

struct PageWidget {
    QWidget *widget = nullptr;
    std::function<void(const QString &)> search; // the search field's text, if the page has a list it filters
    std::function<void(const Id &)> open;        // shows one record: a customer on the customers' page
    QList<Action> actions;                       // work while the page is shown; the first is its primary one, in the top bar
    QList<TourStop> stops;
    std::function<bool()> settled;               // whether everything asked of the store has arrived; for the tour
    std::function<bool()> usable;                // whether its first screen stands; null: when it is settled
    std::function<void()> saveDrafts;            // before the store is closed: what was typed and not committed
};

struct Page {
    QString id;
    Glyph glyph;
    RailEnd end = RailEnd::Top;
    bool inRail = true; // false: reached by an action
    QKeySequence keys; // opens it; the action is called "page." and the id
    std::function<QString()> title;
    std::function<PageWidget(Session &, Shell &)> make;
    QKeySequence alsoKeys = {};
};

// What a page may ask of the window.
class Shell
{
public:
    virtual ~Shell() = default;
    virtual void openPage(const QString &page) = 0;
    virtual void openCustomer(const Id &customer) = 0;
    virtual void openRecord(const QString &page, const Id &) { openPage(page); } // on a page that shows records
    // What a page shows now, for back and forward: a customer on the customers' page.
    virtual void visited(const QString &page, const Id &record) = 0;
    virtual void showSearchTime(qint64 microseconds) = 0; // in the status bar
    virtual void offerUndo(const QString &done, std::function<void()> undo) = 0;
    virtual void showUser(const QString &title) = 0; // whose desk this is
    virtual void setCount(const QString &page, int count) = 0; // what waits there, at its entry in the rail
    virtual void setSearch(const QString &text) = 0; // as if it were typed into the search field
    virtual void showError(const Error &error) = 0;
    virtual const Watchdog *watchdog() const = 0; // null: nobody watches in this run
    virtual QString lastRun() const = 0;          // how the program ended last time, if not by itself (run_marker.h)
    virtual ActionRegistry &actions() = 0; // every action with the key in force
    virtual DraftShelf &drafts() = 0;      // of the open store, one for all its windows
};

} // namespace kemai
