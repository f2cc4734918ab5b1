// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error_text.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestErrorText : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheReadmesSay()
    {
        const Error error = makeError(Error::Code::Invalid, u"formats.readFailed"_s, {}, {u"disk gone %1"_s});
        QCOMPARE(errorText(error, ErrorLanguage::English),
                 u"Reading the file failed: disk gone %1. Rows read so far are kept; check the disk or network and try again."_s);
        QVERIFY(errorText(error, ErrorLanguage::Chinese).startsWith(u"读取文件时出错：disk gone %1。"_s));
    }
    void namesAnIdWithoutASentence()
    {
        const Error error = makeError(Error::Code::Io, u"nobody.wroteThis"_s);
        QVERIFY(errorText(error, ErrorLanguage::Chinese).contains(u"nobody.wroteThis"_s));
    }
    void hasBothLanguagesForEachId()
    {
        QVERIFY(knownErrorIds().size() > 10);
        for (const QString &id : knownErrorIds()) {
            const Error error = makeError(Error::Code::Io, id, {}, {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
            const QString chinese = errorText(error, ErrorLanguage::Chinese);
            const QString english = errorText(error, ErrorLanguage::English);
            QVERIFY2(chinese.size() >= 4 && english.size() > 8, qPrintable(id));
            QVERIFY2(std::any_of(chinese.begin(), chinese.end(), [](QChar c) { return c.script() == QChar::Script_Han; }),
                     qPrintable(id));
        }
    }
};

QTEST_APPLESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
