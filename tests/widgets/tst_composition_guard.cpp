// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composition_guard.h"
#include "widgets/inline_field.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestCompositionGuard : public QObject
{
    Q_OBJECT

private:
    static void compose(QWidget *field, const QString &pinyin)
    {
        QInputMethodEvent event(pinyin, {});
        QApplication::sendEvent(field, &event);
    }
    static void choose(QWidget *field, const QString &chinese)
    {
        QInputMethodEvent event;
        event.setCommitString(chinese);
        QApplication::sendEvent(field, &event);
    }

private slots:
    void initTestCase()
    {
        theme().install();
        CompositionGuard::install();
        CompositionGuard::install();
    }

    void enterChoosesAndDoesNotSubmit()
    {
        SearchField field;
        field.show();
        field.setFocus();
        QSignalSpy submitted(&field, &QLineEdit::returnPressed);
        compose(&field, u"zhang"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QTest::keyClick(&field, Qt::Key_Enter);
        QCOMPARE(submitted.count(), 0);
        choose(&field, u"张"_s);
        QCOMPARE(field.text(), u"张"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
    }

    void escapeLeavesTheTextAlone()
    {
        SearchField field;
        field.show();
        field.setText(u"王"_s);
        compose(&field, u"min"_s);
        QTest::keyClick(&field, Qt::Key_Escape); // the input method's, to drop its pinyin
        QCOMPARE(field.text(), u"王"_s);
        compose(&field, {});
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(field.text(), QString());
    }

    void anInlineFieldDoesNotCommitHalfAWord()
    {
        InlineField field(u"City"_s);
        field.setValue(u"上海"_s);
        field.show();
        QSignalSpy committed(&field, &InlineField::committed);
        field.edit();
        field.editor()->clear();
        compose(field.editor(), u"hangz"_s);
        QTest::keyClick(field.editor(), Qt::Key_Return);
        QCOMPARE(committed.count(), 0);
        QVERIFY(field.isEditing());
        choose(field.editor(), u"杭州"_s);
        QTest::keyClick(field.editor(), Qt::Key_Return);
        QCOMPARE(committed.count(), 1);
        QCOMPARE(committed.first().first().toString(), u"杭州"_s);
    }

    void noKeyOfAnActionInterrupts()
    {
        QWidget window;
        auto *note = new QPlainTextEdit(&window);
        QShortcut shortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), &window);
        QSignalSpy activated(&shortcut, &QShortcut::activated);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        note->setFocus();
        compose(note, u"baojia"_s);
        QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(activated.count(), 0);
        QCOMPARE(note->toPlainText(), QString());
        choose(note, u"报价"_s);
        QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(note->toPlainText(), u"报价"_s);
    }

    void anotherFieldIsNotConcerned()
    {
        SearchField composing;
        SearchField other;
        composing.show();
        other.show();
        QSignalSpy submitted(&other, &QLineEdit::returnPressed);
        compose(&composing, u"ni"_s);
        QTest::keyClick(&other, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
    }
};

QTEST_MAIN(TestCompositionGuard)
#include "tst_composition_guard.moc"
