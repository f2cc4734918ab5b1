// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PassphrasePage: another passphrase for the open store. It asks for the one in force first (unless only the system's key store opens it:
 * then a passphrase is added), and for the new one twice; a refusal stands at its field and what was typed stays. Nothing is encrypted
 * anew, the key is wrapped anew. Backups made before keep the passphrase they were made with; the page says so. GUI thread.
 */
#pragma once

#include <QWidget>

namespace kemai {

class Banner;
class Button;
class PassphraseField;
class Session;
class TextLabel;

class PassphrasePage : public QWidget
{
    Q_OBJECT

public:
    explicit PassphrasePage(Session &session, QWidget *parent = nullptr);

    bool isWorking() const { return m_working; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override; // nothing typed here stays in sight

private:
    void retranslate();
    void change();
    void setWorking(bool working);

    Session &m_session;
    TextLabel *m_title;
    TextLabel *m_about;
    Banner *m_done;
    PassphraseField *m_now;
    PassphraseField *m_next;
    PassphraseField *m_again;
    Button *m_change;
    bool m_working = false;
};

} // namespace kemai
