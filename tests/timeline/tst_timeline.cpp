// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline.h"

#include "timeline/note.h"
#include "timeline_fixture.h"

#include <QElapsedTimer>
#include <QDateTime>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m = std::make_unique<TimelineFixture>(); }
    void cleanupTestCase() { m.reset(); }

    void pagesEqualTheWhole()
    {
        const Id customer = m->addCustomer(u"李雷"_s, {});
        m->addEvents(customer, 333, 40 * 60'000);
        // Several at the same moment, so that only the id keeps them apart.
        for (int i = 0; i < 30; ++i)
            m->addEvent(customer, TimelineFixture::nowMs - 50'000'000);
        const QList<QStringList> filters{{}, {u"call"_s}, {u"call"_s, u"note"_s}};
        for (const QStringList &channels : filters) {
            const TimelineFilter filter{customer, channels};
            const auto whole = *m->read([&](Records &r) { return timelinePage(r, filter, 100'000); });
            QVERIFY2(whole.size() > 30, qPrintable(channels.join(u' ') + QString::number(whole.size())));
            QList<Id> paged;
            auto page = *m->read([&](Records &r) { return timelinePage(r, filter, 7); });
            while (!page.isEmpty()) {
                for (const Record &row : std::as_const(page))
                    paged.append(row.id);
                page = *m->read([&](Records &r) { return timelinePageAfter(r, filter, 7, page.last()); });
            }
            const auto outline = *m->read([&](Records &r) { return timelineOutline(r, customer, shanghai()); });
            const QList<TimelineDay> days = outline.days(channels);
            QCOMPARE(days.last().first + days.last().count, whole.size());
            for (qint64 i = 0; i < whole.size(); ++i) {
                QCOMPARE(paged.at(i), whole.at(i).id);
                const auto at = *m->read([&](Records &r) { return timelineAt(r, filter, days, shanghai(), i, 3); });
                QCOMPARE(at.first().id, whole.at(i).id);
                QCOMPARE(at.size(), std::min<qint64>(3, whole.size() - i));
                QCOMPARE(*m->read([&](Records &r) {
                    return timelineIndexOf(r, filter, whole.at(i)[interaction::at], whole.at(i).id);
                }), i);
            }
            QVERIFY(m->read([&](Records &r) { return timelineAt(r, filter, days, shanghai(), whole.size(), 3); })->isEmpty());
        }
    }

    void theOutlineCountsDaysInTheZone_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("Shanghai") << QByteArray("Asia/Shanghai");
        QTest::newRow("UTC") << QByteArray("UTC");
        QTest::newRow("Kathmandu, a quarter of an hour beside") << QByteArray("Asia/Kathmandu");
        QTest::newRow("Berlin, two changes of the clock a year") << QByteArray("Europe/Berlin");
        QTest::newRow("Honolulu") << QByteArray("Pacific/Honolulu");
    }

    void theOutlineCountsDaysInTheZone()
    {
        QFETCH(QByteArray, zone);
        const QTimeZone timeZone(zone);
        if (m_yearly.isNull()) {
            m_yearly = m->addCustomer(u"韩梅梅"_s, {});
            m->addEvents(m_yearly, 1500, 11 * 3'600'000 + 7 * 60'000); // almost two years
        }
        QMap<QDate, qint64> expected;
        const auto whole = *m->read([&](Records &r) { return timelinePage(r, {m_yearly, {}}, 10'000); });
        for (const Record &row : whole)
            ++expected[QDateTime::fromMSecsSinceEpoch(row[interaction::at], timeZone).date()];
        const auto outline = *m->read([&](Records &r) { return timelineOutline(r, m_yearly, timeZone); });
        const QList<TimelineDay> days = outline.days();
        QCOMPARE(outline.total(), 1500);
        QCOMPARE(days.size(), expected.size());
        qint64 first = 0;
        for (const TimelineDay &day : days) {
            QCOMPARE(day.count, expected.value(day.date));
            QCOMPARE(day.first, first);
            first += day.count;
        }
        qint64 sum = 0;
        for (const ChannelCount &channel : outline.channels()) {
            const QList<TimelineDay> some = outline.days({channel.channel});
            QCOMPARE(some.last().first + some.last().count, channel.count);
            sum += channel.count;
        }
        QCOMPARE(sum, 1500);
    }

    void nobodysTimelineIsEmpty()
    {
        const auto outline = *m->read([](Records &r) { return timelineOutline(r, Id::make(1), shanghai()); });
        QCOMPARE(outline.total(), 0);
        QVERIFY(outline.days().isEmpty());
        QVERIFY(m->read([](Records &r) { return timelineAt(r, {Id::make(1), {}}, {}, shanghai(), 0, 10); })->isEmpty());
    }

    void findsTheDay()
    {
        const QList<TimelineDay> days{{QDate(2026, 11, 22), 2, 0}, {QDate(2026, 11, 20), 1, 2}, {QDate(2025, 1, 1), 1, 3}};
        QCOMPARE(dayAtOrBefore(days, QDate(2027, 1, 1)), 0);
        QCOMPARE(dayAtOrBefore(days, QDate(2026, 11, 22)), 0);
        QCOMPARE(dayAtOrBefore(days, QDate(2026, 11, 21)), 1);
        QCOMPARE(dayAtOrBefore(days, QDate(2025, 1, 1)), 2);
        QCOMPARE(dayAtOrBefore(days, QDate(2024, 1, 1)), -1);
        QCOMPARE(dayAtOrBefore({}, QDate(2024, 1, 1)), -1);
    }

    void whatIsOwedStandsInOrder()
    {
        const Id customer = m->addCustomer(u"陈立"_s, {});
        const qint64 now = TimelineFixture::nowMs;
        ChangeSet set;
        set.changes << Change::insert(promise::entity, Id::make(now)).set(promise::customer, customer).set(promise::text, u"诊断报告"_s)
                           .set(promise::due, now - 1000).set(promise::owner_name, u"李佳"_s)
                    << Change::insert(promise::entity, Id::make(now)).set(promise::customer, customer).set(promise::text, u"没有期限"_s)
                    << Change::insert(promise::entity, Id::make(now)).set(promise::customer, customer).set(promise::text, u"兑现了"_s)
                           .set(promise::due, now - 5000).set(promise::done_at, now)
                    << Change::insert(task::entity, Id::make(now)).set(task::customer, customer).set(task::title, u"跟进"_s).set(task::due, now - 2000);
        m->commit(set);
        const auto items = *m->read([&](Records &r) { return openItems(r, customer); });
        QCOMPARE(items.size(), 3);
        QCOMPARE(items.at(0).text, u"跟进"_s);
        QVERIFY(items.at(0).isOverdue(now));
        QCOMPARE(items.at(1).ownerName, u"李佳"_s);
        QCOMPARE(items.at(2).text, u"没有期限"_s);
        QVERIFY(!items.at(2).isOverdue(now));
    }

    void aNoteIsWrittenEditedAndWithdrawn()
    {
        const Id customer = m->addCustomer(u"王倩"_s, {});
        const qint64 now = TimelineFixture::nowMs;
        const auto noted = m->write([&](Records &r) { return addNote(r, {.customer = customer, .text = u" 想了解\u200b班型\n和价格 "_s}, now); });
        QVERIFY(noted);
        Record row = *m->read([&](Records &r) { return r.one(interaction::entity, noted->interaction); });
        QCOMPARE(row[interaction::body], u"想了解班型\n和价格"_s);
        QCOMPARE(row[interaction::channel], u"note"_s);
        QCOMPARE(row[interaction::at], now);
        QVERIFY(!noted->set.isNull());
        QVERIFY(m->write([&](Records &r) { return editNote(r, row, {.text = u"想了解价格"_s}, now); }));
        const auto stale = m->write([&](Records &r) { return editNote(r, row, {.text = u"别的"_s}, now); });
        QCOMPARE(stale.error().code, Error::Code::Conflict);
        row = *m->read([&](Records &r) { return r.one(interaction::entity, noted->interaction); });
        QCOMPARE(row[interaction::body], u"想了解价格"_s);
        QVERIFY(m->write([&](Records &r) { return withdrawNote(r, row, {}, now); }));
        QVERIFY(m->read([&](Records &r) { return timelinePage(r, {customer, {}}, 10); })->isEmpty());

        QCOMPARE(m->write([&](Records &r) { return addNote(r, {.customer = customer, .text = u" \u200b\n"_s}, now); }).error().id, u"timeline.emptyNote"_s);
        QCOMPARE(m->write([&](Records &r) { return addNote(r, {.customer = Id::make(1), .text = u"好"_s}, now); }).error().code, Error::Code::NotFound);
        const Id call = m->addEvent(customer, now, u"call"_s);
        const Record said = *m->read([&](Records &r) { return r.one(interaction::entity, call); });
        QCOMPARE(m->write([&](Records &r) { return editNote(r, said, {.text = u"改"_s}, now); }).error().id, u"timeline.notANote"_s);
        QCOMPARE(m->write([&](Records &r) { return withdrawNote(r, said, {}, now); }).error().code, Error::Code::Denied);
    }

    void theSignsOfANoteAreMadeWithItInOneSet()
    {
        const Id customer = m->addCustomer(u"钱多多"_s, {});
        const Id colleague = Id::make(7);
        const qint64 now = TimelineFixture::nowMs;
        m->commit({.changes = {Change::insert(tag::entity, Id::make(now)).set(tag::customer, customer).set(tag::label, u"VIP"_s)}});
        const QString text = u"已报价 #vip #高意向 !明天 发合同 @李佳 !发发票"_s;
        const NoteWorld world{QDate(2026, 11, 22), {{colleague, {u"李佳"_s}}}};
        const auto sets = [&] { return *m->read([&](Records &r) { return r.count(Query(change_set::entity)); }); };
        const qint64 before = sets();
        const auto noted = m->write([&](Records &r) {
            return addNote(r, {.customer = customer, .text = text, .author = colleague, .authorName = u"王倩"_s, .marks = readNote(text, world), .zone = shanghai()}, now);
        });
        QVERIFY(noted);
        QVERIFY(noted->leadsOn);
        QCOMPARE(sets(), before + 1);
        const auto tags = *m->read([&](Records &r) { return r.find(Query(tag::entity).where(tag::customer == customer).orderBy(tag::label)); });
        QCOMPARE(tags.size(), 2); // VIP was there
        QCOMPARE(tags.last()[tag::label], u"高意向"_s);
        const auto promises = *m->read([&](Records &r) { return r.find(Query(promise::entity).where(promise::customer == customer).orderBy(promise::due)); });
        QCOMPARE(promises.size(), 2);
        QCOMPARE(promises.first()[promise::text], u"发发票"_s);
        QVERIFY(promises.first().isNull(promise::due));
        QCOMPARE(promises.last()[promise::text], u"发合同 @李佳"_s);
        QCOMPARE(promises.last()[promise::due], QDateTime(QDate(2026, 11, 23), QTime(18, 0), shanghai()).toMSecsSinceEpoch());
        QCOMPARE(promises.last()[promise::interaction], noted->interaction);
        QCOMPARE(promises.last()[promise::owner_name], u"王倩"_s);
        const Record row = *m->read([&](Records &r) { return r.one(interaction::entity, noted->interaction); });
        QCOMPARE(row[interaction::body], text);
        QVERIFY(row[interaction::details].contains(colleague.toString()));

        // An edit brings in what is new in it, and nothing twice.
        const QString longer = text + u" #续费"_s;
        QList<NoteMark> fresh = readNote(longer, world);
        fresh.removeIf([&](const NoteMark &mark) { return mark.start < text.size(); });
        QVERIFY(m->write([&](Records &r) { return editNote(r, row, {.text = longer, .marks = fresh}, now); }));
        QCOMPARE(*m->read([&](Records &r) { return r.count(Query(tag::entity).where(tag::customer == customer)); }), 3);
        QCOMPARE(*m->read([&](Records &r) { return r.count(Query(promise::entity).where(promise::customer == customer)); }), 2);
    }

    void aNoteWithoutANextStepSaysSo()
    {
        const Id customer = m->addCustomer(u"孙静"_s, {});
        const qint64 now = TimelineFixture::nowMs;
        const auto noted = m->write([&](Records &r) { return addNote(r, {.customer = customer, .text = u"已沟通"_s}, now); });
        QVERIFY(noted && !noted->leadsOn);
        const auto step = m->write([&](Records &r) { return addNextStep(r, customer, {u"回访"_s, now + 1000}, noted->interaction, {}, now); });
        QVERIFY(step && step->leadsOn);
        QCOMPARE(m->read([&](Records &r) { return openItems(r, customer); })->first().text, u"回访"_s);
        QCOMPARE(m->write([&](Records &r) { return addNextStep(r, customer, {u" "_s, 0}, noted->interaction, {}, now); }).error().id, u"timeline.emptyStep"_s);
    }

    void aCheckInLeavesItsTaskBehind()
    {
        const Id customer = m->addCustomer(u"赵敏"_s, {});
        const qint64 now = TimelineFixture::nowMs;
        const auto done = m->write([&](Records &r) {
            return checkIn(r, {.note = {.customer = customer}, .subject = u"已寄样"_s, .next = FollowUp{u"跟进样品反馈"_s, now + 3 * 86'400'000LL}}, now);
        });
        QVERIFY(done);
        const auto items = *m->read([&](Records &r) { return openItems(r, customer); });
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first().interaction, done->interaction);
        const Record row = *m->read([&](Records &r) { return r.one(interaction::entity, done->interaction); });
        QCOMPARE(row[interaction::channel], u"visit"_s);
        QCOMPARE(row[interaction::subject], u"已寄样"_s);
        QVERIFY(isNote(row));
        // One act, one change set: undo takes back both.
        const auto sets = *m->read([&](Records &r) { return r.find(Query(change_set::entity).where(Condition::idIs(done->set))); });
        QCOMPARE(sets.first()[change_set::changes], 2);
    }

    // Not an assertion: prints the figures. KEMAI_BENCH=1 and the release build.
    void speed()
    {
        if (!qEnvironmentVariableIsSet("KEMAI_BENCH"))
            QSKIP("KEMAI_BENCH is not set");
        const Id customer = m->addCustomer(u"十万"_s, {});
        (void)m->store->setBulk(true).result();
        m->addEvents(customer, 100'000, 17 * 60'000);
        (void)m->store->setBulk(false).result();
        QElapsedTimer timer;
        timer.start();
        auto outline = *m->read([&](Records &r) { return timelineOutline(r, customer, shanghai()); });
        qInfo("outline, first time: %.2f ms, %lld days", double(timer.nsecsElapsed()) / 1e6, qint64(outline.days().size()));
        timer.restart();
        outline = *m->read([&](Records &r) { return timelineOutline(r, customer, shanghai()); });
        qInfo("outline, again: %.2f ms", double(timer.nsecsElapsed()) / 1e6);
        const QList<TimelineDay> days = outline.days();
        std::vector<double> times;
        for (int i = 0; i < 2000; ++i) {
            const qint64 first = qint64(i) * 7919 % 99'950;
            timer.restart();
            const auto page = *m->read([&](Records &r) { return timelineAt(r, {customer, {}}, days, shanghai(), first, 50); });
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
            QCOMPARE(page.size(), 50);
        }
        std::sort(times.begin(), times.end());
        qInfo("page of 50 anywhere: p50 %.2f ms, p99 %.2f ms", times.at(1000), times.at(1980));
        times.clear();
        auto page = *m->read([&](Records &r) { return timelinePage(r, {customer, {}}, 50); });
        while (!page.isEmpty()) {
            timer.restart();
            page = *m->read([&](Records &r) { return timelinePageAfter(r, {customer, {}}, 50, page.last()); });
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        qInfo("page of 50 behind a row: p50 %.2f ms, p99 %.2f ms", times.at(times.size() / 2), times.at(times.size() * 99 / 100));
    }

private:
    static QTimeZone shanghai() { return QTimeZone("Asia/Shanghai"); }

    std::unique_ptr<TimelineFixture> m;
    Id m_yearly;
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
