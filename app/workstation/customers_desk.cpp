// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers_desk.h"

#include "base/deliver.h"
#include "customers/ui/customers_page.h"
#include "customers/ui/customer_page.h"
#include "customers_stack.h"
#include "desk_user.h"
#include "grid/ui/grid_page.h"
#include "grid/ui/grid_view.h"
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
    explicit Desk(Store &store) : list(store), customer(store), timeline(store) { }

    CustomerListModel list;
    CustomerModel customer;
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
    auto *stack = new CustomersStack(store, shell, page);
    auto *view = new TimelineView(desk->timeline);
    page->setTimeline(view);

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
            page, [desk, page, stack, &shell](const Result<DeskUser> &user) {
        if (!user) {
            shell.showError(user.error());
            return;
        }
        page->setMe(user->id);
        stack->setMe(user->id);
        desk->timeline.setAuthor(user->id, user->name);
        whenTranslated(page, [&shell, user = *user] { shell.showUser(user.title(language().tongue())); });
    });

    PageWidget made;
    made.widget = stack;
    made.search = [page, stack](const QString &text) {
        if (!text.isEmpty())
            stack->showList();
        page->setSearch(text);
    };
    made.open = [page, stack](const Id &customer) {
        stack->showList();
        page->open(customer);
    };
    made.settled = [desk, page, stack] {
        if (!stack->isSettled())
            return false;
        const auto state = desk->timeline.state();
        return page->isSettled() && (state == TimelineModel::State::Empty || state == TimelineModel::State::Ready);
    };
    made.actions = {
        {u"customers.new"_s, Glyph::Plus, [] { return Words::tr("New customer"); }, QKeySequence(Qt::CTRL | Qt::Key_N),
         [page, stack] {
             stack->showList();
             page->createNew();
         }},
        {u"customers.grid"_s, Glyph::List, [] { return Words::tr("List or grid"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
         [stack] { stack->toggle(); }},
        {u"customers.note"_s, Glyph::Note, [] { return Words::tr("Write a note"); }, QKeySequence(Qt::CTRL | Qt::Key_M),
         [page, view] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             view->focusNote();
         }},
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
        {u"grid"_s, [stack, page] {
             page->closeForm();
             stack->showGrid();
         }},
        {u"grid-filter"_s, [stack] {
             if (stack->grid())
                 stack->grid()->editFilter();
         }},
        {u"grid-bulk"_s, [stack] {
             if (GridPage *grid = stack->grid()) {
                 grid->view()->selectAll();
                 grid->bulkEdit();
             }
         }},
        {u"grid-columns"_s, [stack] {
             if (stack->grid())
                 stack->grid()->chooseColumns();
         }},
    };
    return made;
}

} // namespace kemai
