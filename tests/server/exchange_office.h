// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeOffice: two teams, four people and two processes of the server, for tests of what desks meet there.
#pragma once

#include "server/office_box.h"

namespace kemai {

class ExchangeOffice
{
protected:
    void open()
    {
        m_office = std::make_unique<OfficeBox>();
        m_east = m_office->team("east");
        m_west = m_office->team("west");
        m_zhang = m_office->person("zhang", "sales", m_east);
        m_li = m_office->person("li", "sales", m_west);
        m_boss = m_office->person("boss", "supervisor", m_east);
        m_director = m_office->person("director", "director", m_east);
    }
    Id newId() { return Id::make(m_office->clock.nowMs()); }
    static Change newCustomer(const Id &id, const QString &name, const Id &owner)
    {
        return Change::insert(customer::entity, id).set(customer::name, name).set(customer::state, QStringLiteral("active")).set(customer::owner, owner);
    }
    static QString reasonOf(const Result<wire::PushResponse> &pushed)
    {
        if (!pushed)
            return QStringLiteral("refused: ") + pushed.error().log;
        return pushed->outcomes.isEmpty() ? QString() : pushed->outcomes.first().reason;
    }
    // Desks on different processes, with everything granted taken up.
    std::unique_ptr<Desk> desk(const char *login, const Id &user, int server)
    {
        auto made = std::make_unique<Desk>(*m_office, QString::fromLatin1(login), server);
        made->enter(user);
        made->takeAll();
        return made;
    }

    std::unique_ptr<OfficeBox> m_office;
    Id m_east, m_west;
    Id m_zhang, m_li, m_boss, m_director;
};

} // namespace kemai
