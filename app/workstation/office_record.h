// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeRecord: what the office knows of the customer a page shows: the conflicts it and what hangs on it is in, as a notice below the
 * header that leads to them, and who else has it open just now (U20). While the page is seen it says the same of this desk.
 */
#pragma once

#include "base/id.h"

#include <QObject>
#include <QTimer>

namespace kemai {

class CustomerPage;
class Session;

namespace sync {
class RecordNotice;
}

class OfficeRecord : public QObject
{
    Q_OBJECT

public:
    OfficeRecord(Session &session, CustomerPage &page); // lives as long as the page

    void open(const Id &customer);
    void setEditing(bool editing); // something typed for it is not saved yet

signals:
    void conflictsRequested(const kemai::Id &customer);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readConflicts();
    void tell(); // that it is open here
    void leave();

    Session &m_session;
    CustomerPage &m_page;
    sync::RecordNotice *m_notice;
    Id m_customer;
    Id m_told; // the office knows that this one is open here
    bool m_editing = false;
    QTimer m_again;
};

} // namespace kemai
