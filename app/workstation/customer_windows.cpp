// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_windows.h"

#include "customer_window.h"
#include "session.h"
#include "settings/settings.h"
#include "window_layout.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace kemai {

CustomerWindows::CustomerWindows(Session &session, ActionRegistry &actions, QObject *parent)
    : QObject(parent), m_session(session), m_actions(actions)
{
}

CustomerWindows::~CustomerWindows()
{
    closeAll();
}

QString CustomerWindows::group() const
{
    const QByteArray store = QCryptographicHash::hash(m_session.directory().toUtf8(), QCryptographicHash::Sha1).toHex().left(12);
    return u"windows/"_s + QString::fromLatin1(store);
}

QList<CustomerWindow *> CustomerWindows::windows() const
{
    QList<CustomerWindow *> there;
    for (const QPointer<CustomerWindow> &window : m_windows)
        if (window)
            there << window;
    return there;
}

CustomerWindow *CustomerWindows::make(const Id &customer)
{
    auto *window = new CustomerWindow(m_session, m_actions, *m_drafts, customer);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &CustomerWindow::ranAction, this, &CustomerWindows::ranAction);
    connect(window, &CustomerWindow::customerRequested, this, &CustomerWindows::customerRequested);
    connect(window, &CustomerWindow::conflictsRequested, this, &CustomerWindows::conflictsRequested);
    connect(window, &CustomerWindow::closed, this, [this, window] {
        if (m_closing)
            return;
        windowLayout::save(*window, group() + u'/' + window->customer().toString());
        m_windows.removeAll(window);
        remember();
    });
    m_windows << window;
    return window;
}

void CustomerWindows::open(const Id &customer)
{
    if (customer.isNull() || !m_session.store() || !m_drafts)
        return;
    for (CustomerWindow *window : windows()) {
        if (window->customer() == customer) {
            window->raise();
            window->activateWindow();
            return;
        }
    }
    CustomerWindow *window = make(customer);
    windowLayout::restore(*window, group() + u'/' + customer.toString());
    window->show();
    remember();
}

void CustomerWindows::restore()
{
    const QStringList ids = settings().user().value(group() + u"/open"_s).toStringList();
    for (const QString &text : ids.mid(0, restoredAtMost)) {
        const Id customer = Id::fromString(text);
        if (customer.isNull())
            continue;
        CustomerWindow *window = make(customer);
        windowLayout::restore(*window, group() + u'/' + text);
        window->setAttribute(Qt::WA_ShowWithoutActivating); // the main window has the focus at the start
        window->show();
    }
}

void CustomerWindows::closeAll()
{
    if (m_windows.isEmpty())
        return;
    m_closing = true;
    remember();
    for (CustomerWindow *window : windows()) {
        windowLayout::save(*window, group() + u'/' + window->customer().toString());
        delete window; // now: its models read a store that is about to go
    }
    m_windows.clear();
    m_closing = false;
}

void CustomerWindows::remember()
{
    QStringList ids;
    for (const CustomerWindow *window : windows())
        ids << window->customer().toString();
    settings().user().setValue(group() + u"/open"_s, ids);
}

} // namespace kemai
