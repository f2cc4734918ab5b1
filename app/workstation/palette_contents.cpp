// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette_contents.h"

#include "base/deliver.h"
#include "main_window.h"
#include "pages.h"
#include "schema/schema.h"
#include "settings/settings.h"
#include "text/pinyin_match.h"
#include "widgets/human.h"
#include "widgets/key_hint.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int customersFound = 8;
constexpr qsizetype recentsKept = 24;
constexpr qsizetype recentCustomersShown = 5;

QStringList pushedFirst(QStringList list, const QString &entry)
{
    list.removeAll(entry);
    list.prepend(entry);
    if (list.size() > recentsKept)
        list.resize(recentsKept);
    return list;
}

QString valueText(const Setting &setting)
{
    const bool chinese = language().tongue() == Tongue::Chinese;
    const QString value = settings().text(setting);
    switch (setting.type) {
    case SettingType::Switch:
        return value == "on"_L1 ? PaletteContents::tr("On") : PaletteContents::tr("Off");
    case SettingType::Number:
        return value + u' ' + QString::fromUtf16(chinese ? setting.unitZh : setting.unitEn);
    case SettingType::Choice:
        for (const SettingChoice &choice : choicesOf(setting))
            if (choice.name == value)
                return chinese ? choice.zh : choice.en;
        return value;
    case SettingType::Text:
        break;
    }
    return value;
}
} // namespace

QList<PaletteEntry> rankedEntries(const QList<PaletteEntry> &entries, const QString &typed, const QStringList &recent)
{
    struct Ranked {
        PaletteEntry entry;
        qsizetype lately;
    };
    QList<Ranked> found;
    for (PaletteEntry entry : entries) {
        if (!typed.isEmpty()) {
            entry.hits = spansOf(typed, entry.title);
            if (entry.hits.isEmpty()) {
                if (const auto match = matchPinyin(entry.title, typed, Reading::Ordinary))
                    entry.hits = {{match->position, match->length}};
                else if (!entry.search.contains(typed, Qt::CaseInsensitive))
                    continue;
            }
        }
        const qsizetype at = recent.indexOf(entry.id);
        found << Ranked{entry, at < 0 ? recentsKept : at};
    }
    std::stable_sort(found.begin(), found.end(), [](const Ranked &a, const Ranked &b) { return a.lately < b.lately; });
    QList<PaletteEntry> ranked;
    for (const Ranked &one : std::as_const(found))
        ranked << one.entry;
    return ranked;
}

PaletteContents::PaletteContents(MainWindow &window) : QObject(&window), m_window(window), m_session(window.session())
{
    constexpr int stayMs = 2000;
    m_stayed.setSingleShot(true);
    m_stayed.setInterval(stayMs);
    connect(&m_stayed, &QTimer::timeout, this, [this] {
        if (!m_shown.isNull())
            settings().user().setValue(recentKey(), pushedFirst(settings().user().value(recentKey()).toStringList(), m_shown.toString()));
    });
}

void PaletteContents::attach(CommandPalette &palette)
{
    palette.setEntries([this] { return standing(); });
    palette.setRanking([](const QList<PaletteEntry> &entries, const QString &typed) {
        return rankedEntries(entries, typed, settings().user().value(u"palette/recent"_s).toStringList());
    });
    palette.setSource([this](const QString &text, const CommandPalette::Answer &answer) {
        if (text.isEmpty())
            recentCustomers(answer);
        else
            findCustomers(text, answer);
    });
    connect(&palette, &CommandPalette::used, this, [this](const QString &id) {
        if (!id.isEmpty())
            noteUse(id);
    });
}

// Ids only: names stay inside the encrypted store.
QString PaletteContents::recentKey() const
{
    return u"palette/customers/"_s + QString::fromLatin1(QCryptographicHash::hash(m_session.directory().toUtf8(), QCryptographicHash::Sha1).toHex().left(12));
}

void PaletteContents::noteCustomer(const Id &customer)
{
    m_shown = customer;
    m_stayed.start();
}

void PaletteContents::noteUse(const QString &entry)
{
    settings().user().setValue(u"palette/recent"_s, pushedFirst(settings().user().value(u"palette/recent"_s).toStringList(), entry));
}

PaletteEntry PaletteContents::customerEntry(const Id &customer) const
{
    PaletteEntry entry;
    entry.kind = PaletteEntry::Kind::Customer;
    entry.glyph = Glyph::Customers;
    entry.run = [this, customer] { m_window.openCustomer(customer); };
    return entry;
}

void PaletteContents::recentCustomers(const CommandPalette::Answer &answer)
{
    QList<Id> ids;
    for (const QString &text : settings().user().value(recentKey()).toStringList().mid(0, recentCustomersShown))
        if (const Id id = Id::fromString(text); !id.isNull())
            ids << id;
    if (!m_session.store() || ids.isEmpty()) {
        answer({});
        return;
    }
    ++m_underWay;
    deliver(m_session.store()->find(Query(customer::entity).where(Condition::idIn(ids))), this,
            [this, ids, answer](const Result<QList<Record>> &rows) {
        --m_underWay;
        QList<PaletteEntry> entries;
        for (const Id &id : ids)
            for (const Record &row : rows ? *rows : QList<Record>())
                if (row.id == id) {
                    PaletteEntry entry = customerEntry(id);
                    const QString name = row[customer::name];
                    entry.title = name.isEmpty() ? row[customer::company] : name;
                    entry.detail = name.isEmpty() ? QString() : row[customer::company];
                    entries << entry;
                }
        answer(entries);
    });
}

void PaletteContents::findCustomers(const QString &text, const CommandPalette::Answer &answer)
{
    if (!m_session.store()) {
        answer({});
        return;
    }
    m_clock.start();
    ++m_underWay;
    deliver(m_session.store()->search({text, customersFound}), this, [this, answer](const Result<QList<Hit>> &hits) {
        --m_underWay;
        if (!hits) {
            answer({}); // an interrupted search was replaced by a newer one
            return;
        }
        m_window.showSearchTime(m_clock.nsecsElapsed() / 1000);
        QList<PaletteEntry> entries;
        for (const Hit &hit : *hits) {
            PaletteEntry entry = customerEntry(hit.customer);
            entry.title = hit.name.isEmpty() ? hit.company : hit.name;
            entry.hits = hit.matched == entry.title && hit.length > 0 ? QList<TextSpan>{{hit.start, hit.length}}
                                                                      : QList<TextSpan>();
            QStringList detail;
            if (!hit.name.isEmpty() && !hit.company.isEmpty())
                detail << hit.company;
            if (hit.where == Hit::Where::Phone)
                detail << Human::now().phone(hit.matched);
            else if (hit.where != Hit::Where::Name && hit.where != Hit::Where::Company)
                detail << hit.matched;
            entry.detail = detail.join(u" · "_s);
            entries << entry;
        }
        answer(entries);
    });
}

QList<PaletteEntry> PaletteContents::standing() const
{
    QList<PaletteEntry> entries;
    const QStringList pages = m_window.pages();
    for (const Page &page : allPages()) {
        if (!pages.contains(page.id) || page.id == m_window.currentPage())
            continue;
        PaletteEntry entry;
        entry.kind = PaletteEntry::Kind::Page;
        entry.id = u"page."_s + page.id;
        entry.glyph = page.glyph;
        entry.title = page.title();
        entry.search = page.id; // its English word, whatever the language
        const QKeySequence keys = m_window.actions().keys(entry.id);
        entry.keys = keys.isEmpty() ? QString() : keyHintText(keys);
        entry.run = [this, id = page.id] { m_window.openPage(id); };
        entries << entry;
    }
    const QList<Action> actions = m_window.actions().available();
    for (const Action &action : actions) {
        if (action.id == "palette"_L1 || action.id.startsWith("page."_L1))
            continue;
        PaletteEntry entry;
        entry.kind = PaletteEntry::Kind::Action;
        entry.id = action.id;
        entry.glyph = action.glyph;
        entry.title = action.title();
        entry.search = action.id;
        entry.keys = action.keys.isEmpty() ? QString() : keyHintText(action.keys);
        entry.run = [this, id = action.id] { m_window.actions().run(id); };
        entries << entry;
    }
    const bool chinese = language().tongue() == Tongue::Chinese;
    for (const Setting *setting : allSettings()) {
        PaletteEntry entry;
        entry.kind = PaletteEntry::Kind::Setting;
        entry.id = u"setting."_s + QLatin1StringView(setting->key);
        entry.glyph = Glyph::Settings;
        entry.title = QString::fromUtf16(chinese ? setting->zh : setting->en);
        entry.search = QString::fromUtf16(chinese ? setting->en : setting->zh);
        entry.detail = valueText(*setting);
        entry.run = [this, key = QString::fromLatin1(setting->key)] { m_window.openSetting(key); };
        entries << entry;
    }
    return entries;
}

} // namespace kemai
