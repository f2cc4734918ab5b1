// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_store.h"
#include "schema/duplicate.h"

#include "customers/import_report.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestImportCustomers : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheContract()
    {
        CustomerStore store;
        const QByteArray file = u"姓名,公司,手机,邮箱,生日,备注\n"
                                u"张伟,甲公司,138 0013 8000,zw@a.cn,1990-1-2,\n"       // 2 created
                                u"张\u200b伟,乙公司,+86-13800138000,,,\n"               // 3 duplicate of 2, cleaned
                                u"李娜,,13800138000,,,\n"                                // 4 created: another name
                                u",,,someone@a.cn,,\n"                                   // 5 rejected: nobody
                                u",,call me,,,\n"                                        // 6 rejected: no readable number
                                u",丙公司,,,,\n"                                         // 7 created: company
                                u",,400-820-8820,,,\n"                                   // 8 created: a number alone
                                u"赵六,,12,not an email,春天,\n"                         // 9 created with three warnings
                                u"钱七,,1,2,3,4,5,6\n"                                   // 10 rejected: too many cells
                                u"孙八,,021-62888888转801、13900139000,,,\n"             // 11 created: two numbers
                                u"孙八,,021-62888888转802,,,\n"                          // 12 created: another extension
                                u"孙八,,13900139000,,,\n"                                // 13 duplicate of 11
                                u"周九,,\"138\n"                                         // 14 rejected: quote
                                u"吴十,,13700137000,,,\n"_s.toUtf8();                    // 15 created
        CustomerImport::Options dry;
        dry.mode = CustomerImport::Mode::DryRun;
        const QString expected = u"14 rows: 8 created, 0 updated, 2 duplicates, 4 rejected, 1 cleaned"_s;
        const QStringList remarked{u"3 duplicate duplicateOfLine"_s, u"5 rejected nobody"_s, u"6 rejected nobody"_s,
                                   u"9 warning phoneUnread"_s, u"9 warning emailUnread"_s, u"9 warning birthdayUnread"_s,
                                   u"10 rejected tooManyCells"_s, u"13 duplicate duplicateOfLine"_s,
                                   u"14 rejected quoteNeverClosed"_s};
        QCOMPARE(counts(store.import(file, dry)), expected);
        QCOMPARE(store.remarked(), remarked);
        for (const Entity *entity : allEntities())
            QVERIFY2(store.all(*entity).isEmpty(), entity->name);

        const auto summary = store.import(file);
        QCOMPARE(counts(summary), expected);
        QCOMPARE(store.remarked(), remarked);
        QCOMPARE(store.all(customer::entity).size(), 8);
        const QStringList e164 = store.texts(phone::e164);
        QCOMPARE(e164.count(u"+8613800138000"_s), 2);
        QCOMPARE(e164.count(u"+862162888888"_s), 2);
        QVERIFY(store.texts(phone::written).contains(u"138 0013 8000"_s));
        QVERIFY(store.texts(phone::extension).contains(u"802"_s));
        QVERIFY(store.texts(email::written).contains(u"not an email"_s));
        QVERIFY(store.texts(customer::note).contains(u"生日: 春天"_s));
        const QList<Record> batches = store.all(import_batch::entity);
        QCOMPARE(batches.size(), 1);
        QCOMPARE(batches.first().id, summary->batch);
        QCOMPARE(batches.first()[import_batch::state], u"done"_s);
        QCOMPARE(batches.first()[import_batch::rows], 14);

        // The same file again: everything is known.
        QCOMPARE(counts(store.import(file, dry)), u"14 rows: 0 created, 0 updated, 10 duplicates, 4 rejected, 1 cleaned"_s);
        QCOMPARE(counts(store.import(file)), u"14 rows: 0 created, 0 updated, 10 duplicates, 4 rejected, 1 cleaned"_s);
        QCOMPARE(store.all(customer::entity).size(), 8);
    }

    void everyChangeSaysItsBatchAndLine()
    {
        CustomerStore store;
        const auto summary = store.import("Name,Phone\n\nLi Na,13800138000\n");
        const QList<Record> sets = store.all(change_set::entity);
        QVERIFY(!sets.isEmpty());
        for (const Record &set : sets) {
            QCOMPARE(set[change_set::batch], summary->batch);
            QCOMPARE(set[change_set::origin], u"import"_s);
        }
        int customers = 0;
        for (const Record &row : store.all(history::entity)) {
            if (row[history::subject] != u"customer")
                continue;
            ++customers;
            QCOMPARE(row[history::line], 3);
            // 138 0013 8000 is a number of Beijing: the province is inferred and says so.
            QVERIFY(row[history::edits].contains(u"\"@\":{\"province\":\"phone\"}"_s));
        }
        QCOMPARE(customers, 1);
    }

    void anEmptyCellChangesNothingAndAChangedOneUpdates()
    {
        CustomerStore store;
        store.import(u"姓名,手机,城市,备注\n张伟,13800138000,上海,老客户\n"_s.toUtf8());
        const QString id = store.all(customer::entity).first().id.toString();
        const auto again = [&](const QString &cells) {
            return counts(store.import(u"编号,姓名,手机,城市,备注\n%1,%2\n"_s.arg(id, cells).toUtf8()));
        };
        const QString same = u"1 rows: 0 created, 0 updated, 1 duplicates, 0 rejected, 0 cleaned"_s;
        const QString changed = u"1 rows: 0 created, 1 updated, 0 duplicates, 0 rejected, 0 cleaned"_s;
        QCOMPARE(again(u"张伟,138-0013-8000,上海,老客户"_s), same);
        QCOMPARE(again(u"张伟,,,"_s), same);
        QCOMPARE(again(u"张伟,13800138000,北京,"_s), changed);
        QCOMPARE(again(u"张玮,13900139000,,"_s), changed);
        QCOMPARE(store.texts(customer::name), QStringList{u"张玮"_s});
        QCOMPARE(store.texts(customer::name_normal), QStringList{u"张玮"_s});
        QCOMPARE(store.texts(customer::city), QStringList{u"北京"_s});
        QCOMPARE(store.texts(customer::note), QStringList{u"老客户"_s});
        QCOMPARE(store.texts(phone::e164), QStringList({u"+8613800138000"_s, u"+8613900139000"_s}));
        QCOMPARE(counts(store.import(u"编号,姓名\n%1,甲\n%1,乙\nC-001,丙\n"_s.arg(id).toUtf8())),
                 u"3 rows: 1 created, 1 updated, 1 duplicates, 0 rejected, 0 cleaned"_s);
    }

    void chunksMakeNoDifference_data()
    {
        QTest::addColumn<qsizetype>("chunkRows");
        for (const int rows : {1, 7, 100, 5000})
            QTest::addRow("%d", rows) << qsizetype(rows);
    }
    void chunksMakeNoDifference()
    {
        QFETCH(qsizetype, chunkRows);
        QByteArray file = "name,phone,note\n";
        quint32 seed = 7;
        for (int i = 0; i < 400; ++i) {
            seed = seed * 1664525 + 1013904223;
            const int who = int(seed >> 16) % 150;
            if (who % 10 == 0)
                file += ",,\n";
            else
                file += "Person " + QByteArray::number(who) + ",138" + QByteArray::number(10000000 + who) + ",n\n";
        }
        CustomerStore store;
        CustomerImport::Options options;
        options.chunkRows = chunkRows;
        static QString first;
        const QString result = counts(store.import(file, options));
        if (first.isEmpty())
            first = result;
        QCOMPARE(result, first);
        QVERIFY(result.startsWith(u"400 rows"));
        QCOMPARE(store.texts(customer::name).removeDuplicates(), 0);
    }

    void customFieldsAreMadeAndFilled()
    {
        CustomerStore store;
        CustomerImport::Options options;
        options.mapping = QJsonObject{{u"血型"_s, u"blood"_s}};
        QCOMPARE(counts(store.import(u"姓名,血型,手机\n张伟,A型,\n李娜,,\n"_s.toUtf8(), options)),
                 u"2 rows: 2 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(store.texts(field_definition::key), QStringList{u"blood"_s});
        QCOMPARE(store.texts(customer::custom), QStringList({QString(), u"{\"blood\":\"A型\"}"_s}));
        // Known now: found by its heading, and exported.
        QCOMPARE(counts(store.import(u"姓名,血型,手机\n王五,B型,\n张伟,A型,\n"_s.toUtf8())),
                 u"2 rows: 1 created, 0 updated, 1 duplicates, 0 rejected, 0 cleaned"_s);
        QVERIFY(QString::fromUtf8(store.exported()).startsWith(u"编号,姓名,公司,手机,邮箱,地址,城市,来源,生日,备注,血型\r\n"));
    }

    void cancelsBetweenChunks()
    {
        CustomerStore store;
        QByteArray bytes = "name\n";
        for (int i = 0; i < 100; ++i)
            bytes += "Person" + QByteArray::number(i) + "\n";
        const auto summary = store.run([&](Records &records) -> Result<ImportSummary> {
            auto file = std::make_unique<QBuffer>();
            file->setData(bytes);
            file->open(QIODevice::ReadOnly);
            CustomerImport::Options options;
            options.chunkRows = 10;
            return importCustomers(records, std::move(file), options, [](const ImportSummary &now) { return now.rows < 30; });
        });
        QVERIFY(summary->canceled);
        QCOMPARE(counts(summary), u"30 rows: 30 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(store.all(customer::entity).size(), 30);
        QCOMPARE(store.texts(import_batch::state), QStringList{u"canceled"_s});
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("error");
        QTest::newRow("empty") << QByteArray() << u"formats.emptyFile"_s;
        QTest::newRow("workbook") << QByteArray("PK\x03\x04rest") << u"formats.zipDamaged"_s;
        QTest::newRow("no heading") << QByteArray("1,2,3\n4,5,6\n") << u"customers.noKnownHeading"_s;
    }
    void refusesWhatItCannotRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, error);
        CustomerStore store;
        QCOMPARE(counts(store.import(bytes)), error);
        QVERIFY(store.all(import_batch::entity).isEmpty());
    }

    void aFailingDiskKeepsTheRowsBefore()
    {
        class Failing : public QBuffer
        {
        public:
            bool armed = false;

        protected:
            qint64 readData(char *data, qint64 size) override
            {
                if (armed && pos() > 100'000) {
                    setErrorString(QStringLiteral("the stick was pulled"));
                    return -1;
                }
                return QBuffer::readData(data, size);
            }
        };
        CustomerStore store;
        auto file = std::make_unique<Failing>();
        QByteArray bytes = "name\n";
        for (int i = 0; i < 30'000; ++i)
            bytes += "Person" + QByteArray::number(i) + "\n";
        file->setData(bytes);
        QVERIFY(file->open(QIODevice::ReadOnly | QIODevice::Unbuffered));
        Failing *device = file.get();
        CustomerImport::Options options;
        options.chunkRows = 500;
        options.encoding = u"UTF-8"_s;
        auto import = CustomerImport::open(std::move(file), options);
        QVERIFY(import.has_value());
        device->armed = true;
        const auto done = store.run([&](Records &records) -> Result<bool> {
            for (;;) {
                const Result<bool> more = (*import)->step(records);
                if (!more || !*more)
                    return more;
            }
        });
        QCOMPARE(done ? QString() : done.error().id, u"formats.readFailed"_s);
        const ImportSummary summary = (*import)->summary();
        QVERIFY(summary.canceled && summary.finished);
        QVERIFY(summary.created > 0 && summary.created < 30'000);
        QCOMPARE(store.all(customer::entity).size(), summary.created);
        QCOMPARE(store.texts(import_batch::state), QStringList{u"canceled"_s});
    }

    void reportsEveryRemark()
    {
        CustomerStore store;
        store.import(u"姓名,手机\n张伟,13800138000\n张伟,13800138000\n,\n"_s.toUtf8());
        QBuffer csv;
        QBuffer json;
        QVERIFY(csv.open(QIODevice::WriteOnly));
        QVERIFY(json.open(QIODevice::WriteOnly));
        ImportReport people(csv, ImportReport::Format::Csv, true, [](const Error &error) { return QString(error.id + u"!"); });
        ImportReport programs(json, ImportReport::Format::JsonLines, false, {});
        for (const ImportRemark &remark : std::as_const(store.remarks)) {
            people.add(remark);
            programs.add(remark);
        }
        QVERIFY(people.finish().has_value());
        QVERIFY(programs.finish().has_value());
        QCOMPARE(QString::fromUtf8(csv.data()),
                 u"行号,结果,原因,代码,原文\r\n3,重复,customers.duplicateOfLine!,customers.duplicateOfLine,\"张伟,13800138000\"\r\n"
                 u"4,拒绝,customers.nobody!,customers.nobody,\",\"\r\n"_s);
        const QJsonObject second = QJsonDocument::fromJson(json.data().split('\n').at(1)).object();
        QCOMPARE(second.value(u"line").toInt(), 4);
        QCOMPARE(second.value(u"outcome").toString(), u"rejected"_s);
    }

    void noDirtIsLeft() // R120
    {
        QByteArray file = "name,phone,email\n";
        for (int i = 0; i < 1200; ++i) {
            const QByteArray number = QByteArray::number(i);
            const QByteArray phone = "138" + QByteArray::number(10000000 + i);
            if (i % 100 < 37)
                file += "Per\xE2\x80\x8Bson" + number + "\xC2\xA0x,\xE2\x80\x8C" + phone + "\xEF\xBB\xBF,p" + number + "@a.cn\xC2\xAD\n";
            else
                file += "Person" + number + "," + phone + ",p" + number + "@a.cn\n";
        }
        CustomerStore store;
        QCOMPARE(counts(store.import(file)), u"1200 rows: 1200 created, 0 updated, 0 duplicates, 0 rejected, 444 cleaned"_s);
        for (const FieldOf<QString> &field : {customer::name, phone::written, phone::e164, email::written})
            for (const QString &text : store.texts(field))
                for (const QChar c : text)
                    QVERIFY(c.category() != QChar::Other_Format && c != u'\u00A0');
        QVERIFY(!store.texts(phone::e164).contains(QString()));
    }

    // Nobody is swallowed: who may be somebody we have is created, remarked and put on the work-list.
    void whoMayBeOursIsCreatedAndReported()
    {
        CustomerStore office;
        QCOMPARE(counts(office.import("姓名,公司,电话,邮箱\r\n张伟,,13812341234,\r\n李娜,,13900001111,li.na@example.cn\r\n")),
                 u"2 rows: 2 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        const auto second = office.import("姓名,公司,电话,邮箱\r\n"
                                          "张玮,,138 1234 1234,\r\n"          // sounds like one of ours, same number
                                          "李娜,,13700002222,Li.Na@example.cn\r\n" // same name and email, other number
                                          "王芳,,13900001111,\r\n"            // another's number: nothing to propose
                                          "赵磊,南京启明教育科技有限公司,13500003333,\r\n"
                                          "赵磊,南京启明教育科技,,\r\n");       // an earlier row without its number
        QCOMPARE(counts(second), u"5 rows: 5 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(second->suspected, 3);
        QCOMPARE(office.remarked(), QStringList({u"2 warning suspected"_s, u"3 warning suspected"_s, u"6 warning suspected"_s}));
        QCOMPARE(office.all(duplicate_pair::entity).size(), 3);
        QCOMPARE(office.all(merge::entity).size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestImportCustomers)
#include "tst_import_customers.moc"
