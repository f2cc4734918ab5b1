// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DuplicatesPage: the work-list of duplicates. At the left the clusters, those with a contact in the last 30 days first; at
 * the right one of them side by side, with what speaks for and against it. J and K move, 1 to 9 choose who stays, arrows and
 * Enter choose field by field, S signs off, M merges, X says "not the same", U undoes. Signing off and merging are for a
 * supervisor; whoever is none sees why the buttons rest. Wires a DuplicateModel and reports; undo is the window's.
 */
#pragma once

#include "customers/desk/duplicate_model.h"

#include <QWidget>

#include <functional>

class QListView;
class QProgressBar;
class QStackedWidget;

namespace kemai {

class Banner;
class Button;
class ClusterTable;
class EmptyState;
class IconButton;
class TagLabel;
class TextLabel;

class DuplicatesPage : public QWidget
{
    Q_OBJECT

public:
    explicit DuplicatesPage(DuplicateModel &model, QWidget *parent = nullptr);

    void move(int rows); // J and K
    void find(); // nothing while it is under way
    void exportList();
    // Asked before the list is written, with the number of its clusters (R061); a refusal is said.
    void setExportGate(std::function<Result<>(qint64 clusters)> gate) { m_mayExport = std::move(gate); }
    QListView *list() const { return m_list; }
    ClusterTable *table() const { return m_table; }

signals:
    void undoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void refresh();
    void refreshCluster();
    void arrange();
    void say(std::function<QString()> sentence); // said anew in another language

    DuplicateModel &m_model;
    std::function<Result<>(qint64 clusters)> m_mayExport;
    TextLabel *m_title;
    TextLabel *m_count;
    Button *m_stop; // to find is the window's button
    Button *m_export;
    QProgressBar *m_progress;
    QStackedWidget *m_body;
    QListView *m_list;
    EmptyState *m_empty;
    QWidget *m_left;
    QWidget *m_leftRule;
    QWidget *m_right;
    IconButton *m_before;
    IconButton *m_after;
    TextLabel *m_name;
    TagLabel *m_level;
    TextLabel *m_reasons;
    TextLabel *m_carried;
    Banner *m_role;
    ClusterTable *m_table;
    Button *m_merge;
    Button *m_sign;
    Button *m_distinct;
    Button *m_undo;
    TextLabel *m_hint;
    Banner *m_said;
    std::function<QString()> m_sentence;
};

} // namespace kemai
