// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the signs in a quick note mean (flow 5.1):
 *
 *   #重点             a tag of the customer
 *   !周三前 发报告     a promise with its day (text/due_date.h); "发报告 !周三前" says the same
 *   @李佳             a colleague
 *   /                a text module: it is put in while one types, and is plain text afterwards
 *
 * A sign counts where a word begins: "C#", "好的！", "a@b.com" and "#20418" (a number of a ticket) are none. What was written
 * stays in the note as it was written; the marks are what is made from it beside. A promise reaches to the end of its
 * sentence or line, or to the next # or !. At most 50 marks are read, from the first 20,000 characters. Pure, any thread.
 */
#pragma once

#include "base/id.h"
#include "text/due_date.h"

#include <QList>
#include <QStringList>

namespace kemai {

// What has to be known to read a note.
struct NoteWorld {
    struct Colleague {
        Id id;
        QStringList names; // 李佳, Li Jia, lijia
    };
    QDate today;
    QList<Colleague> colleagues;
};

struct NoteMark {
    enum class Kind : quint8 { Tag, Promise, Mention };
    Kind kind = Kind::Tag;
    qsizetype start = 0; // of the sign
    qsizetype length = 0;
    QString text;        // the tag, the promise, the name
    std::optional<DueDate> due;
    Id user;             // of a mention
};

QList<NoteMark> readNote(QStringView text, const NoteWorld &world);

// The word with a sign in which the cursor stands, for completion: "#重" answers '#' and "重".
struct NoteWord {
    QChar sign; // # @ / or !
    qsizetype start = 0; // of the sign
    QString typed;
};
std::optional<NoteWord> wordAt(QStringView text, qsizetype cursor);

} // namespace kemai
