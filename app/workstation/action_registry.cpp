// SPDX-License-Identifier: GPL-3.0-or-later
#include "action_registry.h"

#include "settings/settings.h"

#include <QShortcut>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// Two keys that cannot both work: the same, or one begins the other.
bool collide(const QKeySequence &a, const QKeySequence &b)
{
    return !a.isEmpty() && !b.isEmpty() && (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

bool isFunctionKey(Qt::Key key)
{
    return key >= Qt::Key_F1 && key <= Qt::Key_F35;
}

// What a field, a list or a page needs for itself.
bool isReserved(const QKeySequence &keys)
{
    const QKeyCombination first = keys[0];
    const auto modifiers = first.keyboardModifiers() & ~Qt::KeypadModifier;
    if (isFunctionKey(first.key()))
        return first.key() == Qt::Key_F2 && modifiers == Qt::NoModifier; // edits everywhere
    if (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)
        return true;
    static const QList<QKeySequence> editing{QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll,
                                             QKeySequence(Qt::CTRL | Qt::Key_Tab), QKeySequence(Qt::ALT | Qt::Key_F4)};
    for (const QKeySequence &needed : editing)
        if (collide(needed, keys))
            return true;
    switch (first.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        return !(modifiers & Qt::AltModifier); // Ctrl+Left moves by words
    default:
        return false;
    }
}

// The screenshot keys of QQ, WeChat, WeCom and DingTalk: system-wide, so ours would never arrive.
bool belongsToChatPrograms(const QKeySequence &keys)
{
    static const QList<QKeySequence> theirs{QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_A), QKeySequence(Qt::ALT | Qt::Key_A),
                                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)};
    return theirs.contains(keys);
}

} // namespace

ActionRegistry::ActionRegistry(QWidget *window) : QObject(window), m_window(window)
{
    keepIn(u"keys"_s);
}

ActionRegistry::~ActionRegistry() = default;

void ActionRegistry::setActions(const QString &context, const QList<Action> &actions)
{
    m_entries.removeIf([&context](const Entry &entry) { return entry.context == context; });
    for (const Action &action : actions)
        m_entries.append({action, context});
    rebuild();
}

void ActionRegistry::dropPages()
{
    m_entries.removeIf([](const Entry &entry) { return !entry.context.isEmpty(); });
    m_current.clear();
    rebuild();
}

void ActionRegistry::setCurrent(const QString &context)
{
    if (m_current == context)
        return;
    m_current = context;
    rebuild();
}

const ActionRegistry::Entry *ActionRegistry::entry(const QString &id) const
{
    for (const Entry &known : m_entries)
        if (known.action.id == id)
            return &known;
    return nullptr;
}

// The one that has these keys where `asking` would work too.
const ActionRegistry::Entry *ActionRegistry::holder(const QKeySequence &keys, const Entry &asking) const
{
    for (const Entry &other : m_entries) {
        if (&other == &asking || other.action.id == asking.action.id)
            continue;
        const bool meet = other.context.isEmpty() || asking.context.isEmpty() || other.context == asking.context;
        const QKeySequence its = m_remaps.value(other.action.id, other.action.keys);
        if (meet && (collide(its, keys) || collide(other.action.alsoKeys, keys)))
            return &other;
    }
    return nullptr;
}

QKeySequence ActionRegistry::inForce(const Entry &known) const
{
    if (const auto chosen = m_remaps.constFind(known.action.id); chosen != m_remaps.constEnd())
        return *chosen;
    const QKeySequence keys = known.action.keys;
    if (keys.isEmpty())
        return keys;
    const Entry *other = holder(keys, known);
    if (!other)
        return keys;
    // What a person chose goes first, then the window, then whoever came first.
    if (m_remaps.contains(other->action.id) || (other->context.isEmpty() && !known.context.isEmpty()))
        return {};
    if (known.context.isEmpty() && !other->context.isEmpty())
        return keys;
    return &known < other ? keys : QKeySequence();
}

QList<ActionRegistry::Registered> ActionRegistry::all() const
{
    QList<Registered> actions;
    for (const Entry &known : m_entries) {
        Registered registered{known.action, known.context, m_remaps.contains(known.action.id)};
        registered.action.keys = inForce(known);
        actions << registered;
    }
    return actions;
}

QList<Action> ActionRegistry::available() const
{
    QList<Action> pages;
    QList<Action> windows;
    for (const Entry &known : m_entries) {
        if (!isActive(known))
            continue;
        Action action = known.action;
        action.keys = inForce(known);
        (known.context.isEmpty() ? windows : pages) << action;
    }
    return pages + windows;
}

Action ActionRegistry::find(const QString &id) const
{
    const Entry *known = entry(id);
    if (!known)
        return {};
    Action action = known->action;
    action.keys = inForce(*known);
    return action;
}

QKeySequence ActionRegistry::keys(const QString &id) const
{
    const Entry *known = entry(id);
    return known ? inForce(*known) : QKeySequence();
}

bool ActionRegistry::run(const QString &id)
{
    const Entry *known = entry(id);
    if (!known || !isActive(*known) || !known->action.run)
        return false;
    const auto act = known->action.run; // the act may replace the actions
    emit started(id);
    act();
    emit finished(id);
    return true;
}

Result<> ActionRegistry::remap(const QString &id, const QKeySequence &keys)
{
    const Entry *known = entry(id);
    if (!known)
        return fail(Error::Code::NotFound, u"shortcut.unknown"_s, {}, {id});
    if (!keys.isEmpty()) {
        if (isReserved(keys))
            return fail(Error::Code::Invalid, u"shortcut.reserved"_s, {}, {keys.toString(QKeySequence::NativeText)});
        if (belongsToChatPrograms(keys))
            return fail(Error::Code::Invalid, u"shortcut.chat"_s, {}, {keys.toString(QKeySequence::NativeText)});
        if (const Entry *other = holder(keys, *known))
            return fail(Error::Code::Conflict, u"shortcut.taken"_s, {}, {keys.toString(QKeySequence::NativeText), other->action.title()});
    }
    if (keys == known->action.keys) {
        restore(id);
        return {};
    }
    m_remaps.insert(id, keys);
    settings().user().setValue(m_group + u'/' + id, keys.toString(QKeySequence::PortableText));
    rebuild();
    return {};
}

void ActionRegistry::restore(const QString &id)
{
    if (m_remaps.remove(id) == 0)
        return;
    settings().user().remove(m_group + u'/' + id);
    rebuild();
}

void ActionRegistry::restoreDefaults()
{
    m_remaps.clear();
    settings().user().remove(m_group);
    rebuild();
}

void ActionRegistry::keepIn(const QString &group)
{
    m_group = group;
    m_remaps.clear();
    QSettings &kept = settings().user();
    kept.beginGroup(group);
    const QStringList ids = kept.childKeys();
    for (const QString &id : ids)
        m_remaps.insert(id, QKeySequence(kept.value(id).toString(), QKeySequence::PortableText));
    kept.endGroup();
    rebuild();
}

void ActionRegistry::rebuild()
{
    for (QShortcut *before : std::as_const(m_shortcuts)) {
        before->setKey({}); // it may be the one that runs just now
        before->deleteLater();
    }
    m_shortcuts.clear();
    for (const Entry &known : std::as_const(m_entries)) {
        if (!isActive(known))
            continue;
        for (const QKeySequence &keys : {inForce(known), known.action.alsoKeys}) {
            if (keys.isEmpty())
                continue;
            auto *shortcut = new QShortcut(keys, m_window);
            if (known.action.everywhere)
                shortcut->setContext(Qt::ApplicationShortcut);
            connect(shortcut, &QShortcut::activated, this, [this, id = known.action.id] { run(id); });
            m_shortcuts << shortcut;
        }
    }
    emit changed();
}

} // namespace kemai
