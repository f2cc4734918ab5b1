// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PersonRow: one person to choose, in the card: a key, the name, what tells them apart. A button for keyboard and screen reader.
 */
#pragma once

#include <QAbstractButton>

namespace kemai {

class PersonRow : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PersonRow(int key, QWidget *parent = nullptr); // 1 to 9; 0: without one

    void setPerson(const QString &name, const QString &beside);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_key;
    QString m_beside;
};

} // namespace kemai
