// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/choice_table.h"

#include "widgets/icon.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/tag.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr int side = 16;
constexpr int mostLines = 4;
constexpr qsizetype mostPainted = 600; // characters that are laid out

// Calls `line` for each line of a text broken at this width, the last one cut; gives their number.
template <typename Line>
int layLines(const QString &whole, const QFont &font, int width, Line line)
{
    QString text = whole.left(mostPainted);
    text.replace(u'\n', QChar::LineSeparator);
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    int count = 0;
    for (QTextLine one = layout.createLine(); one.isValid(); one = layout.createLine()) {
        one.setLineWidth(std::max(width, 1));
        const bool last = count + 1 == mostLines;
        const bool goesOn = one.textStart() + one.textLength() < text.size() || whole.size() > text.size();
        QString part = text.mid(one.textStart(), last && goesOn ? -1 : one.textLength()).replace(QChar::LineSeparator, u' ');
        while (part.endsWith(u' ')) // a space at the border is not worth an ellipsis
            part.chop(1);
        line(count++, part);
        if (last)
            break;
    }
    layout.endLayout();
    return std::max(count, 1);
}

class ChoiceDelegate : public QStyledItemDelegate
{
public:
    ChoiceDelegate(const ConflictModel &model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) { }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ConflictRow *row = m_model.rowAt(index);
        if (!row)
            return;
        const bool chosen = index.data(ConflictModel::ChoiceRole).toBool();
        const bool value = index.column() != ConflictModel::FieldColumn;
        const bool result = index.column() == ConflictModel::ResultColumn;
        const ConflictRow *next = m_model.rowAt(index.siblingAtRow(index.row() + 1));
        painter->fillRect(option.rect, theme().color(result ? ColorToken::Background : ColorToken::Surface));
        if (!next || next->line != row->line)
            painter->fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), theme().color(ColorToken::Border));
        if (chosen && value && !result)
            paintRounded(painter, option.rect.adjusted(3, 3, -3, -4), radius::control, theme().color(ColorToken::AccentWeak), theme().color(ColorToken::Accent));
        QRect box = option.rect.adjusted(side, 8, -side, -9);
        if (chosen && value && !result) {
            paintIcon(painter, QRect(box.right() - 15, box.y() + 2, 16, 16), Glyph::Check, ColorToken::Accent);
            box.setRight(box.right() - 20);
        }
        const QFont font = fontOf(index.column(), chosen);
        const ColorToken ink = !value ? ColorToken::Text2 : result ? (chosen ? ColorToken::Text : ColorToken::Text3) : chosen ? ColorToken::Text : ColorToken::Text2;
        const int step = lineHeight(font);
        layLines(index.data().toString(), font, box.width(), [&](int line, const QString &text) {
            paintText(painter, QRect(box.x(), box.y() + line * step, box.width(), step), text, font, ink);
        });
        if (!value && row->changed) {
            const QString words = ChoiceTable::tr("changed again");
            const QSize size = tagSize(words);
            paintTag(painter, QRect(QPoint(box.x(), box.y() + step), size), {words, Tone::Warning});
        }
        if (option.state & QStyle::State_HasFocus)
            paintFocusRing(painter, option.rect.adjusted(1, 1, -1, -2), radius::control);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool chosen = index.data(ConflictModel::ChoiceRole).toBool();
        const QFont font = fontOf(index.column(), chosen);
        const int room = option.rect.width() - 2 * side - 20; // as if it were chosen: nothing jumps
        const int lines = layLines(index.data().toString(), font, room, [](int, const QString &) {});
        const ConflictRow *row = m_model.rowAt(index);
        const int needed = row && row->changed && index.column() == ConflictModel::FieldColumn ? std::max(lines, 2) : lines;
        return {theme().scaled(120), std::max(theme().scaled(44), needed * lineHeight(font) + 20)};
    }

private:
    static QFont fontOf(int column, bool chosen)
    {
        return column == ConflictModel::FieldColumn ? theme().font(TextSize::Secondary)
                                                    : theme().font(TextSize::Body, chosen ? TextWeight::Medium : TextWeight::Regular);
    }
    static int lineHeight(const QFont &font) { return QFontMetrics(font).height() + 2; }

    const ConflictModel &m_model;
};

} // namespace

ChoiceTable::ChoiceTable(ConflictModel &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setObjectName(u"choiceTable"_s);
    setModel(&model);
    setItemDelegate(new ChoiceDelegate(model, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(true);
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(this, &QTableView::clicked, this, &ChoiceTable::chooseCell);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &cell) {
        if (cell.column() == ConflictModel::ResultColumn)
            emit otherRequested(cell.siblingAtColumn(0));
    });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from) {
        if (from.parent().isValid() && from.parent() == rootIndex())
            fitRows();
    });
    whenTranslated(this, [this] {
        setAccessibleName(tr("Values to choose from"));
        fit();
    });
    whenThemed(this, [this] { fit(); });
}

void ChoiceTable::showCase(const QModelIndex &ofCase)
{
    setRootIndex(ofCase);
    fit();
    const ConflictCase *one = m_model.caseAt(ofCase);
    if (!one || one->rows.isEmpty())
        return;
    setCurrentIndex(m_model.index(std::max(one->undecided(), 0), ConflictModel::MineColumn, ofCase));
}

void ChoiceTable::choose(Choice choice)
{
    const QModelIndex at = currentIndex();
    if (!m_model.rowAt(at))
        return;
    m_model.choose(at, choice);
    goOn();
}

// To the next row that is not decided, behind this one first.
void ChoiceTable::goOn()
{
    const QModelIndex at = currentIndex();
    const ConflictCase *one = m_model.caseAt(at);
    if (!one || one->rows.at(at.row()).choice == Choice::None)
        return;
    const int count = int(one->rows.size());
    for (int step = 1; step < count; ++step)
        if (const int row = (at.row() + step) % count; one->rows.at(row).choice == Choice::None) {
            setCurrentIndex(at.siblingAtRow(row));
            return;
        }
}

void ChoiceTable::chooseCell(const QModelIndex &cell)
{
    switch (cell.column()) {
    case ConflictModel::BaseColumn: m_model.choose(cell, Choice::Base); break;
    case ConflictModel::MineColumn: m_model.choose(cell, Choice::Mine); break;
    case ConflictModel::TheirsColumn: m_model.choose(cell, Choice::Theirs); break;
    default: break;
    }
}

void ChoiceTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit read(current);
}

void ChoiceTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    switch (plain ? event->key() : 0) {
    case Qt::Key_1:
    case Qt::Key_B: choose(Choice::Base); return;
    case Qt::Key_2:
    case Qt::Key_M: choose(Choice::Mine); return;
    case Qt::Key_3:
    case Qt::Key_T: choose(Choice::Theirs); return;
    case Qt::Key_4:
    case Qt::Key_E:
    case Qt::Key_F2:
        if (currentIndex().isValid())
            emit otherRequested(currentIndex().siblingAtColumn(0));
        return;
    case Qt::Key_Space:
        if (currentIndex().column() == ConflictModel::ResultColumn)
            emit otherRequested(currentIndex().siblingAtColumn(0));
        else
            chooseCell(currentIndex());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit decideRequested(); return;
    default: break;
    }
    QTableView::keyPressEvent(event);
}

void ChoiceTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void ChoiceTable::fit()
{
    const int all = viewport()->width();
    const int label = std::clamp(all / 7, theme().scaled(80), theme().scaled(150));
    const int each = std::max(theme().scaled(96), (all - label) / (ConflictModel::columns - 1));
    setColumnWidth(0, label);
    for (int i = 1; i < ConflictModel::columns; ++i)
        setColumnWidth(i, i + 1 == ConflictModel::columns ? std::max(each, all - label - each * (ConflictModel::columns - 2)) : each);
    fitRows();
}

// Not resizeRowsToContents(): that asks the hidden header too, which has the font of a while ago.
void ChoiceTable::fitRows()
{
    const int rows = m_model.rowCount(rootIndex());
    for (int row = 0; rootIndex().isValid() && row < rows; ++row)
        setRowHeight(row, sizeHintForRow(row));
}

} // namespace kemai::sync
