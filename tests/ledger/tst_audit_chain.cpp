// SPDX-License-Identifier: GPL-3.0-or-later
// The audit's chain: every change of what was sealed is found, whoever writes at the same time, and over a restore.
#include "ledger/audit_chain.h"
#include "ledger/check.h"
#include "ledger/ledger_records.h"
#include "ledger_fixture.h"
#include "schema/schema.h"

#include <QTemporaryDir>

#include <sodium.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

ledger::SealKey keyOf(unsigned char seed)
{
    QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, '\0');
    QByteArray secret(crypto_sign_SECRETKEYBYTES, '\0');
    const QByteArray bytes(crypto_sign_SEEDBYTES, char(seed));
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(publicKey.data()), reinterpret_cast<unsigned char *>(secret.data()),
                             reinterpret_cast<const unsigned char *>(bytes.constData()));
    return {publicKey, [secret](QByteArrayView message) {
                QByteArray signature(crypto_sign_BYTES, '\0');
                crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr, reinterpret_cast<const unsigned char *>(message.data()),
                                     size_t(message.size()), reinterpret_cast<const unsigned char *>(secret.constData()));
                return signature;
            }};
}

struct Office : LedgerFixture {
    void edit(int n)
    {
        if (!records.commit({.title = u"customer.new"_s, .changes = {Change::insert(customer::entity, Id::make(n)).set(customer::name, u"客户%1"_s.arg(n))}}))
            qFatal("commit");
    }
    std::optional<ledger::Seal> seal()
    {
        const auto made = ledger::sealAudit(*connection, key, 5);
        if (!made)
            qFatal("%s", qPrintable(made.error().log));
        return *made;
    }
    ledger::AuditReport check(const std::optional<ledger::Seal> &head = {})
    {
        const auto report = ledger::checkAudit(*connection, {key.publicKey}, head);
        if (!report)
            qFatal("%s", qPrintable(report.error().log));
        return *report;
    }

    FixedClock clock{1'700'000'000'000};
    ledger::LedgerRecords records{*connection, clock};
    ledger::SealKey key = keyOf(1);
};

} // namespace

class TestAuditChain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }

    void whatIsCommittedIsSealedOnce()
    {
        Office office;
        QVERIFY(!office.seal());
        QCOMPARE(office.check().unsealedSets, 0);
        office.edit(1);
        office.edit(2);
        QCOMPARE(office.check().unsealedSets, 2);
        const auto first = office.seal();
        QCOMPARE(first->sets, 2);
        QCOMPARE(first->lines, 2);
        QVERIFY(!office.seal());
        office.edit(3);
        QCOMPARE(office.seal()->n, 2);
        const auto report = office.check(*first);
        QVERIFY2(report.sound(), qPrintable(report.what));
        QCOMPARE(report.seals, 2);
        QCOMPARE(report.sets, 3);
        QCOMPARE(report.unsealedSets, 0);
    }

    // A transaction that began before a seal and commits after it is in the next one, though its numbers are the lower ones.
    void anOpenTransactionIsNotForgotten()
    {
        Office office;
        const auto slow = office.database.connect();
        QVERIFY(slow->script("BEGIN; INSERT INTO tag (id, label) VALUES (gen_random_uuid(), 'slow')"));
        office.edit(1);
        QCOMPARE(office.seal()->sets, 1);
        QVERIFY(slow->script("COMMIT"));
        QCOMPARE(office.seal()->sets, 1);
        QVERIFY(office.check().sound());
    }

    void oneChangedByteIsFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a value in a line") << QByteArray("UPDATE history SET edits = replace(edits::text, '客户2', '客户Z')::json");
        QTest::newRow("who") << QByteArray("UPDATE change_set SET author = '00000000-0000-7000-8000-000000000001' WHERE seq = 2");
        QTest::newRow("when") << QByteArray("UPDATE change_set SET at = at + 1 WHERE seq = 2");
        QTest::newRow("a title") << QByteArray("UPDATE change_set SET title = 'customer.nev' WHERE seq = 2");
        QTest::newRow("which mutation") << QByteArray("UPDATE history SET mid = 9 WHERE set_seq = 2");
        QTest::newRow("a line is gone") << QByteArray("DELETE FROM history WHERE set_seq = 2");
        QTest::newRow("a set is gone") << QByteArray("DELETE FROM change_set WHERE seq = 2");
        QTest::newRow("a line more") << QByteArray("INSERT INTO history (seq, set_seq, subject, xid) SELECT 99, 2, 'tag', xid FROM history WHERE set_seq = 2");
        QTest::newRow("moved out of every seal") << QByteArray("UPDATE history SET xid = '99999999' WHERE set_seq = 2");
        QTest::newRow("a set moved out of every seal") << QByteArray("UPDATE change_set SET xid = '1' WHERE seq = 2");
        QTest::newRow("a byte of a hash") << QByteArray("UPDATE sync.seal SET hash = set_byte(hash, 3, get_byte(hash, 3) # 1) WHERE n = 1");
        QTest::newRow("a byte of a signature") << QByteArray("UPDATE sync.seal SET signature = set_byte(signature, 3, get_byte(signature, 3) # 1) WHERE n = 2");
        QTest::newRow("a seal is gone") << QByteArray("DELETE FROM sync.seal WHERE n = 1");
        QTest::newRow("a count") << QByteArray("UPDATE sync.seal SET sets = sets + 1 WHERE n = 1");
    }
    void oneChangedByteIsFound()
    {
        QFETCH(QByteArray, sql);
        Office office;
        office.edit(1);
        office.edit(2);
        QVERIFY(office.seal());
        office.edit(3);
        QVERIFY(office.seal());
        QVERIFY(office.check().sound());
        office.sql(sql);
        const auto report = office.check();
        QVERIFY(!report.sound());
        QVERIFY(report.brokenAt > 0);
    }

    void aCutTailIsFoundByTheHead()
    {
        Office office;
        for (int i = 0; i < 20; ++i) {
            office.edit(i + 1);
            if (i == 9)
                QVERIFY(office.seal());
        }
        const auto head = office.seal();
        office.sql("DELETE FROM history WHERE set_seq > 10; DELETE FROM change_set WHERE seq > 10; DELETE FROM sync.seal WHERE n > 1");
        QVERIFY(office.check().sound()); // by itself it cannot know
        const auto report = office.check(head);
        QVERIFY(!report.sound());
        QCOMPARE(report.missing, 1);
        // Written anew over the gap, it is another one.
        office.edit(30);
        QVERIFY(office.seal());
        QCOMPARE(office.check(head).brokenAt, 2);
    }

    void aForeignKeyIsNotTrusted()
    {
        Office office;
        office.edit(1);
        office.key = keyOf(2);
        QVERIFY(office.seal());
        QVERIFY(office.check().sound());
        office.key = keyOf(1);
        QCOMPARE(office.check().brokenAt, 1);
    }

    void theHeadIsAFile()
    {
        Office office;
        office.edit(1);
        const auto seal = office.seal();
        QTemporaryDir folder;
        const QString file = folder.filePath(u"head"_s);
        QVERIFY(!ledger::readHead(file)->has_value());
        QVERIFY(ledger::writeHead(file, *seal));
        const auto head = *ledger::readHead(file);
        QCOMPARE(head->hash, seal->hash);
        QVERIFY(office.check(head).sound());
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("{\"n\":");
        out.close();
        QCOMPARE(ledger::readHead(file).error().code, Error::Code::Corrupt);
    }

    // Transaction numbers begin anew in a restored database: rows of the new epoch look as if an old seal covered them.
    void aNewEpochSealsWhatWasThereAndGoesOn()
    {
        Office office;
        office.edit(1);
        QVERIFY(office.seal());
        office.edit(2); // not sealed when the backup was made
        // As after a restore into a younger cluster: the rows' transactions are of the future here.
        office.sql("UPDATE change_set SET xid = (xid::text::bigint + 100000)::text::xid8; UPDATE history SET xid = (xid::text::bigint + 100000)::text::xid8; "
                   "DELETE FROM sync.seal");
        office.sql("UPDATE change_set SET xid = '100001' WHERE seq = 1; UPDATE history SET xid = '100001' WHERE set_seq = 1");
        const Id before = Id::fromString(office.text("SELECT epoch::text FROM sync.epoch"));
        const auto epoch = ledger::newEpoch(*office.connection, office.key, 7);
        QVERIFY2(epoch, epoch ? "" : qPrintable(epoch.error().log));
        QVERIFY(*epoch != before);
        auto report = office.check();
        QVERIFY2(report.sound(), qPrintable(report.what));
        QCOMPARE(report.sets, 2);
        office.edit(3);
        QCOMPARE(office.check().unsealedSets, 1);
        QCOMPARE(office.seal()->sets, 1);
        report = office.check();
        QVERIFY2(report.sound(), qPrintable(report.what));
        QCOMPARE(report.sets, 3);
        const auto again = ledger::newEpoch(*office.connection, office.key, 8); // with nothing new in between
        QVERIFY(again);
        office.edit(4);
        QVERIFY(office.seal());
        QVERIFY(office.check().sound());
        QCOMPARE(office.number("SELECT count(*) FROM sync.change_log WHERE scope = 1"), 0);
    }

    void tablesThatDoNotFitAreFound()
    {
        Office office;
        const auto kinds = [&office](ledger::Repair repair = ledger::Repair::Nothing) {
            QStringList all;
            const auto report = ledger::checkTables(*office.connection, repair);
            for (const ledger::Finding &finding : report->findings)
                all << ledger::Finding::code(finding.kind) + u' ' + QString::fromLatin1(finding.table) + u' ' + QString::number(finding.rows);
            return all.join(u", "_s);
        };
        office.edit(1);
        office.edit(2);
        QCOMPARE(kinds(), QString());
        QCOMPARE(ledger::checkTables(*office.connection, ledger::Repair::Nothing)->counts.first().table, QByteArray("user"));
        office.sql("INSERT INTO contact (id, customer) VALUES ('00000000-0000-7000-8000-000000000009', '00000000-0000-7000-8000-0000000000ff')");
        QCOMPARE(kinds(), u"waiting contact 1, bad-reference contact 1"_s);
        QVERIFY(ledger::checkTables(*office.connection, ledger::Repair::Nothing)->sound()); // it may be on its way
        office.sql("SET session_replication_role = replica; UPDATE customer SET scope = 99 WHERE name = '客户1'; UPDATE customer SET version = 5 WHERE name = '客户2'; "
                   "DELETE FROM change_set WHERE seq = 1; SET session_replication_role = origin; DELETE FROM contact");
        QCOMPARE(kinds(), u"history-behind customer 1, misplaced customer 1, lines-without-set history 1"_s);
        QCOMPARE(kinds(ledger::Repair::Scopes), u"history-behind customer 1, misplaced customer 1, lines-without-set history 1"_s);
        QCOMPARE(kinds(), u"history-behind customer 1, lines-without-set history 1"_s);
    }
};

QTEST_GUILESS_MAIN(TestAuditChain)
#include "tst_audit_chain.moc"
