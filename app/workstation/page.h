// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Page: one entry of the navigation rail and what the window needs to know of it. The registry (pages.h) lists
 * all of them in order; a page that nobody built yet has no `make` and stands nowhere in the window.
 */
#pragma once

#include "base/error.h"
#include "base/id.h"
#include "widgets/icon.h"
#include "widgets/navigation_rail.h"

#include <QKeySequence>
#include <QString>

#include <functional>

namespace kemai {

class Session;
class Shell;

// Something a person can do, found in the command palette and, with its key, anywhere in the window.
struct Action {
    QString id;
    Glyph glyph = Glyph::Command;
    std::function<QString()> title; // in the language of the moment
    QKeySequence keys;
    std::function<void()> run;
};

// A state of a page worth a picture of its own in the tour.
struct TourStop {
    QString name;
    std::function<void()> prepare;
};

struct PageWidget {
    QWidget *widget = nullptr;
    std::function<void(const QString &)> search; // the search field's text, if the page has a list it filters
    std::function<void(const Id &)> open;        // shows one record: a customer on the customers' page
    QList<Action> actions;                       // the first one is the page's primary action, in the top bar
    QList<TourStop> stops;
    std::function<bool()> settled;               // whether everything asked of the store has arrived; for the tour
};

struct Page {
    QString id;
    Glyph glyph;
    RailEnd end = RailEnd::Top;
    bool inRail = true; // false: reached by an action
    QKeySequence keys;
    std::function<QString()> title;
    std::function<PageWidget(Session &, Shell &)> make;
};

// What a page may ask of the window.
class Shell
{
public:
    virtual ~Shell() = default;
    virtual void openPage(const QString &page) = 0;
    virtual void showSearchTime(qint64 microseconds) = 0; // in the status bar
    virtual void offerUndo(const QString &done, std::function<void()> undo) = 0;
    virtual void showUser(const QString &title) = 0; // whose desk this is
    virtual void setSearch(const QString &text) = 0; // as if it were typed into the search field
    virtual void showError(const Error &error) = 0;
};

} // namespace kemai
