// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ActPanel: my last acts beside the page (U05). The chosen one shows what its undo would take back and what would stay,
 * with the reason; Enter or the button undoes it. An undo is a row of its own: undoing that is redoing.
 */
#pragma once

#include "history/undo.h"

#include <QWidget>

#include <memory>

class QListView;
class QStackedWidget;

namespace kemai {

class ActModel;
class Button;
class EmptyState;
class IconButton;
class Store;
class TextLabel;

class ActPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ActPanel(QWidget *parent = nullptr);
    ~ActPanel() override;

    void attach(Store *store); // null: the store is about to go
    bool isSettled() const;

signals:
    void closed();
    void undone(const kemai::Undone &done);
    void failed(const kemai::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void chosen();
    void undoChosen();
    void showState();

    std::unique_ptr<ActModel> m_model;
    TextLabel *m_title;
    IconButton *m_close;
    QStackedWidget *m_body;
    QListView *m_list;
    EmptyState *m_empty;
    QWidget *m_plan;
    TextLabel *m_planText;
    Button *m_undo;
};

} // namespace kemai
