// SPDX-License-Identifier: GPL-3.0-or-later
#include "main_window.h"

#include "act_panel.h"
#include "appearance.h"
#include "brand.h"
#include "customer_windows.h"
#include "demo_store.h"
#include "idle_lock.h"
#include "introduction.h"
#include "office_notice.h"
#include "pages.h"
#include "palette_contents.h"
#include "settings_page.h"
#include "speed.h"
#include "spoken_error.h"
#include "status_bar.h"
#include "top_bar.h"
#include "unlock_page.h"
#include "watchdog.h"
#include "widgets/banner.h"
#include "widgets/composition_guard.h"
#include "widgets/human.h"
#include "widgets/search_field.h"
#include "widgets/toast.h"
#include "window_layout.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int buildEveryMs = 15;
constexpr qint64 longestWaitMs = 3000; // for a first page that does not come
} // namespace

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_actions(this)
    , m_appearance(new Appearance(this))
    , m_whole(new QStackedWidget)
    , m_screens(new SessionScreens(session))
    , m_workspace(new QWidget)
    , m_topBar(new TopBar)
    , m_search(m_topBar->search())
    , m_rail(new NavigationRail)
    , m_content(new QStackedWidget)
    , m_acts(new ActPanel)
    , m_windows(new CustomerWindows(session, m_actions, this))
    , m_banner(new Banner(Tone::Danger))
    , m_demo(new Banner(Tone::Info))
    , m_status(new StatusBar)
    , m_palette(new CommandPalette(this))
    , m_found(new PaletteContents(*this))
    , m_idle(new IdleLock([this] { return isIdle(); }, this))
    , m_introduction(new Introduction(*this))
    , m_office(new OfficeNotice(session, *this, *m_status, this))
{
    CompositionGuard::install();
    setWindowIcon(markIcon());
    setMinimumSize(880, 560);
    resize(1440, 900);
    layOut();
    connectParts();
    m_actions.setActions(ActionRegistry::windowContext(), windowActions());
    m_found->attach(*m_palette);
    m_buildSoon.setInterval(buildEveryMs);
    connect(&m_buildSoon, &QTimer::timeout, this, &MainWindow::buildRest);
    whenTranslated(this, [this] { retranslate(); });
    connect(&theme(), &Theme::changed, this, [this] { setWindowIcon(markIcon()); });
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    m_banner->setClosable(true);
    m_banner->hide();
    m_demo->setObjectName(u"demo"_s);
    m_demo->hide();
    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(0, 0, 0, 0);
    notice->addWidget(m_demo);
    notice->addWidget(m_banner);
    auto *page = new QVBoxLayout;
    page->setSpacing(0);
    page->addLayout(notice);
    page->addWidget(m_content, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(page, 1);
    middle->addWidget(m_acts);
    auto *rows = new QVBoxLayout(m_workspace);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_topBar);
    rows->addLayout(middle, 1);
    rows->addWidget(m_status);
    m_whole->addWidget(m_screens);
    m_whole->addWidget(m_workspace);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_whole);
}

void MainWindow::connectParts()
{
    connect(m_screens, &SessionScreens::entered, this, &MainWindow::enter);
    connect(&m_session, &Session::closing, this, &MainWindow::dropPages);
    connect(&m_session, &Session::userKnown, this, [this] { // every page knows who works at it
        const QString here = m_current;
        enter(std::nullopt, std::nullopt);
        openPage(here);
    });
    connect(&m_session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::NoStore || state == Session::State::Locked || state == Session::State::OutOfLease)
            m_whole->setCurrentWidget(m_screens);
    });
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::openPage);
    connect(m_search, &QLineEdit::textChanged, this, &MainWindow::search);
    connect(m_search, &SearchField::movedDown, this, [this] {
        if (QWidget *shown = m_content->currentWidget())
            shown->setFocus(Qt::TabFocusReason);
    });
    connect(m_topBar, &TopBar::primaryPressed, &m_actions, &ActionRegistry::run);
    connect(m_topBar, &TopBar::backPressed, this, [this] { m_actions.run(u"back"_s); });
    connect(m_topBar, &TopBar::forwardPressed, this, [this] { m_actions.run(u"forward"_s); });
    connect(m_status, &StatusBar::languagePressed, m_appearance, &Appearance::toggleLanguage);
    connect(m_status, &StatusBar::themePressed, m_appearance, &Appearance::toggleTheme);
    connect(m_status, &StatusBar::statusPressed, m_office, &OfficeNotice::open);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        openPage(u"diagnostics"_s);
    });
    connect(m_demo, &Banner::actionTriggered, this, [this] {
        if (m_asksToLeave) {
            m_screens->leaveDemo();
            return;
        }
        m_asksToLeave = true;
        showDemo();
    });
    connect(m_demo, &Banner::closed, this, [this] {
        m_asksToLeave = false;
        showDemo();
    });
    connect(m_idle, &IdleLock::idle, &m_session, &Session::lock);
    m_idle->setMinutes(settings().number(setting::idleLockMinutes));
    connect(&settings(), &Settings::changed, this, [this](const Setting &changed) {
        if (&changed == &setting::idleLockMinutes)
            m_idle->setMinutes(settings().number(setting::idleLockMinutes));
    });
    connect(m_acts, &ActPanel::closed, this, [this] { showActs(false); });
    connect(m_acts, &ActPanel::failed, this, &MainWindow::showError);
    connect(m_windows, &CustomerWindows::ranAction, this, [this](const QString &id) {
        raise();
        activateWindow();
        m_actions.run(id);
    });
    connect(m_windows, &CustomerWindows::customerRequested, this, [this](const Id &customer) {
        openCustomer(customer);
        raise();
        activateWindow();
    });
    connect(m_windows, &CustomerWindows::conflictsRequested, this, [this](const Id &customer) {
        openRecord(u"conflicts"_s, customer);
        raise();
        activateWindow();
    });
    connect(m_appearance, &Appearance::failed, this, &MainWindow::showError);
    connect(&m_actions, &ActionRegistry::changed, this, &MainWindow::showKeys);
}

void MainWindow::setRun(Watchdog *watchdog, const QString &lastRun)
{
    m_watchdog = watchdog;
    m_lastRun = lastRun;
    if (!watchdog)
        return;
    connect(&m_actions, &ActionRegistry::started, watchdog, &Watchdog::actionStarted);
    connect(&m_actions, &ActionRegistry::finished, watchdog, &Watchdog::actionFinished);
    connect(watchdog, &Watchdog::blocked, this, [](const Block &block) { speed().note(Measure::Blocked, block.ms * qint64(1000)); });
}

void MainWindow::enter(std::optional<StartPage::Beginning> beginning, const std::optional<Error> &error)
{
    beginPages();
    windowLayout::restoreParts(*this, u"window"_s);
    m_acts->attach(m_session.store());
    m_whole->setCurrentWidget(m_workspace);
    m_asksToLeave = false;
    showDemo();
    m_windows->restore();
    if (error)
        showError(*error);
    else if (!m_lastRun.isNull() && !std::exchange(m_toldOfCrash, true))
        tellOfCrash();
    if (beginning == StartPage::Beginning::Import)
        openPage(u"import"_s);
    else if (beginning && !m_introduction->wasSeen())
        m_introduction->begin();
}

// The first page is made at once, the others when it stands: nobody waits for what he does not see.
void MainWindow::beginPages()
{
    dropPages();
    m_drafts = std::make_unique<DraftBook>(*m_session.store());
    connect(m_drafts.get(), &DraftBook::failed, this, &MainWindow::showError);
    m_windows->setDrafts(m_drafts.get());
    for (const Page &page : pageRegistry()) {
        if (!page.make)
            continue;
        m_unbuilt << page.id;
        if (page.inRail && !m_rail->findChild<RailButton *>(u"rail."_s + page.id))
            m_rail->add(page.id, page.glyph, page.end);
    }
    m_actions.setActions(ActionRegistry::windowContext(), windowActions());
    m_rail->setVisible(m_rail->findChild<RailButton *>());
    retranslate();
    const QString last = settings().user().value(u"window/page"_s).toString();
    const QStringList there = pages();
    if (!there.isEmpty())
        openPage(there.contains(last) ? last : there.first());
    m_begun.start();
    m_buildSoon.start();
}

void MainWindow::buildPage(const QString &id)
{
    if (!m_unbuilt.removeOne(id))
        return;
    const auto page = std::find_if(pageRegistry().begin(), pageRegistry().end(), [&id](const Page &one) { return one.id == id; });
    const PageWidget made = page->make(m_session, *this);
    made.widget->setObjectName(u"page."_s + id);
    m_content->addWidget(made.widget);
    m_pages.insert(id, made);
    m_actions.setActions(id, made.actions);
    windowLayout::restoreParts(*made.widget, u"window"_s);
}

void MainWindow::buildRest()
{
    if (!usable() && m_begun.elapsed() < longestWaitMs)
        return;
    if (!m_unbuilt.isEmpty())
        buildPage(m_unbuilt.first());
    if (!m_unbuilt.isEmpty())
        return;
    m_buildSoon.stop();
    emit pagesBuilt();
}

void MainWindow::dropPages()
{
    m_palette->hide();
    m_introduction->end();
    m_undo = {};
    m_buildSoon.stop();
    m_unbuilt.clear();
    if (!m_pages.isEmpty())
        windowLayout::saveParts(*this, u"window"_s);
    m_windows->closeAll();
    m_acts->attach(nullptr);
    m_current.clear();
    m_trail.clear();
    m_shown.clear();
    m_actions.dropPages();
    for (const PageWidget &page : std::as_const(m_pages)) {
        if (page.saveDrafts)
            page.saveDrafts();
        delete page.widget;
    }
    m_pages.clear();
    m_windows->setDrafts(nullptr);
    m_drafts.reset(); // writes what waits
    m_search->clear();
}

QStringList MainWindow::pages() const
{
    QStringList there;
    for (const Page &page : pageRegistry())
        if (m_pages.contains(page.id) || m_unbuilt.contains(page.id))
            there << page.id;
    return there;
}

PageWidget MainWindow::page(const QString &id)
{
    buildPage(id);
    return m_pages.value(id);
}

void MainWindow::openPage(const QString &page)
{
    buildPage(page);
    if (!m_pages.contains(page))
        return;
    m_current = page;
    m_rail->setCurrent(page);
    m_content->setCurrentWidget(m_pages[page].widget);
    m_actions.setCurrent(page);
    const auto known = std::find_if(pageRegistry().begin(), pageRegistry().end(), [&page](const Page &one) { return one.id == page; });
    if (known->inRail)
        settings().user().setValue(u"window/page"_s, page);
    visited(page, m_shown.value(page));
}

void MainWindow::openCustomer(const Id &customer)
{
    openPage(u"customers"_s);
    if (const auto open = m_pages.value(u"customers"_s).open)
        open(customer);
}

void MainWindow::openRecord(const QString &page, const Id &record)
{
    openPage(page);
    if (const auto open = m_pages.value(page).open)
        open(record);
}

void MainWindow::openSetting(const QString &key)
{
    openPage(u"settings"_s);
    if (auto *page = qobject_cast<SettingsPage *>(m_pages.value(u"settings"_s).widget))
        page->reveal(key);
}

void MainWindow::visited(const QString &page, const Id &record)
{
    if (!record.isNull() && m_shown.value(page) != record)
        measureOpening();
    m_shown[page] = record;
    if (page == "customers"_L1)
        m_found->noteCustomer(record);
    if (page == m_current && !m_travelling)
        m_trail.visit({page, record}, m_session.clock().nowMs());
    m_topBar->setWays(m_trail.canGoBack(), m_trail.canGoForward());
}

// From the wish to the last thing of it on the screen; looked at every few milliseconds only while it is on its way.
void MainWindow::measureOpening()
{
    constexpr int lookMs = 4;
    constexpr qint64 forgottenMs = 5000;
    m_opening.start();
    auto *look = new QTimer(this);
    look->setTimerType(Qt::PreciseTimer);
    connect(look, &QTimer::timeout, this, [this, look, began = m_opening] {
        if (began != m_opening || began.elapsed() > forgottenMs) {
            look->deleteLater(); // another one was asked for meanwhile
        } else if (settled()) {
            look->deleteLater();
            speed().note(Measure::OpenCustomer, began.nsecsElapsed() / 1000);
        }
    });
    look->start(lookMs);
}

bool MainWindow::isIdle() const
{
    if (m_session.state() != Session::State::Open || m_screens->isBusy())
        return false;
    return std::all_of(m_pages.begin(), m_pages.end(), [](const PageWidget &page) { return !page.settled || page.settled(); });
}

void MainWindow::showSearchTime(qint64 microseconds)
{
    m_status->setSearchTime(microseconds);
    speed().note(Measure::Search, microseconds);
}

void MainWindow::showUser(const QString &title)
{
    m_status->setUser(title);
}

void MainWindow::setSearch(const QString &text)
{
    m_search->setText(text);
}

bool MainWindow::usable() const
{
    if (m_session.state() == Session::State::Working || m_screens->isBusy())
        return false;
    const PageWidget page = m_pages.value(m_current);
    const auto &stands = page.usable ? page.usable : page.settled;
    return !stands || stands();
}

bool MainWindow::settled() const
{
    if (m_buildSoon.isActive() || m_session.state() == Session::State::Working || m_screens->isBusy() || m_found->isSearching()
        || !m_acts->isSettled())
        return false;
    const auto settledPage = m_pages.value(m_current).settled;
    return !settledPage || settledPage();
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Kemai"));
    if (m_sayBanner && m_banner->isVisible())
        m_sayBanner();
    m_office->refresh();
    m_status->setNote(tr("Encrypted · works offline"));
    showKeys();
    showDemo();
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    windowLayout::save(*this, u"window"_s);
    if (!m_pages.isEmpty())
        windowLayout::saveParts(*this, u"window"_s);
    m_windows->closeAll(); // they would keep the program alive without it
    event->accept();
}

void MainWindow::restoreLayout()
{
    windowLayout::restore(*this, u"window"_s);
    windowLayout::keepOnScreen(*this);
}

} // namespace kemai
