// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/timeline_printer.h"

#include "base/deliver.h"

#include <QFileInfo>
#include <QPdfWriter>
#include <QSaveFile>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace kemai {

// What one run holds; the worker has it while it lays out.
struct TimelinePrinter::Run {
    std::unique_ptr<QSaveFile> file; // of a PDF
    std::unique_ptr<QPagedPaintDevice> device;
    std::unique_ptr<TimelinePaper> paper;
    std::unique_ptr<TimelineReader> reader;
    qint64 done = 0;
    qint64 total = 0;
    bool canceled = false;
};

TimelinePrinter::TimelinePrinter(TimelineModel &model, QObject *parent) : QObject(parent), m_model(model)
{
    m_worker.setMaxThreadCount(1);
}

TimelinePrinter::~TimelinePrinter()
{
    m_worker.waitForDone();
}

void TimelinePrinter::writePdf(const QString &file, const TimelinePaper::Head &head)
{
    if (isRunning())
        return;
    auto run = std::make_unique<Run>();
    run->file = std::make_unique<QSaveFile>(file);
    if (!run->file->open(QIODevice::WriteOnly)) {
        emit failed(makeError(Error::Code::Io, u"timeline.pdfUnwritable"_s, {}, {file, run->file->errorString()}));
        return;
    }
    auto writer = std::make_unique<QPdfWriter>(run->file.get());
    writer->setTitle(head.customer);
    writer->setCreator(u"Kemai"_s);
    writer->setPageSize(QPageSize(QPageSize::A4));
    writer->setPageMargins(QMarginsF(18, 16, 18, 14), QPageLayout::Millimeter);
    writer->setResolution(300);
    run->device = std::move(writer);
    start(std::move(run), head);
}

void TimelinePrinter::print(std::unique_ptr<QPagedPaintDevice> device, const TimelinePaper::Head &head)
{
    if (isRunning())
        return;
    auto run = std::make_unique<Run>();
    run->device = std::move(device);
    start(std::move(run), head);
}

void TimelinePrinter::start(std::unique_ptr<Run> run, const TimelinePaper::Head &head)
{
    m_run = std::move(run);
    m_run->paper = std::make_unique<TimelinePaper>(*m_run->device, head, EventWords::now(m_model.zone(), m_model.nowMs()), m_model.zone());
    if (!m_run->paper->isSound()) {
        m_run.reset();
        emit failed(makeError(Error::Code::Io, u"timeline.printerRefused"_s));
        return;
    }
    m_run->total = m_model.eventCount();
    m_run->reader = m_model.reader();
    connect(m_run->reader.get(), &TimelineReader::page, this, &TimelinePrinter::take);
    connect(m_run->reader.get(), &TimelineReader::failed, this, [this](const Error &error) {
        m_run->canceled = true;
        end();
        emit failed(error);
    });
    emit progressed(0, m_run->total);
    m_run->reader->next();
}

void TimelinePrinter::cancel()
{
    if (m_run)
        m_run->canceled = true; // seen at the next page
}

void TimelinePrinter::take(const QList<TimelineEvent> &events)
{
    if (m_run->canceled) {
        end();
        emit canceled();
        return;
    }
    if (events.isEmpty()) {
        const QString file = m_run->file ? m_run->file->fileName() : QString();
        deliver(QtConcurrent::run(&m_worker, [run = m_run] { return run->paper->finish(); }), this, [this, file](int pages) {
            const bool kept = !m_run->file || m_run->file->commit();
            const QString why = kept ? QString() : m_run->file->errorString();
            end();
            if (kept)
                emit finished(pages, file);
            else
                emit failed(makeError(Error::Code::Io, u"timeline.pdfUnwritable"_s, {}, {file, why}));
        });
        return;
    }
    deliver(QtConcurrent::run(&m_worker, [run = m_run, events] {
                run->paper->add(events);
                return true;
            }),
            this, [this, count = events.size()](bool) {
                m_run->done += count;
                emit progressed(m_run->done, m_run->total);
                m_run->reader->next();
            });
}

void TimelinePrinter::end()
{
    if (m_run->file && m_run->canceled)
        m_run->file->cancelWriting();
    m_run->paper.reset(); // before what it paints on
    m_run->reader.release()->deleteLater(); // it may be the sender
    m_run->device.reset();
    m_run.reset();
}

} // namespace kemai
