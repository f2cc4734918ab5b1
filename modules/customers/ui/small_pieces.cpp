// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/small_pieces.h"

#include "widgets/human.h"
#include "widgets/language.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace kemai {

using namespace Qt::StringLiterals;

TagRow::TagRow(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    whenThemed(this, [this] { updateGeometry(); });
}

void TagRow::setTags(const QList<Tag> &tags)
{
    m_tags = tags;
    QStringList words;
    for (const Tag &tag : tags)
        words.append(tag.text);
    setAccessibleName(words.join(u", "_s));
    setToolTip(words.join(u" · "_s));
    updateGeometry();
    update();
}

QSize TagRow::sizeHint() const
{
    QSize size(0, theme().scaled(20));
    for (const Tag &tag : m_tags)
        size.rwidth() += tagSize(tag.text).width() + 4;
    return size;
}

QSize TagRow::minimumSizeHint() const { return {m_tags.isEmpty() ? 0 : theme().scaled(32), theme().scaled(20)}; }

void TagRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTags(&painter, rect(), m_tags, Qt::AlignLeft);
}

ActivityBars::ActivityBars(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    whenTranslated(this, [this] { setCounts(m_weeks); });
}

void ActivityBars::setCounts(const QList<qint64> &weeks)
{
    m_weeks = weeks;
    QStringList numbers;
    for (const qint64 week : weeks)
        numbers.append(QString::number(week));
    setAccessibleName(tr("Contacts a week, oldest first: %1").arg(numbers.join(u", "_s)));
    update();
}

QSize ActivityBars::sizeHint() const { return {theme().scaled(200), theme().scaled(48)}; }

QRect ActivityBars::bar(int week) const
{
    constexpr int gap = 4;
    const int count = std::max(1, int(m_weeks.size()));
    const auto left = [&](int i) { return i * (width() + gap) / count; };
    return QRect(left(week), 0, left(week + 1) - gap - left(week), height());
}

void ActivityBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const qint64 most = m_weeks.isEmpty() ? 0 : *std::max_element(m_weeks.begin(), m_weeks.end());
    for (int i = 0; i < m_weeks.size(); ++i) {
        const QRect column = bar(i);
        const int tall = most == 0 ? 0 : int(m_weeks.at(i) * (column.height() - 4) / most);
        if (tall == 0) { // nothing: a quiet line, so that a week is seen to be there
            painter.fillRect(QRect(column.x(), column.bottom() - 1, column.width(), 2), theme().color(ColorToken::Border));
            continue;
        }
        const QRect box(column.x(), column.bottom() + 1 - tall, column.width(), tall);
        painter.fillRect(box, theme().color(ColorToken::AccentWeak));
        painter.fillRect(QRect(box.x(), box.y(), box.width(), 2), theme().color(ColorToken::Accent));
    }
}

bool ActivityBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (int i = 0; i < m_weeks.size(); ++i)
            if (bar(i).contains(help->pos())) {
                const int ago = int(m_weeks.size()) - 1 - i;
                const QString count = Human::now().count(m_weeks.at(i));
                QToolTip::showText(help->globalPos(), ago == 0 ? tr("The last 7 days: %1").arg(count) : tr("%1 weeks ago: %2").arg(ago).arg(count), this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace kemai
