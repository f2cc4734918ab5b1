// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/empty_state.h"

#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace kemai {

class EmptyState::Disc : public QWidget
{
public:
    explicit Disc(Glyph glyph) : m_glyph(glyph)
    {
        whenThemed(this, [this] { setFixedSize(theme().scaled(64), theme().scaled(64)); });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintRounded(&painter, rect(), width() / 2, theme().color(ColorToken::AccentWeak));
        paintIcon(&painter, rect(), m_glyph, ColorToken::Accent, theme().scaled(28));
    }

private:
    Glyph m_glyph;
};

EmptyState::EmptyState(Glyph glyph, QWidget *parent)
    : QWidget(parent)
    , m_sentence(new TextLabel(TextSize::Large, TextWeight::SemiBold))
    , m_next(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_action(new Button)
    , m_second(new Button(ButtonKind::Quiet))
{
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_next->setAlignment(Qt::AlignCenter);
    m_next->setWordWrap(true);
    m_action->hide();
    m_second->hide();

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_action);
    buttons->addWidget(m_second);
    buttons->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(0);
    column->addStretch(2);
    column->addWidget(new Disc(glyph), 0, Qt::AlignHCenter);
    column->addSpacing(16);
    column->addWidget(m_sentence);
    column->addSpacing(4);
    auto *narrow = new QHBoxLayout; // a line of a hundred characters is hard to read
    narrow->addStretch(1);
    narrow->addWidget(m_next, 100);
    narrow->addStretch(1);
    column->addLayout(narrow);
    column->addSpacing(20);
    column->addLayout(buttons);
    column->addStretch(3);

    whenThemed(this, [this] { m_next->setMaximumWidth(theme().scaled(560)); });
    connect(m_action, &QAbstractButton::clicked, this, &EmptyState::actionTriggered);
    connect(m_second, &QAbstractButton::clicked, this, &EmptyState::secondTriggered);
}

void EmptyState::setText(const QString &sentence, const QString &next)
{
    m_sentence->setText(sentence);
    m_next->setText(next);
    m_next->setVisible(!next.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription(next);
}

void EmptyState::setAction(const QString &text, const QString &second)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    m_action->updateGeometry();
    m_second->updateGeometry();
}

} // namespace kemai
