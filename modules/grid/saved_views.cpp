// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/saved_views.h"

#include "text/pipeline.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr int viewsMost = 500;

Condition ownedBy(const Id &me) { return me.isNull() ? isNull(saved_view::owner) : saved_view::owner == me; }
} // namespace

Result<QList<SavedView>> savedViews(Records &records, const Entity &subject, const Id &me)
{
    const auto found = records.find(Query(saved_view::entity)
                                        .where(saved_view::subject == QString::fromLatin1(subject.name) && (ownedBy(me) || saved_view::shared == true))
                                        .orderBy(saved_view::name)
                                        .limit(viewsMost));
    if (!found)
        return fail(found.error());
    QList<SavedView> views;
    for (const Record &record : *found)
        views.append({record, record[saved_view::name], record[saved_view::filter].toUtf8(), record[saved_view::owner] == me, record[saved_view::shared]});
    std::ranges::stable_partition(views, &SavedView::mine);
    return views;
}

Result<Committed> saveView(Records &records, const Entity &subject, const QString &typed, const QByteArray &layout, bool shared, const Id &me,
                           qint64 nowMs)
{
    const auto name = cleanField(FieldClass::Name, typed);
    if (!name)
        return fail(name.error());
    if (name->isEmpty())
        return fail(Error::Code::Invalid, u"grid.viewNameless"_s);
    const QString kind = QString::fromLatin1(subject.name);
    const auto there = records.first(Query(saved_view::entity).where(saved_view::subject == kind && ownedBy(me) && saved_view::name == name->text));
    if (!there)
        return fail(there.error());
    ChangeSet set{.origin = Origin::Typed, .author = me, .title = u"view.save"_s, .changes = {}};
    const QString json = QString::fromUtf8(layout);
    if (*there)
        set.changes << Change::update(**there).set(**there, saved_view::filter, json).set(**there, saved_view::shared, shared);
    else
        set.changes << Change::insert(saved_view::entity, Id::make(nowMs))
                           .set(saved_view::name, name->text)
                           .set(saved_view::subject, kind)
                           .set(saved_view::filter, json)
                           .set(saved_view::owner, me)
                           .set(saved_view::shared, shared);
    return records.commit(set);
}

Result<Committed> withdrawView(Records &records, const SavedView &view, const Id &me)
{
    if (view.record[saved_view::owner] != me)
        return fail(Error::Code::Denied, u"grid.viewOfOther"_s);
    ChangeSet set{.origin = Origin::Typed, .author = me, .title = u"view.remove"_s, .changes = {Change::remove(view.record)}};
    return records.commit(set);
}

} // namespace kemai
