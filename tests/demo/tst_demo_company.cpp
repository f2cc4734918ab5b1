// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_company.h"

#include "calls/missed_calls.h"
#include "customers/duplicate_run.h"
#include "schema/change_json.h"
#include "schema/number_clue.h"
#include "schema/schema.h"
#include "store/store.h"
#include "text/address.h"
#include "text/clean.h"
#include "text/email.h"
#include "text/name.h"
#include "text/phone.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowMs = 1'795'329'727'000; // 2026-11-22 14:42:07 in China, a Sunday

// Records that only remember: what was inserted, updates applied.
class Remembering : public Records
{
public:
    Result<QList<Record>> find(const Query &query) override
    {
        QList<Record> found;
        for (const Value &id : query.condition().values())
            if (const auto at = rows.constFind(id.toId()); at != rows.cend())
                found.append(*at);
        return found;
    }
    Result<QList<QList<Value>>> aggregate(const Query &) override { return QList<QList<Value>>(); }
    Result<QList<Hit>> search(const Search &) override { return QList<Hit>(); }
    Result<Committed> commit(const ChangeSet &set) override
    {
        if (failAt > 0 && --failAt == 0)
            return fail(Error::Code::Io, u"store.io"_s);
        hash.addData(QByteArray(QByteArray::number(set.atMs) + set.title.toUtf8() + QByteArray::number(int(set.origin))));
        hash.addData(set.author.bytes());
        for (const Change &change : set.changes) {
            hash.addData(change.record.bytes());
            hash.addData(editsToJson(change));
            if (change.operation == Change::Operation::Insert) {
                if (set.title == u"demo.customers") {
                    ordered = ordered && order.value(change.entity) < change.record;
                    order[change.entity] = change.record;
                }
                duplicates += rows.contains(change.record);
                rows.insert(change.record, Record(*change.entity));
                rows[change.record].id = change.record;
                rows[change.record].version = 1;
                byEntity[change.entity].append(change.record);
            }
            for (const Edit &edit : change.edits)
                rows[change.record].setValue(edit.field, edit.to);
        }
        return Committed{set.id, ++sets, int(set.changes.size()), 0};
    }

    QList<Record> all(const Entity &entity) const
    {
        QList<Record> list;
        for (const Id &id : byEntity.value(&entity))
            list.append(rows.value(id));
        return list;
    }

    QHash<Id, Record> rows;
    QHash<const Entity *, QList<Id>> byEntity;
    QHash<const Entity *, Id> order;
    QCryptographicHash hash{QCryptographicHash::Sha256};
    bool ordered = true;
    int duplicates = 0;
    qint64 sets = 0;
    int failAt = 0;
};

DemoOptions options(qint64 customers, qint64 interactions, quint64 seed = 1)
{
    DemoOptions made;
    made.customers = customers;
    made.interactions = interactions;
    made.seed = seed;
    made.nowMs = nowMs;
    made.changesOfSet = 3000;
    return made;
}

QString lineOf(PhoneKind kind)
{
    switch (kind) {
    case PhoneKind::Mobile: return u"mobile"_s;
    case PhoneKind::Landline: return u"landline"_s;
    case PhoneKind::TollFree: return u"tollfree"_s;
    case PhoneKind::Service: return u"service"_s;
    case PhoneKind::Foreign: return u"foreign"_s;
    case PhoneKind::Unknown: break;
    }
    return u"unknown"_s;
}

} // namespace

class TestDemoCompany : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto counts = generateDemo(m_company, options(1500, 12'000));
        QVERIFY2(counts, counts ? "" : qPrintable(counts.error().id + counts.error().log));
        m_counts = *counts;
    }

    void theSameSeedGivesTheSameRecords()
    {
        Remembering a, b, other, wider;
        QCOMPARE(*generateDemo(a, options(60, 900)), *generateDemo(b, options(60, 900)));
        QCOMPARE(a.hash.result(), b.hash.result());
        QVERIFY(generateDemo(other, options(60, 900, 2)));
        QVERIFY(a.hash.result() != other.hash.result());
    }

    void countsAreExact_data()
    {
        QTest::addColumn<qint64>("customers");
        QTest::addColumn<qint64>("interactions");
        QTest::newRow("nobody") << qint64(0) << qint64(0);
        QTest::newRow("one who says nothing") << qint64(1) << qint64(0);
        QTest::newRow("one who says much") << qint64(1) << qint64(700);
        QTest::newRow("too few for the stories") << demoStoryCustomers - 1 << qint64(1000);
        QTest::newRow("the fewest with stories") << demoStoryCustomers << demoStoryInteractions;
        QTest::newRow("an odd number") << qint64(333) << qint64(4567);
    }
    void countsAreExact()
    {
        QFETCH(qint64, customers);
        QFETCH(qint64, interactions);
        Remembering records;
        const auto counts = generateDemo(records, options(customers, interactions));
        QVERIFY(counts);
        QCOMPARE(counts->customers, customers);
        QCOMPARE(counts->interactions, interactions);
        QCOMPARE(counts->phones, 3 * customers);
        QCOMPARE(records.all(customer::entity).size(), customers);
        QCOMPARE(records.all(interaction::entity).size(), interactions);
        QCOMPARE(records.all(phone::entity).size(), counts->phones);
        QCOMPARE(records.all(contact::entity).size(), counts->contacts);
        QCOMPARE(records.all(email::entity).size(), counts->emails);
        QCOMPARE(records.all(address::entity).size(), counts->addresses);
        QCOMPARE(records.rows.value(counts->batch)[import_batch::state], u"done"_s);
        QCOMPARE(records.rows.value(counts->batch)[import_batch::created], customers);
    }

    void interactionsNeedACustomer()
    {
        Remembering records;
        const auto refused = generateDemo(records, options(0, 10));
        QVERIFY(!refused);
        QCOMPARE(refused.error().id, u"demo.tooFew"_s);
        QCOMPARE(records.sets, 0);
    }

    void everyReferenceResolves()
    {
        for (const Record &record : std::as_const(m_company.rows)) {
            for (int i = 0; i < record.entity()->count(); ++i) {
                const Field &field = record.entity()->fields[size_t(i)];
                if (field.type != Type::Reference || record.value(i).isNull())
                    continue;
                const auto at = m_company.rows.constFind(record.value(i).toId());
                QVERIFY2(at != m_company.rows.cend(), field.name);
                QCOMPARE(QLatin1StringView(at->entity()->name), QLatin1StringView(field.refers));
            }
            const int owner = record.entity()->indexOf("customer"_L1);
            const bool mayBeNobodys = record.entity() == &number_clue::entity
                || (record.entity() == &interaction::entity && record[interaction::details].contains(u"missed"));
            QVERIFY(owner < 0 || mayBeNobodys || !record.value(owner).isNull());
        }
        QCOMPARE(m_company.duplicates, 0);
    }

    // The store's indexes grow at their right edge only then. (The stories are committed day by day.)
    void idsRiseInTheOrderOfCommits() { QVERIFY(m_company.ordered); }

    void timesAreWithinTwoYearsAndNotInTheFuture()
    {
        QHash<Id, qint64> last;
        int today = 0;
        for (const Record &record : m_company.all(interaction::entity)) {
            const qint64 at = record[interaction::at];
            QVERIFY(at <= nowMs && at > nowMs - 750ll * 86'400'000);
            today += nowMs - at < 86'400'000;
            const int hour = int((at / 3'600'000 + 8) % 24);
            QVERIFY2(hour >= 9 && hour < 20, qPrintable(QString::number(hour)));
            // By time for each customer; the stories are committed day by day.
            if (record.id.timeMs() != 0 && !record[interaction::customer].isNull() && !m_company.rows.value(record[interaction::customer])[customer::level].isEmpty())
                last[record[interaction::customer]] = std::max(last.value(record[interaction::customer]), at);
        }
        QVERIFY2(today >= 10, qPrintable(QString::number(today)));
    }

    void phonesAreWhatTheirWrittenFormGives()
    {
        QHash<QString, QStringList> seen;
        for (const Record &record : m_company.all(phone::entity)) {
            const auto numbers = parsePhones(record[phone::written]);
            QVERIFY2(numbers.size() == 1, qPrintable(record[phone::written]));
            const PhoneNumber &number = numbers.first();
            QCOMPARE(record[phone::e164], number.e164);
            QCOMPARE(record[phone::digits], number.digits);
            QCOMPARE(record[phone::extension], number.extension);
            QVERIFY2(record[phone::line] == lineOf(number.kind), qPrintable(record[phone::written]));
            QVERIFY2(record[phone::region] == number.region, qPrintable(record[phone::written] + number.region));
            seen[number.digits + u'#' + number.extension].append(record[phone::kind]);
        }
        int families = 0;
        int twins = 0;
        for (const QStringList &kinds : std::as_const(seen)) {
            if (kinds.size() == 1)
                continue;
            if (kinds == QStringList({u"self"_s, u"self"_s})) {
                ++twins;
                continue;
            }
            QCOMPARE(kinds, QStringList({u"family"_s, u"family"_s}));
            ++families;
        }
        QVERIFY(families > 5);
        QCOMPARE(twins, demoTwins);
    }

    void emailsAndNamesAndAddressesAreNormal()
    {
        QSet<QString> emails;
        for (const Record &record : m_company.all(email::entity)) {
            const auto parsed = parseEmail(record[email::written]);
            QVERIFY2(parsed, qPrintable(record[email::written]));
            QCOMPARE(record[email::written], parsed->written);
            QCOMPARE(record[email::normal], parsed->normal);
            QVERIFY(!emails.contains(parsed->normal));
            emails.insert(parsed->normal);
        }
        for (const Record &record : m_company.all(address::entity)) {
            const Address parsed = parseAddress(record[address::written]);
            QCOMPARE(record[address::province], parsed.provinceName());
            QCOMPARE(record[address::city], parsed.cityName());
            QCOMPARE(record[address::district], parsed.districtName());
        }
        for (const Record &record : m_company.all(customer::entity))
            QVERIFY(!record[customer::name_normal].isEmpty());
    }

    void everyTextIsClean()
    {
        for (const Record &record : std::as_const(m_company.rows)) {
            for (int i = 0; i < record.entity()->count(); ++i) {
                const QString text = record.value(i).toText();
                const QLatin1StringView field(record.entity()->fields[size_t(i)].name);
                const FieldClass kind = field == "body"_L1 || field == "note"_L1 ? FieldClass::FreeText : FieldClass::Name;
                if (field == "body"_L1 || field == "name"_L1 || field == "company"_L1 || field == "subject"_L1 || field == "title"_L1 || field == "note"_L1)
                    QVERIFY2(isClean(kind, text), qPrintable(text));
                QVERIFY2(!text.contains(u'{') || record.entity()->fields[size_t(i)].type == Type::Json, qPrintable(text));
            }
        }
    }

    void textsAreManifold()
    {
        QSet<QString> bodies, names, companies;
        int polyphone = 0, latin = 0, emoji = 0, compound = 0;
        for (const Record &record : m_company.all(interaction::entity)) {
            bodies.insert(record[interaction::body]);
            for (const QChar c : record[interaction::body])
                emoji += c.isHighSurrogate();
        }
        for (const Record &record : m_company.all(customer::entity)) {
            const QString name = record[customer::name];
            names.insert(name);
            companies.insert(record[customer::company]);
            polyphone += QStringView(u"单曾解仇区查任盖").contains(name.front());
            latin += name.front().unicode() < 0x80;
            compound += name.startsWith(u"欧阳") || name.startsWith(u"诸葛") || name.startsWith(u"上官");
        }
        QVERIFY2(bodies.size() > 5000, qPrintable(QString::number(bodies.size())));
        QVERIFY(names.size() > 1000 && companies.size() > 700);
        QVERIFY(polyphone > 5 && latin > 30 && emoji > 100 && compound > 0);
    }

    void thePicturesStoriesAreThere()
    {
        const auto customers = m_company.all(customer::entity);
        const auto zhangMin = std::find_if(customers.begin(), customers.end(), [](const Record &r) {
            return r[customer::name] == u"张敏" && r[customer::company] == u"南京启明教育科技有限公司";
        });
        QVERIFY(zhangMin != customers.end());
        QCOMPARE((*zhangMin)[customer::level], u"重点"_s);
        QCOMPARE((*zhangMin)[customer::city], u"南京市"_s);
        int events = 0;
        Record newest(interaction::entity);
        for (const Record &record : m_company.all(interaction::entity)) {
            if (record[interaction::customer] != zhangMin->id)
                continue;
            ++events;
            if (record[interaction::at] > newest[interaction::at])
                newest = record;
        }
        QCOMPARE(events, 128);
        QCOMPARE(newest[interaction::body], u"孩子直播课卡顿，问何时能看到诊断报告。已安抚，转工单 #20418。"_s);
        QCOMPARE(newest[interaction::at] + 600'000 + 7'000, nowMs);
        QCOMPARE(m_company.rows.value(newest[interaction::ticket])[ticket::number], u"20418"_s);
        bool promised = false;
        for (const Record &record : m_company.all(promise::entity)) {
            if (record[promise::customer] != zhangMin->id || record[promise::text] != u"3 日内提供学科诊断报告")
                continue;
            promised = true;
            QCOMPARE(record[promise::done_at], 0);
            QCOMPARE((nowMs - record[promise::due]) / 86'400'000, 1); // the day before yesterday at six in the evening
        }
        QVERIFY(promised);
        QSet<QString> numbers;
        for (const Record &record : m_company.all(ticket::entity))
            numbers.insert(record[ticket::number]);
        for (const char16_t *number : {u"20391", u"20418", u"20417", u"20411", u"20402", u"20398"})
            QVERIFY(numbers.contains(QString::fromUtf16(number)));
    }

    // The work-list of duplicates and the list of missed calls have something to show in the first minutes.
    void someWereEnteredTwiceAndSomeCalledInVain()
    {
        QTemporaryDir directory;
        FixedClock clock{nowMs};
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto store = Store::create(directory.path() + u"/store"_s, Unlock::byPassphrase(u"demo"_s), clock, surroundings);
        QVERIFY(store);
        QVERIFY((*store)->write([](Records &records) { return generateDemo(records, options(120, 1500)); }).result());
        const auto found = (*store)->write([](Records &records) { return DuplicateRun::whole(records, nowMs); }).result();
        QVERIFY(found);
        QCOMPARE(found->clusters, demoTwins);
        const auto missed = (*store)->read([](Records &records) { return missedCalls(records, nowMs - 14 * 86'400'000ll); }).result();
        QVERIFY(missed);
        QCOMPARE(missed->size(), demoMissedNumbers);
        int named = 0, twice = 0;
        for (const MissedCall &call : *missed) {
            named += call.name == u"庄梦";
            twice += call.times == 2;
            QVERIFY(call.caller.kind == Caller::Kind::Number && !call.talkedSince && call.atMs < nowMs);
        }
        QCOMPARE(named, 1);
        QCOMPARE(twice, 1);
    }

    void stopsWhenToldAndWhenTheStoreFails()
    {
        Remembering canceled;
        const auto stopped = generateDemo(canceled, options(500, 5000), [](qint64 done, qint64) { return done < 200; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().id, u"demo.canceled"_s);
        const auto batches = canceled.all(import_batch::entity);
        QCOMPARE(batches.size(), 1);
        QCOMPARE(batches.first()[import_batch::state], u"canceled"_s);
        QCOMPARE(batches.first()[import_batch::created], canceled.all(customer::entity).size());
        Remembering full;
        full.failAt = 5;
        const auto failed = generateDemo(full, options(500, 5000));
        QVERIFY(!failed);
        QCOMPARE(failed.error().id, u"store.io"_s);
    }

    void aStoreTakesIt()
    {
        QTemporaryDir directory;
        FixedClock clock{nowMs};
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto store = Store::create(directory.path() + u"/store"_s, Unlock::byPassphrase(u"demo"_s), clock, surroundings);
        QVERIFY(store);
        const auto counts = (*store)->write([](Records &records) { return generateDemo(records, options(100, 1500)); }).result();
        QVERIFY(counts);
        const auto hits = (*store)->search({u"zm"_s, 20}).result();
        QVERIFY(hits && hits->size() >= 2);
        const auto read = (*store)->read([](Records &records) { return records.count(Query(interaction::entity)); }).result();
        QCOMPARE(*read, 1500);
        QVERIFY((*store)->verify().result()->sound());
    }

private:
    Remembering m_company;
    DemoCounts m_counts;
};

QTEST_GUILESS_MAIN(TestDemoCompany)
#include "tst_demo_company.moc"
