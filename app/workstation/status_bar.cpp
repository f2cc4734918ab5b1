// SPDX-License-Identifier: GPL-3.0-or-later
#include "status_bar.h"

#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/status_chip.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace kemai {

QSize LinkButton::sizeHint() const
{
    return {textWidth(text(), theme().font(TextSize::Small)) + 12, theme().scaled(24)};
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const bool over = option.state & QStyle::State_MouseOver;
    if (over)
        paintRounded(&painter, rect(), radius::tag, theme().color(ColorToken::Surface2));
    paintText(&painter, rect(), text(), theme().font(TextSize::Small), over ? ColorToken::Text : ColorToken::Text2, Qt::AlignCenter);
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(&painter, rect(), radius::tag);
}

StatusBar::StatusBar(QWidget *parent)
    : QWidget(parent)
    , m_chip(new StatusChip)
    , m_note(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2))
    , m_search(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2))
    , m_user(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2))
    , m_language(new LinkButton)
    , m_theme(new IconButton(Glyph::Moon))
{
    m_chip->setObjectName(u"status.chip"_s);
    m_language->setObjectName(u"status.language"_s);
    m_theme->setObjectName(u"status.theme"_s);
    m_language->setAttribute(Qt::WA_Hover);
    m_language->setFocusPolicy(Qt::TabFocus);
    m_language->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 8, 0);
    row->setSpacing(16);
    row->addWidget(m_chip);
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addWidget(m_user);
    row->addWidget(m_language);
    row->setSpacing(12);
    row->addWidget(m_theme);
    connect(m_chip, &QAbstractButton::clicked, this, &StatusBar::statusPressed);
    connect(m_language, &QAbstractButton::clicked, this, &StatusBar::languagePressed);
    connect(m_theme, &QAbstractButton::clicked, this, &StatusBar::themePressed);
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] {
        setFixedHeight(theme().scaled(28));
        m_theme->setFixedSize(theme().scaled(24), theme().scaled(24));
        retranslate();
    });
}

void StatusBar::setStatus(Tone tone, const QString &text, const QString &details)
{
    m_chip->setStatus(tone, text, details);
}

void StatusBar::setNote(const QString &text)
{
    m_note->setText(text);
}

void StatusBar::setSearchTime(qint64 microseconds)
{
    m_searchUs = microseconds;
    retranslate();
}

void StatusBar::setUser(const QString &name)
{
    m_user->setText(name);
    m_user->setVisible(!name.isEmpty());
}

void StatusBar::retranslate()
{
    const bool chinese = language().tongue() == Tongue::Chinese;
    m_search->setVisible(m_searchUs >= 0);
    m_search->setText(m_searchUs < 1000 ? tr("Search under 1 ms") : tr("Search %1 ms").arg(m_searchUs / 1000));
    m_language->setText(chinese ? u"中文"_s : u"EN"_s);
    m_language->setAccessibleName(tr("Language: English"));
    m_language->setToolTip(tr("Switch to Chinese"));
    m_language->updateGeometry();
    m_theme->setGlyph(theme().isDark() ? Glyph::Sun : Glyph::Moon);
    m_theme->setLabel(theme().isDark() ? tr("Light theme") : tr("Dark theme"));
}

void StatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), theme().color(ColorToken::Border));
}

} // namespace kemai
