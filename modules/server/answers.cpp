// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/answers.h"

#include "sync/push.h"

namespace kemai {

Response refused(const wire::Refusal &refusal)
{
    Response response;
    response.status = refusal.status;
    response.body = wire::Codec().write(refusal);
    response.note = refusal.reason.toUtf8();
    if (refusal.retryAfterS > 0)
        response.headers.emplaceBack("Retry-After", QByteArray::number(refusal.retryAfterS));
    return response;
}

Response refused(int status, const char *reason)
{
    wire::Refusal refusal;
    refusal.status = status;
    refusal.reason = QLatin1String(reason);
    return refused(refusal);
}

Response refused(const Error &error)
{
    wire::Refusal refusal;
    refusal.reason = error.id;
    switch (error.code) {
    case Error::Code::Invalid: refusal.status = 400; break;
    case Error::Code::Denied: refusal.status = 403; break;
    case Error::Code::NotFound: refusal.status = 404; break;
    case Error::Code::Conflict: refusal.status = 409; break;
    case Error::Code::Busy:
        refusal.status = 503;
        refusal.retryAfterS = 1;
        break;
    case Error::Code::Offline:
        refusal.status = 503;
        refusal.retryAfterS = 5;
        break;
    case Error::Code::Corrupt:
    case Error::Code::Io: refusal.status = 500; break;
    }
    if (error.id == u"ledger.epoch")
        refusal.status = 410;
    else if (error.id == u"ledger.revoked")
        refusal = sync::refusedRevoked(0, -1);
    else if (error.id == u"ledger.noDevice")
        refusal.status = 401;
    Response response = refused(refusal);
    if (!error.log.isEmpty() && refusal.status >= 500)
        response.note += ": " + error.log.toUtf8();
    return response;
}

} // namespace kemai
