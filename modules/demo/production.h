// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Production: the change sets of a demo company, one after the other, in the order they are to be committed.
 *
 * Ids are version 7 and rise in that order, and a customer's records stand together, interactions by time: every index
 * of the store but those of texts grows at its right edge. Belongs to one thread.
 */
#pragma once

#include "demo/demo_company.h"
#include "demo/industry.h"
#include "demo/numbers.h"
#include "demo/staff.h"
#include "schema/schema.h"

#include <deque>
#include <vector>

namespace kemai::demo {

// A customer while it is being written.
struct Account {
    Id id;
    PersonText person;
    QString company;
    const Industry *industry = nullptr;
    bool foreign = false;
    const Place *place = nullptr;
    int owner = 0; // place in users()
    QString core;  // what its opportunities are called by: 恒工数控
};

class Production
{
public:
    explicit Production(const DemoOptions &options);

    // False: there are no more.
    bool next(ChangeSet &set);

    const DemoCounts &counts() const { return m_counts; }
    qint64 customersDone() const { return m_counts.customers; }

    // For the stories (stories.cpp).
    Id newId();
    Id userId(int place) const { return m_users[size_t(place)]; }
    Id teamId(int place) const { return m_teams[size_t(place)]; }
    qint64 nowMs() const { return m_options.nowMs; }
    NumberText mobile() { return m_numbers.mobile(m_dice); }
    ChangeSet setAt(qint64 atMs, Origin origin, const char16_t *title, int author = -1) const;
    // Appends `count` interactions that end at endMs, with the tickets, opportunities ... they tell of.
    void tell(QList<Change> &changes, const Account &account, qint64 count, qint64 endMs, qint64 earliestMs);

private:
    ChangeSet staff();
    void count(const Change &change);
    void bulk(ChangeSet &set);
    void customer(QList<Change> &changes, qint64 number, int phones, qint64 interactions);
    void numbers(QList<Change> &changes, const Account &account, int phones, const std::vector<Id> &contacts, const ForeignPlace *abroad);
    qint64 weightOf(qint64 number) const;

    const DemoOptions m_options;
    Dice m_dice;
    Numbers m_numbers;
    DemoCounts m_counts;
    std::vector<Id> m_teams;
    std::vector<Id> m_users;
    quint64 m_ids = 0;
    std::deque<ChangeSet> m_waiting; // staff and stories

    qint64 m_bulkCustomers = 0; // without the stories'
    qint64 m_bulkInteractions = 0;
    qint64 m_extraPhones = 0;   // so that there are three for each customer, stories included
    qint64 m_totalWeight = 0;
    qint64 m_weight = 0; // of the customers before `m_number`
    qint64 m_number = 0;
    qint64 m_tickets = 0;

    bool m_familyWaits = false; // the next person is of this family and shares its number
    PersonText m_relative;
    NumberText m_familyNumber;

    std::vector<Step> m_plan; // of one tell(), kept for their memory
    std::vector<qint64> m_axis;
    std::vector<size_t> m_storyEnd;
};

std::vector<ChangeSet> stories(Production &production); // by time

} // namespace kemai::demo
