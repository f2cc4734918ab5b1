// SPDX-License-Identifier: GPL-3.0-or-later
#include "cleanse_page.h"

#include "base/deliver.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QProgressBar>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// What nobody sees is shown as what it is.
QString visible(const QString &text)
{
    QString shown;
    for (const QChar c : text) {
        if (c == u'\n')
            shown += u'↵';
        else if (c == u'\u3000' || c == u'\u00a0')
            shown += u'␣';
        else if (c.category() == QChar::Other_Format || c.category() == QChar::Other_Control)
            shown += u"‹%1›"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0')).toUpper();
        else
            shown += c;
    }
    return shown.left(200);
}

// Who, which field, and the value before over the value after.
class FindingDelegate : public QStyledItemDelegate
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
        const int half = box.height() / 2;
        const int left = std::min(theme().scaled(200), box.width() / 3);
        paintText(painter, QRect(box.x(), box.y(), left - 12, half), index.data(Qt::UserRole).toString(), theme().font(TextSize::Secondary, TextWeight::Medium), ColorToken::Text);
        paintText(painter, QRect(box.x(), box.y() + half, left - 12, half), index.data(Qt::UserRole + 1).toString(), theme().font(TextSize::Small), ColorToken::Text2);
        const QRect text(box.x() + left, box.y(), box.width() - left, half);
        QFont struck = theme().font(TextSize::Secondary);
        struck.setStrikeOut(!index.data(Qt::UserRole + 2).toString().isEmpty());
        const QString before = index.data(Qt::UserRole + 2).toString();
        paintText(painter, text, before.isEmpty() ? QStringLiteral("–") : before, struck, ColorToken::Text3);
        paintText(painter, text.translated(0, half), index.data(Qt::UserRole + 3).toString(), theme().font(TextSize::Secondary), ColorToken::Text);
    }
};

} // namespace

CleansePage::CleansePage(Store &store, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_shell(shell)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_about(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_banner(new Banner(Tone::Info))
    , m_samplesHeading(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_samples(new QStandardItemModel(this))
    , m_list(new QListView)
    , m_progress(new QProgressBar)
    , m_clean(new Button(ButtonKind::Primary))
    , m_stop(new Button)
{
    m_about->setWordWrap(true);
    m_banner->setObjectName(u"cleanse.banner"_s);
    m_clean->setObjectName(u"cleanse.go"_s);
    m_clean->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_stop->setObjectName(u"cleanse.stop"_s);
    m_list->setObjectName(u"cleanse.samples"_s);
    m_list->setModel(m_samples);
    m_list->setItemDelegate(new FindingDelegate(this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_progress->setTextVisible(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_clean);
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 16, 24, 24);
    rows->setSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(m_about);
    rows->addWidget(m_banner);
    rows->addWidget(m_progress);
    rows->addLayout(buttons);
    rows->addSpacing(4);
    rows->addWidget(m_samplesHeading);
    rows->addWidget(m_list, 1);
    rows->addStretch(0);
    connect(m_clean, &QAbstractButton::clicked, this, [this] {
        if (m_stage == Stage::Looked)
            start(CleanseRun::Mode::Write);
        else
            look();
    });
    connect(m_stop, &QAbstractButton::clicked, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_banner, &Banner::actionTriggered, this, &CleansePage::undo);
    whenTranslated(this, [this] { refresh(); });
}

void CleansePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stage == Stage::New)
        look();
}

void CleansePage::look()
{
    if (!m_running)
        start(CleanseRun::Mode::Preview);
}

void CleansePage::start(CleanseRun::Mode mode)
{
    m_running = true;
    m_error.reset();
    m_stage = mode == CleanseRun::Mode::Preview ? Stage::Looking : Stage::Cleaning;
    CleanseRun::Options options;
    options.mode = mode;
    if (mode == CleanseRun::Mode::Preview) {
        m_found = std::make_shared<QList<CleanseFinding>>();
        options.found = [kept = m_found](const CleanseFinding &one) {
            if (kept->size() < samplesKept)
                kept->append(one);
        };
    }
    m_run = std::make_shared<CleanseRun>(std::move(options), m_store.clock());
    refresh();
    step();
}

void CleansePage::step()
{
    auto stepped = m_store.write([run = m_run](Records &records) -> Result<bool> { return run->step(records); });
    deliver(stepped, this, [this](const Result<bool> &more) {
        m_summary = m_run->summary();
        if (!more)
            return fail(more.error());
        if (*more) {
            refresh();
            step();
            return;
        }
        m_running = false;
        m_stage = m_stage == Stage::Looking ? Stage::Looked : Stage::Cleaned;
        m_run.reset();
        refresh();
    });
}

void CleansePage::undo()
{
    if (m_running || m_summary.batch.isNull())
        return;
    m_running = true;
    m_stage = Stage::Undoing;
    refresh();
    m_undoing = std::make_shared<std::optional<Undoing>>();
    undoStep();
}

void CleansePage::undoStep()
{
    auto stepped = m_store.write([undoing = m_undoing, batch = m_summary.batch](Records &records) -> Result<bool> {
        if (!*undoing) {
            auto begun = Undoing::ofBatch(records, batch);
            if (!begun)
                return kemai::fail(begun.error());
            *undoing = std::move(*begun);
        }
        return (*undoing)->step(records);
    });
    deliver(stepped, this, [this](const Result<bool> &more) {
        if (!more)
            return fail(more.error());
        if (*more) {
            undoStep();
            return;
        }
        m_running = false;
        m_stage = Stage::Undone;
        m_kept = (*m_undoing)->plan().keptCount;
        m_undoing.reset();
        refresh();
    });
}

void CleansePage::fail(const Error &error)
{
    m_running = false;
    m_error = error;
    m_stage = m_summary.batch.isNull() ? Stage::Looked : Stage::Cleaned;
    refresh();
}

void CleansePage::refresh()
{
    const Human human = Human::now();
    const bool chinese = language().tongue() == Tongue::Chinese;
    m_title->setText(tr("Clean stored data"));
    m_about->setText(tr("Invisible characters, odd spaces and full-width forms go; numbers, emails and regions are read anew. Nothing that was typed is overwritten by a guess."));
    m_banner->setAction({});
    if (m_error) {
        m_banner->setTone(toneOf(*m_error));
        m_banner->setText({}, spoken(*m_error));
    } else {
        switch (m_stage) {
        case Stage::New:
        case Stage::Looking:
            m_banner->setTone(Tone::Info);
            m_banner->setText({}, tr("Looking at %1 of %2 customers; nothing is changed yet.").arg(human.count(m_summary.customers), human.count(m_summary.total)));
            break;
        case Stage::Looked:
            m_banner->setTone(m_summary.changed > 0 ? Tone::Info : Tone::Success);
            m_banner->setText({}, m_summary.changed > 0 ? tr("%1 values of %2 records would change. Nothing is changed yet.").arg(human.count(m_summary.values), human.count(m_summary.changed))
                                                        : tr("Everything is clean: %1 customers were looked at.").arg(human.count(m_summary.customers)));
            break;
        case Stage::Cleaning:
            m_banner->setTone(Tone::Info);
            m_banner->setText({}, tr("Cleaning: %1 of %2 customers.").arg(human.count(m_summary.customers), human.count(m_summary.total)));
            break;
        case Stage::Cleaned:
            m_banner->setTone(Tone::Success);
            m_banner->setText(m_summary.canceled ? tr("Stopped.") : tr("Done."), tr("%1 values of %2 records were changed.").arg(human.count(m_summary.values), human.count(m_summary.changed)));
            break;
        case Stage::Undoing:
            m_banner->setTone(Tone::Info);
            m_banner->setText({}, tr("Taking it back…"));
            break;
        case Stage::Undone:
            m_banner->setTone(Tone::Info);
            m_banner->setText(tr("Undone."), m_kept > 0 ? tr("%1 values were edited since and stay.").arg(human.count(m_kept)) : tr("Every value is as it was."));
            break;
        }
    }
    if (m_stage == Stage::Cleaned && !m_summary.batch.isNull())
        m_banner->setAction(tr("Undo"));
    m_progress->setVisible(m_running);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, m_summary.total > 0 && m_stage != Stage::Undoing ? 1000 : 0);
    m_progress->setValue(m_summary.total > 0 ? int(m_summary.customers * 1000 / m_summary.total) : 0);
    m_clean->setText(m_stage == Stage::Looked && m_summary.changed > 0 ? tr("Clean %1 records").arg(human.count(m_summary.changed)) : tr("Look again"));
    m_clean->setVisible(!m_running);
    m_stop->setText(tr("Stop"));
    m_stop->setVisible(m_running && m_stage != Stage::Undoing);
    if (!m_running) {
        m_samples->clear();
        for (const CleanseFinding &one : m_found ? *m_found : QList<CleanseFinding>()) {
            auto *item = new QStandardItem;
            const QString field = one.entity->fields[size_t(one.field)].label(chinese);
            item->setData(one.customerName, Qt::UserRole);
            item->setData(field, Qt::UserRole + 1);
            item->setData(visible(one.before), Qt::UserRole + 2);
            item->setData(visible(one.after), Qt::UserRole + 3);
            item->setData(QString(one.customerName + u", "_s + field + u": "_s + one.before + u" → "_s + one.after), Qt::AccessibleTextRole);
            m_samples->appendRow(item);
        }
    }
    const bool any = m_samples->rowCount() > 0;
    m_samplesHeading->setText(m_samples->rowCount() >= samplesKept ? tr("The first %1 changes").arg(human.count(samplesKept)) : tr("Changes"));
    m_samplesHeading->setVisible(any);
    m_list->setVisible(any);
    m_list->setMaximumHeight(m_samples->rowCount() * theme().scaled(48));
    m_list->setAccessibleName(tr("Changes"));
}

void CleansePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_run)
        m_run->cancel();
    else
        QWidget::keyPressEvent(event);
}

void CleansePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

} // namespace kemai
