// SPDX-License-Identifier: GPL-3.0-or-later
#include "main_window.h"

#include "base/deliver.h"
#include "brand.h"
#include "pages.h"
#include "spoken_error.h"
#include "status_bar.h"
#include "unlock_page.h"
#include "widgets/banner.h"
#include "widgets/human.h"
#include "widgets/key_hint.h"
#include "widgets/search_field.h"
#include "widgets/text_label.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
const QList<Page> &registry()
{
    static const QList<Page> pages = allPages();
    return pages;
}

class TopBar : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme().color(ColorToken::Surface));
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(ColorToken::Border));
    }
};
} // namespace

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_whole(new QStackedWidget)
    , m_workspace(new QWidget)
    , m_startPage(new StartPage(session.directory()))
    , m_unlockPage(new UnlockPage(session.directory()))
    , m_topBar(new TopBar)
    , m_search(new SearchField)
    , m_primary(new Button)
    , m_rail(new NavigationRail)
    , m_content(new QStackedWidget)
    , m_banner(new Banner(Tone::Danger))
    , m_status(new StatusBar)
    , m_palette(new CommandPalette(this))
{
    setWindowIcon(markIcon());
    setMinimumSize(880, 560);
    resize(1440, 900);
    m_search->setObjectName(u"search"_s);
    m_primary->setObjectName(u"primary"_s);
    m_search->setKey(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_banner->setClosable(true);
    m_banner->hide();

    auto *top = new QHBoxLayout(m_topBar);
    top->setContentsMargins(16, 8, 16, 9);
    top->setSpacing(12);
    top->addWidget(m_search);
    top->addStretch(1);
    top->addWidget(m_primary);
    m_search->setMaximumWidth(520);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    top->setStretchFactor(m_search, 100);

    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(16, 12, 16, 0);
    notice->addWidget(m_banner);
    auto *page = new QVBoxLayout;
    page->setSpacing(0);
    page->addLayout(notice);
    page->addWidget(m_content, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(page, 1);
    auto *rows = new QVBoxLayout(m_workspace);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_topBar);
    rows->addLayout(middle, 1);
    rows->addWidget(m_status);
    connect(m_banner, &Banner::closed, this, [notice] { notice->setContentsMargins(0, 0, 0, 0); });
    notice->setContentsMargins(0, 0, 0, 0);

    for (QWidget *whole : std::initializer_list<QWidget *>{m_startPage, m_unlockPage, m_workspace})
        m_whole->addWidget(whole);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_whole);

    connect(&m_session, &Session::stateChanged, this, &MainWindow::sessionChanged);
    connect(&m_session, &Session::failed, this, [this](const Error &error) {
        m_beginning.reset();
        m_startPage->setBusy({});
        (m_whole->currentWidget() == m_startPage ? m_startPage->showError(error) : m_unlockPage->showError(error));
    });
    connect(&m_session, &Session::opened, this, [this] {
        if (!m_beginning || !m_fill) {
            filled(std::nullopt);
            return;
        }
        m_startPage->setBusy(*m_beginning == StartPage::Beginning::Demo ? tr("Making the demo company…") : tr("Preparing…"));
        m_fill(*m_beginning, *m_session.store(), [this](qint64 done, qint64 total) { m_startPage->setProgress(done, total); },
               [this](const std::optional<Error> &error) { filled(error); });
    });
    connect(&m_session, &Session::closing, this, &MainWindow::dropPages);
    connect(m_startPage, &StartPage::createRequested, this, &MainWindow::create);
    connect(m_startPage, &StartPage::restoreRequested, this, &MainWindow::restoreBackup);
    connect(m_unlockPage, &UnlockPage::restoreRequested, this, &MainWindow::restoreBackup);
    connect(m_unlockPage, &UnlockPage::passphraseGiven, this,
            [this](const QString &typed) { m_session.unlock(Unlock::byPassphrase(typed)); });
    connect(m_unlockPage, &UnlockPage::retryRequested, this, [this] { m_session.unlock(Unlock::byKeyStore()); });
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::openPage);
    connect(m_search, &QLineEdit::textChanged, this, &MainWindow::search);
    connect(m_search, &SearchField::movedDown, this, [this] {
        if (QWidget *shown = m_content->currentWidget())
            shown->setFocus(Qt::TabFocusReason);
    });
    connect(m_status, &StatusBar::languagePressed, this, [] {
        language().setTongue(language().tongue() == Tongue::Chinese ? Tongue::English : Tongue::Chinese);
    });
    connect(m_status, &StatusBar::themePressed, this, [] {
        theme().setScheme(theme().scheme() == Scheme::Dark ? SchemeChoice::Light : SchemeChoice::Dark);
    });
    connect(m_status, &StatusBar::statusPressed, this, [this] { m_palette->open(); });

    const QList<Action> actions = windowActions();
    for (const Action &action : actions) {
        if (action.keys.isEmpty())
            continue;
        auto *shortcut = new QShortcut(action.keys, this);
        connect(shortcut, &QShortcut::activated, this, action.run);
    }
    m_palette->setEntries([this] { return standingEntries(); });
    m_palette->setSource([this](const QString &text, const CommandPalette::Answer &answer) { findCustomers(text, answer); });

    whenTranslated(this, [this] { retranslate(); });
    connect(&theme(), &Theme::changed, this, [this] {
        setWindowIcon(markIcon());
        saveAppearance();
    });
    connect(&language(), &Language::changed, this, [this] { saveAppearance(); });
    sessionChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::setFill(Fill fill)
{
    m_fill = std::move(fill);
}

void MainWindow::create(StartPage::Beginning beginning, const QString &passphrase)
{
    m_beginning = beginning;
    m_startPage->setBusy(tr("Creating the encrypted store…"));
    m_session.create(passphrase.isEmpty() ? Unlock::byKeyStore() : Unlock::byPassphrase(passphrase));
}

void MainWindow::filled(const std::optional<Error> &error)
{
    const auto beginning = m_beginning;
    m_beginning.reset();
    m_startPage->setBusy({});
    m_unlockPage->clear();
    buildPages();
    m_whole->setCurrentWidget(m_workspace);
    if (error)
        showError(*error);
    if (beginning == StartPage::Beginning::Import)
        openPage(u"import"_s);
}

void MainWindow::sessionChanged()
{
    switch (m_session.state()) {
    case Session::State::NoStore:
        m_whole->setCurrentWidget(m_startPage);
        break;
    case Session::State::Locked:
        m_unlockPage->setBusy(false);
        m_unlockPage->setNeeds(m_session.opensWithPassphrase() || !m_session.opensWithKeyStore() ? UnlockPage::Needs::Passphrase
                                                                                                 : UnlockPage::Needs::Nothing,
                               m_session.opensWithKeyStore());
        m_whole->setCurrentWidget(m_unlockPage);
        break;
    case Session::State::Working:
        m_unlockPage->setBusy(true);
        break;
    case Session::State::Open: // the pages come with opened()
        m_unlockPage->setBusy(false);
        break;
    }
    retranslate();
}

void MainWindow::buildPages()
{
    dropPages();
    for (const Page &page : registry()) {
        if (!page.make)
            continue;
        PageWidget made = page.make(m_session, *this);
        made.widget->setObjectName(u"page."_s + page.id);
        m_content->addWidget(made.widget);
        m_pages.insert(page.id, made);
        if (page.inRail && !m_rail->findChild<RailButton *>(u"rail."_s + page.id))
            m_rail->add(page.id, page.glyph, page.end);
    }
    m_rail->setVisible(m_rail->findChild<RailButton *>());
    retranslate();
    const QString last = QSettings().value(u"window/page"_s).toString();
    const QStringList there = pages();
    if (!there.isEmpty())
        openPage(there.contains(last) ? last : there.first());
    emit pagesBuilt();
}

void MainWindow::dropPages()
{
    m_palette->hide();
    m_undo = {};
    m_current.clear();
    for (const PageWidget &page : std::as_const(m_pages))
        delete page.widget;
    m_pages.clear();
    m_search->clear();
}

QStringList MainWindow::pages() const
{
    QStringList there;
    for (const Page &page : registry())
        if (m_pages.contains(page.id))
            there << page.id;
    return there;
}

void MainWindow::openPage(const QString &page)
{
    if (!m_pages.contains(page))
        return;
    m_current = page;
    m_rail->setCurrent(page);
    m_content->setCurrentWidget(m_pages[page].widget);
    showPrimary();
    if (page != "import"_L1)
        QSettings().setValue(u"window/page"_s, page);
}

void MainWindow::showPrimary()
{
    const QList<Action> actions = m_pages.value(m_current).actions;
    m_primary->setVisible(!actions.isEmpty());
    m_primary->disconnect(SIGNAL(clicked(bool)));
    qDeleteAll(m_pageKeys);
    m_pageKeys.clear();
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const Action &action = actions[i];
        if (i == 0) {
            m_primary->setText(action.title());
            m_primary->setGlyph(action.glyph);
            m_primary->setKey(action.keys);
            m_primary->setAccessibleName(action.title());
            connect(m_primary, &QAbstractButton::clicked, this, action.run);
        } else if (!action.keys.isEmpty()) {
            auto *shortcut = new QShortcut(action.keys, this);
            connect(shortcut, &QShortcut::activated, this, action.run);
            m_pageKeys << shortcut;
        }
    }
}

void MainWindow::search(const QString &text)
{
    const auto filter = m_pages.value(m_current).search;
    if (filter) {
        filter(text);
    } else if (m_pages.value(u"customers"_s).search && !text.isEmpty()) {
        openPage(u"customers"_s);
        m_pages[u"customers"_s].search(text);
    }
}

void MainWindow::findCustomers(const QString &text, const CommandPalette::Answer &answer)
{
    if (!m_session.store()) {
        answer({});
        return;
    }
    m_searchClock.start();
    ++m_searchesUnderWay;
    deliver(m_session.store()->search({text, 8}), this, [this, text, answer](const Result<QList<Hit>> &hits) {
        --m_searchesUnderWay;
        if (!hits) {
            answer({}); // an interrupted search was replaced by a newer one
            return;
        }
        showSearchTime(m_searchClock.nsecsElapsed() / 1000);
        QList<PaletteEntry> entries;
        for (const Hit &hit : *hits) {
            PaletteEntry entry;
            entry.kind = PaletteEntry::Kind::Customer;
            entry.glyph = Glyph::Customers;
            entry.title = hit.name.isEmpty() ? hit.company : hit.name;
            entry.hits = hit.matched == entry.title && hit.length > 0 ? QList<TextSpan>{{hit.start, hit.length}}
                                                                      : spansOf(text, entry.title);
            QStringList detail;
            if (!hit.name.isEmpty() && !hit.company.isEmpty())
                detail << hit.company;
            if (hit.where == Hit::Where::Phone)
                detail << Human::now().phone(hit.matched);
            else if (hit.where != Hit::Where::Name && hit.where != Hit::Where::Company)
                detail << hit.matched;
            entry.detail = detail.join(u" · "_s);
            entry.run = [this, id = hit.customer] {
                openPage(u"customers"_s);
                if (const auto open = m_pages.value(u"customers"_s).open)
                    open(id);
            };
            entries << entry;
        }
        answer(entries);
    });
}

QList<PaletteEntry> MainWindow::standingEntries()
{
    QList<PaletteEntry> entries;
    const auto add = [&entries](PaletteEntry::Kind kind, Glyph glyph, const QString &title, const QString &detail,
                                const QKeySequence &keys, std::function<void()> run) {
        PaletteEntry entry;
        entry.kind = kind;
        entry.glyph = glyph;
        entry.title = title;
        entry.detail = detail;
        entry.keys = keys.isEmpty() ? QString() : keyHintText(keys);
        entry.run = std::move(run);
        entries << entry;
    };
    for (const Page &page : registry())
        if (m_pages.contains(page.id))
            add(PaletteEntry::Kind::Page, page.glyph, page.title(), page.id, page.keys, [this, id = page.id] { openPage(id); });
    for (const Action &action : std::as_const(m_pages[m_current].actions))
        add(PaletteEntry::Kind::Action, action.glyph, action.title(), {}, action.keys, action.run);
    const QList<Action> actions = windowActions();
    for (const Action &action : actions)
        if (action.id != "palette"_L1)
            add(PaletteEntry::Kind::Action, action.glyph, action.title(), {}, action.keys, action.run);
    return entries;
}

QList<Action> MainWindow::windowActions()
{
    const bool dark = theme().scheme() == Scheme::Dark;
    const bool compact = theme().density() == Density::Compact;
    QList<Action> actions{
        {u"palette"_s, Glyph::Command, [] { return tr("Command palette"); }, QKeySequence(Qt::CTRL | Qt::Key_K),
         [this] {
             if (m_whole->currentWidget() == m_workspace)
                 m_palette->open(m_search->hasFocus() ? m_search->text() : QString());
         }},
        {u"search"_s, Glyph::Search, [] { return tr("Search this page"); }, QKeySequence(Qt::CTRL | Qt::Key_F),
         [this] {
             m_search->setFocus();
             m_search->selectAll();
         }},
        {u"undo"_s, Glyph::Undo, [] { return tr("Undo the last change"); }, QKeySequence(Qt::CTRL | Qt::Key_Z),
         [this] {
             if (const auto undo = std::exchange(m_undo, {}))
                 undo();
         }},
        {u"import"_s, Glyph::Import, [] { return tr("Import customers…"); }, QKeySequence(Qt::CTRL | Qt::Key_I),
         [this] { openPage(u"import"_s); }},
        {u"theme"_s, dark ? Glyph::Sun : Glyph::Moon,
         [] { return theme().scheme() == Scheme::Dark ? tr("Light theme") : tr("Dark theme"); },
         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
         [] { theme().setScheme(theme().scheme() == Scheme::Dark ? SchemeChoice::Light : SchemeChoice::Dark); }},
        {u"theme.system"_s, Glyph::Sun, [] { return tr("Follow the system's theme"); }, {},
         [] { theme().setScheme(SchemeChoice::System); }},
        {u"language"_s, Glyph::Language, [] { return tr("Switch to Chinese"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
         [] { language().setTongue(language().tongue() == Tongue::Chinese ? Tongue::English : Tongue::Chinese); }},
        {u"density"_s, Glyph::Density,
         [compact] { return compact ? tr("Comfortable rows") : tr("Compact rows"); }, {},
         [] { theme().setDensity(theme().density() == Density::Compact ? Density::Comfortable : Density::Compact); }},
        {u"text.larger"_s, Glyph::TextSize, [] { return tr("Larger text"); }, QKeySequence(Qt::CTRL | Qt::Key_Plus),
         [this] { setTextScale(theme().textScale() + 0.1); }},
        {u"text.smaller"_s, Glyph::TextSize, [] { return tr("Smaller text"); }, QKeySequence(Qt::CTRL | Qt::Key_Minus),
         [this] { setTextScale(theme().textScale() - 0.1); }},
        {u"text.normal"_s, Glyph::TextSize, [] { return tr("Normal text size"); }, QKeySequence(Qt::CTRL | Qt::Key_0),
         [this] { setTextScale(1.0); }},
        {u"lock"_s, Glyph::Lock, [] { return tr("Lock the store"); }, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L),
         [this] { m_session.lock(); }},
    };
    return actions;
}

void MainWindow::setTextScale(double scale)
{
    theme().setTextScale(scale);
}

void MainWindow::showSearchTime(qint64 microseconds)
{
    m_status->setSearchTime(microseconds);
}

void MainWindow::offerUndo(const QString &done, std::function<void()> undo)
{
    m_undo = undo;
    Toast::offerUndo(this, done, [this, undo] {
        m_undo = {};
        undo();
    });
}

void MainWindow::showUser(const QString &title)
{
    m_status->setUser(title);
}

void MainWindow::setSearch(const QString &text)
{
    m_search->setText(text);
}

void MainWindow::showError(const Error &error)
{
    m_banner->setTone(toneOf(error));
    m_banner->setText({}, spoken(error));
    m_banner->show();
}

void MainWindow::restoreBackup()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose the backup"), QString(), tr("Kemai backups (*.kemaibak);;All files (*)"));
    if (file.isEmpty())
        return;
    const auto *field = findChild<QLineEdit *>(u"unlock.passphrase"_s);
    const QString typed = field ? field->text() : QString();
    m_session.restore(file, typed.isEmpty() ? Unlock::byKeyStore() : Unlock::byPassphrase(typed));
}

bool MainWindow::settled() const
{
    if (m_session.state() == Session::State::Working || m_beginning || m_searchesUnderWay > 0)
        return false;
    const auto settledPage = m_pages.value(m_current).settled;
    return !settledPage || settledPage();
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Kemai"));
    m_search->setPlaceholderText(tr("Search name, company, phone, pinyin"));
    m_search->setAccessibleName(tr("Search"));
    for (const Page &page : registry())
        m_rail->setLabel(page.id, page.title(), page.keys);
    m_status->setStatus(Tone::Success, tr("Saved on this computer"),
                        tr("Every change is written to the encrypted store on this computer at once. There is no server yet."));
    m_status->setNote(tr("Encrypted · works offline"));
    showPrimary();
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    event->accept();
}

void MainWindow::restoreLayout()
{
    const QByteArray geometry = QSettings().value(u"window/geometry"_s).toByteArray();
    if (!geometry.isEmpty())
        restoreGeometry(geometry); // brings a window back that was on a screen now gone
}

void MainWindow::saveAppearance() const
{
    QSettings settings;
    settings.setValue(u"language"_s, tongueCode(language().tongue()));
    settings.setValue(u"theme/scheme"_s, int(theme().schemeChoice()));
    settings.setValue(u"theme/density"_s, int(theme().density()));
    settings.setValue(u"theme/textScale"_s, theme().textScale());
}

void MainWindow::restoreAppearance()
{
    const QSettings settings;
    theme().setScheme(SchemeChoice(std::clamp(settings.value(u"theme/scheme"_s, 0).toInt(), 0, 2)));
    theme().setDensity(settings.value(u"theme/density"_s, 0).toInt() == 1 ? Density::Compact : Density::Comfortable);
    theme().setTextScale(settings.value(u"theme/textScale"_s, 1.0).toDouble());
    language().setTongue(tongueFrom(settings.value(u"language"_s, QLocale::system().name()).toString()));
}

} // namespace kemai
