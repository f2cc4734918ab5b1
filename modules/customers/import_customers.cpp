// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_customers.h"

#include "customers/customer_changes.h"
#include "customers/duplicate_list.h"
#include "customers/import_known.h"
#include "schema/administration.h"
#include "schema/customer.h"

#include <QHash>
#include <QJsonDocument>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// Of a customer's id, among the identities of rows.
quint64 recordIdentity(const Id &id) { return qHash(id, 3); }

// The mapping of a file is kept as a saved view of it; the same headings in the same order at two desks are one record.
Id mappingId(const QStringList &headings)
{
    return Id::fromName(Id::fromString(u"8d0a6f52-93b1-4f0e-b6a4-1c7f4e2d9a35"), headings.join(u'\x1f').toUtf8());
}
constexpr char16_t mappingSubject[] = u"customer.import";

} // namespace

Result<std::unique_ptr<CustomerImport>> CustomerImport::open(std::unique_ptr<QIODevice> file, const Options &options,
                                                             const Clock &clock)
{
    Result<OpenTable> table = openTable(*file, {options.encoding, options.delimiter, options.sheet,
                                                headingTest(options.mapping, options.customFields)});
    if (!table)
        return fail(table.error());
    std::unique_ptr<TableReader> reader = std::move(table->reader);
    const QJsonObject given = options.mapping.isEmpty() && options.remembered ? options.remembered(reader->headings()) : options.mapping;
    Result<CustomerMapping> mapping = mapCustomerColumns(reader->headings(), given, options.customFields);
    if (!mapping)
        return fail(mapping.error());

    std::unique_ptr<CustomerImport> import(new CustomerImport(options, clock));
    import->m_headings = reader->headings();
    const auto found = mapCustomerColumns(import->m_headings, {}, options.customFields);
    import->m_mappingIsFound = found && found->toJson(import->m_headings) == mapping->toJson(import->m_headings);
    import->m_mapping = std::move(*mapping);
    import->m_form = table->form;
    import->m_startedMs = clock.nowMs();
    import->m_summary.bytesTotal = reader->bytesTotal();
    if (options.mode == Mode::Write)
        import->m_summary.batch = Id::make(clock.nowMs());
    ImportRowContext context{import->m_mapping, import->m_headings, options.region, clock.nowMs()};
    import->m_source = std::make_unique<ImportSource>(std::move(file), std::move(reader), std::move(context),
                                                      std::max<qsizetype>(1, options.chunkRows),
                                                      import->m_summary.batch);
    return import;
}

Result<bool> CustomerImport::step(Records &records)
{
    if (m_summary.finished)
        return false;
    Result<bool> more = stepOrFail(records);
    if (!more) {
        m_summary.canceled = true;
        m_summary.finished = true;
        m_source->stop();
        if (m_batchWritten)
            (void)close(records, u"canceled"_s); // best effort: the first error is the one to tell
    }
    return more;
}

Result<bool> CustomerImport::stepOrFail(Records &records)
{
    ImportSource::Chunk chunk;
    if (!m_canceled && !m_allRead) {
        Result<ImportSource::Chunk> next = m_source->next();
        if (!next)
            return fail(next.error());
        chunk = std::move(*next);
    }
    if (chunk.rows.empty()) {
        m_allRead = true;
        const Result<bool> more = checkSuspects(records);
        if (!more)
            return fail(more.error());
        if (*more)
            return true;
        m_summary.canceled = m_canceled;
        m_source->stop();
        const Result<> closed = close(records, m_canceled ? u"canceled"_s : u"done"_s);
        if (!closed)
            return fail(closed.error());
        m_summary.finished = true;
        return false;
    }
    if (!m_storeHasCustomers) {
        const auto any = records.first(Query(customer::entity).withRemoved());
        if (!any)
            return fail(any.error());
        m_storeHasCustomers = any->has_value();
    }
    Result<KnownCustomers> known;
    if (*m_storeHasCustomers)
        known = knownCustomers(records, chunk.rows, m_options.known == Known::Update);
    if (!known)
        return fail(known.error());
    if (*m_storeHasCustomers && m_options.mode == Mode::Write)
        if (const Result<> met = m_suspects.lookUp(records, chunk.rows); !met)
            return fail(met.error());

    // The counts and remarks of a chunk become true with its commit; if that fails, they are as they were.
    const ImportSummary before = m_summary;
    QList<Change> changes;
    changes.reserve(qsizetype(chunk.rows.size()) * 3);
    for (size_t i = 0; i < chunk.rows.size(); ++i)
        decide(chunk.rows[i], std::move(chunk.inserts[i]), *known, changes);
    m_summary.bytesRead = chunk.bytesRead;
    if (const Result<> done = commit(records, std::move(changes), std::move(chunk.rows)); !done) {
        m_summary = before;
        return fail(done.error());
    }
    return true;
}

// --- what becomes of a row

void CustomerImport::decide(const ImportRow &row, QList<Change> inserts, const KnownCustomers &known, QList<Change> &changes)
{
    ++m_summary.rows;
    m_summary.cleaned += row.cleaned ? 1 : 0;
    if (row.rejected) {
        ++m_summary.rejected;
        remark(ImportRemark::Kind::Rejected, row, *row.rejected);
        return;
    }
    const quint64 idIdentity = row.id.isNull() ? 0 : recordIdentity(row.id);
    if (idIdentity != 0) {
        if (const qint64 line = m_seen.lineOf(idIdentity)) {
            duplicate(row, line, row.id);
            return;
        }
        m_seen.add(idIdentity, row.line);
    }
    const auto stored = known.byId.constFind(row.id);
    const bool isStored = !row.id.isNull() && stored != known.byId.constEnd();
    bool updated = false;
    Id beside; // the customer there is already
    if (isStored) {
        if (!update(row, *stored, changes))
            return;
    } else {
        for (const quint64 identity : std::as_const(row.identities)) {
            const qint64 line = m_seen.lineOf(identity);
            const auto there = known.byIdentity.constFind(identity);
            if (line == 0 && there == known.byIdentity.constEnd())
                continue;
            const Id found = there != known.byIdentity.constEnd() ? *there : Id();
            if (line != 0 || m_options.known == Known::Skip) {
                duplicate(row, line, found);
                return;
            }
            if (m_options.known == Known::Create) {
                beside = found;
                break;
            }
            // Once a file: what a second row says of the same customer would be judged by what was before the first.
            if (const qint64 earlier = m_seen.lineOf(recordIdentity(found)))
                duplicate(row, earlier, found);
            else if (m_seen.add(recordIdentity(found), row.line); !known.byId.contains(found))
                duplicate(row, 0, found); // withdrawn meanwhile
            else
                updated = update(row, known.byId[found], changes);
            if (!updated)
                return;
            break;
        }
    }
    if (!isStored && !updated) {
        // An exported id is kept, so that a later export of the same customer finds it; a withdrawn one is not used again.
        if (!inserts.isEmpty() && known.withdrawn.contains(row.id)) {
            inserts.clear();
            appendCustomerInserts(inserts, row, Id::make(m_clock.nowMs()), m_summary.batch, m_clock.nowMs());
        }
        // Beside a certain one is no suspicion: it is remarked below, once.
        if (!inserts.isEmpty() && m_options.mode == Mode::Write && beside.isNull())
            m_suspects.created(row, inserts.first().record);
        const Id made = inserts.isEmpty() ? Id() : inserts.first().record;
        for (Change &insert : inserts)
            changes.append(std::move(insert));
        if (!made.isNull() && !beside.isNull() && !m_options.differsBecause.trimmed().isEmpty()) {
            changes.append(distinctPair(made, beside, m_options.differsBecause, m_options.author, m_clock.nowMs()));
            changes.last().line = row.line;
        }
        ++m_summary.created;
        if (!beside.isNull()) {
            ++m_summary.warnings;
            remark(ImportRemark::Kind::Warning, row,
                   makeError(Error::Code::Conflict, u"customers.createdBeside"_s, {}, {QString::number(row.line), beside.toString()}));
        }
    }
    for (const quint64 identity : std::as_const(row.identities))
        m_seen.add(identity, row.line);
    for (const Error &one : std::as_const(row.warnings)) {
        ++m_summary.warnings;
        remark(ImportRemark::Kind::Warning, row, one);
    }
}

// False: the row says nothing new.
bool CustomerImport::update(const ImportRow &row, const StoredCustomer &stored, QList<Change> &changes)
{
    if (appendCustomerUpdates(changes, row, stored, m_clock.nowMs()) == 0) {
        duplicate(row, 0, stored.customer.id);
        return false;
    }
    ++m_summary.updated;
    return true;
}

void CustomerImport::duplicate(const ImportRow &row, qint64 earlierLine, const Id &there)
{
    ++m_summary.duplicates;
    const QString line = QString::number(row.line);
    remark(ImportRemark::Kind::Duplicate, row,
           earlierLine != 0 ? makeError(Error::Code::Conflict, u"customers.duplicateOfLine"_s, {},
                                        {line, QString::number(earlierLine)})
                            : makeError(Error::Code::Conflict, u"customers.duplicateOfCustomer"_s, {},
                                        {line, there.toString()}));
}

// Rows that were created and may be somebody we have: onto the work-list, and remarked.
Result<bool> CustomerImport::checkSuspects(Records &records)
{
    if (m_canceled || m_options.mode == Mode::DryRun)
        return false;
    ChangeSet set;
    set.origin = Origin::Import;
    set.author = m_options.author;
    set.title = u"customers.import"_s;
    set.batch = m_summary.batch;
    return m_suspects.check(records, std::move(set), [this](qint64 line, const Id &other, int score) {
        ++m_summary.suspected;
        if (m_options.remark)
            m_options.remark({ImportRemark::Kind::Warning, line,
                              makeError(Error::Code::Conflict, u"customers.suspected"_s, {}, {QString::number(line), other.toString(), QString::number(score)}),
                              QString()});
    });
}

void CustomerImport::remark(ImportRemark::Kind kind, const ImportRow &row, const Error &reason)
{
    if (m_options.remark)
        m_options.remark({kind, row.line, reason, row.raw, row.cells});
}

// --- writing

Change CustomerImport::batchInsert(const QString &state) const
{
    return Change::insert(import_batch::entity, m_summary.batch)
        .set(import_batch::file_name, m_options.fileName)
        .set(import_batch::subject, u"customer"_s)
        .set(import_batch::state, state)
        .set(import_batch::started_at, m_startedMs);
}

Result<> CustomerImport::commit(Records &records, QList<Change> changes, std::vector<ImportRow> rows)
{
    if (m_options.mode == Mode::DryRun || changes.isEmpty())
        return {};
    if (!m_batchWritten)
        if (const Result<> saved = saveMapping(records); !saved)
            return saved;
    ChangeSet set;
    set.origin = Origin::Import;
    set.author = m_options.author;
    set.title = u"customers.import"_s;
    set.batch = m_summary.batch;
    if (!m_batchWritten) {
        set.changes.append(batchInsert(u"running"_s));
        for (int i = 0; i < m_mapping.customFields.size(); ++i) {
            const CustomField &field = m_mapping.customFields[i];
            if (!field.isNew)
                continue;
            // The same field made at two desks is one record.
            const Id id = Id::fromName(Id::fromString(u"5f0a2c7e-6d0c-4d0e-9a5e-7d3b1c2e4f60"),
                                       QByteArray("customer/" + field.key.toUtf8()));
            set.changes.append(Change::insert(field_definition::entity, id)
                                   .set(field_definition::subject, u"customer"_s)
                                   .set(field_definition::key, field.key)
                                   .set(field_definition::label_zh, field.labelZh)
                                   .set(field_definition::label_en, field.labelEn)
                                   .set(field_definition::type, u"text"_s)
                                   .set(field_definition::position, i));
        }
    }
    if (set.changes.isEmpty())
        set.changes = std::move(changes);
    else
        set.changes += changes;
    const Result<Committed> done = records.commit(set);
    if (!done)
        return fail(done.error());
    m_batchWritten = true;
    m_source->takeBack(std::move(rows), std::move(set.changes));
    return {};
}

// Before the first row, if it is not what the headings say by themselves, and in a set of its own: undoing the import does not forget how the file is read.
Result<> CustomerImport::saveMapping(Records &records)
{
    const QString json = QString::fromUtf8(QJsonDocument(m_mapping.toJson(m_headings)).toJson(QJsonDocument::Compact));
    const auto there = records.first(Query(saved_view::entity).where(Condition::idIs(mappingId(m_headings))).withRemoved());
    if (!there)
        return fail(there.error());
    ChangeSet set;
    set.author = m_options.author;
    set.title = u"customers.importMapping"_s;
    if (!*there && !m_mappingIsFound)
        set.changes.append(Change::insert(saved_view::entity, mappingId(m_headings))
                               .set(saved_view::name, m_options.fileName)
                               .set(saved_view::subject, QString::fromUtf16(mappingSubject))
                               .set(saved_view::filter, json)
                               .set(saved_view::owner, m_options.author)
                               .set(saved_view::shared, true));
    else if (*there && (**there)[saved_view::filter] != json)
        set.changes.append(Change::update(**there).set(**there, saved_view::filter, json));
    if (set.changes.isEmpty())
        return {};
    const Result<Committed> done = records.commit(set);
    return done ? Result<>() : fail(done.error());
}

Result<> CustomerImport::close(Records &records, const QString &state)
{
    if (m_options.mode == Mode::DryRun)
        return {};
    ChangeSet set;
    set.origin = Origin::Import;
    set.author = m_options.author;
    set.title = u"customers.import"_s;
    set.batch = m_summary.batch;
    Change change = batchInsert(state);
    if (m_batchWritten) {
        const Result<Record> now = records.one(import_batch::entity, m_summary.batch);
        if (!now)
            return fail(now.error());
        change = Change::update(*now);
        change.set(*now, import_batch::state, state);
    }
    const Record none(import_batch::entity);
    const auto count = [&](const FieldOf<qint64> &field, qint64 number) { change.set(none, field, number); };
    count(import_batch::rows, m_summary.rows);
    count(import_batch::created, m_summary.created);
    count(import_batch::updated, m_summary.updated);
    count(import_batch::duplicates, m_summary.duplicates);
    count(import_batch::rejected, m_summary.rejected);
    count(import_batch::cleaned, m_summary.cleaned);
    count(import_batch::finished_at, m_clock.nowMs());
    set.changes.append(change);
    const Result<Committed> done = records.commit(set);
    if (!done)
        return fail(done.error());
    m_batchWritten = true;
    return {};
}

QString knownCode(CustomerImport::Known known)
{
    switch (known) {
    case CustomerImport::Known::Skip: return u"skip"_s;
    case CustomerImport::Known::Update: return u"update"_s;
    case CustomerImport::Known::Create: break;
    }
    return u"create"_s;
}

Result<QJsonObject> rememberedMapping(Records &records, const QStringList &headings)
{
    const auto saved = records.first(Query(saved_view::entity).where(Condition::idIs(mappingId(headings))));
    if (!saved)
        return fail(saved.error());
    return *saved ? QJsonDocument::fromJson((**saved)[saved_view::filter].toUtf8()).object() : QJsonObject();
}

Result<ImportSummary> importCustomers(Records &records, std::unique_ptr<QIODevice> file, CustomerImport::Options options,
                                      const std::function<bool(const ImportSummary &)> &progress, const Clock &clock)
{
    const Result<QList<CustomField>> customFields = customFieldsOf(records);
    if (!customFields)
        return fail(customFields.error());
    options.customFields = *customFields;
    const auto import = CustomerImport::open(std::move(file), options, clock);
    if (!import)
        return fail(import.error());
    for (;;) {
        const Result<bool> more = (*import)->step(records);
        if (!more)
            return fail(more.error());
        if (!*more)
            return (*import)->summary();
        if (progress && !progress((*import)->summary()))
            (*import)->cancel();
    }
}

} // namespace kemai
