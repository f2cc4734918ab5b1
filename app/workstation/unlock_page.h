// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * UnlockPage: the store is there and needs its passphrase, or could not be opened. A wrong passphrase is said at
 * the field; a busy store, a full disk and a damaged store each have their own banner and their own way on. It
 * never offers to begin anew over existing data.
 */
#pragma once

#include "base/error.h"
#include "widgets/front_page.h"


namespace kemai {

class Banner;
class Button;
class PassphraseField;
class PeopleBlock;
class TextLabel;

class UnlockPage : public FrontPage
{
    Q_OBJECT

public:
    explicit UnlockPage(const QString &directory, QWidget *parent = nullptr);

    enum class Needs { Passphrase, Nothing }; // Nothing: the key store opens it
    void setNeeds(Needs needs, bool keyStoreToo);
    void setBusy(bool busy);
    void showError(const Error &error);
    void setDirectory(const QString &directory, const QString &whose); // whose desk; empty: nobody is known
    PeopleBlock *people() const { return m_people; }
    void clear(); // the field, before the page is shown again

signals:
    void passphraseGiven(const QString &passphrase);
    void retryRequested(); // with the key store
    void restoreRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();
    void submit();

    QString m_directory;
    QString m_whose;
    Error m_error;
    bool m_busy = false;
    Needs m_needs = Needs::Passphrase;
    PassphraseField *m_field;
    Banner *m_banner;
    Button *m_open;
    Button *m_keyStore;
    Button *m_restore;
    TextLabel *m_place;
    PeopleBlock *m_people;
};

} // namespace kemai
