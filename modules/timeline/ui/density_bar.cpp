// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/density_bar.h"

#include "widgets/painting.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace kemai {

namespace {
constexpr int binWidth = 6; // bar and gap
constexpr int barWidth = 4;
} // namespace

DensityBar::DensityBar(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    whenThemed(this, [this] {
        updateGeometry();
        update();
    });
}

QSize DensityBar::sizeHint() const
{
    return {36 * binWidth + 8, theme().scaled(28)};
}

void DensityBar::setDays(const QList<TimelineDay> &days)
{
    m_days = days;
    m_newest = days.isEmpty() ? QDate() : days.first().date;
    m_oldest = days.isEmpty() ? QDate() : days.last().date;
    count();
}

void DensityBar::setShown(const QDate &newest, const QDate &oldest)
{
    if (newest == m_shownNewest && oldest == m_shownOldest)
        return;
    m_shownNewest = newest;
    m_shownOldest = oldest;
    update();
}

void DensityBar::resizeEvent(QResizeEvent *)
{
    count();
}

void DensityBar::count()
{
    m_bins.assign(size_t(std::max((width() - 8) / binWidth, 1)), 0);
    for (const TimelineDay &day : m_days)
        m_bins[size_t(binOf(day.date))] += day.count;
    update();
}

// Few days: each is one bar, ending at the right.
int DensityBar::binOf(const QDate &date) const
{
    const qint64 bins = qint64(m_bins.size());
    const qint64 span = m_oldest.daysTo(m_newest) + 1;
    if (span <= bins)
        return int(std::clamp<qint64>(bins - 1 - date.daysTo(m_newest), 0, bins - 1));
    return int(std::clamp<qint64>(m_oldest.daysTo(date) * bins / span, 0, bins - 1));
}

int DensityBar::binAt(int x) const
{
    return std::clamp((x - 4) / binWidth, 0, int(m_bins.size()) - 1);
}

QDate DensityBar::newestOf(int bin) const
{
    for (const TimelineDay &day : m_days)
        if (binOf(day.date) == bin)
            return day.date;
    return {};
}

void DensityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_days.isEmpty())
        return;
    const qint64 most = *std::max_element(m_bins.cbegin(), m_bins.cend());
    const int base = height() - 4;
    const int room = height() - 8;
    const int shownFrom = m_shownOldest.isValid() ? binOf(m_shownOldest) : -1;
    const int shownTo = m_shownNewest.isValid() ? binOf(m_shownNewest) : -2;
    painter.fillRect(QRect(4, base, int(m_bins.size()) * binWidth, 1), theme().color(ColorToken::Border));
    for (int bin = 0; bin < int(m_bins.size()); ++bin) {
        const bool shown = bin >= shownFrom && bin <= shownTo;
        const int x = 4 + bin * binWidth;
        if (m_bins[size_t(bin)] > 0) {
            const int high = std::max(3, int(std::lround(room * std::sqrt(double(m_bins[size_t(bin)]) / double(most)))));
            const QRect bar(x, base - high, barWidth, high);
            painter.fillRect(bar, shown ? theme().color(ColorToken::Accent) : theme().mixed(ColorToken::Surface2, ColorToken::Accent, 0.35));
        }
        if (shown)
            painter.fillRect(QRect(x, base + 1, binWidth, 2), theme().color(ColorToken::Accent));
    }
    if (hasFocus())
        paintFocusRing(&painter, rect(), radius::tag);
}

void DensityBar::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_days.isEmpty())
        return;
    const int wanted = binAt(event->pos().x());
    // A gap leads to what was before it.
    for (int bin = wanted; bin >= 0; --bin)
        if (const QDate date = newestOf(bin); date.isValid()) {
            emit dateRequested(date);
            return;
        }
    emit dateRequested(m_oldest);
}

void DensityBar::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        mousePressEvent(event);
}

void DensityBar::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (event->key() == Qt::Key_Home && m_oldest.isValid()) {
        emit dateRequested(m_oldest);
    } else if (event->key() == Qt::Key_End && m_newest.isValid()) {
        emit dateRequested(m_newest);
    } else if (step != 0 && m_shownNewest.isValid()) {
        for (int bin = binOf(m_shownNewest) + step; bin >= 0 && bin < int(m_bins.size()); bin += step)
            if (const QDate date = newestOf(bin); date.isValid()) {
                emit dateRequested(date);
                return;
            }
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool DensityBar::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_words && !m_days.isEmpty()) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int bin = binAt(help->pos().x());
        QDate newest;
        QDate oldest;
        for (const TimelineDay &day : std::as_const(m_days)) {
            if (binOf(day.date) != bin)
                continue;
            if (!newest.isValid())
                newest = day.date;
            oldest = day.date;
        }
        if (newest.isValid())
            QToolTip::showText(help->globalPos(), m_words(oldest, newest, m_bins[size_t(bin)]), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace kemai
