// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Introduction: what to know before the first call, in at most five steps: a card beside what it speaks of, the rest dimmed.
 * Enter or the button goes on, Escape or Skip ends it; it comes by itself once, after a store was made. GUI thread.
 */
#pragma once

#include <QPointer>
#include <QWidget>

#include <functional>

namespace kemai {

class Button;
class MainWindow;
class TextLabel;

class Introduction : public QWidget
{
    Q_OBJECT

public:
    explicit Introduction(MainWindow &window);

    static constexpr int mostSteps = 5;

    void begin();
    void end();
    void next();
    bool isRunning() const { return m_step >= 0; }
    int step() const { return m_step; }
    bool wasSeen() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Step {
        std::function<QString()> title;
        std::function<QString()> text;
        std::function<QWidget *()> target; // null: in the middle
    };
    QList<Step> steps() const;
    void show(int step);
    void place();
    QString key(const QString &action) const;

    MainWindow &m_window;
    int m_step = -1;
    QPointer<QWidget> m_target;
    QPointer<QWidget> m_before; // had the focus
    QWidget *m_card;
    TextLabel *m_count;
    TextLabel *m_title;
    TextLabel *m_text;
    Button *m_skip;
    Button *m_next;
};

} // namespace kemai
