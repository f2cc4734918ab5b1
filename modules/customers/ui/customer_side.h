// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerSide: at the right of a customer's page what an agent still owes and who to reach: tasks, promises, what is known of
 * the customer, contacts with their numbers, related customers, tags, the note, how much contact there was.
 */
#pragma once

#include "customers/ui/customer_words.h"

#include <QScrollArea>

class QVBoxLayout;

namespace kemai {

class ActivityBars;
class EditableText;
class FactList;
class OwedList;
class RelationList;
class SectionHeading;
class TagRow;
class TextLabel;

class CustomerSide : public QScrollArea
{
    Q_OBJECT

public:
    explicit CustomerSide(QWidget *parent = nullptr);

    void show(const CustomerView &view, qint64 nowMs);
    void showOwed(const Id &owed); // a task or promise, in sight and with the keyboard
    EditableText *note() const { return m_note; }
    OwedList *tasks() const { return m_tasks; }
    OwedList *promises() const { return m_promises; }
    FactList *facts() const { return m_facts; }
    RelationList *relations() const { return m_relations; }
    QSize sizeHint() const override;

signals:
    void edited(int field, const QString &typed);

private:
    struct Part {
        SectionHeading *heading;
        QVBoxLayout *rows;
        QWidget *box;
    };
    Part addPart();
    void retranslate();
    void fill();
    void fillPeople();

    CustomerView m_view;
    qint64 m_nowMs = 0;
    bool m_hasView = false;
    QVBoxLayout *m_column;
    OwedList *m_tasks;
    OwedList *m_promises;
    FactList *m_facts;
    RelationList *m_relations;
    Part m_people;
    Part m_tagsPart;
    Part m_notePart;
    Part m_activityPart;
    TagRow *m_tags;
    EditableText *m_note;
    ActivityBars *m_activity;
};

} // namespace kemai
