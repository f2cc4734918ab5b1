// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OptionCard: one of a few choices, each with an icon, a name and a sentence; exactly one is chosen. A screen
 * reader hears a radio button.
 */
#pragma once

#include "widgets/icon.h"

#include <QAbstractButton>

namespace kemai {

class OptionCard : public QAbstractButton
{
    Q_OBJECT

public:
    explicit OptionCard(Glyph glyph, QWidget *parent = nullptr);
    void setTexts(const QString &title, const QString &description);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Glyph m_glyph;
    QString m_description;
};

} // namespace kemai
