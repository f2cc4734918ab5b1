// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Email addresses: the address of what was typed, and the form it is compared in (RFC 5321, RFC 5322, RFC 6531).
 *
 * Accepts what people paste (mailto:, "Ann Lee" <ann@lee.cn>, a full stop at the end, full-width characters, 。 for the
 * dots of the domain). Domains in other scripts are compared in their ASCII form. Whether a mailbox exists is not
 * asked. At most 254 characters; bounded. Pure and thread-safe.
 */
#pragma once

#include "base/result.h"

#include <QString>

namespace kemai {

struct EmailAddress {
    QString written; // as the address stands, domain in lower case: "Ann.Lee@example.com"
    QString normal;  // for comparisons: all lower case, domain in ASCII: "ann.lee@example.com"
};

// Errors (Invalid): text.emailTooLong, text.emailWithoutAt, text.emailLocalPart, text.emailDomain.
[[nodiscard]] Result<EmailAddress> parseEmail(QStringView text);

} // namespace kemai
