// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NextStepBar: asked in place, never in the way, when a note was saved that leaves nothing to do (R025): "下一步？" with days to
 * choose by one key and a field for words. 1 to 4 choose a day while the field is empty, Enter adds the step, Escape lets it be.
 * The field reads a day anywhere in its words: "周五 回访", "发报价 3天后".
 */
#pragma once

#include "timeline/desk/timeline_model.h" // Id as a metatype
#include "timeline/note.h"
#include "widgets/button.h"

#include <QLineEdit>
#include <QWidget>

class QHBoxLayout;

namespace kemai {

class TextLabel;

class NextStepBar : public QWidget
{
    Q_OBJECT

public:
    explicit NextStepBar(QWidget *parent = nullptr);

    void ask(const Id &interaction, const QDate &today, const QTimeZone &zone);
    void close();
    QLineEdit *field() const { return m_field; }

signals:
    void chosen(const kemai::Id &interaction, const kemai::FollowUp &step);
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void arrange(); // the days beside the field, or below it where it is narrow
    QDate dayOf(int choice) const;
    void choose(int choice);
    void submit();
    void give(const QString &title, const DueDate &due);

    TextLabel *m_question;
    QLineEdit *m_field;
    QList<Button *> m_days;
    IconButton *m_close;
    QHBoxLayout *m_row;
    QHBoxLayout *m_below;
    Id m_interaction;
    QDate m_today;
    QTimeZone m_zone;
};

} // namespace kemai
