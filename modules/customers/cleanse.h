// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The cleaning pipeline over what is stored (R125): customers that came before the cleaner, or past it, get the form they
 * would get today. A preview counts and shows; a run writes exactly that, as one batch that is undone like an import.
 *
 * What is changed, and nothing else:
 * - invisible characters, odd spaces and full-width forms in names, companies, sources, cities, notes, contacts, numbers,
 *   emails and addresses (text/clean.h);
 * - what is derived from a text: the folded name, E.164, digits, line and region of a number that is one number, the folded
 *   email; only where it differs;
 * - the province of a customer, and province, city and district of an address, where they are empty and the text says them; marked as
 *   inferred (R123). A typed value is never overwritten.
 * A text that would become empty stays as it is. Withdrawn and merged customers are left alone.
 *
 *     CleanseRun run({.mode = CleanseRun::Mode::Preview});
 *     while (*run.step(records)) { }
 *     run.summary()
 *
 * step() looks at one page of customers with what hangs on them, about a tenth of a second; between two steps other work may be
 * done with the records. One thread at a time. Errors: those of Records; what was committed before stays, in the batch.
 */
#pragma once

#include "base/clock.h"
#include "schema/records.h"

#include <atomic>
#include <functional>
#include <optional>

namespace kemai {

// One value that is not as it would be stored today.
struct CleanseFinding {
    Id customer;
    QString customerName;
    const Entity *entity = nullptr;
    int field = 0;
    QString before;
    QString after;
};

struct CleanseSummary {
    qint64 customers = 0; // looked at
    qint64 changed = 0;   // records
    qint64 values = 0;
    qint64 total = 0;     // customers there are
    Id batch;             // null in a preview, and where nothing was to be done
    bool canceled = false;
    bool finished = false;
};

class CleanseRun
{
public:
    enum class Mode { Preview, Write };
    struct Options {
        Mode mode = Mode::Preview;
        Id author;
        qsizetype pageRows = 500;
        std::function<void(const CleanseFinding &)> found; // on the thread of step()
    };

    explicit CleanseRun(Options options, const Clock &clock = Clock::system());

    // False when everything is done.
    Result<bool> step(Records &records);
    void cancel() { m_canceled = true; } // from any thread: the next step() ends the run

    const CleanseSummary &summary() const { return m_summary; }

private:
    void take(const Change &change, const Id &owner, const QString &name, QList<Change> &changes);
    Result<> commit(Records &records, QList<Change> changes);
    Result<> close(Records &records);

    Options m_options;
    const Clock &m_clock;
    std::optional<Record> m_last;
    bool m_counted = false;
    bool m_batchWritten = false;
    qint64 m_startedMs = 0;
    CleanseSummary m_summary;
    std::atomic<bool> m_canceled = false;
};

} // namespace kemai
