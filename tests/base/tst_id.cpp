// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id.h"

#include <QTest>

using namespace kemai;

class TestId : public QObject
{
    Q_OBJECT

private slots:
    void newIdsRunForwardsEvenWhenTheClockDoesNot()
    {
        Id last;
        for (int i = 0; i < 20000; ++i) {
            const Id id = Id::make(1'700'000'000'000 - i);
            QVERIFY(id > last);
            last = id;
        }
    }
    void carriesItsTime() { QCOMPARE(Id::fromSeed(1'763'800'000'123, ~0ull, ~0ull).timeMs(), 1'763'800'000'123); }
    void saysVersionAndVariant()
    {
        const QString text = Id::make(4'102'444'800'000).toString(); // later than any other test's clock
        QCOMPARE(text.at(14), u'7');
        QVERIFY(QStringView(u"89ab").contains(text.at(19)));
    }
    void isTheSameForTheSameName() // RFC 9562 A.4: the DNS name space and www.example.com
    {
        const Id dns = Id::fromString(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        QCOMPARE(Id::fromName(dns, "www.example.com").toString(),
                 QStringLiteral("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }
    void roundTripsAsText()
    {
        const Id id = Id::make(1'763'800'000'000);
        QCOMPARE(Id::fromString(id.toString()), id);
        QVERIFY(Id::fromString(u"no uuid at all").isNull());
    }
};

QTEST_APPLESS_MAIN(TestId)
#include "tst_id.moc"
