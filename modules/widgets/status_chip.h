// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StatusChip: how things stand, in the status bar ("● 本机保存"). Each tone has its own shape, so that colour is
 * never alone: a disc, a ring, a triangle. It can be pressed for the details.
 */
#pragma once

#include "widgets/tokens.h"

#include <QAbstractButton>

namespace kemai {

class StatusChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit StatusChip(QWidget *parent = nullptr);
    void setStatus(Tone tone, const QString &text, const QString &details = {});
    Tone tone() const { return m_tone; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
};

} // namespace kemai
