// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/card_pieces.h"

#include "widgets/channel_badge.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

CardBadge::CardBadge(QWidget *parent) : QWidget(parent), m_kind(u"call_in"_s)
{
    setFixedSize(36, 36);
}

void CardBadge::setKind(const QString &kind)
{
    m_kind = kind;
    update();
}

void CardBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChannelBadge(&painter, rect(), channelLook(m_kind));
}

void TagLine::setTags(const QList<Tag> &tags)
{
    m_tags = tags;
    QStringList words;
    for (const Tag &each : tags)
        words << each.text;
    setAccessibleName(words.join(u", "_s));
    setVisible(!tags.isEmpty());
    setFixedHeight(tagSize(u"x"_s).height());
    update();
}

void TagLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTags(&painter, rect(), m_tags, Qt::AlignLeft);
}

OverdueBox::OverdueBox(QWidget *parent)
    : QWidget(parent)
    , m_promise(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Danger))
    , m_overdue(new TextLabel(TextSize::Body, TextWeight::SemiBold, ColorToken::Danger))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_promise, 1);
    row->addWidget(m_overdue);
    m_promise->setElided(true);
}

void OverdueBox::setText(const QString &promise, const QString &overdue)
{
    m_promise->setText(promise);
    m_overdue->setText(overdue);
    setAccessibleName(promise + u", "_s + overdue);
    setToolTip(accessibleName());
}

void OverdueBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(&painter, rect(), radius::bubble, theme().color(ColorToken::DangerWeak));
    paintIcon(&painter, QRect(12, 0, theme().scaled(20), height()), Glyph::Warning, ColorToken::Danger, theme().scaled(20));
}

namespace {
int lineHeight()
{
    return theme().scaled(28);
}
} // namespace

void EventLines::setLines(const QList<std::pair<QString, QString>> &lines)
{
    m_lines = lines;
    QStringList words;
    for (const auto &[time, text] : lines)
        words << QString(time + u' ' + text);
    setAccessibleName(words.join(u"; "_s));
    setToolTip(words.join(u'\n'));
    setVisible(!lines.isEmpty());
    setFixedHeight(int(lines.size()) * lineHeight());
    update();
}

void EventLines::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    constexpr int times = 72;
    int y = 0;
    for (const auto &[time, text] : std::as_const(m_lines)) {
        paintText(&painter, QRect(0, y, times - 8, lineHeight()), time, theme().font(TextSize::Secondary), ColorToken::Text3);
        paintText(&painter, QRect(times, y, width() - times, lineHeight()), text, theme().font(), ColorToken::Text);
        y += lineHeight();
    }
}

} // namespace kemai
