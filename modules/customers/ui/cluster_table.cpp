// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/cluster_table.h"

#include "customers/ui/customer_words.h"
#include "widgets/icon.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

class CellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool chosen = index.data(ClusterTableModel::ChosenRole).toBool();
        const bool choice = index.data(ClusterTableModel::ChoiceRole).toBool();
        painter->fillRect(option.rect, theme().color(choice && chosen ? ColorToken::AccentWeak : ColorToken::Surface));
        painter->fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), theme().color(ColorToken::Border));
        QRect text = option.rect.adjusted(12, 0, -12, 0);
        if (choice) {
            const QRect mark(text.right() - 16, text.center().y() - 8, 16, 16);
            if (chosen)
                paintIcon(painter, mark, Glyph::Check, ColorToken::Accent);
            text.setRight(mark.left() - 8);
        }
        const QString shown = index.data().toString();
        paintText(painter, text, shown.isEmpty() ? u"—"_s : shown, theme().font(TextSize::Body, choice && chosen ? TextWeight::Medium : TextWeight::Regular),
                  shown.isEmpty() ? ColorToken::Text3 : choice && !chosen ? ColorToken::Text2 : ColorToken::Text);
        if (option.state & QStyle::State_HasFocus)
            paintFocusRing(painter, option.rect.adjusted(1, 1, -1, -2), radius::tag);
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {160, theme().scaled(36)}; }
};

QString textsOf(const QList<Record> &rows, const std::function<QString(const Record &)> &text)
{
    QStringList all;
    for (const Record &row : rows)
        all.append(text(row));
    return all.join(u" · "_s);
}

QString valueText(const Field &field, const Value &value, const ClusterMember &member)
{
    if (value.isNull())
        return {};
    if (field.type == Type::Choice)
        return choiceLabel(field, value.toText(), CustomerWords::chinese());
    const auto named = [](const QString &name, const QString &english) { return CustomerWords::chinese() || english.isEmpty() ? name : english; };
    if (&field == &customer::owner.field())
        return named(member.ownerName, member.ownerNameEn);
    if (&field == &customer::team.field())
        return named(member.teamName, member.teamNameEn);
    if (field.type == Type::Reference) // others are not named here
        return {};
    if (&field == &customer::source.field() || &field == &customer::level.field())
        return CustomerWords::trade(value.toText());
    return QString(value.toText()).replace(u'\n', u' ');
}

} // namespace

ClusterTableModel::ClusterTableModel(DuplicateModel &model, QObject *parent) : QAbstractTableModel(parent), m_model(model)
{
    connect(&model, &DuplicateModel::shown, this, &ClusterTableModel::reload);
}

void ClusterTableModel::reload()
{
    QStringList names;
    QList<Row> made;
    if (const auto &view = m_model.view()) {
        for (const ClusterMember &member : view->members)
            names.append(CustomerWords::name(member.stored.customer));
        for (int i = 0; i < customer::entity.count(); ++i) {
            const Field &field = customer::entity.fields[size_t(i)];
            if (field.is(Hidden) || field.merge == Merge::Derived)
                continue;
            Row row{CustomerWords::label(field), {}, -1, 0, false};
            for (const ClusterMember &member : view->members)
                row.texts.append(valueText(field, member.stored.customer.value(i), member));
            for (const MergeField &choice : view->plan.fields)
                if (choice.field == i) {
                    row.field = i;
                    row.chosen = choice.chosen;
                }
            if (row.field >= 0 || std::any_of(row.texts.begin(), row.texts.end(), [](const QString &text) { return !text.isEmpty(); }))
                made.append(row);
        }
        const Human human = Human::now();
        const auto fact = [&](const QString &label, const std::function<QString(const ClusterMember &)> &text) {
            Row row{label, {}, -1, 0, true};
            for (const ClusterMember &member : view->members)
                row.texts.append(text(member));
            if (std::any_of(row.texts.begin(), row.texts.end(), [](const QString &one) { return !one.isEmpty(); }))
                made.append(row);
        };
        fact(CustomerWords::label(phone::written.field()), [&human](const ClusterMember &member) {
            return textsOf(member.stored.phones, [&human](const Record &row) { return CustomerWords::number(row, human); });
        });
        fact(CustomerWords::label(email::written.field()), [](const ClusterMember &member) {
            return textsOf(member.stored.emails, [](const Record &row) { return row[email::written]; });
        });
        fact(CustomerWords::label(address::written.field()), [](const ClusterMember &member) {
            return textsOf(member.stored.addresses, [](const Record &row) { return row[address::written]; });
        });
        fact(CustomerWords::label(customer::last_interaction.field()), [&](const ClusterMember &member) {
            return human.recent(member.stored.customer[customer::last_interaction], m_model.nowMs());
        });
        fact(tr("Contacts so far"), [&human](const ClusterMember &member) { return human.count(member.interactions); });
        fact(tr("Open tasks"), [&human](const ClusterMember &member) { return human.count(member.openTasks); });
        fact(tr("Opportunities"), [&human](const ClusterMember &member) { return human.count(member.opportunities); });
    }
    if (names == m_names && m_rows.size() == made.size()) { // a choice: nothing moves under the cursor
        m_rows = made;
        if (!m_rows.isEmpty() && !m_names.isEmpty())
            emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, int(m_names.size()) - 1));
        return;
    }
    beginResetModel();
    m_names = names;
    m_rows = made;
    endResetModel();
}

int ClusterTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int ClusterTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_names.size()); }
int ClusterTableModel::fieldOf(int row) const { return row >= 0 && row < m_rows.size() ? m_rows.at(row).field : -1; }

QVariant ClusterTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const bool chosen = row.chosen == index.column() || (row.chosen == MergeField::allOfThem && !row.texts.value(index.column()).isEmpty());
    switch (role) {
    case Qt::DisplayRole: return row.texts.value(index.column());
    case Qt::ToolTipRole: return row.texts.value(index.column()).size() > 24 ? row.texts.value(index.column()) : QString();
    case Qt::AccessibleTextRole:
        return QString(u"%1, %2: %3"_s.arg(row.label, m_names.value(index.column()), row.texts.value(index.column())) + (row.field >= 0 && chosen ? QString(u", "_s + tr("chosen")) : QString()));
    case ChosenRole: return chosen;
    case ChoiceRole: return row.field >= 0;
    case FactRole: return row.fact;
    default: return {};
    }
}

QVariant ClusterTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section < m_rows.size() ? m_rows.at(section).label : QString();
    return section == 0 ? tr("1 · %1 (stays)").arg(m_names.value(0)) : u"%1 · %2"_s.arg(section + 1).arg(m_names.value(section));
}

ClusterTable::ClusterTable(DuplicateModel &model, QWidget *parent) : QTableView(parent), m_model(model), m_rows(new ClusterTableModel(model, this))
{
    setObjectName(u"clusterTable"_s);
    setModel(m_rows);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(this, &QTableView::clicked, this, &ClusterTable::choose);
    connect(m_rows, &QAbstractItemModel::modelReset, this, [this] {
        fit();
        if (m_rows->rowCount() > 0)
            setCurrentIndex(m_rows->index(0, 0));
    });
    whenTranslated(this, [this] {
        setAccessibleName(tr("Customers side by side"));
        m_rows->reload();
    });
    whenThemed(this, [this] {
        verticalHeader()->setMinimumSectionSize(1); // Qt's own is of the text size it was last polished for
        verticalHeader()->setDefaultSectionSize(theme().scaled(36));
    });
}

void ClusterTable::choose(const QModelIndex &index)
{
    if (const int field = m_rows->fieldOf(index.row()); field >= 0)
        m_model.choose(field, field == customer::note.index && index.data(ClusterTableModel::ChosenRole).toBool() ? MergeField::allOfThem : index.column());
}

void ClusterTable::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: choose(currentIndex()); return;
    case Qt::Key_J: // the page's keys, not a search in the table
    case Qt::Key_K:
    case Qt::Key_M:
    case Qt::Key_X:
    case Qt::Key_U:
    case Qt::Key_S: event->ignore(); return;
    default: break;
    }
    if (event->key() >= Qt::Key_1 && event->key() <= Qt::Key_9 && event->modifiers() == Qt::NoModifier) {
        m_model.setSurvivor(event->key() - Qt::Key_1);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ClusterTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

// Columns share the width as long as each keeps enough of it to be read.
void ClusterTable::fit()
{
    const int columns = m_rows->columnCount();
    if (columns == 0)
        return;
    const int width = std::max(theme().scaled(200), viewport()->width() / columns);
    for (int i = 0; i < columns; ++i)
        setColumnWidth(i, i + 1 == columns ? std::max(width, viewport()->width() - width * (columns - 1)) : width);
}

} // namespace kemai
