// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * From messages of the wire and errors of the ledger to HTTP responses: one place decides which status a client sees.
 *
 *     Invalid 400 · Denied 403 · NotFound 404 · Conflict 409 · Busy 503 after 1 s · Offline 503 after 5 s · others 500
 *     "ledger.epoch" 410 · "ledger.revoked" 401 with wipe · "ledger.noDevice" 401
 *
 * What stands in a response is an error id; the sentence is the client's. Details of errors may hold what somebody typed
 * and are not sent.
 */
#pragma once

#include "server/http.h"
#include "wire/codec.h"

namespace kemai {

Response refused(const wire::Refusal &refusal);
Response refused(int status, const char *reason);
Response refused(const Error &error);

template <typename Message>
Response answered(const Message &message)
{
    Response response;
    response.body = wire::Codec().write(message);
    return response;
}

} // namespace kemai
