// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_grid.h"

#include "customers/customer_grid.h"
#include "grid/grid_order.h"
#include "grid/grid_sums.h"
#include "history/undo.h"

#include <QElapsedTimer>

#include <random>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

double msOf(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

} // namespace

Result<> benchGrid(Store &store, const BenchReport &report)
{
    const auto loaded = store.read([](Records &records) { return CustomerGrid::load(records); }).result();
    if (!loaded)
        return fail(loaded.error());
    const std::shared_ptr<const GridSubject> &subject = *loaded;
    const GridSieve::Surroundings around{{}, store.clock().nowMs(), QTimeZone::systemTimeZone()};
    const GridFilter valid = subject->quickFilters().first().filter;
    QList<int> all;
    for (int column = 0; column < subject->columns().size(); ++column)
        all.append(column);
    QElapsedTimer timer;

    // What a sort by an indexed column waits for: the first rows, whole.
    std::vector<double> first;
    for (int round = 0; round < 20; ++round) {
        const GridQuery query{valid, {{round % 2 ? u"name"_s : u"last_interaction"_s, round % 4 < 2 ? Order::Descending : Order::Ascending}}, {}, {}};
        timer.start();
        const auto rows = store.read([&](Records &records) -> Result<QList<GridRow>> {
            const auto ids = firstRows(records, *subject, query, around, 256);
            return ids ? subject->rows(records, ids->mid(0, 64), all) : Result<QList<GridRow>>(fail(ids.error()));
        }).result();
        if (!rows)
            return fail(rows.error());
        first.push_back(msOf(timer));
    }
    report(u"grid: sort by an indexed column"_s, first, 50);

    // The whole order, in pieces; how long a piece keeps the reader from others.
    std::vector<Id> order;
    const auto ordered = [&](const QString &what, const GridQuery &query) -> Result<> {
        std::vector<double> pieces;
        GridOrder made(subject, query, around, true);
        timer.start();
        for (bool more = true; more;) {
            QElapsedTimer piece;
            piece.start();
            const auto step = store.read([&](Records &records) { return made.step(records); }).result();
            if (!step)
                return fail(step.error());
            pieces.push_back(msOf(piece));
            more = *step;
        }
        order = made.finish();
        report(what + u", whole"_s, {msOf(timer)}, 5000);
        report(what + u", a piece"_s, std::move(pieces), 50);
        return {};
    };
    const GridFilter city{GridFilter::Join::All, {{u"company"_s, Comparison::Contains, {u"科技"_s}}}, {valid}};
    if (const auto done = ordered(u"grid: filter by a text"_s, {city, {{u"company"_s, Order::Ascending}}, {}, {}}); !done)
        return done;
    if (const auto done = ordered(u"grid: order by last contact"_s, {valid, subject->standardSort(), {}, {}}); !done)
        return done;
    if (order.empty())
        return {};

    std::mt19937_64 random(20261126);
    std::vector<double> jumps;
    for (int round = 0; round < 100; ++round) {
        const size_t at = round < 10 ? order.size() * size_t(round) / 10 : size_t(random() % order.size());
        const size_t end = std::min(order.size(), at + 64);
        timer.start();
        const auto rows = store.read([&](Records &records) {
            return subject->rows(records, QList<Id>(order.begin() + qsizetype(at), order.begin() + qsizetype(end)), all);
        }).result();
        if (!rows)
            return fail(rows.error());
        jumps.push_back(msOf(timer));
    }
    report(u"grid: jump anywhere, 64 rows whole"_s, jumps, 50);

    std::vector<Id> some(order.begin(), order.begin() + qsizetype(std::min<size_t>(order.size(), 100'000)));
    std::ranges::sort(some);
    const QList<int> summed{subject->columnOf(u"open_amount")};
    GridSums sums;
    timer.start();
    for (size_t at = 0; at < some.size(); at += 1000) {
        const auto rows = store.read([&](Records &records) {
            return subject->rows(records, QList<Id>(some.begin() + qsizetype(at), some.begin() + qsizetype(std::min(some.size(), at + 1000))), summed);
        }).result();
        if (!rows)
            return fail(rows.error());
        for (const GridRow &row : *rows)
            sums.add(row, summed, *subject);
    }
    report(u"grid: sum of %1 selected rows"_s.arg(some.size()), {msOf(timer)}, 3000);

    // A block of 40 rows and 3 columns; taken back after it.
    std::vector<double> pastes;
    for (int round = 0; round < 5; ++round) {
        QList<CellEdit> edits;
        for (size_t row = 0; row < std::min<size_t>(40, order.size()); ++row)
            for (const char16_t *key : {u"city", u"level", u"source"})
                edits.append({order[row], subject->columnOf(QStringView(key)), u"bench %1"_s.arg(round)});
        timer.start();
        const auto done = store.write([&](Records &records) -> Result<Committed> {
            auto plan = subject->plan(records, edits, {{}, store.clock().nowMs()});
            if (!plan)
                return fail(plan.error());
            return records.commit({.origin = Origin::Typed, .title = u"grid.edit"_s, .changes = plan->changes});
        }).result();
        if (!done)
            return fail(done.error());
        pastes.push_back(msOf(timer));
        const auto undone = store.write([set = done->set](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfSet(records, set);
            return plan ? undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }).result();
        if (!undone)
            return fail(undone.error());
    }
    report(u"grid: paste of 40 rows, 120 cells"_s, pastes, 200);
    return {};
}

} // namespace kemai
