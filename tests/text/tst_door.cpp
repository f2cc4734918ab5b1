// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses down to the door: 200 as people write them (addresses_200.tsv), and single facts.
#include "text/door.h"

#include <QFile>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDoor : public QObject
{
    Q_OBJECT

private slots:
    void readsNinetyFiveInAHundredToTheDoor()
    {
        QFile file(QStringLiteral(KEMAI_SOURCE_DIR "/tests/text/addresses_200.tsv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int all = 0, toDoor = 0, whole = 0;
        QStringList missed;
        for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            if (line.isEmpty() || line.startsWith(u'#'))
                continue;
            const QStringList expected = line.split(u'\t');
            QCOMPARE(expected.size(), 10);
            const Address address = parseAddress(expected[0]);
            const Door door = parseDoor(address.rest);
            const QStringList read{expected[0], address.provinceName(), address.cityName(), address.districtName(), door.road,
                                   door.number, door.building, door.unit, door.floor, door.room};
            ++all;
            if (read.first(6) == expected.first(6))
                ++toDoor;
            if (read == expected)
                ++whole;
            else
                missed.append(u"expected "_s + expected.join(u'|') + u"\n         read "_s + read.join(u'|') + u"  estate "_s + door.estate + u"  rest "_s + door.rest);
        }
        qInfo("%d addresses: %d to the door, %d whole", all, toDoor, whole);
        QCOMPARE(all, 200);
        QVERIFY2(toDoor >= 190 && whole >= 180, qPrintable(missed.join(u'\n')));
    }

    void partsOfADoor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read"); // town|road|number|estate|building|unit|floor|room|rest
        QTest::newRow("everything") << u"三里屯街道工体北路8号院三里屯SOHO3号楼2单元12层1203室"_s << u"三里屯街道|工体北路|8号院|三里屯SOHO|3号楼|2单元|12层|1203室|"_s;
        QTest::newRow("a village") << u"李家村3组18号"_s << u"李家村||3组18号||||||"_s;
        QTest::newRow("dashes are building, unit, room") << u"中山路5号阳光花园3-2-501"_s << u"|中山路|5号|阳光花园|3|2||501|"_s;
        QTest::newRow("only an estate") << u"国贸三期B座"_s << u"|||国贸三期|B座||||"_s;
        QTest::newRow("only a tower") << u"国贸三期"_s << u"|||国贸三期|||||"_s;
        QTest::newRow("nothing") << QString() << u"||||||||"_s;
    }
    void partsOfADoor()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const Door door = parseDoor(text);
        QCOMPARE((QStringList{door.town, door.road, door.number, door.estate, door.building, door.unit, door.floor, door.room, door.rest}).join(u'|'), read);
    }

    void hostileTextEnds()
    {
        for (const QString &piece : {u"路"_s, u"1"_s, u"号"_s, u"A"_s, u"1-"_s, u"(1楼"_s, u"中1路号"_s, QString(QChar(0x0301))})
            (void)parseDoor(piece.repeated(100'000 / piece.size()));
    }
};

QTEST_GUILESS_MAIN(TestDoor)
#include "tst_door.moc"
