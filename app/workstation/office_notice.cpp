// SPDX-License-Identifier: GPL-3.0-or-later
#include "office_notice.h"

#include "page.h"
#include "session.h"
#include "status_bar.h"
#include "sync/desk/office.h"
#include "sync/ui/sync_words.h"
#include "widgets/toast.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int ageEveryMs = 60'000;
}

OfficeNotice::OfficeNotice(Session &session, Shell &shell, StatusBar &bar, QWidget *window)
    : QObject(window), m_session(session), m_shell(shell), m_bar(bar), m_window(window)
{
    m_age.setInterval(ageEveryMs);
    connect(&m_age, &QTimer::timeout, this, &OfficeNotice::refresh);
    connect(&session, &Session::opened, this, &OfficeNotice::follow);
    connect(&session, &Session::closing, this, [this] { m_age.stop(); });
}

void OfficeNotice::follow()
{
    m_told = 0;
    disconnect(m_session.office(), nullptr, this, nullptr); // the same one opens again when its lease is renewed
    connect(m_session.office(), &sync::Office::changed, this, [this] {
        refresh();
        tellOfConflicts();
    });
    refresh();
    tellOfConflicts();
}

void OfficeNotice::refresh()
{
    const sync::Office *office = m_session.office();
    const sync::SyncWords::Chip chip = office ? sync::SyncWords().chip(office->status(), m_session.clock().nowMs()) : sync::SyncWords::Chip();
    if (chip.text.isEmpty()) {
        m_bar.setStatus(Tone::Success, tr("Saved on this computer"),
                        tr("Every change is written to the encrypted store on this computer at once. It works on its own; press to join the company's server."));
        m_age.stop();
        return;
    }
    m_bar.setStatus(chip.tone, chip.text, chip.details);
    if (!m_age.isActive())
        m_age.start();
}

void OfficeNotice::open()
{
    const sync::Office *office = m_session.office();
    if (!office)
        return;
    using State = sync::OfficeStatus::State;
    const sync::OfficeStatus status = office->status();
    const bool needsOffice = status.state == State::Standalone || status.state == State::Stopped || status.state == State::OutOfLease;
    m_shell.openPage(needsOffice ? u"office"_s : u"queue"_s);
}

QList<Action> OfficeNotice::actions()
{
    return {{u"sync.now"_s, Glyph::Refresh, [] { return tr("Synchronize now"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), [this] {
                 if (sync::Office *office = m_session.office(); office && office->isEnrolled())
                     office->hurry();
                 else
                     open();
             }}};
}

void OfficeNotice::tellOfConflicts()
{
    const sync::Office *office = m_session.office();
    const qint64 now = office ? office->status().conflicts : 0;
    if (now > 0 && m_told == 0)
        Toast::offer(m_window, tr("%n change(s) of yours and of somebody else meet in the same field. Both are kept.", nullptr, int(now)), tr("Decide…"),
                     [shell = &m_shell] { shell->openPage(u"conflicts"_s); });
    m_told = now;
}

} // namespace kemai
