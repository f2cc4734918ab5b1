// SPDX-License-Identifier: GPL-3.0-or-later
// SyncOffice: a ledger with three people and two devices, that writes as a push of a device does.
#pragma once

#include "ledger/identity_ledger.h"
#include "ledger/ledger_records.h"
#include "ledger_fixture.h"
#include "schema/schema.h"

namespace kemai {

struct SyncOffice : LedgerFixture {
    SyncOffice()
    {
        for (const auto &[id, login, role] : {std::tuple{ann, QStringLiteral("ann"), QStringLiteral("sales")}, {bob, QStringLiteral("bob"), QStringLiteral("sales")}, {eve, QStringLiteral("eve"), QStringLiteral("finance")}}) {
            ChangeSet set;
            set.changes << Change::insert(user::entity, id).set(user::login, login).set(user::role, role).set(user::state, QStringLiteral("active"));
            if (!records.commit(set))
                qFatal("user");
        }
        for (const auto &[id, user] : {std::pair{desk, ann}, {other, bob}})
            if (!identity.addDevice(user, id, QByteArray(32, 'k'), QStringLiteral("desk"), 1))
                qFatal("device");
        epoch = *ledger.epoch();
    }

    // Writes a customer's name as a mutation of a device would, with what a merge would fill in.
    Result<ledger::Pushed> push(const Id &device, qint64 mid, const Id &record, const QString &name, const Id &owner = {})
    {
        const ledger::RowKey key{&customer::entity, record};
        return ledger.push({device, epoch, 1, {key}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            ledger::PushWrite write;
            if (mid <= view.device().lastMid)
                return write;
            ledger::LedgerRow row = view.rows().isEmpty() ? ledger::LedgerRow(customer::entity) : view.rows().first();
            const bool fresh = view.rows().isEmpty();
            Change change = fresh ? Change::insert(customer::entity, record) : Change::update(row.record);
            row.record.id = record;
            ++row.record.version;
            const auto set = [&](int field, const Value &value) {
                change.edit(field, row.record.value(field), value);
                row.record.setValue(field, value);
                row.stamps[size_t(field)] = {row.record.version, device, mid};
            };
            set(customer::name.index, Value(name));
            if (!owner.isNull())
                set(customer::owner.index, Value(owner));
            write.lastMid = mid;
            write.rows << row;
            write.sets << ledger::AppliedSet{Id::make(mid), 5, view.device().user, Origin::Typed, QStringLiteral("customer.edit"), {}, {}, {{change, row.record.version, mid}}};
            return write;
        });
    }
    ledger::PullOrder order(const QByteArray &base, const QList<qint32> &scopes) const
    {
        ledger::PullOrder pull;
        pull.device = desk;
        pull.epoch = epoch;
        pull.base = base;
        pull.scopes = scopes;
        return pull;
    }
    qint32 scope(const Id &who) { return *ledger.scopeOf(who); }

    FixedClock clock{1'700'000'000'000};
    ledger::LedgerRecords records{*connection, clock};
    ledger::SyncLedger ledger{*connection, clock};
    ledger::IdentityLedger identity{*connection, clock};
    Id ann = Id::make(1), bob = Id::make(2), eve = Id::make(3);
    Id desk = Id::make(11), other = Id::make(12);
    Id epoch;
};

inline QStringList names(const QList<ledger::LedgerRow> &rows)
{
    QStringList all;
    for (const ledger::LedgerRow &row : rows)
        all << row.record[customer::name];
    all.sort();
    return all;
}

} // namespace kemai
