// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportSteps: where one is on the way of an import: file, mapping, rules, dry run, import, result. What is behind has a tick,
 * what is ahead is quiet. It shows and does nothing; a screen reader hears "step 2 of 6: mapping".
 */
#pragma once

#include <QStringList>
#include <QWidget>

namespace kemai {

class ImportSteps : public QWidget
{
    Q_OBJECT

public:
    explicit ImportSteps(QWidget *parent = nullptr);

    void setNames(const QStringList &names);
    void setCurrent(int step); // from 0
    int current() const { return m_current; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    QStringList m_names;
    int m_current = 0;
};

} // namespace kemai
