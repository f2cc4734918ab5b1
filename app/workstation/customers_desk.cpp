// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers_desk.h"

#include "base/deliver.h"
#include "customers/desk/attachment_box.h"
#include "customers/ui/attachment_panel.h"
#include "customers/desk/duplicate_check_model.h"
#include "customers/ui/customers_page.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/customer_side.h"
#include "customers/ui/fact_list.h"
#include "customers/ui/owed_list.h"
#include "customers_stack.h"
#include "desk_user.h"
#include "draft_book.h"
#include "grid/ui/grid_page.h"
#include "grid/ui/grid_view.h"
#include "history/ui/history_view.h"
#include "history/ui/history_words.h"
#include "undo_set.h"
#include "session.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/language.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QLineEdit>
#include <QPointer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::CustomersDesk)
};

// The models live as long as the page's functions are kept, and so longer than its widgets.
struct Desk {
    explicit Desk(Store &store) : list(store), customer(store), check(store), timeline(store), history(store), attachments(store), drafts(store) { }

    CustomerListModel list;
    CustomerModel customer;
    DuplicateCheckModel check;
    TimelineModel timeline;
    HistoryModel history;
    AttachmentBox attachments;
    DraftBook drafts;
};

void undoSet(Store &store, const Id &set, Shell &shell, QObject *context)
{
    undoSetOf(store, set, context, [&shell](const Result<Undone> &done) {
        if (!done)
            shell.showError(done.error());
    });
}

void wireAttachments(AttachmentBox &box, CustomersPage &page, Shell &shell)
{
    AttachmentPanel *panel = page.page()->attachments();
    QObject::connect(&page, &CustomersPage::customerOpened, &box, &AttachmentBox::setCustomer);
    QObject::connect(panel, &AttachmentPanel::filesGiven, &box, &AttachmentBox::addFiles);
    QObject::connect(panel, &AttachmentPanel::contentGiven, &box, &AttachmentBox::addContent);
    QObject::connect(panel, &AttachmentPanel::previewWanted, &box, &AttachmentBox::preview);
    QObject::connect(panel, &AttachmentPanel::openWanted, &box, &AttachmentBox::openOutside);
    QObject::connect(panel, &AttachmentPanel::saveWanted, &box, &AttachmentBox::saveAs);
    QObject::connect(panel, &AttachmentPanel::cancelWanted, &box, &AttachmentBox::cancel);
    QObject::connect(&box, &AttachmentBox::progressed, panel, &AttachmentPanel::showProgress);
    QObject::connect(&box, &AttachmentBox::idle, panel, &AttachmentPanel::showIdle);
    QObject::connect(&box, &AttachmentBox::previewed, panel, &AttachmentPanel::showPreview);
    QObject::connect(&box, &AttachmentBox::opened, panel, [](const QString &file) { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    QObject::connect(&box, &AttachmentBox::failed, panel, [&shell](const Error &error) { shell.showError(error); });
}

void wireHistory(HistoryModel &history, CustomerModel &model, CustomersPage &page, Shell &shell)
{
    auto *view = new HistoryView(history);
    page.setHistory(view);
    QObject::connect(&page, &CustomersPage::customerOpened, &history, &HistoryModel::setCustomer);
    QObject::connect(&model, &CustomerModel::changed, &history, &HistoryModel::readSources);
    QObject::connect(&history, &HistoryModel::sourcesRead, &page, [&page](const Id &, const QList<RecordSource> &sources) {
        const HistoryWords say;
        QHash<Id, QString> words;
        for (const RecordSource &source : sources)
            words.insert(source.record, say.source(source));
        page.page()->setSources(words);
    });
    QObject::connect(&history, &HistoryModel::failed, &page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(view, &HistoryView::undone, &page, [&history, &shell](const Undone &done) {
        if (!done.set.isNull())
            shell.offerUndo(Words::tr("Undone."), [&history, set = done.set] { history.redo(set); });
    });
}

// What was refused goes back to the line it was typed in.
void wireSide(CustomerModel &model, CustomersPage &page)
{
    CustomerSide *side = page.page()->side();
    QObject::connect(&model, &CustomerModel::notKept, side, [side](const QString &text) {
        for (OwedList *list : {side->tasks(), side->promises()})
            if (list->line()->isVisible())
                list->keepTyped(text);
        if (side->facts()->line()->isVisible())
            side->facts()->keepTyped(text);
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
    view->setKeysOf(page);

    view->setShelf(&desk->drafts);
    page->page()->setShelf(&desk->drafts);
    wireAttachments(desk->attachments, *page, shell);
    wireSide(desk->customer, *page);
    wireHistory(desk->history, desk->customer, *page, shell);
    page->setDuplicateCheck(desk->check);

    const auto offerUndo = [&store, &shell, page](const Id &set) {
        if (!set.isNull())
            shell.offerUndo(Words::tr("Saved."), [&store, &shell, page, set] { undoSet(store, set, shell, page); });
    };
    QObject::connect(page, &CustomersPage::customerOpened, &desk->timeline, &TimelineModel::setCustomer);
    QObject::connect(page, &CustomersPage::customerOpened, page, [&shell](const Id &customer) { shell.visited(u"customers"_s, customer); });
    QObject::connect(page, &CustomersPage::importRequested, page, [&shell] { shell.openPage(u"import"_s); });
    QObject::connect(page, &CustomersPage::searched, page, [&shell](double ms) { shell.showSearchTime(qint64(ms * 1000)); });
    QObject::connect(page, &CustomersPage::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(page, &CustomersPage::committed, page, [offerUndo](const Committed &done) { offerUndo(done.set); });
    QObject::connect(&desk->timeline, &TimelineModel::noted, page, [offerUndo](const Noted &note) { offerUndo(note.set); });
    QObject::connect(&desk->timeline.noteDesk(), &NoteDesk::saved, page, offerUndo);
    QObject::connect(&desk->attachments, &AttachmentBox::committed, page, [offerUndo](const Committed &done) { offerUndo(done.set); });
    QObject::connect(&desk->drafts, &DraftBook::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(&desk->timeline, &TimelineModel::failed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(view, &TimelineView::factRequested, &desk->customer, [desk = desk.get()](const Id &event, const QString &text) {
        desk->customer.addFact(text.simplified().left(500), event);
    });
    QObject::connect(page->page(), &CustomerPage::eventRequested, view, [page, view](const Id &event) {
        page->page()->setTab(CustomerPage::Tab::Timeline);
        view->goToEvent(event);
    });
    QObject::connect(view, &TimelineView::printFailed, page, [&shell](const Error &error) { shell.showError(error); });
    QObject::connect(&desk->customer, &CustomerModel::changed, view, [desk = desk.get(), view] {
        if (!desk->customer.hasView())
            return;
        const CustomerView &shown = desk->customer.view();
        const QString number = shown.phones.isEmpty() ? QString() : CustomerWords::number(shown.phones.first(), Human::now());
        view->setCustomerWords(CustomerWords::name(shown.customer), CustomerWords::joined({shown.customer[customer::company], number}));
    });
    QObject::connect(view, &TimelineView::openItemRequested, page, [view] { view->focusNote(); });

    deliver(store.read([](Records &records) { return findDeskUser(records, accountName()); }),
            page, [desk, page, stack, &shell](const Result<DeskUser> &user) {
        if (!user) {
            shell.showError(user.error());
            return;
        }
        page->setMe(user->id, user->name);
        stack->setMe(user->id);
        desk->attachments.setAuthor(user->id);
        desk->history.setAuthor(user->id);
        desk->check.setViewer({.user = user->id});
        desk->timeline.setAuthor(user->id, user->name);
        whenTranslated(page, [&shell, user = *user] { shell.showUser(user.title(language().tongue())); });
    });

    PageWidget made;
    made.widget = stack;
    made.search = [page, stack](const QString &text) {
        if (!text.isEmpty())
            stack->setCurrentWidget(page); // the keyboard stays in the search field
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
        {u"customers.searchTimeline"_s, Glyph::Search, [] { return Words::tr("Search in this timeline"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
         [page, view] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             view->openSearch();
         }},
        {u"customers.task"_s, Glyph::Task, [] { return Words::tr("Add a task"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
         [page] { page->page()->side()->tasks()->add(); }},
        {u"customers.promise"_s, Glyph::Flag, [] { return Words::tr("Add a promise"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
         [page] { page->page()->side()->promises()->add(); }},
        {u"customers.fact"_s, Glyph::Idea, [] { return Words::tr("Add a fact"); }, {}, [page] { page->page()->side()->facts()->add(); }},
        {u"customers.pdf"_s, Glyph::Export, [] { return Words::tr("Save the customer's history as PDF"); }, {}, [view] { view->savePdf(); }},
        {u"customers.print"_s, Glyph::File, [] { return Words::tr("Print the customer's history"); }, QKeySequence(QKeySequence::Print), [view] { view->print(); }},
        {u"customers.phrases"_s, Glyph::Keyboard, [] { return Words::tr("Edit check-ins and text modules"); }, {},
         [page, view] {
             page->page()->setTab(CustomerPage::Tab::Timeline);
             view->editPhrases();
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
