// SPDX-License-Identifier: GPL-3.0-or-later
// U11: what waits, what was refused and why with its text, what is in conflict; by keyboard; and the chip's words.
#include "schema/schema.h"
#include "support/accessible_walk.h"
#include "sync/ui/queue_page.h"
#include "sync/ui/sync_words.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'795'000'000'000;
const Id zhang = Id::fromSeed(1, 1, 1), li = Id::fromSeed(2, 2, 2);

QueueLine line(qint64 mid, const QString &note, const QString &label = u"张敏"_s)
{
    QueueLine made;
    made.mutation.mid = mid;
    made.mutation.at = wire::HybridTime::atMs(now - 7'200'000);
    made.mutation.change.entity = &customer::entity;
    made.mutation.change.record = zhang;
    made.mutation.change.operation = Change::Operation::Update;
    made.mutation.change.edits = {{customer::note.index, u"从前"_s, Value(note), {}}, {customer::name_normal.index, {}, u"hidden"_s, {}}, {customer::owner.index, {}, li, {}}};
    made.label = label;
    return made;
}

OfficeQueue queue()
{
    OfficeQueue made;
    made.waiting = {line(7, u"年底前要到货"_s), line(8, u"第二条"_s)};
    made.refused = {line(4, u"我写的长长的备注"_s)};
    made.refused.first().outcome = wire::Outcome{4, {{u"owner"_s, wire::Verdict::Denied}}, {}, u"sync.serverField"_s, {u"customer"_s, u"owner"_s}};
    made.waitingInAll = 40;
    return made;
}

QList<ConflictLine> conflicts()
{
    ConflictLine made;
    made.conflict.id = Id::fromSeed(9, 1, 1);
    made.conflict.entity = &customer::entity;
    made.conflict.record = zhang;
    made.conflict.unit = u"level"_s;
    made.conflict.fields = {{customer::level.index, u"C"_s, u"A"_s, u"B"_s}};
    made.label = u"张敏"_s;
    return {made};
}

OfficeStatus offline()
{
    OfficeStatus status;
    status.state = OfficeStatus::State::Offline;
    status.waiting = 40;
    status.lastContactMs = now - 3'600'000;
    status.server = u"crm.example.com:8443"_s;
    return status;
}

struct Desk {
    Desk()
    {
        language().setTongue(Tongue::Chinese);
        page = std::make_unique<QueuePage>(model);
        page->resize(1000, 600);
        page->show();
        page->activateWindow();
        (void)QTest::qWaitForWindowActive(page.get());
        page->setStatus(offline(), now);
        model.setNames({{li, u"李佳"_s}});
        model.setContents(queue(), conflicts());
        page->list()->setFocus();
    }
    void choose(int row) { page->list()->setCurrentIndex(model.index(row)); }
    QString said() const
    {
        QStringList all;
        for (const TextLabel *label : page->findChildren<TextLabel *>())
            if (label->isVisible())
                all << label->text();
        return all.join(u'\n');
    }

    QueueModel model;
    std::unique_ptr<QueuePage> page;
};

} // namespace

class TestQueuePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme().install(); }

    void aRefusalSaysWhyAndKeepsTheText()
    {
        Desk desk;
        QCOMPARE(desk.page->list()->currentIndex().row(), 0);
        QVERIFY(desk.said().contains(u"负责人"_s)); // the field's label, not its column
        QTRY_VERIFY(desk.said().contains(u"我写的长长的备注"_s));
        QVERIFY(desk.said().contains(u"李佳"_s));
        QVERIFY(!desk.said().contains(u"owner"_s));
        QVERIFY(!desk.said().contains(u"hidden"_s));
        QSignalSpy dismissed(desk.page.get(), &QueuePage::dismissRequested);
        QTest::keyClick(desk.page->list(), Qt::Key_S);
        QCOMPARE(dismissed.size(), 1);
        QCOMPARE(dismissed.first().first().toLongLong(), 4);
        desk.choose(2);
        QTest::keyClick(desk.page->list(), Qt::Key_S); // what only waits cannot be dismissed
        QCOMPARE(dismissed.size(), 1);
    }

    void theTextIsCopiedWhole()
    {
        Desk desk;
        OfficeQueue much = queue();
        much.refused.first().mutation.change.edits.first().to = Value(QString(100'000, u'长'));
        desk.model.setContents(much, conflicts());
        QTest::keyClick(desk.page->list(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().count(u'长') >= 100'000);
        desk.choose(1);
        desk.page->copy();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"级别"_s));
    }

    void enterOpensTheConflictOrTheCustomer()
    {
        Desk desk;
        QSignalSpy conflict(desk.page.get(), &QueuePage::conflictRequested);
        QSignalSpy customer(desk.page.get(), &QueuePage::customerRequested);
        desk.choose(1);
        QTest::keyClick(desk.page->list(), Qt::Key_Return);
        QCOMPARE(conflict.size(), 1);
        QCOMPARE(conflict.first().first().value<Id>(), zhang);
        desk.choose(2);
        QTest::keyClick(desk.page->list(), Qt::Key_Return);
        QCOMPARE(customer.size(), 1);
    }

    void partsAreCountedAndFilteredByTheArrows()
    {
        Desk desk;
        auto *tabs = desk.page->findChild<QTabBar *>(u"queueTabs"_s);
        QVERIFY(tabs->tabText(0).endsWith(u"42"_s)); // with what waits and is not listed
        QVERIFY(tabs->tabText(1).endsWith(u"40"_s));
        QTest::keyClick(desk.page->list(), Qt::Key_Right);
        QCOMPARE(desk.model.rowCount(), 2);
        QTest::keyClick(desk.page->list(), Qt::Key_Right);
        QCOMPARE(desk.model.rowCount(), 1);
        QTest::keyClick(desk.page->list(), Qt::Key_Left);
        QVERIFY(desk.said().contains(u"38"_s)); // and 38 more
    }

    void theChosenOneStaysThroughAReading()
    {
        Desk desk;
        desk.choose(3);
        OfficeQueue later = queue();
        later.waiting.removeFirst();
        desk.model.setContents(later, conflicts());
        QCOMPARE(desk.model.entry(desk.page->list()->currentIndex().row())->line.mutation.mid, 8);
    }

    void emptyMeansThatEverythingIsThere()
    {
        Desk desk;
        desk.model.setContents({}, {});
        QVERIFY(desk.page->findChild<QWidget *>(u"queueEmpty"_s)->isVisible());
        QSignalSpy office(desk.page.get(), &QueuePage::officeRequested);
        desk.page->setStatus({}, now); // without an office it says so, and offers one
        const auto buttons = desk.page->findChild<QWidget *>(u"queueEmpty"_s)->findChildren<Button *>();
        QVERIFY(buttons.first()->isVisible());
        buttons.first()->click();
        QCOMPARE(office.size(), 1);
    }

    void sendNow()
    {
        Desk desk;
        QSignalSpy send(desk.page.get(), &QueuePage::sendNowRequested);
        desk.page->findChild<Button *>(u"queueSend"_s)->click();
        QCOMPARE(send.size(), 1);
    }

    void hostileTextsAreText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("very long") << QString(300'000, u'客');
        QTest::newRow("right to left") << u"مرحبا"_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("markup") << u"<h1>big</h1>"_s;
    }
    void hostileTextsAreText()
    {
        QFETCH(QString, text);
        Desk desk;
        OfficeQueue strange;
        strange.waiting = {line(1, text, text)};
        QueueLine unknown = line(2, text, text);
        unknown.mutation.change.entity = nullptr;
        strange.waiting << unknown;
        desk.model.setContents(strange, {});
        desk.page->grab();
        for (int row = 0; row < 2; ++row) {
            desk.choose(row);
            desk.page->grab();
        }
        for (const TextLabel *label : desk.page->findChildren<TextLabel *>())
            if (label->isVisible() && label->text().contains(u"<h1>"_s))
                QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void rightToLeftDoesNotTurnTheArrow()
    {
        const QString said = SyncWords().changes(QueueEntry{QueueEntry::Part::Waiting, line(1, u"مرحبا"_s), {}}, {});
        QVERIFY(said.contains(u"\u2068مرحبا\u2069"_s)); // isolated: what stands around keeps its order
        QVERIFY(!SyncWords().changes(QueueEntry{QueueEntry::Part::Waiting, line(1, u"你好"_s), {}}, {}).contains(u'\u2068'));
    }

    void theChip_data()
    {
        using State = OfficeStatus::State;
        QTest::addColumn<OfficeStatus>("status");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Tone>("tone");
        const auto status = [](State state, qint64 waiting = 0, qint64 inConflict = 0, qint64 refused = 0) {
            OfficeStatus made;
            made.state = state;
            made.waiting = waiting;
            made.conflicts = inConflict;
            made.refused = refused;
            return made;
        };
        QTest::newRow("synchronized") << status(State::Synchronized) << u"已同步"_s << Tone::Success;
        QTest::newRow("some wait") << status(State::Synchronized, 3) << u"3 待同步"_s << Tone::Info;
        QTest::newRow("on the way") << status(State::Sending, 3) << u"正在同步"_s << Tone::Accent;
        QTest::newRow("offline") << status(State::Offline) << u"离线"_s << Tone::Neutral;
        QTest::newRow("offline with work") << status(State::Offline, 52) << u"离线 · 52 待同步"_s << Tone::Neutral;
        QTest::newRow("conflicts") << status(State::Synchronized, 3, 2) << u"2 个冲突"_s << Tone::Warning;
        QTest::newRow("conflicts offline") << status(State::Offline, 3, 2) << u"离线 · 2 个冲突"_s << Tone::Warning;
        QTest::newRow("refused") << status(State::Synchronized, 0, 0, 1) << u"需要处理"_s << Tone::Warning;
        QTest::newRow("stopped") << status(State::Stopped, 3, 2) << u"需要处理"_s << Tone::Danger;
        QTest::newRow("on its own") << status(State::Standalone, 3) << QString() << Tone::Neutral;
        OfficeStatus first = status(State::Receiving);
        first.parts = 8;
        first.fetchedParts = 3;
        QTest::newRow("the first copy") << first << u"正在同步 37 %"_s << Tone::Accent;
        OfficeStatus upload = status(State::Sending);
        upload.uploaded = 45;
        upload.toUpload = 100;
        QTest::newRow("the upload") << upload << u"正在上传 45 %"_s << Tone::Accent;
    }
    void theChip()
    {
        QFETCH(OfficeStatus, status);
        QFETCH(QString, text);
        QFETCH(Tone, tone);
        language().setTongue(Tongue::Chinese);
        status.server = u"crm.example.com"_s;
        const SyncWords::Chip chip = SyncWords().chip(status, now);
        QCOMPARE(chip.text, text);
        QCOMPARE(chip.tone, tone);
        if (status.state != OfficeStatus::State::Standalone)
            QVERIFY(chip.details.contains(u"crm.example.com"_s));
    }

    void filesThatWaitAreCounted()
    {
        language().setTongue(Tongue::Chinese);
        OfficeStatus status;
        status.state = OfficeStatus::State::Synchronized;
        status.lastContactMs = now;
        QCOMPARE(SyncWords().files(status), QString());
        status.filesToSend = 3;
        status.filesTooLarge = 1;
        QVERIFY(SyncWords().chip(status, now).details.contains(u"3 个文件等待上传"_s));
        Desk desk;
        desk.page->setStatus(status, now);
        QString said;
        for (const QLabel *label : desk.page->findChildren<QLabel *>())
            said += label->text();
        QVERIFY(said.contains(u"3 个文件等待上传"_s));
        QVERIFY(said.contains(u"1 个文件超过服务器的上限"_s));
        language().setTongue(Tongue::English);
        status.filesToSend = 1;
        QVERIFY(SyncWords().files(status).startsWith(u"1 file waits"_s));
    }

    void everyControlHasAName()
    {
        Desk desk;
        QCOMPARE(unnamedWidgets(desk.page.get()), QStringList());
        QVERIFY(!desk.model.index(0).data(Qt::AccessibleTextRole).toString().isEmpty());
    }
};

QTEST_MAIN(TestQueuePage)
#include "tst_queue_page.moc"
