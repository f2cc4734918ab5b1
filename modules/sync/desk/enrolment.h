// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Enrolment: this desk becomes a device of an office: a person's login, password and one-time code, and the token that an
 * administrator made for the desk. Nothing is kept here: who called keeps the identity, before it starts, and the address. If no
 * answer comes, the same may be asked again with the same identity: the token is this key's from then on.
 *
 * Lives on a thread with an event loop; ends by exactly one of the two signals.
 */
#pragma once

#include "sync/desk/device_identity.h"
#include "sync/desk/office_link.h"

namespace kemai::sync {

class Enrolment : public QObject
{
    Q_OBJECT

public:
    struct Form {
        QString login;
        QString password;
        QString oneTimeCode; // empty if the person has none
        QString token;
        QString deviceName;
    };

    // Errors by failed(): those of OfficeAddress::tls(); Offline "sync.unreachable"; Denied "sync.loginRefused" (login, password, code or token:
    // the server does not say which), Busy "sync.loginLater" (too many attempts: seconds to wait); Invalid "sync.notOurServer".
    void start(const OfficeAddress &address, const Form &form, DeviceIdentity identity);

    DeviceIdentity takeIdentity() { return std::move(m_identity); } // behind done(): with the device's number

signals:
    void done(); // takeIdentity()
    void failed(const kemai::Error &error);

private:
    std::unique_ptr<OfficeLink> m_link;
    DeviceIdentity m_identity;
};

} // namespace kemai::sync
