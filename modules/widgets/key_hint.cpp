// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/key_hint.h"

#include "widgets/painting.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

QString keyHintText(const QKeySequence &keys)
{
    QString text = keys.toString(QKeySequence::NativeText);
    text.replace("Return"_L1, u"↵"_s).replace("Enter"_L1, u"↵"_s);
    static constexpr std::pair<QLatin1StringView, char16_t> arrows[] = {{"Left"_L1, u'←'}, {"Right"_L1, u'→'}, {"Up"_L1, u'↑'}, {"Down"_L1, u'↓'}};
    for (const auto &[word, arrow] : arrows)
        if (text == word || text.endsWith(u'+' + QString(word)))
            text.replace(text.size() - word.size(), word.size(), QChar(arrow));
#ifndef Q_OS_MACOS
    const bool plus = text.endsWith("++"_L1); // the key itself is a plus
    if (text.size() > 1)
        text.replace(u'+', u' ');
    if (plus)
        text.replace(text.size() - 2, 2, u" +"_s);
#endif
    return text;
}

QSize keyHintSize(const QString &text)
{
    return {std::max(textWidth(text, theme().font(TextSize::Small)) + 10, theme().scaled(20)), theme().scaled(20)};
}

void paintKeyHint(QPainter *painter, const QRect &box, const QString &text, KeyHintGround ground)
{
    if (ground == KeyHintGround::OnAccent) {
        QColor color = theme().color(ColorToken::OnAccent);
        paintText(painter, box, text, theme().font(TextSize::Small), color, Qt::AlignCenter);
        return;
    }
    paintRounded(painter, box, radius::tag, theme().color(ColorToken::Surface), theme().color(ColorToken::Border));
    paintText(painter, box, text, theme().font(TextSize::Small), ColorToken::Text2, Qt::AlignCenter);
}

} // namespace kemai
