// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ShortcutPage: the sheet of all keys (F1 or ?): searchable by the window's search field, printable, and each key can be
 * changed: Enter on a row, then the new key; Delete takes the key away, Backspace restores the default, Escape leaves.
 * A refused key is said in the row, and the old one stays. GUI thread.
 */
#pragma once

#include "shortcut_model.h"

#include <QListView>

class QPagedPaintDevice;

namespace kemai {

class Button;
class TextLabel;

class ShortcutList : public QListView
{
    Q_OBJECT

public:
    ShortcutList(ShortcutModel &model, ActionRegistry &registry, QWidget *parent = nullptr);

    QString recording() const { return m_recording; } // the action whose key is being chosen
    QString refusal() const { return m_refusal; }
    QString refused() const { return m_refused; }     // the action the refusal is about

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void record(const QString &id);
    void take(const QKeySequence &keys);

    ShortcutModel &m_model;
    ActionRegistry &m_registry;
    QString m_recording;
    QString m_refused;
    QString m_refusal;
};

class ShortcutPage : public QWidget
{
    Q_OBJECT

public:
    explicit ShortcutPage(ActionRegistry &registry, QWidget *parent = nullptr);

    void filter(const QString &typed);
    void printTo(QPagedPaintDevice &device) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    void print();

    ActionRegistry &m_registry;
    ShortcutModel m_model;
    TextLabel *m_title;
    TextLabel *m_about;
    Button *m_print;
    Button *m_restore;
    ShortcutList *m_list;
};

} // namespace kemai
