// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_run.h"

#include "base/deliver.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

namespace kemai {

ImportRun::ImportRun(Store &store, QObject *parent) : QObject(parent), m_store(store) { }

ImportRun::~ImportRun()
{
    if (m_import)
        m_import->cancel(); // the step under way holds it until it has ended
}

void ImportRun::plan(const QString &file, const QString &encoding)
{
    if (m_running)
        return;
    m_plan = {};
    m_plan.file = file;
    start(CustomerImport::Mode::DryRun, encoding);
}

void ImportRun::importForGood()
{
    if (!m_running)
        start(CustomerImport::Mode::Write, m_plan.encoding);
}

void ImportRun::start(CustomerImport::Mode mode, const QString &encoding)
{
    m_running = true;
    m_mode = mode;
    m_summary = {};
    m_remarks.clear();
    m_collected = std::make_shared<QList<ImportRemark>>();
    CustomerImport::Options options;
    options.mode = mode;
    options.encoding = encoding;
    options.fileName = QFileInfo(m_plan.file).fileName();
    options.remark = [kept = m_collected](const ImportRemark &remark) {
        if (kept->size() < remarksKept)
            kept->append(remark);
    };
    using Opened = Result<std::shared_ptr<CustomerImport>>;
    // The custom fields are read first, so that their columns are known.
    deliver(m_store.read([](Records &records) { return customFieldsOf(records); }), this,
            [this, given = options](const Result<QList<CustomField>> &fields) {
        if (!fields) {
            m_running = false;
            emit failed(fields.error());
            return;
        }
        CustomerImport::Options known = given;
        known.customFields = *fields;
        auto opening = QtConcurrent::run([file = m_plan.file, known, clock = &m_store.clock()]() -> Opened {
            auto device = std::make_unique<QFile>(file);
            if (!device->open(QIODevice::ReadOnly))
                return fail(Error::Code::Io, QStringLiteral("formats.readFailed"), device->errorString(), {device->errorString()});
            auto import = CustomerImport::open(std::move(device), known, *clock);
            if (!import)
                return fail(import.error());
            return std::shared_ptr<CustomerImport>(std::move(*import));
        });
        deliver(opening, this, [this](const Opened &import) {
            if (!import) {
                m_running = false;
                emit failed(import.error());
                return;
            }
            m_import = *import;
            m_plan.headings = m_import->headings();
            m_plan.mapping = m_import->mapping();
            m_plan.encoding = m_import->encoding().name;
            m_plan.delimiter = m_import->delimiter();
            emit opened();
            step();
        });
    });
}

void ImportRun::step()
{
    auto stepped = m_store.write([import = m_import](Records &records) -> Result<bool> { return import->step(records); });
    deliver(stepped, this, [this](const Result<bool> &more) {
        m_summary = m_import->summary();
        m_remarks = *m_collected;
        if (more && *more) {
            emit progressed();
            step();
            return;
        }
        m_running = false;
        m_import.reset();
        if (!more)
            emit failed(more.error());
        else if (m_mode == CustomerImport::Mode::DryRun)
            emit planFinished();
        else
            emit importFinished();
    });
}

void ImportRun::cancel()
{
    m_undoStopped = true;
    if (m_import)
        m_import->cancel();
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
                return fail(begun.error());
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
        if (!more) {
            emit failed(more.error());
        } else if (*more) {
            emit failed(makeError(Error::Code::Busy, QStringLiteral("history.interrupted")));
        } else {
            const UndoPlan &plan = (*m_undoing)->plan();
            m_takenBack = {plan.withdrawnCustomers, plan.restored, plan.keptCount};
            m_summary.batch = Id();
            emit undoFinished();
        }
        m_undoing.reset();
    });
}

} // namespace kemai
