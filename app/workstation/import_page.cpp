// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_page.h"

#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListView>
#include <QMimeData>
#include <QPainter>
#include <QProgressBar>
#include <QStackedWidget>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace kemai {

// One number with its word below.
class ImportPage::Count : public QWidget
{
public:
    explicit Count(ColorToken color) : m_color(color)
    {
        setFixedHeight(theme().scaled(64));
        setMinimumWidth(theme().scaled(112));
    }

    void set(qint64 number, const QString &word)
    {
        m_number = Human::now().count(number);
        m_word = word;
        setAccessibleName(word + u" "_s + m_number);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintRounded(&painter, rect(), radius::bubble, theme().color(ColorToken::Surface), theme().color(ColorToken::Border));
        const QRect inner = rect().adjusted(12, 8, -12, -8);
        paintText(&painter, inner, m_number, theme().font(TextSize::Title, TextWeight::SemiBold), m_color, Qt::AlignLeft | Qt::AlignTop);
        paintText(&painter, inner, m_word, theme().font(TextSize::Small), ColorToken::Text2, Qt::AlignLeft | Qt::AlignBottom);
    }

private:
    ColorToken m_color;
    QString m_number;
    QString m_word;
};

namespace {
class RemarkDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, theme().scaled(48)}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain(option);
        plain.state &= ~QStyle::State_Selected;
        paintRowGround(painter, plain);
        const QRect box = option.rect.adjusted(16, 4, -16, -5);
        const Tag tag{index.data(Qt::UserRole + 1).toString(), Tone(index.data(Qt::UserRole + 2).toInt())};
        const int wide = tagSize(tag.text).width();
        paintTags(painter, QRect(box.x(), box.y(), wide, box.height()), {tag}, Qt::AlignLeft);
        const QRect text = box.adjusted(std::max(wide, theme().scaled(64)) + 12, 0, 0, 0);
        const int half = text.height() / 2;
        paintText(painter, QRect(text.x(), text.y(), text.width(), half), index.data().toString(), theme().font(TextSize::Secondary),
                  ColorToken::Text);
        paintText(painter, QRect(text.x(), text.y() + half, text.width(), half), index.data(Qt::UserRole).toString(),
                  theme().font(TextSize::Small), ColorToken::Text2);
    }
};
} // namespace

ImportPage::ImportPage(Store &store, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_run(store)
    , m_shell(shell)
    , m_body(new QStackedWidget)
    , m_choose(new EmptyState(Glyph::Import))
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_about(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_banner(new Banner(Tone::Info))
    , m_encodings(new QWidget)
    , m_columnsHeading(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_columns(new TextLabel(TextSize::Body))
    , m_remarksHeading(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_remarks(new QStandardItemModel(this))
    , m_remarkList(new QListView)
    , m_progress(new QProgressBar)
    , m_import(new Button(ButtonKind::Primary))
    , m_again(new Button)
    , m_cancel(new Button)
{
    setAcceptDrops(true);
    m_banner->hide();
    m_columns->setWordWrap(true);
    m_remarkList->setModel(m_remarks);
    m_remarkList->setItemDelegate(new RemarkDelegate(this));
    m_remarkList->setFrameShape(QFrame::NoFrame);
    m_remarkList->setUniformItemSizes(true);
    m_remarkList->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_import->setObjectName(u"import.go"_s);
    m_again->setObjectName(u"import.again"_s);
    m_banner->setObjectName(u"import.banner"_s);
    m_progress->setTextVisible(false);

    auto *counts = new QHBoxLayout;
    counts->setSpacing(8);
    for (const ColorToken color : {ColorToken::Text, ColorToken::Success, ColorToken::Accent, ColorToken::Warning, ColorToken::Danger}) {
        m_counts << new Count(color);
        counts->addWidget(m_counts.last(), 1);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_import);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    auto *choices = new QHBoxLayout(m_encodings);
    choices->setContentsMargins(0, 0, 0, 0);

    auto *work = new QWidget;
    auto *rows = new QVBoxLayout(work);
    rows->setContentsMargins(24, 20, 24, 24);
    rows->setSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(m_about);
    rows->addSpacing(8);
    rows->addWidget(m_banner);
    rows->addWidget(m_encodings);
    rows->addLayout(counts);
    rows->addSpacing(4);
    rows->addLayout(buttons);
    rows->addWidget(m_progress);
    rows->addSpacing(8);
    rows->addWidget(m_columnsHeading);
    rows->addWidget(m_columns);
    rows->addSpacing(8);
    rows->addWidget(m_remarksHeading);
    rows->addWidget(m_remarkList, 1);
    rows->addStretch(0);

    m_body->addWidget(m_choose);
    m_body->addWidget(work);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_body);

    connect(m_choose, &EmptyState::actionTriggered, this, &ImportPage::choose);
    connect(m_again, &QAbstractButton::clicked, this, &ImportPage::choose);
    connect(m_cancel, &QAbstractButton::clicked, this, [this] { m_run.cancel(); });
    connect(m_import, &QAbstractButton::clicked, this, [this] {
        if (m_stage == Stage::Imported || m_stage == Stage::Undone) {
            m_shell.openPage(u"customers"_s);
            return;
        }
        setStage(Stage::Importing);
        m_run.importForGood();
    });
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        setStage(Stage::Undoing);
        m_run.undo();
    });
    connect(&m_run, &ImportRun::opened, this, &ImportPage::refresh);
    connect(&m_run, &ImportRun::progressed, this, &ImportPage::refresh);
    connect(&m_run, &ImportRun::planFinished, this, [this] { setStage(m_run.summary().canceled ? Stage::Choosing : Stage::Planned); });
    connect(&m_run, &ImportRun::importFinished, this, [this] { setStage(Stage::Imported); });
    connect(&m_run, &ImportRun::undoFinished, this, [this] { setStage(Stage::Undone); });
    connect(&m_run, &ImportRun::failed, this, &ImportPage::fail);
    whenTranslated(this, [this] { refresh(); });
    setStage(Stage::Choosing);
}

void ImportPage::choose()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose the file"), QString(), tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    if (!file.isEmpty())
        open(file);
}

void ImportPage::open(const QString &file)
{
    if (m_run.isRunning())
        return;
    setStage(Stage::Planning);
    m_run.plan(file);
}

void ImportPage::fail(const Error &error)
{
    if (m_stage == Stage::Undoing) { // undoing again goes on
        m_shell.showError(error);
        setStage(Stage::Imported);
        return;
    }
    m_error = error;
    setStage(Stage::Failed);
}

void ImportPage::setStage(Stage stage)
{
    m_stage = stage;
    refresh();
}

void ImportPage::refresh()
{
    const ImportSummary &sum = m_run.summary();
    const ImportRun::Plan &plan = m_run.planned();
    const Human human = Human::now();
    const bool running = m_stage == Stage::Planning || m_stage == Stage::Importing || m_stage == Stage::Undoing;
    m_body->setCurrentIndex(m_stage == Stage::Choosing ? 0 : 1);
    m_choose->setText(tr("Import customers from a CSV file"),
                      tr("Drop the file here or choose it. A dry run first shows what would happen; nothing is written before you say so."));
    m_choose->setAction(tr("Choose a file…"));

    m_title->setText(plan.file.isEmpty() ? tr("Import") : QFileInfo(plan.file).fileName());
    QStringList about;
    if (!plan.encoding.isEmpty()) {
        const QString delimiter = plan.delimiter == u'\t'  ? tr("tab")
                                  : plan.delimiter == u',' ? tr("comma")
                                                           : QString(plan.delimiter);
        about << tr("Encoding %1").arg(plan.encoding) << tr("separated by %1").arg(delimiter) << tr("%n column(s)", nullptr, int(plan.headings.size()));
    }
    about << (m_stage == Stage::Planning    ? tr("dry run under way…")
              : m_stage == Stage::Planned   ? tr("dry run: nothing is written yet")
              : m_stage == Stage::Importing ? tr("importing…")
              : m_stage == Stage::Undoing   ? tr("undoing…")
                                            : QString());
    about.removeAll(QString());
    m_about->setText(about.join(u" · "_s));

    m_counts[0]->set(sum.rows, tr("rows"));
    m_counts[1]->set(sum.created, m_stage == Stage::Imported ? tr("created") : tr("new"));
    m_counts[2]->set(sum.updated, m_stage == Stage::Imported ? tr("updated") : tr("to update"));
    m_counts[3]->set(sum.duplicates, tr("duplicates, left alone"));
    m_counts[4]->set(sum.rejected, tr("rejected"));
    for (Count *count : std::as_const(m_counts))
        count->setVisible(m_stage != Stage::Failed);

    QStringList columns;
    for (qsizetype i = 0; i < plan.headings.size() && i < plan.mapping.columns.size(); ++i) {
        const auto &column = plan.mapping.columns[i];
        QString field = customerFieldCode(column.field);
        switch (column.field) {
        case CustomerField::Ignored: field = tr("ignored"); break;
        case CustomerField::Id: field = tr("number"); break;
        case CustomerField::Name: field = tr("name"); break;
        case CustomerField::Company: field = tr("company"); break;
        case CustomerField::Phone: field = tr("phone"); break;
        case CustomerField::Email: field = tr("email"); break;
        case CustomerField::Address: field = tr("address"); break;
        case CustomerField::City: field = tr("city"); break;
        case CustomerField::Source: field = tr("source"); break;
        case CustomerField::Birthday: field = tr("birthday"); break;
        case CustomerField::Note: field = tr("note"); break;
        case CustomerField::Custom:
            field = plan.mapping.customFields.value(column.custom).label(language().tongue() == Tongue::Chinese);
            break;
        }
        columns << plan.headings[i] + u" → "_s + field;
    }
    m_columnsHeading->setText(tr("Columns"));
    m_columns->setText(columns.join(u"   "_s));
    m_columnsHeading->setVisible(!columns.isEmpty());
    m_columns->setVisible(!columns.isEmpty());

    m_remarks->clear();
    if (!running) {
        for (const ImportRemark &remark : m_run.remarks()) {
            const bool rejected = remark.kind == ImportRemark::Kind::Rejected;
            const bool duplicate = remark.kind == ImportRemark::Kind::Duplicate;
            auto *item = new QStandardItem(spoken(remark.reason));
            item->setData(remark.raw, Qt::UserRole);
            item->setData(rejected ? tr("rejected") : duplicate ? tr("duplicate") : tr("notice"), Qt::UserRole + 1);
            item->setData(int(rejected ? Tone::Danger : duplicate ? Tone::Warning : Tone::Info), Qt::UserRole + 2);
            item->setData(item->text(), Qt::AccessibleTextRole);
            m_remarks->appendRow(item);
        }
    }
    m_remarksHeading->setText(m_run.remarks().size() >= ImportRun::remarksKept
                                  ? tr("The first %1 remarks").arg(human.count(ImportRun::remarksKept))
                                  : tr("Remarks"));
    m_remarksHeading->setVisible(m_remarks->rowCount() > 0);
    m_remarkList->setVisible(m_remarks->rowCount() > 0);
    m_remarkList->setMaximumHeight(m_remarks->rowCount() * theme().scaled(48));
    m_remarkList->setAccessibleName(tr("Remarks"));

    m_progress->setVisible(running);
    m_progress->setAccessibleName(tr("Progress"));
    if (m_stage == Stage::Undoing) {
        m_progress->setRange(0, int(std::min<qint64>(m_run.undoTotal(), 1'000'000'000)));
        m_progress->setValue(int(std::min<qint64>(m_run.undoDone(), 1'000'000'000)));
    } else {
        m_progress->setRange(0, sum.bytesTotal > 0 ? 1000 : 0);
        m_progress->setValue(sum.bytesTotal > 0 ? int(sum.bytesRead * 1000 / sum.bytesTotal) : 0);
    }

    qDeleteAll(m_encodings->findChildren<Button *>());
    m_encodings->setVisible(false);
    switch (m_stage) {
    case Stage::Failed:
        m_banner->setTone(toneOf(m_error));
        m_banner->setText({}, spoken(m_error));
        m_banner->setAction({});
        if (m_error.id == "formats.encodingUnsure"_L1) { // both readings stand in the sentence: the person picks
            for (const QString &encoding : {m_error.details.value(0), m_error.details.value(2)}) {
                if (encoding.isEmpty())
                    continue;
                auto *pick = new Button;
                pick->setText(tr("Read it as %1").arg(encoding));
                m_encodings->layout()->addWidget(pick);
                connect(pick, &QAbstractButton::clicked, this, [this, encoding, file = plan.file] {
                    setStage(Stage::Planning);
                    m_run.plan(file, encoding);
                }, Qt::QueuedConnection);
            }
            m_encodings->setVisible(true);
        }
        break;
    case Stage::Imported:
        m_banner->setTone(Tone::Success);
        m_banner->setText(sum.canceled ? tr("Stopped.") : tr("Done."),
                          tr("%1 created, %2 updated, %3 rejected.").arg(human.count(sum.created), human.count(sum.updated), human.count(sum.rejected)));
        m_banner->setAction(sum.created + sum.updated > 0 ? tr("Undo the import") : QString());
        break;
    case Stage::Undone:
        m_banner->setTone(Tone::Info);
        m_banner->setText(tr("Undone."), tr("%1 taken back, %2 put back as they were, %3 kept because somebody has worked on them since.")
                                             .arg(human.count(m_run.takenBack().withdrawn), human.count(m_run.takenBack().restored), human.count(m_run.takenBack().kept)));
        m_banner->setAction({});
        break;
    default:
        m_banner->setText({}, {});
        break;
    }
    m_banner->setVisible(m_stage == Stage::Failed || m_stage == Stage::Imported || m_stage == Stage::Undone);

    const qint64 willWrite = sum.created + sum.updated;
    m_import->setText(m_stage == Stage::Imported || m_stage == Stage::Undone
                          ? tr("Show the customers")
                          : tr("Import %1 customers").arg(human.count(willWrite)));
    m_import->setVisible(m_stage == Stage::Imported || m_stage == Stage::Undone || (m_stage == Stage::Planned && willWrite > 0));
    m_again->setText(tr("Another file…"));
    m_again->setVisible(!running);
    m_cancel->setText(tr("Stop"));
    m_cancel->setVisible(m_stage == Stage::Planning || m_stage == Stage::Importing || m_stage == Stage::Undoing);
}

void ImportPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

void ImportPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent *event)
{
    open(event->mimeData()->urls().first().toLocalFile());
}

} // namespace kemai
