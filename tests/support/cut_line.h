// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CutLine: a line to PostgreSQL that can be cut at any point of the conversation: it passes on what either side says, counts the
 * pieces, and at the piece that was chosen passes a part of it, calls back (to kill somebody) and drops every connection. So each border of
 * a transaction is reached from outside, with the programs that ship: before a commit is sent, in the middle of it, between the commit and
 * its answer. Later connections are passed on again.
 *
 * One thread of its own; `then` runs on it.
 */
#pragma once

#include <QByteArray>
#include <QTemporaryDir>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace kemai {

class CutLine
{
public:
    // target: of a private cluster, "host=/folder port=5432 ...".
    explicit CutLine(const QByteArray &target)
    {
        const qsizetype from = target.indexOf("host=") + 5;
        m_far = target.mid(from, target.indexOf(' ', from) - from) + "/.s.PGSQL.5432";
        const QByteArray folder = m_folder.path().toUtf8();
        m_target = target.left(from) + folder + target.mid(target.indexOf(' ', from));
        m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un here = addressOf(folder + "/.s.PGSQL.5432");
        if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&here), sizeof here) != 0 || ::listen(m_listener, 64) != 0)
            qFatal("no socket for a cut line");
        m_thread = std::thread([this] { run(); });
    }
    ~CutLine()
    {
        m_stopping = true;
        m_thread.join();
        ::close(m_listener);
    }
    CutLine(const CutLine &) = delete;
    CutLine &operator=(const CutLine &) = delete;

    QByteArray target() const { return m_target; } // of the same database, over this line

    // From now on: of the nth piece only this part (0 to 1) is passed on, then `then` is called and all is cut. 0: never.
    void cutAt(int piece, double part = 0, std::function<void()> then = {})
    {
        const std::lock_guard lock(m_mutex);
        m_passed = 0;
        m_cutAt = piece;
        m_part = part;
        m_then = std::move(then);
        m_wasCut = false;
    }
    // Nothing is cut any more; whether it was.
    bool disarm()
    {
        const std::lock_guard lock(m_mutex);
        m_cutAt = 0;
        m_then = {};
        return m_wasCut;
    }
    int passed() const { return m_passed; } // since cutAt()

private:
    struct Line {
        int near = -1;
        int far = -1;
    };

    static sockaddr_un addressOf(const QByteArray &path)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        return address;
    }
    static void closeBoth(const Line &line)
    {
        ::close(line.near);
        ::close(line.far);
    }
    static bool writeAll(int to, const char *bytes, ssize_t count)
    {
        while (count > 0) {
            const ssize_t written = ::send(to, bytes, size_t(count), MSG_NOSIGNAL);
            if (written <= 0)
                return false;
            bytes += written;
            count -= written;
        }
        return true;
    }

    // False: this line, or every line, is done.
    bool pass(int from, int to)
    {
        std::vector<char> bytes(65536);
        const ssize_t count = ::recv(from, bytes.data(), bytes.size(), 0);
        if (count <= 0)
            return false;
        {
            const std::lock_guard lock(m_mutex); // what is done about the cut is done before disarm() answers
            if (++m_passed == m_cutAt) {
                m_cutAt = 0;
                writeAll(to, bytes.data(), ssize_t(double(count) * m_part));
                if (const auto then = std::exchange(m_then, {}))
                    then();
                m_cutNow = true;
                m_wasCut = true;
                return false;
            }
        }
        return writeAll(to, bytes.data(), count);
    }

    void run()
    {
        while (!m_stopping) {
            std::vector<pollfd> waiting{{m_listener, POLLIN, 0}};
            for (const Line &line : m_lines) {
                waiting.push_back({line.near, POLLIN, 0});
                waiting.push_back({line.far, POLLIN, 0});
            }
            if (::poll(waiting.data(), waiting.size(), 20) <= 0)
                continue;
            size_t at = 1;
            for (auto line = m_lines.begin(); line != m_lines.end();) {
                const bool near = waiting[at].revents != 0;
                const bool far = waiting[at + 1].revents != 0;
                at += 2;
                const bool lives = (!near || pass(line->near, line->far)) && (m_cutNow || !far || pass(line->far, line->near));
                if (lives) {
                    ++line;
                    continue;
                }
                closeBoth(*line);
                line = m_lines.erase(line);
                if (m_cutNow)
                    break;
            }
            if (m_cutNow.exchange(false)) {
                for (const Line &line : m_lines)
                    closeBoth(line);
                m_lines.clear();
            }
            if (waiting[0].revents != 0)
                accept();
        }
        for (const Line &line : m_lines)
            closeBoth(line);
    }
    void accept()
    {
        Line line;
        line.near = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (line.near < 0)
            return;
        line.far = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un far = addressOf(m_far);
        if (::connect(line.far, reinterpret_cast<const sockaddr *>(&far), sizeof far) != 0) // the database is down
            return closeBoth(line);
        m_lines.push_back(line);
    }

    QTemporaryDir m_folder;
    QByteArray m_far;
    QByteArray m_target;
    int m_listener = -1;
    std::mutex m_mutex;
    std::function<void()> m_then;
    double m_part = 0;
    int m_cutAt = 0;
    std::atomic<int> m_passed = 0;
    std::atomic<bool> m_wasCut = false;
    std::atomic<bool> m_cutNow = false;
    std::atomic<bool> m_stopping = false;
    std::list<Line> m_lines;
    std::thread m_thread;
};

} // namespace kemai
