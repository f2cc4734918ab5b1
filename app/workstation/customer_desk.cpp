// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_desk.h"

#include "action_registry.h"
#include "calls/link.h"
#include "customer_drops.h"
#include "customers/ui/attachment_panel.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/customer_side.h"
#include "customers/ui/fact_list.h"
#include "customers/ui/owed_list.h"
#include "history/ui/history_view.h"
#include "history/ui/history_words.h"
#include "timeline/ui/timeline_view.h"
#include "sync/desk/office.h"
#include "undo_set.h"
#include "widgets/draft_shelf.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/toast.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLineEdit>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr qsizetype longestFact = 500;
QString checkInId(int number) { return u"customers.checkIn%1"_s.arg(number + 1); }
} // namespace

CustomerDesk::CustomerDesk(Store &store)
    : m_store(store), m_customer(store), m_timeline(store), m_history(store), m_attachments(store), m_check(store)
{
    connect(&m_customer, &CustomerModel::committed, this, [this](const Committed &done) { offerUndo(done.set); });
    connect(&m_timeline, &TimelineModel::noted, this, [this](const Noted &note) { offerUndo(note.set); });
    connect(&m_timeline.noteDesk(), &NoteDesk::saved, this, &CustomerDesk::offerUndo);
    connect(&m_attachments, &AttachmentBox::committed, this, [this](const Committed &done) { offerUndo(done.set); });
    connect(&m_timeline, &TimelineModel::failed, this, &CustomerDesk::failed);
    connect(&m_attachments, &AttachmentBox::failed, this, &CustomerDesk::failed);
    connect(&m_history, &HistoryModel::failed, this, &CustomerDesk::failed);
}

CustomerDesk::~CustomerDesk() = default;

void CustomerDesk::offerUndo(const Id &set)
{
    if (set.isNull())
        return;
    emit written(tr("Saved."), [this, set] { undo(set); });
}

void CustomerDesk::undo(const Id &set)
{
    if (set.isNull())
        return;
    undoSetOf(m_store, set, this, [this](const Result<Undone> &done) {
        if (!done)
            emit failed(done.error());
    });
}

void CustomerDesk::furnish(CustomerPage &page, DraftShelf &drafts)
{
    m_page = &page;
    m_view = new TimelineView(m_timeline);
    page.setTimeline(m_view);
    m_view->setShelf(&drafts);
    page.setShelf(&drafts);
    wireTimeline();
    wireAttachments();
    wireHistory();
    wireCheck();
    new CustomerDrops(page, *m_view);

    // What was refused goes back to the line it was typed in.
    CustomerSide *side = page.side();
    connect(&m_customer, &CustomerModel::notKept, side, [side](const QString &text) {
        for (OwedList *list : {side->tasks(), side->promises()})
            if (list->line()->isVisible())
                list->keepTyped(text);
        if (side->facts()->line()->isVisible())
            side->facts()->keepTyped(text);
    });
}

void CustomerDesk::wireTimeline()
{
    connect(m_view, &TimelineView::factRequested, &m_customer,
            [this](const Id &event, const QString &text) { m_customer.addFact(text.simplified().left(longestFact), event); });
    connect(m_page, &CustomerPage::eventRequested, m_view, [this](const Id &event) {
        m_page->setTab(CustomerPage::Tab::Timeline);
        m_view->goToEvent(event);
    });
    connect(m_view, &TimelineView::printFailed, this, &CustomerDesk::failed);
    connect(m_view, &TimelineView::openItemRequested, m_page, [this](const OpenItem &item) { m_page->showOwed(item.id); });
    connect(m_view, &TimelineView::ticketRequested, m_page, [this] { m_page->setTab(CustomerPage::Tab::Tickets); });
    connect(&m_customer, &CustomerModel::changed, m_view, [this] {
        if (!m_customer.hasView())
            return;
        const CustomerView &shown = m_customer.view();
        const QString number = shown.phones.isEmpty() ? QString() : CustomerWords::number(shown.phones.first(), Human::now());
        m_view->setCustomerWords(CustomerWords::name(shown.customer), CustomerWords::joined({shown.customer[customer::company], number}));
    });
}

void CustomerDesk::wireAttachments()
{
    AttachmentPanel *panel = m_page->attachments();
    connect(panel, &AttachmentPanel::filesGiven, &m_attachments, &AttachmentBox::addFiles);
    connect(panel, &AttachmentPanel::contentGiven, &m_attachments, &AttachmentBox::addContent);
    connect(panel, &AttachmentPanel::previewWanted, &m_attachments, &AttachmentBox::preview);
    connect(panel, &AttachmentPanel::openWanted, &m_attachments, &AttachmentBox::openOutside);
    connect(panel, &AttachmentPanel::saveWanted, &m_attachments, &AttachmentBox::saveAs);
    connect(panel, &AttachmentPanel::cancelWanted, &m_attachments, &AttachmentBox::cancel);
    connect(&m_attachments, &AttachmentBox::progressed, panel, &AttachmentPanel::showProgress);
    connect(&m_attachments, &AttachmentBox::idle, panel, &AttachmentPanel::showIdle);
    connect(&m_attachments, &AttachmentBox::previewed, panel, &AttachmentPanel::showPreview);
    connect(&m_attachments, &AttachmentBox::located, panel, &AttachmentPanel::setPlaces);
    connect(&m_attachments, &AttachmentBox::unfetched, panel, &AttachmentPanel::showMissing);
    connect(&m_customer, &CustomerModel::changed, this, [this] {
        if (m_customer.hasView())
            m_attachments.locate(m_customer.view().attachments);
    });
    connect(&m_attachments, &AttachmentBox::opened, panel, [](const QString &file) { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    connect(m_view, &TimelineView::attachmentRequested, this, [this](const Id &event, const QString &fileName) {
        if (!m_page->showFile(event, fileName))
            emit failed(makeError(Error::Code::NotFound, u"customers.attachmentMissing"_s, {}, {fileName}));
    });
}

void CustomerDesk::setOffice(sync::Office &office)
{
    const auto look = [this, &office] { m_attachments.setOffice(office.isEnrolled()); };
    connect(&office, &sync::Office::changed, this, look);
    look();
    connect(&m_attachments, &AttachmentBox::wanted, &office, &sync::Office::fetchFile);
    connect(&m_attachments, &AttachmentBox::abandoned, &office, &sync::Office::cancelFile);
    connect(&office, &sync::Office::fileHere, &m_attachments, &AttachmentBox::arrived);
    connect(&office, &sync::Office::fileFailed, &m_attachments, &AttachmentBox::unavailable);
    connect(&office, &sync::Office::fileProgressed, m_page->attachments(), &AttachmentPanel::showFetching);
}

void CustomerDesk::wireHistory()
{
    auto *history = new HistoryView(m_history);
    m_page->setHistory(history);
    connect(&m_customer, &CustomerModel::changed, &m_history, &HistoryModel::readSources);
    connect(&language(), &Language::changed, &m_history, [this] {
        if (m_customer.hasView())
            m_history.readSources(); // they are said anew
    });
    connect(&m_history, &HistoryModel::sourcesRead, m_page, [this](const Id &, const QList<RecordSource> &sources) {
        const HistoryWords say;
        QHash<Id, QString> words;
        for (const RecordSource &source : sources)
            words.insert(source.record, say.source(source));
        m_page->setSources(words);
    });
    connect(history, &HistoryView::restored, this, [this](const Id &set, const QString &words) {
        emit written(words, [this, set] { undo(set); });
    });
    connect(history, &HistoryView::undone, this, [this](const Undone &done) {
        if (!done.set.isNull())
            emit written(tr("Undone."), [this, set = done.set] { m_history.redo(set); });
    });
}

// A customer whose name or company was edited may by now be one we have (R001); the page says so.
void CustomerDesk::wireCheck()
{
    connect(&m_customer, &CustomerModel::accepted, this, [this](int field) {
        if (field == customer::name.index || field == customer::company.index)
            m_checkDue = true;
    });
    connect(&m_customer, &CustomerModel::changed, this, [this] {
        if (!m_customer.hasView() || !std::exchange(m_checkDue, false))
            return;
        const CustomerView &view = m_customer.view();
        StoredCustomer stored;
        stored.customer = view.customer;
        stored.phones = view.phones;
        stored.emails = view.emails;
        stored.addresses = view.addresses;
        m_check.ask(questionOf(stored));
    });
    connect(&m_check, &DuplicateCheckModel::answered, m_page, [this](const QList<DuplicateCandidate> &found) { m_page->showAlike(found); });
}

void CustomerDesk::open(const Id &customer)
{
    m_checkDue = false;
    m_check.ask({});
    m_attachments.setCustomer(customer);
    m_history.setCustomer(customer);
    m_timeline.setCustomer(customer);
}

void CustomerDesk::setAuthor(const DeskUser &user)
{
    m_customer.setAuthor(user.id, user.name);
    m_timeline.setAuthor(user.id, user.name);
    m_history.setAuthor(user.id);
    m_attachments.setAuthor(user.id);
    m_check.setViewer({.user = user.id});
}

bool CustomerDesk::isSettled() const
{
    const auto state = m_timeline.state();
    return m_customer.isSettled() && (state == TimelineModel::State::Empty || state == TimelineModel::State::Ready);
}

QList<Action> CustomerDesk::actions()
{
    CustomerPage *page = m_page;
    TimelineView *view = m_view;
    const auto toTimeline = [page] { page->setTab(CustomerPage::Tab::Timeline); };
    QList<Action> all{
        {u"customers.note"_s, Glyph::Note, [] { return tr("Write a note"); }, QKeySequence(Qt::CTRL | Qt::Key_M),
         [toTimeline, view] {
             toTimeline();
             view->focusNote();
         }},
        {u"customers.searchTimeline"_s, Glyph::Search, [] { return tr("Search in this timeline"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
         [toTimeline, view] {
             toTimeline();
             view->openSearch();
         }},
        {u"customers.task"_s, Glyph::Task, [] { return tr("Add a task"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
         [page] {
             page->showSide();
             page->side()->tasks()->add();
         }},
        {u"customers.promise"_s, Glyph::Flag, [] { return tr("Add a promise"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
         [page] {
             page->showSide();
             page->side()->promises()->add();
         }},
        {u"customers.fact"_s, Glyph::Idea, [] { return tr("Add a fact"); }, {}, [page] {
             page->showSide();
             page->side()->facts()->add();
         }},
        {u"customers.call"_s, Glyph::Phone, [] { return tr("Call this customer"); }, QKeySequence(Qt::CTRL | Qt::Key_D), [page] { page->callFirst(); }},
        {u"customers.pdf"_s, Glyph::Export, [] { return tr("Save the customer's history as PDF"); }, {}, [view] { view->savePdf(); }},
        {u"customers.print"_s, Glyph::File, [] { return tr("Print the customer's history"); }, QKeySequence(QKeySequence::Print), [view] { view->print(); }},
        {u"customers.copyLink"_s, Glyph::Link, [] { return tr("Copy a link to this customer"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), [this] { copyLink(); }},
        {u"customers.phrases"_s, Glyph::Keyboard, [] { return tr("Edit check-ins and text modules"); }, {},
         [toTimeline, view] {
             toTimeline();
             view->editPhrases();
         }},
        {u"customers.date"_s, Glyph::Calendar, [] { return tr("Go to a date"); }, QKeySequence(Qt::CTRL | Qt::Key_G),
         [toTimeline, view] {
             toTimeline();
             view->pickDate();
         }},
    };
    // Their words are the team's and may change; the number stays.
    for (int number = 0; number < CheckInTemplate::most; ++number)
        all << Action{checkInId(number), Glyph::Check,
                      [this, number] {
                          const QList<CheckInTemplate> &there = m_timeline.noteDesk().checkIns();
                          return number < there.size() ? tr("Check in: %1").arg(there.at(number).subject) : tr("Check in: number %1").arg(number + 1);
                      },
                      QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + number)),
                      [page, view, number] {
                          if (page->isVisible()) // not for a customer nobody sees, behind the grid
                              view->checkIn(number);
                      }};
    return all;
}

// For a mail or a chat: kemai:// opens the customer at whoever has them.
void CustomerDesk::copyLink()
{
    if (!m_customer.hasView() || !m_page->isVisible()) // not of a customer nobody sees, behind the grid
        return;
    QGuiApplication::clipboard()->setText(customerLink(m_customer.view().customer.id));
    Toast::offer(m_page, tr("The link is copied; it opens %1 in Kemai.").arg(CustomerWords::name(m_customer.view().customer)));
}

void CustomerDesk::showKeys(const ActionRegistry &registry)
{
    QList<QKeySequence> keys;
    for (int number = 0; number < CheckInTemplate::most; ++number)
        keys << registry.keys(checkInId(number));
    m_view->setCheckInKeys(keys);
}

} // namespace kemai
