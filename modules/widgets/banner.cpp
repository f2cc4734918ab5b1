// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/banner.h"

#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

Banner::Banner(Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_words(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_tone(tone)
    , m_title(new TextLabel(TextSize::Body, TextWeight::SemiBold))
    , m_text(new TextLabel(TextSize::Body))
    , m_action(new Button)
    , m_close(new IconButton(Glyph::Close))
{
    auto *row = new QHBoxLayout(this);
    row->setSpacing(12);
    m_words->addWidget(m_title);
    m_words->addWidget(m_text, 1);
    row->addLayout(m_words, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_text->setWordWrap(true);
    m_text->hide();
    m_action->hide();
    m_close->hide();
    setMinimumHeight(44);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); // a long text makes two lines
    setTone(tone);
    whenThemed(this, [this, row] {
        row->setContentsMargins(12 + theme().scaled(28), 6, 8, 6);
        arrange();
    });
    m_close->setLabel(tr("Close this message"));
    connect(m_action, &QAbstractButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QAbstractButton::clicked, this, [this] {
        hide();
        emit closed();
    });
}

void Banner::setTone(Tone tone)
{
    m_tone = tone;
    m_title->setColor(toneText(tone));
    m_text->setColor(toneText(tone));
    update();
}

void Banner::setText(const QString &title, const QString &text)
{
    const bool news = m_title->text() != title || m_text->text() != text;
    m_title->setText(title);
    m_text->setText(text);
    m_title->setWordWrap(text.isEmpty());
    m_title->setVisible(!title.isEmpty());
    m_text->setVisible(!text.isEmpty());
    m_words->setStretchFactor(m_title, text.isEmpty() ? 1 : 0);
    arrange();
    setAccessibleName(text.isEmpty() || title.isEmpty() ? QString(title + text) : QString(title + u" "_s + text));
    if (news) {
        QAccessibleEvent announced(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&announced);
    }
}

void Banner::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
    m_action->updateGeometry();
    arrange();
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
    arrange();
}

void Banner::arrange()
{
    const int beside = (m_action->isHidden() ? 0 : m_action->sizeHint().width() + 12) + (m_close->isHidden() ? 0 : m_close->sizeHint().width() + 12);
    const int room = width() - layout()->contentsMargins().left() - layout()->contentsMargins().right() - beside;
    const bool both = !m_title->text().isEmpty() && !m_text->text().isEmpty();
    const bool below = both && textWidth(m_title->text(), m_title->font()) + 12 + textWidth(m_text->text(), m_text->font()) > room;
    m_words->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_words->setSpacing(below ? 2 : 12);
    m_title->setWordWrap(below || m_text->text().isEmpty());
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(&painter, rect(), radius::bubble, theme().color(toneGround(m_tone)));
    const Glyph glyph = m_tone == Tone::Danger || m_tone == Tone::Warning ? Glyph::Warning
                        : m_tone == Tone::Success                         ? Glyph::CheckCircle
                                                                          : Glyph::Info;
    paintIcon(&painter, QRect(12, 0, theme().scaled(20), height()), glyph, toneText(m_tone), theme().scaled(18));
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_close->setLabel(tr("Close this message"));
    QWidget::changeEvent(event);
}

} // namespace kemai
