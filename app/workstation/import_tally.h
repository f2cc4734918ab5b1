// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportTally: what became of the rows of an import, or would: five numbers, and below them the rows to look at, each with its
 * reason and as it stands in the file. It shows what it is given.
 */
#pragma once

#include "customers/import_customers.h"

#include <QWidget>

class QListView;
class QStandardItemModel;

namespace kemai {

class TextLabel;

class ImportTally : public QWidget
{
    Q_OBJECT

public:
    enum class Tense { Would, Did };

    explicit ImportTally(QWidget *parent = nullptr);

    void show(const ImportSummary &summary, Tense tense);
    void showRemarks(const QList<ImportRemark> &remarks, qsizetype kept);

private:
    class Count;
    QList<Count *> m_counts;
    TextLabel *m_heading;
    QStandardItemModel *m_remarks;
    QListView *m_list;
};

} // namespace kemai
