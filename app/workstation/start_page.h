// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StartPage: the first run. What to begin with (a demo company, an own CSV, nothing) and how the store is locked
 * (the system's key store, or a passphrase), all on one page, errors in place.
 */
#pragma once

#include "vault/vault.h"

#include <QWidget>

class QProgressBar;

namespace kemai {

class Banner;
class Button;
class OptionCard;
class PassphraseField;
class TextLabel;

class StartPage : public QWidget
{
    Q_OBJECT

public:
    enum class Beginning { Demo, Import, Empty };

    explicit StartPage(const QString &directory, QWidget *parent = nullptr);

    void setBusy(const QString &what); // empty: not busy
    void setProgress(qint64 done, qint64 total);
    void showError(const Error &error);
    Beginning beginning() const;

signals:
    // The passphrase is empty for the key store.
    void createRequested(kemai::StartPage::Beginning beginning, const QString &passphrase);
    void restoreRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    void submit();
    void protectionChanged();

    QString m_directory;
    Error m_error;
    TextLabel *m_title;
    TextLabel *m_text;
    TextLabel *m_beginLabel;
    OptionCard *m_demo;
    OptionCard *m_import;
    OptionCard *m_empty;
    TextLabel *m_lockLabel;
    OptionCard *m_keyStore;
    OptionCard *m_passphrase;
    QWidget *m_passphrases;
    PassphraseField *m_first;
    PassphraseField *m_again;
    Banner *m_banner;
    Button *m_create;
    Button *m_restore;
    TextLabel *m_place;
    TextLabel *m_busyText;
    QProgressBar *m_progress;
    QString m_busy;
};

} // namespace kemai
