// SPDX-License-Identifier: GPL-3.0-or-later
// Stores of released versions open with today's program: migrated, every row accounted for, the schema a fresh one's.
//
// releases/<version>/ is the directory of a store as that release wrote it (passphrase "correct horse", the cheapest
// cost), checked in and never changed. Before a release: KEMAI_FREEZE_RELEASE=<version> tst_releases makes its folder,
// and its row goes into opens_data().
#include "schema/schema.h"
#include "store/store.h"
#include "support/memory_store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

VaultSurroundings cheap()
{
    VaultSurroundings surroundings;
    surroundings.cost = PassphraseCost::cheapest();
    return surroundings;
}

Unlock passphrase() { return Unlock::byPassphrase(u"correct horse"_s); }

QString releases() { return QStringLiteral(KEMAI_SOURCE_DIR "/tests/store/releases/"); }

bool freeze(const QString &version)
{
    const QString directory = releases() + version;
    if (!QDir().mkpath(directory))
        return false;
    const FixedClock clock(1'790'000'000'000);
    auto store = Store::create(directory, passphrase(), clock, cheap());
    if (!store)
        return false;
    const Id zhang = Id::fromSeed(1, 1, 1);
    const Id li = Id::fromSeed(2, 2, 2);
    ChangeSet set{.origin = Origin::Import, .title = u"customers.import"_s, .batch = Id::fromSeed(9, 9, 9), .changes = {}};
    set.changes << Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s).set(customer::company, u"南京启明教育科技有限公司"_s)
                << Change::insert(phone::entity, Id::fromSeed(3, 3, 3)).set(phone::customer, zhang).set(phone::written, u"138 1234 5678"_s).set(phone::digits, u"13812345678"_s)
                << Change::insert(customer::entity, li).set(customer::name, u"李雷"_s).setInferred(customer::city, u"北京市"_s, u"phone"_s)
                << Change::insert(interaction::entity, Id::fromSeed(4, 4, 4)).set(interaction::customer, zhang).set(interaction::at, 1'780'000'000'000).set(interaction::body, u"您好，课程什么时候开始？"_s);
    if (!(*store)->commit(set).result())
        return false;
    const auto seen = (*store)->read([li](Records &records) { return records.one(customer::entity, li); }).result();
    return seen && (*store)->commit({.changes = {Change::update(*seen).set(*seen, customer::note, u"回访"_s)}}).result()
        && (*store)->commit({.changes = {Change::remove(*seen)}}).result();
}

// Tables, their columns and the indexes, whatever order they were added in.
QStringList schemaOf(Database &database)
{
    QStringList lines;
    auto rows = database.prepare("SELECT m.type || ' ' || m.name || ' ' || coalesce(c.name || ' ' || c.type || ' ' || c.\"notnull\", '') "
                                 "FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) c ON m.type = 'table' ORDER BY 1");
    while (rows && *rows->step())
        lines << rows->text(0);
    return lines;
}

QStringList freshSchema()
{
    MemoryStore store;
    return schemaOf(store.database());
}

} // namespace

class TestReleases : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString version = qEnvironmentVariable("KEMAI_FREEZE_RELEASE");
        if (!version.isEmpty())
            QVERIFY(freeze(version));
    }

    void opens_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("0.1.0") << u"0.1.0"_s;
    }

    void opens()
    {
        QFETCH(QString, version);
        const QDir frozen(releases() + version);
        QVERIFY(frozen.exists());
        QTemporaryDir copy;
        for (const QString &name : frozen.entryList(QDir::Files | QDir::Hidden)) {
            QVERIFY(QFile::copy(frozen.filePath(name), copy.filePath(name)));
            QVERIFY(QFile::setPermissions(copy.filePath(name), QFile::ReadOwner | QFile::WriteOwner));
        }
        QVERIFY(QFile::setPermissions(copy.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto opened = Store::open(copy.path(), passphrase(), Clock::system(), cheap());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().id + u' ' + opened.error().log));
        Store &store = **opened;
        const auto report = store.verify().result();
        QVERIFY(report && report->sound());
        auto connection = store.vault().connect(Vault::Access::Reader);
        QVERIFY(connection);
        Database database(*connection);
        QVERIFY(freshSchema().size() > 100);
        QCOMPARE(schemaOf(database), freshSchema());

        const auto count = [&store](const Entity &entity) {
            return *store.read([&entity](Records &records) { return records.count(Query(entity).withRemoved()); }).result();
        };
        QCOMPARE(count(customer::entity), 2);
        QCOMPARE(count(phone::entity), 1);
        QCOMPARE(count(interaction::entity), 1);
        QCOMPARE(count(change_set::entity), 3);
        QCOMPARE(count(history::entity), 6);
        const Record li = *store.read([](Records &records) { return records.one(customer::entity, Id::fromSeed(2, 2, 2)); }).result();
        QCOMPARE(li[customer::name], u"李雷"_s);
        QCOMPARE(li[customer::note], u"回访"_s);
        QCOMPARE(li.version, 3);
        QCOMPARE(li.removedMs, 1'790'000'000'000);
        QCOMPARE(store.search({u"张"_s, 20}).result()->size(), 1);
        QCOMPARE(store.search({u"5678"_s, 20}).result()->size(), 1);
        QVERIFY(store.commit({.changes = {Change::restore(li)}}).result());
    }
};

QTEST_GUILESS_MAIN(TestReleases)
#include "tst_releases.moc"
