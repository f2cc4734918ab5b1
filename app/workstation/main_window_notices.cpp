// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says above the page and below it: errors, the demo company, the end of the last run, what can be undone.
#include "main_window.h"

#include "demo_store.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/human.h"
#include "widgets/toast.h"


using namespace Qt::StringLiterals;

namespace kemai {

void MainWindow::tellOfCrash()
{
    m_sayBanner = [this] {
        m_banner->setTone(Tone::Warning);
        m_banner->setText(tr("Kemai ended unexpectedly last time."), tr("What was saved is safe."));
        m_banner->setAction(tr("Diagnostics"));
    };
    m_sayBanner();
    m_banner->show();
}

void MainWindow::showDemo()
{
    m_demo->setVisible(m_session.isDemo());
    if (!m_session.isDemo())
        return;
    m_demo->setTone(m_asksToLeave ? Tone::Warning : Tone::Info);
    m_demo->setClosable(m_asksToLeave);
    if (m_asksToLeave) {
        m_demo->setText(tr("Wipe the demo company?"), tr("Everything in it goes, also what you added. It cannot be undone."));
        m_demo->setAction(tr("Wipe it now"));
        return;
    }
    const auto ends = demoEndsMs(m_session.directory());
    const QDate day = QDateTime::fromMSecsSinceEpoch(ends.value_or(m_session.clock().nowMs())).date();
    m_demo->setText(tr("Demo company"), tr("Invented people. It wipes itself on %1.").arg(Human::now().day(day)));
    m_demo->setAction(tr("Leave the demo…"));
}

void MainWindow::showError(const Error &error)
{
    m_sayBanner = [this, error] {
        m_banner->setTone(toneOf(error));
        m_banner->setAction({});
        m_banner->setText({}, spoken(error));
    };
    m_sayBanner();
    m_banner->show();
}

void MainWindow::offerUndo(const QString &done, std::function<void()> undo)
{
    m_undo = undo;
    Toast::offerUndo(this, done, [this, undo] {
        m_undo = {};
        undo();
    });
}

} // namespace kemai
