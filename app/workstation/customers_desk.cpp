// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers_desk.h"

#include "action_registry.h"
#include "base/deliver.h"
#include "customer_desk.h"
#include "customers/desk/customer_list_model.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/customers_page.h"
#include "customers/ui/new_customer_form.h"
#include "customers_stack.h"
#include "grid/ui/grid_page.h"
#include "grid/ui/grid_view.h"
#include "office_record.h"
#include "session.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/language.h"

#include <QAbstractButton>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::CustomersDesk)
};

// The models live as long as the page's functions are kept, and so longer than its widgets.
struct Desk {
    explicit Desk(Store &store) : list(store), customer(store), check(store) { }

    CustomerListModel list;
    CustomerDesk customer;
    DuplicateCheckModel check; // of the form of a new customer
};

} // namespace

PageWidget makeCustomersPage(Session &session, Shell &shell)
{
    Store &store = *session.store();
    auto desk = std::make_shared<Desk>(store);
    auto *page = new CustomersPage(desk->list, desk->customer.customer());
    auto *stack = new CustomersStack(store, shell, page);
    desk->customer.furnish(*page->page(), shell.drafts());
    desk->customer.setOffice(*session.office());
    TimelineView *view = desk->customer.view();
    page->form()->setShelf(&shell.drafts());
    page->setDuplicateCheck(desk->check);

    auto *office = new OfficeRecord(session, *page->page());
    QObject::connect(page, &CustomersPage::customerOpened, &desk->customer, &CustomerDesk::open);
    QObject::connect(page, &CustomersPage::customerOpened, office, &OfficeRecord::open);
    QObject::connect(office, &OfficeRecord::conflictsRequested, page, [&shell](const Id &customer) { shell.openRecord(u"conflicts"_s, customer); });
    QObject::connect(page, &CustomersPage::customerOpened, page, [&shell](const Id &customer) { shell.visited(u"customers"_s, customer); });
    QObject::connect(page, &CustomersPage::importRequested, page, [&shell] { shell.openPage(u"import"_s); });
    QObject::connect(page, &CustomersPage::searched, page, [&shell](double ms) { shell.showSearchTime(qint64(ms * 1000)); });
    QObject::connect(page, &CustomersPage::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(&desk->customer, &CustomerDesk::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(&desk->customer, &CustomerDesk::written, page,
                     [&shell](const QString &words, const std::function<void()> &undo) { shell.offerUndo(words, undo); });
    QObject::connect(&desk->check, &DuplicateCheckModel::committed, page, [desk = desk.get()](const Committed &done) { desk->customer.offerUndo(done.set); });
    QObject::connect(&shell.actions(), &ActionRegistry::changed, page, [desk = desk.get(), &shell] { desk->customer.showKeys(shell.actions()); });

    deliver(store.read([](Records &records) { return findDeskUser(records, accountName()); }),
            page, [desk, page, stack, &shell](const Result<DeskUser> &user) {
        if (!user) {
            shell.showError(user.error());
            return;
        }
        page->setMe(user->id, user->name);
        stack->setMe(user->id);
        desk->customer.setAuthor(*user);
        desk->check.setViewer({.user = user->id});
        whenTranslated(page, [&shell, user = *user] { shell.showUser(user.title(language().tongue())); });
    });

    PageWidget made;
    made.widget = stack;
    made.search = [stack](const QString &text) { stack->setSearch(text); };
    made.open = [page, stack](const Id &customer) {
        stack->showList();
        page->open(customer);
    };
    made.settled = [desk, page, stack] {
        return stack->isSettled() && page->isSettled() && desk->customer.isSettled();
    };
    made.usable = [desk, page] { return page->isUsable() && desk->customer.isSettled(); };
    made.actions = {
        {u"customers.new"_s, Glyph::Plus, [] { return Words::tr("New customer"); }, QKeySequence(Qt::CTRL | Qt::Key_N),
         [page, stack] {
             stack->showList();
             page->createNew();
         }},
        {u"customers.grid"_s, Glyph::List, [] { return Words::tr("List or grid"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
         [stack] { stack->toggle(); }},
    };
    made.actions += desk->customer.actions();
    made.actions << Action{u"customers.duplicates"_s, Glyph::Merge, [] { return Words::tr("Work off duplicates"); }, {}, [&shell] { shell.openPage(u"duplicates"_s); }};
    made.stops = {
        {u"found"_s, [&shell] { shell.setSearch(u"zm"_s); }},
        {u"contacts"_s, [&shell, page] {
             shell.setSearch({});
             page->page()->setTab(CustomerPage::Tab::Contacts);
         }},
        {u"attachments"_s, [page] { page->page()->setTab(CustomerPage::Tab::Attachments); }},
        {u"history"_s, [page] { page->page()->setTab(CustomerPage::Tab::History); }},
        {u"writing"_s, [page, view] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             view->note()->setText(u"已报价，客户想先看样品。#高意向 !周五前 寄样品 @李佳"_s);
         }},
        {u"phrases"_s, [view] {
             view->note()->setText({});
             view->editPhrases();
         }},
        {u"new"_s, [page, view] {
             if (auto *cancel = view->findChild<QAbstractButton *>(u"phrasesCancel"_s))
                 cancel->click();
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
