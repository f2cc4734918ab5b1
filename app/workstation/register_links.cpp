// SPDX-License-Identifier: GPL-3.0-or-later
#include "register_links.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

static void initLinks() // outside any namespace, as Qt asks
{
    Q_INIT_RESOURCE(links);
}

namespace kemai {

QByteArray desktopFile(QByteArray shipped, const QString &program)
{
    // Desktop Entry Specification, "The Exec key": quoted, with a backslash before " ` $ and \, which the file's own
    // escaping doubles; % stands for itself as %%.
    QString path;
    for (const QChar c : program) {
        if (c == u'"' || c == u'`' || c == u'$')
            path += u"\\\\"_s;
        else if (c == u'\\')
            path += u"\\\\\\"_s;
        else if (c == u'%')
            path += u'%';
        path += c;
    }
    const QByteArray quoted = '"' + path.toUtf8() + '"';
    return shipped.replace("Exec=kemai", QByteArray("Exec=" + quoted));
}

Result<QString> registerLinks()
{
#if defined(Q_OS_LINUX)
    initLinks();
    QFile shipped(u":/links/kemai.desktop"_s);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/applications"_s;
    const QString name = folder + u"/kemai.desktop"_s;
    QSaveFile file(name);
    if (!shipped.open(QIODevice::ReadOnly) || !QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly))
        return fail(Error::Code::Io, u"links.write"_s, u"cannot write "_s + name, {name});
    file.write(desktopFile(shipped.readAll(), QCoreApplication::applicationFilePath()));
    if (!file.commit())
        return fail(Error::Code::Io, u"links.write"_s, u"cannot write "_s + name, {name});
    QProcess mime;
    mime.start(u"xdg-mime"_s, {u"default"_s, u"kemai.desktop"_s, u"x-scheme-handler/kemai"_s, u"x-scheme-handler/tel"_s});
    if (!mime.waitForFinished(10'000) || mime.exitStatus() != QProcess::NormalExit || mime.exitCode() != 0)
        return fail(Error::Code::Io, u"links.xdgMime"_s, u"xdg-mime (package xdg-utils) did not register the links; the desktop file is in "_s + name, {name});
    return u"kemai: and tel: links open in "_s + QCoreApplication::applicationFilePath();
#else
    return fail(Error::Code::Io, u"links.platform"_s, u"on this system the installer registers the links"_s);
#endif
}

} // namespace kemai
