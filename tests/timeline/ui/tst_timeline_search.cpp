// SPDX-License-Identifier: GPL-3.0-or-later
// The search inside one timeline, and the timeline on paper.
#include "../timeline_fixture.h"
#include "timeline/ui/timeline_list.h"
#include "timeline/ui/timeline_printer.h"
#include "timeline/ui/timeline_search_bar.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/search_field.h"

#include <QFile>
#include <QPagedPaintDevice>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestTimelineSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        theme().install();
        language().setTongue(Tongue::Chinese);
    }
    void init()
    {
        m = std::make_unique<TimelineFixture>();
        m_model = std::make_unique<TimelineModel>(*m->store, QTimeZone("Asia/Shanghai"));
        m_view = std::make_unique<TimelineView>(*m_model);
        m_view->resize(800, 600);
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
        m.reset();
    }

    void countsHitsAndGoesFromOneToTheNext()
    {
        m->addEvents(m->customer, 9000, 600'000); // three windows
        m->addEvent(m->customer, TimelineFixture::nowMs - 50 * 600'000LL - 1, u"note"_s, u"约了 Demo 演示"_s);
        m->addEvent(m->customer, TimelineFixture::nowMs - 8500 * 600'000LL - 1, u"note"_s, u"demo 之后报价"_s);
        open();
        TimelineSearch &search = m_model->search();
        QSignalSpy arrived(&search, &TimelineSearch::arrived);
        m_view->openSearch();
        auto *bar = m_view->findChild<TimelineSearchBar *>();
        QTest::keyClicks(bar->field(), u"demo"_s);
        QTRY_VERIFY(!search.isRunning());
        QCOMPARE(search.count(), 2); // small and large alike
        QTRY_VERIFY(!arrived.isEmpty());
        QTRY_VERIFY(m_model->event(m_view->list()->currentIndex().row()));
        QCOMPARE(m_model->event(m_view->list()->currentIndex().row())->body, u"约了 Demo 演示"_s);

        QTest::keyClick(bar->field(), Qt::Key_Return);
        QTRY_COMPARE(search.current(), 1);
        const auto body = [this] {
            const TimelineEvent *event = m_model->event(m_view->list()->currentIndex().row());
            return event ? event->body : QString();
        };
        QTRY_COMPARE(body(), u"demo 之后报价"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return); // round
        QTRY_COMPARE(body(), u"约了 Demo 演示"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE(body(), u"demo 之后报价"_s);

        m->addEvent(m->customer, TimelineFixture::nowMs, u"note"_s, u"第三个 demo"_s); // while it is open
        QTRY_COMPARE(search.count(), 3);
        QTRY_COMPARE(search.current(), 2); // the same event
        QTest::keyClick(bar->field(), Qt::Key_Escape);
        QVERIFY(bar->isHidden());
        QVERIFY(!search.isActive());
    }

    void looksOnlyInTheChannelsShownAndSaysNothingFound()
    {
        m->addEvents(m->customer, 70, 600'000);
        open();
        TimelineSearch &search = m_model->search();
        search.setText(u"数学试听课"_s);
        QTRY_COMPARE(search.count(), 70);
        m_model->setChannels({u"call"_s});
        QTRY_VERIFY(search.count() > 0 && search.count() < 70);
        search.setText(u"没有这句话"_s);
        QTRY_VERIFY(!search.isRunning());
        QCOMPARE(search.count(), 0);
        search.next(); // nowhere to go
        search.previous();
        search.setText(u"%_'\"\\"_s);
        QTRY_VERIFY(!search.isRunning());
        QCOMPARE(search.count(), 0);
        search.setText(u"数学"_s);
        m_model->setCustomer(m->addCustomer(u"陈立"_s, {}));
        QVERIFY(!search.isActive()); // another customer's search is another one
    }

    void aWholeTimelineBecomesAPdf()
    {
        m->addEvents(m->customer, 1200, 600'000);
        m->addEvent(m->customer, TimelineFixture::nowMs, u"mail"_s, QString(u"一段很长的正文，翻到下一页。"_s).repeated(2000));
        open();
        const QString file = m->m_directory.filePath(u"历史.pdf"_s);
        TimelinePrinter &printer = m_view->printer();
        QSignalSpy finished(&printer, &TimelinePrinter::finished);
        QSignalSpy progressed(&printer, &TimelinePrinter::progressed);
        m_view->setCustomerWords(u"张敏"_s, u"南京启明教育科技有限公司"_s);
        printer.writePdf(file, m_view->paperHead());
        QVERIFY(finished.wait(60'000));
        QVERIFY(finished.first().first().toInt() > 20);
        QVERIFY(progressed.count() > 3);
        QFile pdf(file);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.contains("/FontFile")); // the font is in it
        QCOMPARE(bytes.count("/Type /Page\n") + bytes.count("/Type /Page\r"), finished.first().first().toInt());
    }

    void aCanceledPdfLeavesNoFile()
    {
        m->addEvents(m->customer, 3000, 600'000);
        open();
        const QString file = m->m_directory.filePath(u"b.pdf"_s);
        TimelinePrinter &printer = m_view->printer();
        QSignalSpy canceled(&printer, &TimelinePrinter::canceled);
        printer.writePdf(file, {u"张敏"_s, {}, {}, {}, m_view->font().family()});
        printer.cancel();
        QVERIFY(canceled.wait(60'000));
        QVERIFY(!QFile::exists(file));
        QVERIFY(!printer.isRunning());

        QSignalSpy failed(&printer, &TimelinePrinter::failed);
        printer.writePdf(m->m_directory.filePath(u"no/such/folder.pdf"_s), {});
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<Error>().id, u"timeline.pdfUnwritable"_s);
    }

private:
    void open()
    {
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_model->setCustomer(m->customer);
        QTRY_COMPARE(m_model->state(), TimelineModel::State::Ready);
    }

    std::unique_ptr<TimelineFixture> m;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

QTEST_MAIN(TestTimelineSearch)
#include "tst_timeline_search.moc"
