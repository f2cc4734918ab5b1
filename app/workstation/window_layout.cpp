// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_layout.h"

#include "settings/settings.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QScreen>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

qint64 sharedArea(const QRect &a, const QRect &b)
{
    const QRect shared = a.intersected(b);
    return shared.isEmpty() ? 0 : qint64(shared.width()) * shared.height();
}

// How far a point is from a rectangle, squared.
qint64 distance(const QPoint &point, const QRect &box)
{
    const qint64 dx = std::max({box.left() - point.x(), 0, point.x() - box.right()});
    const qint64 dy = std::max({box.top() - point.y(), 0, point.y() - box.bottom()});
    return dx * dx + dy * dy;
}

QList<QRect> screensNow()
{
    QList<QRect> screens;
    const QList<QScreen *> all = QGuiApplication::screens();
    for (const QScreen *screen : all)
        screens << screen->availableGeometry();
    return screens;
}

// A header stands inside its table, which has the name.
QString partName(const QWidget *part)
{
    if (!part->objectName().isEmpty() && !part->objectName().startsWith("qt_"_L1))
        return part->objectName();
    const QWidget *table = part->parentWidget();
    return table ? table->objectName() : QString();
}

void bringBack(QWidget &window)
{
    if (window.isMaximized() || window.isFullScreen())
        return;
    const QRect wanted(window.pos(), window.size());
    const QRect seen = onScreen(wanted, screensNow());
    if (seen != wanted)
        window.setGeometry(seen);
}

} // namespace

QRect onScreen(const QRect &wanted, const QList<QRect> &screens)
{
    if (screens.isEmpty() || !wanted.isValid())
        return wanted;
    QRect best = screens.first();
    for (const QRect &screen : screens) {
        const qint64 more = sharedArea(wanted, screen) - sharedArea(wanted, best);
        if (more > 0 || (more == 0 && distance(wanted.center(), screen) < distance(wanted.center(), best)))
            best = screen;
    }
    QRect seen(wanted.topLeft(), wanted.size().boundedTo(best.size()));
    seen.moveLeft(std::clamp(seen.left(), best.left(), best.right() - seen.width() + 1));
    seen.moveTop(std::clamp(seen.top(), best.top(), best.bottom() - seen.height() + 1));
    return seen;
}

namespace windowLayout {

void save(const QWidget &window, const QString &group)
{
    QSettings &kept = settings().user();
    kept.setValue(group + u"/maximized"_s, window.isMaximized());
    kept.setValue(group + u"/rect"_s, window.isMaximized() ? window.normalGeometry() : window.geometry());
}

bool restore(QWidget &window, const QString &group)
{
    const QSettings &kept = settings().user();
    const QRect rect = kept.value(group + u"/rect"_s).toRect();
    if (!rect.isValid())
        return false;
    window.setGeometry(onScreen(rect, screensNow()));
    if (kept.value(group + u"/maximized"_s).toBool())
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
    return true;
}

void saveParts(const QWidget &window, const QString &group)
{
    QSettings &kept = settings().user();
    const auto splitters = window.findChildren<QSplitter *>();
    for (const QSplitter *splitter : splitters)
        if (const QString name = partName(splitter); !name.isEmpty())
            kept.setValue(group + u"/parts/"_s + name, splitter->saveState());
    const auto headers = window.findChildren<QHeaderView *>();
    for (const QHeaderView *header : headers)
        if (const QString name = partName(header); !name.isEmpty() && header->orientation() == Qt::Horizontal && header->count() > 0)
            kept.setValue(group + u"/columns/"_s + name, header->saveState());
}

void restoreParts(QWidget &window, const QString &group)
{
    const QSettings &kept = settings().user();
    const auto splitters = window.findChildren<QSplitter *>();
    for (QSplitter *splitter : splitters)
        if (const QByteArray state = kept.value(group + u"/parts/"_s + partName(splitter)).toByteArray(); !state.isEmpty())
            splitter->restoreState(state);
    const auto headers = window.findChildren<QHeaderView *>();
    for (QHeaderView *header : headers)
        if (header->orientation() == Qt::Horizontal && header->count() > 0)
            if (const QByteArray state = kept.value(group + u"/columns/"_s + partName(header)).toByteArray(); !state.isEmpty())
                header->restoreState(state);
}

void keepOnScreen(QWidget &window)
{
    QObject::connect(qApp, &QGuiApplication::screenRemoved, &window, [&window] { bringBack(window); }, Qt::QueuedConnection);
}

} // namespace windowLayout

} // namespace kemai
