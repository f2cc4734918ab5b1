// SPDX-License-Identifier: GPL-3.0-or-later
#include "quick_create_desk.h"

#include "undo_set.h"
#include "widgets/human.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLoggingCategory>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
Q_LOGGING_CATEGORY(quickLog, "kemai.quickcreate", QtInfoMsg)
}

QuickCreateDesk::QuickCreateDesk(Store &store, Shell &shell)
    : m_store(store), m_shell(shell), m_model(store), m_check(store), m_window(std::make_unique<QuickCreate>())
{
    QuickCreate *quick = m_window.get();
    quick->winId(); // made now, not when the key is pressed
    connect(quick, &QuickCreate::questionTyped, &m_check, &DuplicateCheckModel::ask);
    connect(&m_check, &DuplicateCheckModel::answered, quick, [this, quick](const QList<DuplicateCandidate> &found) { quick->showCandidates(found, m_check.nowMs()); });
    connect(quick, &QuickCreate::attachRequested, &m_check, &DuplicateCheckModel::attachNumber);
    connect(&m_check, &DuplicateCheckModel::attached, this, [this, quick](const Id &customer) {
        quick->saved({}); // what was typed is at the customer it belongs to
        quick->hide();
        emit openRequested(customer);
    });
    connect(&m_check, &DuplicateCheckModel::failed, this, [this](const Error &error) { m_shell.showError(error); });
    connect(quick, &QuickCreate::saveRequested, this, [this](const NewCustomer &typed) {
        m_saving = typed;
        m_model.create(typed);
    });
    connect(quick, &QuickCreate::openRequested, this, &QuickCreateDesk::openRequested);
    connect(quick, &QuickCreate::ready, this, [this](qint64 us) {
        m_readyMicroseconds = us;
        qCInfo(quickLog) << "the keyboard is in the field after" << us << "us";
    });
    connect(&m_model, &CustomerModel::notCreated, this, [this, quick](const Error &error) {
        quick->refuse(error);
        if (error.code != Error::Code::Invalid)
            m_shell.showError(error);
    });
    const auto takeBack = [this] {
        if (const Id set = std::exchange(m_lastSet, Id()); !set.isNull())
            undoSetOf(m_store, set, this, [this](const Result<Undone> &done) {
                if (!done)
                    m_shell.showError(done.error());
            });
    };
    connect(&m_model, &CustomerModel::committed, this, [this, takeBack](const Committed &done) {
        m_lastSet = done.set;
        m_shell.offerUndo(tr("The customer is saved."), takeBack);
    });
    connect(&m_check, &DuplicateCheckModel::committed, this, [this, takeBack](const Committed &done) {
        m_lastSet = done.set;
        m_shell.offerUndo(tr("The number is added."), takeBack);
    });
    connect(&m_model, &CustomerModel::created, this, [this, quick](const Id &customer) {
        quick->saved(m_saving.name.isEmpty() ? m_saving.phone : m_saving.name);
        emit created(customer, m_saving.phone);
    });
    connect(quick, &QuickCreate::undoRequested, this, takeBack);
}

QuickCreateDesk::~QuickCreateDesk() = default;

void QuickCreateDesk::open(const QString &number, const QString &name)
{
    m_window->open({name, number});
    if (!number.isEmpty() || !name.isEmpty())
        return;
    // The clipboard belongs to another program, which may be slow to answer: the window does not wait for it.
    QTimer::singleShot(0, this, [this] { m_window->prefill(quickGuess(QGuiApplication::clipboard()->text())); });
}

} // namespace kemai
