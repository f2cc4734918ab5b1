// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FilterEditor: conditions over the columns of a grid, joined by all or any, in groups; by keyboard alone. It reports
 * applied() with what can be read; a value that cannot is marked at its field and nothing is applied.
 */
#pragma once

#include "grid/grid_subject.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace kemai {

class Button;
class FilterGroup;
class TextLabel;

class FilterEditor : public QWidget
{
    Q_OBJECT

public:
    explicit FilterEditor(std::shared_ptr<const GridSubject> subject, QWidget *parent = nullptr);

    void begin(const GridFilter &filter, const QString &column = {}); // a new condition over the column, if it is named
    const GridFilter &filter() const { return m_filter; }            // that was applied

signals:
    void applied();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void apply();
    void retranslate();

    std::shared_ptr<const GridSubject> m_subject;
    QVBoxLayout *m_body;
    GridFilter m_filter;
    FilterGroup *m_group = nullptr;
    TextLabel *m_wrong;
    Button *m_apply;
    Button *m_close;
};

} // namespace kemai
