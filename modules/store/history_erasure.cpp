// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_erasure.h"

#include "schema/change_json.h"
#include "schema/schema.h"
#include "store/each_row.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr auto sealTitle = "history.erased "_L1;
constexpr char nothing[] = "{}";
} // namespace

bool HistoryErasure::isSeal(const QString &title)
{
    return title.startsWith(sealTitle);
}

Result<QString> HistoryErasure::sealOf(Database &database, qint64 by)
{
    auto rows = database.prepare("SELECT set_seq, hash, after FROM history_erasure WHERE by_seq = ? ORDER BY set_seq");
    if (!rows)
        return fail(rows.error());
    rows->bind(1, by);
    ChainHash digest({});
    if (const auto read = eachRow(rows, [&digest](const Statement &row) {
            digest.add(row.number(0));
            digest.add(row.bytes(1));
            digest.add(row.bytes(2));
        }); !read)
        return fail(read.error());
    return sealTitle + QString::fromLatin1(digest.result().toHex());
}

Result<> HistoryErasure::write(qint64 n, qint64 set, const QByteArray &edits)
{
    auto statement = m_database.prepare("UPDATE history SET edits = ? WHERE n = ?");
    if (!statement)
        return fail(statement.error());
    statement->bindUtf8(1, edits);
    statement->bind(2, n);
    ++m_sets[set];
    return statement->run();
}

Result<> HistoryErasure::erase(const QList<std::pair<const Entity *, Id>> &rows)
{
    for (const auto &[entity, id] : rows) {
        auto lines = m_database.prepare("SELECT n, set_seq, subject FROM history WHERE record = ? AND edits <> '{}'");
        if (!lines)
            return fail(lines.error());
        lines->bind(1, id);
        QList<std::pair<qint64, qint64>> found;
        if (const auto read = eachRow(lines, [&found, name = QLatin1StringView(entity->name)](const Statement &line) {
                if (line.text(2) == name)
                    found.append({line.number(0), line.number(1)});
            }); !read)
            return read;
        for (const auto &[n, set] : std::as_const(found))
            if (const auto done = write(n, set, nothing); !done)
                return done;
    }
    return {};
}

Result<> HistoryErasure::erase(const Entity &entity, int field)
{
    auto lines = m_database.prepare("SELECT n, set_seq, record, operation, edits FROM history WHERE subject = ?1 AND instr(edits, ?2) > 0");
    if (!lines)
        return fail(lines.error());
    lines->bind(1, QString::fromLatin1(entity.name));
    lines->bind(2, QString(u'"' + QLatin1StringView(entity.fields[size_t(field)].name) + u'"'));
    struct Line {
        qint64 n;
        qint64 set;
        QByteArray left;
    };
    QList<Line> found;
    if (const auto read = eachRow(lines, [&](const Statement &line) -> Result<> {
            Change change{&entity, line.id(2), operationFromCode(line.text(3)), {}, 0, 0};
            auto edits = editsFromJson(entity, change.operation, line.bytes(4));
            if (!edits)
                return fail(edits.error());
            change.edits = std::move(*edits);
            if (change.edits.removeIf([field](const Edit &edit) { return edit.field == field; }) > 0)
                found.append({line.number(0), line.number(1), editsToJson(change)});
            return {};
        }); !read)
        return read;
    for (const Line &line : std::as_const(found))
        if (const auto done = write(line.n, line.set, line.left); !done)
            return done;
    return {};
}

Result<qint64> HistoryErasure::seal()
{
    if (m_sets.empty())
        return 0;
    const auto last = m_database.number("SELECT max(n) FROM change_set");
    const auto lastLine = m_database.number("SELECT max(n) FROM history");
    if (!last || !lastLine)
        return fail(last ? lastLine.error() : last.error());
    const qint64 by = *last + 1;
    const qint64 nowMs = m_records.nowMs();
    const auto hashOf = [this](qint64 set) -> Result<QByteArray> {
        auto row = m_database.prepare("SELECT hash FROM change_set WHERE n = ?");
        if (!row)
            return fail(row.error());
        row->bind(1, set);
        const auto there = row->step();
        if (!there)
            return fail(there.error());
        return *there ? QByteArray::fromHex(row->text(0).toLatin1()) : m_records.genesis();
    };
    for (const auto &[set, lines] : m_sets) {
        const auto before = hashOf(set - 1);
        const auto hash = hashOf(set);
        if (!before || !hash)
            return fail(before ? hash.error() : before.error());
        ChainHash left(*before);
        auto row = m_database.prepare(QByteArray("SELECT ") + chainSetColumns + ", changes, first FROM change_set WHERE n = ?");
        if (!row)
            return fail(row.error());
        row->bind(1, set);
        const auto there = row->step();
        if (!there)
            return fail(there.error());
        if (!*there)
            return fail(Error::Code::Corrupt, u"records.historyUnreadable"_s, u"change set %1 is missing"_s.arg(set));
        addSet(left, *row);
        const qint64 changes = row->number(9);
        auto all = m_database.prepare(QByteArray("SELECT ") + chainLineColumns + " FROM history WHERE n >= ?1 AND n < ?2 AND set_seq = ?3 ORDER BY n");
        if (!all)
            return fail(all.error());
        all->bind(1, row->number(10));
        all->bind(2, row->number(10) + changes);
        all->bind(3, set);
        if (const auto read = eachRow(all, [&left](const Statement &line) { addLine(left, line); }); !read)
            return fail(read.error());
        left.add(changes);
        auto note = m_database.prepare("INSERT INTO history_erasure (set_seq, hash, after, by_seq) VALUES (?, ?, ?, ?)");
        if (!note)
            return fail(note.error());
        note->bind(1, set);
        note->bind(2, QString::fromLatin1(hash->toHex()));
        note->bind(3, QString::fromLatin1(left.result().toHex()));
        note->bind(4, by);
        if (const auto done = note->run(); !done)
            return fail(done.error());
    }
    const auto title = sealOf(m_database, by);
    if (!title)
        return fail(title.error());
    auto seal = m_database.prepare("INSERT INTO change_set (n, id, at, device, origin, title, first, changes, hash) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '')");
    if (!seal)
        return fail(seal.error());
    seal->bind(1, by);
    seal->bind(2, Id::make(nowMs));
    seal->bind(3, nowMs);
    seal->bind(4, m_records.device());
    seal->bind(5, originCode(Origin::Sync));
    seal->bind(6, *title);
    seal->bind(7, *lastLine + 1);
    if (const auto done = seal->run(); !done)
        return fail(done.error());
    const auto before = hashOf(by - 1);
    if (!before)
        return fail(before.error());
    ChainHash hash(*before);
    {
        auto row = m_database.prepare(QByteArray("SELECT ") + chainSetColumns + " FROM change_set WHERE n = ?");
        if (!row)
            return fail(row.error());
        row->bind(1, by);
        const auto there = row->step();
        if (!there)
            return fail(there.error());
        addSet(hash, *row);
    }
    hash.add(qint64(0));
    auto finish = m_database.prepare("UPDATE change_set SET hash = ? WHERE n = ?");
    if (!finish)
        return fail(finish.error());
    finish->bind(1, QString::fromLatin1(hash.result().toHex()));
    finish->bind(2, by);
    if (const auto done = finish->run(); !done)
        return fail(done.error());
    m_records.forgetTail();
    const qint64 sets = qint64(m_sets.size());
    m_sets.clear();
    return sets;
}

} // namespace kemai
