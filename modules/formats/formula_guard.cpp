// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/formula_guard.h"

namespace kemai {

namespace {

// The character behind leading apostrophes begins a formula.
bool startsFormula(QStringView cell)
{
    qsizetype i = 0;
    while (i < cell.size() && cell[i] == u'\'')
        ++i;
    return i < cell.size() && QStringView(u"=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20").contains(cell[i]);
}

bool isPlainNumber(QStringView cell)
{
    for (const QChar c : cell)
        if (!QStringView(u"0123456789+- ().,;/").contains(c))
            return false;
    return true;
}

} // namespace

QString guardedFromFormula(const QString &cell)
{
    if (!startsFormula(cell) || isPlainNumber(cell))
        return cell;
    return u'\'' + cell;
}

QString withoutFormulaGuard(const QString &cell)
{
    if (!cell.startsWith(u'\'') || !startsFormula(cell))
        return cell;
    return cell.mid(1);
}

} // namespace kemai
