// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/desk/grid_acts.h"

#include "base/deliver.h"
#include "grid/grid_export.h"

#include <QSaveFile>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t rowsOfSum = 1000;

bool isInterrupted(const Error &error) { return error.id == u"store.interrupted"; } // a search had the way

struct ExportJob {
    std::unique_ptr<QSaveFile> file;
    std::unique_ptr<GridExport> rows;

    Result<bool> step(Records &records) { return rows->step(records); }
    qint64 looked() const { return rows->rows(); }
    qint64 total() const { return rows->total(); }
};

struct BulkJob {
    std::unique_ptr<BulkEdit> edit;

    Result<bool> step(Records &records) { return edit->step(records); }
    qint64 looked() const { return edit->counts().looked; }
    qint64 total() const { return edit->total(); }
};

} // namespace

struct GridActs::Summing {
    std::vector<Id> ids;
    QList<int> columns;
    size_t next = 0;
    GridSums sums;
};

GridActs::GridActs(GridModel &model, QObject *parent) : QObject(parent), m_model(model) { }

quint64 GridActs::begin(Kind kind)
{
    m_kind = kind;
    m_canceled = false;
    return ++m_number;
}

void GridActs::end()
{
    m_kind = Kind::None;
    emit ended();
}

void GridActs::cancel() { m_canceled = true; }

// Step after step; done(error) when it is over, canceled or has failed.
template <typename Job, typename Done>
void GridActs::go(const std::shared_ptr<Job> &job, bool writes, quint64 number, Done done)
{
    const auto step = [job](Records &records) { return job->step(records); };
    auto future = writes ? m_model.store().write(step) : m_model.store().read(step);
    deliver(future, this, [this, job, writes, number, done](const Result<bool> &more) {
        if (number != m_number)
            return;
        if (!more && !isInterrupted(more.error())) {
            done(std::optional<Error>(more.error()));
            return;
        }
        emit progress(job->looked(), job->total());
        if (m_canceled || (more && !*more))
            done(std::nullopt);
        else
            go(job, writes, number, done);
    });
}

// --- sums

void GridActs::sum(const std::vector<Id> &records, const QList<int> &columns)
{
    const quint64 number = ++m_sumNumber;
    m_summing = !records.empty() && !columns.isEmpty();
    if (!m_summing)
        return;
    m_sum = std::make_shared<Summing>();
    m_sum->ids = records;
    m_sum->columns = columns;
    sumStep(number);
}

void GridActs::sumStep(quint64 number)
{
    auto future = m_model.store().read([job = m_sum, subject = m_model.sharedSubject()](Records &records) -> Result<bool> {
        if (job->next == 0) // along the table, wherever the rows stand
            std::ranges::sort(job->ids);
        const size_t end = std::min(job->ids.size(), job->next + rowsOfSum);
        const auto rows = subject->rows(records, QList<Id>(job->ids.begin() + qsizetype(job->next), job->ids.begin() + qsizetype(end)), job->columns);
        if (!rows)
            return fail(rows.error());
        for (const GridRow &row : *rows)
            job->sums.add(row, job->columns, *subject);
        job->next = end;
        return end < job->ids.size();
    });
    deliver(future, this, [this, number](const Result<bool> &more) {
        if (number != m_sumNumber)
            return;
        if (!more && !isInterrupted(more.error())) {
            m_summing = false;
            emit failed(more.error());
            return;
        }
        const bool whole = more && !*more;
        m_summing = !whole;
        if (more)
            emit summed(m_sum->sums, whole);
        if (!whole)
            sumStep(number);
        else
            m_sum.reset();
    });
}

// --- acts

void GridActs::preview(const std::vector<Id> &records, const QList<BulkEdit::Value> &values)
{
    const quint64 number = begin(Kind::Preview);
    auto job = std::make_shared<BulkJob>();
    job->edit = std::make_unique<BulkEdit>(m_model.sharedSubject(), records, values, m_model.editContext(), BulkEdit::Mode::Preview, m_model.isChinese());
    go(job, false, number, [this, job](const std::optional<Error> &error) {
        const bool canceled = m_canceled;
        end();
        if (error)
            emit failed(*error);
        else if (!canceled)
            emit previewed(job->edit->counts());
    });
}

void GridActs::bulk(const std::vector<Id> &records, const QList<BulkEdit::Value> &values)
{
    const quint64 number = begin(Kind::Bulk);
    auto job = std::make_shared<BulkJob>();
    job->edit = std::make_unique<BulkEdit>(m_model.sharedSubject(), records, values, m_model.editContext(), BulkEdit::Mode::Write, m_model.isChinese());
    go(job, true, number, [this, job](const std::optional<Error> &error) {
        const bool canceled = m_canceled;
        end();
        if (error)
            emit failed(*error);
        m_model.sortAnew();
        emit bulkDone(job->edit->counts().changed > 0 ? job->edit->batch() : Id(), job->edit->counts(), canceled || error);
    });
}

void GridActs::exportRows(const std::vector<Id> &records, const QList<int> &columns, const QString &file)
{
    auto job = std::make_shared<ExportJob>();
    job->file = std::make_unique<QSaveFile>(file);
    if (!job->file->open(QIODevice::WriteOnly)) {
        emit failed(makeError(Error::Code::Io, u"grid.exportUnwritable"_s, {}, {file, job->file->errorString()}));
        return;
    }
    const quint64 number = begin(Kind::Export);
    job->rows = std::make_unique<GridExport>(m_model.sharedSubject(), records, columns, m_model.isChinese(), *job->file);
    go(job, false, number, [this, job, file](const std::optional<Error> &error) {
        const bool canceled = m_canceled;
        const bool written = !error && !canceled && job->file->commit();
        end();
        if (error)
            emit failed(*error);
        else if (written)
            emit exported(file, job->rows->rows());
        else if (!canceled)
            emit failed(makeError(Error::Code::Io, u"grid.exportUnwritable"_s, {}, {file, job->file->errorString()}));
    });
}

void GridActs::judge(const QList<int> &columns, const QList<QStringList> &rows)
{
    const quint64 number = begin(Kind::NewRows);
    deliver(m_model.store().read([subject = m_model.sharedSubject(), columns, rows, context = m_model.editContext()](Records &records) {
                return subject->planNew(records, columns, rows, context);
            }),
            this, [this, number](const Result<NewRows> &planned) {
                if (number != m_number)
                    return;
                end();
                if (planned)
                    emit judged(*planned);
                else
                    emit failed(planned.error());
            });
}

// --- views

void GridActs::askViews()
{
    deliver(m_model.store().read([subject = m_model.sharedSubject(), me = m_model.editContext().author](Records &records) {
                return savedViews(records, subject->entity(), me);
            }),
            this, [this](const Result<QList<SavedView>> &found) {
                if (found)
                    emit views(*found);
                else if (!isInterrupted(found.error()))
                    emit failed(found.error());
            });
}

void GridActs::saveView(const QString &name, const QByteArray &layout, bool shared)
{
    deliver(m_model.store().write([subject = m_model.sharedSubject(), name, layout, shared, context = m_model.editContext()](Records &records) {
                return kemai::saveView(records, subject->entity(), name, layout, shared, context.author, context.nowMs);
            }),
            this, [this, name](const Result<Committed> &done) {
                if (!done) {
                    emit failed(done.error());
                    return;
                }
                emit viewSaved(*done, name);
                askViews();
            });
}

void GridActs::withdrawView(const SavedView &view)
{
    deliver(m_model.store().write([view, me = m_model.editContext().author](Records &records) { return kemai::withdrawView(records, view, me); }), this,
            [this](const Result<Committed> &done) {
                if (!done) {
                    emit failed(done.error());
                    return;
                }
                emit viewSaved(*done, {});
                askViews();
            });
}

} // namespace kemai
