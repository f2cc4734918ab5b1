// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ClusterTable: the customers of one cluster side by side: a column each, the proposed survivor first, a row for each field.
 * Where they differ the chosen value is marked; arrows move, Enter or Space chooses, in the note's row all of them. Below the
 * fields stand the numbers, emails and addresses, and what hangs on each: nothing to choose, it all goes along.
 */
#pragma once

#include "customers/desk/duplicate_model.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace kemai {

class ClusterTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { ChosenRole = Qt::UserRole + 1, ChoiceRole, FactRole };

    explicit ClusterTableModel(DuplicateModel &model, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void reload();
    // The field of a row whose value may be chosen; -1: none.
    int fieldOf(int row) const;

private:
    struct Row {
        QString label;
        QStringList texts;
        int field = -1;   // of a choice
        int chosen = 0;
        bool fact = false; // nothing to choose
    };
    DuplicateModel &m_model;
    QList<Row> m_rows;
    QStringList m_names;
};

class ClusterTable : public QTableView
{
    Q_OBJECT

public:
    explicit ClusterTable(DuplicateModel &model, QWidget *parent = nullptr);

    void choose(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    DuplicateModel &m_model;
    ClusterTableModel *m_rows;
};

} // namespace kemai
