// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customers_page.h"

#include "customers/desk/duplicate_check_model.h"
#include "customers/ui/customer_list_panel.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/new_customer_form.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>

namespace kemai {

using namespace Qt::StringLiterals;

CustomersPage::CustomersPage(CustomerListModel &list, CustomerModel &model, QWidget *parent)
    : QWidget(parent)
    , m_listModel(list)
    , m_model(model)
    , m_panel(new CustomerListPanel(list))
    , m_page(new CustomerPage(model))
    , m_form(new NewCustomerForm)
    , m_right(new QStackedWidget)
{
    setObjectName(u"customersPage"_s);
    setFocusProxy(m_panel);
    m_right->addWidget(m_page);
    m_right->addWidget(m_form);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"customers.splitter"_s); // its place is kept between runs
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_panel);
    splitter->addWidget(m_right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    m_panel->setMinimumWidth(260);
    m_right->setMinimumWidth(400);
    splitter->setSizes({360, 1000});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(splitter);

    const auto show = [this](const Id &customer) {
        m_model.show(customer);
        emit customerOpened(customer);
    };
    connect(m_panel, &CustomerListPanel::suggested, this, show); // a form that is open stays
    connect(m_panel, &CustomerListPanel::chosen, this, [this, show](const Id &customer) {
        closeForm();
        show(customer);
    });
    connect(m_panel, &CustomerListPanel::entered, this, [this] {
        showRight();
        m_page->enter();
    });
    connect(m_panel->list(), &QListView::clicked, this, &CustomersPage::showRight);
    connect(m_page, &CustomerPage::backRequested, this, &CustomersPage::showList);
    whenThemed(this, [this] { arrange(); });
    connect(m_panel, &CustomerListPanel::newRequested, this, &CustomersPage::createNew);
    connect(m_panel, &CustomerListPanel::importRequested, this, &CustomersPage::importRequested);
    connect(m_page, &CustomerPage::failed, this, &CustomersPage::failed);
    connect(m_page, &CustomerPage::customerRequested, this, &CustomersPage::open);
    connect(m_form, &NewCustomerForm::addressTyped, &model, &CustomerModel::askAddresses);
    connect(&model, &CustomerModel::addressesFound, m_form, &NewCustomerForm::showAddresses);
    connect(m_form, &NewCustomerForm::openRequested, this, &CustomersPage::open);
    connect(m_form, &NewCustomerForm::saveRequested, &model, &CustomerModel::create);
    connect(m_form, &NewCustomerForm::left, this, [this] {
        closeForm();
        showList();
    });
    connect(&list, &CustomerListModel::searched, this, &CustomersPage::searched);
    connect(&list, &CustomerListModel::failed, this, &CustomersPage::failed);
    connect(&model, &CustomerModel::committed, this, &CustomersPage::committed);
    connect(&model, &CustomerModel::notCreated, this, [this](const Error &error) {
        m_form->refuse(error);
        if (error.code != Error::Code::Invalid)
            emit failed(error); // nothing at a field helps
    });
    connect(&model, &CustomerModel::created, this, [this](const Id &customer) {
        m_form->saved();
        open(customer);
    });
}

void CustomersPage::setTimeline(QWidget *timeline) { m_page->setTimeline(timeline); }

void CustomersPage::setHistory(QWidget *history) { m_page->setHistory(history); }

void CustomersPage::setDuplicateCheck(DuplicateCheckModel &check)
{
    connect(m_form, &NewCustomerForm::questionTyped, &check, &DuplicateCheckModel::ask);
    connect(&check, &DuplicateCheckModel::answered, this, [this, &check](const QList<DuplicateCandidate> &found) { m_form->showCandidates(found, check.nowMs()); });
    connect(m_form, &NewCustomerForm::attachRequested, &check, &DuplicateCheckModel::attachNumber);
    connect(&check, &DuplicateCheckModel::attached, this, [this](const Id &customer) {
        m_form->saved(); // what was typed is at the customer it belongs to
        open(customer);
    });
    connect(&check, &DuplicateCheckModel::committed, this, &CustomersPage::committed);
    connect(&check, &DuplicateCheckModel::failed, this, &CustomersPage::failed);
}

void CustomersPage::setMe(const Id &user, const QString &name)
{
    m_panel->setMe(user);
    m_model.setAuthor(user, name);
}

bool CustomersPage::isCreating() const { return m_right->currentWidget() == m_form; }

bool CustomersPage::isSettled() const { return m_panel->isSettled() && m_model.isSettled() && !m_form->isSaving(); }

bool CustomersPage::isUsable() const { return m_panel->isUsable() && m_model.isSettled(); }

void CustomersPage::setSearch(const QString &text)
{
    if (isInOneColumn() && text != m_listModel.searchText())
        showList();
    m_listModel.setSearch(text);
}

bool CustomersPage::isInOneColumn() const { return width() < theme().scaled(480); }

void CustomersPage::showRight()
{
    const bool takesOver = isInOneColumn() && m_panel->list()->hasFocus();
    m_rightShown = true;
    arrange();
    if (takesOver)
        m_page->enter();
}

void CustomersPage::showList()
{
    m_rightShown = false;
    arrange();
    m_panel->list()->setFocus();
}

void CustomersPage::arrange()
{
    const bool one = isInOneColumn();
    m_right->setVisible(!one || m_rightShown);
    m_panel->setVisible(!one || !m_rightShown);
    m_page->setWayBack(one);
}

void CustomersPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void CustomersPage::open(const Id &customer)
{
    closeForm();
    m_panel->select(customer);
    m_model.show(customer);
    if (!customer.isNull())
        showRight();
    emit customerOpened(customer);
}

void CustomersPage::createNew()
{
    showRight();
    m_right->setCurrentWidget(m_form);
    m_form->begin();
}

void CustomersPage::closeForm() { m_right->setCurrentWidget(m_page); }

} // namespace kemai
