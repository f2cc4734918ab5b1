// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PeopleBlock: the other people of this desk as buttons with their initial, and a field to add one. Below the lock and the
 * first-run page. It only reports; desk_people.h keeps the list.
 */
#pragma once

#include "desk_people.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace kemai {

class Button;
class TextLabel;

class PeopleBlock : public QWidget
{
    Q_OBJECT

public:
    explicit PeopleBlock(QWidget *parent = nullptr);

    void setPeople(const QList<DeskPerson> &others);
    void refuse(const QString &why);

signals:
    void chosen(const kemai::DeskPerson &person);
    void added(const QString &name);

private:
    void retranslate();
    void submit();

    TextLabel *m_title;
    QVBoxLayout *m_buttons;
    Button *m_add;
    QWidget *m_form;
    QLineEdit *m_name;
    Button *m_save;
    TextLabel *m_refusal;
    bool m_anybody = false;
};

} // namespace kemai
