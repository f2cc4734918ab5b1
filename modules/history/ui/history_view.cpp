// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/ui/history_view.h"

#include "history/ui/history_words.h"
#include "schema/schema.h"
#include "widgets/button.h"
#include "widgets/empty_state.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QDateEdit>
#include <QDateTime>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScrollArea>
#include <QSet>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype mostKeptShown = 50;

Tone toneOf(Change::Operation operation)
{
    switch (operation) {
    case Change::Operation::Insert: return Tone::Success;
    case Change::Operation::Remove: return Tone::Danger;
    case Change::Operation::Restore: return Tone::Warning;
    case Change::Operation::Update: break;
    }
    return Tone::Neutral;
}

class HistoryDelegate : public RowDelegate
{
public:
    HistoryDelegate(HistoryModel &model, QObject *parent) : RowDelegate(parent), m_model(model) { }

    RowContent content(const QModelIndex &index) const override
    {
        RowContent row;
        row.side = 24; // under the first tab
        const HistoryEntry *entry = m_model.entry(index.row());
        if (!entry)
            return row;
        const HistoryWords words;
        const QString edits = words.edits(*entry);
        row.title = edits.isEmpty() || entry->line.row.operation == Change::Operation::Insert ? words.headline(*entry) : edits;
        row.secondary = words.who(*entry);
        row.time = words.human().shortTime(entry->line.set.atMs, m_model.nowMs());
        row.exactTime = words.human().exactTime(entry->line.set.atMs);
        const bool chinese = language().tongue() == Tongue::Chinese;
        if (entry->line.row.entity && entry->line.row.operation != Change::Operation::Insert)
            row.tags.append({entry->line.row.entity->label(chinese), toneOf(entry->line.row.operation)});
        return row;
    }

private:
    HistoryModel &m_model;
};

} // namespace

HistoryView::HistoryView(HistoryModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_list(new QListView), m_empty(new EmptyState(Glyph::History)), m_date(new QDateEdit),
      m_asOf(new Button), m_restore(new Button), m_undo(new Button), m_carryOut(new Button(ButtonKind::Primary)), m_title(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_lines(new QVBoxLayout)
{
    setObjectName(u"historyView"_s);
    m_list->setObjectName(u"historyList"_s);
    m_date->setObjectName(u"historyDate"_s);
    m_asOf->setObjectName(u"historyAsOf"_s);
    m_restore->setObjectName(u"historyRestore"_s);
    m_undo->setObjectName(u"historyUndo"_s);
    m_carryOut->setObjectName(u"historyCarryOut"_s);
    m_title->setObjectName(u"historyTitle"_s);
    m_list->setModel(&model);
    m_list->setItemDelegate(new HistoryDelegate(model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_date->setCalendarPopup(true);
    m_date->setDate(QDateTime::fromMSecsSinceEpoch(model.nowMs()).date());
    m_date->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_title->setWordWrap(true);
    setFocusProxy(m_list);

    auto *detail = new QWidget;
    auto *column = new QVBoxLayout(detail);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    m_lines->setSpacing(8);
    column->addWidget(m_title);
    column->addLayout(m_lines);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_restore);
    buttons->addWidget(m_undo);
    buttons->addWidget(m_carryOut);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(detail);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setObjectName(u"historyDetail"_s);

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(24, 12, 24, 8);
    tools->setSpacing(8);
    auto *asOfWords = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2);
    tools->addWidget(asOfWords);
    tools->addWidget(m_date);
    tools->addWidget(m_asOf);
    tools->addStretch(1);
    auto *left = new QWidget;
    auto *stack = new QStackedLayout(left);
    stack->addWidget(m_list);
    stack->addWidget(m_empty);
    auto *both = new QHBoxLayout;
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    both->addWidget(left, 3);
    both->addWidget(new Rule(Qt::Vertical));
    both->addWidget(scroll, 2);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(tools);
    whole->addWidget(new Rule);
    whole->addLayout(both, 1);

    model.setWords([this](const HistoryEntry &entry) { return rowWords(entry); });
    const auto filled = [this, stack] {
        stack->setCurrentWidget(m_model.rowCount() == 0 && m_model.isSettled() ? static_cast<QWidget *>(m_empty) : m_list);
        if (m_model.rowCount() > 0 && !m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model.index(0));
        showChosen();
    };
    connect(&model, &QAbstractItemModel::modelReset, this, filled);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryView::showChosen);
    connect(m_list, &QListView::activated, this, &HistoryView::planChosen);
    connect(&model, &HistoryModel::planned, this, &HistoryView::showPlan);
    connect(&model, &HistoryModel::asOf, this, &HistoryView::showThen);
    connect(&model, &HistoryModel::failed, this, [this] { setUndoing(false); });
    connect(&model, &HistoryModel::undone, this, [this](const Undone &done) {
        setUndoing(false);
        m_plan.reset();
        showChosen();
        m_list->setFocus(Qt::OtherFocusReason);
        emit undone(done);
    });
    connect(m_undo, &QAbstractButton::clicked, this, &HistoryView::planChosen);
    connect(m_restore, &QAbstractButton::clicked, this, [this] { m_model.restore(m_shownMs); });
    connect(&model, &HistoryModel::restored, this, [this](const CustomerRestored &done) {
        showChosen();
        m_list->setFocus(Qt::OtherFocusReason);
        emit restored(done.committed.applied > 0 ? done.committed.set : Id(),
                      done.committed.applied == 0 ? tr("The customer is as it was then already.")
                                                  : tr("Restored: %1 values, %2 records back; %3 added since stay.")
                                                        .arg(QString::number(done.fields), QString::number(done.revived), QString::number(done.added)));
    });
    connect(m_carryOut, &QAbstractButton::clicked, this, [this] {
        if (m_undoing) {
            m_model.stopUndo(); // what was taken back stays so; undoing again goes on
        } else if (m_plan) {
            setUndoing(true);
            m_model.undo(*m_plan);
        }
    });
    connect(m_asOf, &QAbstractButton::clicked, this, [this] { showAsOf(m_date->date()); });
    whenTranslated(this, [this, asOfWords, scroll] {
        scroll->setAccessibleName(tr("What was changed"));
        asOfWords->setText(tr("The customer as of"));
        retranslate();
    });
}

void HistoryView::retranslate()
{
    m_list->setAccessibleName(tr("History"));
    m_date->setAccessibleName(tr("As of the end of this day"));
    m_asOf->setText(tr("Show"));
    m_restore->setText(tr("Restore the customer as of then"));
    m_undo->setText(tr("Undo this change…"));
    setUndoing(m_undoing);
    m_empty->setText(tr("No history yet"), tr("Every change of this customer appears here, with who made it and from what to what."));
    m_list->viewport()->update();
    showChosen();
}

void HistoryView::setUndoing(bool undoing)
{
    m_undoing = undoing;
    m_carryOut->setText(undoing ? tr("Stop the undo") : tr("Undo now"));
    m_carryOut->setAccessibleName(m_carryOut->text());
    m_carryOut->updateGeometry();
}

QString HistoryView::rowWords(const HistoryEntry &entry) const
{
    const HistoryWords words;
    return QStringList{words.headline(entry), words.edits(entry), words.who(entry), words.human().exactTime(entry.line.set.atMs)}.join(u", "_s);
}

void HistoryView::clearDetail()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_title->clear();
    m_restore->hide();
    m_undo->hide();
    m_carryOut->setVisible(m_undoing); // a large one goes on while the rows come anew
}

void HistoryView::addLine(const QString &label, const QString &text, bool strong)
{
    auto *line = new QWidget;
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (!label.isEmpty()) {
        auto *quiet = new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2);
        quiet->setText(label);
        column->addWidget(quiet);
    }
    auto *words = new TextLabel(TextSize::Body, strong ? TextWeight::SemiBold : TextWeight::Regular);
    words->setText(text);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(words);
    m_lines->addWidget(line);
}

void HistoryView::showChosen()
{
    clearDetail();
    const HistoryEntry *entry = m_model.entry(m_list->currentIndex().row());
    if (!entry)
        return;
    const HistoryWords words;
    m_title->setText(words.headline(*entry));
    addLine(tr("When"), words.human().exactTime(entry->line.set.atMs));
    addLine(tr("By, and from where"), words.who(*entry));
    if (entry->line.row.entity) {
        QSet<QString> said; // somebody stands in a record as a reference and by name: once is enough
        for (const Edit &edit : entry->line.row.edits) {
            const Field &field = entry->line.row.entity->fields[size_t(edit.field)];
            if (field.is(Hidden))
                continue;
            QString change = words.value(field, edit.to, entry->names);
            if (entry->line.row.operation == Change::Operation::Update)
                change = words.value(field, edit.from, entry->names) + u" → "_s + change;
            if (!edit.inferredFrom.isEmpty())
                change += u' ' + tr("(inferred)");
            const QString label = field.label(language().tongue() == Tongue::Chinese);
            if (said.contains(label + change))
                continue;
            said.insert(label + change);
            if (edit.to.isId()) // what was written may be the name in the other language
                for (const bool inChinese : {true, false})
                    said.insert(label + entry->names.value(edit.to.toId(), inChinese));
            addLine(label, change);
        }
    }
    if (entry->line.set.changes > 1)
        addLine({}, tr("One act of %n changes; undo takes back all of it.", nullptr, int(entry->line.set.changes)));
    m_undo->show();
}

void HistoryView::planChosen()
{
    if (const HistoryEntry *entry = m_model.entry(m_list->currentIndex().row())) {
        m_planned = entry->line.set.id;
        m_model.plan(m_planned);
    }
}

void HistoryView::showPlan(const Id &set, const NamedPlan &plan)
{
    if (set != m_planned)
        return;
    clearDetail();
    const HistoryWords words;
    m_plan = plan;
    m_title->setText(tr("Undo this change"));
    addLine({}, words.planned(plan), true);
    if (!plan.plan.kept.isEmpty()) {
        addLine({}, tr("Kept:"));
        for (const Kept &kept : plan.plan.kept.mid(0, mostKeptShown))
            addLine({}, u"• "_s + words.kept(kept, plan.names));
        if (plan.plan.keptCount > mostKeptShown)
            addLine({}, tr("and %1 more").arg(words.human().count(plan.plan.keptCount - mostKeptShown)));
    }
    if (!plan.plan.isEmpty()) {
        m_carryOut->show();
        m_carryOut->setFocus(Qt::OtherFocusReason);
    }
}

void HistoryView::showAsOf(const QDate &date)
{
    m_model.showAsOf(date.addDays(1).startOfDay().toMSecsSinceEpoch() - 1);
}

void HistoryView::showThen(const NamedAsOf &named)
{
    clearDetail();
    const HistoryWords words;
    const bool chinese = language().tongue() == Tongue::Chinese;
    m_title->setText(tr("As of %1").arg(words.human().exactTime(named.atMs)));
    m_shownMs = named.atMs;
    m_restore->show();
    const Record &then = named.then.customer;
    if (then.removedMs != 0)
        addLine({}, tr("The customer was withdrawn then."), true);
    for (int i = 0; i < then.entity()->count(); ++i) {
        const Field &field = then.entity()->fields[size_t(i)];
        const Value &was = then.value(i);
        const Value &is = named.now.value(i);
        if (field.is(Hidden) || (was.isNull() && is.isNull()))
            continue;
        QString text = words.value(field, was, named.names);
        if (was != is)
            text += u"   "_s + tr("(now: %1)").arg(words.value(field, is, named.names));
        addLine(field.label(chinese), text, was != is);
    }
    for (const Entity *entity : allEntities()) {
        const QList<Record> hanging = named.then.hanging.value(entity);
        if (hanging.isEmpty())
            continue;
        QStringList names;
        for (const Record &record : hanging.mid(0, 5))
            if (const QString each = wordsOf(record); !each.isEmpty())
                names << each;
        QString text = names.join(chinese ? u"；"_s : u"; "_s);
        if (named.then.more.contains(entity))
            text = tr("%1 and more").arg(text);
        addLine(tr("%1 (%2)").arg(entity->label(chinese), words.human().count(hanging.size())), text);
    }
}

bool HistoryView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo)) {
            planChosen();
            return true;
        }
        if (key->key() == Qt::Key_D && key->modifiers() == Qt::NoModifier) {
            m_date->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HistoryView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model.setShown(true);
}

void HistoryView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model.setShown(false);
}

void HistoryView::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
