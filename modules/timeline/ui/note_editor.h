// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NoteEditor: what an agent writes down while talking: a field that grows to six lines, with the signs of note_language.h
 * (completed while typed, their meaning shown below), and the check-ins with one key.
 *
 * Ctrl+Enter saves, Enter is a new line (Enter also ends a word of an input method, so it must never save; while a word is
 * composed nothing saves). Escape in an edit goes back. What was typed stays until the page says that it is saved: a failure
 * loses nothing, nor does a customer that is left, and with a shelf nor does a crash: each customer's draft comes back with them.
 */
#pragma once

#include "timeline/desk/timeline_model.h" // Id as a metatype
#include "widgets/button.h"
#include "widgets/draft_shelf.h"

#include <QHash>
#include <QPlainTextEdit>
#include <QPointer>
#include <QWidget>

namespace kemai {

class NextStepBar;
class NoteCompleter;
class NotePreview;
class TextLabel;

class NoteEditor : public QWidget
{
    Q_OBJECT

public:
    explicit NoteEditor(TimelineModel &model, QWidget *parent = nullptr);

    void setShelf(DraftShelf *shelf); // where drafts are kept; null: in memory
    void setCheckInKeys(const QList<QKeySequence> &keys); // shown at the check-ins; before: Alt+1 to Alt+9
    void setCustomer(const Id &customer); // keeps the draft of the one before
    QString text() const { return m_text->toPlainText(); }
    void setText(const QString &text);
    void beginEdit(const Id &note, const QString &text); // of a note that is there
    void saved(); // what was submitted is safe: clears the field
    void refuse(const QString &why); // shown below, the text stays
    void askNextStep(const Id &interaction);
    QPlainTextEdit *field() const { return m_text; }
    NextStepBar *nextStep() const { return m_next; }

    static QString place(const Id &customer) { return QStringLiteral("note/") + customer.toString(); }

signals:
    void noteSubmitted(const QString &text, const QList<kemai::NoteMark> &marks);
    void editSubmitted(const kemai::Id &note, const QString &seen, const QString &text, const QList<kemai::NoteMark> &marks);
    void checkInRequested(int number); // from 0
    void templatesRequested();
    void left(); // Escape: back to the list

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void fillCheckIns();
    void fitCheckIns();
    void adjust();
    void sayPlaceholder();
    void typed();
    void submit();
    void endEdit();
    bool composing() const;
    QList<NoteMark> marks() const;

    TimelineModel &m_model;
    QPlainTextEdit *m_text;
    NoteCompleter *m_completer;
    NotePreview *m_preview;
    NextStepBar *m_next;
    Button *m_save;
    Button *m_back;
    QWidget *m_row;
    QList<Button *> m_checkIns;
    QList<QKeySequence> m_keys; // of the check-ins
    IconButton *m_more;
    TextLabel *m_why;
    QPointer<DraftShelf> m_shelf;
    Id m_customer;
    Id m_edited; // null: a new note
    QString m_seen;
    QString m_draft; // of a new note, while another is edited
    QHash<Id, QString> m_drafts;
    bool m_waiting = false;
    bool m_filling = false; // the field changes by program
};

} // namespace kemai
