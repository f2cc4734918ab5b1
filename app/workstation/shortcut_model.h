// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ShortcutModel: the actions with their keys as rows, under a heading for each context, filtered by what was typed (title
 * in words or pinyin, or the key itself). Follows the registry. GUI thread.
 */
#pragma once

#include "action_registry.h"

#include <QAbstractListModel>

namespace kemai {

class ShortcutModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Row {
        QString id; // empty: a heading
        Glyph glyph = Glyph::Command;
        QString title;
        QKeySequence keys;
        QKeySequence alsoKeys;
        bool remapped = false;
    };

    explicit ShortcutModel(ActionRegistry &registry, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override; // AccessibleTextRole: title and key in words
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    const Row &row(int index) const { return m_rows[index]; }

    void setFilter(const QString &typed);
    QString filter() const { return m_typed; }
    void reload();

    // The whole sheet as it is printed, whatever the filter.
    QString html() const;

private:
    QList<Row> rows(const QString &typed) const;

    ActionRegistry &m_registry;
    QString m_typed;
    QList<Row> m_rows;
};

} // namespace kemai
