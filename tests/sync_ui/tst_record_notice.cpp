// SPDX-License-Identifier: GPL-3.0-or-later
// What the office says of an open record: its conflicts, and who else has it open (U20).
#include "sync/ui/record_notice.h"
#include "widgets/banner.h"
#include "widgets/language.h"
#include "widgets/text_label.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {
wire::Present present(const QString &name, bool editing) { return {Id::fromSeed(1, quint64(qHash(name)), 1), name, editing, 0}; }
}

class TestRecordNotice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void nothingToSayIsNotThere()
    {
        QWidget parent;
        RecordNotice notice(&parent);
        parent.show();
        QVERIFY(notice.isHidden());
        notice.setConflicts(2, u"级别、城市"_s);
        QVERIFY(!notice.isHidden());
        QSignalSpy asked(&notice, &RecordNotice::conflictsRequested);
        notice.findChild<Banner *>(u"recordNotice.conflicts"_s)->action()->click();
        QCOMPARE(asked.size(), 1);
        notice.setConflicts(0, {});
        QVERIFY(notice.isHidden());
        notice.setPresent({present(u"小李"_s, true)});
        QVERIFY(!notice.isHidden());
        QCOMPARE(notice.findChild<TextLabel *>(u"recordNotice.present"_s)->text(), u"小李 正在编辑"_s);
        notice.setPresent({});
        QVERIFY(notice.isHidden());
    }

    void whoEditsStandsFirstAndACrowdIsCounted()
    {
        QCOMPARE(RecordNotice::presentWords({present(u"王强"_s, false), present(u"小李"_s, true)}), u"小李 正在编辑 · 王强 正在查看"_s);
        QList<wire::Present> crowd;
        for (int i = 0; i < 50; ++i)
            crowd << present(QString(300, u'名'), false);
        const QString words = RecordNotice::presentWords(crowd);
        QVERIFY(words.contains(u"47"_s));
        QVERIFY(words.size() < 120);
    }
};

QTEST_MAIN(TestRecordNotice)
#include "tst_record_notice.moc"
