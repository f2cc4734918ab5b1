// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error_text.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class ErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyErrorHasASentenceAndEverySentenceAnError()
    {
        static const QRegularExpression shape(u"\"(vault\\.[A-Za-z]+)\"(_s|\\))"_s);
        QSet<QString> raised;
        QDirIterator sources(QStringLiteral(KEMAI_SOURCE_DIR "/modules/vault"), {u"*.cpp"_s, u"*.h"_s}, QDir::Files);
        while (sources.hasNext()) {
            QFile file(sources.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (auto matches = shape.globalMatch(QString::fromUtf8(file.readAll())); matches.hasNext();)
                raised.insert(matches.next().captured(1));
        }
        QVERIFY(raised.size() > 30);
        QSet<QString> said;
        for (const QString &id : knownErrorIds()) {
            if (id.startsWith(u"vault."_s))
                said.insert(id);
        }
        QCOMPARE(QStringList((raised - said).values()), QStringList());
        QCOMPARE(QStringList((said - raised).values()), QStringList());
    }

    void theFourThatMustNotBeConfusedAreFourSentences()
    {
        QSet<QString> chinese;
        QSet<QString> english;
        for (const QString &id : {u"vault.wrongPassphrase"_s, u"vault.corrupt"_s, u"vault.held"_s, u"vault.diskFull"_s}) {
            const Error error = makeError(Error::Code::Io, id, {}, {u"a"_s, u"b"_s, u"c"_s});
            chinese.insert(errorText(error, ErrorLanguage::Chinese));
            english.insert(errorText(error, ErrorLanguage::English));
        }
        QCOMPARE(chinese.size(), 4);
        QCOMPARE(english.size(), 4);
    }
};

QTEST_APPLESS_MAIN(ErrorsTest)
#include "tst_errors.moc"
