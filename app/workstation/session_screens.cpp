// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_screens.h"

#include "base/deliver.h"
#include "lease_page.h"
#include "people_block.h"
#include "settings/settings.h"
#include "spoken_error.h"
#include "unlock_page.h"
#include "vault/archive.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace kemai {

SessionScreens::SessionScreens(Session &session, QWidget *parent)
    : QStackedWidget(parent), m_session(session), m_people(session.directory()), m_start(new StartPage(session.directory())), m_unlock(new UnlockPage(session.directory())), m_lease(new LeasePage)
{
    addWidget(m_start);
    addWidget(m_unlock);
    addWidget(m_lease);
    connect(m_lease, &LeasePage::lockRequested, &m_session, &Session::lock);
    connect(&m_session, &Session::wiped, this, [this] {
        m_start->showNotice(tr("Your office took back this computer's access. What had not been sent was handed to your administrator; everything else here was wiped."));
    });
    connect(&m_session, &Session::stateChanged, this, &SessionScreens::stateChanged);
    connect(&m_session, &Session::opened, this, &SessionScreens::opened);
    connect(&m_session, &Session::failed, this, [this](const Error &error) {
        m_beginning.reset();
        m_start->setBusy({});
        (currentWidget() == m_start ? m_start->showError(error) : m_unlock->showError(error));
    });
    connect(m_start, &StartPage::createRequested, this, &SessionScreens::create);
    connect(m_start, &StartPage::restoreRequested, this, &SessionScreens::restoreBackup);
    connect(m_unlock, &UnlockPage::restoreRequested, this, &SessionScreens::restoreBackup);
    connect(m_unlock, &UnlockPage::passphraseGiven, this,
            [this](const QString &typed) { m_session.unlock(Unlock::byPassphrase(typed)); });
    connect(m_start, &StartPage::backupPassphraseGiven, this, &SessionScreens::restore);
    connect(&m_session, &Session::directoryChanged, this, &SessionScreens::showPeople);
    for (PeopleBlock *block : {m_start->people(), m_unlock->people()}) {
        connect(block, &PeopleBlock::chosen, this, &SessionScreens::choose);
        connect(block, &PeopleBlock::added, this, [this, block](const QString &name) { add(block, name); });
    }
    connect(m_unlock, &UnlockPage::retryRequested, this, [this] { m_session.unlock(Unlock::byKeyStore()); });
    showPeople();
    stateChanged();
}

void SessionScreens::create(StartPage::Beginning beginning, const QString &passphrase)
{
    const bool demo = beginning == StartPage::Beginning::Demo;
    if (demo && !m_demoHere)
        m_session.useDirectory(m_people.demoDirectory());
    if (demo && m_session.isDemo()) { // it is there from before
        m_session.begin();
        if (!passphrase.isEmpty())
            m_session.unlock(Unlock::byPassphrase(passphrase));
        return;
    }
    m_beginning = beginning;
    m_start->setBusy(tr("Creating the encrypted store…"));
    m_session.create(passphrase.isEmpty() ? Unlock::byKeyStore() : Unlock::byPassphrase(passphrase),
                     demo ? Session::Kind::Demo : Session::Kind::Own);
}

void SessionScreens::opened()
{
    if (!m_beginning || !m_fill) {
        filled(std::nullopt);
        return;
    }
    m_start->setBusy(*m_beginning == StartPage::Beginning::Demo ? tr("Making the demo company…") : tr("Preparing…"));
    m_fill(*m_beginning, *m_session.store(), [this](qint64 done, qint64 total) { m_start->setProgress(done, total); },
           [this](const std::optional<Error> &error) { filled(error); });
}

void SessionScreens::filled(const std::optional<Error> &error)
{
    const auto beginning = std::exchange(m_beginning, std::nullopt);
    m_start->setBusy({});
    m_unlock->clear();
    m_start->showNotice({});
    m_start->askForBackup({});
    emit entered(beginning, error);
}

void SessionScreens::stateChanged()
{
    switch (m_session.state()) {
    case Session::State::NoStore:
        if (std::exchange(m_leaving, false)) { // the demo is gone: now the person's own store, if there is one
            m_session.useDirectory(m_people.directoryOf(m_people.people().first()));
            m_session.begin();
            m_start->showNotice(tr("The demo company was wiped. Nothing of it is left on this computer."));
        }
        if (m_session.state() == Session::State::NoStore)
            setCurrentWidget(m_start);
        break;
    case Session::State::Locked:
        m_unlock->setBusy(false);
        m_unlock->setNeeds(m_session.opensWithPassphrase() || !m_session.opensWithKeyStore() ? UnlockPage::Needs::Passphrase
                                                                                             : UnlockPage::Needs::Nothing,
                           m_session.opensWithKeyStore());
        setCurrentWidget(m_unlock);
        break;
    case Session::State::Working:
        m_unlock->setBusy(true);
        break;
    case Session::State::OutOfLease:
        m_lease->watch(*m_session.office());
        setCurrentWidget(m_lease);
        break;
    case Session::State::Open: // the pages come with opened()
        m_unlock->setBusy(false);
        break;
    }
}

void SessionScreens::restoreBackup()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose the backup"), QString(), tr("Kemai backups (*.kemaibak);;All files (*)"));
    if (file.isEmpty())
        return;
    // A backup opens with its own passphrase, which nobody has typed yet on the first run.
    deliver(QtConcurrent::run([file] { return backupProtection(file); }), this, [this, file](const Result<Protection> &protection) {
        const bool first = currentWidget() == m_start;
        if (!protection) {
            first ? m_start->showError(protection.error()) : m_unlock->showError(protection.error());
            return;
        }
        const auto *field = m_unlock->findChild<QLineEdit *>(u"unlock.passphrase"_s);
        if (first && protection->passphrase)
            m_start->askForBackup(file);
        else
            restore(file, first ? QString() : field->text());
    });
}

void SessionScreens::restore(const QString &file, const QString &passphrase)
{
    if (currentWidget() == m_start)
        m_start->setBusy(tr("Restoring the backup…"));
    m_session.restore(file, passphrase.isEmpty() ? Unlock::byKeyStore() : Unlock::byPassphrase(passphrase));
}

void SessionScreens::leaveDemo()
{
    if (!m_session.isDemo())
        return;
    m_leaving = true;
    m_session.wipeDemo();
}

void SessionScreens::choose(const DeskPerson &person)
{
    m_session.useDirectory(m_people.directoryOf(person));
    settings().user().setValue(u"desk/last"_s, m_session.directory());
    m_session.begin();
}

void SessionScreens::add(PeopleBlock *from, const QString &name)
{
    const Result<DeskPerson> added = m_people.add(name);
    from->refuse(added ? QString() : spoken(added.error()));
    if (added)
        choose(*added);
}

void SessionScreens::showPeople()
{
    m_people = DeskPeople(m_session.directory());
    const QString here = m_session.directory();
    const QList<DeskPerson> others = m_people.others(here);
    m_start->setDirectory(here);
    m_start->people()->setPeople(others);
    m_start->people()->setVisible(!others.isEmpty()); // whoever comes first is not asked who else there is
    m_start->setPassphraseOnly(!others.isEmpty() && !m_session.isDemo());
    m_unlock->setDirectory(here, !others.isEmpty() ? m_people.nameOf(here) : QString());
    m_unlock->people()->setPeople(others);
}

} // namespace kemai
