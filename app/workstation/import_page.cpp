// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_page.h"

#include "customers/import_errors.h"
#include "customers/ui/import_mapping_pane.h"
#include "customers/ui/import_steps.h"
#include "import_tally.h"
#include "option_card.h"
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
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// A table or cards: a file of one, rows dragged out of a spreadsheet, a card dragged out of an address book.
std::optional<ImportRun::Input> inputOf(const QMimeData &dragged)
{
    ImportRun::Input input;
    const QList<QUrl> files = dragged.urls();
    if (!files.isEmpty()) {
        input.file = files.first().toLocalFile();
        const QString ending = QFileInfo(input.file).suffix().toLower();
        const bool isTable = QStringList{u"csv"_s, u"tsv"_s, u"txt"_s, u"xlsx"_s, u"xlsm"_s, u"vcf"_s, u"vcard"_s}.contains(ending);
        return isTable && !input.file.isEmpty() ? std::optional(input) : std::nullopt;
    }
    for (const QString &type : {u"text/vcard"_s, u"text/x-vcard"_s, u"text/directory"_s})
        if (dragged.hasFormat(type))
            input.pasted = dragged.data(type);
    const QString text = dragged.text();
    if (input.pasted.isEmpty() && (text.contains(u'\t') || text.trimmed().startsWith("BEGIN:VCARD"_L1, Qt::CaseInsensitive)))
        input.pasted = text.toUtf8();
    return input.pasted.isEmpty() ? std::nullopt : std::optional(input);
}

} // namespace

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
    , m_because(new QLineEdit)
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
        cards->addWidget(one);
        connect(one, &QAbstractButton::toggled, this, &ImportPage::refresh);
    }
    m_because->setObjectName(u"import.because"_s);
    whenThemed(this, [this] {
        for (QWidget *one : std::initializer_list<QWidget *>{m_skip, m_update, m_create, m_because})
            one->setMaximumWidth(theme().scaled(720));
    });
    m_because->setMaxLength(200);
    cards->addWidget(m_because);
    cards->addStretch(1);
    connect(m_because, &QLineEdit::textEdited, this, [this] {
        m_error.reset();
        refresh();
    });
    connect(m_because, &QLineEdit::returnPressed, this, &ImportPage::goOn);
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
    buttons->addWidget(m_back);
    buttons->addStretch(1);

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

    m_choose->action()->setKind(ButtonKind::Primary);
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
        if (known() == CustomerImport::Known::Create && m_because->text().trimmed().isEmpty()) {
            m_error = makeError(Error::Code::Invalid, u"import.becauseMissing"_s);
            refresh();
            m_because->setFocus();
            break;
        }
        m_run.plan(m_mapping->mapping(), known(), m_because->text());
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
    if (const auto input = inputOf(*event->mimeData()); input && !m_run.isRunning())
        event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent *event)
{
    const auto input = inputOf(*event->mimeData());
    if (!input)
        return;
    event->acceptProposedAction();
    m_shell.openPage(u"import"_s);
    open(*input);
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
