// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inline_field.h"

#include "widgets/icon.h"
#include "widgets/painting.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>

namespace kemai {

namespace {
constexpr int inset = 6; // the value's ground reaches this far beyond the text, so that texts align when idle
}

InlineField::InlineField(const QString &label, QWidget *parent) : QWidget(parent), m_editor(new QLineEdit(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_editor->hide();
    m_editor->installEventFilter(this);
    connect(m_editor, &QLineEdit::returnPressed, this, &InlineField::commit);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
    setLabel(label);
    connect(m_editor, &QLineEdit::textEdited, this, [this](const QString &text) { emit typed(text == m_value ? QString() : text); });
}

void InlineField::setLabel(const QString &label)
{
    m_label = label;
    setAccessibleName(label);
    m_editor->setAccessibleName(label);
    updateGeometry();
    update();
}

void InlineField::setValue(const QString &value)
{
    m_value = value;
    m_waiting = false;
    m_draft.clear();
    m_refusal.clear();
    m_masked.clear();
    m_editor->setProperty("kemaiInvalid", false);
    if (isEditing())
        leave();
    setAccessibleDescription(value);
    updateGeometry();
    update();
}

void InlineField::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    m_editor->setPlaceholderText(text);
    updateGeometry();
    update();
}

void InlineField::setEditable(bool editable)
{
    m_editable = editable;
    setFocusPolicy(editable ? Qt::StrongFocus : Qt::NoFocus);
}

void InlineField::setMasked(const QString &reason)
{
    m_masked = reason;
    setAccessibleDescription(reason);
    updateGeometry();
    update();
}

void InlineField::setToneOfValue(Tone tone)
{
    m_tone = tone;
    update();
}

bool InlineField::isEditing() const
{
    return !m_editor->isHidden();
}

void InlineField::edit()
{
    if (!m_editable || !m_masked.isEmpty() || isEditing())
        return;
    m_editor->setText(m_draft.isNull() ? m_value : m_draft);
    m_waiting = false;
    place();
    m_editor->show();
    m_editor->setFocus();
    m_editor->selectAll();
    update();
}

void InlineField::setDraft(const QString &draft)
{
    if (isEditing())
        return;
    m_draft = draft.isEmpty() || draft == m_value ? QString() : draft;
    updateGeometry();
    update();
}

void InlineField::refuse(const QString &why)
{
    const QString kept = m_editor->text();
    m_refusal = why;
    m_waiting = false;
    m_draft = kept;
    m_editor->setProperty("kemaiInvalid", true);
    if (!isEditing())
        edit();
    setAccessibleDescription(why);
    updateGeometry();
    place();
    update();
}

void InlineField::commit()
{
    const QString text = m_editor->text();
    if (text == m_value) {
        m_draft = QString();
        m_refusal.clear();
        leave();
        return;
    }
    m_draft = text;
    m_waiting = true;
    emit committed(text);
}

void InlineField::leave()
{
    const bool hadFocus = m_editor->hasFocus();
    m_editor->hide();
    if (hadFocus)
        setFocus(Qt::OtherFocusReason);
    updateGeometry();
    update();
}

void InlineField::place()
{
    const int label = theme().scaled(20);
    m_editor->setGeometry(0, label, width(), theme().scaled(28));
}

QSize InlineField::sizeHint() const
{
    const QString shown = !m_masked.isEmpty() ? m_masked : m_value.isEmpty() ? m_placeholder : m_value;
    const int lock = m_masked.isEmpty() ? 0 : 18;
    const int wide = std::max(textWidth(m_label, theme().font(TextSize::Secondary)),
                              textWidth(shown, theme().font(TextSize::Body)) + lock);
    const int refusal = m_refusal.isEmpty() ? 0 : theme().scaled(20);
    return {std::max(wide, isEditing() ? theme().scaled(160) : 0) + 2 * inset, theme().scaled(48) + refusal};
}

QSize InlineField::minimumSizeHint() const
{
    return {theme().scaled(64), sizeHint().height()};
}

void InlineField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const int labelHeight = theme().scaled(20);
    const int valueHeight = theme().scaled(28);
    paintText(&painter, QRect(inset, 0, width() - 2 * inset, labelHeight), m_label, theme().font(TextSize::Secondary),
              ColorToken::Text2);
    if (!m_refusal.isEmpty())
        paintText(&painter, QRect(inset, labelHeight + valueHeight, width() - 2 * inset, labelHeight), m_refusal,
                  theme().font(TextSize::Small), ColorToken::Danger);
    if (isEditing())
        return;

    const QRect ground(0, labelHeight, width(), valueHeight);
    const bool usable = m_editable && m_masked.isEmpty();
    if (usable && (option.state & QStyle::State_MouseOver))
        paintRounded(&painter, ground, radius::control, theme().color(ColorToken::Surface2));
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(&painter, ground, radius::control);
    QRect text = ground.adjusted(inset, 0, -inset, 0);
    if (!m_masked.isEmpty()) {
        paintIcon(&painter, QRect(text.x(), text.y(), theme().scaled(16), text.height()), Glyph::Lock, ColorToken::Text2, theme().scaled(14));
        text.adjust(theme().scaled(16) + 2, 0, 0, 0);
        paintText(&painter, text, m_masked, theme().font(), ColorToken::Text2);
        return;
    }
    const bool draft = !m_draft.isNull();
    const QString shown = draft ? m_draft : m_value;
    if (shown.isEmpty())
        paintText(&painter, text, m_placeholder, theme().font(), ColorToken::Text3);
    else
        paintText(&painter, text, shown, theme().font(),
                  draft ? ColorToken::Warning : m_tone == Tone::Neutral ? ColorToken::Text : toneText(m_tone));
    if (draft)
        paintIcon(&painter, QRect(ground.right() - 18, ground.y(), 16, ground.height()), Glyph::Edit, ColorToken::Warning, 14);
}

void InlineField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F2 || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        edit();
    else
        QWidget::keyPressEvent(event);
}

void InlineField::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        edit();
}

void InlineField::resizeEvent(QResizeEvent *)
{
    place();
}

bool InlineField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_draft = m_editor->text() == m_value ? QString() : m_editor->text();
        m_refusal.clear();
        leave();
        return true;
    }
    // A menu or another window taking the focus is no decision of the person; moving on within the page is.
    if (watched == m_editor && event->type() == QEvent::FocusOut && isEditing()) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && m_refusal.isEmpty()
            && !m_waiting)
            commit();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
