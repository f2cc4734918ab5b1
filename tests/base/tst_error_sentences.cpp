// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error_text.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestErrorSentences : public QObject
{
    Q_OBJECT

private slots:
    void everyErrorOfTheCodeHasASentence()
    {
        // fail(Error::Code::X, u"module.what"_s ...) and makeError(...): the literal behind a code.
        static const QRegularExpression made(u"Code::[A-Za-z]+,\\s*(?:QStringLiteral\\(u?|u)\"([a-z]+\\.[A-Za-z.]+)\""_s);
        int found = 0;
        for (const QString &folder : {u"modules"_s, u"app"_s}) {
            QDirIterator files(QStringLiteral(KEMAI_SOURCE_DIR) + u'/' + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                auto matches = made.globalMatch(text);
                while (matches.hasNext()) {
                    const QString id = matches.next().captured(1);
                    ++found;
                    QVERIFY2(knownErrorIds().contains(id), qPrintable(id + u" in "_s + file.fileName()));
                }
            }
        }
        QVERIFY(found > 20);
    }
};

QTEST_APPLESS_MAIN(TestErrorSentences)
#include "tst_error_sentences.moc"
