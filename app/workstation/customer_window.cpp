// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_window.h"

#include "base/deliver.h"
#include "brand.h"
#include "customers/ui/customer_page.h"
#include "desk_user.h"
#include "undo_set.h"
#include "schema/schema.h"
#include "session.h"
#include "spoken_error.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/banner.h"
#include "widgets/theme.h"
#include "widgets/toast.h"
#include "window_layout.h"

#include <QCloseEvent>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

CustomerWindow::CustomerWindow(Session &session, ActionRegistry &actions, const Id &customer)
    : m_session(session), m_actions(actions), m_customer(customer), m_model(*session.store()), m_timeline(*session.store()),
      m_banner(new Banner(Tone::Danger)), m_page(new CustomerPage(m_model)), m_view(new TimelineView(m_timeline))
{
    setObjectName(u"customerWindow"_s);
    setWindowIcon(markIcon());
    setMinimumSize(520, 480);
    resize(960, 760);
    m_banner->setClosable(true);
    m_banner->hide();
    m_page->setTimeline(m_view);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_banner);
    rows->addWidget(m_page, 1);

    connect(&m_model, &CustomerModel::changed, this, &CustomerWindow::retranslate);
    connect(&m_model, &CustomerModel::failed, this, &CustomerWindow::showError);
    connect(&m_model, &CustomerModel::committed, this, [this](const Committed &done) { offerUndo(done.set); });
    connect(&m_timeline, &TimelineModel::noted, this, [this](const Noted &note) { offerUndo(note.set); });
    connect(&m_timeline, &TimelineModel::failed, this, &CustomerWindow::showError);
    connect(m_page, &CustomerPage::failed, this, &CustomerWindow::showError);
    connect(m_view, &TimelineView::openItemRequested, this, [this] { m_view->focusNote(); });
    connect(&m_actions, &ActionRegistry::changed, this, &CustomerWindow::bindKeys);

    deliver(session.store()->read([](Records &records) { return findDeskUser(records, accountName()); }), this,
            [this](const Result<DeskUser> &user) {
        if (!user)
            return showError(user.error());
        m_me = user->id;
        m_model.setAuthor(user->id, user->name);
        m_timeline.setAuthor(user->id, user->name);
    });
    m_model.show(customer);
    m_timeline.setCustomer(customer);
    bindKeys();
    whenTranslated(this, [this] { retranslate(); });
    windowLayout::keepOnScreen(*this);
}

bool CustomerWindow::isSettled() const
{
    const auto state = m_timeline.state();
    return m_model.isSettled() && (state == TimelineModel::State::Empty || state == TimelineModel::State::Ready);
}

// The keys a person knows from the main window do the same here, for this customer.
void CustomerWindow::bindKeys()
{
    for (QShortcut *before : std::as_const(m_keys)) {
        before->setKey({});
        before->deleteLater();
    }
    m_keys.clear();
    const auto bind = [this](const QKeySequence &keys, auto act) {
        if (keys.isEmpty())
            return;
        auto *shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, act);
        m_keys << shortcut;
    };
    bind(QKeySequence::Close, [this] { close(); });
    bind(m_actions.keys(u"undo"_s), [this] { undo(); });
    bind(m_actions.keys(u"customers.note"_s), [this] {
        m_page->setTab(CustomerPage::Tab::Timeline);
        m_view->focusNote();
    });
    bind(m_actions.keys(u"customers.date"_s), [this] {
        m_page->setTab(CustomerPage::Tab::Timeline);
        m_view->pickDate();
    });
    for (const QString &id : {u"palette"_s, u"lock"_s, u"language"_s, u"theme"_s})
        bind(m_actions.keys(id), [this, id] { emit ranAction(id); });
}

void CustomerWindow::offerUndo(const Id &set)
{
    if (set.isNull())
        return;
    m_undoable = set;
    Toast::offerUndo(this, tr("Saved."), [this] { undo(); });
}

void CustomerWindow::undo()
{
    const Id set = std::exchange(m_undoable, {});
    if (set.isNull())
        return;
    undoSetOf(*m_session.store(), set, this, [this](const Result<Undone> &done) {
        if (!done)
            showError(done.error());
    });
}

void CustomerWindow::showError(const Error &error)
{
    m_banner->setTone(toneOf(error));
    m_banner->setText({}, spoken(error));
    m_banner->show();
}

void CustomerWindow::retranslate()
{
    QString name;
    if (m_model.hasView()) {
        const Record &row = m_model.view().customer;
        name = row[customer::name].isEmpty() ? row[customer::company] : row[customer::name];
    }
    setWindowTitle(name.isEmpty() ? tr("Kemai") : tr("%1 – Kemai").arg(name));
}

void CustomerWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

void CustomerWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    emit closed(m_customer);
}

} // namespace kemai
