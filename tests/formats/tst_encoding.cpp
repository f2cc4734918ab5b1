// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/encoding.h"
#include "formats/text_decoder.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

#include <unicode/ucnv.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(const QString &text, const char *encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &status);
    QByteArray bytes(text.size() * 4 + 16, Qt::Uninitialized);
    const int32_t count = ucnv_fromUChars(converter, bytes.data(), int32_t(bytes.size()),
                                          reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()), &status);
    ucnv_close(converter);
    bytes.resize(count);
    return bytes;
}

const QString simplified = u"姓名,手机,公司,地址\n张伟,13800138000,上海海得电气有限公司,上海市徐汇区漕溪北路8号\n李娜,13900139000,,\n"_s;
const QString traditional = u"姓名,手機,公司,地址\n陳怡君,0912345678,台灣積體電路股份有限公司,新竹市東區力行六路8號\n林志明,0987654321,,\n"_s;

} // namespace

class TestEncoding : public QObject
{
    Q_OBJECT

private slots:
    void decides_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding"); // or the error's id
        QTest::addColumn<qint64>("damagedLine");

        const auto row = [](const char *name, const QByteArray &bytes, const QString &expected, qint64 line = 0) {
            QTest::newRow(name) << bytes << expected << line;
        };
        row("ascii", "name,phone\nZhang,138\n", u"UTF-8"_s);
        row("utf-8", simplified.toUtf8(), u"UTF-8"_s);
        row("utf-8, traditional", traditional.toUtf8(), u"UTF-8"_s);
        row("utf-8 with mark", "\xEF\xBB\xBF" + simplified.toUtf8(), u"UTF-8"_s);
        row("utf-8, two characters", u"张伟"_s.toUtf8(), u"UTF-8"_s);
        row("utf-8, one accent", u"name\nJosé\n"_s.toUtf8(), u"UTF-8"_s);
        row("utf-8, emoji and kana", u"名前\n🎉 すずき\n"_s.toUtf8(), u"UTF-8"_s);
        row("gb18030", encoded(simplified, "GB18030"), u"GB18030"_s);
        row("gb18030, only the headings", encoded(u"姓名,手机\nZhang,138\n"_s, "GB18030"), u"GB18030"_s);
        row("gb18030, other headings", encoded(u"客户,联系电话\n"_s, "GB18030"), u"GB18030"_s);
        row("gb18030, four-byte characters", encoded(simplified + u"㐂㑇𠮷,1,2,3\n"_s, "GB18030"), u"GB18030"_s);
        row("gb18030, traditional text", encoded(u"姓名,手機,公司\n陳怡君,0912345678,香港國際貿易有限公司\n"_s, "GB18030"), u"GB18030"_s);
        row("big5", encoded(traditional, "Big5"), u"Big5"_s);
        row("big5, only the headings", encoded(u"姓名,手機,電話\nWang,138\n"_s, "Big5"), u"Big5"_s);
        row("big5, names", encoded(u"王小明\n陳大文\n李美玲\n"_s, "Big5"), u"Big5"_s);
        row("utf-16le with mark", "\xFF\xFE" + encoded(simplified, "UTF-16LE"), u"UTF-16LE"_s);
        row("utf-16be with mark", "\xFE\xFF" + encoded(simplified, "UTF-16BE"), u"UTF-16BE"_s);
        row("utf-16le without mark", encoded(simplified, "UTF-16LE"), u"UTF-16LE"_s);
        row("utf-16be without mark", encoded(simplified, "UTF-16BE"), u"UTF-16BE"_s);
        row("utf-32le with mark", QByteArray("\xFF\xFE\0\0", 4) + encoded(simplified, "UTF-32LE"), u"UTF-32LE"_s);
        row("windows-1252", encoded(u"name;city\nJürgen Müller;Köln\nZoë;Besançon\nJosé;León\nChloé;Orléans\n"_s, "windows-1252"), u"windows-1252"_s);
        row("shift-jis by the library", encoded(u"名前,電話\nすずき いちろう,090\nたなか はなこ,080\nありがとうございます,1\n"_s, "Shift_JIS"), u"SHIFT_JIS"_s);

        // One bad byte costs its row, not the file and not the decision.
        row("utf-8 with one bad byte", simplified.toUtf8() + "Zhao\xFF,1\n" + simplified.toUtf8(), u"UTF-8"_s, 4);
        row("gb18030 with one bad byte", encoded(simplified, "GB18030") + "Zhao\xFF,1\n", u"GB18030"_s, 4);
        row("gb18030 cut within a character", encoded(simplified + u"王"_s, "GB18030").chopped(1), u"GB18030"_s, 4);
        row("utf-8 cut within a character", simplified.toUtf8() + u"王"_s.toUtf8().chopped(1), u"UTF-8"_s, 4);
        row("long ascii with one bad byte", QByteArray("Zhang,138\n").repeated(500) + "Zh\xD5,1\n", u"UTF-8"_s, 501);

        // Unsure: never silently wrong.
        row("one character of gb that is valid utf-8", encoded(u"模"_s, "GB18030"), u"formats.encodingUnsure"_s);
        row("one accented name", encoded(u"name\nJosé\n"_s, "windows-1252"), u"formats.encodingUnsure"_s);
        row("noise", QByteArray::fromHex("81ff90fe8dfd9dfc81fb8ffa90f98df89df7"), u"formats.encodingUnsure"_s);
        row("two encodings in one file", simplified.toUtf8().repeated(20) + encoded(simplified, "GB18030").repeated(20), u"formats.encodingUnsure"_s);

        row("empty", {}, u"formats.emptyFile"_s);
        row("a workbook", QByteArray("PK\x03\x04\x14\0\x06\0", 8), u"formats.notText"_s);
        row("zero bytes everywhere", QByteArray("\x7F" "ELF\0\0\1\2\0\0\0\0a\0\0", 15).repeated(9), u"formats.notText"_s);
        row("control characters", QByteArray("\1\2\3abc\4\5").repeated(50), u"formats.notText"_s);
    }
    void decides()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        QFETCH(qint64, damagedLine);
        QBuffer file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<TextEncoding> found = detectEncoding(file);
        QCOMPARE(found ? found->name : found.error().id, encoding);
        if (found)
            QCOMPARE(found->firstDamagedLine, damagedLine);
        if (!found && encoding == u"formats.encodingUnsure")
            QVERIFY(found.error().details.size() >= 4); // the readings to choose from, each with a sample
    }

    // Short Chinese in either encoding: right or refused, never the other one.
    void neverTakesOneChineseEncodingForTheOther()
    {
        const QStringList simple = u"张三 李四 王五 赵敏 陈晓东 刘德华 广州 北京市朝阳区 深圳南山 备注 姓名 手机 客户编号 联系人 电话 待跟进 诸葛孔明 欧阳娜娜 翟天临 邓紫棋 魏璎珞 单田芳 华为技术 青岛啤酒 龚琳娜 阚清子"_s.split(u' ');
        const QStringList tradition = u"張三 李四 王五 趙敏 陳曉東 劉德華 廣州 臺北市信義區 九龍旺角 備註 姓名 手機 客戶編號 聯絡人 電話 待跟進 諸葛孔明 歐陽娜娜 魏瓔珞 鄧紫棋 華碩電腦 鴻海精密 龔琳娜 闕清子"_s.split(u' ');
        int decided = 0;
        const auto right = [&](const QByteArray &bytes, const QString &encoding, const QString &text) {
            QByteArray copy = bytes;
            QBuffer file(&copy);
            file.open(QIODevice::ReadOnly);
            const Result<TextEncoding> found = detectEncoding(file);
            decided += found ? 1 : 0;
            const QString is = found ? found->name : found.error().id;
            if (is != encoding && is != u"formats.encodingUnsure")
                qWarning() << text << encoding << is;
            return is == encoding || is == u"formats.encodingUnsure";
        };
        for (const QString &text : simple)
            QVERIFY(right(encoded(text, "GB18030"), u"GB18030"_s, text));
        for (const QString &text : tradition)
            QVERIFY(right(encoded(text, "Big5"), u"Big5"_s, text));
        qInfo() << decided << "of" << simple.size() + tradition.size() << "single cells were decided";
        QVERIFY(decided > 20);
    }

    void sampleFilesOfEachEncoding_data()
    {
        QTest::addColumn<QString>("encoding");
        for (const char *name : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void sampleFilesOfEachEncoding()
    {
        QFETCH(QString, encoding);
        QFile file(QStringLiteral(KEMAI_SOURCE_DIR "/tests/formats/samples/%1.csv").arg(encoding.toLower()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<TextEncoding> found = detectEncoding(file);
        QCOMPARE(found ? found->name : found.error().id, encoding);
    }

    void decodesOneByteAtATime_data()
    {
        QTest::addColumn<QString>("encoding");
        for (const char *name : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5", "Shift_JIS", "windows-1252"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void decodesOneByteAtATime()
    {
        QFETCH(QString, encoding);
        const QString text = encoding == u"Big5" ? traditional
            : encoding == u"windows-1252"        ? u"Müller\n"_s
            : encoding == u"Shift_JIS"           ? u"日本語\n"_s
                                                 : simplified + u"𠮷🎉\n"_s;
        Result<TextDecoder> decoder = TextDecoder::forEncoding(encoding);
        QVERIFY(decoder.has_value());
        QString decoded;
        for (const char byte : encoded(text, encoding.toLatin1().constData()))
            decoder->decode(QByteArrayView(&byte, 1), decoded);
        decoder->decode({}, decoded, TextDecoder::Piece::Last);
        QCOMPARE(decoded, text);
    }

    void brokenCharacterNeverEatsTheLineEnd_data()
    {
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("utf-8") << u"UTF-8"_s << QByteArray("a\xE5\xBC\nb");
        QTest::newRow("gb18030") << u"GB18030"_s << QByteArray("a\xD5\nb");
        QTest::newRow("gb18030, four bytes begun") << u"GB18030"_s << QByteArray("a\x81\x30\x81\nb");
        QTest::newRow("big5") << u"Big5"_s << QByteArray("a\xA4\nb");
    }
    void brokenCharacterNeverEatsTheLineEnd()
    {
        QFETCH(QString, encoding);
        QFETCH(QByteArray, bytes);
        for (const bool single : {false, true}) {
            Result<TextDecoder> decoder = TextDecoder::forEncoding(encoding);
            QString text;
            if (single)
                for (const char byte : bytes)
                    decoder->decode(QByteArrayView(&byte, 1), text);
            else
                decoder->decode(bytes, text);
            decoder->decode({}, text, TextDecoder::Piece::Last);
            QVERIFY(text.startsWith(u"a") && text.endsWith(u"\nb"));
            QVERIFY(text.contains(QChar(damageMark)));
        }
    }
    void brokenEndIsMarked()
    {
        Result<TextDecoder> decoder = TextDecoder::forEncoding(u"GB18030"_s);
        QString text;
        decoder->decode("ab\xD5", text, TextDecoder::Piece::Last);
        QCOMPARE(text, u"ab"_s + QChar(damageMark));
    }

    void takesAGivenEncodingOrSaysWhyNot()
    {
        QByteArray bytes = encoded(simplified, "GB18030");
        QBuffer file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(checkEncoding(file, u"GBK"_s)->name, u"GBK"_s);
        QCOMPARE(checkEncoding(file, u"UTF-8"_s).error().id, u"formats.encodingWrong"_s);
        QCOMPARE(checkEncoding(file, u"klingon"_s).error().id, u"formats.encodingUnknown"_s);
        QByteArray marked = "\xEF\xBB\xBF" + simplified.toUtf8();
        QBuffer other(&marked);
        QVERIFY(other.open(QIODevice::ReadOnly));
        QCOMPARE(checkEncoding(other, u"utf8"_s)->markBytes, 3);
    }
};

QTEST_APPLESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
