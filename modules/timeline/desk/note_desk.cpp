// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/note_desk.h"

#include "base/deliver.h"
#include "schema/phrases.h"
#include "schema/schema.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 mostColleagues = 2000;
constexpr int newestTags = 5000;
constexpr qsizetype mostTags = 500;

struct Read {
    QList<NoteWorld::Colleague> colleagues;
    QStringList tags;
    QList<TextModule> modules;
    QList<CheckInTemplate> checkIns;
};

Result<Read> readAll(Records &records, bool chinese)
{
    Read all;
    const auto users = records.find(Query(user::entity).where(user::state != u"disabled"_s).limit(mostColleagues));
    if (!users)
        return fail(users.error());
    for (const Record &row : *users) {
        QStringList names{row[user::name], row[user::name_en], row[user::login]};
        names.removeAll(QString());
        if (!names.isEmpty())
            all.colleagues.append({row.id, names});
    }
    // The tags in use, the most frequent first: of the newest ones, since all of a million customers are read for seconds.
    const auto tags = records.find(Query(tag::entity).select(tag::label).orderBy(Ordering{-1, Order::Descending}).limit(newestTags));
    if (!tags)
        return fail(tags.error());
    QHash<QString, int> counted;
    for (const Record &row : *tags)
        if (const QString label = row[tag::label]; !label.isEmpty() && counted[label]++ == 0)
            all.tags.append(label);
    std::stable_sort(all.tags.begin(), all.tags.end(), [&counted](const QString &a, const QString &b) { return counted.value(a) > counted.value(b); });
    all.tags = all.tags.mid(0, mostTags);
    auto modules = textModules(records, chinese);
    if (!modules)
        return fail(modules.error());
    all.modules = std::move(*modules);
    auto checkIns = checkInTemplates(records, chinese);
    if (!checkIns)
        return fail(checkIns.error());
    all.checkIns = std::move(*checkIns);
    return all;
}

} // namespace

NoteDesk::NoteDesk(Store &store, QObject *parent) : QObject(parent), m_store(store), m_checkIns(shippedCheckIns(true))
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(500); // an import touches tags many times a second
    connect(&m_readSoon, &QTimer::timeout, this, &NoteDesk::read);
    connect(&store, &Store::changed, this, [this](const QString &entity) {
        for (const Entity *mine : {&user::entity, &tag::entity, &text_module::entity, &check_in_template::entity})
            if (m_open && entity == QLatin1StringView(mine->name) && !m_readSoon.isActive())
                m_readSoon.start(mine == &tag::entity ? 5000 : 0);
    });
}

void NoteDesk::setChinese(bool chinese)
{
    if (chinese == m_chinese)
        return;
    m_chinese = chinese;
    if (std::all_of(m_checkIns.cbegin(), m_checkIns.cend(), [](const CheckInTemplate &each) { return each.id.isNull(); }))
        m_checkIns = shippedCheckIns(chinese);
    emit changed();
    if (m_open)
        read();
}

void NoteDesk::open()
{
    if (std::exchange(m_open, true))
        return;
    read();
}

void NoteDesk::read()
{
    deliver(m_store.read([chinese = m_chinese](Records &records) { return readAll(records, chinese); }), this, [this](const Result<Read> &all) {
        if (!all) {
            if (all.error().id == "store.interrupted"_L1)
                m_readSoon.start(500); // a search had the way
            else
                emit failed(all.error());
            return;
        }
        m_colleagues = all->colleagues;
        m_tags = all->tags;
        m_modules = all->modules;
        m_checkIns = all->checkIns;
        emit changed();
    });
}

void NoteDesk::report(const QFuture<Result<Committed>> &future)
{
    deliver(future, this, [this](const Result<Committed> &done) {
        if (done)
            emit saved(done->set);
        else
            emit failed(done.error());
    });
}

void NoteDesk::saveCheckIns(const QList<CheckInTemplate> &wanted)
{
    report(m_store.write([wanted, author = m_author, now = m_store.clock().nowMs()](Records &records) { return saveCheckInTemplates(records, wanted, author, now); }));
}

void NoteDesk::saveModules(const QList<TextModule> &wanted)
{
    report(m_store.write([wanted, author = m_author, now = m_store.clock().nowMs()](Records &records) { return saveTextModules(records, wanted, author, now); }));
}

} // namespace kemai
