// SPDX-License-Identifier: GPL-3.0-or-later
// Work of a file, which may take seconds, beside the office's thread. What it captures must outlive the pool. Within this module only.
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace kemai::sync {

template <typename T, typename Work>
QFuture<Result<T>> onPool(QThreadPool &pool, Work work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    pool.start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace kemai::sync
