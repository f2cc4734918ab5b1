// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TopBar: back and forward, the search field, and the page's primary action with its key. It only shows; the keys are
 * the action registry's.
 */
#pragma once

#include "action.h"

#include <QWidget>

namespace kemai {

class Button;
class IconButton;
class SearchField;

class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(QWidget *parent = nullptr);

    SearchField *search() const { return m_search; }
    void setPrimary(const Action &action); // without a title: none
    void setWays(bool back, bool forward);
    void setWayKeys(const QKeySequence &back, const QKeySequence &forward);

signals:
    void primaryPressed(const QString &action);
    void backPressed();
    void forwardPressed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    IconButton *m_back;
    IconButton *m_forward;
    SearchField *m_search;
    Button *m_primary;
    QString m_action;
    QKeySequence m_backKeys;
    QKeySequence m_forwardKeys;
};

} // namespace kemai
