// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/accessible_walk.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/inline_field.h"
#include "widgets/language.h"
#include "widgets/navigation_rail.h"
#include "widgets/search_field.h"
#include "widgets/section_heading.h"
#include "widgets/status_chip.h"
#include "widgets/theme.h"
#include "widgets/painting.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestPieces : public QObject
{
    Q_OBJECT

private:
    static IconButton *clearButton(SearchField &field) { return field.findChild<IconButton *>(); }

private slots:
    void initTestCase() { theme().install(); }

    void namesEveryPieceForAScreenReader()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *rail = new NavigationRail;
        rail->add(u"customers"_s, Glyph::Customers);
        rail->setLabel(u"customers"_s, u"Customers"_s);
        auto *bell = new IconButton(Glyph::Bell);
        bell->setLabel(u"Notifications"_s);
        auto *banner = new Banner(Tone::Danger);
        banner->setText(u"Overdue"_s);
        banner->setAction(u"Open"_s);
        auto *empty = new EmptyState(Glyph::Customers);
        empty->setText(u"Nobody yet"_s);
        empty->setAction(u"Import"_s, u"New"_s);
        auto *chip = new StatusChip;
        chip->setStatus(Tone::Success, u"Saved"_s);
        for (QWidget *widget : std::initializer_list<QWidget *>{rail, bell, banner, empty, chip, new SearchField,
                                                                new Chip(u"Mine"_s), new InlineField(u"City"_s)})
            column->addWidget(widget);
        QCOMPARE(unnamedWidgets(&window), QStringList());
    }
    void noticesAWidgetWithoutAName()
    {
        QWidget window;
        auto *field = new QLineEdit(&window);
        field->setObjectName(u"forgotten"_s);
        QCOMPARE(unnamedWidgets(&window), QStringList{u"/QWidget/forgotten"_s});
        field->setAccessibleName(u" "_s);
        QCOMPARE(unnamedWidgets(&window).size(), 1);
        field->setAccessibleName(u"City"_s);
        QCOMPARE(unnamedWidgets(&window), QStringList());
    }

    void clearsASearchBeforeItLeavesIt()
    {
        SearchField field;
        QSignalSpy left(&field, &SearchField::left);
        QSignalSpy down(&field, &SearchField::movedDown);
        QTest::keyClicks(&field, u"zm"_s);
        QVERIFY(!clearButton(field)->isHidden());
        QTest::keyClick(&field, Qt::Key_Down);
        QCOMPARE(down.count(), 1);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(field.text(), QString());
        QVERIFY(clearButton(field)->isHidden());
        QCOMPARE(left.count(), 0);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
    }

    void keepsTheDraftOfARefusedEdit()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *field = new InlineField(u"Mobile"_s);
        auto *other = new QCheckBox(u"other"_s);
        column->addWidget(field);
        column->addWidget(other);
        field->setValue(u"138"_s);
        window.show();
        QSignalSpy committed(field, &InlineField::committed);

        field->edit();
        QTest::keyClicks(field->editor(), u"1391"_s); // replaces the selected value
        QTest::keyClick(field->editor(), Qt::Key_Escape);
        QVERIFY(!field->isEditing());
        QCOMPARE(field->value(), u"138"_s);
        QCOMPARE(committed.count(), 0);

        field->edit(); // the draft is back
        QCOMPARE(field->editor()->text(), u"1391"_s);
        QTest::keyClick(field->editor(), Qt::Key_Return);
        QCOMPARE(committed.count(), 1);
        field->refuse(u"A digit short"_s);
        QVERIFY(field->isEditing());
        QCOMPARE(field->editor()->text(), u"1391"_s);
        field->setValue(u"1391"_s);
        QVERIFY(!field->isEditing());
        field->edit();
        QTest::keyClick(field->editor(), Qt::Key_Return); // unchanged: nothing to write
        QCOMPARE(committed.count(), 1);
    }
    void opensNoMaskedField()
    {
        InlineField field(u"Amount"_s);
        field.setValue(u"386"_s);
        field.setMasked(u"Authorized"_s);
        field.edit();
        QVERIFY(!field.isEditing());
        QCOMPARE(field.accessibleDescription(), u"Authorized"_s);
    }

    void movesAlongTheRailByKeys()
    {
        NavigationRail rail;
        RailButton *first = rail.add(u"a"_s, Glyph::Home);
        RailButton *second = rail.add(u"b"_s, Glyph::Customers);
        rail.setLabel(u"a"_s, u"A"_s);
        rail.setLabel(u"b"_s, u"B"_s);
        rail.setCurrent(u"a"_s);
        rail.show();
        QSignalSpy chosen(&rail, &NavigationRail::chosen);
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Down);
        QCOMPARE(rail.focusWidget(), static_cast<QWidget *>(second));
        QTest::keyClick(second, Qt::Key_Space);
        QCOMPARE(chosen.value(0).value(0).toString(), u"b"_s);
        QVERIFY(first->isChecked()); // the page decides; a click alone changes nothing
    }

    void undoesFromTheToastOnce()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        int undone = 0;
        QPointer<Toast> first = Toast::offerUndo(&window, u"Note added"_s, [&undone] { ++undone; });
        QPointer<Toast> second = Toast::offerUndo(&window, u"Note added"_s, [&undone] { ++undone; });
        QVERIFY(first.isNull()); // the newest replaces it
        QVERIFY(window.rect().contains(second->geometry()));
        QCOMPARE(unnamedWidgets(second), QStringList());
        second->findChild<Button *>()->click();
        QCOMPARE(undone, 1);
        QTRY_VERIFY(second.isNull());
    }

    void saysNothingInTheLanguageOfBefore()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        const QPointer<Toast> toast = Toast::offer(&window, u"Saved."_s);
        const Tongue before = language().tongue();
        language().setTongue(before == Tongue::Chinese ? Tongue::English : Tongue::Chinese);
        QTRY_VERIFY(toast.isNull());
        language().setTongue(before);
    }

    void coversNothingThatCanBePressed()
    {
        QWidget window;
        window.resize(800, 600);
        Button low(ButtonKind::Secondary, &window);
        low.setText(u"Met"_s);
        low.setGeometry(350, 530, 100, 40);
        Button later(ButtonKind::Secondary, &window);
        later.setText(u"Next workday"_s);
        later.setGeometry(350, 480, 100, 40);
        later.hide();
        window.show();
        const auto card = [](const QWidget *toast) { return toast->geometry().adjusted(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin); };
        Toast *toast = Toast::offer(&window, u"Saved."_s);
        QVERIFY(!card(toast).intersects(low.geometry()));
        QVERIFY(card(toast).bottom() >= 480); // no higher than it must
        later.show(); // a question below the note, say
        QTRY_VERIFY(!card(toast).intersects(later.geometry()) && !card(toast).intersects(low.geometry()));
        QVERIFY(window.rect().contains(card(toast)));
    }
};

QTEST_MAIN(TestPieces)
#include "tst_pieces.moc"
