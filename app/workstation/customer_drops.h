// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerDrops: what is dropped on a customer's page from anywhere: files and pictures become attachments, text goes into the note, where it
 * is read before it is kept (U18). GUI thread.
 */
#pragma once

#include <QObject>

class QMimeData;

namespace kemai {

class CustomerPage;
class TimelineView;

class CustomerDrops : public QObject
{
    Q_OBJECT

public:
    CustomerDrops(CustomerPage &page, TimelineView &timeline); // the page owns it

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(const QMimeData &dropped);

    CustomerPage &m_page;
    TimelineView &m_timeline;
};

} // namespace kemai
