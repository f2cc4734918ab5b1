// SPDX-License-Identifier: GPL-3.0-or-later
#include "appearance.h"
#include "demo_store.h"
#include "desk_people.h"
#include "call_desk.h"
#include "fill.h"
#include "log_file.h"
#include "main_window.h"
#include "options.h"
#include "run_marker.h"
#include "speed.h"
#include "register_links.h"
#include "single_instance.h"
#include "tour.h"
#include "watchdog.h"

#include "vault/harden.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTextStream>
#include <QTimer>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

int complain(const QString &text)
{
    QTextStream(stderr) << "kemai: " << text << Qt::endl;
    return 2;
}

// The first line of the file, as kemaictl reads it.
Result<QString> readPassphrase(const QString &name)
{
    QFile file(name);
    const bool opened = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(Error::Code::Io, u"options.passphraseFile"_s, file.errorString(), {name});
    QByteArray line = file.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

// The store that was asked for, or the one of whoever worked here last; the demo company where there is nothing else.
QString startDirectory(const QString &asked)
{
    if (!asked.isEmpty())
        return asked;
    const QString own = defaultStoreDirectory();
    const QString last = settings().user().value(u"desk/last"_s).toString();
    const QString directory = !last.isEmpty() && QFileInfo(last).dir() == QFileInfo(own).dir() && QFileInfo::exists(last) ? last : own;
    const QString demo = DeskPeople(own).demoDirectory();
    return !QFileInfo::exists(directory + u'/' + StoreFiles::key()) && isDemo(demo) ? demo : directory;
}

// The window can be used when its first page, or the lock, is there.
void noteStart(MainWindow &window, Session &session, const QElapsedTimer &started)
{
    auto *look = new QTimer(&window);
    QObject::connect(look, &QTimer::timeout, &window, [&window, &session, started, look] {
        if (session.state() == Session::State::Working || !window.usable())
            return;
        look->deleteLater();
        speed().note(Measure::Start, started.nsecsElapsed() / 1000);
        qInfo("started in %lld ms", static_cast<long long>(started.elapsed()));
    });
    look->start(5);
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer started;
    started.start();
    hardenProcess();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"Kemai"_s);
    QApplication::setOrganizationName(u"Kemai"_s);
    QApplication::setApplicationVersion(QStringLiteral(KEMAI_VERSION));

    const Result<Options> options = readOptions(QApplication::arguments());
    if (!options)
        return complain(options.error().log);
    if (options->registerHandlers) {
        const Result<QString> registered = registerLinks();
        if (!registered)
            return complain(registered.error().log);
        QTextStream(stdout) << *registered << Qt::endl;
        return 0;
    }
    if (!options->tour.isEmpty())
        QStandardPaths::setTestModeEnabled(true); // a tour leaves the person's settings alone
    const QString directory = startDirectory(options->store);
    SingleInstance instance(directory);
    if (options->tour.isEmpty()) {
        const Result<bool> first = instance.claim();
        if (!first)
            complain(first.error().log); // works without, but nobody can hand anything over
        else if (!*first) {
            const auto handed = instance.handOver(options->link.isEmpty() ? u"kemai://show"_s : options->link);
            return handed ? 0 : complain(handed.error().log);
        }
    }

    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    logFile::install(data + u"/logs"_s);
    logFile::followSettings();
    const RunMarker marker(data);
    RunMarker::catchSignals();

    theme().install();
    Appearance::applyAll();
    if (options->scheme)
        theme().setScheme(*options->scheme);
    if (options->tongue)
        language().setTongue(*options->tongue);

    // The store is opened while the window is made: a passphrase costs a tenth of a second on another core.
    Session session(directory);
    std::optional<Error> refused;
    const auto refusals = QObject::connect(&session, &Session::failed, [&refused](const Error &error) { refused = error; });
    const auto demoEnds = demoEndsMs(session.directory());
    const bool demoIsOver = demoEnds && *demoEnds <= session.clock().nowMs();
    QString passphrase;
    if (!options->passphraseFile.isEmpty()) {
        const Result<QString> read = readPassphrase(options->passphraseFile);
        if (!read)
            return complain(read.error().log);
        passphrase = *read;
    }
    if (!demoIsOver) {
        session.begin();
        if (session.state() == Session::State::Locked && !passphrase.isEmpty())
            session.unlock(Unlock::byPassphrase(passphrase));
    }
    QObject::disconnect(refusals);
    MainWindow window(session);
    Watchdog watchdog;
    window.setRun(&watchdog, marker.last());
    speed().watchKeys();
    if (options->demo)
        window.screens()->makeDemoHere();
    CallDesk calls(session, window, options->tour.isEmpty() ? &instance : nullptr);
    if (options->tour.isEmpty())
        QObject::connect(&session, &Session::directoryChanged, &instance, [&instance](const QString &now) {
            if (const Result<bool> followed = instance.follow(now); !followed)
                complain(followed.error().log); // works without, but nobody can hand anything over
        });
    window.setFill(storeFill(&window, options->demoCustomers));
    if (demoIsOver)
        window.screens()->leaveDemo();
    if (refused)
        emit session.failed(*refused);
    if (session.state() == Session::State::NoStore && !options->passphraseFile.isEmpty())
        emit window.startPage()->createRequested(options->demo ? StartPage::Beginning::Demo : StartPage::Beginning::Empty, passphrase);
    passphrase.fill(u'\0');

    if (!options->tour.isEmpty()) {
        const Result<int> pictures = renderTour(window, session, calls, options->tour, options->tourOnly);
        if (!pictures)
            return complain(pictures.error().log + u' ' + pictures.error().details.join(u' '));
        QTextStream(stdout) << *pictures << " pictures in " << options->tour << Qt::endl;
        return 0;
    }
    window.restoreLayout();
    window.show();
    noteStart(window, session, started);
    if (!options->link.isEmpty())
        calls.take(options->link);
    if (options->quitAfterMs >= 0)
        QTimer::singleShot(options->quitAfterMs, &application, &QApplication::quit);
    const int result = QApplication::exec();
    logFile::flush();
    return result;
}
