// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * EmptyState: what stands where nothing is yet: an icon, one sentence, what to do next, and a button for it.
 */
#pragma once

#include "widgets/button.h"

#include <QWidget>

namespace kemai {

class TextLabel;

class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(Glyph glyph, QWidget *parent = nullptr);

    void setText(const QString &sentence, const QString &next = {});
    // A second button is quiet; an empty text hides a button.
    void setAction(const QString &text, const QString &second = {});
    Button *action() const { return m_action; }

signals:
    void actionTriggered();
    void secondTriggered();

private:
    class Disc;
    TextLabel *m_sentence;
    TextLabel *m_next;
    Button *m_action;
    Button *m_second;
};

} // namespace kemai
