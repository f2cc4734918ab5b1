// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Search: what somebody typed into the search field. Hit: a customer it finds, and why.
 *
 * Chinese from the first character, anywhere in the text; pinyin in full and by initials; digits of a number,
 * its last four; letters; several words, all of which must match. Whole matches come before beginnings,
 * beginnings before the middle.
 */
#pragma once

#include "base/id.h"

#include <QString>
#include <QStringList>

namespace kemai {

struct Search {
    QString text;
    int limit = 20;
};

struct Hit {
    enum class Where : quint8 { Name, Company, Contact, Phone, Email, Address };
    enum class How : quint8 { Whole, Beginning, LastFour, Inside, Pinyin, Initials };

    Id customer;
    QString name;
    QString company;
    QStringList phones;  // E.164, with " ext. N"; a service number as it is dialed
    Where where = Where::Name;
    How how = How::Inside;
    QString matched;     // the text that matched: the contact's name, the number, the address
    int start = 0;       // of the match in `matched`, in UTF-16 units, for highlighting
    int length = 0;

    static QString whereCode(Where where); // "name", "company" ... stable, for command line and tests
    static QString howCode(How how);       // "whole", "beginning", "last-four" ...
};

} // namespace kemai
