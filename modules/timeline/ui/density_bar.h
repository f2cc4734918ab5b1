// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DensityBar: how much happened when, from the first contact at the left to the last at the right, and which part the
 * list shows. A click or the arrow keys ask to jump there. Bars by equal stretches of days; heights by the root of the
 * count, so that a quiet month beside a busy one is still seen.
 */
#pragma once

#include "timeline/timeline.h"

#include <QWidget>

#include <functional>

namespace kemai {

class DensityBar : public QWidget
{
    Q_OBJECT

public:
    explicit DensityBar(QWidget *parent = nullptr);

    void setDays(const QList<TimelineDay> &days); // newest first
    void setShown(const QDate &newest, const QDate &oldest);
    // The tool tip of a stretch: from, to, events.
    void setWords(std::function<QString(const QDate &, const QDate &, qint64)> words) { m_words = std::move(words); }
    QSize sizeHint() const override;

signals:
    void dateRequested(const QDate &date);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void count();
    int binOf(const QDate &date) const;
    int binAt(int x) const;
    QDate newestOf(int bin) const; // the newest day with events in it; invalid: none

    QList<TimelineDay> m_days;
    QDate m_newest;
    QDate m_oldest;
    QDate m_shownNewest;
    QDate m_shownOldest;
    std::vector<qint64> m_bins;
    std::function<QString(const QDate &, const QDate &, qint64)> m_words;
};

} // namespace kemai
