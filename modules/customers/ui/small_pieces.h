// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Two small pictures of a customer's page: TagRow, as many tags as the width holds; ActivityBars, how much contact there
 * was each week. Both say in words what they show.
 */
#pragma once

#include "widgets/tag.h"

#include <QWidget>

namespace kemai {

class TagRow : public QWidget
{
    Q_OBJECT

public:
    explicit TagRow(QWidget *parent = nullptr);
    void setTags(const QList<Tag> &tags);
    const QList<Tag> &tags() const { return m_tags; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Tag> m_tags;
};

class ActivityBars : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityBars(QWidget *parent = nullptr);
    void setCounts(const QList<qint64> &weeks); // oldest first
    const QList<qint64> &counts() const { return m_weeks; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect bar(int week) const; // the whole height of its column

    QList<qint64> m_weeks;
};

} // namespace kemai
