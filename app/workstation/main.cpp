// SPDX-License-Identifier: GPL-3.0-or-later
#include "call_desk.h"
#include "fill.h"
#include "main_window.h"
#include "options.h"
#include "register_links.h"
#include "single_instance.h"
#include "tour.h"

#include "vault/harden.h"

#include <QApplication>
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

} // namespace

int main(int argc, char **argv)
{
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
    SingleInstance instance(options->store);
    if (options->tour.isEmpty()) {
        const Result<bool> first = instance.claim();
        if (!first)
            complain(first.error().log); // works without, but nobody can hand anything over
        else if (!*first) {
            const auto handed = instance.handOver(options->link.isEmpty() ? u"kemai://show"_s : options->link);
            return handed ? 0 : complain(handed.error().log);
        }
    }
    if (!options->tour.isEmpty())
        QStandardPaths::setTestModeEnabled(true); // a tour leaves the person's settings alone

    theme().install();
    MainWindow::restoreAppearance();
    if (options->scheme)
        theme().setScheme(*options->scheme);
    if (options->tongue)
        language().setTongue(*options->tongue);

    Session session(options->store);
    MainWindow window(session);
    CallDesk calls(session, window, options->tour.isEmpty() ? &instance : nullptr);
    window.setFill(storeFill(&window, options->demoCustomers));
    session.begin();
    if (!options->passphraseFile.isEmpty()) {
        Result<QString> passphrase = readPassphrase(options->passphraseFile);
        if (!passphrase)
            return complain(passphrase.error().log);
        if (session.state() == Session::State::NoStore)
            emit window.startPage()->createRequested(options->demo ? StartPage::Beginning::Demo : StartPage::Beginning::Empty, *passphrase);
        else if (session.state() == Session::State::Locked)
            session.unlock(Unlock::byPassphrase(*passphrase));
        passphrase->fill(u'\0');
    }

    if (!options->tour.isEmpty()) {
        const Result<int> pictures = renderTour(window, session, calls, options->tour);
        if (!pictures)
            return complain(pictures.error().log + u' ' + pictures.error().details.join(u' '));
        QTextStream(stdout) << *pictures << " pictures in " << options->tour << Qt::endl;
        return 0;
    }
    window.restoreLayout();
    window.show();
    if (!options->link.isEmpty())
        calls.take(options->link);
    if (options->quitAfterMs >= 0)
        QTimer::singleShot(options->quitAfterMs, &application, &QApplication::quit);
    return QApplication::exec();
}
