// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A labelled set for duplicate checks: customers of whom it is known which are one person, entered twice as people
 * enter them, among others that look alike and are not. The same seed makes the same set. Any thread.
 */
#pragma once

#include <QList>
#include <QString>

namespace kemai {

struct LabelledCustomer {
    int person = 0;      // the same number: the same person or company
    const char *how = ""; // what was done to this entry, or why it looks like another: for reports
    QString name;
    QString company;
    QString phone;       // one or several, as written, with a label where there is one ("总机: ...")
    QString email;
    QString address;
    QString city;
    QString birthday;
};

struct LabelledSetOptions {
    int people = 2000;
    quint64 seed = 1;
};

// Each person once, about a third of them a second or third time, and as many look-alikes.
QList<LabelledCustomer> labelledSet(const LabelledSetOptions &options);

} // namespace kemai
