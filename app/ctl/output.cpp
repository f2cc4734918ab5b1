// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include "base/error_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace kemai {

namespace {
volatile std::sig_atomic_t stops = 0;

void onStop(int)
{
    stops = stops + 1;
    if (stops > 1)
        _exit(130);
}

void print(FILE *file, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), file);
    std::fputc('\n', file);
}

QByteArray compact(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}
} // namespace

bool stopRequested() { return stops > 0; }

void watchForStop() { std::signal(SIGINT, onStop); }

Output::Output(bool json, bool chinese) : m_json(json), m_chinese(chinese), m_terminal(isatty(STDERR_FILENO)) { m_since.start(); }

void Output::line(const QString &text)
{
    if (!m_json)
        print(stdout, text);
}

void Output::result(const QJsonValue &value)
{
    if (m_json)
        print(stdout, QString::fromUtf8(compact(value)));
}

void Output::error(const Error &error)
{
    progressDone();
    const QString text = errorText(error, m_chinese ? ErrorLanguage::Chinese : ErrorLanguage::English);
    print(stderr, say(u"错误：", u"Error: ") + text);
    if (!error.log.isEmpty() && error.log != text)
        print(stderr, QStringLiteral("       [") + error.id + QStringLiteral("] ") + error.log);
    if (m_json)
        result(QJsonObject{{QStringLiteral("error"), QJsonObject{{QStringLiteral("id"), error.id},
                                                                 {QStringLiteral("text"), text},
                                                                 {QStringLiteral("details"), QJsonArray::fromStringList(error.details)}}}});
}

void Output::note(const QString &text)
{
    progressDone();
    print(stderr, text);
}

bool Output::progress(const QString &what, qint64 done, qint64 total)
{
    if (m_terminal && m_since.elapsed() > 100) {
        m_since.restart();
        const QString part = total > 0 ? QStringLiteral("%1 / %2 (%3 %)").arg(done).arg(total).arg(done * 100 / total) : QString::number(done);
        const QByteArray utf8 = (what + QStringLiteral("  ") + part).toUtf8();
        std::fprintf(stderr, "\r\033[K%s", utf8.constData());
        std::fflush(stderr);
        m_lineOpen = true;
    }
    return !stopRequested();
}

void Output::progressDone()
{
    if (m_lineOpen)
        std::fputs("\r\033[K", stderr);
    m_lineOpen = false;
}

} // namespace kemai
