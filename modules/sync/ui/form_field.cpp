// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/form_field.h"

#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace kemai::sync {

FormField::FormField(Kind kind, QWidget *parent)
    : QWidget(parent), m_label(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_edit(new QLineEdit),
      m_below(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2))
{
    m_below->setWordWrap(true);
    m_below->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    column->addWidget(m_label);
    column->addLayout(row);
    column->addWidget(m_below);
    setFocusProxy(m_edit);
    if (kind == Kind::Secret) {
        m_edit->setEchoMode(QLineEdit::Password);
        m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhHiddenText);
        m_show = new IconButton(Glyph::Eye);
        m_show->setCheckable(true);
        row->addWidget(m_show);
        connect(m_show, &QAbstractButton::toggled, this, [this](bool shown) {
            m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
            m_show->setGlyph(shown ? Glyph::EyeOff : Glyph::Eye);
            retranslate();
        });
    }
    connect(m_edit, &QLineEdit::textEdited, this, [this] { refuse({}); });
    connect(m_edit, &QLineEdit::returnPressed, this, &FormField::submitted);
    whenTranslated(this, [this] { retranslate(); });
}

void FormField::setLabel(const QString &label, const QString &hint)
{
    m_label->setText(label);
    m_edit->setAccessibleName(label);
    m_hint = hint;
    sayBelow();
    retranslate();
}

QString FormField::text() const { return m_edit->text(); }

void FormField::setText(const QString &text)
{
    m_edit->setText(text);
    if (text.isEmpty() && m_show)
        m_show->setChecked(false);
    refuse({});
}

void FormField::refuse(const QString &why)
{
    m_refusal = why;
    sayBelow();
}

bool FormField::isRefused() const { return !m_refusal.isEmpty(); }

void FormField::sayBelow()
{
    const bool refused = !m_refusal.isEmpty();
    m_edit->setProperty("kemaiInvalid", refused);
    m_edit->setAccessibleDescription(refused ? m_refusal : m_hint);
    m_edit->update();
    m_below->setColor(refused ? ColorToken::Danger : ColorToken::Text2);
    m_below->setText(refused ? m_refusal : m_hint);
    m_below->setVisible(!m_below->text().isEmpty());
}

void FormField::retranslate()
{
    if (m_show)
        m_show->setLabel(m_show->isChecked() ? tr("Hide \"%1\"").arg(m_label->text()) : tr("Show \"%1\"").arg(m_label->text()));
}

} // namespace kemai::sync
