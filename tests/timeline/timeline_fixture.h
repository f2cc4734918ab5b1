// SPDX-License-Identifier: GPL-3.0-or-later
// A store on a temporary directory with a few customers, and events made by rule: for the tests of the timeline.
#pragma once

#include "schema/schema.h"
#include "store/store.h"

#include <QTemporaryDir>

namespace kemai {

class TimelineFixture
{
public:
    static constexpr qint64 nowMs = 1'795'329'120'000; // 2026-11-22 14:32:00 in Shanghai

    TimelineFixture()
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(m_directory.path() + QStringLiteral("/store"),
                                  Unlock::byPassphrase(QStringLiteral("correct horse")), clock, surroundings);
        if (!made)
            qFatal("%s %s", qPrintable(made.error().id), qPrintable(made.error().log));
        store = std::move(*made);
        customer = addCustomer(QStringLiteral("张敏"), QStringLiteral("13812345678"), QStringLiteral("zhang.min@example.com"));
    }

    Id addCustomer(const QString &name, const QString &digits, const QString &mail = {})
    {
        const Id id = Id::make(clock.nowMs());
        ChangeSet set;
        set.changes.append(Change::insert(customer::entity, id).set(customer::name, name).set(customer::name_normal, name));
        if (!digits.isEmpty())
            set.changes.append(Change::insert(phone::entity, Id::make(clock.nowMs()))
                                   .set(phone::customer, id)
                                   .set(phone::written, digits)
                                   .set(phone::digits, digits));
        if (!mail.isEmpty())
            set.changes.append(
                Change::insert(email::entity, Id::make(clock.nowMs())).set(email::customer, id).set(email::written, mail).set(email::normal, mail));
        commit(set);
        return id;
    }

    Id addEvent(const Id &whose, qint64 atMs, const QString &channel = QStringLiteral("note"), const QString &body = QStringLiteral("记录"))
    {
        const Id id = Id::make(clock.nowMs());
        commit({.changes = {Change::insert(interaction::entity, id)
                                .set(interaction::customer, whose)
                                .set(interaction::channel, channel)
                                .set(interaction::at, atMs)
                                .set(interaction::body, body)}});
        return id;
    }

    // `count` events of changing channels, newest at nowMs, `apartMs` apart, in sets of 5,000.
    void addEvents(const Id &whose, int count, qint64 apartMs)
    {
        static const QStringList channels{QStringLiteral("wechat"), QStringLiteral("call"),  QStringLiteral("webform"),
                                          QStringLiteral("ticket"), QStringLiteral("visit")};
        ++m_seed;
        ChangeSet set{.origin = Origin::Channel};
        for (int i = 0; i < count; ++i) {
            set.changes.append(Change::insert(interaction::entity, Id::fromSeed(nowMs, m_seed, quint64(i) * 4))
                                   .set(interaction::customer, whose)
                                   .set(interaction::channel, channels.at(i % 7 % 5))
                                   .set(interaction::direction, i % 2 ? QStringLiteral("in") : QStringLiteral("out"))
                                   .set(interaction::at, nowMs - i * apartMs)
                                   .set(interaction::author_name, QStringLiteral("李佳"))
                                   .set(interaction::body, QStringLiteral("第 %1 条：数学试听课孩子很喜欢，想了解下半年的班型和价格。").arg(i)));
            if (set.changes.size() == 5000 || i == count - 1) {
                commit(set);
                set.changes.clear();
            }
        }
    }

    Committed commit(const ChangeSet &set)
    {
        const auto done = store->commit(set).result();
        if (!done)
            qFatal("%s %s", qPrintable(done.error().id), qPrintable(done.error().log));
        return *done;
    }

    template <typename Work>
    auto write(Work work) { return store->write(std::move(work)).result(); }
    template <typename Work>
    auto read(Work work) { return store->read(std::move(work)).result(); }

    FixedClock clock{nowMs};
    QTemporaryDir m_directory;
    std::unique_ptr<Store> store;
    Id customer;
    quint64 m_seed = 0;
};

} // namespace kemai
