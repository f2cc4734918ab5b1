// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * MissedPage: the calls nobody answered, newest first, to be called back. Keys: C calls back, Enter opens the customer (or makes one
 * of the number), S says that all of them are seen. The button to call back is the window's. It reports what the person meant. GUI thread.
 */
#pragma once

#include "calls/desk/missed_model.h"

#include <QWidget>

class QListView;
class QStackedWidget;

namespace kemai {

class Button;
class EmptyState;
class TextLabel;

class MissedPage : public QWidget
{
    Q_OBJECT

public:
    explicit MissedPage(MissedModel &model, QWidget *parent = nullptr);

    void callBack();
    void openCurrent();
    QListView *list() const { return m_list; }

signals:
    void callBackRequested(const QString &number);
    void openRequested(const kemai::Id &customer);
    void createRequested(const QString &number);
    void allSeen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    void refresh();
    const MissedCall *current() const;

    MissedModel &m_model;
    TextLabel *m_title;
    TextLabel *m_hint;
    Button *m_seen;
    QStackedWidget *m_body;
    QListView *m_list;
    EmptyState *m_empty;
};

} // namespace kemai
