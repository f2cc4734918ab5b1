// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Result<T>: a value or an Error. No exception crosses a module border.
 */
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace kemai {

template <typename T = void>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

inline Failure fail(Error::Code code, QString id, QString log = {}, QStringList details = {})
{
    return Failure(makeError(code, std::move(id), std::move(log), std::move(details)));
}

inline Failure fail(const Error &error)
{
    return Failure(error);
}

} // namespace kemai
