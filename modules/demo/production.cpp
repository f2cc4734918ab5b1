// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/production.h"

#include "demo/working_time.h"
#include "schema/administration.h"
#include "schema/customer.h"
#include "schema/interaction.h"
#include "schema/work.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai::demo {

namespace {

constexpr qint64 historyMs = 730 * dayMs;
constexpr qint64 longPortions = 10;

enum Stream : quint64 { StoryStream = 1, NumberStream = 2, IdStream = 3, WeightStream = 4, CustomerStream = 1000 };

QString text(const char16_t *utf16) { return QString::fromUtf16(utf16); }

struct Manner {
    const char16_t *channel;
    const char16_t *direction;
};
constexpr Manner manners[] = {
    {u"webform", u"in"}, {u"call", u"in"}, {u"call", u"out"}, {u"wechat", u"in"}, {u"wechat", u"out"}, {u"chat", u"in"}, {u"chat", u"out"},
    {u"mail", u"in"}, {u"mail", u"out"}, {u"visit", u"out"}, {u"mail", u"out"}, {u"note", u"internal"}, {u"note", u"internal"},
    {u"call", u"in"}, {u"ticket", u"internal"}, {u"ticket", u"internal"}, {u"ticket", u"internal"}, {u"call", u"out"},
};

// The codes are shared texts: a million records point to the same few.
const QString &shared(const char16_t *utf16)
{
    static thread_local QHash<const char16_t *, QString> known;
    QString &found = known[utf16];
    if (found.isNull())
        found = text(utf16);
    return found;
}

constexpr const char16_t *daysZh[] = {u"周一", u"周二", u"周三", u"周四", u"周五", u"明天", u"月底", u"下周"};
constexpr const char16_t *daysEn[] = {u"Monday", u"Tuesday", u"Wednesday", u"Thursday", u"Friday", u"next week"};
constexpr const char16_t *sources[] = {u"官网", u"百度推广", u"老客户介绍", u"展会", u"企业微信", u"400 热线", u"地推", u"抖音", u"合作渠道"};
constexpr const char16_t *sourcesEn[] = {u"Website", u"Trade fair", u"Referral", u"LinkedIn", u"Partner"};
constexpr const char16_t *levels[] = {u"重点", u"普通", u"普通", u"普通", u"潜在"};
constexpr const char16_t *labels[] = {u"价格敏感", u"决策人", u"续费季", u"老客户", u"需要发票", u"周末联系", u"关注服务", u"竞品在用", u"VIP", u"待培育"};
constexpr const char16_t *titles[] = {u"采购经理", u"总经理", u"财务", u"行政主管", u"技术负责人", u"副总", u"店长", u"项目经理", u"助理"};
constexpr const char16_t *titlesEn[] = {u"Purchasing", u"Managing Director", u"Finance", u"Office Manager", u"Engineering"};
constexpr const char16_t *relations[] = {u"配偶", u"父亲", u"母亲", u"孩子", u"家人"};
constexpr const char16_t *taskTitles[] = {u"回访使用情况", u"发送报价", u"确认合同条款", u"寄送资料", u"预约下次面谈", u"催办回款", u"准备演示环境"};
constexpr const char16_t *taskTitlesEn[] = {u"Check how it goes", u"Send the quote", u"Confirm the contract", u"Book the next meeting"};
constexpr const char16_t *promiseTexts[] = {u"3 日内提供方案", u"周五前给出报价", u"今天下班前回电", u"一周内安排上门", u"48 小时内给出处理结论"};
constexpr const char16_t *promiseTextsEn[] = {u"proposal within 3 days", u"quote by Friday", u"call back today"};
constexpr const char16_t *mailHosts[] = {u"@qq.com", u"@163.com", u"@126.com", u"@sina.com", u"@foxmail.com", u"@outlook.com"};
constexpr const char16_t *notes[] = {u"喜欢微信沟通，电话尽量短。", u"发票开专票，抬头以合同为准。", u"孩子上课时间不接电话。", u"只收快递到前台。", u"每月 25 日结账。", u"老板亲自拍板，先发一页纸摘要。", u"对服务响应要求高 ⚠️"};

qint64 roundAmount(qint64 yuan)
{
    const qint64 unit = yuan >= 100'000 ? 10'000 : yuan >= 10'000 ? 1'000 : 100;
    return std::max<qint64>(unit, yuan / unit * unit);
}

QString dateText(qint64 ms)
{
    // Days since 1970 to a civil date (Hinnant 2013): QDate would do, but this is asked a million times.
    const qint64 z = (ms + chinaMs) / dayMs + 719468;
    const qint64 era = z / 146097;
    const qint64 dayOfEra = z - era * 146097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 shifted = (5 * dayOfYear + 2) / 153;
    const qint64 day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    const qint64 month = shifted < 10 ? shifted + 3 : shifted - 9;
    const qint64 year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    const auto two = [](qint64 n) { return QString(QChar(u'0' + char16_t(n / 10)) + QChar(u'0' + char16_t(n % 10))); };
    return QString::number(year) + u'-' + two(month) + u'-' + two(day);
}

// The name as it is compared: letters and digits, case folded (the normal form of an import).
QString folded(const QString &name)
{
    QString out;
    out.reserve(name.size());
    for (const QChar c : name)
        if (c.isLetterOrNumber())
            out += c.toCaseFolded();
    return out;
}

} // namespace

Production::Production(const DemoOptions &options)
    : m_options(options)
    , m_dice(options.seed, StoryStream)
    , m_numbers(mixed(options.seed + NumberStream))
{
    m_waiting.push_back(staff());
    m_bulkCustomers = options.customers;
    m_bulkInteractions = options.interactions;
    if (options.customers >= demoStoryCustomers && options.interactions >= demoStoryInteractions) {
        for (ChangeSet &set : stories(*this))
            m_waiting.push_back(std::move(set));
        for (const ChangeSet &set : m_waiting)
            for (const Change &change : set.changes) {
                if (change.operation != Change::Operation::Insert)
                    continue;
                m_bulkCustomers -= change.entity == &customer::entity;
                m_bulkInteractions -= change.entity == &interaction::entity;
                m_extraPhones += 3 * (change.entity == &customer::entity) - (change.entity == &phone::entity);
            }
    }
    if (options.interactions >= 10 * demoLongTimeline && m_bulkCustomers > 0)
        m_bulkInteractions -= demoLongTimeline;
    for (qint64 i = 0; i < m_bulkCustomers; ++i)
        m_totalWeight += weightOf(i);
}

// How much is said with this customer, compared with others: a few talk a lot.
qint64 Production::weightOf(qint64 number) const
{
    Dice dice(mixed(m_options.seed + WeightStream), quint64(number));
    const double u = dice.unit();
    return 4 + qint64(60 * u * u * u * u);
}

Id Production::newId()
{
    const quint64 k = m_ids++;
    // 1,024 ids a millisecond, in the hour before nowMs: whoever makes ids after us comes behind them.
    const qint64 ms = m_options.nowMs - 3'600'000 + qint64(k >> 10);
    return Id::fromSeed(ms, (k & 1023) << 2, mixed(mixed(m_options.seed + IdStream) ^ k));
}

ChangeSet Production::setAt(qint64 atMs, Origin origin, const char16_t *title, int author) const
{
    ChangeSet set;
    set.origin = origin;
    set.atMs = atMs;
    set.title = text(title);
    set.batch = m_counts.batch;
    if (author >= 0)
        set.author = userId(author);
    return set;
}

void Production::count(const Change &change)
{
    if (change.operation != Change::Operation::Insert)
        return;
    const Entity *entity = change.entity;
    qint64 &kind = entity == &customer::entity      ? m_counts.customers
                    : entity == &contact::entity     ? m_counts.contacts
                    : entity == &phone::entity       ? m_counts.phones
                    : entity == &email::entity       ? m_counts.emails
                    : entity == &address::entity     ? m_counts.addresses
                    : entity == &interaction::entity ? m_counts.interactions
                                                     : m_counts.others;
    ++kind;
}

ChangeSet Production::staff()
{
    m_counts.batch = newId();
    ChangeSet set = setAt(m_options.nowMs - historyMs, Origin::Import, u"demo.staff");
    set.changes.append(Change::insert(import_batch::entity, m_counts.batch)
                           .set(import_batch::file_name, u"演示公司 Demo company"_s)
                           .set(import_batch::subject, u"customer"_s)
                           .set(import_batch::state, u"running"_s)
                           .set(import_batch::rows, m_options.customers)
                           .set(import_batch::started_at, m_options.nowMs));
    for (const TeamText &team : teams()) {
        m_teams.push_back(newId());
        Change change = Change::insert(team::entity, m_teams.back()).set(team::name, text(team.zh)).set(team::name_en, text(team.en));
        if (team.parent >= 0)
            change.set(team::parent, m_teams[size_t(team.parent)]);
        set.changes.append(std::move(change));
    }
    constexpr const char16_t *roles[] = {u"admin", u"supervisor", u"sales", u"service", u"sales"};
    for (const UserText &user : users()) {
        m_users.push_back(newId());
        set.changes.append(Change::insert(user::entity, m_users.back())
                               .set(user::login, text(user.login))
                               .set(user::name, text(user.zh))
                               .set(user::name_en, text(user.en))
                               .set(user::team, m_teams[size_t(user.team)])
                               .set(user::role, text(roles[size_t(user.duty)]))
                               .set(user::state, u"active"_s));
    }
    return set;
}

bool Production::next(ChangeSet &set)
{
    if (!m_waiting.empty()) {
        set = std::move(m_waiting.front());
        m_waiting.pop_front();
    } else if (m_number < m_bulkCustomers) {
        set = setAt(m_options.nowMs, Origin::Import, u"demo.customers");
        bulk(set);
    } else {
        return false;
    }
    for (const Change &change : std::as_const(set.changes))
        count(change);
    ++m_counts.sets;
    return true;
}

void Production::bulk(ChangeSet &set)
{
    set.changes.reserve(m_options.changesOfSet + 400);
    while (m_number < m_bulkCustomers && set.changes.size() < m_options.changesOfSet) {
        const qint64 number = m_number++;
        const qint64 weight = weightOf(number);
        const auto before = [this](qint64 weights) { return qint64(double(m_bulkInteractions) * (double(weights) / double(m_totalWeight)) + 0.5); };
        const qint64 interactions = before(m_weight + weight) - before(m_weight);
        m_weight += weight;
        // Three on the average: the second of two customers has what the first leaves of six.
        Dice share(mixed(m_options.seed + NumberStream), quint64(number / 2));
        const int first = share.between(1, 5);
        const bool alone = number == m_bulkCustomers - 1 && number % 2 == 0;
        int phones = alone ? 3 : number % 2 == 0 ? first : 6 - first;
        const qint64 left = m_bulkCustomers - number;
        const qint64 extra = (m_extraPhones + left - 1) / left;
        phones += int(extra);
        m_extraPhones -= extra;
        customer(set.changes, number, phones, interactions);
    }
}

void Production::numbers(QList<Change> &changes, const Account &account, int phones, const std::vector<Id> &contacts, const ForeignPlace *abroad)
{
    Dice &dice = m_dice;
    int position = 0;
    const auto write = [&](const NumberText &number, const char16_t *kind, const Id &contact) {
        changes.append(Change::insert(phone::entity, newId())
                           .set(phone::customer, account.id)
                           .set(phone::contact, contact)
                           .set(phone::written, number.written)
                           .set(phone::e164, number.e164)
                           .set(phone::extension, number.extension)
                           .set(phone::digits, number.digits)
                           .set(phone::kind, shared(kind))
                           .set(phone::line, shared(number.line))
                           .set(phone::region, number.region)
                           .set(phone::position, position++));
    };
    const auto contactAt = [&contacts](int place) { return size_t(place) < contacts.size() ? contacts[size_t(place)] : Id(); };
    const bool company = !account.company.isEmpty();
    if (m_familyWaits && !company && !abroad) {
        m_familyWaits = false;
        write(m_familyNumber, u"family", {});
    } else if (abroad) {
        write(m_numbers.foreign(dice, *abroad), u"self", {});
    } else {
        write(m_numbers.mobile(dice), u"self", {});
    }
    if (company && !abroad && phones - position >= 2 && dice.perMille(450)) {
        // A switchboard: one number, each with an extension.
        const NumberText board = m_numbers.landline(dice, *account.place);
        const int first = dice.between(10, 88) * 10 + 1;
        for (int i = 0; position < phones; ++i)
            write(Numbers::extended(board, first + i), u"switchboard", contactAt(i));
        return;
    }
    for (int i = 0; position < phones; ++i) {
        if (abroad) {
            write(m_numbers.foreign(dice, *abroad), company ? u"reception" : u"self", contactAt(i));
        } else if (company && dice.perMille(350)) {
            write(m_numbers.landline(dice, *account.place), u"reception", {});
        } else if (!company && !m_familyWaits && i == 0 && dice.perMille(120)) {
            m_familyNumber = m_numbers.mobile(dice);
            m_relative = account.person;
            m_familyWaits = true;
            write(m_familyNumber, u"family", contactAt(0));
        } else {
            write(m_numbers.mobile(dice), u"self", contactAt(i));
        }
    }
}

void Production::customer(QList<Change> &changes, qint64 number, int phones, qint64 interactions)
{
    m_dice = Dice(m_options.seed, CustomerStream + quint64(number));
    Dice &dice = m_dice;
    const bool longOne = number == 0 && m_options.interactions >= 10 * demoLongTimeline;
    Account account;
    account.id = newId();
    account.foreign = !longOne && dice.perMille(m_options.foreignPerMille);
    account.industry = &dice.of(industries());
    account.place = &placeAt(dice);
    const bool company = longOne || !dice.perMille(account.foreign ? 100 : account.industry->privateShare);
    const ForeignPlace *abroad = account.foreign ? &foreignPlaceAt(dice) : nullptr;
    if (account.foreign)
        account.person = foreignPerson(dice);
    else
        account.person = m_familyWaits && !company ? chinesePersonNamed(dice, m_relative) : chinesePerson(dice);
    if (company && account.foreign) {
        account.company = foreignCompany(dice);
        account.core = account.company.section(u' ', 0, 1);
    } else if (company) {
        const CompanyText made = chineseCompany(dice, *account.industry, account.place->brief);
        account.company = made.name;
        account.core = made.core;
    } else {
        account.core = account.person.name;
    }
    const std::span<const int> desks = usersOf(account.foreign ? Duty::Overseas : Duty::Sales);
    account.owner = desks[size_t(dice.below(int(desks.size())))];
    const bool pooled = dice.perMille(80);
    const bool invalid = !pooled && dice.perMille(15);

    Change insert = Change::insert(customer::entity, account.id)
                        .set(customer::kind, shared(company ? u"company" : u"person"))
                        .set(customer::name, account.person.name)
                        .set(customer::name_normal, folded(account.person.name))
                        .set(customer::company, account.company)
                        .set(customer::source, shared(account.foreign ? dice.of(sourcesEn) : dice.of(sources)));
    if (abroad) {
        insert.set(customer::city, shared(abroad->city));
        if (QLatin1StringView(abroad->region) == "HK"_L1) // as an import reads that city
            insert.set(customer::province, u"香港特别行政区"_s);
    } else {
        insert.set(customer::province, account.place->province).set(customer::city, account.place->city);
        if (!company && dice.perMille(250))
            insert.set(customer::birthday, dateText(m_options.nowMs - dice.between(20 * 365, 60 * 365) * dayMs));
    }
    insert.set(customer::level, shared(dice.of(levels)));
    if (dice.perMille(120))
        insert.set(customer::note, shared(dice.of(notes)));
    if (!pooled)
        insert.set(customer::owner, userId(account.owner)).set(customer::team, teamId(users()[size_t(account.owner)].team));
    insert.set(customer::state, shared(pooled ? u"pool" : invalid ? u"invalid" : u"active"));
    if (invalid)
        insert.set(customer::invalid_reason, dice.perMille(500) ? u"空号"_s : u"明确拒绝联系"_s);
    changes.append(std::move(insert));

    std::vector<Id> contacts;
    for (int i = company ? (dice.perMille(550) ? 1 : dice.perMille(300) ? 2 : 0) : (dice.perMille(120) ? 1 : 0); i > 0; --i) {
        contacts.push_back(newId());
        const PersonText person = account.foreign ? foreignPerson(dice) : company ? chinesePerson(dice) : chinesePersonNamed(dice, account.person);
        Change change = Change::insert(contact::entity, contacts.back()).set(contact::customer, account.id).set(contact::name, person.name);
        if (company)
            change.set(contact::title, shared(account.foreign ? dice.of(titlesEn) : dice.of(titles)));
        else
            change.set(contact::relation, account.foreign ? u"Family"_s : shared(dice.of(relations)));
        changes.append(std::move(change));
    }
    numbers(changes, account, phones, contacts, abroad);
    if (dice.perMille(account.foreign ? 900 : 450)) {
        // The number behind the name makes it this customer's alone.
        const QString local = account.person.letters + QString::number(quint64(number) * 7 + 13);
        const QString written = local + (account.foreign ? u"@example.com"_s : shared(dice.of(mailHosts)));
        changes.append(Change::insert(email::entity, newId())
                           .set(email::customer, account.id)
                           .set(email::written, written)
                           .set(email::normal, written)
                           .set(email::position, 0));
    }
    if (!abroad && dice.perMille(500)) {
        const AddressText where = addressIn(dice, *account.place, company);
        changes.append(Change::insert(address::entity, newId())
                           .set(address::customer, account.id)
                           .set(address::written, where.written)
                           .set(address::province, account.place->province)
                           .set(address::city, account.place->city)
                           .set(address::district, where.district)
                           .set(address::position, 0));
    }
    if (dice.perMille(350))
        changes.append(Change::insert(tag::entity, newId()).set(tag::customer, account.id).set(tag::label, shared(dice.of(labels))));
    if (dice.perMille(200))
        changes.append(Change::insert(tag::entity, newId()).set(tag::customer, account.id).set(tag::label, shared(account.industry->name)));

    if (longOne) {
        m_counts.longTimeline = account.id;
        for (qint64 portion = 1; portion <= longPortions; ++portion) {
            const qint64 endMs = m_options.nowMs - (longPortions - portion) * (historyMs / longPortions);
            ChangeSet set = setAt(m_options.nowMs, Origin::Import, u"demo.customers");
            tell(set.changes, account, demoLongTimeline / longPortions, endMs, endMs - historyMs / longPortions);
            m_waiting.push_back(std::move(set));
        }
    }
    // Most customers were last heard of lately: today is busy.
    const double u = dice.unit();
    const double age = u * u * (u < 0.6 ? u : 1) + u * 0.01; // and not all of it within this minute
    const qint64 nowAxis = workOfTime(m_options.nowMs);
    const qint64 earliest = workOfTime(m_options.nowMs - historyMs);
    const qint64 end = nowAxis - qint64(age * 0.97 * double(nowAxis - earliest));
    tell(changes, account, interactions, timeOfWork(end), m_options.nowMs - historyMs);
}

void Production::tell(QList<Change> &changes, const Account &account, qint64 count, qint64 endMs, qint64 earliestMs)
{
    if (count <= 0)
        return;
    Dice &dice = m_dice;
    const bool zh = !account.foreign;
    const Industry &industry = *account.industry;

    // The plan: whole stories one after the other, the last one perhaps not at its end yet.
    m_plan.clear();
    m_axis.clear();
    m_storyEnd.clear();
    qint64 axis = 0;
    while (qint64(m_plan.size()) < count) {
        const std::span<const Step> story = storyAt(dice, account.foreign);
        const size_t end = std::min(m_plan.size() + story.size(), size_t(count));
        axis += dice.between(2, 24) * workday;
        for (const Step step : story) {
            if (qint64(m_plan.size()) == count)
                break;
            m_plan.push_back(step);
            m_axis.push_back(axis);
            m_storyEnd.push_back(end);
            // Answers come within minutes, the next thing within days.
            axis += dice.perMille(400) ? dice.between(40, 1500) : dice.between(1500, 60'000);
        }
    }
    const qint64 endAxis = workOfTime(endMs);
    const qint64 room = std::max<qint64>(1, endAxis - workOfTime(earliestMs));
    const qint64 length = m_axis.back() - m_axis.front();
    const qint64 first = m_axis.front();
    const bool squeezed = length > room;
    for (qint64 &at : m_axis)
        at = squeezed ? endAxis - room + qint64(double(at - first) * (double(room) / double(length))) : endAxis - length + (at - first);

    const std::span<const int> servants = usersOf(Duty::Service);
    const int servant = servants[size_t(dice.below(int(servants.size())))];
    const auto name = [zh](int user) { return QStringView(zh ? users()[size_t(user)].zh : users()[size_t(user)].en); };
    Sentence about;
    about.customer = account.person.name;
    Id ticketId;
    Id opportunityId;
    size_t ticketEnd = 0;
    size_t opportunityEnd = 0;
    for (size_t i = 0; i < m_plan.size(); ++i) {
        const Step step = m_plan[i];
        const qint64 at = timeOfWork(m_axis[i]);
        const size_t end = m_storyEnd[i];
        const bool serviceStep = step >= Step::Problem && step <= Step::TicketSolved;
        const int author = serviceStep ? servant : account.owner;
        about.agent = name(author);
        about.day = zh ? dice.of(daysZh) : dice.of(daysEn);
        about.amount = roundAmount(qint64(industry.price) * dice.between(40, 260) / 100);
        if (i >= ticketEnd)
            ticketId = Id();
        if (i >= opportunityEnd)
            opportunityId = Id();
        const auto timeOfNext = [&](Step wanted) -> qint64 {
            for (size_t k = i + 1; k < end; ++k)
                if (m_plan[k] == wanted)
                    return timeOfWork(m_axis[k]);
            return 0;
        };
        if (step == Step::WebForm && dice.perMille(350)) {
            const bool old = m_options.nowMs - at > 30 * dayMs;
            changes.append(Change::insert(lead::entity, newId())
                               .set(lead::customer, account.id)
                               .set(lead::title, subjectOf(step, industry, zh, about, dice))
                               .set(lead::source, zh ? u"官网表单"_s : u"Web form"_s)
                               .set(lead::state, shared(i + 3 < end ? u"converted" : old ? u"lost" : u"working"))
                               .set(lead::owner, userId(account.owner))
                               .set(lead::opened_at, at));
        } else if (step == Step::Quote && dice.perMille(600)) {
            opportunityId = newId();
            opportunityEnd = end;
            const bool won = timeOfNext(Step::Signed) != 0;
            const bool open = !won && m_options.nowMs - at < 60 * dayMs;
            const QString separator = zh ? u" · "_s : u": "_s;
            changes.append(Change::insert(opportunity::entity, opportunityId)
                               .set(opportunity::customer, account.id)
                               .set(opportunity::title, account.core + separator + subjectOf(Step::Quote, industry, zh, about, dice).section(zh ? u'：' : u':', 1).trimmed())
                               .set(opportunity::stage, won ? u"已签约"_s : dice.perMille(500) ? u"报价发送"_s : u"方案演示"_s)
                               .set(opportunity::amount, about.amount * 100)
                               .set(opportunity::currency, zh ? u"CNY"_s : u"USD"_s)
                               .set(opportunity::close_date, dateText(at + dice.between(15, 60) * dayMs))
                               .set(opportunity::state, shared(won ? u"won" : open ? u"open" : u"lost"))
                               .set(opportunity::owner, userId(account.owner))
                               .set(opportunity::opened_at, at));
        } else if (step == Step::Problem) {
            about.problem = size_t(dice.below(1000));
            const qint64 serial = m_tickets++;
            about.ticket = QString::number(serial < 10'000 ? 10'001 + serial : 100'001 + serial);
            ticketId = newId();
            ticketEnd = end;
            const qint64 solved = timeOfNext(Step::TicketSolved);
            const bool old = m_options.nowMs - at > 14 * dayMs;
            changes.append(Change::insert(ticket::entity, ticketId)
                               .set(ticket::customer, account.id)
                               .set(ticket::number, about.ticket)
                               .set(ticket::title, subjectOf(Step::TicketOpened, industry, zh, about, dice))
                               .set(ticket::state, shared(solved ? u"resolved" : old ? u"closed" : i + 3 < end ? u"waiting" : u"open"))
                               .set(ticket::priority, shared(dice.perMille(150) ? u"high" : dice.perMille(30) ? u"urgent" : u"normal"))
                               .set(ticket::category, shared(industry.name))
                               .set(ticket::owner, userId(servant))
                               .set(ticket::opened_at, at)
                               .set(ticket::resolved_at, solved));
        }
        const Id id = newId();
        Change change = Change::insert(interaction::entity, id);
        change.edits.reserve(11);
        const Manner &manner = manners[size_t(step)];
        change.set(interaction::customer, account.id)
            .set(interaction::channel, shared(!account.foreign || manner.channel[0] != u'w' || manner.channel[2] != u'c' ? manner.channel : u"mail"))
            .set(interaction::direction, shared(manner.direction))
            .set(interaction::at, at);
        change.set(interaction::subject, subjectOf(step, industry, zh, about, dice));
        change.set(interaction::body, told(step, industry, zh, about, dice));
        change.set(interaction::author, userId(author)).set(interaction::author_name, shared(zh ? users()[size_t(author)].zh : users()[size_t(author)].en));
        if (manner.channel[1] == u'a' && manner.channel[0] == u'c')
            change.set(interaction::duration_s, step == Step::CallOut && dice.perMille(200) ? 0 : dice.between(15, 900));
        change.set(interaction::ticket, ticketId).set(interaction::opportunity, opportunityId);
        changes.append(std::move(change));

        const bool recent = m_options.nowMs - at < 12 * dayMs;
        if ((step == Step::CallIn || step == Step::CallOut) && dice.perMille(recent ? 60 : 15)) {
            const qint64 due = at + dice.between(1, 5) * dayMs;
            const bool kept = due < m_options.nowMs - 4 * dayMs || dice.perMille(300);
            changes.append(Change::insert(promise::entity, newId())
                               .set(promise::customer, account.id)
                               .set(promise::text, shared(zh ? dice.of(promiseTexts) : dice.of(promiseTextsEn)))
                               .set(promise::made_at, at)
                               .set(promise::due, due)
                               .set(promise::done_at, kept ? std::min(due, m_options.nowMs) - 3'600'000 : 0)
                               .set(promise::owner, userId(account.owner))
                               .set(promise::owner_name, name(account.owner).toString())
                               .set(promise::interaction, id));
        }
        if (i + 1 == m_plan.size() && dice.perMille(recent ? 350 : 40)) {
            const qint64 due = std::max(at, m_options.nowMs - 3 * dayMs) + dice.between(0, 8) * dayMs;
            changes.append(Change::insert(task::entity, newId())
                               .set(task::customer, account.id)
                               .set(task::title, shared(zh ? dice.of(taskTitles) : dice.of(taskTitlesEn)))
                               .set(task::due, due)
                               .set(task::done_at, dice.perMille(400) && due < m_options.nowMs ? due : 0)
                               .set(task::owner, userId(account.owner))
                               .set(task::interaction, id));
        }
    }
}

} // namespace kemai::demo
