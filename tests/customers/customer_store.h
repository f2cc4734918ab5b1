// SPDX-License-Identifier: GPL-3.0-or-later
// A fresh store in memory, and imports into it from text.
#pragma once

#include "customers/export_customers.h"
#include "customers/import_customers.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QBuffer>
#include <QTest>

namespace kemai {

class CustomerStore
{
public:
    template <typename Work>
    auto run(Work work)
    {
        return work(static_cast<Records &>(m_store.records()));
    }

    Result<ImportSummary> import(QByteArray bytes, CustomerImport::Options options = {})
    {
        remarks.clear();
        options.remark = [this](const ImportRemark &remark) { remarks.append(remark); };
        return run([&](Records &records) -> Result<ImportSummary> {
            auto file = std::make_unique<QBuffer>();
            file->setData(bytes);
            file->open(QIODevice::ReadOnly);
            return importCustomers(records, std::move(file), options, {}, m_store.clock);
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
    QList<ImportRemark> remarks;

private:
    MemoryStore m_store{1'795'305'600'000}; // 2026-11-22
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
