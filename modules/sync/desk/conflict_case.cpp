// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/conflict_case.h"

#include "schema/customer.h"

namespace kemai::sync {

namespace {

// The field this one is computed from, if that is in the conflict too; else -1.
int sourceWithin(const wire::Conflict &conflict, int field)
{
    if (field < 0)
        return -1;
    const Field &one = conflict.entity->fields[size_t(field)];
    const int source = one.merge == Merge::Derived && one.derivedFrom ? conflict.entity->indexOf(QLatin1StringView(one.derivedFrom)) : -1;
    const bool there = std::any_of(conflict.fields.begin(), conflict.fields.end(), [source](const wire::Conflict::Field &other) { return other.field == source; });
    return source >= 0 && there ? source : -1;
}

const Value &valueOf(const wire::Conflict::Field &field, Choice choice)
{
    switch (choice) {
    case Choice::Base: return field.base;
    case Choice::Mine: return field.mine;
    default: return field.theirs;
    }
}

bool isWithdrawn(const Value &mark) { return mark.toNumber() != 0; }

} // namespace

const Value &ConflictRow::chosen() const
{
    static const Value nothing;
    switch (choice) {
    case Choice::Base: return base;
    case Choice::Mine: return mine;
    case Choice::Theirs: return theirs;
    case Choice::Other: return other;
    case Choice::None: break;
    }
    return nothing;
}

Id ConflictCase::customer() const
{
    const Record &record = first().record;
    if (&entity() == &kemai::customer::entity)
        return first().conflict.record;
    const int field = entity().indexOf(QLatin1StringView("customer"));
    return record.entity() && field >= 0 ? record.value(field).toId() : Id();
}

bool ConflictCase::is(const ConflictCase &other) const
{
    const wire::Conflict &a = first().conflict;
    const wire::Conflict &b = other.first().conflict;
    return a.entity == b.entity && a.record == b.record && a.device == b.device && a.author == b.author;
}

bool ConflictCase::asksAboutWithdrawal(int row) const
{
    const int line = rows.at(row).line;
    return std::any_of(rows.begin(), rows.end(), [line](const ConflictRow &one) { return one.line == line && one.isMark(); });
}

bool ConflictCase::isDecided() const { return undecided() < 0; }

int ConflictCase::undecided() const
{
    for (qsizetype i = 0; i < rows.size(); ++i)
        if (rows.at(i).choice == Choice::None)
            return int(i);
    return -1;
}

void ConflictCase::choose(int row, Choice choice)
{
    if (choice == Choice::Base && asksAboutWithdrawal(row))
        return;
    if (choice == Choice::Other) {
        chooseOther(row, rows.at(row).other);
        return;
    }
    for (ConflictRow &one : rows)
        if (one.line == rows.at(row).line) {
            one.choice = choice;
            one.changed = false;
        }
}

void ConflictCase::chooseOther(int row, const Value &value)
{
    if (rows.at(row).isMark())
        return;
    const bool marked = asksAboutWithdrawal(row);
    for (ConflictRow &one : rows) {
        if (one.line != rows.at(row).line || &one == &rows.at(row))
            continue;
        if (one.isMark()) // what is typed is meant to be seen
            one.choice = isWithdrawn(one.mine) ? Choice::Theirs : Choice::Mine;
        else if (marked && one.choice != Choice::Other)
            one.choice = Choice::Mine;
        else if (one.choice == Choice::None)
            one.choice = Choice::Theirs;
        one.changed = false;
    }
    ConflictRow &one = rows[row];
    one.other = value;
    one.choice = Choice::Other;
    one.changed = false;
}

QList<Decision> ConflictCase::decisions(const Derive &derive) const
{
    QList<Decision> all;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const wire::Conflict &conflict = lines.at(line).conflict;
        QHash<int, const ConflictRow *> chosen;
        const ConflictRow *mark = nullptr;
        bool typed = false;
        Record will = lines.at(line).record.entity() ? lines.at(line).record : Record(*conflict.entity);
        for (const ConflictRow &row : rows) {
            if (row.line != line)
                continue;
            if (row.isMark()) {
                mark = &row;
                continue;
            }
            chosen.insert(row.field, &row);
            typed = typed || row.choice == Choice::Other;
            will.setValue(row.field, row.chosen());
        }
        if (typed && derive)
            derive(will);
        Decision decision{conflict, Change::Operation::Update, {}};
        if (mark)
            decision.operation = isWithdrawn(mark->chosen()) ? Change::Operation::Remove : Change::Operation::Restore;
        if (decision.operation != Change::Operation::Remove)
            for (const wire::Conflict::Field &field : conflict.fields) {
                if (field.field < 0)
                    continue;
                const int source = sourceWithin(conflict, field.field);
                const ConflictRow *row = chosen.value(source >= 0 ? source : field.field);
                if (!row)
                    continue;
                const bool computed = source >= 0 && row->choice == Choice::Other;
                const Value to = computed ? will.value(field.field) : source >= 0 ? valueOf(field, row->choice) : row->chosen();
                if (to != field.theirs)
                    decision.edits.append({field.field, field.theirs, to, {}});
            }
        all.append(std::move(decision));
    }
    return all;
}

QList<ConflictCase> casesOf(const QList<ConflictLine> &lines)
{
    QList<ConflictCase> cases;
    for (const ConflictLine &line : lines) {
        if (!line.conflict.entity || line.conflict.fields.isEmpty())
            continue;
        const ConflictCase alone{{line}, {}};
        auto of = std::find_if(cases.begin(), cases.end(), [&alone](const ConflictCase &one) { return one.is(alone); });
        if (of == cases.end())
            of = cases.insert(cases.end(), alone);
        else
            of->lines.append(line);
        for (const wire::Conflict::Field &field : line.conflict.fields)
            if (sourceWithin(line.conflict, field.field) < 0)
                of->rows.append({int(of->lines.size()) - 1, field.field, field.base, field.mine, field.theirs, Choice::None, {}, false});
    }
    return cases;
}

} // namespace kemai::sync
