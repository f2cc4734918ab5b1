// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/attachments.h"
#include "vault/vault.h"

#include "memory_key_store.h"
#include "process.h"

#include <QBuffer>
#include <QDateTime>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype Chunk = 64 * 1024;
constexpr qsizetype SealedChunk = Chunk + 17;
constexpr qsizetype Head = 40;
const QString Passphrase = u"p"_s;

QString idOf(const auto &result)
{
    return result ? QString() : result.error().id;
}

QByteArray content(qsizetype size, int seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = quint32(seed);
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("overwrite");
}

int filesIn(const QString &folder)
{
    int count = 0;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext(); files.next())
        ++count;
    return count;
}

// Can be read once and in small bites, like a pipe.
class Pipe : public QIODevice
{
public:
    explicit Pipe(const QByteArray &bytes) : m_left(bytes) { open(QIODevice::ReadOnly); }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_left.isEmpty() && QIODevice::atEnd(); }

protected:
    qint64 readData(char *to, qint64 size) override
    {
        const qint64 length = qMin<qint64>(qMin<qint64>(size, 1000), m_left.size());
        std::memcpy(to, m_left.constData(), size_t(length));
        m_left.remove(0, length);
        return length;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_left;
};

// Gives other bytes the second time.
class Restless : public QBuffer
{
public:
    Restless()
    {
        setData(QByteArray(100, 'a'));
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

protected:
    qint64 readData(char *to, qint64 size) override
    {
        const qint64 read = QBuffer::readData(to, size);
        if (read > 0)
            to[0] = ++m_reads;
        return read;
    }

private:
    char m_reads = 0;
};

} // namespace

class AttachmentsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(m_folder->filePath(u"run"_s)));
        qputenv("XDG_RUNTIME_DIR", m_folder->filePath(u"run"_s).toUtf8());
        m_store = m_folder->filePath(u"store"_s);
        auto vault = Vault::create(m_store, Unlock::byPassphrase(Passphrase), {nullptr, PassphraseCost::cheapest()});
        QVERIFY2(vault, qPrintable(idOf(vault)));
        m_vault = std::move(*vault);
        m_attachments = std::make_unique<Attachments>(*m_vault);
    }

    void givesBackWhatWasPut_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {qsizetype(0), qsizetype(1), Chunk - 1, Chunk, Chunk + 1, 2 * Chunk, qsizetype(200'000)})
            QTest::addRow("%lld bytes", qlonglong(size)) << size;
    }

    void givesBackWhatWasPut()
    {
        QFETCH(qsizetype, size);
        const QByteArray bytes = content(size);
        const QByteArray name = put(bytes);
        QCOMPARE(name.size(), 32);
        QVERIFY(m_attachments->contains(name));
        const Result<QByteArray> back = m_attachments->read(name);
        QVERIFY(back);
        QCOMPARE(*back, bytes);
        QVERIFY(m_attachments->verify(name));
        QCOMPARE(m_attachments->size(name).value_or(-1), qint64(size));

        Pipe pipe(bytes);
        const Result<QByteArray> piped = m_attachments->put(pipe);
        QVERIFY(piped);
        QCOMPARE(*piped, name);
        QVERIFY(QFile::remove(m_attachments->fileOf(name)));
        Pipe second(bytes);
        QVERIFY(m_attachments->put(second));
        QCOMPARE(m_attachments->read(name).value_or("?"), bytes);
        QCOMPARE(filesIn(m_vault->attachmentsFolder()), 1);
    }

    void keepsEqualContentOnce()
    {
        const QByteArray first = put(content(100'000));
        QCOMPARE(put(content(100'000)), first);
        QVERIFY(put(content(100'000, 2)) != first);
        QCOMPARE(m_attachments->names().value(), sorted({first, put(content(100'000, 2))}));
        QCOMPARE(filesIn(m_vault->attachmentsFolder()), 2);
    }

    void tellsNothingToWhoHasNoKey()
    {
        const QByteArray text = "a customer's contract that must not be readable " + content(1000);
        const QByteArray name = put(text);
        QCOMPARE(fileHolding(m_store, {text.first(20), text.last(20)}), QString());
        QCOMPARE(QFile::permissions(m_attachments->fileOf(name))
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        // The same content in another store has another name.
        const auto other = Vault::create(m_folder->filePath(u"other"_s), Unlock::byPassphrase(Passphrase),
                                         {nullptr, PassphraseCost::cheapest()});
        QVERIFY(other);
        QBuffer buffer;
        buffer.setData(text);
        buffer.open(QIODevice::ReadOnly);
        QVERIFY(Attachments(**other).put(buffer).value() != name);
    }

    void findsEveryChangedByteAndEveryCut()
    {
        const QByteArray name = put(content(300));
        const QString path = m_attachments->fileOf(name);
        const QByteArray sound = fileBytes(path);
        QCOMPARE(sound.size(), Head + 300 + 17);
        for (qsizetype at = 0; at < sound.size(); ++at) {
            QByteArray changed = sound;
            changed[at] = char(changed.at(at) ^ (1 << (at % 8)));
            overwrite(path, changed);
            const QString id = idOf(m_attachments->verify(name));
            QVERIFY2(id == u"vault.damagedAttachment"_s || (at == 8 && id == u"vault.newer"_s), qPrintable(u"%1 %2"_s.arg(at).arg(id)));
            overwrite(path, sound.first(at));
            QCOMPARE(idOf(m_attachments->read(name)), u"vault.damagedAttachment"_s);
        }
        overwrite(path, sound + 'x');
        QCOMPARE(idOf(m_attachments->read(name)), u"vault.damagedAttachment"_s);
        overwrite(path, sound);
        QVERIFY(m_attachments->verify(name));
    }

    void findsMovedChunksAndSwappedFiles_data()
    {
        QTest::addColumn<QList<int>>("chunks"); // of a file of four, in this order
        QTest::newRow("two changed places") << QList<int>{0, 2, 1, 3};
        QTest::newRow("one left out") << QList<int>{0, 2, 3};
        QTest::newRow("one twice") << QList<int>{0, 1, 1, 2, 3};
        QTest::newRow("the first left out") << QList<int>{1, 2, 3};
        QTest::newRow("the last left out") << QList<int>{0, 1, 2};
        QTest::newRow("only the last") << QList<int>{3};
        QTest::newRow("the last twice") << QList<int>{0, 1, 2, 3, 3};
        QTest::newRow("none") << QList<int>{};
    }

    void findsMovedChunksAndSwappedFiles()
    {
        QFETCH(QList<int>, chunks);
        const QByteArray name = put(content(4 * Chunk));
        const QString path = m_attachments->fileOf(name);
        const QByteArray sound = fileBytes(path);
        QByteArray changed = sound.first(Head);
        for (const int chunk : chunks)
            changed += sound.mid(Head + chunk * SealedChunk, SealedChunk);
        overwrite(path, changed);
        QBuffer target;
        target.open(QIODevice::WriteOnly);
        QCOMPARE(idOf(m_attachments->copyTo(name, target)), u"vault.damagedAttachment"_s);
        QVERIFY(content(4 * Chunk).startsWith(target.data())); // never anything but a true prefix

        const QByteArray other = put(content(4 * Chunk, 2));
        overwrite(path, fileBytes(m_attachments->fileOf(other)));
        QCOMPARE(idOf(m_attachments->read(name)), u"vault.damagedAttachment"_s);
    }

    void healsADamagedFileWhenTheContentComesAgain()
    {
        const QByteArray name = put(content(5000));
        overwrite(m_attachments->fileOf(name), "damaged");
        QVERIFY(!m_attachments->verify(name));
        QCOMPARE(put(content(5000)), name);
        QVERIFY(m_attachments->verify(name));
    }

    void saysWhatIsMissing()
    {
        for (const QByteArray &name : {QByteArray(32, 'n'), QByteArray(), QByteArray("../../../etc/passwd")}) {
            QCOMPARE(idOf(m_attachments->read(name)), u"vault.attachmentMissing"_s);
            QCOMPARE(idOf(m_attachments->size(name)), u"vault.attachmentMissing"_s);
            QCOMPARE(idOf(m_attachments->openOutside(name, u"x.pdf"_s)), u"vault.attachmentMissing"_s);
        }
        QCOMPARE(idOf(m_attachments->putFile(m_folder->filePath(u"none"_s))), u"vault.io"_s);
    }

    void leavesNothingBehind_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("cancelled while hashing") << u"vault.cancelled"_s;
        QTest::newRow("cancelled while sealing") << u"vault.cancelled"_s;
        QTest::newRow("the source changes") << u"vault.sourceChanged"_s;
        QTest::newRow("the disk is full") << u"vault.diskFull"_s;
    }

    void leavesNothingBehind()
    {
        QFETCH(QString, id);
        const QByteArray row = QTest::currentDataTag();
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, SIG_IGN);
        const auto restore = qScopeGuard([&] { ::setrlimit(RLIMIT_FSIZE, &before); });

        QBuffer source;
        source.setData(content(10 * Chunk));
        source.open(QIODevice::ReadOnly);
        Restless restless;
        int calls = 0;
        const int last = row.endsWith("hashing") ? 3 : row.endsWith("sealing") ? 15 : 1000;
        if (row.endsWith("full")) {
            const rlimit limit{rlim_t(3 * Chunk), before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        QIODevice &device = row.endsWith("changes") ? static_cast<QIODevice &>(restless) : source;
        const Result<QByteArray> name = m_attachments->put(device, [&](qint64, qint64) { return ++calls < last; });
        QCOMPARE(idOf(name), id);
        QCOMPARE(filesIn(m_vault->attachmentsFolder()), 0);
        QVERIFY(m_attachments->names()->isEmpty());
    }

    void removesOnlyOldOrphans()
    {
        constexpr qint64 Day = 24 * 3600 * 1000;
        const QByteArray used = put(content(10, 1));
        const QByteArray orphan = put(content(10, 2));
        const auto isUsed = [used](const QByteArray &name) { return name == used; };
        FixedClock clock(QDateTime::currentMSecsSinceEpoch());
        QVERIFY(m_attachments->orphans(isUsed, Day, clock)->isEmpty());
        clock.advanceMs(2 * Day);
        QCOMPARE(*m_attachments->orphans(isUsed, Day, clock), QList<QByteArray>{orphan});

        // Put again, it is as young as a new one.
        QFile old(m_attachments->fileOf(orphan));
        QVERIFY(old.open(QIODevice::ReadWrite));
        const QDateTime longAgo = QDateTime::currentDateTimeUtc().addDays(-3);
        QVERIFY(old.setFileTime(longAgo, QFileDevice::FileModificationTime));
        old.close();
        const FixedClock now(QDateTime::currentMSecsSinceEpoch());
        QCOMPARE(m_attachments->orphans(isUsed, Day, now)->size(), 1);
        put(content(10, 2));
        QVERIFY(m_attachments->orphans(isUsed, Day, now)->isEmpty());

        {
            const QReadLocker backup(&m_vault->attachmentsLock());
            QCOMPARE(idOf(m_attachments->removeOrphans(isUsed, Day, clock)), u"vault.busy"_s);
        }
        QCOMPARE(m_attachments->removeOrphans(isUsed, Day, clock).value_or(-1), 1);
        QVERIFY(!m_attachments->contains(orphan));
        QVERIFY(m_attachments->contains(used));
    }

    void oneThatNobodyRefersToGoesOnceItIsOld()
    {
        constexpr qint64 Day = 24 * 3600 * 1000;
        const QByteArray name = put(content(10, 3));
        FixedClock clock(QDateTime::currentMSecsSinceEpoch());
        QCOMPARE(m_attachments->remove(name, Day, clock).value_or(true), false); // perhaps of a record that is just being committed
        QVERIFY(m_attachments->contains(name));
        clock.advanceMs(2 * Day);
        {
            const QReadLocker backup(&m_vault->attachmentsLock());
            QCOMPARE(idOf(m_attachments->remove(name, Day, clock)), u"vault.busy"_s);
        }
        QCOMPARE(m_attachments->remove(name, Day, clock).value_or(false), true);
        QVERIFY(!m_attachments->contains(name));
        QCOMPARE(m_attachments->remove(name, Day, clock).value_or(false), true); // gone is gone
    }

    // In whatever portions it is read, and from wherever: the bytes are those of read().
    void isReadInPortions()
    {
        const QByteArray whole = content(200'001, 5);
        const QByteArray name = put(whole);
        for (const qint64 portion : {qint64(1000), qint64(65536), qint64(65537), qint64(1'000'000)}) {
            const auto reader = m_attachments->open(name);
            QVERIFY(reader);
            QVERIFY((*reader)->skip(70'000));
            QByteArray rest;
            while (true) {
                const auto piece = (*reader)->read(portion);
                QVERIFY(piece);
                if (piece->isEmpty())
                    break;
                QVERIFY(piece->size() == portion || rest.size() + piece->size() == whole.size() - 70'000);
                rest += *piece;
            }
            QCOMPARE(rest, whole.sliced(70'000));
            QVERIFY((*reader)->skip(10)); // behind the end is nothing
        }
        QCOMPARE(idOf(m_attachments->open(QByteArray(32, 'x'))), u"vault.attachmentMissing"_s);
    }

    void showsAndWipesAClearCopy_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"合同 2026.pdf"_s << u"合同 2026.pdf"_s;
        QTest::newRow("climbing") << u"../../../etc/passwd"_s << u"passwd"_s;
        QTest::newRow("Windows path") << u"C:\\temp\\a.txt"_s << u"a.txt"_s;
        QTest::newRow("hidden") << u".bashrc"_s << u"bashrc"_s;
        QTest::newRow("an option") << u"-rf.txt"_s << u"rf.txt"_s;
        QTest::newRow("only dots") << u".."_s << u"attachment"_s;
        QTest::newRow("empty") << QString() << u"attachment"_s;
        QTest::newRow("right-to-left override") << u"a\u202Efdp.exe"_s << u"a_fdp.exe"_s;
        QTest::newRow("line break") << u"a\nb.txt"_s << u"a_b.txt"_s;
        QTest::newRow("too long") << QString(QString(300, u'长') + u".docx") << QString(QString(58, u'长') + u".docx");
    }

    void showsAndWipesAClearCopy()
    {
        QFETCH(QString, wanted);
        QFETCH(QString, shown);
        const QByteArray bytes = content(100'000);
        const QByteArray name = put(bytes);
        const QString witness = m_folder->filePath(u"run/witness"_s);
        QString folder;
        {
            const auto copy = m_attachments->openOutside(name, wanted);
            QVERIFY2(copy, qPrintable(idOf(copy)));
            const QFileInfo file((*copy)->file());
            folder = file.absolutePath();
            QCOMPARE(file.fileName(), shown);
            QVERIFY(file.absoluteFilePath().startsWith(m_folder->filePath(u"run"_s)));
            QCOMPARE(fileBytes((*copy)->file()), bytes);
            QCOMPARE(int(QFile::permissions((*copy)->file()) & 0x0077), 0);
            QCOMPARE(int(QFile::permissions(folder) & 0x0077), 0);
            // A second name for the same bytes on the disk: it sees whether they are overwritten, not just unlinked.
            QCOMPARE(::link(qPrintable((*copy)->file()), qPrintable(witness)), 0);
        }
        QVERIFY(!QFileInfo::exists(folder));
        QCOMPARE(fileBytes(witness), QByteArray(bytes.size(), '\0'));
        QVERIFY(QFile::remove(witness));
        QVERIFY(QDir(m_folder->filePath(u"run"_s)).isEmpty());
    }

    void wipesWhatACrashLeft()
    {
        const QByteArray name = put(content(1000));
        m_attachments.reset();
        m_vault.reset();
        QProcess child;
        QVERIFY(startUntilReady(child, {u"show"_s, m_store, QString::fromLatin1(name.toHex())}));
        const QString file = QString::fromUtf8(child.readLine().trimmed());
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(fileBytes(file), content(1000));
        const QString outside = m_folder->filePath(u"outside"_s);
        overwrite(outside, "not ours");
        QVERIFY(QFile::link(outside, QFileInfo(file).absolutePath() + u"/link"_s));
        overwrite(m_store + u"/attachments/0123456789abcdef.partial"_s, "half");

        const auto vault = Vault::open(m_store, Unlock::byPassphrase(Passphrase));
        QVERIFY(vault);
        QVERIFY(!QFileInfo::exists(file));
        QVERIFY(QDir(m_folder->filePath(u"run"_s)).isEmpty());
        QCOMPARE(fileBytes(outside), QByteArray("not ours"));
        QCOMPARE(filesIn((*vault)->attachmentsFolder()), 1);
        QVERIFY(Attachments(**vault).verify(name));
    }

private:
    QByteArray put(const QByteArray &bytes)
    {
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        const Result<QByteArray> name = m_attachments->put(buffer);
        if (!name)
            qWarning("%s", qPrintable(name.error().log));
        return name.value_or(QByteArray());
    }

    static QList<QByteArray> sorted(QList<QByteArray> names)
    {
        std::sort(names.begin(), names.end());
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Attachments> m_attachments;
};

namespace {

int show(const QStringList &arguments)
{
    const auto vault = Vault::open(arguments.at(2), Unlock::byPassphrase(Passphrase));
    if (!vault)
        return 1;
    const auto copy = Attachments(**vault).openOutside(QByteArray::fromHex(arguments.at(3).toLatin1()), u"photo.jpg"_s);
    if (!copy)
        return 1;
    std::printf("ready\n%s\n", qPrintable((*copy)->file()));
    std::fflush(stdout);
    for (;;)
        ::pause();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"show"_s)
        return show(application.arguments());
    AttachmentsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_attachments.moc"
