// SPDX-License-Identifier: GPL-3.0-or-later
// CpuTime: what processes and threads have cost the processors so far; a busy machine changes it less than any clock.
#pragma once

#include <QFile>
#include <QString>

#include <ctime>
#include <vector>

#include <unistd.h>

namespace kemai {

struct CpuTime {
    double microseconds = 0;
    double since(const CpuTime &before) const { return microseconds - before.microseconds; }

    static CpuTime of(const std::vector<int> &processes)
    {
        double ticks = 0;
        for (const int process : processes) {
            QFile file(QStringLiteral("/proc/%1/stat").arg(process));
            const QByteArrayList words = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QByteArrayList(); // "pid (name) state ..."
            ticks += words.value(13).toDouble() + words.value(14).toDouble();
        }
        return {ticks * 1e6 / double(sysconf(_SC_CLK_TCK))};
    }
    static CpuTime ofThisProcess() { return {double(std::clock()) * 1e6 / CLOCKS_PER_SEC}; }
    static CpuTime ofThisThread()
    {
        timespec spent{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return {double(spent.tv_sec) * 1e6 + double(spent.tv_nsec) / 1e3};
    }
};

} // namespace kemai
