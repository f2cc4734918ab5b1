// SPDX-License-Identifier: GPL-3.0-or-later
#include "start_page.h"

#include "base/error_text.h"
#include "brand.h"
#include "option_card.h"
#include "passphrase_field.h"
#include "people_block.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

StartPage::StartPage(const QString &directory, QWidget *parent)
    : FrontPage(new Mark(48), 640, parent)
    , m_directory(directory)
    , m_beginLabel(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_begin(new QWidget)
    , m_demo(new OptionCard(Glyph::Company))
    , m_import(new OptionCard(Glyph::Import))
    , m_empty(new OptionCard(Glyph::File))
    , m_lockLabel(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_locks(new QWidget)
    , m_keyStore(new OptionCard(Glyph::Shield))
    , m_passphrase(new OptionCard(Glyph::Key))
    , m_passphrases(new QWidget)
    , m_first(new PassphraseField)
    , m_again(new PassphraseField)
    , m_banner(new Banner(Tone::Danger))
    , m_create(new Button(ButtonKind::Primary))
    , m_restore(new Button(ButtonKind::Quiet))
    , m_cancel(new Button(ButtonKind::Quiet))
    , m_notice(new Banner(Tone::Info))
    , m_place(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text3))
    , m_people(new PeopleBlock)
    , m_busyText(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_progress(new QProgressBar)
{
    m_place->setElided(true);
    m_banner->hide();
    m_demo->setChecked(true);
    m_demo->setObjectName(u"start.demo"_s);
    m_import->setObjectName(u"start.import"_s);
    m_empty->setObjectName(u"start.empty"_s);
    m_keyStore->setObjectName(u"start.keyStore"_s);
    m_passphrase->setObjectName(u"start.passphrase"_s);
    m_first->editor()->setObjectName(u"start.first"_s);
    m_again->editor()->setObjectName(u"start.again"_s);
    m_create->setObjectName(u"start.create"_s);
    m_banner->setObjectName(u"start.banner"_s);
    m_progress->setTextVisible(false);
    m_progress->hide();

    m_notice->setClosable(true);
    m_notice->hide();
    m_restore->setObjectName(u"start.restore"_s);
    m_cancel->setObjectName(u"start.cancel"_s);
    auto *beginRows = new QVBoxLayout(m_begin);
    auto *lockRow = new QHBoxLayout(m_locks);
    for (QLayout *layout : std::initializer_list<QLayout *>{beginRows, lockRow}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
    }
    for (OptionCard *card : {m_demo, m_import, m_empty})
        beginRows->addWidget(card);
    lockRow->addWidget(m_keyStore, 1);
    lockRow->addWidget(m_passphrase, 1);
    m_keyStore->setChecked(true);
    auto *pair = new QHBoxLayout(m_passphrases);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(12);
    pair->addWidget(m_first, 1, Qt::AlignTop);
    pair->addWidget(m_again, 1, Qt::AlignTop);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_create);
    buttons->addWidget(m_restore);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);

    rows()->setSpacing(8);
    rows()->addWidget(m_notice);
    rows()->addWidget(m_beginLabel);
    rows()->addWidget(m_begin);
    rows()->addSpacing(12);
    rows()->addWidget(m_lockLabel);
    rows()->addWidget(m_locks);
    rows()->addWidget(m_passphrases);
    rows()->addSpacing(8);
    rows()->addWidget(m_banner);
    rows()->addLayout(buttons);
    for (QWidget *part : std::initializer_list<QWidget *>{m_busyText, m_progress, m_place, m_people})
        rows()->addWidget(part);
    PassphraseField::tabTogether({m_first, m_again});

    connect(m_keyStore, &QAbstractButton::toggled, this, &StartPage::protectionChanged);
    connect(m_create, &QAbstractButton::clicked, this, &StartPage::submit);
    connect(m_restore, &QAbstractButton::clicked, this, &StartPage::restoreRequested);
    connect(m_cancel, &QAbstractButton::clicked, this, [this] { askForBackup({}); });
    connect(m_first, &PassphraseField::submitted, this, [this] {
        if (m_backup.isEmpty())
            m_again->editor()->setFocus();
        else
            submit();
    });
    connect(m_again, &PassphraseField::submitted, this, &StartPage::submit);
    connect(m_first, &PassphraseField::edited, this, [this] {
        m_first->hint(m_backup.isEmpty() && m_first->text().size() < 12 ? tr("Four words or more are hard to guess.") : QString());
    });
    whenTranslated(this, [this] { retranslate(); });
    protectionChanged();
    m_busyText->hide();
}

StartPage::Beginning StartPage::beginning() const
{
    return m_demo->isChecked() ? Beginning::Demo : m_import->isChecked() ? Beginning::Import : Beginning::Empty;
}

void StartPage::protectionChanged()
{
    showParts();
    m_banner->hide();
    if (!m_keyStore->isChecked())
        m_first->editor()->setFocus();
}

void StartPage::setDirectory(const QString &directory)
{
    m_directory = directory;
    m_first->clear();
    m_again->clear();
    askForBackup({});
}

void StartPage::setPassphraseOnly(bool only)
{
    m_passphraseOnly = only;
    if (only)
        m_passphrase->setChecked(true);
    showParts();
}

void StartPage::showNotice(const QString &text)
{
    m_notice->setText({}, text);
    m_notice->setVisible(!text.isEmpty());
}

void StartPage::askForBackup(const QString &file)
{
    m_backup = file;
    m_banner->hide();
    m_first->clear();
    showParts();
    retranslate();
    if (!file.isEmpty())
        m_first->editor()->setFocus();
}

void StartPage::showParts()
{
    const bool restoring = !m_backup.isEmpty();
    for (QWidget *part : std::initializer_list<QWidget *>{m_beginLabel, m_begin, m_restore})
        part->setVisible(!restoring);
    m_lockLabel->setVisible(!restoring);
    m_locks->setVisible(!restoring);
    m_keyStore->setVisible(!m_passphraseOnly);
    m_passphrases->setVisible(restoring || !m_keyStore->isChecked());
    m_again->setVisible(!restoring);
    m_cancel->setVisible(restoring);
}

void StartPage::submit()
{
    if (!m_busy.isEmpty())
        return;
    if (!m_backup.isEmpty()) {
        if (m_first->text().isEmpty()) {
            m_first->refuse(tr("Type the passphrase of the backup."));
            m_first->editor()->setFocus();
            return;
        }
        m_banner->hide();
        emit backupPassphraseGiven(m_backup, m_first->text());
        return;
    }
    QString passphrase;
    if (!m_keyStore->isChecked()) {
        passphrase = m_first->text();
        if (passphrase.isEmpty()) {
            m_first->refuse(tr("Type a passphrase."));
            m_first->editor()->setFocus();
            return;
        }
        if (passphrase != m_again->text()) {
            m_again->refuse(tr("The two are not the same."));
            m_again->editor()->setFocus();
            return;
        }
    }
    m_banner->hide();
    emit createRequested(beginning(), passphrase);
}

void StartPage::setBusy(const QString &what)
{
    m_busy = what;
    m_busyText->setText(what);
    m_busyText->setVisible(!what.isEmpty());
    m_progress->setVisible(!what.isEmpty());
    m_progress->setRange(0, 0);
    m_progress->setAccessibleName(what.isEmpty() ? tr("Progress") : what);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_create, m_restore, m_demo, m_import, m_empty, m_keyStore,
                                                            m_passphrase, m_passphrases})
        widget->setEnabled(what.isEmpty());
}

void StartPage::setProgress(qint64 done, qint64 total)
{
    m_progress->setRange(0, int(std::min<qint64>(total, 1'000'000)));
    m_progress->setValue(total > 0 ? int(done * m_progress->maximum() / total) : 0);
}

void StartPage::showError(const Error &error)
{
    m_error = error;
    if (error.id == "vault.wrongPassphrase"_L1 && !m_backup.isEmpty()) { // at the field, and what was typed stays
        m_first->refuse(spoken(error));
        m_first->editor()->setFocus();
        m_first->editor()->selectAll();
        return;
    }
    if (error.id == "vault.noKeyStore"_L1 || error.id == "vault.keyStoreDenied"_L1 || error.id == "vault.keyStoreSilent"_L1)
        m_passphrase->setChecked(true); // the way that always works
    m_banner->setTone(toneOf(error));
    m_banner->setText({}, spoken(error));
    m_banner->show();
}

void StartPage::retranslate()
{
    setHead(tr("Welcome to Kemai"),
            tr("Customers, timelines and promises, encrypted on this computer. No server needed, and it works offline."));
    m_beginLabel->setText(tr("Begin with"));
    m_demo->setTexts(tr("A demo company"), tr("Believable customers to look around; it wipes itself after two weeks"));
    m_import->setTexts(tr("My own customers"), tr("From a CSV file of any spreadsheet or CRM; a dry run first"));
    m_empty->setTexts(tr("Nothing yet"), tr("An empty store; add or import customers later"));
    m_lockLabel->setText(tr("Unlock with"));
    m_keyStore->setTexts(tr("System key store"), tr("Opens when you are signed in"));
    m_passphrase->setTexts(tr("Passphrase"), tr("Asked for each time"));
    m_first->setLabel(m_backup.isEmpty() ? tr("Passphrase") : tr("Passphrase of the backup \"%1\"").arg(QFileInfo(m_backup).fileName()));
    m_again->setLabel(tr("Once more"));
    m_create->setText(m_backup.isEmpty() ? tr("Create the store") : tr("Restore"));
    m_cancel->setText(tr("Cancel"));
    m_restore->setText(tr("Restore a backup…"));
    m_place->setText(tr("Stored in %1").arg(QDir::toNativeSeparators(m_directory)));
    m_progress->setAccessibleName(tr("Progress"));
    if (!m_banner->isHidden())
        m_banner->setText({}, spoken(m_error));
}

} // namespace kemai
