// SPDX-License-Identifier: GPL-3.0-or-later
#include "log_file.h"

#include "settings/settings.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 largestFile = 1024 * 1024;
constexpr qint64 recentBytes = 200 * 1024;
constexpr qsizetype longestLine = 2000;

class Writer
{
public:
    Writer() : m_thread([this] { run(); }) { }

    void setFolder(const QString &folder)
    {
        const std::lock_guard lock(m_mutex);
        m_path = folder + u"/kemai.log"_s;
    }
    QString path()
    {
        const std::lock_guard lock(m_mutex);
        return m_path;
    }
    void add(const QByteArray &line)
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() < recentBytes) // a storm of lines takes no memory
            m_waiting += line;
        m_wake.notify_all();
    }
    void flush()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_waiting.isEmpty() && !m_writing; });
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_wake.wait(lock, [this] { return !m_waiting.isEmpty(); });
            const QByteArray lines = std::exchange(m_waiting, {});
            const QString path = m_path;
            m_writing = true;
            lock.unlock();
            write(path, lines);
            lock.lock();
            m_writing = false;
            m_wake.notify_all();
        }
    }
    static void write(const QString &path, const QByteArray &lines)
    {
        if (path.isEmpty())
            return;
        QDir().mkpath(QFileInfo(path).path());
        if (QFileInfo(path).size() > largestFile) {
            QFile::remove(path + u".1"_s);
            QFile::rename(path, path + u".1"_s);
        }
        QFile file(path);
        if (file.open(QIODevice::Append)) {
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            file.write(lines);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    QByteArray m_waiting;
    QString m_path;
    bool m_writing = false;
    std::thread m_thread;
};

Writer &writer()
{
    static auto *instance = new Writer; // outlives whoever still logs while the program ends
    return *instance;
}

QtMessageHandler previousHandler = nullptr;

void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    constexpr char letters[] = {'D', 'W', 'C', 'F', 'I'};
    QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + letters[type] + ' '
                      + (context.category ? context.category : "default") + ": " + message.left(longestLine).toUtf8();
    line.replace('\n', ' ');
    writer().add(line + '\n');
    if (previousHandler)
        previousHandler(type, context, message);
}

void applyLevel()
{
    const QString level = settings().text(setting::logLevel);
    QLoggingCategory::setFilterRules(level == "errors"_L1     ? u"*.debug=false\n*.info=false\n*.warning=false"_s
                                     : level == "detailed"_L1 ? u"kemai.*.debug=true"_s
                                                              : u"*.debug=false"_s);
}

} // namespace

namespace logFile {

void install(const QString &folder)
{
    writer().setFolder(folder);
    static const bool once = [] {
        previousHandler = qInstallMessageHandler(handle);
        return true;
    }();
    Q_UNUSED(once)
}

void followSettings()
{
    applyLevel();
    QObject::connect(&settings(), &Settings::changed, &settings(), [](const Setting &changed) {
        if (&changed == &setting::logLevel)
            applyLevel();
    });
}

QString path()
{
    return writer().path();
}

void flush()
{
    writer().flush();
}

QByteArray recent()
{
    flush();
    QByteArray lines;
    for (const QString &name : QStringList{path() + u".1"_s, path()}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        file.seek(std::max<qint64>(0, file.size() - recentBytes));
        lines += file.readAll();
    }
    return lines.right(recentBytes);
}

} // namespace logFile

} // namespace kemai
