// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Banner: something about this page that must be seen before working on: an overdue promise, a damaged store,
 * the result of an import. Icon and words in its tone on the weak ground, one action, and a cross if it may go.
 * A new text is announced to screen readers.
 */
#pragma once

#include "widgets/button.h"

class QBoxLayout;

namespace kemai {

class TextLabel;

class Banner : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(Tone tone = Tone::Info, QWidget *parent = nullptr);

    void setTone(Tone tone);
    // A few bold words and the sentence; one of them may be empty.
    void setText(const QString &title, const QString &text = {});
    void setAction(const QString &text); // empty: no button
    void setClosable(bool closable);
    Button *action() const { return m_action; }

signals:
    void actionTriggered();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(); // the sentence beside the bold words, or below them where one line does not hold both

    QBoxLayout *m_words;
    Tone m_tone;
    TextLabel *m_title;
    TextLabel *m_text;
    Button *m_action;
    IconButton *m_close;
};

} // namespace kemai
