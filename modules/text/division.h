// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The administrative divisions of China: 34 of province level, 333 of prefecture level, about 3,000 of county level, by
 * their code (GB/T 2260: 31, 3205, 320505). Official names, and the short ones people use (江苏, 苏州, 虎丘).
 *
 * Static tables (data/divisions.txt states their origin); thread-safe, no allocation to look up.
 */
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <span>

namespace kemai {

using DivisionCode = quint32; // 0: none

enum class DivisionLevel { Province, City, District };

struct Division {
    DivisionCode code = 0;
    DivisionLevel level = DivisionLevel::Province;
    QStringView name;  // 上海市, 内蒙古自治区, 苏州市, 恩施土家族苗族自治州, 朝阳区
    QStringView brief; // 上海, 内蒙古, 苏州, 恩施, 朝阳; equal to name where nothing can be left out

    DivisionCode provinceCode() const
    {
        return level == DivisionLevel::Province ? code
                                                : code / (level == DivisionLevel::City && code < 10000 ? 100 : 10000);
    }
    // The prefecture that holds a district; 0 for provinces, the code itself for cities, and for districts of the
    // municipalities (Beijing ...), whose city is the province.
    DivisionCode cityCode() const;
};

[[nodiscard]] std::span<const Division> divisions();         // by code as text: 11, 110101, ..., 13, 1301, 130102, ...
[[nodiscard]] const Division *divisionOf(DivisionCode code); // nullptr if there is none
[[nodiscard]] QString divisionName(DivisionCode code);       // official; empty if there is none
[[nodiscard]] DivisionCode provinceByName(QStringView text); // official, brief or English: 上海市, 上海, Shanghai; 0
[[nodiscard]] bool isMunicipality(DivisionCode province);    // Beijing, Tianjin, Shanghai, Chongqing

// The official name of a province in English: "Shanghai", "Inner Mongolia".
[[nodiscard]] QString provinceNameEnglish(DivisionCode province);

// All divisions whose name (or brief name) the text begins with, longest first. At most a few dozen steps.
struct DivisionMatch {
    const Division *division = nullptr;
    qsizetype length = 0; // characters of the text
    bool isFull = false;  // by its official name
};
[[nodiscard]] QList<DivisionMatch> divisionsAtStart(QStringView text);

} // namespace kemai
