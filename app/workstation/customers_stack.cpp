// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers_stack.h"

#include "base/deliver.h"
#include "customers/customer_grid.h"
#include "customers/ui/customers_page.h"
#include "grid/desk/grid_model.h"
#include "grid/ui/grid_page.h"
#include "settings/export_policy.h"
#include "widgets/toast.h"

#include <QKeyEvent>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr auto layoutKey = "grid/customer"_L1;
} // namespace

CustomersStack::CustomersStack(Store &store, Shell &shell, CustomersPage *list, QWidget *parent)
    : QStackedWidget(parent), m_store(store), m_shell(shell), m_list(list)
{
    addWidget(list);
    setFocusProxy(list);
    connect(this, &QStackedWidget::currentChanged, this, [this] { setFocusProxy(currentWidget()); });
}

CustomersStack::~CustomersStack()
{
    delete m_grid; // before its model
}

void CustomersStack::setMe(const Id &user)
{
    m_me = user;
    if (m_grid)
        m_grid->setMe(user);
}

bool CustomersStack::isGrid() const { return m_grid && currentWidget() == m_grid; }

bool CustomersStack::isSettled() const { return !m_making && (!isGrid() || m_grid->isSettled()); }

void CustomersStack::toggle() { isGrid() ? showList() : showGrid(); }

void CustomersStack::setSearch(const QString &text)
{
    m_search = text;
    if (isGrid())
        m_grid->setSearch(text);
    else
        m_list->setSearch(text);
}

void CustomersStack::showList()
{
    m_fromGrid = false;
    m_list->setSearch(m_search);
    setCurrentWidget(m_list);
    m_list->setFocus();
}

void CustomersStack::showGrid()
{
    m_fromGrid = false;
    if (m_grid) {
        m_grid->setSearch(m_search);
        setCurrentWidget(m_grid);
        m_grid->setFocus();
    } else if (!m_making) {
        make();
    }
}

void CustomersStack::make()
{
    m_making = true;
    deliver(m_store.read([](Records &records) { return CustomerGrid::load(records); }), this, [this](const Result<std::shared_ptr<const GridSubject>> &subject) {
        m_making = false;
        if (!subject) {
            m_shell.showError(subject.error());
            return;
        }
        m_model = std::make_unique<GridModel>(m_store, *subject);
        m_model->setMe(m_me);
        m_grid = new GridPage(*m_model);
        m_grid->setExportGate([](qint64 rows) { return mayExport(settings(), rows); });
        addWidget(m_grid);
        m_grid->restore(QSettings().value(layoutKey).toByteArray());
        m_grid->setSearch(m_search);
        connect(m_grid, &GridPage::layoutTouched, this, [this] { QSettings().setValue(layoutKey, m_grid->layoutJson()); });
        connect(m_grid, &GridPage::searchDropped, this, [this] { m_shell.setSearch({}); });
        connect(m_grid, &GridPage::listWanted, this, &CustomersStack::showList);
        connect(m_grid, &GridPage::opened, this, [this](const Id &customer) {
            m_list->open(customer);
            setCurrentWidget(m_list);
            m_list->setFocus();
            m_fromGrid = true;
        });
        connect(m_grid, &GridPage::newWanted, this, [this] {
            showList();
            m_list->createNew();
        });
        connect(m_grid, &GridPage::importWanted, this, [this] { m_shell.openPage(u"import"_s); });
        connect(m_grid, &GridPage::failed, this, [this](const Error &error) { m_shell.showError(error); });
        connect(m_grid, &GridPage::said, this, [this](const QString &what) { Toast::offer(this, what); });
        connect(m_grid, &GridPage::done, this, [this](const QString &what, const Id &set) {
            m_shell.offerUndo(what, [this, set] { undoSet(set); });
        });
        connect(m_grid, &GridPage::batchDone, this, [this](const QString &what, const Id &batch) {
            m_shell.offerUndo(what, [this, batch] { undoBatch(batch); });
        });
        setCurrentWidget(m_grid);
        m_grid->setFocus();
    });
}

void CustomersStack::undoSet(const Id &set)
{
    undoAct(set, Undoes::Set);
}

void CustomersStack::undoBatch(const Id &batch)
{
    undoAct(batch, Undoes::Batch);
}

void CustomersStack::undoAct(const Id &id, Undoes what)
{
    undoActOf(m_store, id, what, this, [this](const Result<Undone> &done) {
        if (!done)
            m_shell.showError(done.error());
        else if (m_model)
            m_model->sortAnew();
    });
}

void CustomersStack::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_fromGrid && !isGrid())
        showGrid();
    else
        QStackedWidget::keyPressEvent(event);
}

} // namespace kemai
