// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Comparison with a golden file of the source tree: prints the first lines that differ and how to renew it.
 * KEMAI_RENEW_GOLDENS=1 in the environment writes the files instead; look at what changed before committing it.
 */
#pragma once

#include <QByteArray>
#include <QFile>
#include <QTest>

namespace kemai {

inline QByteArray script(const QList<QByteArray> &statements)
{
    QByteArray text;
    for (const QByteArray &statement : statements)
        text += statement + ";\n";
    return text;
}

// Empty: equal. Else what to print.
inline QByteArray golden(const QString &path, const QByteArray &actual)
{
    QFile file(QStringLiteral(KEMAI_SOURCE_DIR "/") + path);
    if (qEnvironmentVariableIsSet("KEMAI_RENEW_GOLDENS")) {
        if (!file.open(QIODevice::WriteOnly) || file.write(actual) != actual.size())
            return "cannot write " + file.fileName().toUtf8();
        return {};
    }
    const QByteArray expected = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (expected == actual)
        return {};
    const QByteArrayList was = expected.split('\n');
    const QByteArrayList is = actual.split('\n');
    QByteArray report = path.toUtf8() + " differs from what the program makes (renew it with KEMAI_RENEW_GOLDENS=1, then read the diff):\n";
    int shown = 0;
    for (qsizetype i = 0; i < qMax(was.size(), is.size()) && shown < 10; ++i)
        if (was.value(i) != is.value(i)) {
            report += "  line " + QByteArray::number(i + 1) + "\n    - " + was.value(i) + "\n    + " + is.value(i) + '\n';
            ++shown;
        }
    return report;
}

} // namespace kemai
