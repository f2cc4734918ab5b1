// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_lines.h"

#include <QBuffer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestJsonLines : public QObject
{
    Q_OBJECT

private slots:
    void everyBadLineCostsItselfOnly()
    {
        QByteArray bytes("\xEF\xBB\xBF{\"a\":1}\r\n\n  \nnot json\n[1]\n{\"a\":\"\xFF\"}\n{\"a\":{\"b\":{\"c\":[1]}}}\n");
        bytes += "{\"a\":\"" + QByteArray(500, 'x') + "\"}\n{\"a\":9007199254740993,\"b\":\"[[[[[[{\\\"\"}";
        QBuffer file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        JsonLineReader reader(file, {200, 3});
        QStringList seen;
        JsonLine line;
        qint64 number = 0;
        while (*reader.next(line)) {
            number = line.object.value(u"a").toInteger();
            seen.append(QString::number(line.line) + (line.error ? line.error->id.mid(8) : u"ok"_s));
        }
        QCOMPARE(seen, QStringList({u"1ok"_s, u"4jsonSyntax"_s, u"5jsonNotObject"_s, u"6jsonNotUtf8"_s,
                                    u"7jsonTooDeep"_s, u"8jsonTooLong"_s, u"9ok"_s}));
        QCOMPARE(number, 9007199254740993);
        QCOMPARE(reader.bytesRead(), bytes.size());
    }
    void longFilesRunThroughSmallBuffers()
    {
        QByteArray bytes;
        for (int i = 0; i < 20000; ++i)
            bytes += "{\"n\":" + QByteArray::number(i) + ",\"t\":\"" + u"你好"_s.toUtf8() + "\"}\n";
        QBuffer file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        JsonLineReader reader(file);
        JsonLine line;
        int count = 0;
        while (*reader.next(line)) {
            QVERIFY(!line.error);
            QCOMPARE(line.object.value(u"n").toInt(), count++);
        }
        QCOMPARE(count, 20000);
    }
};

QTEST_APPLESS_MAIN(TestJsonLines)
#include "tst_json_lines.moc"
