// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridWords: filters as people read and write them: the names of comparisons, values as text and back, a condition as a
 * sentence. In the language of the moment. GUI thread only.
 */
#pragma once

#include "grid/grid_subject.h"

#include <QCoreApplication>

namespace kemai {

class GridWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::GridWords)

public:
    static bool chinese();
    static QString sentence(const Error &error);
    static QString comparison(Comparison comparison, Type type);
    static QString hint(Comparison comparison, Type type); // what is to be typed

    static QString valuesText(const GridCondition &condition, const GridSubject &subject);
    // What was typed for a condition; several values are separated by ";". Errors: as GridSubject::read().
    static Result<QStringList> valuesFrom(const QString &typed, int column, Comparison comparison, const GridSubject &subject);
    static QString condition(const GridCondition &condition, const GridSubject &subject); // 城市 包含 南京
    static QString filter(const GridFilter &filter, const GridSubject &subject);          // joined by and / or
};

} // namespace kemai
