// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of a prepared statement, in turn. Errors: of preparing, of stepping, or what `read` answers; it may answer nothing.
#pragma once

#include "store/database.h"

#include <type_traits>

namespace kemai {

template <typename Read>
Result<> eachRow(Result<Statement> &statement, Read read)
{
    if (!statement)
        return fail(statement.error());
    while (true) {
        const auto more = statement->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            return {};
        if constexpr (std::is_void_v<std::invoke_result_t<Read, Statement &>>)
            read(*statement);
        else if (const Result<> done = read(*statement); !done)
            return done;
    }
}

} // namespace kemai
