// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * WrapUpForm: what is asked after a talk, in its card: result, reason, next step. By keyboard alone: letters find a result (by pinyin
 * too) and Enter takes the first; Enter goes on; in the next step a day is read anywhere in the words, Alt+1 to Alt+9 is in so many
 * days. Enter in the last field and Ctrl+Enter anywhere finish. It reports what was typed. GUI thread only.
 */
#pragma once

#include "calls/wrap_up.h"

#include <QDate>
#include <QTimeZone>
#include <QWidget>

class QLineEdit;

namespace kemai {

class Button;
class TextLabel;

class WrapUpForm : public QWidget
{
    Q_OBJECT

public:
    explicit WrapUpForm(QWidget *parent = nullptr);

    void begin(const WrapUp &typed, const QString &next, const QDate &today, const QTimeZone &zone);
    void setWhole(bool whole); // result and reason, or it does not go
    QLineEdit *firstEmpty() const;
    WrapUp typed() const;
    QString nextTyped() const;
    bool isTouched() const; // something stands in it

signals:
    void edited();
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    static constexpr int shownResults = 7;

    void retranslate();
    void offer();
    void take(const QString &result);
    void sayDue();
    void toDay(int days);

    QLineEdit *m_result;
    QLineEdit *m_reason;
    QLineEdit *m_next;
    QList<Button *> m_results;
    TextLabel *m_due;
    QDate m_today;
    QTimeZone m_zone;
    QDate m_chosen; // by Alt+digit; invalid: what the words say
    bool m_whole = false;
};

} // namespace kemai
