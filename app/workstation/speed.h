// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Speed: how fast this run has been, beside what was promised (U15). One object for the process; whoever does the work says
 * how long it took. Counts, worst, and the last 200 values of each measure; nothing about whose data it was. GUI thread.
 */
#pragma once

#include <QList>
#include <QObject>

#include <array>

namespace kemai {

enum class Measure : quint8 {
    Start,        // program begun to a window that can be used
    OpenCustomer, // asked for to everything of it shown
    KeyEcho,      // key pressed in a field to painted
    Search,       // text typed to hits
    Blocked,      // the GUI thread could not answer; from the watchdog
};
inline constexpr int measureCount = 5;

// What is promised, in microseconds.
constexpr qint64 budgetUs(Measure measure)
{
    constexpr qint64 budgets[] = {1'500'000, 100'000, 16'000, 50'000, 50'000};
    return budgets[size_t(measure)];
}

class Speed : public QObject
{
    Q_OBJECT

public:
    struct Summary {
        qint64 count = 0;
        qint64 lastUs = 0;
        qint64 p95Us = 0;  // of the last 200
        qint64 worstUs = 0;
        qint64 over = 0;   // how often the budget was not kept
    };

    void note(Measure measure, qint64 us);
    Summary summary(Measure measure) const;

    // Watches keys and repaints of the whole application, for KeyEcho.
    void watchKeys();

signals:
    void noted(kemai::Measure measure);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Values {
        QList<qint64> last;
        qint64 count = 0;
        qint64 worst = 0;
        qint64 over = 0;
    };
    std::array<Values, measureCount> m_values;
    qint64 m_pressedNs = 0; // of a key that is not painted yet
    bool m_painting = false;
};

Speed &speed();

} // namespace kemai
