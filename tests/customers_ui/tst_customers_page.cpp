// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/attachment_panel.h"
#include "customers/desk/duplicate_check_model.h"
#include "customers/ui/customer_header.h"
#include "customers/ui/customer_list_panel.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/customer_row_delegate.h"
#include "customers/ui/customer_side.h"
#include "customers/ui/customers_page.h"
#include "customers/ui/editable_text.h"
#include "customers/ui/new_customer_form.h"
#include "customers/ui/record_list.h"
#include "customers/ui/small_pieces.h"
#include "demo/demo_company.h"
#include "schema/schema.h"
#include "store/store.h"
#include "support/accessible_walk.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/inline_field.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22

// An office of its own for each test: a store with a few customers, the models and the page.
struct Office {
    explicit Office(bool filled = true)
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(directory.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), clock, surroundings);
        if (!made)
            qFatal("no store: %s", qPrintable(made.error().id + made.error().log));
        store = std::move(*made);
        if (filled)
            fill();
        list = std::make_unique<CustomerListModel>(*store);
        customer = std::make_unique<CustomerModel>(*store);
        page = std::make_unique<CustomersPage>(*list, *customer);
        check = std::make_unique<DuplicateCheckModel>(*store);
        page->setDuplicateCheck(*check);
        page->setMe(me);
        page->resize(1300, 800);
        page->show();
    }
    ~Office()
    {
        page.reset();
        check.reset();
        customer.reset();
        list.reset();
    }

    void fill()
    {
        ChangeSet set;
        const auto add = [&set](const Id &id, const QString &name, const QString &company, qint64 last) -> Change & {
            set.changes << Change::insert(kemai::customer::entity, id).set(kemai::customer::name, name).set(kemai::customer::company, company)
                               .set(kemai::customer::name_normal, name).set(kemai::customer::state, u"active"_s).set(kemai::customer::last_interaction, last);
            return set.changes.last();
        };
        add(zhang, u"张敏"_s, u"南京启明教育科技有限公司"_s, nowMs - 1000).set(kemai::customer::owner, me).set(kemai::customer::level, u"重点"_s)
            .set(kemai::customer::province, u"江苏省"_s).set(kemai::customer::city, u"南京"_s);
        add(li, u"李雷"_s, u"苏州恒工数控机床有限公司"_s, nowMs - 40LL * 86'400'000);
        add(pool, u"王芳"_s, {}, 0).edits.removeIf([](const Edit &edit) { return edit.field == kemai::customer::state.index; });
        set.changes.last().set(kemai::customer::state, u"pool"_s);
        int n = 100;
        const auto next = [&n] { return Id::make(n++); };
        set.changes << Change::insert(user::entity, me).set(user::name, u"李佳"_s).set(user::name_en, u"Li Jia"_s)
                    << Change::insert(phone::entity, next()).set(phone::customer, zhang).set(phone::written, u"13812345678"_s).set(phone::e164, u"+8613812345678"_s)
                           .set(phone::digits, u"13812345678"_s).set(phone::kind, u"self"_s).set(phone::line, u"mobile"_s).set(phone::region, u"CN"_s)
                    << Change::insert(contact::entity, next()).set(contact::customer, zhang).set(contact::name, u"陈立"_s).set(contact::relation, u"配偶"_s)
                    << Change::insert(tag::entity, next()).set(tag::customer, zhang).set(tag::label, u"家长"_s)
                    << Change::insert(task::entity, next()).set(task::customer, zhang).set(task::title, u"补充学科诊断报告"_s).set(task::due, nowMs - 4LL * 86'400'000)
                    << Change::insert(task::entity, next()).set(task::customer, zhang).set(task::title, u"跟进试听反馈"_s).set(task::due, nowMs + 86'400'000)
                    << Change::insert(promise::entity, next()).set(promise::customer, zhang).set(promise::text, u"诊断报告"_s).set(promise::due, nowMs - 86'400'000)
                    << Change::insert(opportunity::entity, next()).set(opportunity::customer, zhang).set(opportunity::title, u"秋季班"_s)
                           .set(opportunity::stage, u"报价发送"_s).set(opportunity::state, u"open"_s).set(opportunity::amount, 386'000'000)
                    << Change::insert(ticket::entity, next()).set(ticket::customer, zhang).set(ticket::number, u"#20418"_s).set(ticket::title, u"直播卡顿"_s)
                           .set(ticket::state, u"open"_s).set(ticket::priority, u"urgent"_s)
                    << Change::insert(interaction::entity, next()).set(interaction::customer, zhang).set(interaction::at, nowMs - 1000);
        const auto done = store->commit(set).result();
        if (!done)
            qFatal("not filled: %s", qPrintable(done.error().id + done.error().log));
    }

    Record stored(const Id &id) { return *store->read([id](Records &records) { return records.one(kemai::customer::entity, id); }).result(); }
    bool settled() const { return page->isSettled(); }
    RowContent row(int row) const
    {
        const auto *delegate = static_cast<const RowDelegate *>(page->panel()->list()->itemDelegate());
        return delegate->content(list->index(row));
    }
    QAbstractButton *chip(const QString &name) const { return page->panel()->findChild<QAbstractButton *>(name); }

    const Id me = Id::make(1), zhang = Id::make(nowMs - 30), li = Id::make(nowMs - 20), pool = Id::make(nowMs - 10);
    QTemporaryDir directory;
    FixedClock clock{nowMs};
    std::unique_ptr<Store> store;
    std::unique_ptr<CustomerListModel> list;
    std::unique_ptr<CustomerModel> customer;
    std::unique_ptr<DuplicateCheckModel> check;
    std::unique_ptr<CustomersPage> page;
};

QStringList texts(const QList<Tag> &tags)
{
    QStringList all;
    for (const Tag &tag : tags)
        all.append(tag.text);
    return all;
}

bool says(const QWidget *widget, const QString &words)
{
    const auto labels = widget->findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(words); });
}
} // namespace

class TestCustomersPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme().install(); }
    void init() { language().setTongue(Tongue::Chinese); }

    void aRowSaysWhoAndHowThingsStand()
    {
        Office office;
        QTRY_VERIFY(office.settled() && office.list->rowAt(0));
        const RowContent row = office.row(0);
        QCOMPARE(row.title, u"张敏"_s);
        QCOMPARE(row.secondary, u"南京启明教育科技有限公司"_s);
        QVERIFY(row.aside.isEmpty());
        QVERIFY(!row.time.isEmpty());
        QCOMPARE(texts(row.tags), (QStringList{u"承诺逾期"_s, u"报价发送"_s, u"重点"_s}));
        QCOMPARE(row.tags.first().tone, Tone::Danger);
        QCOMPARE(texts(office.row(2).tags), QStringList{u"公海"_s});
        QVERIFY(says(office.page->panel(), u"3 位"_s));
        // In English the name is spelled out.
        language().setTongue(Tongue::English);
        QCoreApplication::processEvents();
        QCOMPARE(office.row(0).aside, u"zhang min"_s);
        QCOMPARE(texts(office.row(0).tags).first(), u"Promise overdue"_s);
    }

    void theFirstCustomerIsShownWithoutAClick()
    {
        Office office;
        QSignalSpy opened(office.page.get(), &CustomersPage::customerOpened);
        QTRY_COMPARE(opened.count(), 1);
        QTRY_VERIFY(office.customer->hasView());
        QCOMPARE(office.page->page()->header()->nameField()->value(), u"张敏"_s);
        QTest::keyClick(office.page->panel()->list(), Qt::Key_Down);
        QTRY_COMPARE(office.page->page()->header()->nameField()->value(), u"李雷"_s);
        QTest::keyClick(office.page->panel()->list(), Qt::Key_End);
        QTRY_COMPARE(office.page->page()->header()->nameField()->value(), u"王芳"_s);
        QSignalSpy entered(office.page->panel(), &CustomerListPanel::entered);
        QTest::keyClick(office.page->panel()->list(), Qt::Key_Return);
        QCOMPARE(entered.count(), 1);
    }

    void chipsFilter_data()
    {
        QTest::addColumn<QString>("chip");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("mine") << u"mine"_s << QStringList{u"张敏"_s};
        QTest::newRow("recent") << u"recent"_s << QStringList{u"张敏"_s};
        QTest::newRow("pool") << u"pool"_s << QStringList{u"王芳"_s};
        QTest::newRow("all") << u"all"_s << QStringList{u"张敏"_s, u"李雷"_s, u"王芳"_s};
    }

    void chipsFilter()
    {
        QFETCH(QString, chip);
        QFETCH(QStringList, names);
        Office office;
        QTRY_COMPARE(office.list->rowCount(), 3);
        office.chip(chip)->click();
        QTRY_COMPARE(office.list->rowCount(), int(names.size()));
        QStringList shown;
        for (int i = 0; i < names.size(); ++i) {
            QTRY_VERIFY(!office.row(i).loading);
            shown.append(office.row(i).title);
        }
        QCOMPARE(shown, names);
    }

    void aSearchShowsWhyACustomerWasFound_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("secondary");
        QTest::addColumn<QString>("marked"); // in the title, else in the secondary text
        QTest::newRow("a name") << u"张"_s << u"张敏"_s << u"南京启明教育科技有限公司"_s << u"张"_s;
        QTest::newRow("initials") << u"zm"_s << u"张敏"_s << u"南京启明教育科技有限公司"_s << u"张敏"_s;
        QTest::newRow("a company") << u"启明"_s << u"张敏"_s << u"南京启明教育科技有限公司"_s << u"启明"_s;
        QTest::newRow("last four digits") << u"5678"_s << u"张敏"_s << u"138 1234 5678"_s << u"5678"_s;
        QTest::newRow("a number with its country code") << u"13812345678"_s << u"张敏"_s << u"138 1234 5678"_s << u"138 1234 5678"_s;
        QTest::newRow("a contact") << u"陈立"_s << u"张敏"_s << u"陈立"_s << u"陈立"_s;
    }

    void aSearchShowsWhyACustomerWasFound()
    {
        QFETCH(QString, typed);
        QFETCH(QString, title);
        QFETCH(QString, secondary);
        QFETCH(QString, marked);
        Office office;
        QTRY_COMPARE(office.list->rowCount(), 3);
        QSignalSpy searched(office.page.get(), &CustomersPage::searched);
        office.page->setSearch(typed);
        QTRY_COMPARE(searched.count(), 1);
        QCOMPARE(office.list->rowCount(), 1);
        const RowContent row = office.row(0);
        QCOMPARE(row.title, title);
        QCOMPARE(row.secondary, secondary);
        QString found;
        for (const TextSpan &span : row.titleHits)
            found += row.title.mid(span.start, span.length);
        for (const TextSpan &span : row.secondaryHits)
            found += row.secondary.mid(span.start, span.length);
        QCOMPARE(found, marked);
        QCOMPARE(row.aside, typed == u"zm" ? u"zhang min"_s : QString());
        QVERIFY(says(office.page->panel(), u"3 位中找到 1"_s));
    }

    void theBestHitIsShownAndStaysWhileTheListMoves()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        office.page->setSearch(u"李雷"_s);
        QTRY_COMPARE(office.page->page()->header()->nameField()->value(), u"李雷"_s);
        office.page->setSearch({});
        QTRY_COMPARE(office.list->rowCount(), 3);
        QTRY_COMPARE(office.page->panel()->list()->currentIndex().row(), 1); // followed to where it stands
        QCOMPARE(office.customer->customer(), office.li);
    }

    void nothingFoundSaysWhatToTry()
    {
        Office office;
        QTRY_COMPARE(office.list->rowCount(), 3);
        office.chip(u"pool"_s)->click();
        QTRY_COMPARE(office.list->rowCount(), 1);
        office.page->setSearch(u"张敏"_s);
        auto *empty = office.page->panel()->findChild<EmptyState *>();
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(says(empty, u"张敏"_s));
        empty->action()->click(); // all customers
        QTRY_COMPARE(office.list->rowCount(), 1);
        QVERIFY(!empty->isVisible());
        office.page->setSearch(u"查无此人"_s);
        QTRY_VERIFY(empty->isVisible());
        empty->action()->click(); // a new one
        QVERIFY(office.page->isCreating());
    }

    void anEmptyStoreSaysWhatToDo()
    {
        Office office(false);
        auto *empty = office.page->panel()->findChild<EmptyState *>();
        QTRY_VERIFY(empty->isVisible());
        QSignalSpy import(office.page.get(), &CustomersPage::importRequested);
        emit empty->secondTriggered();
        QCOMPARE(import.count(), 1);
        empty->action()->click();
        QVERIFY(office.page->isCreating());
    }

    void tabsCountAndShow()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        CustomerPage *page = office.page->page();
        QTabBar *tabs = page->tabs();
        QVERIFY(!tabs->isTabVisible(int(CustomerPage::Tab::Timeline)));
        auto *timeline = new QListView;
        timeline->setAccessibleName(u"时间轴"_s);
        office.page->setTimeline(timeline);
        QVERIFY(tabs->isTabVisible(int(CustomerPage::Tab::Timeline)));
        QVERIFY(timeline->isVisible());
        QCOMPARE(tabs->tabText(int(CustomerPage::Tab::Timeline)), u"时间轴 1"_s);
        QCOMPARE(tabs->tabText(int(CustomerPage::Tab::Contacts)), u"联系人 2"_s);
        QCOMPARE(tabs->tabText(int(CustomerPage::Tab::Attachments)), u"附件"_s);
        page->setTab(CustomerPage::Tab::Opportunities);
        const QModelIndex deal = page->records(CustomerPage::Tab::Opportunities)->list()->model()->index(0, 0);
        QVERIFY(deal.data(Qt::AccessibleTextRole).toString().contains(u"报价发送"_s));
        QVERIFY(deal.data(Qt::AccessibleTextRole).toString().contains(u"386"_s));
        const QModelIndex ticketRow = page->records(CustomerPage::Tab::Tickets)->list()->model()->index(0, 0);
        QVERIFY(ticketRow.data(Qt::AccessibleTextRole).toString().contains(u"紧急"_s));
        page->setTab(CustomerPage::Tab::Attachments);
        QVERIFY(page->attachments()->files()->findChild<EmptyState *>()->isVisible());
    }

    void anEditIsWrittenWhereItStands()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        QSignalSpy committed(office.page.get(), &CustomersPage::committed);
        CustomerHeader *header = office.page->page()->header();
        header->editName();
        QVERIFY(header->nameField()->isEditing());
        header->nameField()->setTyped(u"章敏"_s);
        QTest::keyClick(header->nameField()->editor(), Qt::Key_Return);
        QTRY_COMPARE(office.stored(office.zhang)[customer::name], u"章敏"_s);
        QTRY_COMPARE(committed.count(), 1);
        QTRY_VERIFY(!header->nameField()->isEditing());
        QCOMPARE(header->nameField()->value(), u"章敏"_s);

        InlineField *company = header->fact(customer::company.index);
        company->edit();
        company->editor()->setText(u"苏州启明"_s);
        QTest::keyClick(company->editor(), Qt::Key_Return);
        QTRY_COMPARE(office.stored(office.zhang)[customer::company], u"苏州启明"_s);

        EditableText *note = office.page->page()->side()->note();
        note->edit();
        note->setTyped(u"周末可上课\n先打电话"_s);
        QTest::keyClick(note->editor(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(office.stored(office.zhang)[customer::note], u"周末可上课\n先打电话"_s);
    }

    void aRefusedEditKeepsWhatWasTyped()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        office.page->open(office.pool); // has no company
        QTRY_COMPARE(office.page->page()->header()->nameField()->value(), u"王芳"_s);
        EditableText *name = office.page->page()->header()->nameField();
        name->edit();
        name->setTyped(u"  "_s);
        QTest::keyClick(name->editor(), Qt::Key_Return);
        QTRY_VERIFY(says(name, u"至少"_s));
        QVERIFY(name->isEditing());
        QCOMPARE(office.stored(office.pool)[customer::name], u"王芳"_s);
        // Escape goes back and keeps the draft.
        name->setTyped(u"王方"_s);
        QTest::keyClick(name->editor(), Qt::Key_Escape);
        QVERIFY(!name->isEditing());
        name->edit();
        QCOMPARE(name->typed(), u"王方"_s);
    }

    void aConflictIsSaidAtTheField()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        EditableText *name = office.page->page()->header()->nameField();
        name->edit();
        name->setTyped(u"章敏"_s);
        const Record seen = office.stored(office.zhang);
        QVERIFY(office.store->commit({.changes = {Change::update(seen).set(seen, customer::name, u"张民"_s)}}).result());
        // Before the news arrived here: the commit was seen with the old value.
        QTest::keyClick(name->editor(), Qt::Key_Return);
        QTRY_VERIFY(name->isEditing() && says(name, u"张民"_s));
        QCOMPARE(name->typed(), u"章敏"_s);
        QCOMPARE(office.stored(office.zhang)[customer::name], u"张民"_s);
    }

    void aTickedTaskGoes()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        CustomerSide *side = office.page->page()->side();
        QVERIFY(says(side, u"补充学科诊断报告"_s));
        const auto boxes = side->findChildren<QCheckBox *>(u"done"_s);
        QCOMPARE(boxes.size(), 3); // two tasks and a promise
        QVERIFY(boxes.first()->accessibleName().contains(u"逾期 2 天"_s));
        boxes.first()->click();
        QTRY_COMPARE(office.customer->view().tasks.size(), 1);
        QTRY_COMPARE(side->findChildren<QCheckBox *>(u"done"_s).size(), 2);
        QTRY_COMPARE(side->findChildren<QCheckBox *>(u"reopen"_s).size(), 1); // a wrong tick is taken back here
        QCOMPARE(side->findChild<ActivityBars *>()->counts().last(), 1);
    }

    void aNewCustomerIsTypedAndOpened()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        office.page->createNew();
        NewCustomerForm *form = office.page->form();
        auto *name = form->findChild<QLineEdit *>(u"name"_s);
        auto *phoneField = form->findChild<QLineEdit *>(u"phone"_s);
        auto *remark = form->findChild<QLabel *>(u"phoneRemark"_s);
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, u"Chen Li"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(form->findChild<QLineEdit *>(u"company"_s)->hasFocus()); // Enter moves on
        phoneField->setText(u"13988001200"_s);
        QCOMPARE(remark->text(), u"139 8800 1200"_s);
        phoneField->setText(u"晚上打"_s);
        QVERIFY(!remark->text().isEmpty());
        phoneField->setText(u"13988001200"_s);
        // Escape asks nothing and loses nothing.
        QTest::keyClick(phoneField, Qt::Key_Escape);
        QVERIFY(!office.page->isCreating());
        office.page->createNew();
        QCOMPARE(form->typed().name, u"Chen Li"_s);
        QTest::keyClick(phoneField, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!office.page->isCreating());
        QTRY_COMPARE(office.page->page()->header()->nameField()->value(), u"Chen Li"_s);
        QVERIFY(form->isEmpty());
        QCOMPARE(office.stored(office.customer->customer())[customer::owner], office.me);
        QTRY_COMPARE(office.list->rowCount(), 4);
    }

    void theFormSaysWhoHasTheNumberAlready()
    {
        Office office;
        office.page->createNew();
        NewCustomerForm *form = office.page->form();
        auto *known = form->findChild<QWidget *>(u"known"_s);
        auto *phoneField = form->findChild<QLineEdit *>(u"phone"_s);
        phoneField->setText(u"138 1234 5678"_s);
        QTRY_VERIFY(known->isVisible());
        QVERIFY(says(known, u"张敏"_s));
        QVERIFY(says(known, u"李佳"_s));
        phoneField->setText(u"138 1234 5679"_s);
        QTRY_VERIFY(!known->isVisible());
        phoneField->setText(u"+86 138-1234-5678"_s);
        QTRY_VERIFY(known->isVisible());
        known->findChild<QAbstractButton *>(u"open"_s)->click();
        QVERIFY(!office.page->isCreating());
        QCOMPARE(office.customer->customer(), office.zhang);
        QVERIFY(!form->isEmpty()); // the draft stays
    }

    void theFormSaysItsErrorsAtTheField()
    {
        Office office;
        office.page->createNew();
        NewCustomerForm *form = office.page->form();
        auto *name = form->findChild<QLineEdit *>(u"name"_s);
        auto *remark = form->findChild<QLabel *>(u"nameRemark"_s);
        form->findChild<QPlainTextEdit *>(u"note"_s)->setPlainText(u"回电"_s);
        form->findChild<QAbstractButton *>(u"save"_s)->click();
        QTRY_VERIFY(!remark->text().isEmpty());
        QVERIFY(name->hasFocus());
        QCOMPARE(name->accessibleDescription(), remark->text());
        QCOMPARE(form->typed().note, u"回电"_s);
        auto *company = form->findChild<QLineEdit *>(u"company"_s);
        company->setText(QString(400, u'长'));
        form->findChild<QAbstractButton *>(u"save"_s)->click();
        QTRY_VERIFY(form->findChild<QLabel *>(u"companyRemark"_s)->text().contains(u"300"_s));
        QVERIFY(remark->text().isEmpty());
        QVERIFY(office.page->isCreating());
    }

    void everythingHasANameInBothLanguages()
    {
        Office office;
        QTRY_VERIFY(office.customer->hasView());
        for (const Tongue tongue : {Tongue::Chinese, Tongue::English}) {
            language().setTongue(tongue);
            QCoreApplication::processEvents();
            const QStringList unnamed = unnamedWidgets(office.page.get());
            QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u'\n')));
        }
        QCOMPARE(office.page->page()->tabs()->tabText(int(CustomerPage::Tab::Contacts)), u"Contacts 2"_s);
        QCOMPARE(office.chip(u"pool"_s)->text(), u"Pool"_s);
        language().setTongue(Tongue::Chinese);
        QCoreApplication::processEvents();
        QCOMPARE(office.chip(u"pool"_s)->text(), u"公海"_s);
    }

    void aNarrowWindowShowsOneThingAtATime()
    {
        Office office;
        QTRY_VERIFY(office.settled() && office.customer->hasView());
        CustomersPage *page = office.page.get();
        CustomerPage *customer = page->page();
        auto *back = customer->findChild<QAbstractButton *>(u"backToList"_s);
        page->resize(1366, 800);
        QVERIFY(page->panel()->isVisible() && customer->isVisible() && !back->isVisible());
        QVERIFY(!customer->tabs()->isTabVisible(int(CustomerPage::Tab::Side)));
        theme().setTextScale(2);
        page->resize(760, 500);
        QTRY_VERIFY(page->isInOneColumn());
        QVERIFY(page->panel()->isVisible() && !customer->isVisible());
        page->open(office.zhang);
        QTRY_VERIFY(!page->panel()->isVisible() && customer->isVisible() && back->isVisible());
        // What is owed is a tab there, and whoever asks for one of it is brought to it.
        QVERIFY(customer->tabs()->isTabVisible(int(CustomerPage::Tab::Side)));
        customer->showOwed({});
        QCOMPARE(customer->tab(), CustomerPage::Tab::Side);
        QVERIFY(customer->side()->isVisible());
        back->click();
        QVERIFY(page->panel()->isVisible() && !customer->isVisible());
        theme().setTextScale(1);
        page->resize(1366, 800);
        QTRY_VERIFY(page->panel()->isVisible() && customer->isVisible() && !back->isVisible());
        QVERIFY(customer->tab() != CustomerPage::Tab::Side && customer->side()->isVisible());
    }

    void regionsAreSpelledInEnglish()
    {
        Record record(customer::entity);
        record.setValue(customer::province.index, Value(u"浙江省"_s));
        record.setValue(customer::city.index, Value(u"杭州市"_s));
        Record city(customer::entity);
        city.setValue(customer::province.index, Value(u"重庆市"_s));
        city.setValue(customer::city.index, Value(u"重庆市"_s));
        Record abroad(customer::entity);
        abroad.setValue(customer::city.index, Value(u"Tokyo"_s));
        QCOMPARE(CustomerWords::region(record), u"浙江 杭州"_s);
        language().setTongue(Tongue::English);
        const QStringList said{CustomerWords::region(record), CustomerWords::region(city), CustomerWords::region(abroad)};
        language().setTongue(Tongue::Chinese);
        QCOMPARE(said, QStringList({u"Hangzhou, Zhejiang"_s, u"Chongqing"_s, u"Tokyo"_s}));
    }

    // Not a test of pixels: pictures to look at, where a folder is named.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("KEMAI_PICTURES");
        if (folder.isEmpty())
            QSKIP("KEMAI_PICTURES names no folder");
        Office office(false);
        QVERIFY(office.store->write([](Records &records) { return generateDemo(records, {.customers = 300, .interactions = 4000, .nowMs = nowMs}); }).result());
        const auto user = office.store->read([](Records &records) { return records.first(Query(kemai::user::entity)); }).result();
        QVERIFY(user && *user);
        office.page->setMe((*user)->id);
        office.page->resize(1366, 812);
        QTRY_VERIFY(office.settled() && office.customer->hasView());
        const auto shoot = [&](const QString &name) {
            QTRY_VERIFY(office.settled());
            QTest::qWait(120);
            office.page->grab().save(folder + u'/' + name + u".png"_s);
        };
        for (const Tongue tongue : {Tongue::Chinese, Tongue::English}) {
            for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                language().setTongue(tongue);
                theme().setScheme(scheme);
                theme().setDensity(scheme == SchemeChoice::Dark ? Density::Compact : Density::Comfortable);
                const QString look = (tongue == Tongue::Chinese ? u"zh-"_s : u"en-"_s) + (scheme == SchemeChoice::Light ? u"light"_s : u"dark"_s);
                office.page->closeForm();
                office.page->setSearch({});
                office.page->page()->setTab(CustomerPage::Tab::Contacts);
                shoot(u"list-"_s + look);
                office.page->setSearch(u"zm"_s);
                office.page->page()->setTab(CustomerPage::Tab::Tickets);
                shoot(u"search-"_s + look);
                office.page->page()->setTab(CustomerPage::Tab::Opportunities);
                office.page->setSearch(u"138"_s);
                QTRY_VERIFY(office.settled());
                QTest::qWait(120);
                office.page->page()->header()->fact(customer::company.index)->edit();
                office.page->page()->header()->editName();
                shoot(u"edit-"_s + look);
                office.page->setSearch(u"查无此人"_s);
                office.page->createNew();
                office.page->form()->findChild<QLineEdit *>(u"phone"_s)->setText(u"138 0571 2233 / 晚上"_s);
                office.page->form()->refuse(makeError(Error::Code::Invalid, u"customers.nameless"_s));
                shoot(u"new-"_s + look);
            }
        }
        theme().setDensity(Density::Comfortable);
    }
};

QTEST_MAIN(TestCustomersPage)
#include "tst_customers_page.moc"
