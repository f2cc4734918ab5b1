// SPDX-License-Identifier: GPL-3.0-or-later
// The note field as an agent uses it: signs, completion, check-ins by key, the next step, templates, input methods.
#include "../timeline_fixture.h"
#include "timeline/ui/next_step_bar.h"
#include "timeline/ui/note_completer.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/note_preview.h"
#include "timeline/ui/phrases_page.h"
#include "timeline/ui/timeline_list.h"
#include "timeline/ui/timeline_view.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestNoteEditor : public QObject
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
        m->commit({.changes = {Change::insert(user::entity, Id::make(5)).set(user::name, u"李佳"_s).set(user::name_en, u"Li Jia"_s).set(user::login, u"lijia"_s),
                               Change::insert(tag::entity, Id::make(6)).set(tag::customer, m->customer).set(tag::label, u"高意向"_s)}});
        m_model = std::make_unique<TimelineModel>(*m->store, QTimeZone("Asia/Shanghai"));
        m_view = std::make_unique<TimelineView>(*m_model);
        m_view->resize(900, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_model->setCustomer(m->customer);
        QTRY_COMPARE(m_model->state(), TimelineModel::State::Ready);
        QTRY_COMPARE(m_model->noteDesk().colleagues().size(), 1);
        field()->setFocus();
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
        m.reset();
    }

    void showsWhatTheSignsWillMake()
    {
        auto *preview = m_view->findChild<NotePreview *>();
        QVERIFY(preview->isHidden());
        field()->setPlainText(u"已报价 #重点 !明天 发合同 @李佳"_s);
        QVERIFY(preview->isVisible());
        QCOMPARE(preview->tags().size(), 3);
        QCOMPARE(preview->tags().at(1).tone, Tone::Success);
        QVERIFY(preview->tags().at(1).text.contains(u"发合同"_s));
        field()->setPlainText(u"!11-20 发合同"_s); // the day before yesterday
        QCOMPARE(preview->tags().first().tone, Tone::Danger);
        field()->setPlainText(u"!发合同"_s);
        QCOMPARE(preview->tags().first().tone, Tone::Warning);
        field()->clear();
        QVERIFY(preview->isHidden());
    }

    void makesThemWithTheNoteAndUndoesThemTogether()
    {
        QSignalSpy noted(m_model.get(), &TimelineModel::noted);
        QTest::keyClicks(field(), u"ok #new !tomorrow call"_s);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(noted.wait());
        QTRY_COMPARE(m_model->openItems().size(), 1);
        QCOMPARE(m_model->openItems().first().text, u"call"_s);
        QCOMPARE(*m->read([](Records &r) { return r.count(Query(tag::entity)); }), 2);
        QVERIFY(field()->toPlainText().isEmpty());
        QVERIFY(m_view->note()->nextStep()->isHidden()); // the promise is what comes next
    }

    void completesByKeyboard_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QString>("text");
        QTest::newRow("a colleague by login") << u"转 @lij"_s << Qt::Key_Return << u"转 @李佳 "_s;
        QTest::newRow("a known tag") << u"#高"_s << Qt::Key_Tab << u"#高意向 "_s;
        QTest::newRow("a text module becomes its text") << u"/安"_s << Qt::Key_Return << u"已向客户致歉并说明情况，客户表示理解。"_s;
        QTest::newRow("nobody of that name: Enter is a line") << u"@王"_s << Qt::Key_Return << u"@王\n"_s;
        QTest::newRow("Escape leaves the word") << u"#高"_s << Qt::Key_Escape << u"#高"_s;
    }
    void completesByKeyboard()
    {
        QFETCH(QString, typed);
        QFETCH(Qt::Key, key);
        field()->insertPlainText(typed);
        QTest::keyClick(field(), key);
        QTEST(field()->toPlainText(), "text");
        QVERIFY(m_view->findChild<NoteCompleter *>()->isHidden());
        QVERIFY(field()->hasFocus());
    }

    void aComposedWordNeverSaves()
    {
        QSignalSpy noted(m_model.get(), &TimelineModel::noted);
        QTest::keyClicks(field(), u"a"_s);
        QInputMethodEvent composing(u"ni"_s, {});
        QCoreApplication::sendEvent(field(), &composing);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!noted.wait(50));
        QCOMPARE(field()->toPlainText(), u"a"_s);
        QInputMethodEvent done;
        done.setCommitString(u"你"_s);
        QCoreApplication::sendEvent(field(), &done);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(noted.count(), 1);
    }

    void oneKeyMakesTheEventAndItsTask()
    {
        QTest::keyClick(m_view.get(), Qt::Key_3, Qt::AltModifier);
        QTRY_COMPARE(m_model->openItems().size(), 1);
        const OpenItem item = m_model->openItems().first();
        QCOMPARE(item.text, u"跟进样品反馈"_s);
        // 22 November 2026 and three days: Wednesday, at the end of the office.
        QCOMPARE(item.dueMs, QDateTime(QDate(2026, 11, 25), QTime(18, 0), QTimeZone("Asia/Shanghai")).toMSecsSinceEpoch());
        QTRY_COMPARE(m_model->eventCount(), 1);
        QCOMPARE(*m->read([](Records &r) { return r.count(Query(change_set::entity).where(change_set::title == u"timeline.checkIn"_s)); }), 1);
        QTest::keyClick(m_view.get(), Qt::Key_9, Qt::AltModifier); // there is no ninth
        QTest::keyClick(m_view.get(), Qt::Key_1, Qt::AltModifier);
        QTRY_COMPARE(m_model->eventCount(), 2);
    }

    void asksForTheNextStepWhereThereIsNone()
    {
        NextStepBar *bar = m_view->note()->nextStep();
        QTest::keyClicks(field(), u"talked"_s);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->field()->hasFocus());
        QTest::keyClick(bar->field(), Qt::Key_Escape);
        QVERIFY(bar->isHidden() && field()->hasFocus());

        QTest::keyClicks(field(), u"again"_s);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(bar->isVisible());
        QTest::keyClick(bar->field(), Qt::Key_2); // one key: three days
        QTRY_COMPARE(m_model->openItems().size(), 1);
        QVERIFY(bar->isHidden());
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(m_model->openItems().first().dueMs, QTimeZone("Asia/Shanghai")).date(), QDate(2026, 11, 25));

        QTest::keyClicks(field(), u"third"_s); // something is open now
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_model->eventCount(), 3);
        QVERIFY(bar->isHidden());
    }

    void theNextStepReadsItsDay()
    {
        NextStepBar *bar = m_view->note()->nextStep();
        QTest::keyClicks(field(), u"talked"_s);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(bar->isVisible());
        bar->field()->setText(u"发报价 周五"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return);
        QTRY_COMPARE(m_model->openItems().size(), 1);
        QCOMPARE(m_model->openItems().first().text, u"发报价"_s);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(m_model->openItems().first().dueMs, QTimeZone("Asia/Shanghai")).date(), QDate(2026, 11, 27));
    }

    void templatesAreEditedInPlace()
    {
        m_view->editPhrases();
        auto *page = m_view->findChild<PhrasesPage *>();
        QVERIFY(page->isVisible());
        auto *subject = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(subject);
        QCOMPARE(subject->text(), u"已面谈"_s);
        subject->setText(u"已上门"_s);
        QSignalSpy saved(&m_model->noteDesk(), &NoteDesk::saved);
        QTest::keyClick(subject, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(saved.wait());
        QTRY_VERIFY(page->isHidden());
        QTRY_COMPARE(m_model->noteDesk().checkIns().first().subject, u"已上门"_s);
        QTRY_COMPARE(m_view->findChild<Button *>(u"checkIn1"_s)->text(), u"已上门"_s);
        language().setTongue(Tongue::English); // now it is the team's own
        QTRY_COMPARE(m_view->findChild<Button *>(u"checkIn1"_s)->text(), u"已上门"_s);
        language().setTongue(Tongue::Chinese);
    }

    void templatesBeingEditedDoNotCoverAnotherCustomer()
    {
        m_view->editPhrases();
        auto *page = m_view->findChild<PhrasesPage *>();
        auto *subject = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(subject && page->isVisible());
        subject->setText(u"已上门拜访"_s);
        const Id other = m->addCustomer(u"陈立"_s, u"13900000000"_s);
        m_model->setCustomer(other); // a call opens somebody else
        QTRY_VERIFY(page->isHidden());
        m_model->setCustomer(m->customer);
        QTRY_VERIFY(page->isVisible());
        QCOMPARE(subject->text(), u"已上门拜访"_s);
        m_model->setCustomer(other); // asked for there, it is the same, as it was typed
        QTRY_VERIFY(page->isHidden());
        m_view->editPhrases();
        QVERIFY(page->isVisible());
        QCOMPARE(subject->text(), u"已上门拜访"_s);
    }

private:
    QPlainTextEdit *field() const { return m_view->note()->field(); }

    std::unique_ptr<TimelineFixture> m;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

QTEST_MAIN(TestNoteEditor)
#include "tst_note_editor.moc"
