// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/enrolment.h"

#include "wire/codec.h"

namespace kemai::sync {

void Enrolment::start(const OfficeAddress &address, const Form &form, DeviceIdentity identity)
{
    const auto tls = address.tls();
    if (!tls) {
        QMetaObject::invokeMethod(this, [this, error = tls.error()] { emit failed(error); }, Qt::QueuedConnection);
        return;
    }
    m_link = std::make_unique<OfficeLink>(address, *tls);
    m_identity = std::move(identity);
    wire::LoginRequest request;
    request.user = form.login;
    request.password = form.password;
    request.totp = form.oneTimeCode;
    request.enrolment = form.token;
    request.publicKey = m_identity.publicKey();
    request.deviceName = form.deviceName;
    m_link->post(QStringLiteral("/v1/login"), wire::Codec().write(request), {}, this, [this](const OfficeReply &reply) {
        if (reply.status == 0) {
            emit failed(makeError(Error::Code::Offline, QStringLiteral("sync.unreachable"), reply.fault, {m_link->address().url.host()}));
            return;
        }
        if (reply.status == 429 || reply.status == 503) {
            const auto refusal = wire::Codec().read<wire::Refusal>(reply.body);
            emit failed(makeError(Error::Code::Busy, QStringLiteral("sync.loginLater"), {}, {QString::number(refusal ? refusal->retryAfterS : 60)}));
            return;
        }
        const auto login = wire::Codec().read<wire::LoginResponse>(reply.body);
        if (reply.status != 200 || !login || login->device.isNull()) {
            const bool ours = reply.status != 200 && wire::Codec().read<wire::Refusal>(reply.body).has_value();
            emit failed(ours ? makeError(Error::Code::Denied, QStringLiteral("sync.loginRefused"))
                             : makeError(Error::Code::Invalid, QStringLiteral("sync.notOurServer"), QStringLiteral("status %1").arg(reply.status), {m_link->address().url.host()}));
            return;
        }
        m_identity.setDevice(login->device);
        emit done();
    });
}

} // namespace kemai::sync
