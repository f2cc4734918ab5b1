// SPDX-License-Identifier: GPL-3.0-or-later
// Who includes whom: the same floors as the build declares (floors.txt, written by kemai_module()).
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFloors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(KEMAI_BINARY_DIR "/floors.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArrayList words = line.split(' ');
            if (words.size() < 2)
                continue;
            m_floors.insert(QString::fromLatin1(words.at(0)), words.at(1).toInt());
        }
        QVERIFY(m_floors.size() >= 5);
    }

    void everyModuleIsDeclaredAndHasItsReadme()
    {
        for (auto it = m_floors.cbegin(); it != m_floors.cend(); ++it) {
            const QString feature = it.key().section(u'/', 0, 0);
            QVERIFY2(QFile::exists(QStringLiteral(KEMAI_SOURCE_DIR "/modules/") + feature + u"/README.md"_s)
                         || QFile::exists(QStringLiteral(KEMAI_SOURCE_DIR "/modules/") + it.key() + u"/README.md"_s),
                     qPrintable(it.key()));
        }
    }

    void includesOnlyFromALowerFloor()
    {
        static const QRegularExpression include(u"^\\s*#\\s*include \"([^\"]+)\""_s, QRegularExpression::MultilineOption);
        int checked = 0;
        QDirIterator files(QStringLiteral(KEMAI_SOURCE_DIR "/modules"), {u"*.cpp"_s, u"*.h"_s, u"*.inc"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString here = moduleOf(file.fileName().mid(QStringLiteral(KEMAI_SOURCE_DIR "/modules/").size()));
            QVERIFY2(m_floors.contains(here), qPrintable(file.fileName()));
            auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const QString header = matches.next().captured(1);
                const QString there = moduleOf(header);
                if (there.isEmpty() || there == here)
                    continue; // a file of the same folder, or a generated one
                ++checked;
                QVERIFY2(m_floors.value(there) < m_floors.value(here), qPrintable(file.fileName() + u" includes "_s + header));
                const bool widgets = here.endsWith(u"/ui"_s);
                QVERIFY2(!widgets || (there != u"store" && there != u"ledger"), qPrintable(file.fileName() + u" names a database"_s));
            }
        }
        QVERIFY(checked > 30);
    }

    // A type of its own in every translation unit: what holds one has no name the linker could agree on.
    void noHeaderHasAnAnonymousNamespace()
    {
        static const QRegularExpression anonymous(u"^\\s*(inline\\s+)?namespace\\s*\\{"_s, QRegularExpression::MultilineOption);
        QDirIterator files(QStringLiteral(KEMAI_SOURCE_DIR), {u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString name = files.next();
            if (name.startsWith(QStringLiteral(KEMAI_SOURCE_DIR "/build")))
                continue;
            QFile file(name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!anonymous.match(QString::fromUtf8(file.readAll())).hasMatch(), qPrintable(name));
        }
    }

    void noSqlOutsideTheStores()
    {
        static const QRegularExpression sql(u"\"(SELECT |INSERT INTO |UPDATE [a-z]|DELETE FROM |CREATE TABLE )"_s);
        QDirIterator files(QStringLiteral(KEMAI_SOURCE_DIR "/modules"), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString module = moduleOf(file.fileName().mid(QStringLiteral(KEMAI_SOURCE_DIR "/modules/").size()));
            if (module == u"store" || module == u"ledger" || module == u"vault")
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!QString::fromUtf8(file.readAll()).contains(sql), qPrintable(file.fileName()));
        }
    }

private:
    // The longest declared module the path lies in.
    QString moduleOf(const QString &path) const
    {
        for (QString folder = path.section(u'/', 0, -2); !folder.isEmpty(); folder = folder.section(u'/', 0, -2))
            if (m_floors.contains(folder))
                return folder;
        return {};
    }

    QHash<QString, int> m_floors;
};

QTEST_APPLESS_MAIN(TestFloors)
#include "tst_floors.moc"
