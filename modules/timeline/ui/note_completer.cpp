// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/note_completer.h"

#include "widgets/language.h"

#include "widgets/painting.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyledItemDelegate>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int mostShown = 8;
constexpr int insertedRole = Qt::UserRole;
constexpr int asideRole = Qt::UserRole + 1;

class SuggestionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (option.state & QStyle::State_Selected)
            paintRounded(painter, option.rect.adjusted(4, 0, -4, 0), radius::tag, theme().color(ColorToken::AccentWeak));
        const QRect box = option.rect.adjusted(12, 0, -12, 0);
        const int used = paintText(painter, box, index.data().toString(), theme().font(), ColorToken::Text);
        paintText(painter, box.adjusted(used + 8, 0, 0, 0), index.data(asideRole).toString(), theme().font(TextSize::Secondary), ColorToken::Text2);
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {theme().scaled(200), theme().scaled(28)}; }
};

} // namespace

NoteCompleter::NoteCompleter(QPlainTextEdit *field, Source source)
    : QFrame(field->window()), m_field(field), m_list(new QListWidget), m_source(std::move(source))
{
    setObjectName(u"noteCompleter"_s);
    m_list->setObjectName(u"noteSuggestions"_s);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new SuggestionDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    whenTranslated(this, [this] { m_list->setAccessibleName(tr("Suggestions")); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(floatingMargin, floatingMargin + 4, floatingMargin, floatingMargin + 4);
    column->addWidget(m_list);
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_field->installEventFilter(this);
    connect(m_field, &QPlainTextEdit::cursorPositionChanged, this, &NoteCompleter::look);
    connect(m_field, &QPlainTextEdit::textChanged, this, &NoteCompleter::look);
    connect(m_list, &QListWidget::itemClicked, this, &NoteCompleter::accept);
}

void NoteCompleter::look()
{
    const QTextCursor cursor = m_field->textCursor();
    const bool composing = cursor.block().layout() && !cursor.block().layout()->preeditAreaText().isEmpty();
    const auto word = composing || cursor.hasSelection() || !m_field->hasFocus()
                          ? std::nullopt
                          : wordAt(m_field->toPlainText(), cursor.position());
    if (!word || word->start != m_dismissed)
        m_dismissed = -1;
    if (!word || word->start == m_dismissed) {
        hide();
        return;
    }
    const QList<Suggestion> all = m_source(*word);
    if (all.isEmpty()) {
        hide();
        return;
    }
    m_start = word->start;
    m_list->clear();
    for (const Suggestion &each : all.mid(0, 50)) {
        auto *item = new QListWidgetItem(each.shown, m_list);
        item->setData(insertedRole, each.inserted);
        item->setData(asideRole, each.aside);
        item->setData(Qt::AccessibleTextRole, each.aside.isEmpty() ? each.shown : QString(each.shown + u", " + each.aside));
    }
    m_list->setCurrentRow(0);
    place();
    show();
    raise();
}

void NoteCompleter::place()
{
    if (parentWidget() != m_field->window())
        setParent(m_field->window());
    const int rows = std::min(m_list->count(), mostShown);
    resize(theme().scaled(280) + 2 * floatingMargin, rows * theme().scaled(28) + 2 * (floatingMargin + 4));
    const QRect cursor = m_field->cursorRect();
    const QPoint above = m_field->viewport()->mapTo(parentWidget(), cursor.topLeft());
    int x = std::min(above.x() - floatingMargin, parentWidget()->width() - width());
    int y = above.y() - height() + floatingMargin - 4;
    if (y < 0)
        y = m_field->viewport()->mapTo(parentWidget(), cursor.bottomLeft()).y() - floatingMargin + 4;
    move(std::max(x, 0), y);
}

void NoteCompleter::accept()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    QTextCursor cursor = m_field->textCursor();
    const int end = cursor.position();
    cursor.setPosition(int(m_start));
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(item->data(insertedRole).toString()); // one step of the field's own undo
    m_field->setTextCursor(cursor);
    hide();
}

bool NoteCompleter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
        hide();
    if (event->type() == QEvent::KeyPress && isOpen()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int row = m_list->currentRow();
        switch (key->key()) {
        case Qt::Key_Down:
            m_list->setCurrentRow((row + 1) % m_list->count());
            return true;
        case Qt::Key_Up:
            m_list->setCurrentRow((row + m_list->count() - 1) % m_list->count());
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
            if (key->modifiers() & Qt::ControlModifier)
                break; // saves the note
            accept();
            return true;
        case Qt::Key_Escape:
            m_dismissed = m_start;
            hide();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void NoteCompleter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFloatingCard(&painter, rect(), radius::bubble);
}

} // namespace kemai
