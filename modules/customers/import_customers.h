// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Import of customers from a file of rows (formats/table_file.h), whoever starts it: window, command line, server.
 *
 * The contract: rows = created + updated + duplicates + rejected, always. Every rejection and duplicate is remarked
 * with its line and reason; one bad row never costs the good ones; a dry run counts the same and writes nothing.
 *
 * What happens to a row, in this order:
 * 1. It cannot be read, or has neither name nor company nor a readable number: rejected.
 * 2. It names a customer we have (编号, as exported): what it adds or changes is written, and the row is updated; if it
 *    says nothing new, it is a duplicate. An empty cell changes nothing.
 * 3. A number and the normal name are already together at one customer, in the store or earlier in the file: duplicate,
 *    remarked, changes nothing. A row without a readable number is a duplicate if all it says is already there.
 *    For a customer of the store Options::known may say otherwise: Update writes what the row adds or changes (as in
 *    2), Create makes another customer all the same, remarked as a warning that names the one there is; with a reason
 *    (Options::differsBecause) the pair is remembered as not the same, with it, in the same change set.
 * 4. Otherwise: created. Cells that could not be read (a phone, an email, a birthday) are kept as written and remarked
 *    as warnings. Who may be one of ours without being certainly so is created, never swallowed; when all rows are read,
 *    it is checked in full, put on the work-list of duplicates and remarked (import_suspects.h).
 *
 * One import is one batch (import_batch) of several change sets, one for each chunk of rows, every change with its line,
 * so that it can be undone as a whole (history/undo.h). Between two chunks other work may be done with the records.
 *
 *     auto import = CustomerImport::open(std::move(file), options);   // decides encoding and mapping; any thread
 *     while (*store.write([&](Records &records) { return import->step(records); }).result()) { }
 *     import->summary()
 *
 * Reading and cleaning run on a thread of their own. open() reads the file once or twice; step() takes a tenth of a
 * second, in a large file two: chunks grow with what was read. Memory: a few chunks, and 25 bytes for each row to know it again.
 */
#pragma once

#include "base/clock.h"
#include "customers/import_source.h"
#include "customers/import_suspects.h"
#include "customers/seen_rows.h"
#include "formats/table_file.h"
#include "schema/records.h"

#include <functional>
#include <memory>

namespace kemai {

struct KnownCustomers;
struct StoredCustomer;

struct ImportSummary {
    qint64 rows = 0;
    qint64 created = 0;
    qint64 updated = 0;
    qint64 duplicates = 0;
    qint64 rejected = 0;
    qint64 cleaned = 0;  // rows in which the cleaner took something out
    qint64 warnings = 0; // remarks about cells of imported rows
    qint64 suspected = 0; // of the created, those put on the work-list of duplicates; not counted in a dry run
    Id batch;            // null in a dry run
    bool canceled = false;
    bool finished = false;
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;
};

struct ImportRemark {
    enum class Kind { Rejected, Duplicate, Warning };
    Kind kind = Kind::Rejected;
    qint64 line = 0;
    // Invalid or Conflict; details begin with the line. Duplicates: "customers.duplicateOfLine" (line, earlier line),
    // "customers.duplicateOfCustomer" (line, id).
    Error reason;
    QString raw; // the row as in the file
    QStringList cells; // under its headings; empty if it could not be read
};

class CustomerImport
{
public:
    enum class Mode { Write, DryRun };
    enum class Known { Skip, Update, Create }; // what to do with a row whose customer we have

    struct Options {
        Mode mode = Mode::Write;
        Known known = Known::Skip;
        QString differsBecause;        // Known::Create: why they are not the ones we have
        QString encoding;              // empty: found, or refused as unsure
        QChar delimiter;               // null: found
        QString sheet;                 // of a workbook; empty: found
        QJsonObject mapping;           // headings to fields (mapping.h); empty: as remembered, else all found
        std::function<QJsonObject(const QStringList &)> remembered; // asked in open() for the mapping of these headings
        QList<CustomField> customFields;
        QString region = QStringLiteral("CN");
        QString fileName;              // as the batch remembers it
        Id author;
        qsizetype chunkRows = 2000;
        std::function<void(const ImportRemark &)> remark; // in the file's order, on the thread of step()
    };

    // Errors: those of openTable() and mapCustomerColumns().
    static Result<std::unique_ptr<CustomerImport>> open(std::unique_ptr<QIODevice> file, const Options &options,
                                                        const Clock &clock = Clock::system());

    const QStringList &headings() const { return m_headings; }
    const CustomerMapping &mapping() const { return m_mapping; }
    const TableForm &form() const { return m_form; }

    // Decides and commits the next chunk; false when everything is done. Errors: those of Records and Io formats.readFailed;
    // what was committed before stays, the batch is closed as canceled and the summary says how far it came.
    Result<bool> step(Records &records);

    // From any thread: the next step() closes the batch instead of going on.
    void cancel() { m_canceled = true; }

    const ImportSummary &summary() const { return m_summary; }

private:
    CustomerImport(const Options &options, const Clock &clock) : m_options(options), m_clock(clock) { }

    Result<bool> stepOrFail(Records &records);
    bool update(const ImportRow &row, const StoredCustomer &stored, QList<Change> &changes);
    void decide(const ImportRow &row, QList<Change> inserts, const KnownCustomers &known, QList<Change> &changes);
    void duplicate(const ImportRow &row, qint64 earlierLine, const Id &customer);
    Result<bool> checkSuspects(Records &records);
    void remark(ImportRemark::Kind kind, const ImportRow &row, const Error &reason);
    Result<> commit(Records &records, QList<Change> changes, std::vector<ImportRow> rows);
    Result<> saveMapping(Records &records);
    Result<> close(Records &records, const QString &state);
    Change batchInsert(const QString &state) const;

    Options m_options;
    const Clock &m_clock;
    QStringList m_headings;
    CustomerMapping m_mapping;
    bool m_mappingIsFound = false; // by the headings alone: nothing to remember
    TableForm m_form;
    std::unique_ptr<ImportSource> m_source;
    SeenRows m_seen;
    ImportSuspects m_suspects;
    bool m_allRead = false;
    std::optional<bool> m_storeHasCustomers; // before the import
    bool m_batchWritten = false;
    qint64 m_startedMs = 0;
    ImportSummary m_summary;
    std::atomic<bool> m_canceled = false;
};

// The mapping that the last import of a file with just these headings used, empty if there was none: a person maps the same
// export of another program once. It is kept as a saved_view of the subject "customer.import".
Result<QJsonObject> rememberedMapping(Records &records, const QStringList &headings);

QString knownCode(CustomerImport::Known known); // "skip", "update", "create"

// The whole import in one call, with the customers' own custom fields; progress returns false to cancel.
Result<ImportSummary> importCustomers(Records &records, std::unique_ptr<QIODevice> file, CustomerImport::Options options,
                                      const std::function<bool(const ImportSummary &)> &progress = {},
                                      const Clock &clock = Clock::system());

} // namespace kemai
