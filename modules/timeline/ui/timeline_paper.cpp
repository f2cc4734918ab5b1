// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/timeline_paper.h"

#include <QDateTime>
#include <QPagedPaintDevice>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// Paper is white whatever the theme is.
const QColor ink(0x1a, 0x1e, 0x24);
const QColor quietInk(0x56, 0x60, 0x6d);
const QColor line(0xdf, 0xe3, 0xe8);

constexpr double bodyPoints = 9.5;
constexpr double smallPoints = 8;
constexpr double footPoints = 24; // height of the foot

} // namespace

TimelinePaper::TimelinePaper(QPagedPaintDevice &device, Head head, const EventWords &words, const QTimeZone &zone)
    : m_device(device), m_head(std::move(head)), m_words(words), m_zone(zone), m_painter(&device)
{
    if (!m_painter.isActive())
        return;
    m_unit = m_painter.device()->logicalDpiY() / 72.0;
    m_width = m_painter.viewport().width();
    m_bottom = m_painter.viewport().height() - footPoints * m_unit;
    beginPage();
    write(m_head.customer, font(16, QFont::DemiBold), ink, 0);
    if (!m_head.below.isEmpty())
        write(m_head.below, font(bodyPoints), quietInk, 0);
    m_y += 6 * m_unit;
}

TimelinePaper::~TimelinePaper()
{
    if (m_painter.isActive())
        m_painter.end();
}

QFont TimelinePaper::font(double points, QFont::Weight weight) const
{
    QFont made(m_head.family);
    made.setPixelSize(std::max(int(std::lround(points * m_unit)), 1));
    made.setWeight(weight);
    return made;
}

void TimelinePaper::beginPage()
{
    ++m_page;
    m_y = 0;
}

void TimelinePaper::endPage()
{
    m_painter.setFont(font(smallPoints));
    m_painter.setPen(quietInk);
    m_painter.fillRect(QRectF(0, m_bottom + 6 * m_unit, m_width, std::max(m_unit / 2, 1.0)), line);
    const QRectF foot(0, m_bottom + 8 * m_unit, m_width, (footPoints - 8) * m_unit);
    const QString who = m_head.printedBy.isEmpty() ? EventWords::tr("Printed %1").arg(m_head.printedAt)
                                                   : EventWords::tr("Printed by %1, %2").arg(m_head.printedBy, m_head.printedAt);
    m_painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, m_head.customer + u" · "_s + who);
    m_painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, EventWords::tr("Page %1").arg(m_page));
}

void TimelinePaper::need(double height)
{
    if (m_y + height <= m_bottom || m_y == 0)
        return;
    endPage();
    m_device.newPage();
    beginPage();
}

void TimelinePaper::write(const QString &text, const QFont &of, const QColor &color, double left)
{
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    QTextLayout layout(lines, of, m_painter.device());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    while (true) {
        QTextLine each = layout.createLine();
        if (!each.isValid())
            break;
        each.setLineWidth(m_width - left);
        each.setPosition({0, 0});
    }
    layout.endLayout();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine each = layout.lineAt(i);
        need(each.height());
        m_painter.setPen(color);
        each.draw(&m_painter, QPointF(left, m_y));
        m_y += each.height();
    }
}

void TimelinePaper::add(const QList<TimelineEvent> &events)
{
    if (!isSound())
        return;
    const double left = 44 * m_unit; // behind the time
    for (const TimelineEvent &event : events) {
        const QDate day = QDateTime::fromMSecsSinceEpoch(event.atMs, m_zone).date();
        if (day != m_day) {
            m_day = day;
            m_y += 8 * m_unit;
            need(40 * m_unit); // a day's heading is not left alone at the foot
            m_y = std::max(m_y, 0.0);
            write(m_words.day(day), font(bodyPoints, QFont::DemiBold), ink, 0);
            m_painter.fillRect(QRectF(0, m_y + m_unit, m_width, std::max(m_unit / 2, 1.0)), line);
            m_y += 4 * m_unit;
        }
        need(26 * m_unit);
        const double top = m_y;
        m_painter.setFont(font(smallPoints));
        m_painter.setPen(quietInk);
        m_painter.drawText(QRectF(0, top, left, 12 * m_unit), Qt::AlignLeft | Qt::AlignTop, m_words.time(event));
        write(m_words.headline(event), font(smallPoints), quietInk, left);
        if (!event.body.isEmpty())
            write(event.body, font(bodyPoints), ink, left);
        QStringList chips;
        for (const EventChip &chip : m_words.chips(event))
            chips << chip.text;
        if (!chips.isEmpty())
            write(chips.join(u" · "_s), font(smallPoints), quietInk, left);
        m_y += 6 * m_unit;
    }
}

int TimelinePaper::finish()
{
    if (!isSound())
        return 0;
    endPage();
    m_painter.end();
    return m_page;
}

} // namespace kemai
