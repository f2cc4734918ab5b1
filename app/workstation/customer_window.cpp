// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_window.h"

#include "base/deliver.h"
#include "brand.h"
#include "customer_desk.h"
#include "customers/ui/customer_page.h"
#include "office_record.h"
#include "session.h"
#include "spoken_error.h"
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

CustomerWindow::CustomerWindow(Session &session, ActionRegistry &actions, DraftShelf &drafts, const Id &customer)
    : m_actions(actions), m_customer(customer), m_desk(std::make_unique<CustomerDesk>(*session.store())), m_banner(new Banner(Tone::Danger)),
      m_page(new CustomerPage(m_desk->customer()))
{
    setObjectName(u"customerWindow"_s);
    setWindowIcon(markIcon());
    setMinimumSize(520, 480);
    resize(960, 760);
    m_banner->setClosable(true);
    m_banner->hide();
    m_desk->furnish(*m_page, drafts);
    m_desk->setOffice(*session.office());
    auto *office = new OfficeRecord(session, *m_page);
    connect(office, &OfficeRecord::conflictsRequested, this, &CustomerWindow::conflictsRequested);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_banner);
    rows->addWidget(m_page, 1);

    connect(&m_desk->customer(), &CustomerModel::changed, this, &CustomerWindow::retranslate);
    connect(m_desk.get(), &CustomerDesk::failed, this, &CustomerWindow::showError);
    connect(m_desk.get(), &CustomerDesk::written, this, &CustomerWindow::offerUndo);
    connect(m_page, &CustomerPage::failed, this, &CustomerWindow::showError);
    connect(m_page, &CustomerPage::customerRequested, this, &CustomerWindow::customerRequested);
    connect(&m_actions, &ActionRegistry::changed, this, &CustomerWindow::bindKeys);

    deliver(session.store()->read([](Records &records) { return findDeskUser(records, accountName()); }), this,
            [this](const Result<DeskUser> &user) {
        if (!user)
            return showError(user.error());
        m_desk->setAuthor(*user);
    });
    m_desk->customer().show(customer);
    m_desk->open(customer);
    office->open(customer);
    bindKeys();
    whenTranslated(this, [this] { retranslate(); });
    windowLayout::keepOnScreen(*this);
}

CustomerWindow::~CustomerWindow()
{
    delete m_page; // before its models
}

bool CustomerWindow::isSettled() const
{
    return m_desk->isSettled();
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
    bind(m_actions.keys(u"undo"_s), [this] {
        if (const auto undo = std::exchange(m_undo, {}))
            undo();
    });
    for (const Action &action : m_desk->actions())
        bind(m_actions.keys(action.id), action.run);
    for (const QString &id : {u"palette"_s, u"lock"_s, u"language"_s, u"theme"_s})
        bind(m_actions.keys(id), [this, id] { emit ranAction(id); });
    m_desk->showKeys(m_actions);
}

void CustomerWindow::offerUndo(const QString &words, const std::function<void()> &undo)
{
    m_undo = undo;
    Toast::offerUndo(this, words, [this, undo] {
        m_undo = {};
        undo();
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
    if (m_desk->customer().hasView()) {
        const Record &row = m_desk->customer().view().customer;
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
