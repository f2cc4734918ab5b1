// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The forms in which names, numbers and emails are compared. Pure functions; any thread.
 */
#pragma once

#include "schema/record.h"
#include "text/phone.h"

#include <QList>
#include <QString>

namespace kemai {

// customer.name_normal: NFKC, case folded, letters and digits only ("Li  Na" and "li-na" are one, so are 张 伟 and 张伟).
// Of a customer without a name it is its company's.
QString normalName(const QString &name, const QString &company);

// What makes two numbers one: E.164 (or the digits of a service number) and the extension. Empty: the entry is no
// number, or digits too few to mean anybody.
QString phoneIdentity(const PhoneNumber &number);
QString phoneIdentity(const Record &phone);

// phone.line
QString lineCode(PhoneKind kind);

struct EmailText {
    QString written;
    QString normal; // lower case; empty: it is no email address
};
// The addresses of one cell, separated by ; , 、 | or spaces. Text that is no address comes back whole, with an empty
// normal form. At most 16.
QList<EmailText> parseEmails(const QString &cell);

// A date as people write it, in ISO form; empty if it is none or may be two (03/04/1990). 1990-1-2, 1990/1/2, 1990.1.2,
// 1990年1月2日, 19900102, 25/12/1990, with a time behind it or without. 1850 to today.
QString parseBirthday(const QString &cell, qint64 todayMs);

} // namespace kemai
