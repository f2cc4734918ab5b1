// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_page.h"

#include "customers/import_errors.h"
#include "customers/ui/import_mapping_pane.h"
#include "customers/ui/import_steps.h"
#include "import_tally.h"
#include "option_card.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/text_label.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

ImportPage::ImportPage(Store &store, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_run(store)
    , m_shell(shell)
    , m_body(new QStackedWidget)
    , m_choose(new EmptyState(Glyph::Import))
    , m_steps(new ImportSteps)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_about(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_sheets(new QComboBox)
    , m_banner(new Banner(Tone::Info))
    , m_encodings(new QWidget)
    , m_panes(new QStackedWidget)
    , m_mapping(new ImportMappingPane)
    , m_rulesHeading(new TextLabel(TextSize::Large, TextWeight::SemiBold))
    , m_skip(new OptionCard(Glyph::Minus))
    , m_update(new OptionCard(Glyph::Edit))
    , m_create(new OptionCard(Glyph::Plus))
    , m_tally(new ImportTally)
    , m_progress(new QProgressBar)
    , m_next(new Button(ButtonKind::Primary))
    , m_back(new Button(ButtonKind::Quiet))
    , m_pause(new Button)
    , m_cancel(new Button)
    , m_errors(new Button)
    , m_again(new Button)
{
    setAcceptDrops(true);
    m_title->setElided(true);
    m_about->setElided(true);
    m_banner->setObjectName(u"import.banner"_s);
    m_next->setObjectName(u"import.go"_s);
    m_next->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_back->setObjectName(u"import.back"_s);
    m_back->setGlyph(Glyph::ArrowLeft);
    m_pause->setObjectName(u"import.pause"_s);
    m_cancel->setObjectName(u"import.cancel"_s);
    m_errors->setObjectName(u"import.errors"_s);
    m_errors->setGlyph(Glyph::Download);
    m_again->setObjectName(u"import.again"_s);
    m_sheets->setObjectName(u"import.sheet"_s);
    m_progress->setTextVisible(false);
    auto *group = new QButtonGroup(this);
    int card = 0;
    for (OptionCard *one : {m_skip, m_update, m_create}) {
        one->setObjectName(u"import.known%1"_s.arg(card++));
        group->addButton(one);
    }
    m_skip->setChecked(true);
    auto *choices = new QHBoxLayout(m_encodings);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(8);
    choices->setAlignment(Qt::AlignLeft);

    auto *rules = new QWidget;
    auto *cards = new QVBoxLayout(rules);
    cards->setContentsMargins(0, 8, 0, 0);
    cards->setSpacing(8);
    cards->addWidget(m_rulesHeading);
    cards->addSpacing(4);
    for (OptionCard *one : {m_skip, m_update, m_create}) {
        one->setMaximumWidth(720);
        cards->addWidget(one);
    }
    cards->addStretch(1);
    m_panes->addWidget(m_mapping);
    m_panes->addWidget(rules);
    m_panes->addWidget(m_tally);

    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_about);
    head->addLayout(words, 1);
    head->addWidget(m_sheets);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button *one : {m_next, m_pause, m_cancel, m_errors, m_again})
        buttons->addWidget(one);
    buttons->addStretch(1);
    buttons->addWidget(m_back);

    auto *work = new QWidget;
    auto *rows = new QVBoxLayout(work);
    rows->setContentsMargins(24, 16, 24, 24);
    rows->setSpacing(8);
    rows->addWidget(m_steps);
    rows->addSpacing(4);
    rows->addLayout(head);
    rows->addWidget(m_banner);
    rows->addWidget(m_encodings);
    rows->addWidget(m_progress);
    rows->addSpacing(4);
    rows->addWidget(m_panes, 1);
    rows->addLayout(buttons);

    m_body->addWidget(m_choose);
    m_body->addWidget(work);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_body);

    connect(m_choose, &EmptyState::actionTriggered, this, &ImportPage::choose);
    connect(m_choose, &EmptyState::secondTriggered, this, &ImportPage::paste);
    connect(m_again, &QAbstractButton::clicked, this, [this] { setStep(Step::File); });
    connect(m_next, &QAbstractButton::clicked, this, &ImportPage::goOn);
    connect(m_back, &QAbstractButton::clicked, this, &ImportPage::goBack);
    connect(m_cancel, &QAbstractButton::clicked, this, [this] { m_run.cancel(); });
    connect(m_pause, &QAbstractButton::clicked, this, [this] {
        if (m_run.isPaused())
            m_run.resume();
        else
            m_run.pause();
        refresh();
    });
    connect(m_errors, &QAbstractButton::clicked, this, &ImportPage::saveErrors);
    connect(m_mapping, &ImportMappingPane::changed, this, &ImportPage::refresh);
    connect(m_sheets, &QComboBox::activated, this, [this] {
        ImportRun::Input input = m_run.input();
        input.sheet = m_sheets->currentText();
        open(input);
    });
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_error.reset();
        m_run.undo();
        refresh();
    });
    connect(&m_run, &ImportRun::opened, this, [this] {
        m_mapping->show(m_run.preview());
        setStep(Step::Mapping);
    });
    connect(&m_run, &ImportRun::progressed, this, &ImportPage::refresh);
    connect(&m_run, &ImportRun::planFinished, this, [this] { setStep(m_run.summary().canceled ? Step::Rules : Step::DryRun); });
    connect(&m_run, &ImportRun::importFinished, this, [this] { setStep(Step::Result); });
    connect(&m_run, &ImportRun::undoFinished, this, [this] {
        m_undone = true;
        refresh();
    });
    connect(&m_run, &ImportRun::errorsSaved, this, [this](const QString &file) {
        m_savedErrors = file;
        refresh();
    });
    connect(&m_run, &ImportRun::failed, this, [this](const Error &error) {
        m_error = error;
        // What was written before it failed has its batch, and its undo.
        if (m_step == Step::Import)
            m_step = Step::Result;
        refresh();
    });
    whenTranslated(this, [this] { refresh(); });
    setStep(Step::File);
    QTimer::singleShot(0, this, [this] { // once it stands in its window
        window()->setAcceptDrops(true);
        if (window() != this)
            window()->installEventFilter(this);
    });
}

void ImportPage::choose()
{
    if (m_run.isRunning())
        return;
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose the file"), QString(),
                                                      tr("Tables and cards (*.csv *.tsv *.txt *.xlsx *.xlsm *.vcf);;All files (*)"));
    if (!file.isEmpty())
        open(file);
}

void ImportPage::paste()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        m_shell.showError(makeError(Error::Code::Invalid, u"import.nothingToPaste"_s));
        return;
    }
    ImportRun::Input input;
    input.pasted = text.toUtf8();
    open(input);
}

void ImportPage::open(const QString &file)
{
    ImportRun::Input input;
    input.file = file;
    open(input);
}

void ImportPage::open(const ImportRun::Input &input)
{
    if (m_run.isRunning())
        return;
    m_error.reset();
    m_undone = false;
    m_savedErrors.clear();
    m_run.open(input);
    setStep(Step::Mapping);
}

void ImportPage::goOn()
{
    if (m_run.isRunning())
        return;
    switch (m_step) {
    case Step::File: choose(); break;
    case Step::Mapping:
        if (!m_error && m_mapping->isEnough())
            setStep(Step::Rules);
        break;
    case Step::Rules:
        m_error.reset();
        m_run.plan(m_mapping->mapping(), known());
        setStep(Step::DryRun);
        break;
    case Step::DryRun:
        if (m_run.summary().created + m_run.summary().updated == 0)
            break;
        m_run.importForGood();
        setStep(Step::Import);
        break;
    case Step::Import: break;
    case Step::Result: m_shell.openPage(u"customers"_s); break;
    }
}

void ImportPage::goBack()
{
    if (m_run.isRunning())
        return;
    m_error.reset();
    if (m_step == Step::Mapping || m_step == Step::Rules || m_step == Step::DryRun)
        setStep(Step(int(m_step) - 1));
}

CustomerImport::Known ImportPage::known() const
{
    return m_update->isChecked() ? CustomerImport::Known::Update : m_create->isChecked() ? CustomerImport::Known::Create : CustomerImport::Known::Skip;
}

void ImportPage::saveErrors()
{
    const QString from = m_run.input().pasted.isEmpty() ? m_run.input().file : QString();
    const bool chinese = language().tongue() == Tongue::Chinese;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the rows to correct"),
                                                      ImportErrorFile::nameFor(from, m_run.preview().form.format, chinese));
    if (!file.isEmpty())
        m_run.saveErrors(file);
}

void ImportPage::setStep(Step step)
{
    m_step = step;
    refresh();
    if (step == Step::Rules && !m_run.isRunning())
        (m_update->isChecked() ? m_update : m_create->isChecked() ? m_create : m_skip)->setFocus();
    else if (step != Step::File && m_next->isVisible())
        m_next->setFocus();
}

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
        words << tr("dry run: nothing is written yet");
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
    m_create->setTexts(tr("Create another one"), tr("Both stay; the row is reported, so that they can be merged later."));

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

void ImportPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

void ImportPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && !m_run.isRunning())
        paste();
    else if (event->matches(QKeySequence::Open))
        choose();
    else if (event->key() == Qt::Key_Escape && m_run.isRunning())
        m_run.cancel();
    else if (event->key() == Qt::Key_Escape && m_step != Step::File && m_step != Step::Result)
        goBack();
    else
        QWidget::keyPressEvent(event);
}

void ImportPage::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> files = event->mimeData()->urls();
    if (!files.isEmpty() && files.first().isLocalFile() && !m_run.isRunning())
        event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> files = event->mimeData()->urls();
    if (files.isEmpty() || !files.first().isLocalFile())
        return;
    event->acceptProposedAction();
    m_shell.openPage(u"import"_s);
    open(files.first().toLocalFile());
}

bool ImportPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter)
        dragEnterEvent(static_cast<QDragEnterEvent *>(event));
    else if (event->type() == QEvent::Drop)
        dropEvent(static_cast<QDropEvent *>(event));
    else
        return QWidget::eventFilter(watched, event);
    return event->isAccepted();
}

} // namespace kemai
