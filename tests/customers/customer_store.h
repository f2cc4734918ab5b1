// SPDX-License-Identifier: GPL-3.0-or-later
// A fresh store in a temporary folder, and imports into it from text.
#pragma once

#include "customers/export_customers.h"
#include "customers/import_customers.h"
#include "customers/undo_import.h"
#include "schema/schema.h"
#include "store/store.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

namespace kemai {

class CustomerStore
{
public:
    CustomerStore() : m_clock(1'795'305'600'000) // 2026-11-22
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(m_directory.filePath(QStringLiteral("store")),
                                  Unlock::byPassphrase(QStringLiteral("correct horse")), m_clock, surroundings);
        if (!made)
            qFatal("no store: %s", qPrintable(made.error().id + made.error().log));
        store = std::move(*made);
    }

    // One call on the writer's thread, waited for.
    template <typename Work>
    auto run(Work work)
    {
        return store->write(std::move(work)).result();
    }

    Result<ImportSummary> import(QByteArray bytes, CustomerImport::Options options = {})
    {
        remarks.clear();
        options.remark = [this](const ImportRemark &remark) { remarks.append(remark); };
        return run([&](Records &records) -> Result<ImportSummary> {
            auto file = std::make_unique<QBuffer>();
            file->setData(bytes);
            file->open(QIODevice::ReadOnly);
            return importCustomers(records, std::move(file), options, {}, m_clock);
        });
    }

    // "line outcome reason", without the modules' prefixes.
    QStringList remarked() const
    {
        QStringList lines;
        for (const ImportRemark &remark : remarks)
            lines.append(QString::number(remark.line) + u' '
                         + (remark.kind == ImportRemark::Kind::Rejected        ? QStringLiteral("rejected ")
                                : remark.kind == ImportRemark::Kind::Duplicate ? QStringLiteral("duplicate ")
                                                                               : QStringLiteral("warning "))
                         + remark.reason.id.section(u'.', 1));
        return lines;
    }

    QList<Record> all(const Entity &entity)
    {
        return *run([&](Records &records) { return records.find(Query(entity)); });
    }
    // One column of an entity's records, sorted.
    QStringList texts(const FieldOf<QString> &field)
    {
        QStringList texts;
        for (const Record &record : all(*field.entity))
            texts.append(record[field]);
        texts.sort();
        return texts;
    }
    QByteArray exported(Language language = Language::Chinese)
    {
        QBuffer file;
        file.open(QIODevice::WriteOnly);
        const auto rows = run([&](Records &records) { return exportCustomers(records, file, language); });
        return rows ? file.data() : QByteArray(rows.error().id.toUtf8());
    }
    Result<ImportUndoSummary> undo(const Id &batch, ImportUndo::Mode mode = ImportUndo::Mode::Write)
    {
        kept.clear();
        return run([&](Records &records) -> Result<ImportUndoSummary> {
            auto undoing = ImportUndo::begin(records, batch, mode, Id(), [this](const KeptRow &row) { kept.append(row); });
            if (!undoing)
                return fail(undoing.error());
            for (;;) {
                const Result<bool> more = undoing->step(records);
                if (!more)
                    return fail(more.error());
                if (!*more)
                    return undoing->summary();
            }
        });
    }

    std::unique_ptr<Store> store;
    QList<ImportRemark> remarks;
    QList<KeptRow> kept;

private:
    QTemporaryDir m_directory;
    FixedClock m_clock;
};

inline QString counts(const Result<ImportSummary> &summary)
{
    if (!summary)
        return summary.error().id;
    if (summary->rows != summary->created + summary->updated + summary->duplicates + summary->rejected)
        return QStringLiteral("the counts do not add up");
    return QStringLiteral("%1 rows: %2 created, %3 updated, %4 duplicates, %5 rejected, %6 cleaned")
        .arg(summary->rows)
        .arg(summary->created)
        .arg(summary->updated)
        .arg(summary->duplicates)
        .arg(summary->rejected)
        .arg(summary->cleaned);
}

} // namespace kemai
