// SPDX-License-Identifier: GPL-3.0-or-later
#include "office_record.h"

#include "base/deliver.h"
#include "customers/ui/customer_page.h"
#include "schema/schema.h"
#include "session.h"
#include "sync/desk/conflict_case.h"
#include "sync/desk/office.h"
#include "sync/desk/office_net.h"
#include "sync/ui/record_notice.h"
#include "sync/ui/sync_words.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace kemai {

OfficeRecord::OfficeRecord(Session &session, CustomerPage &page) : QObject(&page), m_session(session), m_page(page), m_notice(new sync::RecordNotice)
{
    m_again.setInterval(wire::PresenceRequest::everyMs);
    connect(&m_again, &QTimer::timeout, this, &OfficeRecord::tell);
    connect(&page, &CustomerPage::typing, this, &OfficeRecord::setEditing);
    connect(session.office(), &sync::Office::present, this, [this](const Entity *, const Id &record, const QList<wire::Present> &others) {
        if (record == m_customer)
            m_notice->setPresent(others);
    });
    connect(session.office(), &sync::Office::presenceMoved, this, &OfficeRecord::tell);
    page.installEventFilter(this);
    page.setNotice(m_notice);
    connect(m_notice, &sync::RecordNotice::conflictsRequested, this, [this] { emit conflictsRequested(m_customer); });
    connect(session.office(), &sync::Office::contentsChanged, this, &OfficeRecord::readConflicts);
    connect(&language(), &Language::changed, this, &OfficeRecord::readConflicts); // the fields are named in it
}

void OfficeRecord::open(const Id &customer)
{
    if (m_customer != customer) {
        leave();
        m_customer = customer;
        m_notice->setConflicts(0, {});
        m_notice->setPresent({});
    }
    readConflicts();
    tell();
}

void OfficeRecord::setEditing(bool editing)
{
    if (std::exchange(m_editing, editing) != editing)
        tell();
}

bool OfficeRecord::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_page && event->type() == QEvent::Show)
        tell();
    else if (watched == &m_page && event->type() == QEvent::Hide)
        leave();
    return false;
}

void OfficeRecord::tell()
{
    sync::Office *office = m_session.office();
    if (!office || !office->isEnrolled() || m_customer.isNull() || !m_page.isVisible())
        return;
    office->presence(customer::entity, m_customer, m_editing ? sync::Presence::Editing : sync::Presence::Reading);
    m_told = m_customer;
    m_again.start();
}

void OfficeRecord::leave()
{
    m_again.stop();
    const Id told = std::exchange(m_told, Id());
    if (sync::Office *office = m_session.office(); office && !told.isNull())
        office->presence(customer::entity, told, sync::Presence::Left);
    m_notice->setPresent({});
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
