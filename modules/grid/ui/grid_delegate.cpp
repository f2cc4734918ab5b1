// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/grid_delegate.h"

#include "base/error_text.h"
#include "grid/desk/grid_model.h"
#include "widgets/language.h"
#include "widgets/painting.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int side = 8;

QColor color(ColorToken token) { return theme().color(token); }

QString firstLine(const QString &text)
{
    const qsizetype end = text.indexOf(u'\n');
    return end < 0 ? text : QString(text.left(end) + u" ↵"_s);
}
} // namespace

int GridDelegate::rowHeight() { return theme().scaled(theme().density() == Density::Compact ? 28 : 36); }

QSize GridDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    // What a double click on the edge of a heading makes of the column.
    return {std::clamp(textWidth(firstLine(index.data().toString()), theme().font()) + 2 * side + 4, 60, 480), rowHeight()};
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const QRect box = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool current = view && view->currentIndex() == index;
    painter->fillRect(box, selected ? color(ColorToken::AccentWeak) : color(ColorToken::Surface));
    const QColor line = color(ColorToken::Border);
    painter->fillRect(QRect(box.x(), box.bottom(), box.width(), 1), line);
    painter->fillRect(QRect(box.right(), box.y(), 1, box.height()), theme().mixed(ColorToken::Border, ColorToken::Surface, 0.5));
    const QRect inner = box.adjusted(side, 0, -side, -1);
    if (index.data(GridModel::LoadingRole).toBool()) {
        const int height = theme().scaled(10);
        paintRounded(painter, QRect(inner.x(), inner.center().y() - height / 2, inner.width() / 2, height), radius::tag, color(ColorToken::Surface2));
    } else {
        const bool refused = index.data(GridModel::ReasonRole).isValid();
        const QString text = firstLine(index.data().toString());
        const ColorToken ink = refused ? ColorToken::Danger
            : !(index.flags() & Qt::ItemIsEditable) || index.data(GridModel::PendingRole).toBool() ? ColorToken::Text2
                                                                                                     : ColorToken::Text;
        if (refused) {
            painter->fillRect(box.adjusted(0, 0, -1, -1), color(ColorToken::DangerWeak));
            QPolygon corner;
            corner << QPoint(box.right() - 8, box.y()) << QPoint(box.right(), box.y()) << QPoint(box.right(), box.y() + 8);
            painter->save();
            painter->setPen(Qt::NoPen);
            painter->setBrush(color(ColorToken::Danger));
            painter->drawPolygon(corner);
            painter->restore();
        }
        paintText(painter, inner, text, theme().font(), ink, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    }
    if (current) {
        painter->save();
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(color(ColorToken::Accent), 2));
        painter->drawRect(box.adjusted(1, 1, -1, -2));
        painter->restore();
    }
}

QWidget *GridDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const GridModel *>(index.model());
    if (!model)
        return nullptr;
    const GridColumn &column = model->subject().columns().at(index.column());
    const QString name = column.label(model->isChinese());
    if (column.multiline) {
        auto *editor = new QPlainTextEdit(parent);
        editor->setAccessibleName(name);
        editor->setObjectName(u"cell"_s);
        return editor;
    }
    auto *editor = new QLineEdit(parent);
    editor->setAccessibleName(name);
    editor->setObjectName(u"cell"_s);
    editor->setTextMargins(0, 0, 0, 0);
    if (column.type == Type::Choice && column.described && column.described->choices) {
        QStringList labels;
        for (const QString &choice : QString::fromUtf16(column.described->choices).split(u'|'))
            labels.append(choice.section(u'=', model->isChinese() ? 1 : 2, model->isChinese() ? 1 : 2));
        auto *completer = new QCompleter(labels, editor);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
        editor->setCompleter(completer);
    }
    return editor;
}

void GridDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (editor->property("filled").toBool())
        return; // rows that are read again do not take what is being typed
    editor->setProperty("filled", true);
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *area = qobject_cast<QPlainTextEdit *>(editor)) {
        area->setPlainText(text);
        area->selectAll();
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(text);
        line->selectAll();
    }
}

void GridDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *area = qobject_cast<QPlainTextEdit *>(editor))
        model->setData(index, area->toPlainText(), Qt::EditRole);
    else if (const auto *line = qobject_cast<QLineEdit *>(editor))
        model->setData(index, line->text(), Qt::EditRole);
}

void GridDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    if (qobject_cast<QPlainTextEdit *>(editor))
        editor->setGeometry(option.rect.x(), option.rect.y(), std::max(option.rect.width(), theme().scaled(280)), theme().scaled(112));
    else
        editor->setGeometry(option.rect);
}

bool GridDelegate::eventFilter(QObject *object, QEvent *event)
{
    auto *editor = qobject_cast<QWidget *>(object);
    if (editor && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        auto *area = qobject_cast<QPlainTextEdit *>(editor);
        if (enter && area && (key->modifiers() & Qt::AltModifier)) {
            area->insertPlainText(u"\n"_s);
            return true;
        }
        if (enter || key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
            emit commitData(editor);
            emit closeEditor(editor, QAbstractItemDelegate::NoHint);
            emit leftBy(key->key(), key->modifiers());
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

bool GridDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QVariant reason = index.data(GridModel::ReasonRole);
    const QString text = index.data().toString();
    if (reason.isValid())
        QToolTip::showText(event->globalPos(),
                           errorText(reason.value<Error>(), language().tongue() == Tongue::Chinese ? ErrorLanguage::Chinese : ErrorLanguage::English), view);
    else if (text.contains(u'\n') || textWidth(text, theme().font()) > option.rect.width() - 2 * side)
        QToolTip::showText(event->globalPos(), text.left(2000).toHtmlEscaped().replace(u'\n', "<br>"_L1), view);
    else
        QToolTip::hideText();
    return true;
}

} // namespace kemai
