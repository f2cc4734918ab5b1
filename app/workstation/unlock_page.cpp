// SPDX-License-Identifier: GPL-3.0-or-later
#include "unlock_page.h"

#include "brand.h"
#include "passphrase_field.h"
#include "people_block.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/text_label.h"

#include <QDir>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

UnlockPage::UnlockPage(const QString &directory, QWidget *parent)
    : FrontPage(new Mark(48), 480, parent)
    , m_directory(directory)
    , m_field(new PassphraseField)
    , m_banner(new Banner(Tone::Danger))
    , m_open(new Button(ButtonKind::Primary))
    , m_keyStore(new Button)
    , m_restore(new Button(ButtonKind::Quiet))
    , m_place(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text3))
    , m_people(new PeopleBlock)
{
    m_field->editor()->setObjectName(u"unlock.passphrase"_s);
    m_open->setObjectName(u"unlock.open"_s);
    m_banner->setObjectName(u"unlock.banner"_s);
    m_restore->setObjectName(u"unlock.restore"_s);
    m_keyStore->setObjectName(u"unlock.retry"_s);
    m_place->setElided(true);
    m_banner->hide();
    m_restore->hide();

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_keyStore);
    buttons->addWidget(m_restore);
    buttons->addStretch(1);

    for (QWidget *part : std::initializer_list<QWidget *>{m_banner, m_field})
        rows()->addWidget(part);
    rows()->addLayout(buttons);
    for (QWidget *part : std::initializer_list<QWidget *>{m_place, m_people})
        rows()->addWidget(part);

    connect(m_open, &QAbstractButton::clicked, this, &UnlockPage::submit);
    connect(m_field, &PassphraseField::submitted, this, &UnlockPage::submit);
    connect(m_keyStore, &QAbstractButton::clicked, this, &UnlockPage::retryRequested);
    connect(m_restore, &QAbstractButton::clicked, this, &UnlockPage::restoreRequested);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_error.code == Error::Code::Corrupt)
            emit restoreRequested();
        else
            submit();
    });
    whenTranslated(this, [this] { retranslate(); });
    setNeeds(Needs::Passphrase, false);
}

void UnlockPage::setNeeds(Needs needs, bool keyStoreToo)
{
    m_needs = needs;
    m_field->setVisible(needs == Needs::Passphrase);
    m_open->setVisible(needs == Needs::Passphrase);
    m_keyStore->setVisible(keyStoreToo || needs == Needs::Nothing);
    retranslate();
}

void UnlockPage::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_field, m_open, m_keyStore, m_restore})
        widget->setEnabled(!busy);
    retranslate();
}

void UnlockPage::showError(const Error &error)
{
    m_error = error;
    if (error.id == "vault.wrongPassphrase"_L1) { // at the field, and what was typed stays for correction
        m_banner->hide();
        m_field->refuse(spoken(error));
        m_field->editor()->setFocus();
        m_field->editor()->selectAll();
        return;
    }
    m_banner->setTone(toneOf(error));
    m_banner->setText({}, spoken(error));
    m_banner->setAction(error.code == Error::Code::Corrupt ? tr("Restore a backup…")
                        : error.code == Error::Code::Busy || error.code == Error::Code::Io ? tr("Try again")
                                                                                            : QString());
    m_restore->setVisible(error.code == Error::Code::NotFound); // the key is gone; a backup with a passphrase opens
    m_banner->show();
}

void UnlockPage::setDirectory(const QString &directory, const QString &whose)
{
    m_directory = directory;
    m_whose = whose;
    clear();
    retranslate();
}

void UnlockPage::clear()
{
    m_field->clear();
    m_banner->hide();
    m_restore->hide();
}

void UnlockPage::submit()
{
    if (m_busy)
        return;
    if (m_needs == Needs::Nothing) {
        emit retryRequested();
        return;
    }
    if (m_field->text().isEmpty()) {
        m_field->refuse(tr("Type the passphrase."));
        m_field->editor()->setFocus();
        return;
    }
    m_banner->hide();
    emit passphraseGiven(m_field->text());
}

void UnlockPage::retranslate()
{
    setHead(m_busy              ? tr("Opening the store…")
            : m_whose.isEmpty() ? tr("The store is locked")
                                : tr("%1's store is locked").arg(m_whose),
            m_needs == Needs::Passphrase ? tr("Its passphrase opens it. Nothing leaves this computer.")
                                         : tr("The system key store opens it when you are signed in."));
    m_field->setLabel(tr("Passphrase"));
    m_open->setText(tr("Open"));
    m_keyStore->setText(m_needs == Needs::Passphrase ? tr("Use the system key store") : tr("Try again"));
    m_restore->setText(tr("Restore a backup…"));
    m_place->setText(tr("Stored in %1").arg(QDir::toNativeSeparators(m_directory)));
    if (!m_banner->isHidden())
        showError(m_error);
}

void UnlockPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_needs == Needs::Passphrase)
        m_field->editor()->setFocus();
}

} // namespace kemai
