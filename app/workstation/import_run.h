// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportRun: one import of customers as the window does it: a dry run first, then the same file for good, then, if
 * it is wanted, its undo. It drives customers/import_customers.h over the store's writer, chunk by chunk, so that
 * typing and other edits go on meanwhile. GUI thread; answers through signals. One file at a time.
 */
#pragma once

#include "customers/import_customers.h"
#include "history/undo.h"
#include "store/store.h"

#include <QObject>

namespace kemai {

class ImportRun : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype remarksKept = 500; // of the dry run, for the eye

    struct Plan {
        QString file;
        QStringList headings;
        CustomerMapping mapping;
        QString encoding;
        QChar delimiter;
    };

    explicit ImportRun(Store &store, QObject *parent = nullptr);
    ~ImportRun() override;

    void plan(const QString &file, const QString &encoding = {}); // the dry run; an encoding only after encodingUnsure
    void importForGood();
    void undo();   // stopped or failed, it goes on where it was when it is called again
    void cancel(); // what runs stops behind its step

    bool isRunning() const { return m_running; }
    const Plan &planned() const { return m_plan; }
    const ImportSummary &summary() const { return m_summary; }
    const QList<ImportRemark> &remarks() const { return m_remarks; }
    // Of the last undo.
    struct TakenBack {
        qint64 withdrawn = 0; // customers
        qint64 restored = 0;  // records put back as they were
        qint64 kept = 0;      // touched since, and left alone
    };
    const TakenBack &takenBack() const { return m_takenBack; }
    qint64 undoDone() const { return m_undoDone; }
    qint64 undoTotal() const { return m_undoTotal; }

signals:
    void opened();   // planned() is there
    void progressed();
    void planFinished();
    void importFinished();
    void undoFinished();
    void failed(const kemai::Error &error);

private:
    void start(CustomerImport::Mode mode, const QString &encoding);
    void step();
    void undoStep();

    Store &m_store;
    Plan m_plan;
    CustomerImport::Mode m_mode = CustomerImport::Mode::DryRun;
    std::shared_ptr<CustomerImport> m_import;
    std::shared_ptr<QList<ImportRemark>> m_collected; // filled on the writer, read between steps
    QList<ImportRemark> m_remarks;
    ImportSummary m_summary;
    TakenBack m_takenBack;
    std::shared_ptr<std::optional<Undoing>> m_undoing; // stepped on the writer, read between steps
    bool m_undoStopped = false;
    qint64 m_undoDone = 0; // rows of history
    qint64 m_undoTotal = 0;
    bool m_running = false;
};

} // namespace kemai
