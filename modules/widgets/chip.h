// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Chip: a pill that is switched on and off, for quick filters ("我的客户", "7 日内有互动"). A checked chip has
 * the weak accent ground; a screen reader hears a check box.
 */
#pragma once

#include "widgets/icon.h"

#include <QAbstractButton>

#include <optional>

namespace kemai {

class Chip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &text = {}, QWidget *parent = nullptr);

    void setGlyph(Glyph glyph); // "+ 筛选": a chip that opens something is not checkable
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<Glyph> m_glyph;
};

} // namespace kemai
