// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Parameters: the values of $1, $2 ... of a statement, in PostgreSQL's binary format with their types, so that nothing
 * is ever quoted or parsed and a text is whatever bytes it is.
 *
 *     Parameters().add(id).add(qint64(7)).addText("张敏").addIds(ids)
 *
 * An array is one parameter however long it is. A text with a NUL character cannot be kept by PostgreSQL: the statement
 * then fails with Invalid "ledger.badText".
 */
#pragma once

#include "schema/entity.h"
#include "schema/value.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace kemai::ledger {

class Parameters
{
public:
    Parameters &add(const Id &id); // the null id is null
    Parameters &add(qint64 number);
    Parameters &add(int number) = delete; // say which width the statement expects
    Parameters &addInt(qint32 number);
    Parameters &addTruth(bool truth);
    Parameters &addText(QByteArrayView utf8); // empty is an empty text, not null
    Parameters &addText(const QString &text) { return addText(QByteArrayView(text.toUtf8())); }
    Parameters &addText(const QByteArray &utf8) { return addText(QByteArrayView(utf8)); }
    Parameters &addText(const char *utf8) { return addText(QByteArrayView(utf8)); }
    Parameters &addJson(QByteArrayView utf8); // as json
    Parameters &addBytes(QByteArrayView bytes);
    Parameters &addNull(Type type);
    Parameters &add(const Value &value, Type type); // as the column of such a field; a value of another type is null

    Parameters &addIds(const QList<Id> &ids);
    Parameters &addNumbers(const QList<qint64> &numbers);
    Parameters &addInts(const QList<qint32> &numbers);
    Parameters &addTexts(const QList<QByteArray> &utf8);  // a null QByteArray is null
    Parameters &addJsons(const QList<QByteArray> &utf8);  // json[]; a null QByteArray is null
    Parameters &addJsonbs(const QList<QByteArray> &utf8); // jsonb[]
    Parameters &addValues(const QList<Value> &values, Type type); // one column of many rows

    int count() const { return int(m_types.size()); }
    bool hasNul() const { return m_nul; }
    // As PQsendQueryPrepared wants them; valid while the Parameters live and are not added to.
    const std::vector<unsigned> &types() const { return m_types; }
    std::vector<const char *> values() const;
    const std::vector<int> &lengths() const { return m_lengths; }

private:
    Parameters &append(unsigned type, const QByteArray &bytes, bool isNull = false);

    std::vector<unsigned> m_types;
    std::vector<QByteArray> m_bytes; // a null QByteArray is null
    std::vector<int> m_lengths;
    bool m_nul = false;
};

} // namespace kemai::ledger
