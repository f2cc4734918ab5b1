// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/editable_text.h"

#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QStyleOption>
#include <QVBoxLayout>

namespace kemai {

EditableText::EditableText(Shape shape, QWidget *parent)
    : QWidget(parent)
    , m_shape(shape)
    , m_text(shape == Shape::Title ? new TextLabel(TextSize::Title, TextWeight::SemiBold) : new TextLabel(TextSize::Secondary))
    , m_refusal(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Danger))
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QWidget *field = nullptr;
    if (shape == Shape::Title) {
        field = m_line = new QLineEdit;
        m_line->setMinimumWidth(240);
        m_text->setElided(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        connect(m_line, &QLineEdit::returnPressed, this, &EditableText::commit);
    } else {
        field = m_lines = new QPlainTextEdit;
        m_lines->setTabChangesFocus(true);
        m_lines->setMinimumHeight(96);
        m_text->setWordWrap(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_text);
    column->addWidget(field);
    column->addWidget(m_refusal);
    m_refusal->setWordWrap(true);
    m_refusal->hide();
    field->hide();
    field->installEventFilter(this);
    const auto changed = [this] {
        if (!m_filling && isEditing())
            emit drafted(typed() == m_value ? QString() : typed());
    };
    if (m_line)
        connect(m_line, &QLineEdit::textChanged, this, changed);
    else
        connect(m_lines, &QPlainTextEdit::textChanged, this, changed);
}

QWidget *EditableText::editor() const { return m_line ? static_cast<QWidget *>(m_line) : m_lines; }

bool EditableText::isEditing() const { return !editor()->isHidden(); }

QString EditableText::typed() const { return m_line ? m_line->text() : m_lines->toPlainText(); }

void EditableText::setTyped(const QString &text)
{
    const QScopedValueRollback filling(m_filling, true);
    if (m_line)
        m_line->setText(text);
    else
        m_lines->setPlainText(text);
}

void EditableText::setLabel(const QString &label)
{
    setAccessibleName(label);
    editor()->setAccessibleName(label);
}

void EditableText::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    if (m_line)
        m_line->setPlaceholderText(text);
    else
        m_lines->setPlaceholderText(text);
    show();
}

void EditableText::setValue(const QString &value)
{
    m_value = value;
    m_draft = QString();
    m_waiting = false;
    m_refused = false;
    m_refusal->hide();
    editor()->setProperty("kemaiInvalid", false);
    if (isEditing())
        leave();
    show();
}

void EditableText::show()
{
    const bool draft = !m_draft.isNull();
    const QString shown = draft ? m_draft : m_value;
    m_text->setText(shown.isEmpty() ? m_placeholder : shown);
    m_text->setColor(shown.isEmpty() ? ColorToken::Text3 : draft ? ColorToken::Warning : ColorToken::Text);
    setAccessibleDescription(shown);
}

void EditableText::edit()
{
    if (isEditing())
        return;
    setTyped(m_draft.isNull() ? m_value : m_draft);
    m_text->hide();
    editor()->show();
    editor()->setFocus();
    if (m_line)
        m_line->selectAll();
    else
        m_lines->moveCursor(QTextCursor::End);
}

void EditableText::setDraft(const QString &draft)
{
    if (isEditing())
        return;
    m_draft = draft.isEmpty() || draft == m_value ? QString() : draft;
    show();
}

void EditableText::commit()
{
    if (m_waiting)
        return;
    if (typed() == m_value) {
        m_draft = QString();
        leave();
        show();
        return;
    }
    m_draft = typed();
    m_waiting = true;
    emit committed(m_draft);
}

void EditableText::refuse(const QString &why)
{
    m_waiting = false;
    m_refused = true;
    edit();
    editor()->setProperty("kemaiInvalid", true);
    editor()->update();
    m_refusal->setText(why);
    m_refusal->show();
    setAccessibleDescription(why);
}

void EditableText::leave()
{
    const bool hadFocus = editor()->hasFocus();
    editor()->hide();
    m_text->show();
    if (hadFocus)
        setFocus(Qt::OtherFocusReason);
}

void EditableText::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F2 || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        edit();
    else
        QWidget::keyPressEvent(event);
}

void EditableText::mouseDoubleClickEvent(QMouseEvent *) { edit(); }

bool EditableText::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == editor() && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            m_draft = typed() == m_value ? QString() : typed();
            m_refused = false;
            m_waiting = false;
            m_refusal->hide();
            editor()->setProperty("kemaiInvalid", false);
            leave();
            show();
            return true;
        }
        if (m_lines && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && (key->modifiers() & Qt::ControlModifier)) {
            commit();
            return true;
        }
    }
    // A menu or another window taking the focus is no decision of the person; moving on within the page is.
    if (watched == editor() && event->type() == QEvent::FocusOut && isEditing()) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && !m_refused)
            commit();
    }
    return QWidget::eventFilter(watched, event);
}

void EditableText::paintEvent(QPaintEvent *)
{
    QStyleOption option;
    option.initFrom(this);
    if (hasFocus() && !isEditing() && (option.state & QStyle::State_KeyboardFocusChange)) {
        QPainter painter(this);
        paintFocusRing(&painter, rect(), radius::control);
    }
}

} // namespace kemai
