// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TelephoneTest: runs the steps of the telephone's test page on the real parts: the socket, the hand-over as a second start does it,
 * the look-up and card of the open store, an interaction that is withdrawn again, the program that dials, the keys. GUI thread only.
 */
#pragma once

#include "calls/ui/telephone_test_page.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace kemai {

class CallDesk;

class TelephoneTest : public QObject
{
    Q_OBJECT

public:
    static constexpr int patienceMs = 8000;

    TelephoneTest(CallDesk &desk, TelephoneTestPage &page);
    void run(const QString &number);

private:
    double ms() const { return double(m_clock.nsecsElapsed()) / 1e6; }
    void handOver(const QString &number);
    void handedOver();
    void write();
    void checkRest();
    void finish();

    CallDesk &m_desk;
    TelephoneTestPage &m_page;
    QElapsedTimer m_clock;
    QTimer m_patience;
    QString m_number;
    bool m_running = false;
    bool m_called = false;
};

} // namespace kemai
