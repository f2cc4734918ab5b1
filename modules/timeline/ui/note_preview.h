// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NotePreview: below the note while it is written, what will be made from its signs: "标签 重点", "承诺 发报告 · 周三 12-02",
 * "@李佳". A promise without a day, or with one that has passed, says so.
 */
#pragma once

#include "timeline/note_language.h"
#include "widgets/tag.h"

#include <QWidget>

namespace kemai {

class NotePreview : public QWidget
{
    Q_OBJECT

public:
    explicit NotePreview(QWidget *parent = nullptr);

    void setMarks(const QList<NoteMark> &marks, const QDate &today); // none: hidden
    const QList<Tag> &tags() const { return m_tags; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Tag> m_tags;
};

} // namespace kemai
