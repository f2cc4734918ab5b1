// SPDX-License-Identifier: GPL-3.0-or-later
#include "tray_icon.h"

#include "brand.h"
#include "widgets/icon.h"
#include "widgets/language.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace kemai {

std::unique_ptr<TrayIcon> TrayIcon::make(QObject *)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return nullptr;
    return std::unique_ptr<TrayIcon>(new TrayIcon);
}

TrayIcon::TrayIcon()
    : m_icon(markIcon())
    , m_open(m_menu.addAction(QString()))
    , m_create(m_menu.addAction(QString()))
    , m_quiet(m_menu.addAction(QString()))
    , m_quit(nullptr)
{
    m_menu.addSeparator();
    m_quit = m_menu.addAction(QString());
    m_create->setIcon(icon(Glyph::Plus));
    m_quiet->setCheckable(true);
    m_icon.setContextMenu(&m_menu);
    connect(m_open, &QAction::triggered, this, &TrayIcon::windowRequested);
    connect(m_create, &QAction::triggered, this, &TrayIcon::quickCreateRequested);
    connect(m_quiet, &QAction::triggered, this, &TrayIcon::doNotDisturbChosen);
    connect(m_quit, &QAction::triggered, qApp, &QApplication::quit);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
            setMissed(0);
            emit windowRequested();
        }
    });
    whenTranslated(this, [this] { retranslate(); });
    m_icon.show();
}

void TrayIcon::retranslate()
{
    m_menu.setAccessibleName(tr("Kemai"));
    m_open->setText(tr("Open Kemai"));
    m_create->setText(tr("New customer…"));
    m_quiet->setText(tr("Do not disturb"));
    m_quit->setText(tr("Quit"));
    QStringList state{tr("Kemai"), m_quiet->isChecked() ? tr("Do not disturb") : tr("Calls are shown")};
    if (m_missed > 0)
        state << tr("%n call(s) came unseen", nullptr, m_missed);
    m_icon.setToolTip(state.join(u" · "_s));
}

void TrayIcon::setDoNotDisturb(bool on)
{
    m_quiet->setChecked(on);
    if (!on)
        m_missed = 0;
    retranslate();
}

void TrayIcon::setMissed(int count)
{
    m_missed = count;
    retranslate();
}

void TrayIcon::say(const QString &title, const QString &text)
{
    m_icon.showMessage(title, text, QSystemTrayIcon::NoIcon, 8000);
}

} // namespace kemai
