// SPDX-License-Identifier: GPL-3.0-or-later
#include "passphrase_field.h"

#include "widgets/button.h"
#include "widgets/text_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStyle>

namespace kemai {

PassphraseField::PassphraseField(QWidget *parent)
    : QWidget(parent)
    , m_label(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_edit(new QLineEdit)
    , m_show(new IconButton(Glyph::Eye))
    , m_below(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Danger))
{
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhHiddenText);
    m_below->setWordWrap(true);
    m_below->hide();
    m_show->setCheckable(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    row->addWidget(m_show);
    column->addWidget(m_label);
    column->addLayout(row);
    column->addWidget(m_below);
    setFocusProxy(m_edit);
    connect(m_show, &QAbstractButton::toggled, this, [this](bool shown) {
        m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setGlyph(shown ? Glyph::EyeOff : Glyph::Eye);
        retranslate();
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        refuse({});
        emit edited();
    });
    connect(m_edit, &QLineEdit::returnPressed, this, &PassphraseField::submitted);
    retranslate();
}

void PassphraseField::tabTogether(const QList<PassphraseField *> &fields)
{
    for (qsizetype i = 1; i < fields.size(); ++i)
        setTabOrder(fields.at(i - 1)->m_edit, fields.at(i)->m_edit);
    QWidget *before = fields.last()->m_edit;
    for (const PassphraseField *field : fields) {
        setTabOrder(before, field->m_show);
        before = field->m_show;
    }
}

void PassphraseField::setLabel(const QString &label)
{
    m_label->setText(label);
    m_edit->setAccessibleName(label);
}

QString PassphraseField::text() const
{
    return m_edit->text();
}

void PassphraseField::clear()
{
    m_edit->clear();
    m_show->setChecked(false);
    refuse({});
}

void PassphraseField::refuse(const QString &why)
{
    m_edit->setProperty("kemaiInvalid", !why.isEmpty());
    m_edit->setAccessibleDescription(why);
    m_edit->update();
    m_below->setColor(ColorToken::Danger);
    m_below->setText(why);
    m_below->setVisible(!why.isEmpty());
}

void PassphraseField::hint(const QString &text)
{
    m_below->setColor(ColorToken::Text2);
    m_below->setText(text);
    m_below->setVisible(!text.isEmpty());
}

void PassphraseField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PassphraseField::retranslate()
{
    m_show->setLabel(m_show->isChecked() ? tr("Hide the passphrase") : tr("Show the passphrase"));
}

} // namespace kemai
