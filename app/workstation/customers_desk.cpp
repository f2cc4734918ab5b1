// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers_desk.h"

#include "base/deliver.h"
#include "customers/desk/duplicate_check_model.h"
#include "customers/ui/customers_page.h"
#include "customers/ui/customer_page.h"
#include "desk_user.h"
#include "history/undo.h"
#include "session.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/language.h"

#include <QCoreApplication>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::CustomersDesk)
};

// The models live as long as the page's functions are kept, and so longer than its widgets.
struct Desk {
    explicit Desk(Store &store) : list(store), customer(store), check(store), timeline(store) { }

    CustomerListModel list;
    CustomerModel customer;
    DuplicateCheckModel check;
    TimelineModel timeline;
};

void undoSet(Store &store, const Id &set, Shell &shell, QObject *context)
{
    auto undone = store.write([set](Records &records) -> Result<Undone> {
        const Result<UndoPlan> plan = planUndoOfSet(records, set);
        return plan ? undo(records, *plan) : Result<Undone>(fail(plan.error()));
    });
    deliver(undone, context, [&shell](const Result<Undone> &done) {
        if (!done)
            shell.showError(done.error());
    });
}

} // namespace

PageWidget makeCustomersPage(Session &session, Shell &shell)
{
    Store &store = *session.store();
    auto desk = std::make_shared<Desk>(store);
    auto *page = new CustomersPage(desk->list, desk->customer);
    auto *view = new TimelineView(desk->timeline);
    page->setTimeline(view);
    page->setDuplicateCheck(desk->check);

    const auto offerUndo = [&store, &shell, page](const Id &set) {
        if (!set.isNull())
            shell.offerUndo(Words::tr("Saved."), [&store, &shell, page, set] { undoSet(store, set, shell, page); });
    };
    QObject::connect(page, &CustomersPage::customerOpened, &desk->timeline, &TimelineModel::setCustomer);
    QObject::connect(page, &CustomersPage::importRequested, page, [&shell] { shell.openPage(u"import"_s); });
    QObject::connect(page, &CustomersPage::searched, page, [&shell](double ms) { shell.showSearchTime(qint64(ms * 1000)); });
    QObject::connect(page, &CustomersPage::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(page, &CustomersPage::committed, page, [offerUndo](const Committed &done) { offerUndo(done.set); });
    QObject::connect(&desk->timeline, &TimelineModel::noted, page, [offerUndo](const Id &, const Id &set) { offerUndo(set); });
    QObject::connect(&desk->timeline, &TimelineModel::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(view, &TimelineView::openItemRequested, page, [view] { view->focusNote(); });

    deliver(store.read([account = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"))](Records &records) {
                return findDeskUser(records, account);
            }),
            page, [desk, page, &shell](const Result<DeskUser> &user) {
        if (!user) {
            shell.showError(user.error());
            return;
        }
        page->setMe(user->id);
        desk->check.setViewer({.user = user->id});
        desk->timeline.setAuthor(user->id, user->name);
        whenTranslated(page, [&shell, user = *user] { shell.showUser(user.title(language().tongue())); });
    });

    PageWidget made;
    made.widget = page;
    made.search = [page](const QString &text) { page->setSearch(text); };
    made.open = [page](const Id &customer) { page->open(customer); };
    made.settled = [desk, page] {
        const auto state = desk->timeline.state();
        return page->isSettled() && (state == TimelineModel::State::Empty || state == TimelineModel::State::Ready);
    };
    made.actions = {
        {u"customers.new"_s, Glyph::Plus, [] { return Words::tr("New customer"); }, QKeySequence(Qt::CTRL | Qt::Key_N),
         [page] { page->createNew(); }},
        {u"customers.note"_s, Glyph::Note, [] { return Words::tr("Write a note"); }, QKeySequence(Qt::CTRL | Qt::Key_M),
         [page, view] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             view->focusNote();
         }},
        {u"customers.duplicates"_s, Glyph::Merge, [] { return Words::tr("Work off duplicates"); }, {}, [&shell] { shell.openPage(u"duplicates"_s); }},
        {u"customers.date"_s, Glyph::Calendar, [] { return Words::tr("Go to a date"); }, QKeySequence(Qt::CTRL | Qt::Key_G),
         [page, view] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             view->pickDate();
         }},
    };
    made.stops = {
        {u"found"_s, [&shell] { shell.setSearch(u"zm"_s); }},
        {u"contacts"_s, [&shell, page] {
             shell.setSearch({});
             page->page()->setTab(CustomerPage::Tab::Contacts);
         }},
        {u"new"_s, [page] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             page->createNew();
         }},
    };
    return made;
}

} // namespace kemai
