// SPDX-License-Identifier: GPL-3.0-or-later
#include "office_record.h"

#include "base/deliver.h"
#include "customers/ui/customer_page.h"
#include "page.h"
#include "session.h"
#include "sync/desk/conflict_case.h"
#include "sync/desk/office.h"
#include "sync/ui/record_notice.h"
#include "sync/ui/sync_words.h"

using namespace Qt::StringLiterals;

namespace kemai {

OfficeRecord::OfficeRecord(Session &session, Shell &shell, CustomerPage &page) : QObject(&page), m_session(session), m_notice(new sync::RecordNotice)
{
    page.setNotice(m_notice);
    connect(m_notice, &sync::RecordNotice::conflictsRequested, this, [this, &shell] { shell.openRecord(u"conflicts"_s, m_customer); });
    connect(session.office(), &sync::Office::changed, this, [this] {
        const qint64 before = std::exchange(m_inAll, m_session.office()->status().conflicts);
        if (before != m_inAll)
            readConflicts();
    });
    connect(&language(), &Language::changed, this, &OfficeRecord::readConflicts); // the fields are named in it
}

void OfficeRecord::open(const Id &customer)
{
    m_customer = customer;
    m_notice->setConflicts(0, {});
    readConflicts();
}

void OfficeRecord::readConflicts()
{
    sync::Office *office = m_session.office();
    if (!office || m_customer.isNull())
        return;
    if (office->status().conflicts == 0) {
        m_notice->setConflicts(0, {});
        return;
    }
    deliver(office->conflicts(), this, [this, customer = m_customer](const Result<QList<sync::ConflictLine>> &lines) {
        if (!lines || customer != m_customer)
            return; // the conflicts' page says why they cannot be read
        const sync::SyncWords words;
        int count = 0;
        QStringList fields;
        for (const sync::ConflictCase &one : sync::casesOf(*lines))
            if (one.customer() == customer) {
                count += int(one.lines.size());
                fields << words.caseFields(one);
            }
        fields.removeDuplicates();
        m_notice->setConflicts(count, fields.join(words.chinese() ? u"、" : u", "));
    });
}

} // namespace kemai
