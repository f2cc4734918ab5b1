// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PhrasesPage: edits the check-ins with one key and the text modules, in the place of the timeline. A row a template, its key
 * before it; a new row at the end; arrows at the right move a check-in, and with it its key. Nothing is written before Save, and
 * Save writes everything as one change that can be undone. Escape goes back.
 */
#pragma once

#include "timeline/desk/note_desk.h"
#include "widgets/button.h"

#include <QWidget>

class QVBoxLayout;

namespace kemai {

class TextLabel;

class PhrasesPage : public QWidget
{
    Q_OBJECT

public:
    explicit PhrasesPage(NoteDesk &desk, QWidget *parent = nullptr);
    ~PhrasesPage() override;

    void open();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct CheckInRow;
    struct ModuleRow;
    void retranslate();
    void addCheckIn(const CheckInTemplate &each);
    void addModule(const TextModule &each);
    void number();
    void save();

    NoteDesk &m_desk;
    TextLabel *m_checkInHeading;
    TextLabel *m_moduleHeading;
    TextLabel *m_hint;
    TextLabel *m_why;
    QVBoxLayout *m_checkInColumn;
    QVBoxLayout *m_moduleColumn;
    Button *m_addCheckIn;
    Button *m_addModule;
    Button *m_save;
    Button *m_cancel;
    QList<CheckInRow *> m_checkIns;
    QList<ModuleRow *> m_modules;
    int m_waiting = 0; // answers to come
};

} // namespace kemai
