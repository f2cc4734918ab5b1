// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A snapshot at the desk (sync.md 7): chunks as the server sends them, decoded and written into an encrypted store, against the same rows
 * put bare, with prepared statements, into the same tables of another encrypted store. `./dev bench replica [customers]`.
 */
#include "schema/schema.h"
#include "store/ddl.h"
#include "store/store.h"
#include "sync/apply.h"
#include "sync/desk/desk_storage.h"
#include "wire/chunk_stream.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>


using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {

constexpr qint32 scope = 7;
constexpr qsizetype chunkRows = 5000;
constexpr qint64 startMs = 1'700'000'000'000;

QChar letter(qsizetype code) { return QChar(char16_t(code)); }

class Office
{
public:
    explicit Office(qsizetype customers) : m_customers(customers) { }

    // As the demo company is: of each customer 3 numbers and, here, 2 interactions.
    QList<Record> rows(const Entity &entity, qsizetype from, qsizetype count) const
    {
        QList<Record> rows;
        for (qsizetype i = from; i < std::min(from + count, total(entity)); ++i) {
            Record row(entity);
            row.id = idOf(entity, i);
            row.version = 1 + i % 3;
            const Id owner = idOf(customer::entity, i / std::max<qsizetype>(1, total(entity) / m_customers));
            if (&entity == &customer::entity) {
                row.setValue(customer::name.index, QString(QString(letter(0x674E + i % 40)) + letter(0x4E00 + i * 7919 % 5000) + letter(0x654F + i * 31 % 900)));
                row.setValue(customer::company.index, u"江苏%1%2贸易有限公司"_s.arg(letter(0x4E00 + i * 104729 % 8000)).arg(letter(0x4E01 + i * 1299709 % 8000)));
                row.setValue(customer::city.index, u"南京"_s);
                row.setValue(customer::state.index, u"active"_s);
                row.setValue(customer::last_interaction.index, startMs + (2 * i + 1) * 1000); // as the server keeps it
            } else if (&entity == &phone::entity) {
                const QString digits = QString::number(13'000'000'000 + (i * 7'919) % 6'999'999'999);
                row.setValue(phone::customer.index, owner);
                row.setValue(phone::written.index, digits);
                row.setValue(phone::digits.index, digits);
                row.setValue(phone::e164.index, QString(u"+86"_s + digits));
            } else {
                row.setValue(interaction::customer.index, owner);
                row.setValue(interaction::at.index, startMs + i * 1000);
                row.setValue(interaction::channel.index, u"call"_s);
                row.setValue(interaction::body.index, u"客户询问报价，约定下周再联系，发了一份样品清单。"_s);
            }
            rows.append(row);
        }
        return rows;
    }
    qsizetype total(const Entity &entity) const
    {
        if (&entity == &customer::entity)
            return m_customers;
        return &entity == &phone::entity ? m_customers * 3 : &entity == &interaction::entity ? m_customers * 2 : 0;
    }
    static Id idOf(const Entity &entity, qsizetype i) { return Id::fromSeed(startMs + i, quint64(&entity == &customer::entity ? 1 : &entity == &phone::entity ? 2 : 3), quint64(i)); }

private:
    qsizetype m_customers;
};

double seconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e9; }

std::unique_ptr<Store> newStore(const QString &folder)
{
    auto store = Store::create(folder, Unlock::byPassphrase(u"bench"_s));
    if (!store)
        qFatal("%s", qPrintable(store.error().log));
    return std::move(*store);
}

template <typename T>
void must(const Result<T> &done, const char *what)
{
    if (!done)
        qFatal("%s: %s %s", what, qPrintable(done.error().id), qPrintable(done.error().log));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const qsizetype customers = argc > 1 ? QByteArray(argv[1]).toLongLong() : 100'000;
    const Office office(customers);
    QTextStream out(stdout);
    const QList<const Entity *> entities{&customer::entity, &phone::entity, &interaction::entity};
    const qsizetype all = customers * 6;
    const QTemporaryDir folder;

    // Bare: the rows alone, in transactions of a chunk.
    double bare = 0;
    {
        const auto store = newStore(folder.filePath(u"bare"_s));
        must(store->setBulk(true).result(), "bulk");
        for (const Entity *entity : entities)
            for (qsizetype from = 0; from < office.total(*entity); from += chunkRows) {
                const QList<Record> rows = office.rows(*entity, from, chunkRows);
                QElapsedTimer timer;
                timer.start();
                must(store->write([&](Records &records) -> Result<bool> {
                    Database &database = static_cast<StoreRecords &>(records).database();
                    QByteArray sql = "INSERT INTO " + tableOf(*entity) + " (id, version, removed";
                    for (int field = 0; field < entity->count(); ++field)
                        sql += ", " + columnOf(*entity, field);
                    sql += ") VALUES (?, ?, ?";
                    for (int field = 0; field < entity->count(); ++field)
                        sql += ", ?";
                    sql += ')';
                    must(database.execute("BEGIN IMMEDIATE"), "begin");
                    {
                        auto statement = database.prepare(sql);
                        must(statement, "prepare");
                        for (const Record &row : rows) {
                            statement->bind(1, row.id);
                            statement->bind(2, row.version);
                            statement->bind(3, qint64(0));
                            for (int field = 0; field < entity->count(); ++field)
                                statement->bind(4 + field, row.value(field));
                            must(statement->run(), "insert");
                        }
                    }
                    must(database.execute("COMMIT"), "commit");
                    return true;
                }).result(), "bare");
                bare += seconds(timer);
            }
        QElapsedTimer timer;
        timer.start();
        must(store->setBulk(false).result(), "bulk"); // into the file, as the replica's end does
        bare += seconds(timer);
    }

    // The replica: what the server sends, from the bytes on.
    double replica = 0;
    double first = 0;
    {
        const auto store = newStore(folder.filePath(u"desk"_s));
        DeskStorage desk(*store);
        must(desk.attach(), "attach");
        must(desk.enroll(Id::fromSeed(5, 5, 5)), "enroll");
        const auto &words = wire::Vocabulary::shipped();
        const Id epoch = Id::fromSeed(9, 9, 9);
        const wire::Snapshot snapshot{};
        wire::PullResponse pull;
        pull.epoch = epoch;
        pull.cursor = wire::Cursor{};
        pull.add = {scope};
        must(applyEpoch(desk, epoch, -1), "epoch");
        must(applyPull(desk, words, pull), "pull");
        qsizetype from = 0;
        const Entity *at = nullptr;
        QElapsedTimer whole;
        double making = 0;
        whole.start();
        while (true) {
            QElapsedTimer timer;
            timer.start();
            const auto asked = nextChunk(desk, words);
            must(asked, "next");
            if (!*asked)
                break;
            const Entity &entity = *(*asked)->entity;
            if (at != &entity)
                from = 0;
            at = &entity;
            QElapsedTimer made;
            made.start();
            wire::Chunk chunk;
            chunk.epoch = epoch;
            chunk.scope = scope;
            chunk.snapshot = snapshot;
            chunk.table.entity = &entity;
            for (int field = 0; field < entity.count(); ++field)
                chunk.table.columns.append(field);
            const QList<Record> rows = office.rows(entity, from, chunkRows);
            from += rows.size();
            for (const Record &row : rows)
                chunk.table.rows.append({row, {scope}});
            chunk.last = from >= office.total(entity);
            const QByteArray body = wire::writeChunk(chunk);
            making += seconds(made);
            auto read = wire::readChunk(body);
            must(read, "read");
            const auto taken = applyChunk(desk, words, **asked, *read);
            must(taken, "apply");
            if (!taken->taken)
                qFatal("a chunk of %s was not taken", entity.name);
            if (first == 0 && !rows.isEmpty())
                first = seconds(whole) - making;
        }
        replica = seconds(whole) - making;
        const auto hits = store->search({office.rows(customer::entity, customers / 2, 1).first()[customer::name], 5}).result();
        must(hits, "search");
        out << "found by name right behind the snapshot: " << (hits->isEmpty() ? "NO" : "yes") << Qt::endl;
        QElapsedTimer behind;
        behind.start();
        const QString number = office.rows(phone::entity, customers, 1).first()[phone::digits];
        while (true) {
            const auto found = store->search({number, 5}).result();
            const Id owner = Office::idOf(customer::entity, customers / 3);
            if ((found && std::any_of(found->cbegin(), found->cend(), [&owner](const Hit &hit) { return hit.customer == owner; })) || behind.elapsed() > 600'000)
                break;
            QThread::msleep(20);
        }
        out << "found by a whole number: " << seconds(behind) << " s after" << Qt::endl;
    }
    out << customers << " customers, " << all << " rows in pieces of " << chunkRows << Qt::endl;
    out << "bare prepared inserts: " << qint64(double(all) / bare) << " rows/s" << Qt::endl;
    out << "the desk's replica, from bytes on: " << qint64(double(all) / replica) << " rows/s, ratio " << bare / replica << "   target >= 0.5" << Qt::endl;
    out << "first piece: " << first * 1000 << " ms; all: " << replica << " s" << Qt::endl;
    return 0;
}
