// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
struct Message {
    QString context;
    QString source;
    QString translation;
    bool unfinished = false;
    bool plural = false;
    QStringList forms;
};

QList<Message> messages(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> all;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            Message message;
            message.context = context;
            message.plural = xml.attributes().value(u"numerus"_s) == u"yes"_s;
            all.append(message);
        } else if (xml.name() == u"source"_s) {
            all.last().source = xml.readElementText();
        } else if (xml.name() == u"translation"_s) {
            all.last().unfinished = xml.attributes().hasAttribute(u"type"_s);
            if (!all.last().plural)
                all.last().translation = xml.readElementText();
        } else if (xml.name() == u"numerusform"_s) {
            all.last().forms << xml.readElementText();
        }
    }
    return all;
}

QString translationFile(const QString &tongue)
{
    return QStringLiteral(KEMAI_SOURCE_DIR "/translations/kemai_%1.ts").arg(tongue);
}

QSet<QString> placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%(\\d+|n)"_s);
    QSet<QString> found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found.insert(match.next().captured());
    return found;
}
} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void switchesWhileItRuns()
    {
        SearchField field;
        int calls = 0;
        QObject context;
        whenTranslated(&context, [&calls] { ++calls; });
        QCOMPARE(calls, 1);
        language().setTongue(Tongue::Chinese);
        QCoreApplication::processEvents();
        QCOMPARE(calls, 2);
        QCOMPARE(field.accessibleName(), u"搜索"_s);
        QCOMPARE(QLocale().language(), QLocale::Chinese);
        language().setTongue(Tongue::English);
        QCoreApplication::processEvents();
        QCOMPARE(field.accessibleName(), u"Search"_s);
        QCOMPARE(QLocale().language(), QLocale::English);
    }

    void readsTheSystemsLocale()
    {
        QCOMPARE(tongueFrom(u"zh_CN"_s), Tongue::Chinese);
        QCOMPARE(tongueFrom(u"zh-Hans"_s), Tongue::Chinese);
        QCOMPARE(tongueFrom(u"de_DE"_s), Tongue::English);
        QCOMPARE(tongueFrom(QString()), Tongue::English);
    }

    void listsEveryStringAndTranslatesIt()
    {
        // lupdate on copies finds what the sources say now; the files of the tree must already hold it.
        QTemporaryDir folder;
        for (const QString &tongue : {u"zh_CN"_s, u"en"_s}) {
            const QString copy = folder.filePath(u"kemai_%1.ts"_s.arg(tongue));
            QVERIFY(QFile::copy(translationFile(tongue), copy));
            QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
            QStringList arguments{u"-silent"_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s};
            if (tongue == "en"_L1)
                arguments << u"-pluralonly"_s;
            arguments << QStringLiteral(KEMAI_SOURCE_DIR "/modules") << QStringLiteral(KEMAI_SOURCE_DIR "/app") << u"-ts"_s << copy;
            QProcess lupdate;
            lupdate.start(QStringLiteral(KEMAI_LUPDATE), arguments);
            QVERIFY(lupdate.waitForFinished(60'000));
            QCOMPARE(lupdate.exitCode(), 0);
            QStringList missing;
            for (const Message &message : messages(copy))
                if (message.unfinished)
                    missing << message.context + u": "_s + message.source;
            QVERIFY2(missing.isEmpty(), qPrintable(u"not translated in kemai_%1.ts (run: ninja texts):\n"_s.arg(tongue) + missing.join(u'\n')));
        }
    }

    void keepsThePlaceholders()
    {
        for (const Message &message : messages(translationFile(u"zh_CN"_s))) {
            const QString translation = message.plural ? message.forms.value(0) : message.translation;
            QVERIFY2(!translation.isEmpty(), qPrintable(message.source));
            QVERIFY2(placeholders(translation) == placeholders(message.source), qPrintable(message.source + u" -> "_s + translation));
        }
    }

    void saysOneAndMany()
    {
        for (const Message &message : messages(translationFile(u"en"_s))) {
            QCOMPARE(message.forms.size(), 2);
            QVERIFY(!message.forms[0].isEmpty() && !message.forms[1].isEmpty());
        }
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
