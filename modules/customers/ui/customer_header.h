// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerHeader: who this is, over the tabs of a customer's page: the name with level and tags, the facts that matter in a
 * call, and what to do. Name, company, level and source are edited where they stand. It reports what the person meant.
 */
#pragma once

#include "customers/ui/customer_words.h"

#include <QHash>
#include <QWidget>

class QMenu;

namespace kemai {

class Button;
class IconButton;
class EditableText;
class InlineField;
class TagRow;

class CustomerHeader : public QWidget
{
    Q_OBJECT

public:
    explicit CustomerHeader(QWidget *parent = nullptr);

    void show(const CustomerView &view, qint64 nowMs);
    void refuse(int field, const QString &why);
    void accept(int field); // what was typed is stored; its clean form comes with the next show()
    void editName();
    void call(); // the one number, or a menu of them
    void setUnsaved(bool unsaved); // something typed for this customer is not saved yet
    void setWayBack(bool shown);
    void setRoom(bool wide, bool high); // with less the facts that are seldom asked for go; the menu still edits them
    EditableText *nameField() const { return m_name; }
    InlineField *fact(int field) const { return m_facts.value(field); }

signals:
    void edited(int field, const QString &typed);
    void backRequested();
    void noteEditRequested();
    void callRequested(const QString &number);
    void mailRequested(const QString &address);
    void copied(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    void fill();
    void syncFacts(bool another);
    void fillMore();
    InlineField *addFact(int field, QLayout *into);

    CustomerView m_view;
    qint64 m_nowMs = 0;
    bool m_hasView = false;
    bool m_unsaved = false;
    bool m_wide = true;
    bool m_high = true;
    IconButton *m_back;
    EditableText *m_name;
    TagRow *m_tags;
    Button *m_call;
    Button *m_more;
    QMenu *m_menu;
    InlineField *m_phone;
    InlineField *m_region;
    InlineField *m_owner;
    InlineField *m_last;
    QHash<int, InlineField *> m_facts; // those that can be edited
};

} // namespace kemai
