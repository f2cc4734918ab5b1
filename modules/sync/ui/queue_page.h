// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * QueuePage (U11): what of this desk is not with the server yet. At the left what was not accepted, what is in conflict, what is being
 * sent and what waits; at the right the chosen one whole: which value became which, and of a refusal its reason with the text that was
 * kept. It knows no office: it shows a QueueModel and a status, and reports what the person meant.
 *
 * Keys in the list: Enter opens the conflict or the customer, Delete or S: seen (a refusal goes from the list), Ctrl+C copies all of it.
 */
#pragma once

#include "sync/desk/office.h"
#include "sync/desk/queue_model.h"

#include <QWidget>

class QListView;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace kemai {
class Banner;
class Button;
class EmptyState;
class TextLabel;
}

namespace kemai::sync {

class QueuePage : public QWidget
{
    Q_OBJECT

public:
    explicit QueuePage(QueueModel &model, QWidget *parent = nullptr);

    void setStatus(const OfficeStatus &status, qint64 nowMs);
    QListView *list() const { return m_list; }
    void copy(); // the chosen one, as text
    void dismiss(); // the chosen refusal

signals:
    void sendNowRequested();
    void dismissRequested(qint64 mid);
    void conflictRequested(const kemai::Id &record);
    void customerRequested(const kemai::Id &customer);
    void officeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void sayHint();
    void showChosen();
    void openChosen();
    void addLine(const QString &label, const QString &text, bool strong = false);
    const QueueEntry *chosen() const;

    QueueModel &m_model;
    OfficeStatus m_status;
    qint64 m_nowMs = 0;
    TextLabel *m_title;
    TextLabel *m_hint;
    Button *m_send;
    Banner *m_trouble;
    QTabBar *m_tabs;
    QListView *m_list;
    TextLabel *m_more;
    EmptyState *m_empty;
    QStackedWidget *m_body;
    TextLabel *m_what;
    TextLabel *m_reason;
    QVBoxLayout *m_lines;
    Button *m_open;
    Button *m_seen;
    Button *m_copy;
    std::optional<QueueEntry> m_kept; // the chosen one, through a new reading
};

} // namespace kemai::sync
