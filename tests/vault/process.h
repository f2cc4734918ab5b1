// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What tests of processes share: this program started again in another role, its memory written out and searched.
 */
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QString>

#include <cstring>

// Starts this program again with these arguments and waits for its line "ready".
inline bool startUntilReady(QProcess &child, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MALLOC_ARENA_MAX"), QStringLiteral("1")); // its core is a tenth as large
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    while (child.state() != QProcess::NotRunning || child.canReadLine()) {
        if (child.canReadLine() && child.readLine().trimmed() == "ready")
            return true;
        if (!child.waitForReadyRead(30'000))
            return false;
    }
    return false;
}

// The raw bytes, and the two ways they are written as text.
inline QList<QByteArray> spellings(const QByteArray &secret)
{
    return {secret, secret.toHex(), secret.toBase64()};
}

inline bool holdsAny(const QByteArray &bytes, const QList<QByteArray> &needles)
{
    for (const QByteArray &needle : needles) {
        QByteArray wide; // as UTF-16, the way a QString would hold it
        for (const char c : needle)
            wide.append(c).append('\0');
        for (const QByteArray &spelling : {needle, wide}) {
            if (::memmem(bytes.constData(), size_t(bytes.size()), spelling.constData(), size_t(spelling.size())))
                return true;
        }
    }
    return false;
}

// The first file below a folder that holds one of the needles; empty if none does.
inline QString fileHolding(const QString &folder, const QList<QByteArray> &needles)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && holdsAny(file.readAll(), needles))
            return files.filePath();
    }
    return {};
}

// The core file of a running process; empty where the debugger is missing or may not attach, and under a sanitizer,
// whose shadow memory would make it terabytes.
inline QByteArray coreOf(qint64 processId, const QString &folder)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return {};
#endif
    if (QStandardPaths::findExecutable(QStringLiteral("gcore")).isEmpty())
        return {};
    QProcess gcore;
    gcore.start(QStringLiteral("gcore"), {QStringLiteral("-o"), folder + QStringLiteral("/core"), QString::number(processId)});
    gcore.waitForFinished(60'000);
    QFile core(folder + QStringLiteral("/core.") + QString::number(processId));
    QByteArray bytes;
    if (core.open(QIODevice::ReadOnly)) {
        const QByteArray nothing(4096, '\0');
        for (QByteArray page = core.read(4096); !page.isEmpty(); page = core.read(4096)) {
            if (page != nothing) // most of it is memory reserved and never touched
                bytes += page;
        }
    }
    core.remove();
    return bytes;
}
