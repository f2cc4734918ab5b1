// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StartPage: the first run. What to begin with (a demo company, an own CSV, nothing) and how the store is locked
 * (the system's key store, or a passphrase), all on one page, errors in place.
 */
#pragma once

#include "vault/vault.h"
#include "widgets/front_page.h"


class QProgressBar;

namespace kemai {

class Banner;
class Button;
class OptionCard;
class PassphraseField;
class PeopleBlock;
class TextLabel;

class StartPage : public FrontPage
{
    Q_OBJECT

public:
    enum class Beginning { Demo, Import, Empty };

    explicit StartPage(const QString &directory, QWidget *parent = nullptr);

    void setDirectory(const QString &directory);
    PeopleBlock *people() const { return m_people; }
    void setPassphraseOnly(bool only);    // at a desk of several people each has a key of their own
    void showNotice(const QString &text); // what happened before this page came: the demo was wiped
    void askForBackup(const QString &file); // its passphrase; null: begin as usual
    void setBusy(const QString &what); // empty: not busy
    void setProgress(qint64 done, qint64 total);
    void showError(const Error &error);
    Beginning beginning() const;

signals:
    // The passphrase is empty for the key store.
    void createRequested(kemai::StartPage::Beginning beginning, const QString &passphrase);
    void restoreRequested();
    void backupPassphraseGiven(const QString &file, const QString &passphrase);

private:
    void retranslate();
    void submit();
    void protectionChanged();
    void showParts();

    QString m_directory;
    QString m_backup; // whose passphrase is asked for
    bool m_passphraseOnly = false;
    Error m_error;
    TextLabel *m_beginLabel;
    QWidget *m_begin;
    OptionCard *m_demo;
    OptionCard *m_import;
    OptionCard *m_empty;
    TextLabel *m_lockLabel;
    QWidget *m_locks;
    OptionCard *m_keyStore;
    OptionCard *m_passphrase;
    QWidget *m_passphrases;
    PassphraseField *m_first;
    PassphraseField *m_again;
    Banner *m_banner;
    Button *m_create;
    Button *m_restore;
    Button *m_cancel;
    Banner *m_notice;
    TextLabel *m_place;
    PeopleBlock *m_people;
    TextLabel *m_busyText;
    QProgressBar *m_progress;
    QString m_busy;
};

} // namespace kemai
