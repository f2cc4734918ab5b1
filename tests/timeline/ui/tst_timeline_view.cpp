// SPDX-License-Identifier: GPL-3.0-or-later
// The page offscreen. KEMAI_PICTURES=DIR also leaves it as pictures, both languages, light and dark.
#include "timeline/ui/timeline_view.h"

#include "support/accessible_walk.h"
#include "timeline/timeline_fixture.h"
#include "timeline/ui/channel_filter.h"
#include "timeline/ui/density_bar.h"
#include "timeline/ui/event_words.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_list.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QCalendarWidget>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestTimelineView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        theme().install();
        theme().setScheme(SchemeChoice::Light);
        language().setTongue(Tongue::Chinese);
    }
    void init()
    {
        m = std::make_unique<TimelineFixture>();
        m_model = std::make_unique<TimelineModel>(*m->store, QTimeZone("Asia/Shanghai"));
        m_view = std::make_unique<TimelineView>(*m_model);
        m_view->resize(720, 700);
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
        m.reset();
        language().setTongue(Tongue::Chinese);
        theme().setScheme(SchemeChoice::Light);
        theme().setTextScale(1);
    }

    void saysWhatToDoWhereNothingIs()
    {
        open();
        QTRY_VERIFY(find<EmptyState>("timelineNoContact")->isVisible());
        find<EmptyState>("timelineNoContact")->action()->click();
        QVERIFY(find<QPlainTextEdit>("noteText")->hasFocus());
        QCOMPARE(unnamed(), QString());
    }

    void namesEverythingForAScreenReader()
    {
        story();
        open();
        m_view->pickDate();
        find<QCalendarWidget>("timelineCalendarPopup")->hide();
        QCOMPARE(unnamed(), QString());
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view->list());
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), m_model->rowCount());
        const QString first = list->child(1)->text(QAccessible::Name);
        QVERIFY2(first.startsWith(u"今天 14:32, 来电, 400 热线, 6 分 12 秒"_s), qPrintable(first));
        QVERIFY2(list->child(0)->text(QAccessible::Name).startsWith(u"今天 11 月 22 日 周日"_s), qPrintable(list->child(0)->text(QAccessible::Name)));
    }

    void pinsWhatIsOverdue()
    {
        story();
        open();
        auto *banner = find<Banner>("timelineOverdue");
        QTRY_VERIFY(banner->isVisible());
        QSignalSpy asked(m_view.get(), &TimelineView::openItemRequested);
        banner->action()->click();
        QCOMPARE(asked.count(), 1);
    }

    void keysMoveThroughIt()
    {
        m->addEvents(m->customer, 400, 2 * 3'600'000);
        open();
        TimelineList *list = m_view->list();
        list->setFocus();
        QCOMPARE(list->currentIndex().row(), 1); // the first event, not its day
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(!m_model->isDay(list->currentIndex().row()));
        QVERIFY(inSight(list->currentIndex()));
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(list->currentIndex().row(), m_model->rowCount() - 1);
        QVERIFY(inSight(list->currentIndex()));
        QTRY_VERIFY(m_model->event(m_model->rowCount() - 1));
        QVERIFY(list->visualRect(list->currentIndex()).bottom() <= list->viewport()->height());
        QTest::keyClick(list, Qt::Key_PageUp);
        QVERIFY(list->currentIndex().row() < m_model->rowCount() - 4);
        QVERIFY(inSight(list->currentIndex()));
        QTest::keyClick(list, Qt::Key_Home);
        QCOMPARE(list->currentIndex().row(), 1);
        QCOMPARE(list->verticalScrollBar()->value(), 0);
        const QDate today = list->dateAtTop();
        QTest::keyClick(list, Qt::Key_BracketRight);
        QCOMPARE(list->dateAtTop(), today.addDays(-1));
        QTest::keyClick(list, Qt::Key_BracketRight);
        QCOMPARE(list->dateAtTop(), today.addDays(-2));
        QTest::keyClick(list, Qt::Key_BracketLeft);
        QCOMPARE(list->dateAtTop(), today.addDays(-1));
        QTest::keyClick(list, Qt::Key_F);
        QVERIFY(find<Chip>("channelAll")->hasFocus());
        QTest::keyClick(find<Chip>("channelAll"), Qt::Key_Escape);
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_G);
        QVERIFY(find<QCalendarWidget>("timelineCalendarPopup")->isVisible());
        emit find<QCalendarWidget>("timelineCalendarPopup")->activated(today.addDays(-9));
        QCOMPARE(list->dateAtTop(), today.addDays(-9));
        QTest::keyClick(list, Qt::Key_N);
        QVERIFY(find<QPlainTextEdit>("noteText")->hasFocus());
    }

    void scrollingTouchesEveryRowOnce()
    {
        m->addEvents(m->customer, 300, 5 * 3'600'000);
        open();
        TimelineList *list = m_view->list();
        int before = -1;
        for (int step = 0; step < 2000; ++step) {
            const auto [first, last] = list->rowsInSight();
            QVERIFY2(first >= before, "went back while scrolling down");
            before = first;
            if (last == m_model->rowCount() - 1 && list->verticalScrollBar()->value() == list->verticalScrollBar()->maximum())
                break;
            list->verticalScrollBar()->setValue(list->verticalScrollBar()->value() + 120);
            QTRY_VERIFY(m_model->isDay(first) || m_model->event(first));
        }
        QCOMPARE(list->rowsInSight().second, m_model->rowCount() - 1);
        for (int step = 0; step < 2000 && list->verticalScrollBar()->value() > 0; ++step)
            list->verticalScrollBar()->setValue(list->verticalScrollBar()->value() - 120);
        QCOMPARE(list->rowsInSight().first, 0);
        QCOMPARE(list->visualRect(m_model->index(0)).top(), 0);
    }

    void whatIsReadStaysWhereItIs()
    {
        m->addEvents(m->customer, 300, 5 * 3'600'000);
        open();
        TimelineList *list = m_view->list();
        list->jumpTo(QDate(2026, 10, 20));
        const int row = list->currentIndex().row();
        QTRY_VERIFY(m_model->event(row));
        const Id id = m_model->event(row)->id;
        const int top = list->visualRect(list->currentIndex()).top();
        for (int i = 0; i < 3; ++i)
            m->addEvent(m->customer, TimelineFixture::nowMs + i, u"note"_s, QString(400, u'长'));
        QTRY_COMPARE(m_model->eventCount(), 303);
        QTRY_VERIFY(m_model->event(list->currentIndex().row()));
        QCOMPARE(m_model->event(list->currentIndex().row())->id, id);
        QCOMPARE(list->visualRect(list->currentIndex()).top(), top);
    }

    void filtersByChips()
    {
        story();
        open();
        find<Chip>("channel-wechat")->click();
        QCOMPARE(m_model->channels(), QStringList{u"wechat"_s});
        QVERIFY(!find<Chip>("channelAll")->isChecked());
        find<Chip>("channel-call")->click();
        QCOMPARE(m_model->channels().size(), 2);
        find<Chip>("channelAll")->click();
        QVERIFY(m_model->channels().isEmpty());
        QVERIFY(!find<Chip>("channel-wechat")->isChecked());
    }

    void savesANoteByCtrlEnterOnly()
    {
        open();
        auto *text = find<QPlainTextEdit>("noteText");
        text->setFocus();
        QTest::keyClicks(text, u"one"_s);
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, u"two"_s);
        QCOMPARE(text->toPlainText(), u"one\ntwo"_s);
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_model->eventCount(), 1);
        QTRY_VERIFY(text->toPlainText().isEmpty());
        QTRY_VERIFY(m_model->event(1));
        QCOMPARE(m_model->event(1)->body, u"one\ntwo"_s);

        // Edited from the list.
        m_view->list()->setFocus();
        m_view->list()->setCurrentIndex(m_model->index(1));
        QTest::keyClick(m_view->list(), Qt::Key_E);
        QTRY_COMPARE(text->toPlainText(), u"one\ntwo"_s);
        text->setPlainText(u"three"_s);
        find<Button>("noteSave")->click();
        QTRY_COMPARE(m_model->event(1)->body, u"three"_s);
        QTRY_VERIFY(text->toPlainText().isEmpty());
    }

    void aDraftWaitsForItsCustomer()
    {
        const Id other = m->addCustomer(u"陈立"_s, {});
        open();
        auto *text = find<QPlainTextEdit>("noteText");
        text->setPlainText(u"说到一半"_s);
        m_model->setCustomer(other);
        QVERIFY(text->toPlainText().isEmpty());
        m_model->setCustomer(m->customer);
        QCOMPARE(text->toPlainText(), u"说到一半"_s);
    }

    void checksInWithOneKey()
    {
        open();
        find<Button>("checkIn3")->click();
        QTRY_COMPARE(m_model->eventCount(), 1);
        QTRY_COMPARE(m_model->openItems().size(), 1);
        QTRY_VERIFY(m_model->event(1));
        QCOMPARE(m_model->event(1)->subject, u"已寄样"_s);
    }

    void foldsALongTextAndCopiesIt()
    {
        m->addEvent(m->customer, TimelineFixture::nowMs, u"mail"_s, QString(u"长文本，"_s).repeated(600));
        open();
        TimelineList *list = m_view->list();
        QTRY_VERIFY(m_model->event(1));
        const int folded = list->visualRect(m_model->index(1)).height();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(list->visualRect(m_model->index(1)).height() > 3 * folded);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(list->visualRect(m_model->index(1)).height(), folded);
        list->copySelected();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"2026-11-22 周日 14:32"_s));
        QVERIFY(QGuiApplication::clipboard()->text().size() > 2000);
    }

    void speaksBothLanguagesAtOnce()
    {
        story();
        open();
        const QString chinese = m_model->index(1).data(Qt::AccessibleTextRole).toString();
        language().setTongue(Tongue::English);
        QTRY_VERIFY(m_model->event(1));
        const QString english = m_model->index(1).data(Qt::AccessibleTextRole).toString();
        QVERIFY(chinese != english);
        QVERIFY2(english.contains(u"Inbound call"_s), qPrintable(english));
        QVERIFY(find<Chip>("channel-wechat")->text().startsWith(u"WeCom"_s));
    }

    // With a time in release: KEMAI_BENCH=1.
    void aHundredThousandEventsScroll()
    {
        (void)m->store->setBulk(true).result();
        m->addEvents(m->customer, qEnvironmentVariableIsSet("KEMAI_BENCH") ? 100'000 : 20'000, 17 * 60'000);
        (void)m->store->setBulk(false).result();
        m_view->show();
        QElapsedTimer timer;
        timer.start();
        m_model->setCustomer(m->customer);
        while (!m_model->event(1))
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        m_view->repaint();
        qInfo("first paint: %.1f ms", double(timer.nsecsElapsed()) / 1e6);
        QTRY_COMPARE(m_model->state(), TimelineModel::State::Ready);
        m_view->repaint();
        qInfo("outline painted: %.1f ms", double(timer.nsecsElapsed()) / 1e6);
        TimelineList *list = m_view->list();
        std::vector<double> frames;
        for (int i = 0; i < 500; ++i) {
            timer.restart();
            list->verticalScrollBar()->setValue(list->verticalScrollBar()->value() + (i % 50 == 0 ? 90'000 : 90));
            list->viewport()->repaint();
            frames.push_back(double(timer.nsecsElapsed()) / 1e6);
            QCoreApplication::processEvents();
        }
        std::sort(frames.begin(), frames.end());
        qInfo("frame while scrolling: p50 %.2f ms, p99 %.2f ms", frames.at(250), frames.at(495));
        list->jumpTo(m_model->days().last().date);
        QCOMPARE(list->dateAtBottom(), m_model->days().last().date);
    }

    // Whatever stands written beside the reference: an import writes a name in its own language.
    void aColleagueHasOneNameInEachLanguage()
    {
        const Id wu = Id::make(1);
        ChangeSet set;
        set.changes << Change::insert(user::entity, wu).set(user::name, u"吴迪"_s).set(user::name_en, u"Wu Di"_s)
                    << Change::insert(promise::entity, Id::make(2)).set(promise::customer, m->customer).set(promise::text, u"报告"_s)
                           .set(promise::owner, wu).set(promise::owner_name, u"吴迪"_s);
        for (const QString &written : {u"吴迪"_s, u"Wu Di"_s})
            set.changes << Change::insert(interaction::entity, Id::make(3)).set(interaction::customer, m->customer).set(interaction::channel, u"note"_s)
                               .set(interaction::at, TimelineFixture::nowMs).set(interaction::author, wu).set(interaction::author_name, written);
        m->commit(set);
        const auto events = *m->read([this](Records &r) { return timelineEvents(r, *timelinePage(r, {m->customer, {}}, 10)); });
        const auto owed = *m->read([this](Records &r) { return openItems(r, m->customer); });
        QCOMPARE(events.size(), 2);
        QCOMPARE(owed.size(), 1);
        const Tongue before = language().tongue();
        for (const auto &[tongue, name] : {std::pair{Tongue::Chinese, u"吴迪"_s}, std::pair{Tongue::English, u"Wu Di"_s}}) {
            language().setTongue(tongue);
            const EventWords words = EventWords::now(QTimeZone::utc(), TimelineFixture::nowMs);
            QStringList said{words.pinnedText(owed.first())};
            for (const TimelineEvent &event : events)
                said << words.headline(event);
            language().setTongue(before);
            for (const QString &each : said)
                QVERIFY2(each.contains(name) && !each.contains(name == u"吴迪" ? u"Wu Di" : u"吴迪"), qPrintable(each));
        }
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("KEMAI_PICTURES");
        if (folder.isEmpty())
            QSKIP("KEMAI_PICTURES is not set");
        QVERIFY(QDir().mkpath(folder));
        story();
        open();
        m_view->resize(720, 760);
        QTRY_VERIFY(m_model->event(8));
        for (const Tongue tongue : {Tongue::Chinese, Tongue::English}) {
            language().setTongue(tongue);
            for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                theme().setScheme(scheme);
                const QString name = folder + u'/' + tongueCode(tongue) + (scheme == SchemeChoice::Light ? u"-light"_s : u"-dark"_s);
                m_view->list()->clearFocus();
                QCoreApplication::processEvents();
                m_view->grab().save(name + u".png"_s);
                m_view->list()->setFocus();
                m_view->list()->jumpTo(QDate(2026, 11, 20));
                find<QPlainTextEdit>("noteText")->setPlainText(u"家长更倾向周六上午班。\n下周二前给报价。"_s);
                QCoreApplication::processEvents();
                m_view->grab().save(name + u"-2.png"_s);
                find<QPlainTextEdit>("noteText")->clear();
                m_view->list()->verticalScrollBar()->setValue(0);
                m_view->list()->clearSelection();
            }
        }
        theme().setScheme(SchemeChoice::Light);
        m_view->pickDate();
        QCoreApplication::processEvents();
        find<QCalendarWidget>("timelineCalendarPopup")->grab().save(folder + u"/calendar.png"_s);
        find<QCalendarWidget>("timelineCalendarPopup")->hide();
        language().setTongue(Tongue::Chinese);
        theme().setTextScale(2);
        m_view->resize(1100, 900);
        QCoreApplication::processEvents();
        m_view->grab().save(folder + u"/zh_CN-200.png"_s);
        theme().setTextScale(1);
        m_view->resize(720, 760);
        m_model->setCustomer(m->addCustomer(u"新"_s, {}));
        QTRY_VERIFY(find<EmptyState>("timelineNoContact")->isVisible());
        m_view->grab().save(folder + u"/empty.png"_s);
    }

private:
    template <typename Widget>
    Widget *find(const char *name)
    {
        auto *widget = m_view->findChild<Widget *>(QLatin1StringView(name));
        if (!widget)
            qFatal("no widget %s", name);
        return widget;
    }

    QString unnamed()
    {
        QStringList paths = unnamedWidgets(m_view.get());
        // Qt's own parts, and the second button an empty state has only if it has words.
        paths.removeIf([](const QString &path) {
            return path.contains(u"timelineCalendarPopup/"_s) || path.endsWith(u"timelineNoContact/kemai::Button"_s)
                || path.endsWith(u"timelineNoneInFilter/kemai::Button"_s);
        });
        return paths.join(u'\n');
    }

    bool inSight(const QModelIndex &index) const
    {
        return m_view->list()->viewport()->rect().intersects(m_view->list()->visualRect(index));
    }

    void open()
    {
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_model->setCustomer(m->customer);
        QTRY_COMPARE(m_model->state(), TimelineModel::State::Ready);
        QTRY_VERIFY(m_model->rowCount() == 0 || m_model->event(1));
    }

    // The customer of the pictures.
    void story()
    {
        constexpr qint64 minute = 60'000;
        constexpr qint64 day = 24 * 60 * minute;
        const qint64 now = TimelineFixture::nowMs;
        const Id ticket = Id::make(now);
        ChangeSet set;
        const auto add = [&](qint64 at, const QString &channel, const QString &direction, const QString &subject, const QString &body,
                             const QString &author, const QString &details = {}) -> Change & {
            set.changes.append(Change::insert(interaction::entity, Id::make(now))
                                   .set(interaction::customer, m->customer)
                                   .set(interaction::channel, channel)
                                   .set(interaction::direction, direction)
                                   .set(interaction::at, at)
                                   .set(interaction::subject, subject)
                                   .set(interaction::body, body)
                                   .set(interaction::author_name, author)
                                   .set(interaction::details, details));
            return set.changes.last();
        };
        set.changes.append(Change::insert(ticket::entity, ticket).set(ticket::customer, m->customer).set(ticket::number, u"20418"_s).set(ticket::state, u"open"_s));
        const Id call = set.changes.last().record;
        Q_UNUSED(call)
        add(now, u"call"_s, u"in"_s, u"400 热线"_s, u"孩子直播课卡顿，问何时能看到诊断报告。已安抚，转工单 #20418。"_s, u"王倩"_s,
            u"{\"recording\":\"a.ogg\",\"recording_s\":372}"_s).set(interaction::duration_s, 372).set(interaction::ticket, ticket);
        add(now - 207 * minute, u"wechat"_s, u"in"_s, {}, u"李老师，数学试听课孩子很喜欢，想了解下半年的班型和价格。"_s, u"李佳"_s, u"{\"messages\":3}"_s);
        add(now - 2 * day + 128 * minute, u"ticket"_s, u"in"_s, u"直播卡顿"_s, u"根因：用户路由器 DNS 未切换至教育网"_s, {},
            u"{\"ticket\":\"20391\",\"state\":\"已解决\",\"tags\":[\"网络问题\"]}"_s);
        add(now - 2 * day - 260 * minute, u"visit"_s, u"internal"_s, u"已面谈"_s, u"完成第 3 次数学试听，家长关注小升初政策。下一步：3 天后跟进反馈。"_s, u"李佳"_s);
        add(now - 2 * day - 270 * minute, u"visit"_s, u"internal"_s, u"已报价"_s, {}, u"李佳"_s);
        add(now - 5 * day - 302 * minute, u"webform"_s, u"in"_s, u"秋季试听预约"_s, u"预算范围 2–3 万；期望开课 11 月；备注：周末可上课"_s, {}, u"{\"utm\":\"百度\"}"_s);
        add(now - 9 * day, u"mail"_s, u"out"_s, u"课程资料与报价"_s,
            u"张女士您好：\n附上秋季班的课程安排与报价。小班 6 人，每周六上午两节，共 16 周；一对一每周一次，时间可选。两种班型都包含每月一次的学科诊断，"
            "诊断报告在三个工作日内发给您。若两个孩子一起报名，第二位减免一成。教材与线上练习不另收费，直播课可回看三个月。开课前可再试听一次，"
            "如需调整时间请提前一天告诉我。另外，您上次问到的小升初政策，我请教研老师整理成了一页，放在附件的最后，里面有各校的时间表和需要准备的材料清单。"
            "如有任何问题，随时联系我，我的微信与电话同号。祝好！\n李佳\n南京启明教育\n2026 年 11 月"_s, u"李佳"_s);
        set.changes.append(Change::insert(attachment::entity, Id::make(now)).set(attachment::interaction, set.changes.last().record).set(attachment::file_name, u"秋季班报价.pdf"_s));
        add(now - 40 * day, u"note"_s, u"internal"_s, {}, u"老客户陈立介绍。"_s, u"李佳"_s);
        for (int i = 0; i < 60; ++i)
            add(now - (41 + i * i % 177) * day - i * 13 * minute, i % 3 == 0 ? u"call"_s : u"wechat"_s, i % 2 ? u"in"_s : u"out"_s, {}, u"沟通课程安排。"_s, u"李佳"_s);
        set.changes.append(Change::insert(promise::entity, Id::make(now)).set(promise::customer, m->customer).set(promise::text, u"3 日内提供学科诊断报告"_s)
                               .set(promise::made_at, now - 5 * day).set(promise::due, now - 2 * day).set(promise::owner_name, u"李佳"_s));
        m->commit(set);
    }

    std::unique_ptr<TimelineFixture> m;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
