// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/import_steps.h"

#include "widgets/icon.h"
#include "widgets/painting.h"

#include <QPainter>

namespace kemai {

namespace {
constexpr int disc = 24;
constexpr int gap = 8;
constexpr int between = 24;
} // namespace

ImportSteps::ImportSteps(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("import.steps"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ImportSteps::setNames(const QStringList &names)
{
    m_names = names;
    describe();
}

void ImportSteps::setCurrent(int step)
{
    m_current = step;
    describe();
}

void ImportSteps::describe()
{
    setAccessibleName(tr("Step %1 of %2: %3").arg(m_current + 1).arg(m_names.size()).arg(m_names.value(m_current)));
    updateGeometry();
    update();
}

QSize ImportSteps::sizeHint() const
{
    int width = 0;
    for (const QString &name : m_names)
        width += disc + gap + textWidth(name, theme().font(TextSize::Secondary, TextWeight::Medium)) + between;
    return {width, theme().scaled(32)};
}

void ImportSteps::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int x = 0;
    for (int i = 0; i < m_names.size(); ++i) {
        const bool done = i < m_current;
        const bool current = i == m_current;
        const QRect round(x, (height() - disc) / 2, disc, disc);
        paintRounded(&painter, round, disc / 2,
                     theme().color(current ? ColorToken::Accent : done ? ColorToken::AccentWeak : ColorToken::Surface2));
        if (done)
            paintIcon(&painter, round.adjusted(4, 4, -4, -4), Glyph::Check, ColorToken::Accent);
        else
            paintText(&painter, round, QString::number(i + 1), theme().font(TextSize::Small, TextWeight::SemiBold),
                      current ? ColorToken::OnAccent : ColorToken::Text2, Qt::AlignCenter);
        const QFont font = theme().font(TextSize::Secondary, current ? TextWeight::SemiBold : TextWeight::Medium);
        const int wide = textWidth(m_names[i], font) + 2;
        x += disc + gap;
        paintText(&painter, QRect(x, 0, wide, height()), m_names[i], font, current ? ColorToken::Text : ColorToken::Text2);
        x += wide + between;
    }
}

} // namespace kemai
