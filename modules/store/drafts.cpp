// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/drafts.h"

namespace kemai {

Result<> keepDraft(Database &database, const Draft &draft)
{
    auto statement = database.prepare(draft.text.isEmpty()
                                          ? "DELETE FROM draft WHERE place = ?"
                                          : "INSERT INTO draft (place, text, at) VALUES (?, ?, ?) "
                                            "ON CONFLICT (place) DO UPDATE SET text = excluded.text, at = excluded.at");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, draft.place);
    if (!draft.text.isEmpty()) {
        statement->bind(2, draft.text);
        statement->bind(3, draft.atMs);
    }
    return statement->run();
}

Result<QList<Draft>> allDrafts(Database &database)
{
    auto rows = database.prepare("SELECT place, text, at FROM draft ORDER BY place");
    if (!rows)
        return fail(rows.error());
    QList<Draft> drafts;
    while (true) {
        const auto row = rows->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return drafts;
        drafts.append({rows->text(0), rows->text(1), rows->number(2)});
    }
}

} // namespace kemai
