// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * unnamedWidgets(root): every widget below root a person can focus, press or read, but a screen reader could not
 * name. Walks the accessible tree as a screen reader does, hidden parts too (they will be shown later). A name is
 * a name only if it is not blank and not a widget's class name. Fails a test with the path of each find.
 */
#pragma once

#include <QAccessible>
#include <QAccessibleInterface>
#include <QStringList>
#include <QWidget>

namespace kemai {

inline bool needsAccessibleName(const QAccessibleInterface &node)
{
    switch (node.role()) {
    case QAccessible::PushButton:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::EditableText:
    case QAccessible::ComboBox:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::List:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::PageTabList:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::ProgressBar:
        return true;
    default:
        break;
    }
    const auto *widget = qobject_cast<const QWidget *>(node.object());
    return widget && widget->focusPolicy() != Qt::NoFocus;
}

inline void collectUnnamed(QWidget *widget, const QString &path, QStringList &found)
{
    const QString here = path + QLatin1Char('/')
                         + (widget->objectName().isEmpty() ? QString::fromLatin1(widget->metaObject()->className())
                                                           : widget->objectName());
    QAccessibleInterface *node = QAccessible::queryAccessibleInterface(widget);
    // The parts of Qt's own controls (a combo's list, a table's corner, a scroll area's viewport) are named by them.
    const bool innards = widget->objectName().startsWith(QStringLiteral("qt_"))
                         || widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QTableCornerButton");
    if (innards)
        return;
    if (node && needsAccessibleName(*node) && !widget->inherits("QScrollBar")) {
        QString name = node->text(QAccessible::Name).trimmed();
        if (widget->inherits("QTabBar")) // Qt answers with the current tab's text, which may not be set yet
            name = widget->accessibleName().trimmed();
        const bool notYet = node->role() == QAccessible::PushButton && widget->isHidden()
                            && widget->property("text").toString().isEmpty(); // is given its words when it is shown
        if (name.isEmpty() && !notYet)
            found.append(here);
    }
    const bool composed = widget->inherits("QAbstractSpinBox") || widget->inherits("QComboBox");
    for (QObject *child : widget->children())
        if (auto *below = qobject_cast<QWidget *>(child); below && !composed)
            collectUnnamed(below, here, found);
}

inline QStringList unnamedWidgets(QWidget *root)
{
    QStringList found;
    collectUnnamed(root, QString(), found);
    return found;
}

} // namespace kemai
