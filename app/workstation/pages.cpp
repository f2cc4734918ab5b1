// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages.h"

#include "cleanse_page.h"
#include "calls/ui/telephone_test_page.h"
#include "customers/ui/uniqueness_page.h"
#include "customers_desk.h"
#include "diagnostics_page.h"
#include "duplicates_desk.h"
#include "import_page.h"
#include "missed_desk.h"
#include "office_desk.h"
#include "passphrase_page.h"
#include "session.h"
#include "settings_page.h"
#include "shortcut_page.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
struct PageText {
    Q_DECLARE_TR_FUNCTIONS(kemai::Pages)
};
} // namespace

QList<Page> allPages()
{
    QList<Page> pages;
    const auto add = [&pages](const QString &id, Glyph glyph, RailEnd end, std::function<QString()> title,
                              std::function<PageWidget(Session &, Shell &)> make) {
        Page page;
        page.id = id;
        page.glyph = glyph;
        page.end = end;
        page.title = std::move(title);
        page.make = std::move(make);
        pages << page;
    };
    add(u"today"_s, Glyph::Home, RailEnd::Top, [] { return PageText::tr("Today"); }, {});
    add(u"customers"_s, Glyph::Customers, RailEnd::Top, [] { return PageText::tr("Customers"); }, makeCustomersPage);
    add(u"missed"_s, Glyph::Phone, RailEnd::Top, [] { return PageText::tr("Missed"); }, makeMissedPage);
    add(u"pipeline"_s, Glyph::Pipeline, RailEnd::Top, [] { return PageText::tr("Pipeline"); }, {});
    add(u"service"_s, Glyph::Ticket, RailEnd::Top, [] { return PageText::tr("Service"); }, {});
    add(u"insight"_s, Glyph::Insight, RailEnd::Top, [] { return PageText::tr("Insight"); }, {});
    add(u"admin"_s, Glyph::Admin, RailEnd::Bottom, [] { return PageText::tr("Admin"); }, {});

    add(u"import"_s, Glyph::Import, RailEnd::Bottom, [] { return PageText::tr("Import"); },
        [](Session &session, Shell &shell) {
            auto *page = new ImportPage(*session.store(), shell);
            PageWidget made;
            made.widget = page;
            made.settled = [page] { return page->settled(); };
            ImportRun::Input sample; // for the pictures
            sample.pasted = QStringLiteral("姓名\t手机\t公司\t所在城市\t微信\n张敏\t138 0013 8000\t南京启明教育科技有限公司\t南京\tzm_1990\n"
                                           "李伟\t021-62888888转801\t上海云帆贸易\t上海\t\n\t打给我\t\t\t\n王芳\t12\t苏州恒信\t苏州\twf\n张敏\t13800138000\t\t\t\n").toUtf8();
            made.stops = {
                {u"mapping"_s, [page, sample] { page->open(sample); }},
                {u"rules"_s, [page] { page->goOn(); }},
                {u"dryrun"_s, [page] { page->goOn(); }},
            };
            return made;
        });
    pages.last().inRail = false;
    pages.last().keys = QKeySequence(Qt::CTRL | Qt::Key_I);
    add(u"cleanse"_s, Glyph::Refresh, RailEnd::Bottom, [] { return PageText::tr("Clean stored data"); },
        [](Session &session, Shell &shell) {
            auto *page = new CleansePage(*session.store(), shell);
            PageWidget made;
            made.widget = page;
            made.settled = [page] { return page->settled(); };
            return made;
        });
    pages.last().inRail = false;
    add(u"duplicates"_s, Glyph::Merge, RailEnd::Bottom, [] { return PageText::tr("Duplicates"); }, makeDuplicatesPage);
    pages.last().inRail = false;
    add(u"uniqueness"_s, Glyph::Insight, RailEnd::Bottom, [] { return PageText::tr("Are customers unique?"); },
        [](Session &session, Shell &shell) {
            auto model = std::make_shared<UniquenessModel>(*session.store()); // outlives its page
            auto *page = new UniquenessPage(*model);
            QObject::connect(model.get(), &UniquenessModel::failed, page, [&shell](const Error &error) { shell.showError(error); });
            QObject::connect(page, &UniquenessPage::workListRequested, page, [&shell] { shell.openPage(u"duplicates"_s); });
            PageWidget made;
            made.widget = page;
            made.settled = [model] { return !model->isReading(); };
            return made;
        });
    pages.last().inRail = false;
    add(u"telephone"_s, Glyph::Phone, RailEnd::Bottom, [] { return PageText::tr("Test the telephone"); },
        [](Session &, Shell &) { // call_desk.h runs it
            PageWidget made;
            made.widget = new TelephoneTestPage;
            return made;
        });
    pages.last().inRail = false;

    add(u"queue"_s, Glyph::Cloud, RailEnd::Bottom, [] { return PageText::tr("To synchronize"); }, makeQueuePage);
    pages.last().inRail = false;
    pages.last().keys = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    add(u"conflicts"_s, Glyph::Merge, RailEnd::Bottom, [] { return PageText::tr("Conflicts"); }, makeConflictPage);
    pages.last().inRail = false;
    pages.last().keys = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    add(u"office"_s, Glyph::Company, RailEnd::Bottom, [] { return PageText::tr("Office"); }, makeOfficePage);
    pages.last().inRail = false;

    add(u"settings"_s, Glyph::Settings, RailEnd::Bottom, [] { return PageText::tr("Settings"); },
        [](Session &, Shell &) {
            auto *page = new SettingsPage(settings());
            PageWidget made;
            made.widget = page;
            made.search = [page](const QString &typed) { page->filter(typed); };
            return made;
        });
    pages.last().keys = QKeySequence(Qt::CTRL | Qt::Key_Comma);

    add(u"passphrase"_s, Glyph::Lock, RailEnd::Bottom, [] { return PageText::tr("Passphrase"); },
        [](Session &session, Shell &) {
            auto *page = new PassphrasePage(session);
            PageWidget made;
            made.widget = page;
            made.settled = [page] { return !page->isWorking(); };
            return made;
        });
    pages.last().inRail = false;

    add(u"shortcuts"_s, Glyph::Keyboard, RailEnd::Bottom, [] { return PageText::tr("Keyboard shortcuts"); },
        [](Session &, Shell &shell) {
            auto *page = new ShortcutPage(shell.actions());
            PageWidget made;
            made.widget = page;
            made.search = [page](const QString &typed) { page->filter(typed); };
            return made;
        });
    pages.last().inRail = false;
    pages.last().keys = QKeySequence(Qt::Key_F1);
    pages.last().alsoKeys = QKeySequence(Qt::Key_Question);

    add(u"diagnostics"_s, Glyph::Gauge, RailEnd::Bottom, [] { return PageText::tr("Diagnostics"); },
        [](Session &session, Shell &shell) {
            auto *page = new DiagnosticsPage(*session.store(), shell.watchdog(), shell.lastRun());
            QObject::connect(page, &DiagnosticsPage::failed, page, [&shell](const Error &error) { shell.showError(error); });
            PageWidget made;
            made.widget = page;
            made.settled = [page] { return page->isSettled(); };
            made.actions = {{u"support.save"_s, Glyph::Download, [] { return PageText::tr("Save a support bundle…"); }, {},
                             [page] { page->save(); }}};
            return made;
        });
    pages.last().inRail = false;

    // Ctrl and a digit go to the pages there are, in the order of the rail.
    int key = Qt::Key_1;
    for (Page &page : pages)
        if (page.make && page.inRail && page.keys.isEmpty() && key <= Qt::Key_9)
            page.keys = QKeySequence(Qt::CTRL | Qt::Key(key++));
    return pages;
}

const QList<Page> &pageRegistry()
{
    static const QList<Page> pages = allPages();
    return pages;
}

} // namespace kemai
