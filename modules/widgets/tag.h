// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tag: a word on a small coloured ground ("承诺逾期", "报价发送"), for delegates and as a widget.
 * A tag always says in words what its colour says. 20 px high, radius 4, 12 px text.
 */
#pragma once

#include "widgets/theme.h"

#include <QList>
#include <QWidget>

class QPainter;

namespace kemai {

struct Tag {
    QString text;
    Tone tone = Tone::Neutral;

    friend bool operator==(const Tag &, const Tag &) = default;
};

QSize tagSize(const QString &text);
void paintTag(QPainter *painter, const QRect &box, const Tag &tag);

// Paints as many tags as fit, ending at the box's right edge (or starting at its left edge), 4 px apart and in
// the given order; tags that do not fit are counted in a last "+2". Returns the width used.
int paintTags(QPainter *painter, const QRect &box, const QList<Tag> &tags, Qt::Alignment side = Qt::AlignRight);

class TagLabel : public QWidget
{
    Q_OBJECT

public:
    explicit TagLabel(const Tag &tag = {}, QWidget *parent = nullptr);
    void setTag(const Tag &tag);
    const Tag &tag() const { return m_tag; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tag m_tag;
};

} // namespace kemai
