// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridSubject: what a grid needs to know of the entity it shows: its columns, how rows are read, what an edited cell
 * changes. A feature derives it (customers/customer_grid.h); everything else about grids knows nothing of features.
 *
 * Immutable once made, so any thread may ask; what it needs of the database at large (names of users, custom fields) is
 * read when it is made.
 */
#pragma once

#include "grid/grid_filter.h"
#include "schema/records.h"

#include <QHash>

namespace kemai {

struct EditContext {
    Id author;
    qint64 nowMs = 0;
};

// What somebody typed, pasted or filled into a cell. Text as a person writes it, in either language.
struct CellEdit {
    Id record;
    int column = -1;
    QString typed;
};

// A cell that is not changed, and why; what was typed is kept.
struct CellRefusal {
    CellEdit cell;
    Error reason;
};

struct EditPlan {
    QList<Change> changes;
    QList<CellRefusal> refused;
    int cells = 0;   // that change
    int records = 0; // that change
    int same = 0;    // cells that hold this already
};

// A row that would become a new record, or why not.
struct NewRow {
    enum class State : quint8 {
        Ready,
        Duplicate, // somebody we have, or an earlier row: not made
        Dirty,     // something in it cannot be read or is doubtful: made only if wanted, as written
        Refused,   // nobody stands in it
    };
    State state = State::Ready;
    QString title;        // who it is
    QList<Error> reasons;
    QList<Change> changes; // that make it
    Id known;              // Duplicate: of whom
};

struct NewRows {
    QList<NewRow> rows;
    int count(NewRow::State state) const { return int(std::ranges::count(rows, state, &NewRow::state)); }
};

struct QuickFilter {
    QString key;
    QString zh;
    QString en;
    GridFilter filter;

    QString label(bool chinese) const { return chinese ? zh : en; }
};

// What takes a record out of use without deleting it: a field that gets a value, and one that says why.
struct Retirement {
    int column = -1;
    QString value;
    int reasonColumn = -1;
};

class GridSubject
{
public:
    virtual ~GridSubject() = default;

    const Entity &entity() const { return m_entity; }
    const QList<GridColumn> &columns() const { return m_columns; }
    int columnOf(QStringView key) const; // -1
    const QHash<Id, QString> &names(bool chinese) const { return chinese ? m_namesZh : m_namesEn; } // of what is referred to

    virtual Condition standing() const { return {}; } // holds of every row there can be
    virtual QList<QuickFilter> quickFilters() const { return {}; } // the first one holds when nothing is chosen
    virtual QList<GridSort> standardSort() const { return {}; }
    virtual Retirement retirement() const { return {}; }
    virtual QSet<QString> hanging() const { return {}; } // entities whose changes show in a row

    // In the order of the ids; withdrawn ones are left out. Only these columns are filled.
    virtual Result<QList<GridRow>> rows(Records &records, const QList<Id> &ids, const QList<int> &columns) const = 0;
    // What the edits change, all in one; nothing is written.
    virtual Result<EditPlan> plan(Records &records, const QList<CellEdit> &edits, const EditContext &context) const = 0;
    // Rows of cells that belong to these columns (-1: to none). Nothing is written.
    // What all of them are called, above the grid: Customers.
    virtual QString title(bool chinese) const { return entity().label(chinese); }
    virtual Result<NewRows> planNew(Records &records, const QList<int> &columns, const QList<QStringList> &rows,
                                    const EditContext &context) const;
    // Which columns a line of headings names; empty if it is none.
    virtual QList<int> columnsOfHeadings(const QStringList &headings) const;

    // Fields of the entity that these columns are read from.
    QList<int> fieldsOf(const QList<int> &columns) const;
    // A column that stands in the record itself; null otherwise.
    Value cell(const Record &record, int column) const;
    bool isOwn(int column) const { return m_columns.at(column).field >= 0; }

    // As a cell shows it, copies it and exports it. Times in the zone, to the minute.
    QString text(const Value &value, int column, bool chinese, const QTimeZone &zone = QTimeZone::systemTimeZone()) const;
    // What somebody typed, as the field stores it; cleaned. Errors: Invalid, "grid.notOneOf" (details: what was typed, the
    // choices), "grid.notANumber", "text.date..." and those of text/pipeline.h.
    Result<Value> read(const QString &typed, int column, qint64 nowMs) const;

protected:
    explicit GridSubject(const Entity &entity) : m_entity(entity) { }

    const Entity &m_entity;
    QList<GridColumn> m_columns;
    QHash<Id, QString> m_namesZh;
    QHash<Id, QString> m_namesEn;
};

} // namespace kemai
