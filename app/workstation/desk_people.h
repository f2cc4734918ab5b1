// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DeskPeople: who works at this desk (U22): names and the folder of each one's store, beside each other. One store a person:
 * each has a key of their own, and nobody's unlocked store holds another's data.
 *
 *     <desk>/store      the first person's, there before anybody else came
 *     <desk>/store-2 …  the others'
 *     <desk>/demo       the demo company's
 *     <desk>/people.json    {"people": [{"name": "李佳", "folder": "store"}, ...]}
 *
 * The names are readable by whoever sits here, as on any log-in screen. A list that cannot be read is empty; stores are
 * found without it. GUI thread: reads and writes one small file.
 */
#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

namespace kemai {

struct DeskPerson {
    QString name;
    QString folder; // below the desk's
    friend bool operator==(const DeskPerson &, const DeskPerson &) = default;
};

class DeskPeople
{
public:
    // Of the desk that this store's directory belongs to.
    explicit DeskPeople(const QString &storeDirectory);

    QList<DeskPerson> people() const { return m_people; } // the first person is always there
    QList<DeskPerson> others(const QString &storeDirectory) const; // but whose store this is
    QString directoryOf(const DeskPerson &person) const;
    QString nameOf(const QString &storeDirectory) const; // empty: of nobody listed
    QString demoDirectory() const;

    // A new person with a free folder. Errors: Invalid "people.nameMissing"; Conflict "people.nameTaken"; Io "people.unwritable".
    Result<DeskPerson> add(const QString &name);

private:
    Result<> save() const;

    QString m_desk;
    QList<DeskPerson> m_people;
};

} // namespace kemai
