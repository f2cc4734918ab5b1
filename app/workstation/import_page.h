// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportPage: customers from a file or from the clipboard, in six steps: file, mapping, rules, dry run, import, result. Nothing is
 * written before the fifth; from the second to the fourth one goes back and forth. Keys: Ctrl+O a file, Ctrl+V pasted rows,
 * Ctrl+Enter on, Escape stops what runs or goes a step back. A file may be dropped anywhere on the window.
 */
#pragma once

#include "import_run.h"
#include "page.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QStackedWidget;

namespace kemai {

class Banner;
class Button;
class EmptyState;
class ImportMappingPane;
class ImportSteps;
class ImportTally;
class OptionCard;
class TextLabel;

class ImportPage : public QWidget
{
    Q_OBJECT

public:
    ImportPage(Store &store, Shell &shell, QWidget *parent = nullptr);

    void choose();                        // the file dialog
    void paste();                         // rows from the clipboard
    void open(const QString &file);
    void open(const ImportRun::Input &input);
    bool settled() const { return !m_run.isRunning(); }

    enum class Step { File, Mapping, Rules, DryRun, Import, Result };
    Step step() const { return m_step; }
    void goOn();  // as the primary button
    void goBack();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; // files dropped anywhere on the window

private:
    void setStep(Step step);
    void refresh();
    void showEncodings();
    void saveErrors();
    QString about() const;
    CustomerImport::Known known() const;

    ImportRun m_run;
    Shell &m_shell;
    Step m_step = Step::File;
    std::optional<Error> m_error;
    QString m_savedErrors;
    bool m_undone = false;

    QStackedWidget *m_body;
    EmptyState *m_choose;
    ImportSteps *m_steps;
    TextLabel *m_title;
    TextLabel *m_about;
    QComboBox *m_sheets;
    Banner *m_banner;
    QWidget *m_encodings;
    QStackedWidget *m_panes;
    ImportMappingPane *m_mapping;
    TextLabel *m_rulesHeading;
    OptionCard *m_skip;
    OptionCard *m_update;
    OptionCard *m_create;
    QLineEdit *m_because; // of m_create
    ImportTally *m_tally;
    QProgressBar *m_progress;
    Button *m_next;
    Button *m_back;
    Button *m_pause;
    Button *m_cancel;
    Button *m_errors;
    Button *m_again;
};

} // namespace kemai
