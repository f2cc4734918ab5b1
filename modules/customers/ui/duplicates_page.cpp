// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/duplicates_page.h"

#include "customers/ui/cluster_table.h"
#include "customers/ui/customer_words.h"
#include "customers/ui/duplicate_words.h"
#include "customers/ui/flow_layout.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/empty_state.h"
#include "widgets/language.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QProgressBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

class ClusterDelegate : public RowDelegate
{
public:
    ClusterDelegate(const DuplicateModel &model, QObject *parent) : RowDelegate(parent), m_model(model) { }

    RowContent content(const QModelIndex &index) const override
    {
        RowContent content;
        const DuplicateCluster *cluster = m_model.clusterAt(index.row());
        if (!cluster) {
            content.loading = true;
            return content;
        }
        const Human human = Human::now();
        content.title = cluster->name.isEmpty() ? cluster->company : cluster->name;
        content.aside = DuplicatesPage::tr("%n customer(s)", nullptr, int(cluster->customers.size()));
        content.secondary = cluster->name.isEmpty() ? QString() : cluster->company;
        content.time = human.shortTime(cluster->lastContactMs, m_model.nowMs());
        content.exactTime = cluster->lastContactMs > 0 ? human.exactTime(cluster->lastContactMs) : QString();
        if (!cluster->signedBy.isNull())
            content.tags.append({DuplicatesPage::tr("Signed off"), Tone::Success});
        content.tags.append(DuplicateWords::level(cluster->score));
        return content;
    }

private:
    const DuplicateModel &m_model;
};

} // namespace

DuplicatesPage::DuplicatesPage(DuplicateModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_count(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_stop(new Button)
    , m_export(new Button(ButtonKind::Quiet))
    , m_progress(new QProgressBar)
    , m_body(new QStackedWidget)
    , m_list(new QListView)
    , m_empty(new EmptyState(Glyph::Merge))
    , m_left(new Ground(ColorToken::Surface))
    , m_leftRule(new Rule(Qt::Vertical))
    , m_right(new QWidget)
    , m_before(new IconButton(Glyph::ArrowLeft))
    , m_after(new IconButton(Glyph::ArrowRight))
    , m_name(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_level(new TagLabel)
    , m_reasons(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_carried(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_role(new Banner(Tone::Info))
    , m_table(new ClusterTable(model))
    , m_merge(new Button(ButtonKind::Primary))
    , m_sign(new Button)
    , m_distinct(new Button)
    , m_undo(new Button(ButtonKind::Quiet))
    , m_hint(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text3))
    , m_said(new Banner(Tone::Success))
{
    setObjectName(u"duplicatesPage"_s);
    m_list->setObjectName(u"clusters"_s);
    m_list->setModel(&model);
    m_list->setItemDelegate(new ClusterDelegate(model, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setRange(0, 1000);
    m_count->setElided(true);
    m_reasons->setWordWrap(true);
    m_carried->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_stop->setObjectName(u"stop"_s);
    m_export->setObjectName(u"export"_s);
    m_merge->setObjectName(u"merge"_s);
    m_sign->setObjectName(u"signOff"_s);
    m_distinct->setObjectName(u"distinct"_s);
    m_undo->setObjectName(u"undo"_s);
    m_role->setObjectName(u"role"_s);
    m_said->setObjectName(u"said"_s);
    m_stop->setGlyph(Glyph::Close);
    m_export->setGlyph(Glyph::Export);
    m_merge->setGlyph(Glyph::Merge);
    m_sign->setGlyph(Glyph::CheckCircle);
    m_distinct->setGlyph(Glyph::Close);
    m_undo->setGlyph(Glyph::Undo);
    m_said->setClosable(true);
    m_said->hide();
    connect(m_said, &Banner::closed, m_said, &QWidget::hide);

    auto *heading = new QHBoxLayout;
    heading->setSpacing(8);
    heading->addWidget(m_title);
    heading->addWidget(m_count, 1);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(8);
    tools->addWidget(m_export);
    tools->addWidget(m_stop);
    tools->addStretch(1);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(16, 12, 12, 12);
    top->setSpacing(8);
    top->addLayout(heading);
    top->addLayout(tools);
    m_left->setFixedWidth(theme().scaled(360));
    auto *leftColumn = new QVBoxLayout(m_left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addLayout(top);
    leftColumn->addWidget(m_progress);
    leftColumn->addWidget(new Rule);
    leftColumn->addWidget(m_list, 1);

    auto *titles = new QHBoxLayout;
    titles->setSpacing(8);
    titles->addWidget(m_name);
    titles->addWidget(m_level);
    titles->addStretch(1);
    titles->addWidget(m_before);
    titles->addWidget(m_after);
    auto *buttons = new FlowLayout(8, 8);
    for (Button *button : {m_merge, m_sign, m_distinct, m_undo})
        buttons->addWidget(button);
    auto *rightColumn = new QVBoxLayout(m_right);
    rightColumn->setContentsMargins(24, 16, 24, 16);
    rightColumn->setSpacing(8);
    rightColumn->addWidget(m_said);
    rightColumn->addLayout(titles);
    rightColumn->addWidget(m_reasons);
    rightColumn->addWidget(m_carried);
    rightColumn->addSpacing(4);
    rightColumn->addWidget(m_table, 1);
    rightColumn->addWidget(m_role);
    rightColumn->addLayout(buttons);
    rightColumn->addWidget(m_hint);

    auto *work = new QWidget;
    auto *row = new QHBoxLayout(work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_left);
    row->addWidget(m_leftRule);
    row->addWidget(m_right, 1);
    m_body->addWidget(work);
    m_body->addWidget(m_empty);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_body);
    setFocusProxy(m_list);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && current.row() != m_model.row())
            m_model.show(current.row());
    });
    connect(m_stop, &QAbstractButton::clicked, &model, &DuplicateModel::stop);
    connect(m_empty, &EmptyState::actionTriggered, &model, &DuplicateModel::stop);
    connect(m_export, &QAbstractButton::clicked, this, &DuplicatesPage::exportList);
    connect(m_merge, &QAbstractButton::clicked, &model, &DuplicateModel::merge);
    connect(m_sign, &QAbstractButton::clicked, &model, &DuplicateModel::signOff);
    connect(m_distinct, &QAbstractButton::clicked, &model, [this] { m_model.markDistinct(); });
    connect(m_before, &QAbstractButton::clicked, this, [this] { move(-1); });
    connect(m_after, &QAbstractButton::clicked, this, [this] { move(1); });
    connect(m_undo, &QAbstractButton::clicked, this, &DuplicatesPage::undoRequested);
    const auto key = [this](Qt::Key code, auto act) {
        auto *shortcut = new QShortcut(QKeySequence(code), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    key(Qt::Key_J, [this] { move(1); });
    key(Qt::Key_K, [this] { move(-1); });
    for (int digit = 1; digit <= 9; ++digit)
        key(Qt::Key(Qt::Key_0 + digit), [this, digit] { m_model.setSurvivor(digit - 1); });

    connect(&model, &DuplicateModel::listed, this, &DuplicatesPage::refresh);
    connect(&model, &DuplicateModel::progressed, this, [this] {
        m_progress->setValue(m_model.progress());
        if (m_progress->isVisible() != m_model.isFinding() || m_body->currentIndex() == 1)
            refresh();
    });
    connect(&model, &DuplicateModel::shown, this, &DuplicatesPage::refreshCluster);
    connect(&model, &DuplicateModel::signerKnown, this, &DuplicatesPage::refreshCluster);
    connect(&model, &DuplicateModel::merged, this, [this](const MergeReport &report) {
        qint64 hanging = 0;
        for (const qint64 count : report.hangingAfter)
            hanging += count;
        say([report, hanging] {
            const Human human = Human::now();
            return tr("Merged: %1 before = %2 after + %3 linked; %4 records, none lost.")
                .arg(human.count(report.before), human.count(report.after), human.count(report.linked), human.count(hanging));
        });
    });
    connect(&model, &DuplicateModel::exported, this, [this](qint64 clusters) {
        say([clusters] { return tr("%n cluster(s) exported.", nullptr, int(clusters)); });
    });
    connect(&model, &DuplicateModel::found, this, [this](const DuplicateRunSummary &summary) {
        say([summary] {
            const Human human = Human::now();
            return tr("%1 customers looked through: %2 new pairs, %3 clusters in all.")
                .arg(human.count(summary.customers), human.count(summary.found), human.count(summary.clusters));
        });
    });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { arrange(); });
}

// Without room for both, one cluster after the other.
void DuplicatesPage::arrange()
{
    const bool both = width() >= theme().scaled(640);
    if (m_left->isHidden() != both && m_before->isHidden() == both)
        return;
    setFocusProxy(both ? static_cast<QWidget *>(m_list) : m_table);
    m_left->setVisible(both);
    m_leftRule->setVisible(both);
    m_before->setVisible(!both);
    m_after->setVisible(!both);
    refreshCluster();
}

void DuplicatesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DuplicatesPage::move(int rows)
{
    const int row = std::clamp(m_model.row() + rows, 0, std::max(0, m_model.rowCount() - 1));
    if (m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(row));
}

void DuplicatesPage::find()
{
    if (!m_model.isFinding())
        m_model.find();
    refresh();
}

void DuplicatesPage::exportList()
{
    if (m_mayExport)
        if (const Result<> may = m_mayExport(m_model.rowCount()); !may)
            return say([error = may.error()] { return CustomerWords::sentence(error); });
    const QString file = QFileDialog::getSaveFileName(this, tr("Export the list"), tr("duplicates.csv"), tr("CSV (*.csv)"));
    if (!file.isEmpty())
        m_model.exportTo(file, CustomerWords::chinese(), CustomerWords::sentence);
}

void DuplicatesPage::retranslate()
{
    m_title->setText(tr("Duplicates"));
    m_list->setAccessibleName(tr("Clusters"));
    m_progress->setAccessibleName(tr("Progress"));
    m_before->setLabel(tr("The one before"));
    m_after->setLabel(tr("The next one"));
    m_export->setText(tr("Export…"));
    m_export->setAccessibleName(tr("Export the list"));
    const std::tuple<Button *, QString, Qt::Key> named[] = {
        {m_merge, tr("Merge"), Qt::Key_M}, {m_sign, tr("Sign off"), Qt::Key_S}, {m_distinct, tr("Not the same"), Qt::Key_X}, {m_undo, tr("Undo"), Qt::Key_U}};
    for (const auto &[button, text, letter] : named) {
        button->setText(text);
        button->setKey(QKeySequence(letter)); // a new text takes the shortcut away
        button->setAccessibleName(text);
        button->updateGeometry();
    }
    m_hint->setText(tr("J and K move through the list. 1 to 9 choose who stays. Arrows and Enter choose field by field. Nothing is deleted: who is merged stays, linked, with everything of theirs."));
    if (m_sentence)
        m_said->setText({}, m_sentence());
    refresh();
    refreshCluster();
}

void DuplicatesPage::refresh()
{
    const Human human = Human::now();
    const int clusters = m_model.rowCount();
    m_count->setText(clusters == 0 ? QString() : human.count(clusters));
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setVisible(m_model.isFinding());
    m_export->setEnabled(clusters > 0);
    m_progress->setVisible(m_model.isFinding());
    m_body->setCurrentIndex(clusters == 0 && m_model.hasRead() ? 1 : 0);
    if (m_model.isFinding())
        m_empty->setText(tr("Looking through all customers…"), tr("%1 % done. You can go on working meanwhile.").arg(m_model.progress() / 10));
    else
        m_empty->setText(tr("No duplicates on the list"), tr("Look through all customers for those entered twice. Nothing is merged by itself; you decide one by one."));
    m_empty->setAction(m_model.isFinding() ? tr("Stop") : QString());
    if (m_model.row() >= 0 && m_list->currentIndex().row() != m_model.row())
        m_list->setCurrentIndex(m_model.index(m_model.row()));
}

void DuplicatesPage::refreshCluster()
{
    const auto &view = m_model.view();
    if (m_model.row() >= 0 && m_list->currentIndex().row() != m_model.row())
        m_list->setCurrentIndex(m_model.index(m_model.row()));
    const bool there = view.has_value() && view->members.size() >= 2;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_level, m_reasons, m_carried, m_table, m_merge, m_sign, m_distinct, m_hint})
        widget->setVisible(there);
    const bool signer = m_model.maySign().value_or(false);
    m_role->setVisible(there && m_model.maySign().has_value() && !signer);
    m_role->setText(tr("Signing off and merging are for a supervisor."), tr("Compare, choose the fields, say X where it is not one customer; your supervisor signs off."));
    if (!there)
        return;
    if (m_left->isHidden()) // the table needs the room; the buttons' tool tips say who may
        for (QWidget *words : std::initializer_list<QWidget *>{m_hint, m_carried, m_role})
            words->hide();
    m_name->setText(CustomerWords::name(view->members.first().stored.customer));
    m_level->setTag(DuplicateWords::level(view->cluster.score));
    QList<Error> reasons;
    for (const ClusterPair &pair : view->pairs)
        reasons += reasonsInWords(pair.match);
    m_reasons->setText(DuplicateWords::reasons(reasons));
    const Human human = Human::now();
    qint64 moving = 0;
    for (const qint64 count : view->plan.moved)
        moving += count;
    m_carried->setText(tr("%1 records move to %2; %3 open tasks are carried over; %n customer(s) become linked.", nullptr, int(view->members.size()) - 1)
                           .arg(human.count(moving), CustomerWords::name(view->members.first().stored.customer), human.count(view->plan.openTasks)));
    const bool signedOff = !view->cluster.signedBy.isNull();
    m_sign->setEnabled(signer && !signedOff);
    m_merge->setEnabled(signer && signedOff);
    const QString why = !signer ? tr("Signing off and merging are for a supervisor.") : !signedOff ? tr("Sign off first (S).") : QString();
    m_merge->setToolTip(why);
    m_merge->setAccessibleDescription(why);
    m_sign->setToolTip(!signer ? why : signedOff ? tr("Signed off already.") : QString());
    m_sign->setAccessibleDescription(m_sign->toolTip());
}

void DuplicatesPage::say(std::function<QString()> sentence)
{
    m_sentence = std::move(sentence);
    m_said->setText({}, m_sentence());
    m_said->show();
}

void DuplicatesPage::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface)); }

} // namespace kemai
