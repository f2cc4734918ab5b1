// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportRun: one import of customers as the window does it, in steps that the page asks for one by one: open a file or
 * pasted rows and look at them; a dry run; the same for good, which may pause; its undo; the error file. It drives
 * customers/import_customers.h over the store's writer, chunk by chunk, so that typing and other edits go on meanwhile. While a large one is
 * written the store is set up for it (Store::setBulk); however it ends, it is set back.
 * GUI thread; answers through signals. One at a time.
 */
#pragma once

#include "customers/import_preview.h"
#include "history/undo.h"
#include "store/store.h"

#include <QObject>

namespace kemai {

class ImportRun : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype remarksKept = 500;                     // for the eye
    static constexpr qint64 bulkBytes = 2 * 1024 * 1024;              // of a file, from which on it is a bulk load
    static constexpr qsizetype errorCharactersKept = 32 * 1024 * 1024; // for the error file

    // A file, or rows from the clipboard.
    struct Input {
        QString file;
        QByteArray pasted; // UTF-8; not empty: this instead of a file
        QString encoding;  // only after encodingUnsure
        QString sheet;     // of a workbook; empty: found
    };

    explicit ImportRun(Store &store, QObject *parent = nullptr);
    ~ImportRun() override;

    void open(const Input &input); // opened() or failed()
    // The dry run. `because`: with Known::Create, why they are not the customers there are.
    void plan(const QJsonObject &mapping, CustomerImport::Known known, const QString &because = {});
    void importForGood();
    void pause();
    void resume();
    void cancel(); // what runs stops behind its step
    void undo();   // stopped or failed, it goes on where it was when it is called again
    void saveErrors(const QString &file); // of the last run; errorsSaved() or failed()

    bool isRunning() const { return m_running; }
    bool isPaused() const { return m_paused; }
    const Input &input() const { return m_input; }
    const ImportPreview &preview() const { return m_preview; }
    const ImportSummary &summary() const { return m_summary; }
    const QList<ImportRemark> &remarks() const { return m_remarks; }
    qint64 errorRows() const { return m_errorRows; } // that go into the error file
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
    void opened();
    void progressed();
    void planFinished();
    void importFinished();
    void undoFinished();
    void errorsSaved(const QString &file, qint64 rows);
    void bulkChanged(bool on); // the store is set up so
    void failed(const kemai::Error &error);

private:
    struct Collected; // filled on the writer, read between steps
    void start(CustomerImport::Mode mode);
    void setBulk(bool on);
    void step();
    void undoStep();
    void fail(const Error &error);

    Store &m_store;
    Input m_input;
    ImportPreview m_preview;
    QJsonObject m_mapping;
    QString m_because;
    bool m_bulk = false;
    CustomerImport::Known m_known = CustomerImport::Known::Skip;
    CustomerImport::Mode m_mode = CustomerImport::Mode::DryRun;
    std::shared_ptr<CustomerImport> m_import;
    std::shared_ptr<Collected> m_collected;
    QList<ImportRemark> m_remarks;
    qint64 m_errorRows = 0;
    ImportSummary m_summary;
    TakenBack m_takenBack;
    std::shared_ptr<std::optional<Undoing>> m_undoing; // stepped on the writer, read between steps
    bool m_undoStopped = false;
    qint64 m_undoDone = 0; // rows of history
    qint64 m_undoTotal = 0;
    bool m_running = false;
    bool m_paused = false;
    bool m_waiting = false; // paused between two steps
};

} // namespace kemai
