// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TelephoneTestPage: a faked call, step by step, each green or red with its milliseconds and, where it failed, what to do (N17).
 * It shows; the window runs the steps. GUI thread only.
 */
#pragma once

#include <QWidget>

#include <array>

class QLineEdit;

namespace kemai {

class Button;
class TextLabel;

enum class TestStep : quint8 { Socket, HandOver, Number, LookUp, Card, Written, Withdrawn, Dialing, Keys };
inline constexpr int testSteps = 9;

class TelephoneTestPage : public QWidget
{
    Q_OBJECT

public:
    enum class Outcome : quint8 { Waiting, Running, Good, Bad };

    explicit TelephoneTestPage(QWidget *parent = nullptr);

    void begin(); // every step waits
    void setStep(TestStep step, Outcome outcome, double ms = -1, const QString &detail = {});
    void end();   // what did not come by now failed
    Outcome outcome(TestStep step) const { return m_outcomes[size_t(step)]; }
    bool isRunning() const { return m_running; }

signals:
    void testRequested(const QString &number);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Row;
    static QString name(TestStep step);
    void retranslate();
    void sayResult();

    TextLabel *m_title;
    TextLabel *m_about;
    QLineEdit *m_number;
    Button *m_start;
    TextLabel *m_result;
    std::array<Row *, testSteps> m_rows{};
    std::array<Outcome, testSteps> m_outcomes{};
    bool m_running = false;
    bool m_ended = false;
};

} // namespace kemai
