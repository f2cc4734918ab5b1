// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/section_heading.h"

#include "widgets/text_label.h"

#include <QHBoxLayout>

namespace kemai {

SectionHeading::SectionHeading(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_count(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    m_count->hide();
    setText(text);
}

void SectionHeading::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void SectionHeading::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

IconButton *SectionHeading::addAction(Glyph glyph, const QString &label)
{
    auto *button = new IconButton(glyph);
    button->setLabel(label);
    layout()->addWidget(button);
    return button;
}

} // namespace kemai
