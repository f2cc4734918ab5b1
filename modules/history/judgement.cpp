// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judgement.h"

#include "schema/schema.h"

namespace kemai {

namespace {

bool leadsAnIndex(const Entity &entity, const Field &field)
{
    if (field.is(Indexed))
        return true;
    for (const QByteArray &index : QByteArray(entity.indexes).split('|'))
        if (index.split(',').first() == field.name)
            return true;
    return false;
}

struct Referring {
    const Entity *entity;
    int field;
    bool fast; // by an index; else through the customer both belong to
};

// The fields of other records that name a record of this entity. What hangs on a customer is not among them.
QList<Referring> referringTo(const Entity &target)
{
    QList<Referring> all;
    const bool owned = target.indexOf(QLatin1StringView("customer")) >= 0;
    for (const Entity *entity : allEntities()) {
        if (entity->storage != Storage::Records)
            continue;
        const int customerField = entity->indexOf(QLatin1StringView("customer"));
        for (int i = 0; i < entity->count(); ++i) {
            const Field &field = entity->fields[size_t(i)];
            if (!field.refers || qstrcmp(field.refers, target.name) != 0 || i == customerField)
                continue;
            const bool fast = leadsAnIndex(*entity, field);
            if (fast || (owned && customerField >= 0))
                all.append({entity, i, fast});
        }
    }
    return all;
}

} // namespace

Result<> Judge::load(const QList<RecordKey> &keys)
{
    QList<RecordKey> missing;
    QSet<RecordKey> seen;
    for (const RecordKey &key : keys)
        if (key.first && !m_cases.contains(key) && !seen.contains(key)) {
            seen.insert(key);
            missing.append(key);
        }
    auto histories = m_log.rowsOf(missing);
    if (!histories)
        return fail(histories.error());
    QList<qint64> seqs;
    for (const auto &rows : std::as_const(*histories))
        for (const LoggedRow &row : rows)
            seqs.append(row.setSeq);
    if (const auto loaded = m_log.loadSets(seqs); !loaded)
        return loaded;
    for (auto it = histories->begin(); it != histories->end(); ++it) {
        Case made;
        made.tracks = RecordTracks::of(std::move(*it), m_log);
        made.existence = made.tracks.existence.takeBack(m_chosen);
        for (auto field = made.tracks.fields.begin(); field != made.tracks.fields.end(); ++field)
            made.fields.insert(field.key(), field->takeBack(m_chosen));
        qint64 oldest = 0; // what it undoes says how the record ends
        for (auto row = made.existence.cbegin(); row != made.existence.cend(); ++row)
            if (oldest == 0 || row.key() < oldest)
                oldest = row.key();
        if (oldest != 0 && made.existence.value(oldest).toNumber() != RecordTracks::present)
            made.withdrawnByRow = oldest;
        m_cases.insert(it.key(), std::move(made));
    }
    return {};
}

const Judge::Case &Judge::caseOf(const RecordKey &key) const
{
    static const Case none;
    const auto found = m_cases.constFind(key);
    return found == m_cases.cend() ? none : *found;
}

Result<> Judge::loadRecords(const QList<RecordKey> &keys)
{
    QHash<const Entity *, QList<Id>> wanted;
    for (const RecordKey &key : keys)
        if (const auto found = m_cases.constFind(key); found != m_cases.cend() && !found->now)
            wanted[key.first].append(key.second);
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it)
        for (qsizetype from = 0; from < it->size(); from += Log::idsOfQuery) {
            const auto rows = m_log.records().find(Query(*it.key()).where(Condition::idIn(it->mid(from, Log::idsOfQuery))).withRemoved());
            if (!rows)
                return fail(rows.error());
            for (const Record &row : *rows)
                m_cases[{it.key(), row.id}].now = row;
        }
    return {};
}

Kept Judge::laterOf(Kept kept, qint64 setSeq) const
{
    const LoggedSet &set = m_log.set(setSeq);
    kept.setSeq = setSeq;
    kept.author = set.author;
    kept.atMs = set.atMs;
    return kept;
}

// The latest thing in force that happened to a record behind this row of history, other than by the chosen sets.
std::optional<Kept> Judge::touch(const RecordKey &key, const Case &of, qint64 sinceRow) const
{
    std::optional<Kept> latest;
    if (of.tracks.rows.isEmpty()) // a record without a history here: somebody else's
        return Kept{.entity = key.first, .record = key.second, .reason = Kept::Reason::Added};
    if (const Track::Element *top = of.tracks.existence.top(); top && top->rows.first() > sinceRow) {
        const auto reason = top->to.toNumber() == RecordTracks::withdrawn ? Kept::Reason::Withdrawn
            : top->from.toNumber() == RecordTracks::absent                ? Kept::Reason::Added
                                                                          : Kept::Reason::Restored;
        latest = laterOf({.entity = key.first, .record = key.second, .reason = reason}, top->setSeq);
    }
    for (auto it = of.tracks.fields.cbegin(); it != of.tracks.fields.cend(); ++it) {
        const Track::Element *top = it->top();
        if (!top || top->rows.first() <= sinceRow || key.first->fields[size_t(it.key())].merge == Merge::Derived)
            continue;
        if (!latest || latest->setSeq < top->setSeq)
            latest = laterOf({.entity = key.first, .record = key.second, .field = it.key(), .now = top->to, .before = top->from}, top->setSeq);
    }
    return latest;
}

void Judge::keep(const RecordKey &key, Kept why)
{
    why.entity = key.first;
    why.record = key.second;
    const auto known = m_kept.find(key);
    if (known == m_kept.end())
        m_kept.insert(key, why);
    else if (known->setSeq < why.setSeq)
        *known = why;
}

// Customers that would be withdrawn, each with what hangs on it.
Result<> Judge::judgeFamilies(const QSet<Id> &customers)
{
    constexpr qint64 piece = 2000;
    const QList<Id> all(customers.begin(), customers.end());
    for (qsizetype from = 0; from < all.size(); from += Log::idsOfQuery) {
        const QList<Id> some = all.mid(from, Log::idsOfQuery);
        for (const Hanging &hanging : hangingOnCustomers()) {
            Query query = Query(*hanging.entity).where(isIn(hanging.customer, some)).select(hanging.customer).withRemoved().orderBy(hanging.customer).limit(piece);
            while (true) {
                const auto rows = m_log.records().find(query);
                if (!rows)
                    return fail(rows.error());
                QList<RecordKey> keys;
                for (const Record &row : *rows)
                    keys.append({hanging.entity, row.id});
                if (const auto loaded = load(keys); !loaded)
                    return loaded;
                for (const Record &row : *rows) {
                    const RecordKey root{&customer::entity, row[hanging.customer]};
                    const RecordKey key{hanging.entity, row.id};
                    const Case &child = caseOf(key);
                    const bool goes = child.withdrawnByRow != 0;
                    if (goes)
                        m_families[root.second].append(key);
                    else if (row.removedMs != 0)
                        continue; // withdrawn by somebody: no reason to keep anything
                    if (auto why = touch(key, child, goes ? child.withdrawnByRow : caseOf(root).withdrawnByRow)) {
                        why->cause = key.first;
                        why->causeRecord = key.second;
                        keep(root, *why);
                    }
                }
                if (rows->size() < piece)
                    break;
                query.after(rows->last());
            }
        }
    }
    return {};
}

// What would go stays if something that stays refers to it.
Result<> Judge::judgeReferences(const QList<RecordKey> &withdrawn)
{
    QHash<const Entity *, QList<RecordKey>> byEntity;
    for (const RecordKey &key : withdrawn)
        byEntity[key.first].append(key);
    for (auto target = byEntity.cbegin(); target != byEntity.cend(); ++target) {
        const int owner = target.key()->indexOf(QLatin1StringView("customer"));
        for (const Referring &referring : referringTo(*target.key())) {
            const FieldOf<Id> field{referring.entity, referring.field};
            for (qsizetype from = 0; from < target->size(); from += Log::idsOfQuery) {
                QList<Id> ids;
                QSet<Id> owners;
                for (const RecordKey &key : target->mid(from, Log::idsOfQuery)) {
                    ids.append(key.second);
                    if (owner >= 0 && caseOf(key).now)
                        owners.insert(caseOf(key).now->value(owner).toId());
                }
                owners.remove(Id());
                Query query = Query(*referring.entity).where(isIn(field, ids)).select(field);
                if (!referring.fast)
                    query.where(isIn(FieldOf<Id>{referring.entity, referring.entity->indexOf(QLatin1StringView("customer"))}, owners.values()));
                const auto rows = m_log.records().find(query);
                if (!rows)
                    return fail(rows.error());
                QList<RecordKey> keys;
                for (const Record &row : *rows)
                    keys.append({referring.entity, row.id});
                if (const auto loaded = load(keys); !loaded)
                    return loaded;
                for (const Record &row : *rows) {
                    const RecordKey key{referring.entity, row.id};
                    const RecordKey named{target.key(), row[field]};
                    const qint64 own = caseOf(key).withdrawnByRow;
                    auto why = touch(key, caseOf(key), own != 0 ? own : caseOf(named).withdrawnByRow);
                    if (!why)
                        continue;
                    why->cause = key.first;
                    why->causeRecord = key.second;
                    keep(named, *why);
                }
            }
        }
    }
    return {};
}

Result<Judgement> Judge::judge(const LoggedSet &set, const QList<LoggedRow> &allRows)
{
    m_cases.clear();
    m_kept.clear();
    m_families.clear();

    QList<LoggedRow> rows;
    QList<RecordKey> keys;
    for (const LoggedRow &row : allRows) {
        // An import's own record is its log: it stays, marked undone.
        if (!row.entity || (row.entity == &import_batch::entity && set.origin != Origin::Undo))
            continue;
        rows.append(row);
        keys.append({row.entity, row.record});
    }
    if (const auto loaded = load(keys); !loaded)
        return fail(loaded.error());
    if (const auto loaded = loadRecords(keys); !loaded)
        return fail(loaded.error());

    // Who would go, and the customers they belong to.
    QList<RecordKey> withdrawn;
    QSet<Id> owners;
    for (const RecordKey &key : std::as_const(keys)) {
        const Case &of = caseOf(key);
        if (of.withdrawnByRow == 0 || !of.now)
            continue;
        withdrawn.append(key);
        const int owner = key.first->indexOf(QLatin1StringView("customer"));
        const Id customer = key.first == &customer::entity ? key.second : owner >= 0 ? of.now->value(owner).toId() : Id();
        if (!customer.isNull())
            owners.insert(customer);
    }
    QList<RecordKey> roots;
    for (const Id &id : std::as_const(owners))
        roots.append({&customer::entity, id});
    if (const auto loaded = load(roots); !loaded)
        return fail(loaded.error());
    QSet<Id> candidates;
    for (const RecordKey &root : std::as_const(roots))
        if (caseOf(root).withdrawnByRow != 0)
            candidates.insert(root.second);

    for (const RecordKey &key : std::as_const(withdrawn))
        if (const auto why = touch(key, caseOf(key), caseOf(key).withdrawnByRow))
            keep(key, *why);
    for (const RecordKey &root : std::as_const(roots))
        if (candidates.contains(root.second))
            if (const auto why = touch(root, caseOf(root), caseOf(root).withdrawnByRow))
                keep(root, *why);
    if (const auto judged = judgeFamilies(candidates); !judged)
        return fail(judged.error());
    const QSet<RecordKey> already(withdrawn.cbegin(), withdrawn.cend());
    for (const RecordKey &root : std::as_const(roots)) // also the customers of this piece's records
        if (candidates.contains(root.second) && !already.contains(root))
            withdrawn.append(root);
    if (const auto judged = judgeReferences(withdrawn); !judged)
        return fail(judged.error());
    // One of the family stays: all of it does.
    for (auto family = m_families.cbegin(); family != m_families.cend(); ++family) {
        const RecordKey root{&customer::entity, family.key()};
        for (const RecordKey &member : *family)
            if (const auto why = m_kept.constFind(member); why != m_kept.cend()) {
                Kept forIt = *why;
                if (!forIt.cause) {
                    forIt.cause = member.first;
                    forIt.causeRecord = member.second;
                }
                keep(root, forIt);
            }
        const auto why = m_kept.find(root);
        if (why == m_kept.end())
            continue;
        why->records = int(family->size()) + 1;
        Kept silent = *why; // taken before the family is added: that moves what `why` points to
        silent.records = 0; // the customer's line speaks for it
        for (const RecordKey &member : *family)
            m_kept.insert(member, silent);
    }

    Judgement answer;
    for (const LoggedRow &row : std::as_const(rows))
        judgeRow(row, answer);
    return answer;
}

// The value a field gets back when this row's edit of it is taken back; nothing if it is kept or already undone.
std::optional<Value> Judge::valueAfter(const LoggedRow &row, const Edit &edit, const Case &of) const
{
    const auto track = of.fields.constFind(edit.field);
    if (track == of.fields.cend())
        return {};
    const auto taken = track->constFind(row.seq);
    return taken == track->cend() ? std::optional<Value>() : *taken;
}

void Judge::judgeRow(const LoggedRow &row, Judgement &answer)
{
    const RecordKey key{row.entity, row.record};
    const Case &of = m_cases[key];
    if (!of.now)
        return;
    const Record &now = *of.now;
    if (of.withdrawnByRow != 0) {
        if (const auto why = m_kept.constFind(key); why != m_kept.cend()) {
            if (of.existence.contains(row.seq) && why->records > 0)
                answer.kept.append(*why);
            return;
        }
    }

    if (row.operation != Change::Operation::Update) {
        const auto taken = of.existence.constFind(row.seq);
        if (taken == of.existence.cend()) {
            const Track &existence = of.tracks.existence;
            if (existence.top() && (existence.holdsRow(row.seq) || existence.marksRow(row.seq)))
                answer.kept.append(laterOf({.entity = key.first, .record = key.second,
                                            .reason = now.removedMs != 0 ? Kept::Reason::Withdrawn : Kept::Reason::Restored},
                                           existence.holdsRow(row.seq) ? existence.top()->setSeq : existence.lastSet()));
        } else if (taken->toNumber() == RecordTracks::present) {
            answer.changes.append(Change::restore(now));
            ++answer.revived;
        } else {
            answer.changes.append(Change::remove(now));
            ++answer.withdrawn;
            answer.withdrawnCustomers += key.first == &customer::entity;
        }
        if (!answer.changes.isEmpty() && answer.changes.last().record == key.second)
            answer.changes.last().expectedVersion = 0;
        return;
    }

    Change change = Change::update(now);
    change.expectedVersion = 0;
    QSet<QLatin1StringView> restored; // names of the fields that go back
    for (const Edit &edit : row.edits) {
        const Field &field = row.entity->fields[size_t(edit.field)];
        if (field.derivedFrom
            && std::any_of(row.edits.cbegin(), row.edits.cend(),
                           [&](const Edit &other) { return qstrcmp(row.entity->fields[size_t(other.field)].name, field.derivedFrom) == 0; }))
            continue; // goes with its source, below
        if (const auto value = valueAfter(row, edit, of)) {
            restored.insert(QLatin1StringView(field.name));
            change.edits.append({edit.field, now.value(edit.field), *value, {}});
            ++answer.fields;
            continue;
        }
        const Track &track = of.tracks.fields[edit.field];
        if (field.merge != Merge::Derived && (track.holdsRow(row.seq) || track.marksRow(row.seq)))
            answer.kept.append(laterOf({.entity = key.first, .record = key.second, .field = edit.field,
                                        .now = now.value(edit.field), .before = edit.from},
                                       track.holdsRow(row.seq) ? track.top()->setSeq : track.lastSet()));
    }
    for (int i = 0; i < row.entity->count(); ++i) {
        const char *source = row.entity->fields[size_t(i)].derivedFrom;
        if (!source || !restored.contains(QLatin1StringView(source)))
            continue;
        for (const LoggedRow &since : of.tracks.rows) { // as it was before this row
            if (since.seq < row.seq)
                continue;
            const auto edit = std::find_if(since.edits.cbegin(), since.edits.cend(), [i](const Edit &e) { return e.field == i; });
            if (edit != since.edits.cend()) {
                change.edits.append({i, now.value(i), edit->from, {}});
                break;
            }
        }
    }
    if (!change.edits.isEmpty()) {
        answer.changes.append(change);
        ++answer.restored;
    }
}

} // namespace kemai
