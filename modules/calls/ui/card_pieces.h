// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a call's card is made of beside labels and buttons: the badge, the tags, the promise nobody kept, the last contacts.
 * Each says to a screen reader what it paints. GUI thread only.
 */
#pragma once

#include "widgets/tag.h"

#include <QWidget>

namespace kemai {

class TextLabel;

class CardBadge : public QWidget
{
    Q_OBJECT

public:
    explicit CardBadge(QWidget *parent = nullptr);
    void setKind(const QString &kind); // of channelLook()

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_kind;
};

class TagLine : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    void setTags(const QList<Tag> &tags); // none hides it

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Tag> m_tags;
};

// Words and a sign, never the colour alone.
class OverdueBox : public QWidget
{
    Q_OBJECT

public:
    explicit OverdueBox(QWidget *parent = nullptr);
    void setText(const QString &promise, const QString &overdue);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_promise;
    TextLabel *m_overdue;
};

// A time, and words beside it.
class EventLines : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    void setLines(const QList<std::pair<QString, QString>> &lines); // none hides it

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<std::pair<QString, QString>> m_lines;
};

} // namespace kemai
