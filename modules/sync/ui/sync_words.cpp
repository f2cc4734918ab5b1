// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/sync_words.h"

#include "base/error_text.h"
#include "schema/schema.h"
#include "text/trade_words.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace kemai::sync {

using namespace Qt::StringLiterals;
using Part = QueueEntry::Part;

namespace {

constexpr qsizetype longestInLine = 80; // characters of one value in a list's row

QString operationCode(Change::Operation operation)
{
    switch (operation) {
    case Change::Operation::Insert: return u"insert"_s;
    case Change::Operation::Update: return u"update"_s;
    case Change::Operation::Remove: return u"remove"_s;
    case Change::Operation::Restore: return u"restore"_s;
    }
    return {};
}

// A value within a line.
QString cut(const QString &whole)
{
    QString text = whole.left(4 * longestInLine).simplified();
    if (text.size() > longestInLine || whole.size() > 4 * longestInLine)
        text = text.left(longestInLine) + u'…';
    while (text.endsWith(u'。')) // another value follows in the line
        text.chop(1);
    return SyncWords::isolated(text);
}

// Words of the trade stand in these; elsewhere a text is a person's own.
bool isTradeField(const Field &field)
{
    static constexpr const char *names[] = {"level", "source", "stage", "relation", "category"};
    return std::any_of(std::begin(names), std::end(names), [&field](const char *name) { return qstrcmp(field.name, name) == 0; });
}

} // namespace

QString SyncWords::sentence(const Error &error)
{
    return errorText(error, language().tongue() == Tongue::Chinese ? ErrorLanguage::Chinese : ErrorLanguage::English);
}

QString SyncWords::isolated(const QString &value)
{
    return value.isRightToLeft() ? QString(QChar(0x2068) + value + QChar(0x2069)) : value;
}

QString SyncWords::title(const QueueEntry &entry) const
{
    if (const QString label = entry.label().simplified(); !label.isEmpty())
        return label;
    return entry.entity() ? entry.entity()->label(m_chinese) : tr("A change of a newer version");
}

QString SyncWords::what(const QueueEntry &entry) const
{
    if (!entry.entity())
        return {};
    const QString kind = entry.entity()->label(m_chinese);
    if (entry.part == Part::Conflict)
        return kind;
    const wire::Mutation &mutation = entry.line.mutation;
    const QString done = mutation.conflict.isNull() ? choiceLabel(history::operation.field(), operationCode(mutation.change.operation), m_chinese)
                                                    : tr("conflict decided");
    return kind + u" · " + done;
}

QString SyncWords::changes(const QueueEntry &entry, const Names &names) const
{
    if (!entry.entity())
        return entry.line.mutation.unknown.join(m_chinese ? u"、" : u", ");
    if (entry.part == Part::Conflict)
        return caseFields(entry.conflict);
    const Change &change = entry.line.mutation.change;
    QStringList said;
    const auto brief = [&](const Field &field, const Value &value) { // a time to the minute: a row is read at a glance
        if (field.type != Type::Time || value.isNull())
            return cut(this->value(field, value, names));
        return QString(m_human.day(QDateTime::fromMSecsSinceEpoch(value.toNumber()).date()) + u' ' + m_human.clockTime(value.toNumber()));
    };
    for (const Edit &edit : change.edits) {
        const Field &field = change.entity->fields[size_t(edit.field)];
        if (field.is(Hidden) || field.merge == Merge::Derived)
            continue;
        const QString to = brief(field, edit.to);
        if (change.operation == Change::Operation::Insert) {
            if (field.type != Type::Reference)
                said << tr("%1: %2").arg(field.label(m_chinese), to);
        } else {
            said << tr("%1: %2 → %3").arg(field.label(m_chinese), brief(field, edit.from), to);
        }
    }
    return list(said);
}

QString SyncWords::state(Part part) const
{
    switch (part) {
    case Part::Refused: return tr("Not accepted");
    case Part::Conflict: return tr("Conflict");
    case Part::Sending: return tr("Sending");
    case Part::Waiting: return tr("Waiting");
    }
    return {};
}

Tone SyncWords::tone(Part part) const
{
    switch (part) {
    case Part::Refused: return Tone::Danger;
    case Part::Conflict: return Tone::Warning;
    case Part::Sending: return Tone::Accent;
    case Part::Waiting: break;
    }
    return Tone::Neutral;
}

QString SyncWords::reason(const wire::Outcome &outcome) const
{
    QStringList details = outcome.details;
    // The server names table and column; a person knows them by their labels.
    if (const Entity *entity = details.size() >= 2 ? entityNamed(details.first()) : nullptr) {
        const int field = entity->indexOf(QLatin1StringView(details.at(1).toLatin1()));
        details = {field >= 0 ? entity->fields[size_t(field)].label(m_chinese) : details.at(1)};
    }
    return sentence(makeError(Error::Code::Denied, outcome.reason.isEmpty() ? u"sync.internal"_s : outcome.reason, {}, details));
}

QString SyncWords::everything(const QueueEntry &entry, const Names &names) const
{
    QStringList lines{title(entry) + u" · " + (entry.part == Part::Conflict ? state(entry.part) : what(entry)), m_human.exactTime(entry.atMs())};
    if (entry.part == Part::Conflict) {
        for (const ConflictRow &row : entry.conflict.rows)
            lines << tr("%1: before %2, mine %3, theirs %4")
                         .arg(fieldLabel(entry.conflict, row), cell(entry.conflict, row, ConflictModel::BaseColumn, names),
                              cell(entry.conflict, row, ConflictModel::MineColumn, names), cell(entry.conflict, row, ConflictModel::TheirsColumn, names));
        return lines.join(u'\n');
    }
    if (entry.line.outcome)
        lines << reason(*entry.line.outcome);
    const Change &change = entry.line.mutation.change;
    if (change.entity)
        for (const Edit &edit : change.edits) {
            const Field &field = change.entity->fields[size_t(edit.field)];
            if (!field.is(Hidden))
                lines << tr("%1: %2").arg(field.label(m_chinese), value(field, edit.to, names));
        }
    return lines.join(u'\n');
}

QString SyncWords::value(const Field &field, const Value &value, const Names &names) const
{
    if (value.isNull())
        return u"–"_s;
    switch (field.type) {
    case Type::Time: return m_human.exactTime(value.toNumber());
    case Type::Money: return m_human.exactMoney(value.toNumber());
    case Type::Boolean: return value.toNumber() != 0 ? tr("yes") : tr("no");
    case Type::Integer: return m_human.count(value.toNumber());
    case Type::Choice: return choiceLabel(field, value.toText(), m_chinese);
    case Type::Reference: return names.value(value.toId(), tr("(unknown)"));
    default: return isTradeField(field) ? tradeWord(value.toText(), m_chinese) : value.toText();
    }
}

QString SyncWords::mark(const Value &mark) const
{
    return mark.toNumber() == 0 ? tr("in use") : mark.toNumber() > 1 ? tr("withdrawn %1").arg(m_human.exactTime(mark.toNumber())) : tr("withdrawn");
}

QString SyncWords::typed(const Field &field, const Value &value) const
{
    if (value.isNull())
        return {};
    switch (field.type) {
    case Type::Time: return QDateTime::fromMSecsSinceEpoch(value.toNumber()).toString(u"yyyy-MM-dd HH:mm"_s);
    case Type::Money: return QString::number(double(value.toNumber()) / 100, 'f', 2);
    case Type::Boolean:
    case Type::Choice: return this->value(field, value, {});
    case Type::Integer: return QString::number(value.toNumber());
    default: return value.toText();
    }
}

QString SyncWords::fieldLabel(const ConflictCase &one, const ConflictRow &row) const
{
    const Field *field = one.fieldOf(row);
    return field ? field->label(m_chinese) : tr("The record itself");
}

QString SyncWords::cell(const ConflictCase &one, const ConflictRow &row, int column, const Names &names) const
{
    const auto say = [&](const Value &what) { return row.isMark() ? mark(what) : value(*one.fieldOf(row), what, names); };
    switch (column) {
    case ConflictModel::FieldColumn: return fieldLabel(one, row);
    case ConflictModel::BaseColumn: return row.isMark() ? tr("in use") : say(row.base);
    case ConflictModel::MineColumn: return say(row.mine);
    case ConflictModel::TheirsColumn: return say(row.theirs);
    case ConflictModel::ResultColumn: return row.choice == Choice::None ? tr("to choose") : say(row.chosen());
    default: return {};
    }
}

QString SyncWords::caseTitle(const ConflictCase &one) const
{
    const QString label = one.first().label.simplified();
    return label.isEmpty() ? one.entity().label(m_chinese) : label;
}

QString SyncWords::caseFields(const ConflictCase &one) const
{
    QStringList fields;
    for (const ConflictRow &row : one.rows)
        if (const QString label = fieldLabel(one, row); !fields.contains(label))
            fields << label;
    return fields.join(m_chinese ? u"、" : u", ");
}

QString SyncWords::waitedSince(qint64 ms, qint64 nowMs) const
{
    const qint64 minutes = std::max<qint64>(0, nowMs - ms) / 60'000;
    if (minutes < 1)
        return tr("less than a minute");
    if (minutes < 60)
        return tr("%n minute(s)", nullptr, int(minutes));
    if (minutes < 48 * 60)
        return tr("%n hour(s)", nullptr, int(minutes / 60));
    return tr("%n day(s)", nullptr, int(minutes / (24 * 60)));
}

QString SyncWords::condition(OfficeStatus::State state) const
{
    using State = OfficeStatus::State;
    switch (state) {
    case State::Standalone: return tr("This desk works on its own.");
    case State::Starting: return tr("Connecting.");
    case State::Synchronized: return tr("Connected; what you write is sent at once.");
    case State::Sending: return tr("Connected; sending.");
    case State::Receiving: return tr("Connected; receiving.");
    case State::Offline: return tr("The server is away. Everything is kept here and sent when it is back.");
    case State::Stopped:
    case State::OutOfLease:
    case State::Wiped: break;
    }
    return tr("Synchronization has stopped.");
}

QString SyncWords::role(const QByteArray &policy) const
{
    static const QHash<QString, const char *> roles{
        {u"sales"_s, QT_TR_NOOP("Sales")},           {u"service"_s, QT_TR_NOOP("Service")}, {u"supervisor"_s, QT_TR_NOOP("Supervisor")},
        {u"director"_s, QT_TR_NOOP("Director")},     {u"finance"_s, QT_TR_NOOP("Finance")}, {u"hr"_s, QT_TR_NOOP("Human resources")},
        {u"admin"_s, QT_TR_NOOP("Administrator")},
    };
    const QString code = QJsonDocument::fromJson(policy).object().value(u"role"_s).toString();
    const char *said = roles.value(code);
    return said ? tr(said) : code; // an office may have made its own
}

QString SyncWords::files(const OfficeStatus &status) const
{
    QStringList said;
    if (status.filesToSend > 0)
        said << tr("%n file(s) wait to be sent.", nullptr, int(status.filesToSend));
    if (status.filesTooLarge > 0)
        said << tr("%n file(s) are larger than the server takes; they stay on this computer.", nullptr, int(status.filesTooLarge));
    return said.join(m_chinese ? u"" : u" ");
}

SyncWords::Chip SyncWords::chip(const OfficeStatus &status, qint64 nowMs) const
{
    using State = OfficeStatus::State;
    if (status.state == State::Standalone)
        return {};
    Chip chip;
    const QString waiting = status.waiting > 0 ? tr("%1 to sync").arg(m_human.count(status.waiting)) : QString();
    const QString conflicts = status.conflicts > 0 ? tr("%n conflict(s)", nullptr, int(status.conflicts)) : QString();
    const bool offline = status.state == State::Offline;
    if (status.state == State::Stopped || status.state == State::OutOfLease || status.state == State::Wiped) {
        chip = {Tone::Danger, tr("Needs attention"), {}};
    } else if (!conflicts.isEmpty()) {
        chip = {Tone::Warning, offline ? tr("Offline · %1").arg(conflicts) : conflicts, {}};
    } else if (status.refused > 0 || status.needsUpdate) {
        chip = {Tone::Warning, tr("Needs attention"), {}};
    } else if (offline) {
        chip = {Tone::Neutral, waiting.isEmpty() ? tr("Offline") : tr("Offline · %1").arg(waiting), {}};
    } else if (status.uploaded >= 0 && status.toUpload > 0) {
        chip = {Tone::Accent, tr("Uploading %1 %").arg(status.uploaded * 100 / status.toUpload), {}};
    } else if (status.state == State::Sending || status.state == State::Receiving || status.state == State::Starting) {
        chip = {Tone::Accent, status.parts > 0 && status.fetchedParts < status.parts ? tr("Syncing %1 %").arg(status.fetchedParts * 100 / status.parts) : tr("Syncing"), {}};
    } else if (!waiting.isEmpty()) {
        chip = {Tone::Info, waiting, {}};
    } else {
        chip = {Tone::Success, tr("Synced"), {}};
    }
    QStringList details;
    if (status.error)
        details << sentence(*status.error);
    if (status.state == State::OutOfLease)
        details << tr("This desk was without the server for too long and is locked until it reaches it. Everything here is kept.");
    if (status.needsUpdate)
        details << tr("The server speaks a newer version: update Kemai. What you write is still sent.");
    if (status.refused > 0)
        details << tr("%n change(s) the server did not accept; their text is kept.", nullptr, int(status.refused));
    if (status.waiting > 0)
        details << (status.oldestWaitingMs > 0 ? tr("%1 to send, the oldest for %2.").arg(m_human.count(status.waiting), waitedSince(status.oldestWaitingMs, nowMs))
                                               : tr("%1 to send.").arg(m_human.count(status.waiting)));
    if (const QString said = files(status); !said.isEmpty())
        details << said;
    details << (status.lastContactMs > 0 ? tr("Last contact with %1: %2").arg(status.server, m_human.recent(status.lastContactMs, nowMs))
                                         : tr("%1 was not reached yet.").arg(status.server));
    chip.details = details.join(u'\n');
    return chip;
}

} // namespace kemai::sync
