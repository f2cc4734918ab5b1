// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be done in the window: its actions, their keys, and the ways between pages.
#include "main_window.h"

#include "act_panel.h"
#include "appearance.h"
#include "customer_windows.h"
#include "introduction.h"
#include "office_notice.h"
#include "pages.h"
#include "top_bar.h"
#include "widgets/search_field.h"

#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace kemai {

void MainWindow::travel(const std::optional<Trail::Station> &station)
{
    if (!station)
        return;
    m_travelling = true;
    openPage(station->page);
    const auto open = m_pages.value(station->page).open;
    if (open && !station->record.isNull() && m_shown.value(station->page) != station->record)
        open(station->record);
    m_travelling = false;
    m_topBar->setWays(m_trail.canGoBack(), m_trail.canGoForward());
}

void MainWindow::showKeys()
{
    const QList<Action> actions = m_pages.value(m_current).actions;
    m_topBar->setPrimary(actions.isEmpty() ? Action() : m_actions.find(actions.first().id));
    m_topBar->setWayKeys(m_actions.keys(u"back"_s), m_actions.keys(u"forward"_s));
    m_search->setKey(m_actions.keys(u"palette"_s));
    for (const Page &page : pageRegistry())
        m_rail->setLabel(page.id, page.title(), m_actions.keys(u"page."_s + page.id));
}

void MainWindow::showActs(bool shown)
{
    m_acts->setVisible(shown);
    if (shown)
        m_acts->setFocus(Qt::ShortcutFocusReason);
    else if (QWidget *page = m_content->currentWidget())
        page->setFocus(Qt::OtherFocusReason);
}

void MainWindow::search(const QString &text)
{
    const auto filter = m_pages.value(m_current).search;
    if (filter) {
        filter(text);
    } else if (!text.isEmpty() && page(u"customers"_s).search) {
        openPage(u"customers"_s);
        m_pages[u"customers"_s].search(text);
    }
}

void MainWindow::openPalette()
{
    if (m_whole->currentWidget() == m_workspace)
        m_palette->open(m_search->hasFocus() ? m_search->text() : QString());
}

QList<Action> MainWindow::windowActions()
{
    QList<Action> actions{
        {u"palette"_s, Glyph::Command, [] { return tr("Command palette"); }, QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openPalette(); }},
        {u"search"_s, Glyph::Search, [] { return tr("Search this page"); }, QKeySequence(Qt::CTRL | Qt::Key_F),
         [this] {
             m_search->setFocus();
             m_search->selectAll();
         }},
        {u"back"_s, Glyph::ArrowLeft, [] { return tr("Back"); }, QKeySequence(Qt::ALT | Qt::Key_Left), [this] { travel(m_trail.back()); }},
        {u"forward"_s, Glyph::ArrowRight, [] { return tr("Forward"); }, QKeySequence(Qt::ALT | Qt::Key_Right),
         [this] { travel(m_trail.forward()); }},
        {u"undo"_s, Glyph::Undo, [] { return tr("Undo the last change"); }, QKeySequence(Qt::CTRL | Qt::Key_Z),
         [this] {
             if (const auto undo = std::exchange(m_undo, {}))
                 undo();
         }},
        {u"acts"_s, Glyph::History, [] { return tr("My recent changes"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H),
         [this] { showActs(m_acts->isHidden()); }},
        {u"customers.window"_s, Glyph::Window, [] { return tr("Open this customer in its own window"); },
         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { m_windows->open(m_shown.value(u"customers"_s)); }},
        {u"lock"_s, Glyph::Lock, [] { return tr("Lock the store"); }, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L),
         [this] { m_session.lock(); }},
        {u"user.switch"_s, Glyph::User, [] { return tr("Switch user"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U),
         [this] { m_session.lock(); }},
        {u"introduction"_s, Glyph::Idea, [] { return tr("Show me around"); }, {}, [this] { m_introduction->begin(); }},
    };
    if (m_session.isDemo())
        actions << Action{u"demo.leave"_s, Glyph::Close, [] { return tr("Leave the demo…"); }, {}, [this] {
                              m_asksToLeave = true;
                              showDemo();
                          }};
    for (const Page &page : pageRegistry())
        if (page.make)
            actions << Action{u"page."_s + page.id, page.glyph, page.title, page.keys, [this, id = page.id] { openPage(id); }, page.alsoKeys};
    return actions + m_deskActions + m_office->actions() + m_appearance->actions();
}

void MainWindow::setDeskActions(const QList<Action> &actions)
{
    m_deskActions = actions;
    m_actions.setActions(ActionRegistry::windowContext(), windowActions());
}

} // namespace kemai
