// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeRecord: what the office knows of the customer a page shows: the conflicts it and what hangs on it is in, as a notice below the
 * header that leads to them.
 */
#pragma once

#include "base/id.h"

#include <QObject>

namespace kemai {

class CustomerPage;
class Session;
class Shell;

namespace sync {
class RecordNotice;
}

class OfficeRecord : public QObject
{
    Q_OBJECT

public:
    OfficeRecord(Session &session, Shell &shell, CustomerPage &page); // lives as long as the page

    void open(const Id &customer);

private:
    void readConflicts();

    Session &m_session;
    sync::RecordNotice *m_notice;
    Id m_customer;
    qint64 m_inAll = 0; // conflicts of the store, as of the last look
};

} // namespace kemai
