// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerWords: what a record of a customer is called in the language of the moment: names, choices, tags, numbers.
 * Pure but for the program's language and theme. GUI thread only.
 */
#pragma once

#include "customers/customer_list.h"
#include "customers/customer_view.h"
#include "schema/search.h"
#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/tag.h"

#include <QCoreApplication>

namespace kemai {

class CustomerWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::CustomerWords)

public:
    static bool chinese();
    static QString label(const Field &field) { return field.label(chinese()); }
    static QString trade(const QString &written); // a level, a source, a stage: in this language if it is a usual one
    static QString choice(const FieldOf<QString> &field, const Record &record);
    static QString sentence(const Error &error);

    static QString name(const Record &customer);   // else the company; else words for it
    static QString region(const Record &customer); // 江苏 南京
    static QString owner(const CustomerView &view);
    static QString number(const Record &phone, const Human &human);
    static QString foundNumber(const Hit &hit, const Human &human); // the number a search found, as people read it
    static QString digits(const QString &text); // those of it
    static QString whose(const Record &phone);     // 本人, 总机 ...; empty if unknown
    static QString joined(const QStringList &parts, const QString &between = QStringLiteral(" · ")); // without the empty ones

    // What a row of the list says at a glance; the most urgent first.
    static QList<Tag> rowTags(const CustomerRow &row, qint64 nowMs);
    static Tag dueTag(qint64 dueMs, qint64 nowMs, const Human &human);

    // "zhang min", as a name; empty where nothing is Han.
    static QString spacedPinyin(const QString &name);
    // Where a hit's digits stand in the number as it is shown.
    static QList<TextSpan> numberSpan(const QString &matched, int start, int length, const QString &shown);
};

} // namespace kemai
