// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the import page says at each of its steps.
#include "import_page.h"

#include "customers/ui/import_mapping_pane.h"
#include "customers/ui/import_steps.h"
#include "import_tally.h"
#include "option_card.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/text_label.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace kemai {

QString ImportPage::about() const
{
    const ImportPreview &preview = m_run.preview();
    QStringList words;
    if (m_run.isRunning()) {
        words << (m_step == Step::Mapping  ? tr("reading the file…")
                  : m_step == Step::DryRun ? tr("dry run under way…")
                  : m_step == Step::Import ? (m_run.isPaused() ? tr("paused") : tr("importing…"))
                                           : tr("undoing…"));
    } else if (m_step == Step::DryRun) {
        words << tr("Dry run: nothing is written yet");
    }
    if (!preview.headings.isEmpty() && m_step != Step::File && !(m_run.isRunning() && m_step == Step::Mapping)) {
        switch (preview.form.format) {
        case TableFormat::Text: {
            const QChar by = preview.form.delimiter;
            words << tr("Encoding %1").arg(preview.form.encoding) << tr("separated by %1").arg(by == u'\t' ? tr("tab") : by == u',' ? tr("comma") : QString(by));
            break;
        }
        case TableFormat::Workbook:
            words << tr("Excel workbook") << tr("sheet %1, headings in row %2").arg(preview.form.sheet).arg(preview.form.headingRow);
            break;
        case TableFormat::Cards: words << tr("address cards (vCard)"); break;
        }
        words << tr("%n column(s)", nullptr, int(preview.headings.size()));
    }
    return words.join(u" · "_s);
}

void ImportPage::showEncodings()
{
    qDeleteAll(m_encodings->findChildren<Button *>());
    const bool unsure = m_error && m_error->id == "formats.encodingUnsure"_L1;
    m_encodings->setVisible(unsure);
    if (!unsure)
        return;
    for (const QString &encoding : {m_error->details.value(0), m_error->details.value(2)}) { // both readings stand in the sentence: the person picks
        if (encoding.isEmpty())
            continue;
        auto *pick = new Button;
        pick->setText(tr("Read it as %1").arg(encoding));
        m_encodings->layout()->addWidget(pick);
        connect(pick, &QAbstractButton::clicked, this, [this, encoding] {
            ImportRun::Input input = m_run.input();
            input.encoding = encoding;
            open(input);
        }, Qt::QueuedConnection);
    }
}

void ImportPage::refresh()
{
    const ImportSummary &sum = m_run.summary();
    const Human human = Human::now();
    const bool running = m_run.isRunning();
    m_body->setCurrentIndex(m_step == Step::File ? 0 : 1);
    m_choose->setText(tr("Import customers from a file"),
                      tr("CSV, Excel or vCard: drop it here, choose it, or paste rows copied in a spreadsheet. A dry run shows what would happen; nothing is written before you say so."));
    m_choose->setAction(tr("Choose a file…"), tr("Paste rows"));
    m_steps->setNames({tr("File"), tr("Mapping"), tr("Rules"), tr("Dry run"), tr("Import"), tr("Result")});
    m_steps->setCurrent(int(m_step));

    m_title->setText(!m_run.input().pasted.isEmpty() ? tr("Pasted rows") : QFileInfo(m_run.input().file).fileName());
    m_about->setText(about());
    m_sheets->setVisible(m_step == Step::Mapping && !running && m_run.preview().form.sheets.size() > 1);
    m_sheets->setAccessibleName(tr("Sheet"));
    {
        const QSignalBlocker quiet(m_sheets);
        m_sheets->clear();
        m_sheets->addItems(m_run.preview().form.sheets);
        m_sheets->setCurrentText(m_run.preview().form.sheet);
    }

    m_rulesHeading->setText(tr("A customer of the file is there already: same name and a number in common"));
    m_skip->setTexts(tr("Skip the row"), tr("The customer stays as it is; the row is reported."));
    m_update->setTexts(tr("Update the customer"), tr("What the row adds or changes is written; an empty cell changes nothing."));
    m_create->setTexts(tr("Create another one"), tr("Both stay, and the pair is kept as not the same, with your reason."));
    m_because->setVisible(m_create->isChecked());
    m_because->setPlaceholderText(tr("Why are they not the same? For example: branches that share a switchboard"));
    m_because->setAccessibleName(tr("Reason for another customer"));

    m_panes->setCurrentIndex(m_step == Step::Mapping ? 0 : m_step == Step::Rules ? 1 : 2);
    m_panes->setVisible(!(m_error && m_step == Step::Mapping) && !(running && m_step == Step::Mapping));
    m_tally->show(sum, m_step == Step::Import || m_step == Step::Result ? ImportTally::Tense::Did : ImportTally::Tense::Would);
    m_tally->showRemarks(running ? QList<ImportRemark>() : m_run.remarks(), ImportRun::remarksKept);

    m_progress->setVisible(running);
    m_progress->setAccessibleName(tr("Progress"));
    if (m_step == Step::Result) {
        m_progress->setRange(0, int(std::min<qint64>(m_run.undoTotal(), 1'000'000'000)));
        m_progress->setValue(int(std::min<qint64>(m_run.undoDone(), 1'000'000'000)));
    } else {
        m_progress->setRange(0, sum.bytesTotal > 0 ? 1000 : 0);
        m_progress->setValue(sum.bytesTotal > 0 ? int(sum.bytesRead * 1000 / sum.bytesTotal) : 0);
    }

    showEncodings();
    m_banner->setAction({});
    bool banner = true;
    if (m_error) {
        m_banner->setTone(toneOf(*m_error));
        m_banner->setText({}, spoken(*m_error));
        if (m_step == Step::Result && !sum.batch.isNull() && sum.created + sum.updated > 0)
            m_banner->setAction(tr("Undo the import"));
    } else if (m_step == Step::Mapping && !running && !m_mapping->isEnough()) {
        m_banner->setTone(Tone::Warning);
        m_banner->setText({}, tr("Say which column holds the name, the company or the phone; one of them is enough."));
    } else if (m_step == Step::Mapping && !running && m_run.preview().isRemembered) {
        m_banner->setTone(Tone::Info);
        m_banner->setText({}, tr("These headings were imported before; the columns are mapped as they were then."));
    } else if (m_step == Step::Result && m_undone) {
        m_banner->setTone(Tone::Info);
        m_banner->setText(tr("Undone."), tr("%1 taken back, %2 put back as they were, %3 kept because somebody has worked on them since.")
                                             .arg(human.count(m_run.takenBack().withdrawn), human.count(m_run.takenBack().restored), human.count(m_run.takenBack().kept)));
    } else if (m_step == Step::Result && !m_savedErrors.isEmpty()) {
        m_banner->setTone(Tone::Success);
        m_banner->setText({}, tr("The rows to correct stand in %1; import it again when they are.").arg(QFileInfo(m_savedErrors).fileName()));
    } else if (m_step == Step::Result && !running) {
        m_banner->setTone(sum.canceled ? Tone::Warning : Tone::Success);
        m_banner->setText(sum.canceled ? tr("Stopped.") : tr("Done."),
                          tr("%1 created, %2 updated, %3 rejected.").arg(human.count(sum.created), human.count(sum.updated), human.count(sum.rejected)));
        m_banner->setAction(sum.created + sum.updated > 0 ? tr("Undo the import") : QString());
    } else {
        banner = false;
        m_banner->setText({}, {});
    }
    m_banner->setVisible(banner);

    const qint64 willWrite = sum.created + sum.updated;
    m_next->setText(m_step == Step::Mapping  ? tr("Continue")
                    : m_step == Step::Rules  ? tr("Dry run")
                    : m_step == Step::DryRun ? tr("Import %1 customers").arg(human.count(willWrite))
                                             : tr("Show the customers"));
    m_next->setVisible(!running && !(m_error && (m_step == Step::Mapping || m_step == Step::DryRun)) && (m_step != Step::DryRun || willWrite > 0));
    m_next->setEnabled(m_step != Step::Mapping || m_mapping->isEnough());
    m_pause->setText(m_run.isPaused() ? tr("Resume") : tr("Pause"));
    m_pause->setGlyph(m_run.isPaused() ? Glyph::Play : Glyph::Pause);
    m_pause->setVisible(running && m_step == Step::Import);
    m_cancel->setText(tr("Stop"));
    m_cancel->setVisible(running && m_step != Step::Mapping); // an undo goes on with the rest when it is asked for again
    m_errors->setText(tr("Save the rows to correct (%1)…").arg(human.count(m_run.errorRows())));
    m_errors->setVisible(!running && (m_step == Step::DryRun || m_step == Step::Result) && m_run.errorRows() > 0);
    m_again->setText(tr("Another file…"));
    m_again->setVisible(!running && (m_step == Step::Result || m_error.has_value()));
    m_back->setText(tr("Back"));
    m_back->setVisible(!running && (m_step == Step::Mapping || m_step == Step::Rules || m_step == Step::DryRun));
}

} // namespace kemai
