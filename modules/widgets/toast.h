// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Toast: what has just been done, with the way back: "已添加备注  撤销". It floats low in its window, where it covers nothing
 * that can be pressed or typed into, for 10 seconds (it waits while the pointer or the focus is on it), takes no focus, and the newest replaces
 * the one before. The undo itself is a change of the store; the toast only calls it.
 */
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

namespace kemai {

class Button;
class IconButton;
class TextLabel;

class Toast : public QWidget
{
    Q_OBJECT

public:
    static constexpr int lifeMs = 10'000;

    // Shows it over the window of `near`; the action may be empty.
    static Toast *offer(QWidget *near, const QString &text, const QString &actionText = {},
                        std::function<void()> action = {});
    // offer() with the word "Undo" and its key.
    static Toast *offerUndo(QWidget *near, const QString &text, std::function<void()> undo);

    void setText(const QString &text); // of one that says how far something is: its life begins anew
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit Toast(QWidget *window);
    void place();
    int freeTop() const;

    TextLabel *m_text;
    Button *m_action;
    IconButton *m_close;
    QTimer m_life;
    QTimer m_placeSoon;
    std::function<void()> m_do;
};

} // namespace kemai
