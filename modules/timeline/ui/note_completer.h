// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NoteCompleter: the list that opens while a word with a sign is typed in a note: # known tags, @ colleagues, / text modules.
 *
 * It floats over its window and never takes the focus: arrows choose, Enter or Tab puts the choice in, Escape closes. While an
 * input method composes a word it stays out of the way, and no key of the composition reaches it.
 */
#pragma once

#include "timeline/note_language.h"

#include <QFrame>

#include <functional>

class QListWidget;
class QPlainTextEdit;

namespace kemai {

class NoteCompleter : public QFrame
{
    Q_OBJECT

public:
    struct Suggestion {
        QString shown;
        QString aside;    // quiet, behind it
        QString inserted; // in the place of sign and word
    };
    using Source = std::function<QList<Suggestion>(const NoteWord &word)>;

    NoteCompleter(QPlainTextEdit *field, Source source);

    bool isOpen() const { return isVisible(); }
    QListWidget *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void look();
    void accept();
    void place();

    QPlainTextEdit *m_field;
    QListWidget *m_list;
    Source m_source;
    qsizetype m_start = 0; // of the sign
    qsizetype m_dismissed = -1; // Escape was pressed for the word that begins here
};

} // namespace kemai
