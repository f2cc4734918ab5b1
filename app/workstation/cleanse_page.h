// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CleansePage: the cleaning pipeline over what is stored (customers/cleanse.h): look first, with samples of before and after, then
 * run, then undo it if it was not wanted. It works page by page beside everything else. Reached from the command palette.
 */
#pragma once

#include "customers/cleanse.h"
#include "history/undo.h"
#include "page.h"
#include "store/store.h"

#include <QWidget>

class QListView;
class QProgressBar;
class QStandardItemModel;

namespace kemai {

class Banner;
class Button;
class TextLabel;

class CleansePage : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype samplesKept = 500;

    CleansePage(Store &store, Shell &shell, QWidget *parent = nullptr);

    void look(); // the preview
    bool settled() const { return !m_running; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Stage { New, Looking, Looked, Cleaning, Cleaned, Undoing, Undone };
    void start(CleanseRun::Mode mode);
    void step();
    void undo();
    void undoStep();
    void fail(const Error &error);
    void refresh();

    Store &m_store;
    Shell &m_shell;
    Stage m_stage = Stage::New;
    bool m_running = false;
    std::shared_ptr<CleanseRun> m_run;
    std::shared_ptr<QList<CleanseFinding>> m_found; // filled on the writer, read between steps
    CleanseSummary m_summary;
    std::optional<Error> m_error;
    std::shared_ptr<std::optional<Undoing>> m_undoing; // stepped on the writer, read between steps
    qint64 m_kept = 0;

    TextLabel *m_title;
    TextLabel *m_about;
    Banner *m_banner;
    TextLabel *m_samplesHeading;
    QStandardItemModel *m_samples;
    QListView *m_list;
    QProgressBar *m_progress;
    Button *m_clean;
    Button *m_stop;
};

} // namespace kemai
