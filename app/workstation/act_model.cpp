// SPDX-License-Identifier: GPL-3.0-or-later
#include "act_model.h"

#include "base/deliver.h"
#include "desk_user.h"
#include "schema/schema.h"
#include "undo_set.h"
#include "widgets/human.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int keptShown = 6;

bool isChinese()
{
    return language().tongue() == Tongue::Chinese;
}

QString fieldLabel(const Entity &entity, int field)
{
    const Field &known = entity.fields[size_t(field)];
    return QString::fromUtf16(isChinese() ? known.zh : known.en);
}

QString shownValue(const Kept &kept, const Value &value)
{
    if (value.isNull())
        return ActModel::tr("(empty)");
    if (kept.entity && kept.field >= 0 && kept.entity->fields[size_t(kept.field)].type == Type::Time)
        return Human::now().exactTime(value.toNumber());
    return value.isText() ? value.toText() : value.id() ? ActModel::tr("another one") : QString::number(value.toNumber());
}

QString keptText(const Kept &kept)
{
    const Entity *entity = kept.cause ? kept.cause : kept.entity;
    const QString what = entity ? entity->label(isChinese()) : QString();
    switch (kept.reason) {
    case Kept::Reason::Edited:
        if (kept.entity && kept.field >= 0)
            return ActModel::tr("Kept: %1 \"%2\", changed since").arg(fieldLabel(*kept.entity, kept.field), shownValue(kept, kept.now));
        return ActModel::tr("Kept: %1, changed since").arg(what);
    case Kept::Reason::Withdrawn:
        return ActModel::tr("Kept: %1, withdrawn since").arg(what);
    case Kept::Reason::Restored:
        return ActModel::tr("Kept: %1, brought back since").arg(what);
    case Kept::Reason::Added:
        return ActModel::tr("Kept: %1 was added since").arg(what);
    }
    return {};
}

} // namespace

QStringList planText(const UndoPlan &plan)
{
    QStringList lines;
    if (plan.withdrawn > 0)
        lines << ActModel::tr("%n created record(s) will be withdrawn", nullptr, int(plan.withdrawn));
    if (plan.fields > 0)
        lines << ActModel::tr("%n value(s) go back to what they were", nullptr, int(plan.fields));
    if (plan.revived > 0)
        lines << ActModel::tr("%n withdrawn record(s) come back", nullptr, int(plan.revived));
    if (lines.isEmpty())
        lines << ActModel::tr("There is nothing to take back any more.");
    for (const Kept &kept : plan.kept.mid(0, keptShown))
        lines << keptText(kept);
    if (plan.keptCount > keptShown)
        lines << ActModel::tr("and %n more that stay(s)", nullptr, int(plan.keptCount - keptShown));
    return lines;
}

ActModel::ActModel(Store &store, QObject *parent) : QAbstractListModel(parent), m_store(store)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(150); // one act touches several entities
    connect(&m_soon, &QTimer::timeout, this, &ActModel::reload);
    connect(&store, &Store::changed, this, [this] {
        if (m_shown)
            m_soon.start();
    });
}

void ActModel::setShown(bool shown)
{
    m_shown = shown;
    if (shown)
        reload();
}

void ActModel::reload()
{
    const auto acts = m_store.read([account = accountName()](Records &records) -> Result<QList<Act>> {
        const Result<DeskUser> user = findDeskUser(records, account);
        return user ? recentActs(records, user->id, limit) : Result<QList<Act>>(fail(user.error()));
    });
    deliver(acts, this, [this](const Result<QList<Act>> &found) {
        if (!found) {
            if (found.error().id == "store.interrupted"_L1)
                m_soon.start();
            else
                emit failed(found.error());
            return;
        }
        m_loaded = true;
        const bool same = std::equal(found->begin(), found->end(), m_acts.begin(), m_acts.end(),
                                     [](const Act &a, const Act &b) { return a.set.id == b.set.id; });
        if (same) {
            m_acts = *found;
            if (!m_acts.isEmpty())
                emit dataChanged(index(0), index(int(m_acts.size()) - 1));
            return;
        }
        beginResetModel();
        m_acts = *found;
        endResetModel();
    });
}

int ActModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_acts.size());
}

QString ActModel::title(const Act &act) const
{
    const QString what = act.entity ? act.entity->label(isChinese()) : tr("Record");
    if (act.set.origin == Origin::Undo)
        return act.customerName.isEmpty() ? tr("Undid a change of %1").arg(what) : tr("Undid a change of %1: %2").arg(what, act.customerName);
    if (!act.set.batch.isNull())
        return tr("Import of a file");
    const QString whose = act.customerName;
    const auto say = [&](const QString &alone, const QString &about) { return whose.isEmpty() ? alone.arg(what) : about.arg(what, whose); };
    switch (act.operation) {
    case Change::Operation::Insert:
        return say(tr("Added %1"), tr("Added %1: %2"));
    case Change::Operation::Update:
        return say(tr("Changed %1"), tr("Changed %1: %2"));
    case Change::Operation::Remove:
        return say(tr("Withdrew %1"), tr("Withdrew %1: %2"));
    case Change::Operation::Restore:
        return say(tr("Brought %1 back"), tr("Brought %1 back: %2"));
    }
    return what;
}

QVariant ActModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Act &shown = m_acts[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return title(shown);
    case Qt::AccessibleTextRole:
        return QString(title(shown) + u", "_s + Human::now().exactTime(shown.set.atMs) + (shown.undone ? QString(u", "_s + tr("Undone")) : QString()));
    default:
        return {};
    }
}

void ActModel::plan(int row)
{
    const Act act = m_acts.value(row);
    const quint64 question = ++m_question;
    m_planning = true;
    planOn(question, act.set, std::make_shared<std::optional<Undoing>>());
}

// In steps: a search or a call reads in between, though an import of a million rows is judged.
void ActModel::planOn(quint64 question, const LoggedSet &set, const std::shared_ptr<std::optional<Undoing>> &undoing)
{
    const auto step = m_store.read([set = set.id, batch = set.batch, undoing](Records &records) -> Result<bool> {
        if (!*undoing) {
            auto begun = batch.isNull() ? Undoing::ofSet(records, set, Undoing::Mode::DryRun) : Undoing::ofBatch(records, batch, Undoing::Mode::DryRun);
            if (!begun)
                return fail(begun.error());
            *undoing = std::move(*begun);
        }
        return (*undoing)->step(records);
    });
    deliver(step, this, [this, question, set, undoing](const Result<bool> &more) {
        if (question != m_question)
            return; // another row by now
        m_planning = more ? *more : more.error().id == "store.interrupted"_L1; // a search had the way: the step is tried again
        if (m_planning)
            planOn(question, set, undoing);
        else if (more)
            emit planned(set.id, (*undoing)->plan());
        else
            emit failed(more.error());
    });
}

void ActModel::undo(int row)
{
    // In steps: saving and typing go on while an import of a million rows is taken back.
    const Act act = m_acts.value(row);
    const bool whole = !act.set.batch.isNull();
    undoActOf(m_store, whole ? act.set.batch : act.set.id, whole ? Undoes::Batch : Undoes::Set, this, [this](const Result<Undone> &made) {
        if (made)
            emit undone(*made);
        else
            emit failed(made.error());
    });
}

} // namespace kemai
