// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_run.h"

#include "base/deliver.h"
#include "customers/import_errors.h"
#include "spoken_error.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

namespace kemai {

namespace {

Result<std::unique_ptr<QIODevice>> deviceOf(const ImportRun::Input &input)
{
    if (!input.pasted.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(input.pasted);
        (void)buffer->open(QIODevice::ReadOnly);
        return buffer;
    }
    auto file = std::make_unique<QFile>(input.file);
    if (!file->open(QIODevice::ReadOnly))
        return fail(Error::Code::Io, QStringLiteral("formats.readFailed"), file->errorString(), {file->errorString()});
    return file;
}

CustomerImport::Options optionsFor(const ImportRun::Input &input)
{
    CustomerImport::Options options;
    options.encoding = input.pasted.isEmpty() ? input.encoding : QStringLiteral("UTF-8");
    options.sheet = input.sheet;
    options.fileName = QFileInfo(input.file).fileName();
    return options;
}

} // namespace

struct ImportRun::Collected {
    QList<ImportRemark> shown;
    QList<ImportRemark> errors;
    qsizetype errorCharacters = 0;
    qint64 errorRows = 0;
    qint64 lastErrorLine = 0;

    void add(const ImportRemark &remark)
    {
        if (shown.size() < remarksKept)
            shown.append(remark);
        if (!ImportErrorFile::takes(remark) || errorCharacters > errorCharactersKept)
            return;
        errors.append(remark);
        errorCharacters += remark.raw.size() + 64;
        errorRows += remark.line != lastErrorLine ? 1 : 0;
        lastErrorLine = remark.line;
    }
};

ImportRun::ImportRun(Store &store, QObject *parent) : QObject(parent), m_store(store) { }

ImportRun::~ImportRun()
{
    if (m_import)
        m_import->cancel(); // the step under way holds it until it has ended
    if (m_bulk)
        (void)m_store.setBulk(false); // behind that step
}

void ImportRun::fail(const Error &error)
{
    m_running = false;
    m_import.reset();
    setBulk(false);
    emit failed(error);
}

// Nobody waits for it: it stands in line with the steps.
void ImportRun::setBulk(bool on)
{
    if (on == std::exchange(m_bulk, on))
        return;
    deliver(m_store.setBulk(on), this, [this, on](const Result<> &done) {
        if (!done)
            emit failed(done.error());
        else
            emit bulkChanged(on);
    });
}

void ImportRun::open(const Input &input)
{
    if (m_running)
        return;
    m_running = true;
    m_input = input;
    m_summary = {};
    m_remarks.clear();
    // What the store knows (own fields, earlier mappings) is asked on the way, on a thread that may wait for it.
    auto looking = QtConcurrent::run([input, store = &m_store]() -> Result<ImportPreview> {
        const auto device = deviceOf(input);
        if (!device)
            return kemai::fail(device.error());
        CustomerImport::Options options = optionsFor(input);
        const auto fields = store->read([](Records &records) { return customFieldsOf(records); }).result();
        if (!fields)
            return kemai::fail(fields.error());
        options.customFields = *fields;
        options.remembered = [store](const QStringList &headings) {
            const auto mapping = store->read([&headings](Records &records) { return rememberedMapping(records, headings); }).result();
            return mapping ? *mapping : QJsonObject();
        };
        return previewImport(**device, options);
    });
    deliver(looking, this, [this](const Result<ImportPreview> &preview) {
        if (!preview)
            return fail(preview.error());
        m_preview = *preview;
        m_running = false;
        emit opened();
    });
}

void ImportRun::plan(const QJsonObject &mapping, CustomerImport::Known known, const QString &because)
{
    if (m_running)
        return;
    m_mapping = mapping;
    m_known = known;
    m_because = known == CustomerImport::Known::Create ? because : QString();
    start(CustomerImport::Mode::DryRun);
}

void ImportRun::importForGood()
{
    if (!m_running)
        start(CustomerImport::Mode::Write);
}

void ImportRun::start(CustomerImport::Mode mode)
{
    m_running = true;
    m_paused = false;
    m_waiting = false;
    m_mode = mode;
    m_summary = {};
    m_remarks.clear();
    m_errorRows = 0;
    m_collected = std::make_shared<Collected>();
    CustomerImport::Options options = optionsFor(m_input);
    options.mode = mode;
    options.known = m_known;
    options.differsBecause = m_because;
    options.mapping = m_mapping;
    options.customFields = m_preview.mapping.customFields;
    options.customFields.removeIf([](const CustomField &field) { return field.isNew; });
    options.remark = [kept = m_collected](const ImportRemark &remark) { kept->add(remark); };
    using Opened = Result<std::shared_ptr<CustomerImport>>;
    auto opening = QtConcurrent::run([input = m_input, options, clock = &m_store.clock()]() -> Opened {
        auto device = deviceOf(input);
        if (!device)
            return kemai::fail(device.error());
        auto import = CustomerImport::open(std::move(*device), options, *clock);
        if (!import)
            return kemai::fail(import.error());
        return std::shared_ptr<CustomerImport>(std::move(*import));
    });
    deliver(opening, this, [this](const Opened &import) {
        if (!import)
            return fail(import.error());
        m_import = *import;
        if (m_mode == CustomerImport::Mode::Write && std::max<qint64>(m_input.pasted.size(), QFileInfo(m_input.file).size()) >= bulkBytes)
            setBulk(true);
        step();
    });
}

void ImportRun::step()
{
    auto stepped = m_store.write([import = m_import](Records &records) -> Result<bool> { return import->step(records); });
    deliver(stepped, this, [this](const Result<bool> &more) {
        m_summary = m_import->summary();
        m_remarks = m_collected->shown;
        m_errorRows = m_collected->errorRows;
        if (!more)
            return fail(more.error());
        if (*more) {
            m_waiting = m_paused;
            emit progressed();
            if (!m_paused)
                step();
            return;
        }
        m_running = false;
        m_import.reset();
        if (m_bulk)
            (void)m_store.optimizeSearch(); // in steps, between other work
        setBulk(false);
        if (m_mode == CustomerImport::Mode::DryRun)
            emit planFinished();
        else
            emit importFinished();
    });
}

void ImportRun::pause()
{
    m_paused = m_running;
}

void ImportRun::resume()
{
    m_paused = false;
    if (std::exchange(m_waiting, false))
        step();
}

void ImportRun::cancel()
{
    m_undoStopped = true;
    if (!m_import)
        return;
    m_import->cancel();
    resume(); // the next step closes the batch
}

void ImportRun::saveErrors(const QString &file)
{
    if (m_running || !m_collected)
        return;
    const bool chinese = language().tongue() == Tongue::Chinese;
    auto saving = QtConcurrent::run([file, kept = m_collected, form = m_preview.form, headings = m_preview.headings, chinese]() -> Result<qint64> {
        ImportErrorFile errors(file, form, headings, chinese, [chinese](const Error &error) {
            return errorText(error, chinese ? ErrorLanguage::Chinese : ErrorLanguage::English);
        });
        for (const ImportRemark &remark : std::as_const(kept->errors))
            errors.add(remark);
        const Result<> done = errors.finish();
        return done ? Result<qint64>(errors.rows()) : kemai::fail(done.error());
    });
    deliver(saving, this, [this, file](const Result<qint64> &rows) {
        if (rows)
            emit errorsSaved(file, *rows);
        else
            emit failed(rows.error());
    });
}

void ImportRun::undo()
{
    if (m_running || m_summary.batch.isNull())
        return;
    m_running = true;
    m_undoStopped = false;
    m_undoDone = 0;
    m_undoTotal = 0;
    m_undoing = std::make_shared<std::optional<Undoing>>();
    undoStep();
}

void ImportRun::undoStep()
{
    auto stepped = m_store.write([undoing = m_undoing, batch = m_summary.batch](Records &records) -> Result<bool> {
        if (!*undoing) {
            auto begun = Undoing::ofBatch(records, batch);
            if (!begun)
                return kemai::fail(begun.error());
            *undoing = std::move(*begun);
        }
        return (*undoing)->step(records);
    });
    deliver(stepped, this, [this](const Result<bool> &more) {
        if (more) {
            m_undoDone = (*m_undoing)->done();
            m_undoTotal = (*m_undoing)->total();
            emit progressed();
            if (*more && !m_undoStopped) {
                undoStep();
                return;
            }
        }
        m_running = false;
        const std::shared_ptr<std::optional<Undoing>> undoing = std::exchange(m_undoing, nullptr);
        if (!more) {
            emit failed(more.error());
        } else if (*more) {
            emit failed(makeError(Error::Code::Busy, QStringLiteral("history.interrupted")));
        } else {
            const UndoPlan &plan = (*undoing)->plan();
            m_takenBack = {plan.withdrawnCustomers, plan.restored, plan.keptCount};
            m_summary.batch = Id();
            emit undoFinished();
        }
    });
}

} // namespace kemai
