// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerSide: at the right of a customer's page what an agent still owes and who to reach: tasks, promises, contacts with
 * their numbers, tags, the note, how much contact there was.
 */
#pragma once

#include "customers/ui/customer_words.h"

#include <QScrollArea>

class QVBoxLayout;

namespace kemai {

class ActivityBars;
class EditableText;
class SectionHeading;
class TagRow;
class TextLabel;

class CustomerSide : public QScrollArea
{
    Q_OBJECT

public:
    explicit CustomerSide(QWidget *parent = nullptr);

    void show(const CustomerView &view, qint64 nowMs);
    EditableText *note() const { return m_note; }
    QSize sizeHint() const override;

signals:
    void ticked(const kemai::Record &taskOrPromise, bool done);
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
    void fillOwed(const Part &part, const QList<Record> &records, const FieldOf<QString> &text, const FieldOf<qint64> &due, const QString &none);
    void fillPeople();

    CustomerView m_view;
    qint64 m_nowMs = 0;
    bool m_hasView = false;
    QVBoxLayout *m_column;
    Part m_tasks;
    Part m_promises;
    Part m_people;
    Part m_tagsPart;
    Part m_notePart;
    Part m_activityPart;
    TagRow *m_tags;
    EditableText *m_note;
    ActivityBars *m_activity;
};

} // namespace kemai
