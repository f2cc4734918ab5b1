// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportPage: customers from a CSV file, on one page: choose or drop the file; what a dry run found (the columns, the
 * counts, every row that would be refused and why); import; the result, with its undo. Nothing is written before
 * "Import" is pressed.
 */
#pragma once

#include "import_run.h"
#include "page.h"

#include <QWidget>

class QLabel;
class QListView;
class QProgressBar;
class QStackedWidget;
class QStandardItemModel;

namespace kemai {

class Banner;
class Button;
class EmptyState;
class TextLabel;

class ImportPage : public QWidget
{
    Q_OBJECT

public:
    ImportPage(Store &store, Shell &shell, QWidget *parent = nullptr);

    void choose();                    // the file dialog
    void open(const QString &file);   // begins the dry run
    bool settled() const { return !m_run.isRunning(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Stage { Choosing, Planning, Planned, Importing, Imported, Undoing, Undone, Failed };
    void setStage(Stage stage);
    void refresh();
    void fail(const Error &error);

    class Count;

    ImportRun m_run;
    Shell &m_shell;
    Stage m_stage = Stage::Choosing;
    Error m_error;
    QStackedWidget *m_body;
    EmptyState *m_choose;
    TextLabel *m_title;
    TextLabel *m_about;
    Banner *m_banner;
    QWidget *m_encodings;
    QList<Count *> m_counts;
    TextLabel *m_columnsHeading;
    TextLabel *m_columns;
    TextLabel *m_remarksHeading;
    QStandardItemModel *m_remarks;
    QListView *m_remarkList;
    QProgressBar *m_progress;
    Button *m_import;
    Button *m_again;
    Button *m_cancel;
};

} // namespace kemai
