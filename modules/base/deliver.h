// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * deliver(future, context, answer): calls answer on context's thread when the future finishes; never, if
 * context is gone by then. (On Qt 6.4 QFuture::then(context, ...) aborts when the context dies first.)
 */
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace kemai {

template <typename T, typename Answer>
void deliver(const QFuture<T> &future, QObject *context, Answer answer)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, answer] {
        watcher->deleteLater();
        if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
            answer(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace kemai
