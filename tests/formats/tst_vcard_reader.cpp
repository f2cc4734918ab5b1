// SPDX-License-Identifier: GPL-3.0-or-later
// Address cards of all three versions, as phones and mail programs write them.
#include "formats/vcard_reader.h"

#include <QBuffer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

struct Read {
    QStringList rows; // "line: cell|cell" without empty ends; of a bad one "line! id"
    QStringList raws;
    QString error;
};

Read read(const QByteArray &bytes, const QString &encoding = {})
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    Read result;
    auto reader = VcardReader::open(device, encoding);
    if (!reader) {
        result.error = reader.error().id;
        return result;
    }
    TableRow row;
    for (;;) {
        const Result<bool> any = (*reader)->next(row);
        if (!any)
            result.error = any.error().id;
        if (!any || !*any)
            return result;
        QStringList cells = row.cells;
        while (!cells.isEmpty() && cells.last().isEmpty())
            cells.removeLast();
        result.rows.append(row.error ? QString::number(row.line) + u"! "_s + row.error->id
                                     : QString::number(row.line) + u": "_s + cells.join(u'|'));
        result.raws.append(row.raw);
    }
}

} // namespace

class TestVcardReader : public QObject
{
    Q_OBJECT

private slots:
    void readsCards_data()
    {
        QTest::addColumn<QByteArray>("card"); // what stands between BEGIN and END
        QTest::addColumn<QString>("cells");
        QTest::newRow("4.0, a name in parts") << QByteArray("VERSION:4.0\nN:张;敏;;;\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+86-138-0013-8000;ext=801") << u"张敏||+86-138-0013-8000 转801"_s;
        QTest::newRow("3.0, the written name first") << QByteArray("VERSION:3.0\nN:Smith;John;;Dr.;\nFN:John A. Smith\nORG:Acme Inc.;Sales\nTITLE:Director")
                                                     << u"John A. Smith|Acme Inc.|||||部门：Sales\n职务：Director"_s;
        QTest::newRow("name in Latin") << QByteArray("N:Smith;John;;Dr.;") << u"Dr. John Smith"_s;
        QTest::newRow("2.1 quoted-printable") << QByteArray("VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E6=95=8F;;;\nTEL;CELL:13800138000") << u"张敏||13800138000"_s;
        QTest::newRow("2.1 soft line break") << QByteArray("FN;CHARSET=UTF-8;QUOTED-PRINTABLE:=E5=BC=\r\n=A0=E6=95=8F\r\nTEL;CELL;PREF:1") << u"张敏||1"_s;
        QTest::newRow("2.1 in GBK") << QByteArray("N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5;=C3=F4") << u"张敏"_s;
        QTest::newRow("several of each") << QByteArray("FN:张敏\nTEL;TYPE=CELL:13800138000\nitem1.TEL;TYPE=HOME:010-62888888\nTEL;TYPE=work,fax:021-62888888\nEMAIL:a@b.cn\nEMAIL;TYPE=HOME:c@d.cn")
                                         << u"张敏||13800138000\n家 010-62888888\n传真 021-62888888|a@b.cn; c@d.cn"_s;
        QTest::newRow("address in Chinese order") << QByteArray("FN:张敏\nADR;TYPE=WORK:;;建国门外大街1号;北京市;北京市;100020;中国") << u"张敏||||北京市建国门外大街1号 100020"_s;
        QTest::newRow("two addresses") << QByteArray("FN:a\nADR:;;1 Main St;Springfield;IL;62701;USA\nADR:;;南京路1号;上海;;;") << u"a||||1 Main St, Springfield, IL 62701, USA || 上海南京路1号"_s;
        QTest::newRow("birthday and note with escapes") << QByteArray("FN:a\nBDAY:1990-01-02T00:00:00Z\nNOTE:x\\, y\\; z\\nnext \\\\") << u"a|||||1990-01-02|x, y; z\nnext \\"_s;
        QTest::newRow("folded") << QByteArray("FN:Zhang\r\n  Min\r\nNOTE:a\r\n\tb") << u"Zhang Min||||||ab"_s;
        QTest::newRow("picture passed over") << QByteArray("FN:a\nPHOTO;ENCODING=b;TYPE=JPEG:" + QByteArray("/9j/4AAQSkZJRg\n ").repeated(20'000) + "AA==\nTEL:1") << u"a||1"_s;
        QTest::newRow("base64 text") << QByteArray("FN;ENCODING=b:5byg5pWP") << u"张敏"_s;
        QTest::newRow("card inside a card") << QByteArray("FN:a\nAGENT:\nBEGIN:VCARD\nFN:b\nTEL:2\nEND:VCARD\nTEL:1") << u"a||1"_s;
        QTest::newRow("parameter with a colon") << QByteArray("FN;X-A=\"a:b;c\":张敏") << u"张敏"_s;
        QTest::newRow("lines without a colon") << QByteArray("nonsense\n\nFN:张敏") << u"张敏"_s;
        QTest::newRow("unknown charset: the file's") << QByteArray("FN;CHARSET=NOWHERE-8:张敏") << u"张敏"_s;
    }
    void readsCards()
    {
        QFETCH(QByteArray, card);
        QFETCH(QString, cells);
        const Read result = read("BEGIN:VCARD\r\n" + card + "\r\nEND:VCARD\r\n");
        QCOMPARE(result.error, QString());
        QCOMPARE(result.rows, QStringList{u"1: "_s + cells});
    }

    void aBadCardCostsNoOther()
    {
        const Read result = read("junk\nBEGIN:VCARD\nFN:never ends\nBEGIN:VCARD\nFN:张敏\nEND:VCARD\n"
                                 "BEGIN:VCARD\nFN:" + QByteArray(100'000, 'x') + "\nEND:VCARD\n"
                                 "begin:vcard\nFN:李伟\nend:vcard\nBEGIN:VCARD\nFN:cut off");
        QCOMPARE(result.rows, (QStringList{u"2! formats.cardNeverEnds"_s, u"4: 张敏"_s, u"7! formats.cardTooLong"_s, u"10: 李伟"_s, u"13! formats.cardNeverEnds"_s}));
    }

    void theWholeFileMayBeInUtf16OrGb18030()
    {
        const QString card = u"BEGIN:VCARD\r\nFN:张敏\r\nORG:南京启明教育科技有限公司\r\nADR:;;中山路321号鼓楼大厦;南京市;江苏省;;\r\nEND:VCARD\r\n"_s;
        const QString row = u"1: 张敏|南京启明教育科技有限公司|||江苏省南京市中山路321号鼓楼大厦"_s;
        QCOMPARE(read(QByteArray("\xFF\xFE") + QByteArray(reinterpret_cast<const char *>(card.utf16()), card.size() * 2)).rows, QStringList{row});
        const QByteArray gbk = QByteArray::fromHex("424547494e3a56434152440d0a464e3ad5c5c3f40d0a454e443a56434152440d0a");
        QCOMPARE(read(gbk, u"GB18030"_s).rows, QStringList{u"1: 张敏"_s});
    }

    void theRawCardIsACardAgain()
    {
        const QByteArray card = "BEGIN:VCARD\r\nFN:张敏\r\nPHOTO;ENCODING=b:AAAA\r\nTEL;CELL:13800138000\r\nEND:VCARD";
        const Read once = read(card);
        QCOMPARE(read(once.raws.first().toUtf8()).rows, once.rows);
        QVERIFY(!once.raws.first().contains(u"PHOTO"));
    }
};

QTEST_GUILESS_MAIN(TestVcardReader)
#include "tst_vcard_reader.moc"
