// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_model.h"

#include "timeline_fixture.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestTimelineModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<TimelineFixture>();
        m_model = std::make_unique<TimelineModel>(*m->store, QTimeZone("Asia/Shanghai"));
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m.reset();
    }

    void nobodyHasNoRows()
    {
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setCustomer(m->customer);
        QTRY_COMPARE(m_model->state(), TimelineModel::State::Ready);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setCustomer({});
        QCOMPARE(m_model->state(), TimelineModel::State::Empty);
    }

    void everyRowIsWhereTheWholeSays()
    {
        m->addEvents(m->customer, 1000, 100 * 60'000);
        show();
        const auto whole = *m->read([this](Records &r) { return timelinePage(r, {m->customer, {}}, 10'000); });
        QCOMPARE(m_model->eventCount(), 1000);
        QCOMPARE(m_model->rowCount(), 1000 + m_model->days().size());
        qint64 number = 0;
        QDate date;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->isDay(row)) {
                QVERIFY(!date.isValid() || m_model->dateOf(row) < date);
                date = m_model->dateOf(row);
                QVERIFY(m_model->index(row).data(TimelineModel::DayCountRole).toInt() > 0);
                continue;
            }
            m_model->show(row, row + 10);
            QTRY_VERIFY(m_model->event(row));
            QCOMPARE(m_model->event(row)->id, whole.at(number).id);
            QCOMPARE(QDateTime::fromMSecsSinceEpoch(m_model->event(row)->atMs, m_model->zone()).date(), date);
            QCOMPARE(m_model->dateOf(row), date);
            ++number;
        }
        QCOMPARE(number, 1000);
    }

    void keepsNoMoreThanItSays()
    {
        m->addEvents(m->customer, 7000, 10 * 60'000);
        show();
        int loaded = 0;
        for (int row = 0; row < m_model->rowCount(); row += 40) {
            m_model->show(row, row + 40);
            QTRY_VERIFY(m_model->isDay(row) || m_model->event(row));
        }
        for (int row = 0; row < m_model->rowCount(); ++row)
            loaded += m_model->event(row) != nullptr;
        QVERIFY2(loaded > 100 && loaded <= TimelineModel::keptEvents + 2 * TimelineModel::pageEvents, qPrintable(QString::number(loaded)));
    }

    void jumpsToADay()
    {
        m->addEvents(m->customer, 500, 7 * 3'600'000);
        show();
        const QDate last = m_model->days().last().date;
        QCOMPARE(m_model->rowOfDate(QDate(2030, 1, 1)), 0);
        QCOMPARE(m_model->dateOf(m_model->rowOfDate(last)), last);
        QCOMPARE(m_model->dateOf(m_model->rowOfDate(last.addDays(-100))), last);
        QVERIFY(m_model->isDay(m_model->rowOfDate(last)));
        const int row = m_model->rowOfDate(QDate(2026, 9, 1)) + 1;
        m_model->show(row, row + 5);
        QTRY_VERIFY(m_model->event(row));
        QCOMPARE(m_model->dateOf(row), QDate(2026, 9, 1));
    }

    void filtersByChannel()
    {
        m->addEvents(m->customer, 700, 30 * 60'000);
        show();
        const QList<ChannelCount> counts = m_model->channelCounts();
        QCOMPARE(counts.size(), 5);
        for (const ChannelCount &count : counts) {
            m_model->setChannels({count.channel});
            QCOMPARE(m_model->eventCount(), count.count);
            QTRY_VERIFY(m_model->event(1));
            QCOMPARE(m_model->event(1)->channel, count.channel);
            QCOMPARE(m_model->total(), 700);
        }
        m_model->setChannels({u"sms"_s});
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setChannels({});
        QCOMPARE(m_model->eventCount(), 700);
    }

    void followsTheStoreWithoutLosingThePlace()
    {
        m->addEvents(m->customer, 400, 60 * 60'000);
        show();
        m_model->show(200, 210);
        QTRY_VERIFY(m_model->event(201) || m_model->event(202));
        const int kept = m_model->event(201) ? 201 : 202;
        const Id id = m_model->event(kept)->id;
        const QPersistentModelIndex place = m_model->index(kept);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);

        // A new one on top, one on a day of its own in the far past, one on a day of its own in the future, one just above.
        const qint64 above = m_model->event(kept)->atMs + 1000;
        m->addEvent(m->customer, TimelineFixture::nowMs + 1000);
        m->addEvent(m->customer, TimelineFixture::nowMs - 400LL * 86'400'000);
        m->addEvent(m->customer, TimelineFixture::nowMs + 86'400'000);
        m->addEvent(m->customer, above);
        m->addEvent(m->addCustomer(u"别人"_s, {}), above);
        QTRY_COMPARE(m_model->eventCount(), 404);
        QCOMPARE(resets.count(), 0);
        QVERIFY(place.isValid());
        m_model->show(place.row(), place.row() + 3);
        QTRY_VERIFY(m_model->event(place.row()));
        QCOMPARE(m_model->event(place.row())->id, id);
        compareWithWhole();

        // Withdrawn again, one by one, and a day with them.
        const auto events = *m->read([this](Records &r) { return timelinePage(r, {m->customer, {}}, 3); });
        for (const Record &row : events)
            m->commit({.changes = {Change::remove(row)}});
        QTRY_COMPARE(m_model->eventCount(), 401);
        QCOMPARE(resets.count(), 0);
        m_model->show(place.row(), place.row() + 3);
        QTRY_VERIFY(m_model->event(place.row()));
        QCOMPARE(m_model->event(place.row())->id, id);
        compareWithWhole();
    }

    void anImportMeanwhileEndsInTheRightRows()
    {
        m->addEvents(m->customer, 100, 3 * 3'600'000);
        show();
        for (int i = 0; i < 5; ++i) {
            m->addEvents(m->customer, 300, (i + 1) * 50 * 60'000);
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(m_model->eventCount(), 1600);
        compareWithWhole();
    }

    void anEditIsShownWhereItStands()
    {
        m->addEvents(m->customer, 50, 60 * 60'000);
        const Id id = m->addEvent(m->customer, TimelineFixture::nowMs - 5000, u"note"_s, u"旧"_s);
        show();
        const int row = m_model->rowOfEvent(id);
        QVERIFY(row > 0);
        QVERIFY(m_model->event(row)->editable);
        QSignalSpy noted(m_model.get(), &TimelineModel::noted);
        QSignalSpy refused(m_model.get(), &TimelineModel::noteFailed);
        m_model->editNote(id, u"旧"_s, u"新"_s);
        QTRY_COMPARE(noted.count(), 1);
        QTRY_COMPARE(m_model->event(row)->body, u"新"_s);
        // Somebody else edits it; what was seen here is no more, and nothing is overwritten.
        const Record seen = *m->read([id](Records &r) { return r.one(interaction::entity, id); });
        m->commit({.changes = {Change::update(seen).set(seen, interaction::body, u"别人的"_s)}});
        m_model->editNote(id, u"新"_s, u"我的"_s);
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.first().at(1).toString(), u"我的"_s);
        QTRY_COMPARE(m_model->event(row)->body, u"别人的"_s);
        m_model->withdrawNote(id);
        QTRY_COMPARE(m_model->eventCount(), 50);
    }

    void writesNotesAndKeepsTheTextOfARefusedOne()
    {
        show();
        QSignalSpy noted(m_model.get(), &TimelineModel::noted);
        QSignalSpy refused(m_model.get(), &TimelineModel::noteFailed);
        m_model->setAuthor({}, u"李佳"_s);
        m_model->addNote(u"第一条"_s);
        QTRY_COMPARE(noted.count(), 1);
        QTRY_COMPARE(m_model->eventCount(), 1);
        QTRY_VERIFY(m_model->event(1));
        QCOMPARE(m_model->event(1)->body, u"第一条"_s);
        QCOMPARE(m_model->event(1)->authorName, u"李佳"_s);
        m_model->addNote(u"  "_s);
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.first().at(1).toString(), u"  "_s);
    }

    void knowsWhatIsOwed()
    {
        show();
        QVERIFY(m_model->openItems().isEmpty());
        m->commit({.changes = {Change::insert(promise::entity, Id::make(1)).set(promise::customer, m->customer).set(promise::text, u"报告"_s)
                                   .set(promise::due, TimelineFixture::nowMs - 1)}});
        QTRY_COMPARE(m_model->openItems().size(), 1);
    }

    void readsWhatAnEventNames()
    {
        const Id ticket = Id::make(5);
        const Id call = Id::make(6);
        m->commit({.changes = {
            Change::insert(ticket::entity, ticket).set(ticket::customer, m->customer).set(ticket::number, u"20418"_s).set(ticket::state, u"open"_s),
            Change::insert(interaction::entity, call).set(interaction::customer, m->customer).set(interaction::channel, u"call"_s)
                .set(interaction::at, TimelineFixture::nowMs).set(interaction::ticket, ticket).set(interaction::duration_s, 372)
                .set(interaction::body, QString(50'000, u'长')).set(interaction::details, u"{\"recording\":\"a.ogg\",\"tags\":[\"网络问题\",7]}"_s),
            Change::insert(attachment::entity, Id::make(7)).set(attachment::interaction, call).set(attachment::file_name, u"speedtest.png"_s)}});
        show();
        const TimelineEvent event = m_model->index(1).data(TimelineModel::EventRole).value<TimelineEvent>();
        QCOMPARE(event.ticketNumber, u"20418"_s);
        QCOMPARE(event.ticketState, u"open"_s);
        QCOMPARE(event.recordingSeconds, 372);
        QCOMPARE(event.notes, QStringList{u"网络问题"_s});
        QCOMPARE(event.attachments, QStringList{u"speedtest.png"_s});
        QCOMPARE(event.body.size(), TimelineEvent::longestBody);
        QCOMPARE(event.bodyLength, 50'000);
        QVERIFY(!event.editable);
        QString whole;
        m_model->readBody(call, [&whole](const QString &body) { whole = body; });
        QTRY_COMPARE(whole.size(), 50'000);
    }

    void aHundredThousandEvents()
    {
        (void)m->store->setBulk(true).result();
        // The whole number in release: KEMAI_BENCH=1.
        const int events = qEnvironmentVariableIsSet("KEMAI_BENCH") ? 100'000 : 30'000;
        m->addEvents(m->customer, events, 57 * 60'000);
        (void)m->store->setBulk(false).result();
        QElapsedTimer timer;
        timer.start();
        m_model->setCustomer(m->customer);
        QSignalSpy outline(m_model.get(), &TimelineModel::outlineChanged);
        while (m_model->rowCount() == 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        qInfo("first page: %.1f ms", double(timer.nsecsElapsed()) / 1e6);
        while (m_model->state() != TimelineModel::State::Ready)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        qInfo("outline: %.1f ms", double(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(m_model->eventCount(), events);
        const int row = m_model->rowOfDate(QDate(2024, 12, 31)) + 1;
        m_model->show(row, row + 10);
        QTRY_VERIFY(m_model->event(row));
        QCOMPARE(m_model->dateOf(row), QDate(2024, 12, 31));
        m_model->show(m_model->rowCount() - 5, m_model->rowCount() - 1);
        QTRY_VERIFY(m_model->event(m_model->rowCount() - 1));
    }

private:
    void show()
    {
        m_model->setCustomer(m->customer);
        QTRY_COMPARE(m_model->state(), TimelineModel::State::Ready);
    }

    void compareWithWhole()
    {
        const auto whole = *m->read([this](Records &r) { return timelinePage(r, {m->customer, m_model->channels()}, 10'000); });
        QCOMPARE(m_model->eventCount(), whole.size());
        qint64 number = 0;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->isDay(row))
                continue;
            m_model->show(row, row + 20);
            const Id id = whole.at(number).id; // stale until it is read again
            QTRY_VERIFY(m_model->event(row) && m_model->event(row)->id == id);
            ++number;
        }
    }

    std::unique_ptr<TimelineFixture> m;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timeline_model.moc"
