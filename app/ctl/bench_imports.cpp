// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_imports.h"

#include "commands.h"
#include "customers/import_customers.h"
#include "demo/import_file.h"
#include "timeline/import_interactions.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <ctime>
#include <random>
#include <unistd.h>

namespace kemai {

namespace {

double cpuSeconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

// Steps of an import on the writer, and what they cost: time on the wall, processor time of all threads and of the writer.
class Meter
{
public:
    Meter() { m_timer.start(); }
    double seconds() const { return double(m_timer.nsecsElapsed()) / 1e9; }
    double cpuSeconds() const { return kemai::cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - m_cpuBefore; }

private:
    QElapsedTimer m_timer;
    double m_cpuBefore = kemai::cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
};

struct ImportCost {
    double seconds = 0;
    double cpuAll = 0;
    double cpuWriter = 0;

    QString perRow(qint64 rows) const
    {
        return QStringLiteral("%1 us of processor a row, %2 of it the writer's").arg(cpuAll * 1e6 / double(rows), 0, 'f', 1).arg(cpuWriter * 1e6 / double(rows), 0, 'f', 1);
    }
};

template <typename Step, typename After>
Result<ImportCost> stepThrough(Store &store, const Meter &meter, Step step, After after)
{
    ImportCost cost;
    while (true) {
        const auto more = store.write([&](Records &records) -> Result<bool> {
            const double before = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
            auto answer = step(records);
            cost.cpuWriter += cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - before;
            return answer;
        }).result();
        if (!more)
            return fail(more.error());
        cost.seconds = meter.seconds();
        cost.cpuAll = meter.cpuSeconds();
        after(cost.seconds);
        if (!*more)
            return cost;
    }
}

Result<> writeCustomers(const QString &name, qint64 rows)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return fail(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {name});
    ImportFileOptions options;
    options.rows = rows;
    options.dirtyPercent = 37;
    const auto written = writeImportFile(file, options);
    return written ? Result<>() : fail(written.error());
}

Result<std::unique_ptr<CustomerImport>> openCustomers(const QString &name)
{
    auto source = std::make_unique<QFile>(name);
    (void)source->open(QIODevice::ReadOnly);
    return CustomerImport::open(std::move(source), {});
}

} // namespace

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

// Events of a tenth as many customers, found by their numbers.
Exit benchInteractions(Session &session, qint64 lines)
{
    QTemporaryDir folder;
    auto made = Store::create(folder.filePath(QStringLiteral("store")), Unlock::byPassphrase(QStringLiteral("bench")));
    if (!made)
        return failed(session, made.error());
    Store &store = **made;
    if (const auto bulk = store.setBulk(true).result(); !bulk)
        return failed(session, bulk.error());
    const QString name = folder.filePath(QStringLiteral("customers.csv"));
    if (const auto written = writeCustomers(name, std::max<qint64>(10, lines / 10)); !written)
        return failed(session, written.error());
    auto customers = openCustomers(name);
    if (!customers)
        return failed(session, customers.error());
    if (const auto done = stepThrough(store, Meter(), [&](Records &records) { return (*customers)->step(records); }, [](double) { }); !done)
        return failed(session, done.error());
    const auto phones = store.read([](Records &records) { return records.find(Query(phone::entity).where(startsWith(phone::e164, QStringLiteral("+86"))).select(phone::e164)); }).result();
    if (!phones)
        return failed(session, phones.error());
    QFile file(folder.filePath(QStringLiteral("events.jsonl")));
    if (phones->isEmpty() || !file.open(QIODevice::WriteOnly))
        return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {file.fileName()}));
    std::mt19937_64 random(20261126);
    for (qint64 i = 0; i < lines; ++i) {
        const QString number = phones->at(qsizetype(random() % quint64(phones->size())))[phone::e164];
        file.write(QStringLiteral("{\"channel\": \"wechat\", \"external_id\": \"bench-%1\", \"at\": %2, \"direction\": \"in\", \"phone\": \"%3\", "
                                  "\"author\": \"李佳\", \"body\": \"李老师，数学试听课孩子很喜欢，想问问秋季班的时间。\", \"details\": {\"messages\": 3}}\n")
                       .arg(i).arg(1'700'000'000'000 + i * 1000).arg(number).toUtf8());
    }
    file.close();
    (void)file.open(QIODevice::ReadOnly);
    const Meter meter;
    InteractionImport import(file, {});
    const auto cost = stepThrough(store, meter, [&](Records &records) { return import.step(records); }, [](double) { });
    if (!cost)
        return failed(session, cost.error());
    const InteractionImportSummary &sum = import.summary();
    const double rate = double(sum.lines) / cost->seconds;
    session.out.line(QStringLiteral("import of %1 interactions: %2 s, %3 lines/s, %4, created %5, rejected %6")
                         .arg(sum.lines).arg(cost->seconds, 0, 'f', 2).arg(rate, 0, 'f', 0).arg(cost->perRow(sum.lines)).arg(sum.created).arg(sum.rejected));
    session.out.result(QJsonObject{{QStringLiteral("lines"), sum.lines}, {QStringLiteral("seconds"), cost->seconds}, {QStringLiteral("linesPerSecond"), rate},
                                   {QStringLiteral("cpuSeconds"), cost->cpuAll}, {QStringLiteral("writerSeconds"), cost->cpuWriter}});
    return Exit::Done;
}

// A file of its own, into a store of its own.
Exit benchImport(Session &session, qint64 rows)
{
    Output &out = session.out;
    QTemporaryDir folder;
    auto made = Store::create(folder.filePath(QStringLiteral("store")), Unlock::byPassphrase(QStringLiteral("bench")));
    if (!made)
        return failed(session, made.error());
    Store &store = **made;
    if (const auto bulk = store.setBulk(true).result(); !bulk)
        return failed(session, bulk.error());
    const QString name = folder.filePath(QStringLiteral("customers.csv"));
    if (const auto written = writeCustomers(name, rows); !written)
        return failed(session, written.error());
    const Meter meter;
    auto import = openCustomers(name);
    if (!import)
        return failed(session, import.error());
    CustomerImport &run = **import;
    qint64 mark = 0;
    double since = 0;
    std::vector<double> pieces; // seconds for each 100,000 rows
    const auto cost = stepThrough(store, meter, [&run](Records &records) { return run.step(records); }, [&](double now) {
        if (run.summary().rows - mark < 100'000)
            return;
        pieces.push_back((now - since) * 100'000 / double(run.summary().rows - mark));
        mark = run.summary().rows;
        since = now;
        out.progress(QStringLiteral("importing"), mark, rows);
    });
    if (!cost)
        return failed(session, cost.error());
    const double seconds = cost->seconds;
    out.progressDone();
    QElapsedTimer timer;
    timer.start();
    (void)store.optimizeSearch().result();
    const double optimized = double(timer.nsecsElapsed()) / 1e9;
    const double rate = double(run.summary().rows) / seconds;
    out.line(QStringLiteral("import of %1 rows: %2 s, %3 rows/s (index merge after: %4 s), created %5, duplicates %6, rejected %7, cleaned %8, resident %9 MB; %10")
                 .arg(run.summary().rows).arg(seconds, 0, 'f', 2).arg(rate, 0, 'f', 0).arg(optimized, 0, 'f', 1).arg(run.summary().created)
                 .arg(run.summary().duplicates).arg(run.summary().rejected).arg(run.summary().cleaned).arg(residentBytes() / 1'000'000).arg(cost->perRow(run.summary().rows)));
    QJsonObject json{{QStringLiteral("rows"), run.summary().rows}, {QStringLiteral("seconds"), seconds}, {QStringLiteral("rowsPerSecond"), rate},
                     {QStringLiteral("cpuSeconds"), cost->cpuAll}, {QStringLiteral("writerSeconds"), cost->cpuWriter}};
    if (pieces.size() > 1) {
        out.line(QStringLiteral("last 100,000 against the first: %1 times").arg(pieces.back() / pieces.front(), 0, 'f', 2));
        json.insert(QStringLiteral("lastToFirst"), pieces.back() / pieces.front());
    }
    out.result(json);
    return Exit::Done;
}

} // namespace kemai
