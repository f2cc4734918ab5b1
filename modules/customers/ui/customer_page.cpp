// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customer_page.h"

#include "customers/ui/attachment_panel.h"
#include "customers/ui/customer_header.h"
#include "customers/ui/customer_side.h"
#include "customers/ui/duplicate_banner.h"
#include "customers/ui/editable_text.h"
#include "customers/ui/fact_list.h"
#include "customers/ui/owed_list.h"
#include "customers/ui/record_list.h"
#include "schema/portrait.h"
#include "widgets/empty_state.h"
#include "widgets/inline_field.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QLineEdit>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrl>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

Tone toneOfPriority(const QString &code)
{
    return code == u"urgent" ? Tone::Danger : code == u"high" ? Tone::Warning : Tone::Neutral;
}

Tone toneOfTicket(const QString &code)
{
    return code == u"resolved" || code == u"closed" ? Tone::Success : code == u"waiting" ? Tone::Neutral : Tone::Accent;
}

QString timeOrNothing(qint64 ms, const Human &human) { return ms > 0 ? human.exactTime(ms) : QString(); }

} // namespace

CustomerPage::CustomerPage(CustomerModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_whole(new QStackedWidget)
    , m_nobody(new EmptyState(Glyph::Customers))
    , m_header(new CustomerHeader)
    , m_alike(new DuplicateBanner(DuplicateBanner::Above::StoredCustomer))
    , m_tabs(new QTabBar)
    , m_pages(new QStackedWidget)
    , m_middle(new QVBoxLayout)
    , m_contacts(new RecordList(Glyph::Phone))
    , m_opportunities(new RecordList(Glyph::Pipeline))
    , m_tickets(new RecordList(Glyph::Ticket))
    , m_attachments(new AttachmentPanel)
    , m_side(new CustomerSide)
    , m_sideRule(new Rule(Qt::Vertical))
    , m_sideTab(new Ground(ColorToken::Surface))
    , m_drafts(new FieldDrafts(this))
{
    setObjectName(u"customerPage"_s);
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_contacts->setObjectName(u"contacts"_s);
    m_opportunities->setObjectName(u"opportunities"_s);
    m_tickets->setObjectName(u"tickets"_s);
    for (int i = 0; i <= int(Tab::History); ++i) {
        m_tabs->addTab(QString());
        m_pages->addWidget(new QWidget);
    }
    auto *sideColumn = new QVBoxLayout(m_sideTab);
    sideColumn->setContentsMargins(8, 0, 8, 0); // its rows under the first tab
    placeTab(Tab::Side, m_sideTab);
    placeTab(Tab::Contacts, m_contacts);
    placeTab(Tab::Opportunities, m_opportunities);
    placeTab(Tab::Tickets, m_tickets);
    placeTab(Tab::Attachments, m_attachments);
    m_tabs->setTabVisible(int(Tab::Timeline), false);
    m_tabs->setTabVisible(int(Tab::Side), false);
    m_tabs->setTabVisible(int(Tab::History), false);
    m_tabs->setCurrentIndex(int(Tab::Contacts));
    m_pages->setCurrentIndex(int(Tab::Contacts));

    auto *customer = new QWidget;
    auto *bar = new Ground(ColorToken::Surface);
    auto *barRow = new QHBoxLayout(bar);
    barRow->setContentsMargins(24, 0, 16, 0);
    barRow->addWidget(m_tabs);
    barRow->addStretch(1);
    m_middle->setContentsMargins(0, 0, 0, 0);
    m_middle->setSpacing(0);
    m_middle->addWidget(m_header);
    m_middle->addWidget(m_alike);
    m_middle->addWidget(bar);
    m_middle->addWidget(new Rule);
    m_middle->addWidget(m_pages, 1);
    m_row = new QHBoxLayout(customer);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_row->addLayout(m_middle, 1);
    m_row->addWidget(m_sideRule);
    m_row->addWidget(m_side);
    whenThemed(this, [this] { arrange(); });
    m_whole->addWidget(m_nobody);
    m_whole->addWidget(customer);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_whole);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(&model, &CustomerModel::changed, this, &CustomerPage::fill);
    connect(&model, &CustomerModel::failed, this, &CustomerPage::failed);
    connect(&model, &CustomerModel::accepted, this, [this](int field) {
        if (m_edited != m_model.customer())
            return;
        m_drafts->keep(QString::fromLatin1(customer::entity.fields[size_t(field)].name), {});
        if (field == customer::note.index)
            m_side->note()->setValue(m_side->note()->isEditing() ? m_side->note()->typed() : m_side->note()->value());
        else
            m_header->accept(field);
    });
    connect(&model, &CustomerModel::refused, this, [this](int field, const Error &error) {
        if (m_edited != m_model.customer())
            emit failed(error); // of a customer who is not shown any more
        else if (field == customer::note.index)
            m_side->note()->refuse(CustomerWords::sentence(error));
        else
            m_header->refuse(field, CustomerWords::sentence(error));
    });
    connect(m_alike, &DuplicateBanner::openRequested, this, &CustomerPage::customerRequested);
    connect(m_header, &CustomerHeader::edited, this, &CustomerPage::edit);
    connect(m_side, &CustomerSide::edited, this, &CustomerPage::edit);
    wireSide();
    wireDrafts();
    connect(m_header, &CustomerHeader::noteEditRequested, this, [this] {
        showSide();
        m_side->ensureWidgetVisible(m_side->note());
        m_side->note()->edit();
    });
    connect(m_header, &CustomerHeader::backRequested, this, &CustomerPage::backRequested);
    connect(m_header, &CustomerHeader::callRequested, this, &CustomerPage::call);
    connect(m_header, &CustomerHeader::mailRequested, this, [](const QString &address) { QDesktopServices::openUrl(QUrl(u"mailto:"_s + address)); });
    auto *editKey = new QShortcut(Qt::Key_F2, this, this, &CustomerPage::editHere, Qt::WidgetWithChildrenShortcut);
    editKey->setAutoRepeat(false);
    whenTranslated(this, [this] { retranslate(); });
}

void CustomerPage::placeTab(Tab tab, QWidget *page)
{
    QWidget *old = m_pages->widget(int(tab));
    const int current = m_pages->currentIndex();
    m_pages->removeWidget(old);
    old->deleteLater();
    m_pages->insertWidget(int(tab), page);
    m_pages->setCurrentIndex(current);
}

void CustomerPage::setTimeline(QWidget *timeline)
{
    m_timeline = timeline;
    placeTab(Tab::Timeline, timeline);
    m_tabs->setTabVisible(int(Tab::Timeline), true);
    setTab(Tab::Timeline);
}

void CustomerPage::setNotice(QWidget *notice)
{
    m_middle->insertWidget(1, notice);
}

void CustomerPage::setHistory(QWidget *history)
{
    m_history = history;
    placeTab(Tab::History, history);
    m_tabs->setTabVisible(int(Tab::History), true);
}

void CustomerPage::setSources(const QHash<Id, QString> &words)
{
    m_sources = words;
    m_attachments->setSources(words);
    if (m_model.hasView())
        fillContacts();
}

void CustomerPage::setTab(Tab tab) { m_tabs->setCurrentIndex(int(tab)); }

CustomerPage::Tab CustomerPage::tab() const { return Tab(m_tabs->currentIndex()); }

RecordList *CustomerPage::records(Tab tab) const { return qobject_cast<RecordList *>(m_pages->widget(int(tab))); }

void CustomerPage::callFirst() { m_header->call(); }

void CustomerPage::enter() { m_pages->currentWidget()->setFocus(Qt::TabFocusReason); }

void CustomerPage::showOwed(const Id &owed)
{
    showSide();
    m_side->showOwed(owed);
}

bool CustomerPage::showFile(const Id &event, const QString &fileName)
{
    if (!m_model.hasView())
        return false;
    for (const Record &record : m_model.view().attachments)
        if (record[attachment::interaction] == event && record[attachment::file_name] == fileName) {
            setTab(Tab::Attachments);
            m_attachments->showFile(record.id);
            return true;
        }
    return false;
}

void CustomerPage::showAlike(const QList<DuplicateCandidate> &candidates) { m_alike->setCandidates(candidates, m_model.nowMs()); }

void CustomerPage::retranslate()
{
    m_tabs->setAccessibleName(tr("Parts of the customer"));
    m_nobody->setText(tr("No customer is chosen"), tr("Choose one on the left, or search by name, pinyin, company or number."));
    m_contacts->setLabel(tr("Contacts"));
    m_contacts->setEmptyText(tr("No number, email or address yet"), tr("What imports and calls bring in appears here."));
    m_opportunities->setLabel(tr("Opportunities"));
    m_opportunities->setEmptyText(tr("No opportunity yet"), tr("A deal with this customer appears here with its stage and amount."));
    m_tickets->setLabel(tr("Tickets"));
    m_tickets->setEmptyText(tr("No ticket yet"), tr("What this customer asks the service for appears here."));
    fill();
}

void CustomerPage::fill()
{
    const bool somebody = m_model.hasView();
    m_whole->setCurrentIndex(somebody ? 1 : 0);
    const auto title = [this](Tab tab, const QString &text, qint64 count) {
        m_tabs->setTabText(int(tab), count > 0 ? text + u' ' + Human::now().count(count) : text);
    };
    if (!somebody)
        return;
    const CustomerView &view = m_model.view();
    fillContacts();
    title(Tab::Timeline, tr("Timeline"), view.interactions);
    title(Tab::Side, tr("To do"), view.tasks.size() + view.promises.size());
    title(Tab::Contacts, tr("Contacts"), m_contacts->count());
    title(Tab::Opportunities, tr("Opportunities"), view.opportunities.size());
    title(Tab::Tickets, tr("Tickets"), view.tickets.size());
    title(Tab::Attachments, tr("Attachments"), view.attachments.size());
    title(Tab::History, tr("History"), 0);
    if (m_drafts->customer() != view.customer.id) {
        m_drafts->setCustomer({}); // fields that are emptied for another customer are no news for the one before
        m_alike->setCandidates({}, 0);
    }
    m_header->show(view, m_model.nowMs());
    m_side->show(view, m_model.nowMs());
    m_drafts->setCustomer(view.customer.id);
    fillOpportunities();
    fillTickets();
    m_attachments->setAttachments(view.attachments, m_model.nowMs());
}

void CustomerPage::fillContacts()
{
    const CustomerView &view = m_model.view();
    const Human human = Human::now();
    QList<RecordList::Row> rows;
    const auto part = [&rows](const QString &heading, const auto &records, const auto &row) {
        if (records.isEmpty())
            return;
        RecordList::Row top;
        top.content.title = heading;
        top.heading = true;
        rows.append(top);
        for (const Record &record : records)
            rows.append(row(record));
    };
    QHash<Id, QString> people;
    for (const Record &each : view.contacts)
        people.insert(each.id, each[contact::name]);
    QList<Record> own;
    QHash<Id, QStringList> numbers;
    QHash<Id, QString> dialled;
    for (const Record &each : view.phones) {
        const Id whose = each[phone::contact];
        if (people.contains(whose)) {
            numbers[whose].append(CustomerWords::number(each, human));
            if (!dialled.contains(whose))
                dialled.insert(whose, each[phone::e164].isEmpty() ? each[phone::written] : each[phone::e164]);
        } else {
            own.append(each);
        }
    }
    part(tr("People"), view.contacts, [&](const Record &record) {
        RecordList::Row row;
        row.content.title = record[contact::name];
        row.content.aside = CustomerWords::joined({CustomerWords::trade(record[contact::relation]), CustomerWords::trade(record[contact::title])});
        row.content.secondary = CustomerWords::joined(numbers.value(record.id) + QStringList{record[contact::note]});
        if (row.content.secondary.isEmpty())
            row.content.secondary = tr("No number yet");
        row.copied = dialled.value(record.id);
        return row;
    });
    part(tr("Numbers"), own, [&](const Record &record) {
        RecordList::Row row;
        row.content.title = CustomerWords::number(record, human);
        const QString written = record[phone::written];
        QStringList said{CustomerWords::choice(phone::line, record)};
        if (const QString region = record[phone::region]; !region.isEmpty() && region != u"CN")
            said.append(QLocale::territoryToString(QLocale::codeToTerritory(region)));
        if (CustomerWords::digits(written) != CustomerWords::digits(row.content.title)) // else only the spaces differ
            said.append(tr("written %1").arg(written));
        said.append(m_sources.value(record.id));
        row.content.secondary = CustomerWords::joined(said);
        if (const QString whose = CustomerWords::whose(record); !whose.isEmpty())
            row.content.tags.append({whose, Tone::Neutral});
        row.copied = record[phone::e164].isEmpty() ? written : record[phone::e164];
        return row;
    });
    part(tr("Email"), view.emails, [&](const Record &record) {
        RecordList::Row row;
        row.content.title = record[email::written];
        row.content.secondary = CustomerWords::joined({people.value(record[email::contact], CustomerWords::name(view.customer)), m_sources.value(record.id)});
        return row;
    });
    part(tr("Addresses"), view.addresses, [this](const Record &record) {
        RecordList::Row row;
        row.content.title = record[address::written];
        row.content.secondary = CustomerWords::joined({record[address::province], record[address::city], record[address::district], record[address::postcode], m_sources.value(record.id)});
        if (row.content.secondary.isEmpty())
            row.content.secondary = CustomerWords::label(address::written.field());
        return row;
    });
    m_contacts->setRows(rows);
}

void CustomerPage::fillOpportunities()
{
    const Human human = Human::now();
    QList<RecordList::Row> rows;
    for (const Record &record : m_model.view().opportunities) {
        RecordList::Row row;
        const QString state = record[opportunity::state];
        const QString currency = record[opportunity::currency];
        const qint64 amount = record[opportunity::amount];
        QString money;
        if (!record.isNull(opportunity::amount))
            money = currency.isEmpty() || currency == u"CNY" ? human.money(amount) : currency + u' ' + human.count(amount / 100);
        row.content.title = record[opportunity::title];
        const QDate close = QDate::fromString(record[opportunity::close_date], Qt::ISODate);
        row.content.secondary = CustomerWords::joined({money, close.isValid() && state == u"open" ? tr("expected %1").arg(human.day(close)) : QString()});
        if (state == u"open")
            row.content.tags.append({CustomerWords::trade(record[opportunity::stage]), Tone::Accent});
        else
            row.content.tags.append({CustomerWords::choice(opportunity::state, record), state == u"won" ? Tone::Success : Tone::Neutral});
        row.content.tags.removeIf([](const Tag &tag) { return tag.text.isEmpty(); });
        row.content.time = human.shortTime(record[opportunity::opened_at], m_model.nowMs());
        row.content.exactTime = timeOrNothing(record[opportunity::opened_at], human);
        rows.append(row);
    }
    m_opportunities->setRows(rows);
}

void CustomerPage::fillTickets()
{
    const Human human = Human::now();
    QList<RecordList::Row> rows;
    for (const Record &record : m_model.view().tickets) {
        RecordList::Row row;
        row.content.title = record[ticket::title];
        row.content.aside = record[ticket::number];
        const QString cause = record[ticket::root_cause];
        row.content.secondary = CustomerWords::joined({record[ticket::category], cause.isEmpty() ? QString() : tr("cause: %1").arg(cause)});
        const QString priority = record[ticket::priority];
        if (toneOfPriority(priority) != Tone::Neutral)
            row.content.tags.append({CustomerWords::choice(ticket::priority, record), toneOfPriority(priority)});
        row.content.tags.append({CustomerWords::choice(ticket::state, record), toneOfTicket(record[ticket::state])});
        row.content.tags.removeIf([](const Tag &tag) { return tag.text.isEmpty(); });
        row.content.time = human.shortTime(record[ticket::opened_at], m_model.nowMs());
        row.content.exactTime = timeOrNothing(record[ticket::opened_at], human);
        row.copied = record[ticket::number];
        rows.append(row);
    }
    m_tickets->setRows(rows);
}

void CustomerPage::wireSide()
{
    for (OwedList *owed : {m_side->tasks(), m_side->promises()}) {
        connect(owed, &OwedList::ticked, &m_model, &CustomerModel::setDone);
        connect(owed, &OwedList::added, &m_model, &CustomerModel::addOwed);
        connect(owed, &OwedList::edited, &m_model, &CustomerModel::editOwed);
        connect(owed, &OwedList::putOff, &m_model, &CustomerModel::putOffOwed);
        connect(owed, &OwedList::withdrawn, &m_model, &CustomerModel::withdrawOwed);
    }
    FactList *facts = m_side->facts();
    connect(facts, &FactList::added, &m_model, [this](const QString &text) { m_model.addFact(text); });
    connect(facts, &FactList::edited, &m_model, &CustomerModel::editFact);
    connect(facts, &FactList::removed, &m_model, &CustomerModel::withdraw);
    connect(facts, &FactList::sourceRequested, this, [this](const Record &fact) { emit eventRequested(fact[fact::interaction]); });
    RelationList *relations = m_side->relations();
    connect(relations, &RelationList::searched, &m_model, &CustomerModel::search);
    connect(relations, &RelationList::related, &m_model, &CustomerModel::relate);
    connect(relations, &RelationList::removed, &m_model, &CustomerModel::withdraw);
    connect(relations, &RelationList::opened, this, &CustomerPage::customerRequested);
    connect(&m_model, &CustomerModel::found, relations, &RelationList::showFound);
    connect(m_attachments, &AttachmentPanel::removeWanted, &m_model, &CustomerModel::withdraw);
}

void CustomerPage::wireDrafts()
{
    const auto nameOf = [](int field) { return QString::fromLatin1(customer::entity.fields[size_t(field)].name); };
    const auto bindText = [this](const QString &name, EditableText *text) {
        m_drafts->add(name, [text](const QString &draft) { text->setDraft(draft); });
        connect(text, &EditableText::drafted, m_drafts, [this, name](const QString &draft) { m_drafts->keep(name, draft); });
    };
    bindText(nameOf(customer::name.index), m_header->nameField());
    bindText(nameOf(customer::note.index), m_side->note());
    for (const int field : {customer::company.index, customer::source.index, customer::level.index}) {
        InlineField *fact = m_header->fact(field);
        m_drafts->add(nameOf(field), [fact](const QString &draft) { fact->setDraft(draft); });
        connect(fact, &InlineField::typed, m_drafts, [this, name = nameOf(field)](const QString &draft) { m_drafts->keep(name, draft); });
    }
    const auto bindLine = [this](const QString &name, QLineEdit *line) {
        m_drafts->add(name, [line](const QString &draft) {
            line->setText(draft);
            line->setVisible(!draft.isEmpty());
        });
        connect(line, &QLineEdit::textEdited, m_drafts, [this, name](const QString &draft) { m_drafts->keep(name, draft); });
        connect(line, &QLineEdit::textChanged, m_drafts, [this, name](const QString &draft) {
            if (draft.isEmpty()) // added, or given up
                m_drafts->keep(name, {});
        });
    };
    bindLine(u"task"_s, m_side->tasks()->line());
    bindLine(u"promise"_s, m_side->promises()->line());
    bindLine(u"fact"_s, m_side->facts()->line());
    connect(m_drafts, &FieldDrafts::changed, this, [this] {
        m_header->setUnsaved(m_drafts->hasAny());
        emit typing(m_drafts->hasAny());
    });
}

void CustomerPage::edit(int field, const QString &typed)
{
    m_edited = m_model.customer();
    m_model.edit(field, typed);
}

// F2 edits what has the focus, else the name.
void CustomerPage::editHere()
{
    if (!m_model.hasView())
        return;
    QWidget *focused = QApplication::focusWidget();
    if (auto *fact = qobject_cast<InlineField *>(focused))
        fact->edit();
    else if (auto *text = qobject_cast<EditableText *>(focused))
        text->edit();
    else
        m_header->editName();
}

void CustomerPage::call(const QString &number)
{
    emit calling(number);
    if (!QDesktopServices::openUrl(QUrl(u"tel:"_s + number))) {
        QApplication::clipboard()->setText(number);
        emit failed(makeError(Error::Code::Io, u"customers.noDialer"_s, {}, {Human::now().phone(number)}));
    }
}

void CustomerPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void CustomerPage::arrange()
{
    m_header->setRoom(width() >= theme().scaled(520), height() >= theme().scaled(340));
    const bool beside = width() >= theme().scaled(820);
    const bool wasShown = tab() == Tab::Side;
    m_sideRule->setVisible(beside);
    if (beside) {
        m_side->setFixedWidth(theme().scaled(280));
        if (m_row->indexOf(m_side) < 0)
            m_row->addWidget(m_side);
    } else {
        m_side->setMinimumWidth(0);
        m_side->setMaximumWidth(QWIDGETSIZE_MAX);
        if (m_sideTab->layout()->indexOf(m_side) < 0)
            m_sideTab->layout()->addWidget(m_side);
    }
    m_side->setVisible(true);
    if (beside && wasShown)
        setTab(m_timeline ? Tab::Timeline : Tab::Contacts);
    m_tabs->setTabVisible(int(Tab::Side), !beside);
}

void CustomerPage::showSide()
{
    if (m_tabs->isTabVisible(int(Tab::Side)))
        setTab(Tab::Side);
}

void CustomerPage::setWayBack(bool shown) { m_header->setWayBack(shown); }

void CustomerPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

} // namespace kemai
