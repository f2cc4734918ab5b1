// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/link.h"

#include <QRandomGenerator>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestLink : public QObject
{
    Q_OBJECT

    static QString said(const Result<Link> &link)
    {
        if (!link)
            return link.error().id;
        switch (link->kind) {
        case Link::Kind::Show:
            return u"show"_s;
        case Link::Kind::Customer:
            return u"customer "_s + link->customer.toString();
        case Link::Kind::QuickCreate:
            return u"new "_s + link->number + u' ' + link->name;
        case Link::Kind::Call:
            break;
        }
        const CallNews &call = link->call;
        return QStringList{u"call"_s,
                           call.number,
                           call.queue,
                           call.choice,
                           QString::number(call.waitedSeconds),
                           call.direction == CallNews::Direction::In ? u"in"_s : u"out"_s,
                           QStringList{u"ringing"_s, u"answered"_s, u"ended"_s}.at(int(call.event))}
            .join(u'|');
    }

private slots:
    void handsACallOverWithTheNoteSoFar()
    {
        CallNews news{.number = u"+8613812345678"_s, .queue = u"售后"_s, .from = u"王倩"_s, .note = u"问诊断报告 & 价格?\n=100%"_s};
        auto link = readLink(handOverLink(news));
        QVERIFY(link);
        QCOMPARE(link->call.number, news.number);
        QCOMPARE(link->call.from, news.from);
        QCOMPARE(link->call.note, u"问诊断报告 & 价格? =100%"_s);
        news.note = QString(3000, u'长');
        link = readLink(handOverLink(news));
        QVERIFY(link && link->call.note.size() > 150);
        QVERIFY(handOverLink(news).size() <= linkLimit);
    }

    void readsOursAndNothingElse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("meaning");
        const QString no = u"calls.link"_s;
        QTest::newRow("call") << u"kemai://call?number=13800138000"_s << u"call|13800138000|||0|in|ringing"_s;
        QTest::newRow("call, whole") << u"kemai://call?number=%2B8613800138000&queue=%E5%94%AE%E5%90%8E&choice=2&waited=18&direction=out&event=answered"_s
                                     << u"call|+8613800138000|售后|2|18|out|answered"_s;
        QTest::newRow("a + that nobody escaped") << u"kemai://call?number=+8613800138000"_s << u"call|+8613800138000|||0|in|ringing"_s;
        QTest::newRow("hidden caller") << u"kemai://call?number="_s << u"call||||0|in|ringing"_s;
        QTest::newRow("with slash") << u"kemai://call/?number=1"_s << u"call|1|||0|in|ringing"_s;
        QTest::newRow("unknown parameters are left alone") << u"kemai://call?number=1&color=red"_s << u"call|1|||0|in|ringing"_s;
        QTest::newRow("tel") << u"tel:+8613800138000"_s << u"call|tel:+8613800138000|||0|in|ringing"_s;
        QTest::newRow("callto") << u"CALLTO:123"_s << u"call|CALLTO:123|||0|in|ringing"_s;
        QTest::newRow("customer") << u"kemai://customer/019ac3f1-0000-7000-8000-000000000001"_s << u"customer 019ac3f1-0000-7000-8000-000000000001"_s;
        QTest::newRow("new") << u"kemai://new?number=138&name=%E5%BC%A0"_s << u"new 138 张"_s;
        QTest::newRow("show") << u"kemai://show"_s << u"show"_s;

        QTest::newRow("nothing") << QString() << no;
        QTest::newRow("another scheme") << u"https://call?number=1"_s << no;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << no;
        QTest::newRow("script") << u"javascript:alert(1)"_s << no;
        QTest::newRow("no action") << u"kemai://"_s << no;
        QTest::newRow("unknown action") << u"kemai://delete?all=1"_s << no;
        QTest::newRow("no number") << u"kemai://call"_s << no;
        QTest::newRow("number twice") << u"kemai://call?number=1&number=2"_s << no;
        QTest::newRow("negative wait") << u"kemai://call?number=1&waited=-5"_s << no;
        QTest::newRow("endless wait") << u"kemai://call?number=1&waited=99999999999999999999"_s << no;
        QTest::newRow("unknown event") << u"kemai://call?number=1&event=transfer"_s << no;
        QTest::newRow("unknown direction") << u"kemai://call?number=1&direction=up"_s << no;
        QTest::newRow("path behind call") << u"kemai://call/13800138000?number=1"_s << no;
        QTest::newRow("user") << u"kemai://root@call?number=1"_s << no;
        QTest::newRow("port") << u"kemai://call:22?number=1"_s << no;
        QTest::newRow("fragment") << u"kemai://call?number=1#x"_s << no;
        QTest::newRow("customer, no id") << u"kemai://customer/"_s << no;
        QTest::newRow("customer, path out") << u"kemai://customer/../../etc"_s << no;
        QTest::newRow("customer, more behind") << u"kemai://customer/019ac3f1-0000-7000-8000-000000000001/delete"_s << no;
        QTest::newRow("customer, parameters") << u"kemai://customer/019ac3f1-0000-7000-8000-000000000001?do=1"_s << no;
        QTest::newRow("an option") << u"--call"_s << no;
        QTest::newRow("too long") << u"kemai://call?number=1&queue="_s + QString(3000, u'x') << no;
        QTest::newRow("number too long") << u"kemai://call?number="_s + QString(300, u'1') << no;
        QTest::newRow("tel too long") << u"tel:"_s + QString(300, u'1') << no;
        QTest::newRow("bad escape") << u"kemai://call?number=%ZZ"_s << no;
    }

    void readsOursAndNothingElse()
    {
        QFETCH(QString, text);
        QFETCH(QString, meaning);
        QCOMPARE(said(readLink(text)), meaning);
    }

    void cleansWhatIsShown()
    {
        const auto link = readLink(u"kemai://call?number=1&queue=%E2%80%AEevil%0A%0Aqueue"_s);
        QVERIFY(link);
        QCOMPARE(link->call.queue, u"evil queue"_s);
        QCOMPARE(readLink(u"kemai://call?number=1&queue="_s + QString(200, u'q'))->call.queue.size(), 64);
    }

    void leadsBackToTheCustomer()
    {
        const Id id = Id::make(1'795'329'120'000);
        const auto link = readLink(customerLink(id));
        QVERIFY(link);
        QCOMPARE(link->customer, id);
    }

    void survivesAnything()
    {
        QRandomGenerator random(20261126);
        const QString alphabet = u"callnumber=&?/:%20+ABCDEF#@;\u202e张"_s;
        for (int round = 0; round < 20'000; ++round) {
            QString text = random.bounded(2) ? u"kemai://call?number="_s : u"kemai://"_s;
            for (int i = int(random.bounded(40)); i > 0; --i)
                text += random.bounded(20) == 0 ? QChar(ushort(random.bounded(0x10000))) : alphabet.at(int(random.bounded(int(alphabet.size()))));
            const auto link = readLink(text);
            if (link)
                QVERIFY(link->call.queue.size() <= 64);
            else
                QCOMPARE(link.error().id, u"calls.link"_s);
        }
    }
};

QTEST_GUILESS_MAIN(TestLink)
#include "tst_link.moc"
