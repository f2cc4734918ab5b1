// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The product's mark: a pulse on a rounded square of the accent. Painted, so it is sharp at every size.
 */
#pragma once

#include <QIcon>
#include <QWidget>

class QPainter;

namespace kemai {

void paintMark(QPainter *painter, const QRectF &box);
QIcon markIcon();

class Mark : public QWidget
{
    Q_OBJECT

public:
    explicit Mark(int side, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace kemai
