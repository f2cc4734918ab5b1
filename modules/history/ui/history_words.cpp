// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/ui/history_words.h"

#include "schema/schema.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype longestValue = 200; // characters of one value

QString joined(QStringList parts, const QString &between = u" · "_s)
{
    parts.removeAll(QString());
    return parts.join(between);
}

} // namespace

QString HistoryWords::act(const QString &title) const
{
    // Entity and act: "task.done". An act nobody put into words here is said by its entity alone.
    static const QHash<QString, const char *> acts{
        {u"create"_s, QT_TR_NOOP("created")},          {u"edit"_s, QT_TR_NOOP("edited")},
        {u"done"_s, QT_TR_NOOP("ticked")},             {u"putOff"_s, QT_TR_NOOP("put off")},
        {u"withdraw"_s, QT_TR_NOOP("withdrawn")},      {u"import"_s, QT_TR_NOOP("imported")},
        {u"merge"_s, QT_TR_NOOP("merged")},            {u"note"_s, QT_TR_NOOP("note written")},
        {u"checkIn"_s, QT_TR_NOOP("checked in")},      {u"noteEdit"_s, QT_TR_NOOP("note edited")},
        {u"noteWithdraw"_s, QT_TR_NOOP("note withdrawn")}, {u"undo"_s, QT_TR_NOOP("undone")},
        {u"restore"_s, QT_TR_NOOP("restored as of a date")},
    };
    const char *said = acts.value(title.section(u'.', -1));
    return said ? tr(said) : QString();
}

QString HistoryWords::origin(Origin origin) const
{
    return choiceLabel(change_set::origin.field(), originCode(origin), m_chinese);
}

QString HistoryWords::headline(const HistoryEntry &entry) const
{
    if (!entry.line.row.entity)
        return tr("A change of a newer version");
    const QString operation = choiceLabel(history::operation.field(), [&] {
        switch (entry.line.row.operation) {
        case Change::Operation::Insert: return u"insert"_s;
        case Change::Operation::Update: return u"update"_s;
        case Change::Operation::Remove: return u"remove"_s;
        case Change::Operation::Restore: return u"restore"_s;
        }
        return QString();
    }(), m_chinese);
    const QString name = entry.recordName.isEmpty() ? entry.line.row.entity->label(m_chinese) : entry.line.row.entity->label(m_chinese) + u' ' + entry.recordName;
    return joined({name, operation});
}

QString HistoryWords::value(const Field &field, const Value &value, const NamesById &names) const
{
    if (value.isNull())
        return u"–"_s;
    switch (field.type) {
    case Type::Time:
        return m_human.exactTime(value.toNumber());
    case Type::Money:
        return m_human.exactMoney(value.toNumber());
    case Type::Boolean:
        return value.toNumber() != 0 ? tr("yes") : tr("no");
    case Type::Integer:
        return m_human.count(value.toNumber());
    case Type::Choice:
        return choiceLabel(field, value.toText(), m_chinese);
    case Type::Reference:
        return names.value(value.toId(), m_chinese, tr("(unknown)"));
    default:
        return value.toText().simplified().left(longestValue);
    }
}

QString HistoryWords::edit(const HistoryEntry &entry, const Edit &each) const
{
    const Field &field = entry.line.row.entity->fields[size_t(each.field)];
    QString said = entry.line.row.operation == Change::Operation::Insert
                       ? tr("%1: %2").arg(field.label(m_chinese), value(field, each.to, entry.names))
                       : tr("%1: %2 → %3").arg(field.label(m_chinese), value(field, each.from, entry.names), value(field, each.to, entry.names));
    if (!each.inferredFrom.isEmpty())
        said += u' ' + tr("(inferred)");
    return said;
}

QString HistoryWords::edits(const HistoryEntry &entry) const
{
    QStringList said;
    if (entry.line.row.entity)
        for (const Edit &each : entry.line.row.edits)
            if (!entry.line.row.entity->fields[size_t(each.field)].is(Hidden))
                said << edit(entry, each);
    return said.join(m_chinese ? u"；"_s : u"; "_s);
}

QString HistoryWords::imported(const QString &file, qint64 line) const
{
    if (file.isEmpty())
        return {};
    return line > 0 ? tr("import %1, line %2").arg(file, m_human.count(line)) : tr("import %1").arg(file);
}

QString HistoryWords::who(const HistoryEntry &entry) const
{
    const QString file = imported(entry.batchFile, entry.line.row.line);
    return joined({entry.names.value(entry.line.set.author, m_chinese), act(entry.line.set.title), file.isEmpty() ? origin(entry.line.set.origin) : file});
}

QString HistoryWords::source(const RecordSource &from) const
{
    const QString file = imported(from.batchFile, from.line);
    return joined({file.isEmpty() ? origin(from.origin) : file, m_chinese || from.authorEn.isEmpty() ? from.author : from.authorEn, m_human.day(QDateTime::fromMSecsSinceEpoch(from.atMs).date())});
}

QString HistoryWords::planned(const NamedPlan &named) const
{
    const UndoPlan &plan = named.plan;
    if (plan.isEmpty())
        return plan.keptCount > 0 ? tr("There is nothing to take back: all of it was changed since.") : tr("There is nothing to take back; it has been undone already.");
    QStringList said;
    if (plan.withdrawn > 0)
        said << tr("%n new record(s) will be withdrawn", nullptr, int(plan.withdrawn));
    if (plan.fields > 0)
        said << tr("%n value(s) will go back", nullptr, int(plan.fields));
    if (plan.revived > 0)
        said << tr("%n withdrawn record(s) will come back", nullptr, int(plan.revived));
    if (plan.keptCount > 0)
        said << tr("%n will be kept, because somebody changed it since", nullptr, int(plan.keptCount));
    return said.join(m_chinese ? u"，"_s : u", "_s) + (m_chinese ? u"。"_s : u"."_s);
}

QString HistoryWords::kept(const Kept &each, const NamesById &names) const
{
    const QString what = joined({each.entity ? each.entity->label(m_chinese) : QString(), names.value(each.record, m_chinese)}, u" "_s);
    const QString when = joined({m_human.exactTime(each.atMs), names.value(each.author, m_chinese)}, u" "_s);
    switch (each.reason) {
    case Kept::Reason::Edited:
        if (each.field >= 0 && each.entity) {
            const Field &field = each.entity->fields[size_t(each.field)];
            return tr("%1, %2: is %3 since %4").arg(what, field.label(m_chinese), value(field, each.now, names), when);
        }
        return tr("%1: edited since (%2)").arg(what, when);
    case Kept::Reason::Withdrawn:
        return tr("%1: withdrawn since (%2)").arg(what, when);
    case Kept::Reason::Restored:
        return tr("%1: brought back since (%2)").arg(what, when);
    case Kept::Reason::Added:
        return tr("%1: %2 hangs on it since (%3)")
            .arg(what, joined({each.cause ? each.cause->label(m_chinese) : QString(), names.value(each.causeRecord, m_chinese)}, u" "_s), when);
    }
    return what;
}

} // namespace kemai
