// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A number of a workbook's cell as the text a person sees there, from the number and its format (ECMA-376 part 1, 18.8.30):
 * days and times where the format shows them, leading zeros where it keeps them ("00000", "000-0000"), and otherwise
 * the plain number with all its digits, never 1.38E+10. A workbook holds the exact double, so 1.3800138E10 is 13800138000.
 *
 * Pure functions; any thread.
 */
#pragma once

#include <QByteArrayView>
#include <QString>

namespace kemai {

enum class WorkbookDates { From1900, From1904 };

struct NumberForm {
    enum class Kind : quint8 {
        Plain,
        Day,     // 1990-01-02
        DayTime, // 1990-01-02 14:30
        Time,    // 14:30
        Filled,  // digits put into `pattern`
    };
    Kind kind = Kind::Plain;
    QString pattern; // of Filled: 0 for a digit, anything else stands for itself
};

// The form of a built-in format (numFmtId below 164), with the East Asian ones.
NumberForm builtInNumberForm(int id);
NumberForm numberFormOf(QStringView formatCode);

// written: as the file has it ("44197", "1.38E10"). What is no number comes back as it is.
QString numberText(QByteArrayView written, const NumberForm &form, WorkbookDates dates);

} // namespace kemai
