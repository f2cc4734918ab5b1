// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NoteEditor: what an agent writes down while talking: a field that grows to six lines, and the check-ins with one key.
 *
 * Ctrl+Enter saves, Enter is a new line (Enter also ends a word of an input method, so it must never save). Escape in an
 * edit goes back. What was typed stays until the page says that it is saved: a failure loses nothing, nor does a
 * customer that is left: each customer's draft comes back with them.
 */
#pragma once

#include "timeline/desk/timeline_model.h" // Id as a metatype
#include "widgets/button.h"

#include <QHash>
#include <QPlainTextEdit>
#include <QWidget>

namespace kemai {

class TextLabel;

class NoteEditor : public QWidget
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget *parent = nullptr);

    void setCustomer(const Id &customer); // keeps the draft of the one before
    QString text() const { return m_text->toPlainText(); }
    void setText(const QString &text);
    void beginEdit(const Id &note, const QString &text); // of a note that is there
    void saved(); // what was submitted is safe: clears the field
    void refuse(const QString &why); // shown below, the text stays
    QPlainTextEdit *field() const { return m_text; }

signals:
    void noteSubmitted(const QString &text);
    void editSubmitted(const kemai::Id &note, const QString &seen, const QString &text);
    void checkInRequested(int number); // 0, 1, 2
    void left(); // Escape: back to the list

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void adjust();
    void submit();
    void endEdit();

    QPlainTextEdit *m_text;
    Button *m_save;
    Button *m_back;
    QList<Button *> m_checkIns;
    TextLabel *m_why;
    Id m_customer;
    Id m_edited; // null: a new note
    QString m_seen;
    QString m_draft; // of a new note, while another is edited
    QHash<Id, QString> m_drafts;
    bool m_waiting = false;
};

} // namespace kemai
