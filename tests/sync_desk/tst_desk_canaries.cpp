// SPDX-License-Identifier: GPL-3.0-or-later
// What a desk may not see is not at it (I6): values never granted, masked, or revoked later are searched for in every decrypted page of its database, in
// its log, in its files and in the core of its process. The desk is this program again, so that nothing here is taken for it.
#include "ledger/role.h"
#include "server/office_box.h"
#include "sync_desk/store_desk.h"

#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>

#include <sqlite3.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// Made when the test runs, and told to nobody: this program's own literals are in the core of the desk, which is the same program.
const QByteArray &ring()
{
    static const QByteArray made = QByteArray::number(QRandomGenerator::global()->generate());
    return made;
}
QByteArray bird(const char *name) { return QByteArray("zq") + name + ring(); }

qsizetype countOf(QByteArrayView in, const QString &canary)
{
    qsizetype found = 0;
    const QByteArray utf16(reinterpret_cast<const char *>(canary.utf16()), canary.size() * 2);
    for (const QByteArray &form : {canary.toUtf8(), utf16})
        for (qsizetype at = 0; (at = in.indexOf(form, at)) >= 0; ++at)
            ++found;
    return found;
}

// Every page there is, in use or free, and every frame of the log, as the vault decrypts them.
QByteArray pagesOf(const Vault &vault)
{
    auto opened = vault.connect(Vault::Access::Reader);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().log));
    sqlite3 *connection = *opened;
    if (sqlite3_exec(connection, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(connection));
    QByteArray all;
    QByteArray page(4096, '\0');
    const auto readAll = [&](sqlite3_file *file, sqlite3_int64 from, sqlite3_int64 step, sqlite3_int64 within) {
        sqlite3_int64 size = 0;
        file->pMethods->xFileSize(file, &size);
        int pages = 0;
        for (sqlite3_int64 at = from; at + step <= size; at += step, ++pages)
            if (file->pMethods->xRead(file, page.data(), int(page.size()), at + within) == SQLITE_OK)
                all += page;
        return pages;
    };
    sqlite3_file *main = nullptr;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &main);
    if (readAll(main, 0, 4096, 0) < 10)
        qFatal("no pages");
    sqlite3_vfs *vfs = sqlite3_vfs_find(vfsName);
    std::vector<char> room(size_t(vfs->szOsFile));
    auto *log = reinterpret_cast<sqlite3_file *>(room.data());
    const char *name = sqlite3_filename_wal(sqlite3_db_filename(connection, "main"));
    if (QFile::exists(QString::fromUtf8(name))) {
        int flags = 0;
        if (vfs->xOpen(vfs, name, log, SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE, &flags) != SQLITE_OK)
            qFatal("no log");
        readAll(log, 32, 24 + 4096, 24);
        log->pMethods->xClose(log);
    }
    sqlite3_close(connection);
    return all;
}

// In which tables it still stands.
QStringList tablesWith(const Vault &vault, const QString &canary)
{
    sqlite3 *connection = *vault.connect(Vault::Access::Reader);
    QStringList tables;
    QStringList names;
    const auto each = [connection](const QByteArray &sql, auto &&row) {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(connection, sql.constData(), -1, &statement, nullptr) == SQLITE_OK)
            while (sqlite3_step(statement) == SQLITE_ROW)
                row(statement);
        sqlite3_finalize(statement);
    };
    each("SELECT name FROM sqlite_schema WHERE type = 'table'", [&](sqlite3_stmt *s) { names << QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(s, 0))); });
    for (const QString &name : std::as_const(names)) {
        bool found = false;
        each("SELECT * FROM \"" + name.toUtf8() + '"', [&](sqlite3_stmt *s) {
            for (int column = 0; column < sqlite3_column_count(s); ++column)
                found = found || countOf(QByteArrayView(static_cast<const char *>(sqlite3_column_blob(s, column)), sqlite3_column_bytes(s, column)), canary) > 0;
        });
        if (found)
            tables << name;
    }
    sqlite3_close(connection);
    return tables;
}

// Folder, port, certificate, token. Synchronizes whenever a line comes in, edits the customer a line names, and ends when no line is left.
int runDesk(const QStringList &words)
{
    QFile certificate(words.at(2));
    if (!certificate.open(QIODevice::ReadOnly))
        return 2;
    StoreDesk desk(words.at(0));
    desk.enroll({QUrl(u"https://localhost:%1"_s.arg(words.at(1))), certificate.readAll()}, u"zhang"_s, goodPassword, words.at(3));
    desk.start();
    for (std::array<char, 200> line{}; std::fgets(line.data(), int(line.size()), stdin);) {
        const QList<QByteArray> order = QByteArray(line.data()).trimmed().split(' ');
        if (!desk.settled())
            return 3;
        qsizetype read = 0;
        for (const Record &row : desk.rows(customer::entity)) {
            read += row[customer::name].size();
            if (order.size() == 2 && row.id.toString().toLatin1() == order.first()) {
                Change change = Change::update(row);
                change.set(row, customer::name, QString::fromUtf8(order.at(1)));
                (void)desk.commit({change});
            }
        }
        (void)desk.store->search({u"zq"_s, 20}).takeResult();
        if (!desk.settled())
            return 3;
        std::printf("settled %lld\n", qlonglong(read));
        std::fflush(stdout);
    }
    desk.net.reset();
    return 0;
}

} // namespace

class TestDeskCanaries : public QObject
{
    Q_OBJECT

private slots:
    void whatMayNotBeSeenIsNowhere()
    {
        OfficeBox office;
        const Id east = office.team("east");
        const Id zhang = office.person("zhang", "sales", east);
        const Id li = office.person("li", "sales", office.team("west"));
        QVERIFY(ledger::putMask(*office.connection, {u"sales"_s, u"customer"_s, u"note"_s, false, false}));
        const auto customerOf = [&](const Id &owner, const QByteArray &name, const QByteArray &company, const QByteArray &note) {
            const Id id = Id::make(office.clock.nowMs());
            const QByteArray text = id.toString().toLatin1();
            office.sql("INSERT INTO customer (id, version, name, company, note, state, owner) VALUES ('" + text + "', 1, '" + name + "', '" + company + "', '" + note + "', 'active', '"
                       + owner.toString().toLatin1() + "')");
            office.sql("INSERT INTO phone (id, version, customer, written) VALUES ('" + Id::make(office.clock.nowMs()).toString().toLatin1() + "', 1, '" + text + "', '" + name + "-phone')");
            return id;
        };
        for (int i = 0; i < 30; ++i) {
            customerOf(li, bird("never"), bird("never"), bird("never"));
            customerOf(zhang, bird("kept"), bird("narrowed"), bird("masked"));
        }
        QByteArrayList revoked;
        for (int i = 0; i < 30; ++i)
            revoked << "'" + customerOf(zhang, bird("revoked"), bird("revoked"), bird("masked")).toString().toLatin1() + "'";
        const Id own = customerOf(zhang, bird("ownbefore"), "", "");
        revoked << "'" + own.toString().toLatin1() + "'";

        QTemporaryDir folder;
        QStringList environment = QProcess::systemEnvironment();
        environment << u"KEMAI_DESK_CHILD=1"_s;
        QProcess desk;
        const auto begin = [&] {
            desk.setEnvironment(environment);
            desk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            desk.start(QCoreApplication::applicationFilePath(), {folder.path(), QString::number(office.port(0)), office.certificate.certificateFile, office.enrolment(zhang)});
        };
        const auto order = [&](const QByteArray &line) {
            desk.write(line + '\n');
            QByteArray said;
            while (!said.contains("settled") && desk.waitForReadyRead(60'000))
                said += desk.readAllStandardOutput();
            return said.contains("settled");
        };
        const auto end = [&] {
            desk.closeWriteChannel();
            return desk.waitForFinished(30'000) && desk.exitCode() == 0;
        };
        const auto core = [&] {
            const QString file = folder.filePath(u"core"_s);
            QProcess dump;
            dump.start(u"gcore"_s, {u"-o"_s, file, QString::number(desk.processId())});
            dump.waitForFinished(120'000);
            QFile in(file + u'.' + QString::number(desk.processId()));
            const QByteArray bytes = in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
            in.remove();
            return bytes;
        };

        begin();
        QVERIFY(order("go"));
        QVERIFY(order(own.toString().toLatin1() + ' ' + bird("ownafter")));
        const QByteArray before = core();
        if (!before.isEmpty()) {
            QVERIFY(countOf(before, QString::fromLatin1(bird("kept"))) > 0); // it is the right process, and the search finds
            QCOMPARE(countOf(before, QString::fromLatin1(bird("never"))), 0);
            QCOMPARE(countOf(before, QString::fromLatin1(bird("masked"))), 0);
        }
        QVERIFY(end());
        {
            StoreDesk here(folder.path());
            const QByteArray pages = pagesOf(here.store->vault());
            for (const char *granted : {"kept", "revoked", "narrowed", "ownafter"})
                QVERIFY2(countOf(pages, QString::fromLatin1(bird(granted))) > 0, granted);
            QCOMPARE(countOf(pages, QString::fromLatin1(bird("never"))), 0);
            QCOMPARE(countOf(pages, QString::fromLatin1(bird("masked"))), 0);
        }

        // Handed to somebody else, and a field taken from the role.
        office.sql("UPDATE customer SET owner = '" + li.toString().toLatin1() + "' WHERE id IN (" + revoked.join(',') + ")");
        QVERIFY(ledger::putMask(*office.connection, {u"sales"_s, u"customer"_s, u"company"_s, false, false}));
        begin();
        QVERIFY(order("go"));
        QVERIFY(end());
        begin(); // what a process had freed is another matter than what it has
        QVERIFY(order("go"));
        const QByteArray after = core();
        if (after.isEmpty())
            qWarning("no core could be made here: not searched");
        else
            for (const char *gone : {"never", "masked", "revoked", "narrowed"})
                QVERIFY2(countOf(after, QString::fromLatin1(bird(gone))) == 0, gone);
        QVERIFY(end());
        {
            StoreDesk here(folder.path());
            QCOMPARE(here.rows(customer::entity).size(), 30);
            for (const Entity *entity : allEntities()) // what an export or a print would have
                if (entity->storage == Storage::Records)
                    for (const Record &row : here.rows(*entity))
                        for (int field = 0; field < entity->count(); ++field)
                            QVERIFY(!row.value(field).toText().contains(QString::fromLatin1(bird("revoked"))) && !row.value(field).toText().contains(QString::fromLatin1(bird("masked"))) && !row.value(field).toText().contains(QString::fromLatin1(bird("narrowed"))));
            const QByteArray pages = pagesOf(here.store->vault());
            QVERIFY(countOf(pages, QString::fromLatin1(bird("kept"))) > 0);
            for (const char *gone : {"never", "masked", "revoked", "narrowed"})
                QVERIFY2(countOf(pages, QString::fromLatin1(bird(gone))) == 0, gone);
            // What he read there is gone from his own history too. What he wrote himself waits in the outbox for a week, in case the server is restored.
            QCOMPARE(tablesWith(here.store->vault(), QString::fromLatin1(bird("ownbefore"))).join(u' '), QString());
            QCOMPARE(countOf(pages, QString::fromLatin1(bird("ownbefore"))), 0);
            QCOMPARE(tablesWith(here.store->vault(), QString::fromLatin1(bird("ownafter"))).join(u' '), u"sync_outbox"_s);
            const auto report = here.store->verify().takeResult();
            QVERIFY(report && report->chain.sound() && report->chain.erased > 0);
        }
        for (QDirIterator it(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(countOf(file.readAll(), QString::fromLatin1(ring())), 0); // nothing of it in the clear, attachments included
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("KEMAI_DESK_CHILD"))
        return runDesk(application.arguments().sliced(1));
    TestDeskCanaries test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desk_canaries.moc"
