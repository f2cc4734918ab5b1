// SPDX-License-Identifier: GPL-3.0-or-later
// kemaictl bench: the speed the product promises, measured on the store that is open and, for imports, on a new one.
// tests/bench/run makes the stores, calls this, and prints the targets beside.
#include "bench_grid.h"
#include "bench_imports.h"
#include "commands.h"

#include "customers/duplicate_check.h"
#include "customers/duplicate_list.h"
#include "customers/duplicate_run.h"
#include "schema/any_order.h"
#include "calls/call_card.h"
#include "text/pinyin.h"
#include "timeline/timeline.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>
#include <ctime>
#include <random>

namespace kemai {

namespace {

struct Sample {
    QString name;
    QString company;
    QString digits;
    Id id;
};

class Bench
{
public:
    Bench(Session &session, Store &store) : m_session(session), m_store(store), m_random(20261122) { }

    Result<> run();
    const QJsonArray &rows() const { return m_rows; }

private:
    Result<> sample();
    Result<> find();
    Result<> timeline();
    Result<> duplicates();
    Result<> calls();
    Result<> renew();
    void report(const QString &what, std::vector<double> ms, double targetMs);

    static QString letters(const QString &text, Reading reading, bool initials) { return initials ? pinyinInitials(text, reading) : pinyin(text, reading); }

    Session &m_session;
    Store &m_store;
    std::mt19937_64 m_random;
    int m_slowest = 0; // queries to name, of each class of searches
    QList<Sample> m_samples;
    QJsonArray m_rows;
};

void Bench::report(const QString &what, std::vector<double> ms, double targetMs)
{
    if (ms.empty())
        return;
    std::ranges::sort(ms);
    const auto at = [&ms](double part) { return ms[std::min(ms.size() - 1, size_t(part * double(ms.size())))]; };
    const bool met = at(0.99) <= targetMs;
    m_session.out.line(QStringLiteral("%1 n %2   p50 %3   p95 %4   p99 %5   max %6 ms   target p99 <= %7 ms   %8")
                           .arg(what, -34).arg(ms.size(), 5).arg(at(0.5), 7, 'f', 3).arg(at(0.95), 7, 'f', 3).arg(at(0.99), 7, 'f', 3)
                           .arg(ms.back(), 8, 'f', 3).arg(targetMs).arg(met ? QStringLiteral("met") : QStringLiteral("MISSED")));
    m_rows.append(QJsonObject{{QStringLiteral("what"), what}, {QStringLiteral("n"), qint64(ms.size())}, {QStringLiteral("p50"), at(0.5)},
                              {QStringLiteral("p95"), at(0.95)}, {QStringLiteral("p99"), at(0.99)}, {QStringLiteral("target"), targetMs}});
}

// Customers from all over the store, with a number each.
Result<> Bench::sample()
{
    const auto edge = [this](Order order) {
        return m_store.read([order](Records &r) { return r.find(Query(customer::entity).orderBy(Ordering{-1, order}).limit(1).select(customer::name)); }).result();
    };
    const auto first = edge(Order::Ascending);
    const auto last = edge(Order::Descending);
    if (!first || !last)
        return fail(!first ? first.error() : last.error());
    if (first->isEmpty())
        return {};
    constexpr int wanted = 400;
    // Ids carry their time: whoever came next after a moment, which costs a look-up and not a walk through half the table.
    const qint64 from = first->first().id.timeMs();
    qint64 span = std::max<qint64>(1, last->first().id.timeMs() - from);
    QSet<Id> taken;
    for (int i = 0; m_samples.size() < wanted && i < 20 * wanted; ++i) {
        Record moment(customer::entity);
        moment.id = Id::fromSeed(from + qint64(m_random() % quint64(span)), m_random(), m_random());
        const auto rows = m_store.read([&moment](Records &r) {
            return r.find(Query(customer::entity).orderBy(Ordering{-1, Order::Ascending}).after(moment).limit(1).select(customer::name, customer::company));
        }).result();
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            continue;
        const Record &row = rows->first();
        if (taken.contains(row.id)) {
            if (row.id == last->first().id) // made long after the others: what lies between them is empty
                span = std::max<qint64>(1, span / 2);
            continue;
        }
        taken.insert(row.id);
        const auto phones = m_store.read([id = row.id](Records &r) { return r.find(Query(phone::entity).where(phone::customer == id).limit(1)); }).result();
        if (!phones)
            return fail(phones.error());
        m_samples.append({row[customer::name], row[customer::company], phones->isEmpty() ? QString() : phones->first()[phone::digits], row.id});
        m_session.out.progress(QStringLiteral("sampling"), m_samples.size(), wanted);
    }
    m_session.out.progressDone();
    return {};
}

Result<> Bench::find()
{
    using Make = std::function<QString(const Sample &)>;
    const auto piece = [this](const QString &text, qsizetype length, bool fromStart) {
        if (text.size() < length + (fromStart ? 0 : 1))
            return QString();
        return text.mid(fromStart ? 0 : qsizetype(1 + m_random() % quint64(text.size() - length)), length);
    };
    const QString notThere = QStringLiteral("find, not there");
    const QList<std::pair<QString, Make>> classes{
        {QStringLiteral("find, 1 character, start"), [&](const Sample &s) { return piece(s.name, 1, true); }},
        {QStringLiteral("find, 2 characters, start"), [&](const Sample &s) { return piece(s.name, 2, true); }},
        {QStringLiteral("find, 3 characters, start"), [&](const Sample &s) { return piece(s.company, 3, true); }},
        {QStringLiteral("find, 1 character, middle"), [&](const Sample &s) { return piece(s.company, 1, false); }},
        {QStringLiteral("find, 2 characters, middle"), [&](const Sample &s) { return piece(s.company, 2, false); }},
        {QStringLiteral("find, 3 characters, middle"), [&](const Sample &s) { return piece(s.company, 3, false); }},
        {QStringLiteral("find, pinyin in full"), [&](const Sample &s) { return letters(s.name, Reading::Name, false); }},
        {QStringLiteral("find, pinyin unfinished"), [&](const Sample &s) { return letters(s.name, Reading::Name, false).chopped(2); }},
        {QStringLiteral("find, initials"), [&](const Sample &s) { return letters(s.name, Reading::Name, true); }},
        {QStringLiteral("find, initials of a company"), [&](const Sample &s) { return letters(s.company, Reading::Ordinary, true).mid(2, 4); }},
        {QStringLiteral("find, full number"), [&](const Sample &s) { return s.digits; }},
        {QStringLiteral("find, 6 digits inside"), [&](const Sample &s) { return s.digits.mid(3, 6); }},
        {QStringLiteral("find, 4 digits inside"), [&](const Sample &s) { return s.digits.mid(4, 4); }},
        {QStringLiteral("find, last four"), [&](const Sample &s) { return s.digits.right(4); }},
        {QStringLiteral("find, mixed"), [&](const Sample &s) { return QString(letters(s.company.left(2), Reading::Ordinary, true) + s.company.mid(2, 2)); }},
        {QStringLiteral("find, name and last four"), [&](const Sample &s) { return QString(s.name.left(1) + u' ' + s.digits.right(4)); }},
        {notThere, [&](const Sample &s) { return QString(s.name + s.name.left(1) + QStringLiteral("龘")); }},
    };
    for (const auto &[what, make] : classes) {
        std::vector<double> ms;
        std::vector<std::pair<double, QString>> slowest;
        QStringList missed; // what must be there and was not found
        for (int round = 0; round < 2; ++round) { // the first warms what a morning has warmed
            ms.clear();
            slowest.clear();
            missed.clear();
            for (const Sample &one : std::as_const(m_samples)) {
                const QString text = make(one);
                if (text.trimmed().isEmpty())
                    continue;
                QElapsedTimer timer;
                timer.start();
                const auto hits = m_store.search({text, 20}).result();
                ms.push_back(double(timer.nsecsElapsed()) / 1e6);
                if (!hits)
                    return fail(hits.error());
                slowest.emplace_back(ms.back(), text);
                if (hits->isEmpty())
                    missed.append(QStringLiteral("%1 of %2 %3").arg(text, one.name, one.company));
            }
        }
        report(what, std::move(ms), 3);
        if (!missed.isEmpty() && what != notThere)
            m_session.out.line(QStringLiteral("    NOT FOUND: %1, such as %2").arg(missed.size()).arg(QStringList(missed.mid(0, 3)).join(QStringLiteral("; "))));
        std::ranges::sort(slowest, std::greater());
        for (size_t i = 0; i < std::min(slowest.size(), size_t(m_slowest)); ++i)
            m_session.out.line(QStringLiteral("    %1 ms  %2").arg(slowest[i].first, 8, 'f', 3).arg(slowest[i].second));
    }
    return {};
}

Result<> Bench::timeline()
{
    std::vector<double> ms;
    for (int round = 0; round < 2; ++round) {
        ms.clear();
        for (const Sample &one : std::as_const(m_samples)) {
            QElapsedTimer timer;
            timer.start();
            const auto page = m_store.read([&](Records &r) { return timelinePage(r, {one.id, {}}, 50); }).result();
            ms.push_back(double(timer.nsecsElapsed()) / 1e6);
            if (!page)
                return fail(page.error());
        }
    }
    report(QStringLiteral("timeline, a page of 50"), std::move(ms), 3);
    const QString named = m_session.arguments.value("long-timeline");
    const Id id = Id::fromString(named);
    if (id.isNull())
        return {};
    std::vector<double> first;
    std::vector<double> pages;
    const QTimeZone zone = QTimeZone::systemTimeZone();
    for (int round = 0; round < 20; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto outline = m_store.read([&](Records &r) { return timelineOutline(r, id, zone); }).result();
        if (!outline)
            return fail(outline.error());
        const auto page = m_store.read([&](Records &r) { return timelinePage(r, {id, {}}, 50); }).result();
        if (!page)
            return fail(page.error());
        first.push_back(double(timer.nsecsElapsed()) / 1e6);
        std::optional<Record> last = page->isEmpty() ? std::optional<Record>() : page->last();
        for (int i = 0; i < 20 && last; ++i) {
            timer.restart();
            const auto next = m_store.read([&](Records &r) { return timelinePageAfter(r, {id, {}}, 50, *last); }).result();
            if (!next)
                return fail(next.error());
            pages.push_back(double(timer.nsecsElapsed()) / 1e6);
            last = next->isEmpty() ? std::optional<Record>() : next->last();
        }
    }
    report(QStringLiteral("timeline of 100,000: data of first paint"), std::move(first), 50);
    report(QStringLiteral("timeline of 100,000: next page of 50"), std::move(pages), 3);
    return {};
}

// A thousand checks of each kind, then every cluster of the store, with searches in between as somebody would type them.
Result<> Bench::duplicates()
{
    const auto emails = m_store.read([](Records &r) { return r.find(Query(email::entity).select(email::customer, email::written).orderBy(anyOrder).limit(1000)); }).result();
    if (!emails)
        return fail(emails.error());
    QList<DuplicateQuestion> byNameAndEmail;
    for (const Record &row : *emails) {
        const auto customers = m_store.read([id = row[email::customer]](Records &r) { return r.first(Query(customer::entity).where(Condition::idIs(id))); }).result();
        if (!customers)
            return fail(customers.error());
        if (*customers)
            byNameAndEmail.append({.name = (**customers)[customer::name], .company = (**customers)[customer::company], .email = row[email::written]});
    }
    using Make = std::function<DuplicateQuestion(int)>;
    const auto sampled = [this](int i) -> const Sample & { return m_samples[i % m_samples.size()]; };
    const QList<std::tuple<QString, double, Make>> kinds{
        {QStringLiteral("duplicate check by phone"), 3, [&](int i) { return DuplicateQuestion{.phone = sampled(i).digits}; }},
        {QStringLiteral("duplicate check by name and phone"), 5, [&](int i) { return DuplicateQuestion{.name = sampled(i).name, .phone = sampled(i).digits}; }},
        {QStringLiteral("duplicate check by name and email"), 5, [&](int i) { return byNameAndEmail.isEmpty() ? DuplicateQuestion() : byNameAndEmail[i % byNameAndEmail.size()]; }},
        {QStringLiteral("duplicate check by name"), 5, [&](int i) { return DuplicateQuestion{.name = sampled(i).name, .company = sampled(i).company}; }},
        {QStringLiteral("duplicate check, nobody"), 3, [&](int i) { return DuplicateQuestion{.name = QStringLiteral("龘%1").arg(i), .phone = QStringLiteral("1990000%1").arg(i, 4, 10, QChar(u'0'))}; }},
    };
    if (m_samples.isEmpty())
        return {};
    for (const auto &[what, target, make] : kinds) {
        std::vector<double> ms;
        for (int round = 0; round < 2; ++round) {
            ms.clear();
            for (int i = 0; i < 1000; ++i) {
                const DuplicateQuestion question = make(i);
                QElapsedTimer timer;
                timer.start();
                const auto found = m_store.read([&question](Records &r) { return checkDuplicates(r, question); }).result();
                ms.push_back(double(timer.nsecsElapsed()) / 1e6);
                if (!found)
                    return fail(found.error());
            }
        }
        report(what, std::move(ms), target);
    }
    const auto processor = [] { return double(std::clock()) / CLOCKS_PER_SEC; };
    const double processorBefore = processor();
    const qint64 residentBefore = residentBytes();
    qint64 residentMost = residentBefore;
    std::vector<double> searches;
    QElapsedTimer timer;
    timer.start();
    DuplicateRun run(m_store.clock().nowMs());
    int steps = 0;
    for (const bool writing : {false, true})
        while (true) {
            auto step = writing ? m_store.write([&run](Records &r) { return run.write(r); }) : m_store.read([&run](Records &r) { return run.step(r); });
            if (++steps % 8 == 0) { // behind the step, as it would stand when somebody types
                QElapsedTimer search;
                search.start();
                const auto hits = m_store.search({sampled(steps).digits, 20}).result();
                if (hits)
                    searches.push_back(double(search.nsecsElapsed()) / 1e6);
                residentMost = std::max(residentMost, residentBytes());
            }
            const auto more = step.result();
            if (!more) {
                if (more.error().code == Error::Code::Busy)
                    continue; // a search had the way; the step is asked again
                return fail(more.error());
            }
            if (!*more)
                break;
            m_session.out.progress(QStringLiteral("clusters"), run.progress(), 1000);
        }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    m_session.out.progressDone();
    report(QStringLiteral("find, while clusters are looked for"), std::move(searches), 20);
    const DuplicateRunSummary &sum = run.summary();
    m_session.out.line(QStringLiteral("clusters of %1 customers: %2 s (processor %3 s), %4 MB more, %5 keys, %6 pairs compared, %7 proposed, %8 clusters   target <= 60 s, <= 500 MB")
                           .arg(sum.customers).arg(seconds, 0, 'f', 1).arg(processor() - processorBefore, 0, 'f', 1).arg((residentMost - residentBefore) / 1'000'000)
                           .arg(sum.keys).arg(sum.compared).arg(sum.proposed).arg(sum.clusters));
    m_rows.append(QJsonObject{{QStringLiteral("what"), QStringLiteral("clusters")}, {QStringLiteral("seconds"), seconds}, {QStringLiteral("processorSeconds"), processor() - processorBefore},
                              {QStringLiteral("bytes"), residentMost - residentBefore}, {QStringLiteral("pairs"), sum.proposed}, {QStringLiteral("clusters"), sum.clusters}});
    return {};
}

// A thousand calls: customers' numbers as a trunk delivers them, every tenth a number nobody has.
Result<> Bench::calls()
{
    std::vector<double> ms;
    const CardMoment moment{m_store.clock().nowMs(), QTimeZone::systemTimeZone()};
    for (int round = 0; round < 2; ++round) {
        ms.clear();
        for (int i = 0; i < 1000 && !m_samples.isEmpty(); ++i) {
            const Sample &one = m_samples.at(i % m_samples.size());
            if (one.digits.isEmpty())
                continue;
            const QString number = i % 10 == 9 ? QStringLiteral("0199%1").arg(10'000'000 + i * 7919) : QString(u'0' + one.digits);
            QElapsedTimer timer;
            timer.start();
            const auto card = m_store.read([&](Records &records) { return whoIsCalling(records, number, moment); }).result();
            ms.push_back(double(timer.nsecsElapsed()) / 1e6);
            if (!card)
                return fail(card.error());
        }
    }
    report(QStringLiteral("call, number to card"), std::move(ms), 50);
    return {};
}

// The index written anew, as after an update with other terms.
Result<> Bench::renew()
{
    QElapsedTimer timer;
    timer.start();
    const auto done = m_store.renewSearch([this](qint64 at, qint64 total) {
        m_session.out.progress(QStringLiteral("renewing the index"), at, total);
        return true;
    }).result();
    m_session.out.progressDone();
    if (done)
        m_session.out.line(QStringLiteral("the search index written anew: %1 s").arg(double(timer.nsecsElapsed()) / 1e9, 0, 'f', 1));
    return done;
}

Result<> Bench::run()
{
    const QString only = m_session.arguments.value("only");
    if (const auto slowest = m_session.arguments.number("slowest", 0, 0, 1000); !slowest)
        return fail(slowest.error());
    else
        m_slowest = int(*slowest);
    if (only == QStringLiteral("renew"))
        return renew();
    if (only.isEmpty() || only == QStringLiteral("grid"))
        if (const auto done = benchGrid(m_store, [this](const QString &what, std::vector<double> ms, double target) { report(what, std::move(ms), target); }); !done)
            return done;
    if (only == QStringLiteral("grid"))
        return {};
    if (const auto done = sample(); !done)
        return done;
    if (only.isEmpty() || only == QStringLiteral("find"))
        if (const auto done = find(); !done)
            return done;
    if (only.isEmpty() || only == QStringLiteral("timeline"))
        if (const auto done = timeline(); !done)
            return done;
    if (only == QStringLiteral("duplicates"))
        if (const auto done = duplicates(); !done)
            return done;
    if (only.isEmpty() || only == QStringLiteral("call"))
        if (const auto done = calls(); !done)
            return done;
    const qint64 resident = residentBytes();
    m_session.out.line(QStringLiteral("%1 %2 MB   target <= 200 MB").arg(QStringLiteral("resident memory"), -34).arg(resident / 1'000'000));
    m_rows.append(QJsonObject{{QStringLiteral("what"), QStringLiteral("resident memory")}, {QStringLiteral("bytes"), resident}});
    return {};
}

} // namespace

Exit runBench(Session &session)
{
    const auto rows = session.arguments.number("rows", 12'000, 1, 10'000'000);
    if (!rows)
        return failed(session, rows.error());
    if (session.arguments.value("only") == QStringLiteral("import"))
        return benchImport(session, *rows);
    if (session.arguments.value("only") == QStringLiteral("interactions"))
        return benchInteractions(session, *rows);
    QElapsedTimer timer;
    timer.start();
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    const double opened = double(timer.nsecsElapsed()) / 1e6;
    const auto hits = (*store)->search({QStringLiteral("张"), 20}).result();
    if (!hits)
        return failed(session, hits.error());
    const double usable = double(timer.nsecsElapsed()) / 1e6;
    session.out.line(QStringLiteral("%1 %2 ms, first search answered at %3 ms   target <= 600 ms (with the window)")
                         .arg(QStringLiteral("open the store"), -34).arg(opened, 0, 'f', 0).arg(usable, 0, 'f', 0));
    Bench bench(session, **store);
    if (const auto done = bench.run(); !done)
        return failed(session, done.error());
    session.out.result(QJsonObject{{QStringLiteral("openMs"), opened}, {QStringLiteral("firstSearchMs"), usable}, {QStringLiteral("rows"), bench.rows()}});
    return Exit::Done;
}

} // namespace kemai
