// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/button.h"
#include "widgets/icon.h"
#include "widgets/painting.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        theme().install();
        theme().setScheme(SchemeChoice::Light);
    }

    void tellsEverybodyOnce()
    {
        QSignalSpy changed(&theme(), &Theme::changed);
        theme().setScheme(SchemeChoice::Dark);
        theme().setScheme(SchemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Base), theme().color(ColorToken::Surface));
        theme().setScheme(SchemeChoice::Light);
        QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(Qt::white));
    }

    void repaintsALabelInTheNewColour()
    {
        TextLabel label(TextSize::Body, TextWeight::Regular, ColorToken::Danger);
        QCOMPARE(label.palette().color(QPalette::WindowText).rgb(), tokenRgb(ColorToken::Danger, Scheme::Light));
        theme().setScheme(SchemeChoice::Dark);
        QCOMPARE(label.palette().color(QPalette::WindowText).rgb(), tokenRgb(ColorToken::Danger, Scheme::Dark));
        theme().setScheme(SchemeChoice::Light);
    }

    void growsControlsWithTheText()
    {
        Button button;
        button.setText(u"Import customers"_s);
        QCOMPARE(button.sizeHint().height(), 32);
        const int width = button.sizeHint().width();
        theme().setTextScale(1.5);
        QCOMPARE(button.sizeHint().height(), 48);
        QVERIFY(button.sizeHint().width() > width);
        QCOMPARE(theme().font(TextSize::Title).pixelSize(), 30);
        theme().setTextScale(9);
        QCOMPARE(theme().textScale(), 2.0);
        theme().setTextScale(1);
        theme().setDensity(Density::Compact);
        QCOMPARE(button.sizeHint().height(), 28);
        QCOMPARE(RowDelegate::rowHeight() % 4, 0);
        theme().setDensity(Density::Comfortable);
    }

    void drawsFiguresOfOneWidth()
    {
        for (const TextSize size : {TextSize::Small, TextSize::Secondary, TextSize::Body, TextSize::Large, TextSize::Title}) {
            const QFontMetricsF metrics(theme().font(size));
            for (char16_t digit = u'1'; digit <= u'9'; ++digit)
                QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(u'0'));
        }
    }

    void cutsTextOnlyWhereItDoesNotFit()
    {
        QImage image(400, 40, QImage::Format_ARGB32);
        QPainter painter(&image);
        const QFont font = theme().font();
        const QString text = u"7 日内有互动 and more"_s;
        QCOMPARE(paintText(&painter, QRect(0, 0, textWidth(text, font), 40), text, font, ColorToken::Text), textWidth(text, font));
        QVERIFY(paintText(&painter, QRect(0, 0, 60, 40), text, font, ColorToken::Text) <= 60);
        QCOMPARE(paintText(&painter, QRect(0, 0, 0, 40), text, font, ColorToken::Text), 0);
    }

    void findsTheWordsOfAQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<TextSpan>>("spans");
        QTest::newRow("Chinese") << u"张"_s << u"张明张"_s << QList<TextSpan>{{0, 1}, {2, 1}};
        QTest::newRow("case") << u"MIN"_s << u"zhang min"_s << QList<TextSpan>{{6, 3}};
        QTest::newRow("two words that touch") << u"南京 京启"_s << u"南京启明"_s << QList<TextSpan>{{0, 3}};
        QTest::newRow("nothing asked") << u"  "_s << u"张敏"_s << QList<TextSpan>{};
        QTest::newRow("nothing found") << u"李"_s << u"张敏"_s << QList<TextSpan>{};
        QTest::newRow("nothing there") << u"李"_s << QString() << QList<TextSpan>{};
    }
    void findsTheWordsOfAQuery()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QTEST(spansOf(query, text), "spans");
    }
};

Q_DECLARE_METATYPE(QList<kemai::TextSpan>)
QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
