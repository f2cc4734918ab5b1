// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icon.h"
#include "widgets/theme.h"

#include <QDir>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestIcons : public QObject
{
    Q_OBJECT

private slots:
    void hasAFileForEachGlyphAndAGlyphForEachFile()
    {
        QStringList listed;
        for (const char *file : glyphFiles)
            listed << QLatin1String(file) + ".svg"_L1;
        listed.sort();
        QStringList files = QDir(QStringLiteral(KEMAI_SOURCE_DIR "/resources/icons")).entryList({u"*.svg"_s}, QDir::Files);
        files.sort();
        QCOMPARE(files, listed);
    }

    void standsOnTheGridWithRoundStrokes_data()
    {
        QTest::addColumn<int>("glyph");
        for (size_t i = 0; i < std::size(glyphFiles); ++i)
            QTest::newRow(glyphFiles[i]) << int(i);
    }
    void standsOnTheGridWithRoundStrokes()
    {
        QFETCH(int, glyph);
        icon(Glyph(glyph)); // registers the resource
        iconPixmap(Glyph(glyph), Qt::black, 24, 1);
        QFile file(u":/icons/%1.svg"_s.arg(QLatin1String(glyphFiles[glyph])));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY(svg.contains("viewBox=\"0 0 24 24\"") && svg.contains("stroke-width=\"1.5\"")
                && svg.contains("stroke-linecap=\"round\""));
        QVERIFY(QSvgRenderer(svg).isValid());

        // It is drawn, in the colour asked for, and nothing touches the edge of its box.
        const QImage image = iconPixmap(Glyph(glyph), Qt::red, 24, 2).toImage();
        QCOMPARE(image.size(), QSize(48, 48));
        int inked = 0;
        for (int y = 0; y < 48; ++y)
            for (int x = 0; x < 48; ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() < 128)
                    continue;
                ++inked;
                QVERIFY2(x > 1 && y > 1 && x < 46 && y < 46, "touches the edge");
                QVERIFY(pixel.red() > 250 && pixel.green() < 5);
            }
        QVERIFY2(inked > 24, "nothing drawn");
    }

    void followsTheThemeByItself()
    {
        const QIcon search = icon(Glyph::Search, ColorToken::Accent);
        const auto dominant = [&search] {
            const QImage image = search.pixmap(QSize(24, 24)).toImage();
            QRgb darkest = 0;
            int alpha = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() > alpha) {
                        alpha = image.pixelColor(x, y).alpha();
                        darkest = image.pixel(x, y) | 0xff000000;
                    }
            return QColor(darkest);
        };
        const auto near = [](QColor a, QRgb b) {
            return qAbs(a.red() - qRed(b)) < 6 && qAbs(a.green() - qGreen(b)) < 6 && qAbs(a.blue() - qBlue(b)) < 6;
        };
        theme().setScheme(SchemeChoice::Light);
        QVERIFY(near(dominant(), tokenRgb(ColorToken::Accent, Scheme::Light)));
        theme().setScheme(SchemeChoice::Dark);
        QVERIFY(near(dominant(), tokenRgb(ColorToken::Accent, Scheme::Dark)));
    }

    void isSharpOnADenseScreen()
    {
        const QPixmap pixmap = iconPixmap(Glyph::Bell, Qt::black, 20, 2.0);
        QCOMPARE(pixmap.size(), QSize(40, 40));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
