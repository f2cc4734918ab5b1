// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed and not saved comes back: after a second, at the next start, and after kill -9 in the middle of a word.
#include "draft_book.h"
#include "schema/schema.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_view.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace kemai;

namespace {

const Id zhang = Id::fromSeed(1, 1, 1);
const QString typed = u"家长更倾向周六上午班，下周二前给报价。"_s;

VaultSurroundings cheap()
{
    VaultSurroundings surroundings;
    surroundings.cost = PassphraseCost::cheapest();
    return surroundings;
}

std::unique_ptr<Store> opened(const QString &directory, bool create)
{
    auto unlock = Unlock::byPassphrase(u"correct horse"_s);
    auto store = create ? Store::create(directory, std::move(unlock), Clock::system(), cheap())
                        : Store::open(directory, std::move(unlock), Clock::system(), cheap());
    if (!store)
        qFatal("%s %s", qPrintable(store.error().id), qPrintable(store.error().log));
    return std::move(*store);
}

// The other process: an agent who types a note and never comes to save it.
int typeUntilKilled(const QString &directory)
{
    const auto store = opened(directory, false);
    TimelineModel model(*store, QTimeZone("Asia/Shanghai"));
    DraftBook drafts(*store);
    TimelineView view(model);
    view.setShelf(&drafts);
    view.show();
    model.setCustomer(zhang);
    auto *field = view.findChild<QPlainTextEdit *>(u"noteText"_s);
    for (qsizetype i = 0;; i = (i + 1) % typed.size()) {
        field->insertPlainText(typed.mid(i, 1));
        QTest::qWait(2);
        const auto kept = store->drafts().result();
        if (kept && !kept->isEmpty() && kept->first().text.size() > 5) {
            std::puts("kept");
            std::fflush(stdout);
        }
    }
}

} // namespace

class TestDraftBook : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto store = opened(m_folder.filePath(u"store"_s), true);
        QVERIFY(store->commit({.changes = {Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s)}}).result());
    }

    void aKilledProcessLosesASecondAtMost()
    {
        QProcess agent;
        agent.start(QCoreApplication::applicationFilePath(), {u"--type"_s, m_folder.filePath(u"store"_s)});
        QVERIFY(agent.waitForStarted());
        while (!agent.readAllStandardOutput().contains("kept"))
            QVERIFY2(agent.waitForReadyRead(60'000), agent.readAllStandardError());
        ::kill(pid_t(agent.processId()), SIGKILL);
        QVERIFY(agent.waitForFinished());
        QCOMPARE(agent.exitStatus(), QProcess::CrashExit);

        const auto store = opened(m_folder.filePath(u"store"_s), false);
        TimelineModel model(*store, QTimeZone("Asia/Shanghai"));
        DraftBook drafts(*store);
        TimelineView view(model);
        view.setShelf(&drafts);
        model.setCustomer(zhang); // before the drafts are read
        QTRY_VERIFY(!view.note()->text().isEmpty());
        QVERIFY(view.note()->text().size() > 5);
        QVERIFY(typed.repeated(1000).startsWith(view.note()->text())); // a beginning of what was typed, nothing else
        QCOMPARE(drafts.places(), QStringList{NoteEditor::place(zhang)});
        QCOMPARE(*store->read([](Records &r) { return r.count(Query(change_set::entity)); }).result(), 1); // no history of it

        // Saved, it is a draft no more.
        QSignalSpy noted(&model, &TimelineModel::noted);
        QTest::keyClick(view.note()->field(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(noted.wait());
        QTRY_VERIFY(store->drafts().result()->isEmpty());
    }

    void manyChangesAreOneWriteASecond()
    {
        const auto store = opened(m_folder.filePath(u"store"_s), false);
        DraftBook drafts(*store);
        QSignalSpy openedSpy(&drafts, &DraftShelf::opened);
        QVERIFY(openedSpy.wait());
        QSignalSpy changed(&drafts, &DraftShelf::changed);
        for (int i = 1; i <= 500; ++i)
            drafts.keep(u"form"_s, QString(i, u'x'));
        QCOMPARE(changed.count(), 1); // it came
        QVERIFY(store->drafts().result()->isEmpty());
        drafts.flush();
        QTRY_COMPARE(store->drafts().result()->size(), 1);
        QCOMPARE(store->drafts().result()->first().text.size(), 500);
        drafts.keep(u"form"_s, {});
        QCOMPARE(changed.count(), 2); // it went
        drafts.flush();
        QTRY_VERIFY(store->drafts().result()->isEmpty());
    }

    void anEndWritesWhatWaits()
    {
        const QString place = u"form"_s;
        {
            const auto store = opened(m_folder.filePath(u"store"_s), false);
            DraftBook drafts(*store);
            drafts.keep(place, u"最后一句"_s);
        }
        const auto store = opened(m_folder.filePath(u"store"_s), false);
        DraftBook drafts(*store);
        QTRY_COMPARE(drafts.text(place), u"最后一句"_s);
    }

private:
    QTemporaryDir m_folder;
};

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--type") == 0)
        return typeUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestDraftBook test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_draft_book.moc"
