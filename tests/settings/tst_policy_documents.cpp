// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/policies.h"
#include "settings/policy_documents.h"
#include "settings/setting.h"
#include "support/golden.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestPolicyDocuments : public QObject
{
    Q_OBJECT

private slots:
    void standInTheInstaller_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString &path : policyDocuments().keys())
            QTest::newRow(qPrintable(path)) << path;
    }
    void standInTheInstaller()
    {
        QFETCH(QString, path);
        QDir().mkpath(QFileInfo(QStringLiteral(KEMAI_SOURCE_DIR "/installer/policies/") + path).path());
        const QByteArray differs = golden(u"installer/policies/"_s + path, policyDocuments().value(path));
        QVERIFY2(differs.isEmpty(), differs.constData());
    }

    void areWellFormed()
    {
        const auto documents = policyDocuments();
        for (const QString &path : documents.keys()) {
            if (path.endsWith(".md"_L1) || path.endsWith(".json"_L1))
                continue;
            QXmlStreamReader xml(documents[path]);
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY2(!xml.hasError(), qPrintable(path + u": "_s + xml.errorString()));
        }
    }

    // Every $(string.x) and $(presentation.x) of the ADMX stands in both languages.
    void speakBothLanguages()
    {
        const auto documents = policyDocuments();
        static const QRegularExpression reference(u"\\$\\((string|presentation)\\.([^)]+)\\)"_s);
        auto references = reference.globalMatch(QString::fromUtf8(documents[u"kemai.admx"_s]));
        int seen = 0;
        while (references.hasNext()) {
            const auto match = references.next();
            for (const QString &tongue : {u"zh-CN"_s, u"en-US"_s})
                QVERIFY2(documents[tongue + u"/kemai.adml"_s].contains(QString(u"<%1 id=\"%2\">"_s).arg(match.captured(1), match.captured(2)).toUtf8()),
                         qPrintable(tongue + u' ' + match.captured(2)));
            ++seen;
        }
        QVERIFY(seen > 20);
    }

    void theExampleIsUnderstoodWhole()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"policies.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(policyDocuments().value(u"policies.json"_s));
        file.close();
        const Policies policies = readPolicies(file.fileName());
        QCOMPARE(policies.problems, QStringList());
        for (const Setting *setting : allSettings())
            if (setting->policy)
                QCOMPARE(policies.values.value(QString::fromLatin1(setting->key)), QString::fromLatin1(setting->fallback));
    }
};

QTEST_GUILESS_MAIN(TestPolicyDocuments)
#include "tst_policy_documents.moc"
