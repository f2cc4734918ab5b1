// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/channel_filter.h"

#include "timeline/ui/event_words.h"
#include "widgets/chip.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int gap = 8;
}

ChannelFilter::ChannelFilter(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setChannels({}, 0);
    whenThemed(this, [this] {
        place(width(), true);
        updateGeometry();
    });
}

void ChannelFilter::setChannels(const QList<ChannelCount> &counts, qint64 total)
{
    QList<ChannelCount> wanted{{QString(), total}};
    // Those that are shown keep their place; new ones follow.
    for (const Entry &entry : std::as_const(m_entries))
        for (const ChannelCount &count : counts)
            if (count.channel == entry.channel)
                wanted.append(count);
    for (const ChannelCount &count : counts)
        if (std::none_of(wanted.cbegin(), wanted.cend(), [&](const ChannelCount &other) { return other.channel == count.channel; }))
            wanted.append(count);
    while (m_entries.size() > wanted.size())
        delete m_entries.takeLast().chip;
    while (m_entries.size() < wanted.size()) {
        auto *chip = new Chip(QString(), this);
        const qsizetype number = m_entries.size();
        connect(chip, &QAbstractButton::clicked, this, [this, number](bool on) { toggled(m_entries.at(number).channel, on); });
        chip->show();
        m_entries.append({QString(), 0, chip});
    }
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        m_entries[i].channel = wanted.at(i).channel;
        m_entries[i].count = wanted.at(i).count;
        m_entries.at(i).chip->setObjectName(i == 0 ? u"channelAll"_s : QString(u"channel-"_s + wanted.at(i).channel));
    }
    setChosen(m_chosen);
    retext();
}

void ChannelFilter::setChosen(const QStringList &channels)
{
    m_chosen = channels;
    for (const Entry &entry : std::as_const(m_entries))
        entry.chip->setChecked(entry.channel.isEmpty() ? channels.isEmpty() : channels.contains(entry.channel));
}

void ChannelFilter::toggled(const QString &channel, bool on)
{
    QStringList channels = m_chosen;
    if (channel.isEmpty())
        channels.clear();
    else if (on)
        channels.append(channel);
    else
        channels.removeAll(channel);
    setChosen(channels);
    emit chosen(channels);
}

void ChannelFilter::retext()
{
    const EventWords words = EventWords::now(QTimeZone::utc(), 0);
    for (const Entry &entry : std::as_const(m_entries)) {
        const QString name = entry.channel.isEmpty() ? tr("All") : words.channel(entry.channel);
        entry.chip->setText(QString(name % u' ' % words.human().count(entry.count)));
        entry.chip->setAccessibleName(tr("%1, %n event(s)", nullptr, int(entry.count)).arg(name));
    }
    place(width(), true);
    updateGeometry();
}

void ChannelFilter::focusFirst()
{
    m_entries.first().chip->setFocus(Qt::ShortcutFocusReason);
}

int ChannelFilter::place(int width, bool move) const
{
    int x = 0;
    int y = 0;
    int line = 0;
    for (const Entry &entry : m_entries) {
        const QSize size = entry.chip->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += line + gap / 2;
            line = 0;
        }
        if (move)
            entry.chip->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + gap;
        line = std::max(line, size.height());
    }
    return y + line;
}

QSize ChannelFilter::sizeHint() const
{
    return {400, place(400, false)};
}

QSize ChannelFilter::minimumSizeHint() const
{
    return {120, m_entries.first().chip->sizeHint().height()};
}

void ChannelFilter::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place(width(), true);
}

void ChannelFilter::keyPressEvent(QKeyEvent *event)
{
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Down) {
        emit left();
    } else if (back || event->key() == Qt::Key_Right) {
        for (qsizetype i = 0; i < m_entries.size(); ++i)
            if (m_entries.at(i).chip->hasFocus()) {
                const qsizetype next = std::clamp<qsizetype>(i + (back ? -1 : 1), 0, m_entries.size() - 1);
                m_entries.at(next).chip->setFocus(Qt::TabFocusReason);
                return;
            }
    } else {
        QWidget::keyPressEvent(event);
    }
}

void ChannelFilter::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retext();
}

} // namespace kemai
