// SPDX-License-Identifier: GPL-3.0-or-later
#include "action_registry.h"
#include "palette_contents.h"
#include "settings/settings.h"
#include "shortcut_page.h"
#include "trail.h"
#include "widgets/language.h"
#include "widgets/theme.h"
#include "window_layout.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QPdfWriter>
#include <QScreen>
#include <QStandardPaths>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestActions : public QObject
{
    Q_OBJECT

private:
    QStringList m_ran;

    Action action(const QString &id, const QString &title, const QKeySequence &keys)
    {
        return {id, Glyph::Command, [title] { return title; }, keys, [this, id] { m_ran << id; }};
    }
    void fill(ActionRegistry &registry)
    {
        registry.setActions({}, {action(u"palette"_s, u"命令面板"_s, QKeySequence(u"Ctrl+K"_s)), action(u"lock"_s, u"锁定资料库"_s, QKeySequence(u"Ctrl+L"_s)),
                                 action(u"bare"_s, u"没有快捷键"_s, {})});
        registry.setActions(u"customers"_s, {action(u"customers.new"_s, u"新建客户"_s, QKeySequence(u"Ctrl+N"_s))});
        registry.setActions(u"import"_s, {action(u"import.run"_s, u"开始导入"_s, QKeySequence(u"Ctrl+N"_s))});
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiTest"_s);
        theme().install();
    }
    void init()
    {
        settings().user().remove(u"keys"_s);
        m_ran.clear();
    }

    void runsByKeyOnlyWhatIsThereNow()
    {
        QWidget window;
        ActionRegistry registry(&window);
        fill(registry);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        registry.setCurrent(u"customers"_s);
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
        registry.setCurrent(u"import"_s);
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(m_ran, (QStringList{u"customers.new"_s, u"import.run"_s, u"lock"_s}));
        QVERIFY(!registry.run(u"customers.new"_s)); // its page is not shown
        QVERIFY(!registry.run(u"nothing"_s));
    }

    void refusesAKeyWithTheReason_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("error"); // empty: taken
        QTest::newRow("free") << u"Ctrl+Shift+Y"_s << QString();
        QTest::newRow("a function key") << u"F7"_s << QString();
        QTest::newRow("of the window") << u"Ctrl+K"_s << u"shortcut.taken"_s;
        QTest::newRow("of a page, while the action is everywhere") << u"Ctrl+N"_s << u"shortcut.taken"_s;
        QTest::newRow("begins another one") << u"Ctrl+K, Ctrl+S"_s << u"shortcut.taken"_s;
        QTest::newRow("a letter types") << u"A"_s << u"shortcut.reserved"_s;
        QTest::newRow("a capital types") << u"Shift+A"_s << u"shortcut.reserved"_s;
        QTest::newRow("copies") << u"Ctrl+C"_s << u"shortcut.reserved"_s;
        QTest::newRow("moves by words") << u"Ctrl+Left"_s << u"shortcut.reserved"_s;
        QTest::newRow("edits") << u"F2"_s << u"shortcut.reserved"_s;
        QTest::newRow("a screenshot of WeCom") << u"Ctrl+Shift+A"_s << u"shortcut.chat"_s;
        QTest::newRow("a screenshot of WeChat") << u"Alt+A"_s << u"shortcut.chat"_s;
    }
    void refusesAKeyWithTheReason()
    {
        QFETCH(QString, keys);
        QFETCH(QString, error);
        QWidget window;
        ActionRegistry registry(&window);
        fill(registry);
        const Result<> done = registry.remap(u"lock"_s, QKeySequence(keys));
        QCOMPARE(done ? QString() : done.error().id, error);
        QCOMPARE(registry.keys(u"lock"_s), error.isEmpty() ? QKeySequence(keys) : QKeySequence(u"Ctrl+L"_s));
    }

    void keepsARemapForThePersonAndRestoresTheDefaults()
    {
        QWidget window;
        {
            ActionRegistry registry(&window);
            fill(registry);
            QVERIFY(registry.remap(u"lock"_s, QKeySequence(u"F9"_s)));
            QVERIFY(registry.remap(u"palette"_s, {}));
        }
        ActionRegistry registry(&window);
        fill(registry);
        QCOMPARE(registry.keys(u"lock"_s), QKeySequence(u"F9"_s));
        QVERIFY(registry.keys(u"palette"_s).isEmpty());
        QVERIFY(registry.isAnyRemapped());
        registry.keepIn(u"keys.somebodyElse"_s);
        QCOMPARE(registry.keys(u"lock"_s), QKeySequence(u"Ctrl+L"_s));
        registry.keepIn(u"keys"_s);
        registry.restoreDefaults();
        QCOMPARE(registry.keys(u"lock"_s), QKeySequence(u"Ctrl+L"_s));
        QCOMPARE(registry.keys(u"palette"_s), QKeySequence(u"Ctrl+K"_s));
    }

    void letsTheLaterOfTwoDefaultsGoWithout()
    {
        QWidget window;
        ActionRegistry registry(&window);
        registry.setActions({}, {action(u"a"_s, u"a"_s, QKeySequence(u"Ctrl+J"_s)), action(u"b"_s, u"b"_s, QKeySequence(u"Ctrl+J"_s))});
        registry.setActions(u"page"_s, {action(u"c"_s, u"c"_s, QKeySequence(u"Ctrl+J"_s))});
        QCOMPARE(registry.keys(u"a"_s), QKeySequence(u"Ctrl+J"_s));
        QVERIFY(registry.keys(u"b"_s).isEmpty());
        QVERIFY(registry.keys(u"c"_s).isEmpty());
    }

    void showsTheSheetAndTakesANewKey()
    {
        QWidget window;
        ActionRegistry registry(&window);
        fill(registry);
        ShortcutModel model(registry);
        const QAbstractItemModelTester tester(&model);
        ShortcutList list(model, registry);
        list.show();
        list.setFocus();
        const auto rowOf = [&model](const QString &id) {
            for (int row = 0; row < model.rowCount(); ++row)
                if (model.row(row).id == id)
                    return row;
            return -1;
        };
        QVERIFY(rowOf(u"import.run"_s) > 0); // also of a page that is not shown
        list.setCurrentIndex(model.index(rowOf(u"lock"_s)));
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(list.recording(), u"lock"_s);
        QTest::keyClick(&list, Qt::Key_K, Qt::ControlModifier); // taken
        QCOMPARE(list.refused(), u"lock"_s);
        QVERIFY(list.refusal().contains(u"命令面板"_s));
        QTest::keyClick(&list, Qt::Key_F2);
        QTest::keyClick(&list, Qt::Key_Shift);
        QTest::keyClick(&list, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(registry.keys(u"lock"_s), QKeySequence(u"Ctrl+Shift+L"_s));
        QVERIFY(model.row(rowOf(u"lock"_s)).remapped);
        QTest::keyClick(&list, Qt::Key_Delete);
        QVERIFY(registry.keys(u"lock"_s).isEmpty());
        QTest::keyClick(&list, Qt::Key_Backspace);
        QCOMPARE(registry.keys(u"lock"_s), QKeySequence(u"Ctrl+L"_s));

        model.setFilter(u"sdzlk"_s); // 锁定资料库
        QCOMPARE(model.rowCount(), 2);
        model.setFilter(u"ctrl+n"_s);
        QCOMPARE(model.rowCount(), 4); // two pages with their headings
        model.setFilter({});
    }

    void printsTheSheet()
    {
        QWidget window;
        ActionRegistry registry(&window);
        fill(registry);
        const ShortcutPage page(registry);
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        {
            QPdfWriter pdf(&buffer);
            page.printTo(pdf);
        }
        QVERIFY(buffer.data().startsWith("%PDF"));
        const ShortcutModel model(registry);
        QVERIFY(model.html().contains(u"锁定资料库"_s));
        QVERIFY(!model.html().contains(u"没有快捷键"_s));
    }

    void findsEntriesByWordsPinyinAndRecency_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("recent");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("nothing typed") << QString() << QStringList() << QStringList{u"lock"_s, u"theme"_s, u"page.customers"_s};
        QTest::newRow("recent first") << QString() << QStringList{u"theme"_s} << QStringList{u"theme"_s, u"lock"_s, u"page.customers"_s};
        QTest::newRow("a Chinese word") << u"主题"_s << QStringList() << QStringList{u"theme"_s};
        QTest::newRow("initials") << u"sd"_s << QStringList() << QStringList{u"lock"_s};
        QTest::newRow("whole pinyin") << u"kehu"_s << QStringList() << QStringList{u"page.customers"_s};
        QTest::newRow("the English word in Chinese") << u"cust"_s << QStringList() << QStringList{u"page.customers"_s};
        QTest::newRow("nothing") << u"zzzz"_s << QStringList() << QStringList();
    }
    void findsEntriesByWordsPinyinAndRecency()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, recent);
        QList<PaletteEntry> entries;
        for (const auto &[id, title, search] : {std::tuple{u"lock"_s, u"锁定"_s, u"lock"_s}, std::tuple{u"theme"_s, u"深色主题"_s, u"theme"_s},
                                                std::tuple{u"page.customers"_s, u"客户"_s, u"customers"_s}}) {
            PaletteEntry entry;
            entry.id = id;
            entry.title = title;
            entry.search = search;
            entries << entry;
        }
        QStringList found;
        for (const PaletteEntry &entry : rankedEntries(entries, typed, recent))
            found << entry.id;
        QTEST(found, "found");
    }

    void goesBackAndForward()
    {
        const auto id = [](int n) { return Id::fromSeed(1, 0, quint64(n) << 2); };
        Trail trail;
        qint64 now = 0;
        const auto visit = [&](const QString &page, const Id &record, qint64 afterMs) { trail.visit({page, record}, now += afterMs); };
        QVERIFY(!trail.back());
        visit(u"customers"_s, {}, 0);
        visit(u"customers"_s, id(1), 10); // the page shows its first by itself: one station
        QVERIFY(!trail.canGoBack());
        visit(u"customers"_s, id(2), 5000);
        for (int i = 3; i < 30; ++i) // through the list with the arrow key
            visit(u"customers"_s, id(i), 100);
        visit(u"import"_s, {}, 5000);
        QCOMPARE(trail.back()->record, id(29));
        QCOMPARE(trail.back()->record, id(1));
        QVERIFY(!trail.canGoBack());
        QCOMPARE(trail.forward()->record, id(29));
        visit(u"customers"_s, id(50), 5000); // a new way: what lay ahead is gone
        QVERIFY(!trail.canGoForward());
        for (int i = 0; i < 500; ++i)
            visit(u"customers"_s, id(1000 + i), 5000);
        int steps = 0;
        while (trail.back())
            ++steps;
        QCOMPARE(steps, int(Trail::longest) - 1);
    }

    void bringsAWindowOntoAScreen_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QList<QRect>>("screens");
        QTest::addColumn<QRect>("seen");
        const QRect one(0, 0, 1920, 1040);
        const QRect right(1920, 0, 2560, 1400);
        QTest::newRow("where it stood") << QRect(100, 100, 800, 600) << QList<QRect>{one, right} << QRect(100, 100, 800, 600);
        QTest::newRow("on the second screen") << QRect(2000, 100, 800, 600) << QList<QRect>{one, right} << QRect(2000, 100, 800, 600);
        QTest::newRow("the second screen was unplugged") << QRect(3000, 100, 800, 600) << QList<QRect>{one} << QRect(1120, 100, 800, 600);
        QTest::newRow("far outside") << QRect(-20000, 90000, 800, 600) << QList<QRect>{one, right} << QRect(0, 440, 800, 600);
        QTest::newRow("larger than the screen") << QRect(-10, -10, 4000, 3000) << QList<QRect>{one} << one;
        QTest::newRow("its title bar above the screen") << QRect(100, -500, 800, 600) << QList<QRect>{one} << QRect(100, 0, 800, 600);
        QTest::newRow("no screen at all") << QRect(1, 2, 3, 4) << QList<QRect>{} << QRect(1, 2, 3, 4);
    }
    void bringsAWindowOntoAScreen()
    {
        QFETCH(QRect, wanted);
        QFETCH(QList<QRect>, screens);
        QTEST(onScreen(wanted, screens), "seen");
    }

    void restoresAWindowThatStoodFarOutside()
    {
        settings().user().setValue(u"test/rect"_s, QRect(50'000, -30'000, 600, 400));
        QWidget window;
        QVERIFY(windowLayout::restore(window, u"test"_s));
        QVERIFY(QGuiApplication::primaryScreen()->availableGeometry().contains(window.geometry()));
        windowLayout::save(window, u"test"_s);
        QWidget again;
        QVERIFY(windowLayout::restore(again, u"test"_s));
        QCOMPARE(again.geometry(), window.geometry());
        settings().user().remove(u"test"_s);
        QVERIFY(!windowLayout::restore(again, u"test"_s));
    }
};

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
