// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelinePrinter: a whole timeline into a PDF or onto a printer, page by page, with progress; cancel ends it and leaves no file.
 *
 * Events are read on the store's thread and laid out on one of its own, so the window stays free. A PDF takes its name only when it
 * is complete. One run at a time. GUI thread.
 */
#pragma once

#include "timeline/desk/timeline_model.h"
#include "timeline/desk/timeline_reader.h"
#include "timeline/ui/timeline_paper.h"

#include <QThreadPool>

#include <atomic>

class QSaveFile;

namespace kemai {

class TimelinePrinter : public QObject
{
    Q_OBJECT

public:
    explicit TimelinePrinter(TimelineModel &model, QObject *parent = nullptr);
    ~TimelinePrinter() override;

    bool isRunning() const { return m_run != nullptr; }
    void writePdf(const QString &file, const TimelinePaper::Head &head);
    void print(std::unique_ptr<QPagedPaintDevice> device, const TimelinePaper::Head &head);
    void cancel();

signals:
    void progressed(qint64 done, qint64 total);
    void finished(int pages, const QString &file); // file: empty for a printer
    void canceled();
    void failed(const kemai::Error &error);

private:
    struct Run;
    void start(std::unique_ptr<Run> run, const TimelinePaper::Head &head);
    void take(const QList<TimelineEvent> &events);
    void end();

    TimelineModel &m_model;
    std::shared_ptr<Run> m_run;
    QThreadPool m_worker;
};

} // namespace kemai
