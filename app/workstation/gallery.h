// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Gallery: every piece of modules/widgets in one picture, for the eyes of whoever changes one. Only the tour
 * shows it; it is not a page of the product. Its sample texts are not translated.
 */
#pragma once

#include <QWidget>

namespace kemai {

class Gallery : public QWidget
{
    Q_OBJECT

public:
    explicit Gallery(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace kemai
