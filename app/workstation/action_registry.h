// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ActionRegistry: every action there is, under one id each, with the key that is in force. The palette, the shortcut
 * sheet, menus and the keys themselves follow from it; nothing else makes a QShortcut of an action.
 *
 * An action belongs to a context: the window (always there) or a page (while it is shown). Two actions whose contexts
 * can be there at once never share a key: of two defaults the later one stays without, a remap is refused with the
 * reason. Remapped keys are the person's, kept in the user's settings. GUI thread only.
 */
#pragma once

#include "action.h"
#include "base/result.h"

#include <QHash>
#include <QObject>

class QShortcut;
class QWidget;

namespace kemai {

class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    // The keys work in this window.
    explicit ActionRegistry(QWidget *window);
    ~ActionRegistry() override;

    static QString windowContext() { return {}; }

    // Replaces what the context had.
    void setActions(const QString &context, const QList<Action> &actions);
    void dropPages();                           // all but the window's
    void setCurrent(const QString &context);    // the page that is shown
    QString current() const { return m_current; }

    struct Registered {
        Action action; // `keys` are those in force
        QString context;
        bool remapped = false;
    };
    QList<Registered> all() const;
    QList<Action> available() const; // the page's, then the window's
    Action find(const QString &id) const; // of an unknown id: without run
    QKeySequence keys(const QString &id) const;

    // Does it, if it is there now. False: it is not.
    bool run(const QString &id);

    // Errors: Conflict "shortcut.taken" (details: the other action's title), Invalid "shortcut.reserved" (typing,
    // editing and moving need it), "shortcut.chat" (chat programs take it everywhere); NotFound "shortcut.unknown".
    Result<> remap(const QString &id, const QKeySequence &keys); // an empty key takes it away
    void restore(const QString &id);
    void restoreDefaults();
    bool isAnyRemapped() const { return !m_remaps.isEmpty(); }

    // Whose remaps these are: a group of the user's settings. Reads them.
    void keepIn(const QString &group);

signals:
    void changed(); // actions or keys
    void started(const QString &id); // for the watchdog: what the thread is busy with
    void finished(const QString &id);

private:
    struct Entry {
        Action action;
        QString context;
    };
    const Entry *entry(const QString &id) const;
    bool isActive(const Entry &entry) const { return entry.context.isEmpty() || entry.context == m_current; }
    QKeySequence inForce(const Entry &entry) const;
    const Entry *holder(const QKeySequence &keys, const Entry &asking) const;
    void rebuild();

    QWidget *m_window;
    QList<Entry> m_entries;
    QString m_current;
    QString m_group;
    QHash<QString, QKeySequence> m_remaps;
    QList<QShortcut *> m_shortcuts;
};

} // namespace kemai
