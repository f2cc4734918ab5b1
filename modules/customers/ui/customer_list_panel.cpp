// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customer_list_panel.h"

#include "customers/ui/customer_row_delegate.h"
#include "customers/ui/flow_layout.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QDateTime>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int chooseMs = 80; // arrow keys run past many; the first of all waits for nobody

// QListView lays out every row again when one changes, and QAbstractItemView asks for the place of each row that changed: a million here.
// Rows that are all of one height need no layout, and of those out of sight nothing is shown.
class UniformList : public QListView
{
protected:
    void dataChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) override
    {
        const QModelIndex top = indexAt({1, 1});
        if (!top.isValid())
            return;
        const int inSight = viewport()->height() / std::max(1, visualRect(top).height()) + 1;
        const int from = std::max(first.row(), top.row());
        const int to = std::min(last.row(), top.row() + inSight);
        if (from <= to)
            QAbstractItemView::dataChanged(first.siblingAtRow(from), last.siblingAtRow(to), roles);
    }
};

} // namespace

CustomerListPanel::CustomerListPanel(CustomerListModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_count(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_order(new IconButton(Glyph::Sort))
    , m_orders(new QMenu(this))
    , m_all(new Chip)
    , m_mine(new Chip)
    , m_recent(new Chip)
    , m_pool(new Chip)
    , m_body(new QStackedWidget)
    , m_list(new UniformList)
    , m_empty(new EmptyState(Glyph::Customers))
{
    setObjectName(u"customerListPanel"_s);
    m_list->setObjectName(u"customers"_s);
    m_count->setElided(true);
    m_list->setModel(&model);
    m_list->setItemDelegate(new CustomerRowDelegate(model, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    setFocusProxy(m_list);

    auto *heading = new QHBoxLayout;
    heading->setSpacing(8);
    heading->addWidget(m_title);
    heading->addWidget(m_count, 1);
    heading->addWidget(m_order);
    auto *chips = new FlowLayout(8, 8);
    auto *group = new QButtonGroup(this);
    for (Chip *chip : {m_all, m_mine, m_recent, m_pool}) {
        group->addButton(chip);
        chips->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, &CustomerListPanel::applyFilter);
    }
    m_all->setObjectName(u"all"_s);
    m_mine->setObjectName(u"mine"_s);
    m_recent->setObjectName(u"recent"_s);
    m_pool->setObjectName(u"pool"_s);
    m_all->setChecked(true);
    m_mine->hide();

    auto *top = new QVBoxLayout;
    top->setContentsMargins(16, 12, 12, 12);
    top->setSpacing(8);
    top->addLayout(heading);
    top->addLayout(chips);
    m_body->addWidget(m_list);
    m_body->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(new Rule);
    column->addWidget(m_body, 1);

    m_chooseSoon.setSingleShot(true);
    connect(&m_chooseSoon, &QTimer::timeout, this, [this] {
        if (m_suggesting)
            emit suggested(m_current);
        else
            emit chosen(m_current);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CustomerListPanel::rowChosen);
    connect(m_list, &QListView::doubleClicked, this, &CustomerListPanel::entered);
    connect(&model, &CustomerListModel::counted, this, &CustomerListPanel::refresh);
    connect(&model, &CustomerListModel::refreshed, this, &CustomerListPanel::follow);
    connect(&model, &CustomerListModel::located, this, [this](const Id &customer, int row) {
        if (customer == m_current && m_model.rowOf(customer) < 0)
            m_list->scrollTo(m_model.index(row), QAbstractItemView::PositionAtCenter);
    });
    connect(m_order, &QAbstractButton::clicked, this, [this] {
        fillOrderMenu();
        m_orders->popup(m_order->mapToGlobal(QPoint(0, m_order->height() + 4)));
    });
    connect(m_empty, &EmptyState::actionTriggered, this, &CustomerListPanel::emptyAction);
    connect(m_empty, &EmptyState::secondTriggered, this, &CustomerListPanel::importRequested);
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { m_list->doItemsLayout(); }); // row heights follow density and text size
}

void CustomerListPanel::setMe(const Id &user)
{
    m_me = user;
    m_mine->setVisible(!user.isNull());
}

void CustomerListPanel::retranslate()
{
    m_title->setText(tr("Customers"));
    m_all->setText(tr("All", "customers"));
    m_mine->setText(tr("Mine"));
    m_recent->setText(tr("Last 7 days"));
    m_recent->setToolTip(tr("In contact within the last 7 days"));
    m_pool->setText(tr("Pool"));
    for (Chip *chip : {m_all, m_mine, m_recent, m_pool})
        chip->updateGeometry();
    m_order->setLabel(tr("Order of the list"));
    m_orders->setAccessibleName(tr("Order of the list"));
    m_list->setAccessibleName(tr("Customers"));
    refresh();
}

void CustomerListPanel::fillOrderMenu()
{
    m_orders->clear();
    const std::pair<CustomerOrder, QString> all[] = {{CustomerOrder::LastInteraction, tr("Last contact")},
                                                     {CustomerOrder::Name, tr("Name")},
                                                     {CustomerOrder::Newest, tr("Newest")}};
    auto *group = new QActionGroup(m_orders);
    for (const auto &[order, text] : all) {
        QAction *action = m_orders->addAction(text, this, [this, which = order] { m_model.setOrder(which); });
        action->setCheckable(true);
        action->setChecked(m_model.order() == order);
        group->addAction(action);
    }
    m_orders->addSeparator();
    QAction *linked = m_orders->addAction(tr("Linked customers only"), this, [this] {
        m_linked = !m_linked;
        applyFilter();
    });
    linked->setToolTip(tr("Those that were merged into another"));
    linked->setCheckable(true);
    linked->setChecked(m_linked);
}

void CustomerListPanel::applyFilter()
{
    CustomerFilter filter;
    if (m_mine->isChecked())
        filter.owner = m_me;
    if (m_recent->isChecked()) // whole days, so that the same filter stays the same
        filter.interactedSinceMs = QDateTime::fromMSecsSinceEpoch(m_model.nowMs()).date().addDays(-6).startOfDay().toMSecsSinceEpoch();
    filter.poolOnly = m_pool->isChecked();
    filter.linked = m_linked;
    m_list->scrollToTop();
    m_model.setFilter(filter);
}

void CustomerListPanel::refresh()
{
    const Human human = Human::now();
    if (!m_model.isLoaded())
        m_count->clear();
    else if (!m_model.isSearching())
        m_count->setText(tr("%1 in all").arg(human.count(m_model.totalCount())));
    else if (m_model.mayHaveMore())
        m_count->setText(tr("first %1 found of %2").arg(human.count(m_model.rowCount()), human.count(m_model.totalCount())));
    else
        m_count->setText(tr("%1 found of %2").arg(human.count(m_model.rowCount()), human.count(m_model.totalCount())));

    const bool empty = m_model.isLoaded() && m_model.rowCount() == 0;
    m_body->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_list);
    if (!empty)
        return;
    const bool filtered = !m_all->isChecked() || m_linked;
    if (m_model.isSearching()) {
        m_empty->setText(tr("Nothing found for \"%1\"").arg(m_model.searchText()),
                         filtered ? tr("Only some customers were searched.")
                                  : tr("Try a part of the name or company, pinyin initials, or the last four digits of a number."));
        m_empty->setAction(filtered ? tr("Search all customers") : tr("New customer"));
    } else if (filtered) {
        m_empty->setText(tr("No customer here"), tr("None matches this filter."));
        m_empty->setAction(tr("Show all customers"));
    } else {
        m_empty->setText(tr("No customers yet"), tr("Import a list you have, or add the first one by hand."));
        m_empty->setAction(tr("New customer"), tr("Import a file"));
    }
}

void CustomerListPanel::emptyAction()
{
    if (m_all->isChecked() && !m_linked) {
        emit newRequested();
        return;
    }
    m_linked = false;
    m_all->setChecked(true);
    applyFilter();
}

void CustomerListPanel::select(const Id &customer)
{
    m_chooseSoon.stop();
    m_awaited = -1; // a row that was to be chosen once it is read would take the place of who was asked for
    m_current = customer;
    follow();
    if (!customer.isNull() && m_model.rowOf(customer) < 0)
        m_model.locate(customer); // far down the list: its rows are read when it is there
}

void CustomerListPanel::follow()
{
    const QModelIndex now = m_list->currentIndex();
    if (m_awaited >= 0 && now.row() == m_awaited) {
        rowChosen(now);
        return;
    }
    m_awaited = -1;
    const int row = m_current.isNull() ? -1 : m_model.rowOf(m_current);
    m_following = true;
    if (row >= 0) {
        if (now.row() != row)
            m_list->setCurrentIndex(m_model.index(row));
    } else if (now.isValid()) {
        m_list->selectionModel()->clear();
    }
    m_following = false;
    // Something to look at, without a click: the first of the list, the best of a search.
    const bool newSearch = m_model.isSearching() && m_followed != m_model.searchText();
    m_followed = m_model.searchText();
    if (newSearch)
        m_list->scrollToTop(); // the best hits, wherever among them the one shown is
    if (row < 0 && (m_current.isNull() || newSearch) && m_model.rowAt(0)) {
        m_list->setCurrentIndex(m_model.index(0));
        m_suggesting = true;
    }
}

void CustomerListPanel::rowChosen(const QModelIndex &index)
{
    if (m_following || !index.isValid())
        return;
    const CustomerRow *row = m_model.rowAt(index.row());
    m_awaited = row ? -1 : index.row();
    if (!row)
        return;
    m_current = row->customer.id;
    m_suggesting = false;
    m_chooseSoon.start(m_shownOnce ? chooseMs : 0);
    m_shownOnce = true;
}

bool CustomerListPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_list->currentIndex().isValid()) {
            emit entered();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CustomerListPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
