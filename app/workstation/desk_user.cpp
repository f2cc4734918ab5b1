// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk_user.h"

#include "schema/schema.h"
#include "store/store_records.h"
#include "sync/desk/office_place.h"

using namespace Qt::StringLiterals;

namespace kemai {

QString DeskUser::title(Tongue tongue) const
{
    const bool chinese = tongue == Tongue::Chinese;
    QStringList parts{chinese || nameEn.isEmpty() ? name : nameEn, chinese || teamEn.isEmpty() ? team : teamEn};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString accountName()
{
    return qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
}

Result<DeskUser> findDeskUser(Records &records, const QString &account)
{
    sync::OfficePlace office;
    if (auto *store = dynamic_cast<StoreRecords *>(&records)) {
        auto place = sync::officePlace(*store);
        if (!place)
            return fail(place.error());
        office = std::move(*place);
    }
    Result<std::optional<Record>> found = records.first(office.isNull() ? Query(user::entity).where(user::login == account)
                                                                        : Query(user::entity).where(Condition::idIs(office.user)));
    if (found && !*found && !office.isNull())
        return DeskUser{office.user, office.login, {}, {}, {}}; // his record is on its way
    if (found && !*found)
        found = records.first(Query(user::entity).where(user::role == u"sales"_s));
    if (!found)
        return fail(found.error());
    if (!*found)
        return DeskUser();
    const Record &row = **found;
    DeskUser desk{row.id, row[user::name], row[user::name_en], {}, {}};
    if (const Id group = row[user::team]; !group.isNull()) {
        const Result<Record> its = records.one(team::entity, group);
        if (its) {
            desk.team = (*its)[team::name];
            desk.teamEn = (*its)[team::name_en];
        }
    }
    return desk;
}

} // namespace kemai
