// SPDX-License-Identifier: GPL-3.0-or-later
//
// The customers of the pictures. Times of day are China's; a story of a day is told up to a minute before now.
#include "demo/production.h"

#include "demo/working_time.h"
#include "schema/administration.h"
#include "schema/customer.h"
#include "schema/interaction.h"
#include "schema/number_clue.h"
#include "schema/work.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai::demo {

namespace {

class Teller
{
public:
    explicit Teller(Production &production) : m_production(production)
    {
        const qint64 now = production.nowMs();
        m_today = (now + chinaMs) / dayMs * dayMs - chinaMs;
        // The last thing told of today is at 14:32. Earlier in the day all of today moves back.
        m_shift = std::min<qint64>(0, now - 60'000 - (m_today + minutes(14, 32)));
    }

    // daysAgo 0 is today.
    qint64 at(int daysAgo, int hour, int minute) const
    {
        return m_today - daysAgo * dayMs + minutes(hour, minute) + (daysAgo == 0 ? m_shift : 0);
    }

    ChangeSet &set(qint64 atMs, Origin origin, const char16_t *title, const char16_t *author = nullptr)
    {
        m_sets.push_back(m_production.setAt(atMs, origin, title, author ? userNamed(author) : -1));
        return m_sets.back();
    }
    Id user(const char16_t *name) const { return m_production.userId(userNamed(name)); }

    std::vector<ChangeSet> take()
    {
        std::ranges::stable_sort(m_sets, {}, &ChangeSet::atMs);
        return std::move(m_sets);
    }

    Production &production() { return m_production; }

private:
    static constexpr qint64 minutes(int hour, int minute) { return (hour * 60 + minute) * 60'000ll; }

    Production &m_production;
    qint64 m_today = 0;
    qint64 m_shift = 0;
    std::vector<ChangeSet> m_sets;
};

const Industry &industryNamed(QStringView name)
{
    return *std::ranges::find_if(industries(), [name](const Industry &one) { return name == QStringView(one.name); });
}

struct Cast {
    const char16_t *name;
    const char16_t *letters;
    const char16_t *company;
    const char16_t *core;
    const char16_t *industry;
    const char16_t *city; // brief
    const char16_t *owner; // null: in the pool
    const char16_t *level;
    const char16_t *tag;
    int older; // interactions before the last one
    int daysAgo, hour, minute; // of the last one
    const char16_t *channel;
    const char16_t *direction;
    const char16_t *body;
};

constexpr Cast cast[] = {
    {u"张明远", u"zhangmingyuan", u"苏州恒工数控机床有限公司", u"恒工数控", u"数控机床", u"苏州", u"周涛", u"重点", u"方案演示", 14, 0, 11, 8,
     u"wechat", u"in", u"周经理，五轴机床的试切件收到了，精度没问题。开票抬头变更的事麻烦再催一下。"},
    {u"张美玲", u"zhangmeiling", u"杭州云帆软件有限公司", u"云帆软件", u"企业软件", u"杭州", u"周涛", u"重点", u"已成交", 12, 1, 16, 20,
     u"call", u"out", u"确认增购 80 席的席位分配，续费合同副本补寄一份。"},
    {u"章敏", u"zhangmin", u"上海仇记食品厂", u"仇记食品", u"食品", u"上海", u"周涛", u"普通", u"线索", 5, 3, 10, 36,
     u"webform", u"in", u"渠道订单 300 箱，想了解起订量和阶梯价。"},
    {u"张敏", u"zhangmin", u"北京朝阳区国贸三期物业", u"国贸三期", u"物业", u"北京", u"陈晨", u"普通", u"疑似重复", 9, 5, 15, 5,
     u"call", u"in", u"催问门禁改造的验收时间，财务说回款在走流程。"},
    {u"庄梦", u"zhuangmeng", u"深圳百川医疗器械有限公司", u"百川医疗", u"医疗器械", u"深圳", u"李佳", u"普通", u"需求确认", 8, 8, 11, 15,
     u"wechat", u"in", u"样品还没收到，麻烦查一下快递🙏"},
    {u"张牧", u"zhangmu", u"广州南方跨境电商有限公司", u"南方跨境", u"跨境电商", u"广州", nullptr, u"普通", u"公海", 6, 10, 14, 50,
     u"chat", u"in", u"独立站支付通道怎么开？之前的顾问离职了。"},
    {u"郑铭", u"zhengming", u"成都西蜀新能源汽车销售", u"西蜀新能源", u"新能源汽车", u"成都", u"陈晨", u"重点", u"报价发送", 10, 13, 17, 2,
     u"mail", u"out", u"车队 12 辆的报价已发，含充电桩与三年保养。"},
    {u"赵敏敏", u"zhaominmin", u"武汉光谷职业教育集团", u"光谷职教", u"职业培训", u"武汉", u"李佳", u"普通", u"线索", 7, 20, 9, 48,
     u"visit", u"out", u"实训中心现场查看，工位 40 个，网络条件满足。下一步：出实训平台方案。"},
};

struct Deal {
    const char16_t *core;
    const char16_t *title;
    const char16_t *stage;
    qint64 yuan;
    const char16_t *owner;
    const char16_t *state;
    int openedDaysAgo;
    int closeInDays;
};
constexpr Deal deals[] = {
    {u"恒工数控", u"恒工数控 · 五轴机床 2 台", u"需求确认", 3'860'000, u"周涛", u"open", 9, 40},
    {u"百川医疗", u"百川医疗 · 进院试用", u"需求确认", 420'000, u"李佳", u"open", 3, 45},
    {u"云帆软件", u"云帆软件 · 增购 80 席", u"方案演示", 960'000, u"周涛", u"open", 12, 20},
    {u"南方跨境", u"南方跨境 · 独立站", u"方案演示", 310'000, u"陈晨", u"open", 2, 35},
    {u"西蜀新能源", u"西蜀新能源 · 车队 12 辆", u"报价发送", 3'120'000, u"陈晨", u"open", 13, 15},
    {u"光谷职教", u"光谷职教 · 实训平台", u"报价发送", 1'580'000, u"李佳", u"open", 20, 30},
    {u"仇记食品", u"仇记食品 · 渠道订单", u"报价发送", 180'000, u"周涛", u"open", 2, 18},
    {u"恒工数控", u"恒工数控 · 维保三年", u"已签约", 880'000, u"周涛", u"won", 60, -20},
    {u"云帆软件", u"云帆软件 · 续费", u"已签约", 640'000, u"周涛", u"won", 45, -18},
    {u"国贸三期", u"国贸三期 · 门禁改造", u"已签约", 2'100'000, u"陈晨", u"won", 75, -31},
};

struct Case {
    const char16_t *core;
    const char16_t *number;
    const char16_t *title;
    const char16_t *state;
    int daysAgo, hour;
};
constexpr Case cases[] = {
    {u"恒工数控", u"20417", u"开票抬头变更", u"open", 0, 11},
    {u"百川医疗", u"20411", u"样品未收到", u"open", 1, 15},
    {u"西蜀新能源", u"20402", u"App 登录验证码", u"open", 1, 10},
    {u"云帆软件", u"20398", u"合同副本", u"waiting", 2, 9},
};

QString text(const char16_t *utf16) { return QString::fromUtf16(utf16); }

const Place *placeNamed(QStringView brief)
{
    for (const Place &place : places())
        if (place.brief == brief)
            return &place;
    return &places().front();
}

// One person entered twice, by two desks; the number is the same and written differently.
struct Twin {
    struct Entry {
        const char16_t *name;
        const char16_t *company; // null: a private person
        const char16_t *source;
        const char16_t *owner;
        const char16_t *written; // the digits take the place of the #
        int interactions;
        int daysAgo;
    };
    const char16_t *letters;
    const char16_t *industry;
    const char16_t *city;
    Entry first;
    Entry second;
};
constexpr Twin twins[] = {
    {u"shenruolin", u"食品", u"苏州", {u"沈若琳", u"苏州锦程包装有限公司", u"官网", u"周涛", u"### #### ####", 6, 4}, {u"沈若琳", u"苏州锦程包装", u"展会", u"李佳", u"+86###########", 2, 18}},
    {u"wangxiaoming", u"教育", u"杭州", {u"王晓明", nullptr, u"百度推广", u"陈晨", u"###########", 5, 2}, {u"王小明", nullptr, u"400 热线", u"李佳", u"###-####-####", 2, 40}},
    {u"ouyangjing", u"物业", u"成都", {u"欧阳静", u"成都蓉城物业服务有限公司", u"老客户介绍", u"陈晨", u"+86 ###########", 7, 6}, {u"欧阳静", u"蓉城物业服务有限公司", u"官网", u"周涛", u"###########", 1, 65}},
    {u"chenguodong", u"数控机床", u"武汉", {u"陈国栋", u"武汉江北轴承制造有限公司", u"展会", u"周涛", u"###########", 5, 9}, {u"陈国栋", nullptr, u"企业微信", u"李佳", u"86-###-####-####", 3, 12}},
    {u"hejiayi", u"职业培训", u"广州", {u"何佳怡", u"广州启航职业培训学校", u"抖音", u"李佳", u"###-####-####", 4, 1}, {u"何佳仪", u"广州启航职业培训学校", u"地推", u"陈晨", u"### #### ####", 2, 33}},
};
static_assert(std::size(twins) == demoTwins);

Change customerInsert(Production &production, const Account &account, const char16_t *level)
{
    return Change::insert(customer::entity, account.id)
        .set(customer::kind, u"company"_s)
        .set(customer::name, account.person.name)
        .set(customer::name_normal, account.person.name)
        .set(customer::company, account.company)
        .set(customer::source, u"官网"_s)
        .set(customer::province, account.place->province)
        .set(customer::city, account.place->city)
        .set(customer::level, text(level))
        .set(customer::owner, production.userId(account.owner))
        .set(customer::team, production.teamId(users()[size_t(account.owner)].team))
        .set(customer::state, u"active"_s);
}

Change phoneInsert(Production &production, const Id &owner, const NumberText &number, const char16_t *kind, const Id &person, int position)
{
    return Change::insert(phone::entity, production.newId())
        .set(phone::customer, owner)
        .set(phone::contact, person)
        .set(phone::written, number.written)
        .set(phone::e164, number.e164)
        .set(phone::extension, number.extension)
        .set(phone::digits, number.digits)
        .set(phone::kind, text(kind))
        .set(phone::line, text(number.line))
        .set(phone::region, number.region)
        .set(phone::position, position);
}

struct Event {
    const char16_t *channel;
    const char16_t *direction;
    const char16_t *subject;
    const char16_t *body;
    const char16_t *author;
    int duration = 0;
    Id ticket;
    const char16_t *details = nullptr;
};

Change event(Teller &teller, const Id &owner, qint64 at, const Event &what, Id id = {})
{
    return Change::insert(interaction::entity, id.isNull() ? teller.production().newId() : id)
        .set(interaction::customer, owner)
        .set(interaction::channel, text(what.channel))
        .set(interaction::direction, text(what.direction))
        .set(interaction::at, at)
        .set(interaction::subject, what.subject ? text(what.subject) : QString())
        .set(interaction::body, text(what.body))
        .set(interaction::author, teller.user(what.author))
        .set(interaction::author_name, text(what.author))
        .edit(interaction::duration_s.index, {}, what.duration ? Value(what.duration) : Value())
        .set(interaction::ticket, what.ticket)
        .edit(interaction::details.index, {}, what.details ? Value(what.details) : Value());
}

Change ticketInsert(Teller &teller, const Id &id, const Id &owner, const char16_t *number, const char16_t *title, const char16_t *state,
                    const char16_t *priority, qint64 openedAt)
{
    return Change::insert(ticket::entity, id)
        .set(ticket::customer, owner)
        .set(ticket::number, text(number))
        .set(ticket::title, text(title))
        .set(ticket::state, text(state))
        .set(ticket::priority, text(priority))
        .set(ticket::owner, teller.user(u"王倩"))
        .set(ticket::opened_at, openedAt);
}

Change dealInsert(Teller &teller, const Id &id, const Id &owner, const Deal &deal)
{
    const qint64 opened = teller.at(deal.openedDaysAgo, 10, 30);
    const QDate close = QDateTime::fromMSecsSinceEpoch(teller.at(0, 12, 0) + deal.closeInDays * dayMs + chinaMs, Qt::UTC).date();
    return Change::insert(opportunity::entity, id)
        .set(opportunity::customer, owner)
        .set(opportunity::title, text(deal.title))
        .set(opportunity::stage, text(deal.stage))
        .set(opportunity::amount, deal.yuan * 100)
        .set(opportunity::currency, u"CNY"_s)
        .set(opportunity::close_date, close.toString(Qt::ISODate))
        .set(opportunity::state, text(deal.state))
        .set(opportunity::owner, teller.user(deal.owner))
        .set(opportunity::opened_at, opened);
}

// 张敏, mother of a pupil, and the live class that stutters.
void tellZhangMin(Teller &teller)
{
    Production &production = teller.production();
    Account account;
    account.id = production.newId();
    account.person = {u"张敏"_s, u"zhangmin"_s, u"张"_s};
    account.company = u"南京启明教育科技有限公司"_s;
    account.core = u"启明教育"_s;
    account.industry = &industryNamed(u"教育");
    account.place = placeNamed(u"南京");
    account.owner = userNamed(u"李佳");

    ChangeSet &first = teller.set(teller.at(200, 9, 20), Origin::Typed, u"customer.create", u"李佳");
    const Id herself = production.newId();
    const Id husband = production.newId();
    const Id child = production.newId();
    const auto person = [&account](const Id &id, const char16_t *name, const char16_t *relation) {
        return Change::insert(contact::entity, id).set(contact::customer, account.id).set(contact::name, text(name)).set(contact::relation, text(relation));
    };
    first.changes = {
        customerInsert(production, account, u"普通"),
        person(herself, u"张敏", u"本人"),
        person(husband, u"陈立", u"家庭"),
        person(child, u"陈一诺", u"孩子"),
        phoneInsert(production, account.id, Numbers::mobileOf(u"13812345678"_s), u"self", herself, 0),
        phoneInsert(production, account.id, Numbers::mobileOf(u"13988001200"_s), u"family", husband, 1),
        Change::insert(email::entity, production.newId()).set(email::customer, account.id).set(email::written, u"zhangmin@qimingedu.example"_s)
            .set(email::normal, u"zhangmin@qimingedu.example"_s).set(email::position, 0),
        Change::insert(address::entity, production.newId()).set(address::customer, account.id)
            .set(address::written, u"江苏省南京市鼓楼区中山路128号书香苑3幢502室"_s).set(address::province, account.place->province)
            .set(address::city, account.place->city).set(address::district, u"鼓楼区"_s).set(address::position, 0),
    };
    // 128 on her timeline: 123 of the months before, five of this week.
    ChangeSet &months = teller.set(teller.at(8, 18, 40), Origin::Channel, u"interaction.received", u"李佳");
    production.tell(months.changes, account, 123, teller.at(9, 18, 0), teller.at(195, 9, 0));

    const qint64 formAt = teller.at(5, 9, 30);
    teller.set(formAt, Origin::Channel, u"interaction.received").changes = {
        event(teller, account.id, formAt,
              {u"webform", u"in", u"秋季试听预约", u"预算范围 2–3 万；期望开课 11 月；备注：周末可上课", u"李佳", 0, {}, u"{\"utm\":\"百度\"}"}),
        Change::insert(lead::entity, production.newId()).set(lead::customer, account.id).set(lead::title, u"秋季试听预约"_s)
            .set(lead::source, u"官网表单"_s).set(lead::state, u"converted"_s).set(lead::owner, teller.user(u"李佳")).set(lead::opened_at, formAt),
    };
    const qint64 promisedAt = teller.at(5, 15, 40);
    teller.set(promisedAt, Origin::Typed, u"promise.create", u"李佳").changes = {
        Change::insert(promise::entity, production.newId()).set(promise::customer, account.id).set(promise::text, u"3 日内提供学科诊断报告"_s)
            .set(promise::made_at, promisedAt).set(promise::due, teller.at(2, 18, 0)).set(promise::owner, teller.user(u"李佳"))
            .set(promise::owner_name, u"李佳"_s),
        Change::insert(tag::entity, production.newId()).set(tag::customer, account.id).set(tag::label, u"家长关注小升初政策"_s),
    };
    const qint64 visitAt = teller.at(2, 10, 12);
    Change raised{&customer::entity, account.id, Change::Operation::Update, {}, 0, 0};
    raised.edit(customer::level.index, Value(u"普通"), Value(u"重点"));
    const Id visitId = production.newId();
    const auto todo = [&](const char16_t *title, qint64 due) {
        return Change::insert(task::entity, production.newId()).set(task::customer, account.id).set(task::title, text(title)).set(task::due, due)
            .set(task::owner, teller.user(u"李佳"));
    };
    teller.set(visitAt, Origin::Typed, u"interaction.create", u"李佳").changes = {
        event(teller, account.id, visitAt, {u"visit", u"out", u"已面谈", u"完成第 3 次数学试听，家长关注小升初政策。下一步：3 天后跟进反馈。", u"李佳"}, visitId),
        todo(u"补充学科诊断报告", teller.at(2, 18, 0)),
        todo(u"跟进试听反馈", teller.at(-1, 18, 0)),
        todo(u"寄送秋季班型资料", teller.at(-3, 18, 0)),
        raised,
    };
    // Four tickets: two of them the same trouble within a week.
    const qint64 solvedAt = teller.at(2, 16, 40);
    const Id solved = production.newId();
    teller.set(solvedAt, Origin::Typed, u"ticket.resolve", u"王倩").changes = {
        ticketInsert(teller, solved, account.id, u"20391", u"直播卡顿", u"resolved", u"normal", teller.at(3, 19, 5))
            .set(ticket::category, u"网络问题"_s).set(ticket::root_cause, u"用户路由器 DNS 未切换至教育网"_s).set(ticket::resolved_at, solvedAt),
        event(teller, account.id, solvedAt,
              {u"ticket", u"internal", u"直播卡顿", u"根因：用户路由器 DNS 未切换至教育网", u"王倩", 0, solved, u"{\"number\":\"20391\",\"state\":\"resolved\",\"tags\":[\"网络问题\"]}"}),
    };
    const qint64 messageAt = teller.at(0, 11, 5);
    teller.set(messageAt, Origin::Channel, u"interaction.received").changes = {
        event(teller, account.id, messageAt,
              {u"wechat", u"in", nullptr, u"李老师，数学试听课孩子很喜欢，想了解下半年的班型和价格。", u"李佳", 0, {}, u"{\"messages\":3}"}),
    };
    const qint64 callAt = teller.at(0, 14, 32);
    const Id stutter = production.newId();
    teller.set(callAt, Origin::Call, u"interaction.received", u"王倩").changes = {
        ticketInsert(teller, stutter, account.id, u"20418", u"直播卡顿", u"open", u"high", callAt).set(ticket::category, u"网络问题"_s),
        event(teller, account.id, callAt,
              {u"call", u"in", u"400 热线", u"孩子直播课卡顿，问何时能看到诊断报告。已安抚，转工单 #20418。", u"王倩", 372, stutter,
               u"{\"line\":\"400 热线\",\"ticket\":\"20418\",\"recording_s\":372}"}),
    };
    const Deal autumn{u"启明教育", u"启明教育 · 秋季小班", u"需求确认", 26'000, u"李佳", u"open", 1, 20};
    teller.set(teller.at(1, 10, 30), Origin::Typed, u"opportunity.create", u"李佳").changes = {dealInsert(teller, production.newId(), account.id, autumn)};
}

void tellTwins(Teller &teller)
{
    Production &production = teller.production();
    for (const Twin &twin : twins) {
        const NumberText number = production.mobile();
        for (const Twin::Entry *entry : {&twin.second, &twin.first}) {
            Account account;
            account.id = production.newId();
            account.person = {text(entry->name), text(twin.letters), text(entry->name).left(1)};
            account.company = entry->company ? text(entry->company) : QString();
            account.core = entry->company ? account.company : account.person.name;
            account.industry = &industryNamed(twin.industry);
            account.place = placeNamed(twin.city);
            account.owner = userNamed(entry->owner);
            NumberText written = number;
            written.written = text(entry->written);
            for (const QChar digit : number.digits)
                written.written[written.written.indexOf(u'#')] = digit;
            Change insert = customerInsert(production, account, u"普通");
            if (!entry->company)
                insert.set(customer::kind, u"person"_s);
            insert.set(customer::source, text(entry->source));
            const qint64 lastAt = teller.at(entry->daysAgo, 16, 10);
            const qint64 firstAt = teller.at(entry->daysAgo + 30, 10, 5);
            teller.set(firstAt, Origin::Typed, u"customer.create", entry->owner).changes = {
                insert, phoneInsert(production, account.id, written, u"self", {}, 0)};
            production.tell(teller.set(lastAt, Origin::Channel, u"interaction.received", entry->owner).changes, account, entry->interactions, lastAt, firstAt);
        }
    }
}

// Calls nobody answered, of somebody we know and of numbers nobody has; one of them tried twice.
void tellMissed(Teller &teller, const Id &known, const QString &theirDigits)
{
    Production &production = teller.production();
    const auto missed = [&](qint64 at, const QString &digits, const Id &customer, const QString &queue) {
        const Id call = production.newId();
        teller.set(at, Origin::Call, u"calls.call").changes = {
            Change::insert(interaction::entity, call)
                .set(interaction::customer, customer)
                .set(interaction::channel, u"call"_s)
                .set(interaction::direction, u"in"_s)
                .set(interaction::at, at)
                .set(interaction::subject, queue)
                .set(interaction::details, u"{\"number\":\"%1\",\"missed\":true}"_s.arg(digits)),
            Change::insert(number_clue::entity, production.newId())
                .set(number_clue::digits, digits)
                .set(number_clue::verdict, u"called"_s)
                .set(number_clue::interaction, call)
                .set(number_clue::at, at),
        };
    };
    const QString stranger = production.mobile().digits;
    missed(teller.at(1, 17, 51), u"02552221987"_s, {}, u"售后"_s); // no generated number begins with a 5
    missed(teller.at(0, 11, 42), stranger, {}, u"400 热线"_s);
    missed(teller.at(0, 12, 18), theirDigits, known, u"售后"_s);
    missed(teller.at(0, 13, 5), stranger, {}, u"400 热线"_s);
}

void tellOthers(Teller &teller)
{
    Production &production = teller.production();
    for (const Cast &one : cast) {
        Account account;
        account.id = production.newId();
        account.person = {text(one.name), text(one.letters), text(one.name).left(1)};
        account.company = text(one.company);
        account.core = text(one.core);
        account.industry = &industryNamed(one.industry);
        account.place = placeNamed(one.city);
        const char16_t *desk = one.owner ? one.owner : u"陈晨";
        account.owner = userNamed(desk);
        ChangeSet &first = teller.set(teller.at(one.daysAgo + 60, 9, 40), Origin::Typed, u"customer.create", desk);
        const NumberText number = production.mobile();
        first.changes = {customerInsert(production, account, one.level),
                         phoneInsert(production, account.id, number, u"self", {}, 0),
                         Change::insert(tag::entity, production.newId()).set(tag::customer, account.id).set(tag::label, text(one.tag))};
        if (account.core == u"百川医疗")
            tellMissed(teller, account.id, number.digits);
        if (!one.owner) {
            Change pooled{&customer::entity, account.id, Change::Operation::Update, {}, 0, 0};
            pooled.edit(customer::owner.index, Value(production.userId(account.owner)), Value())
                .edit(customer::state.index, Value(u"active"), Value(u"pool"));
            teller.set(teller.at(one.daysAgo - 1, 9, 0), Origin::Rule, u"customer.toPool").changes = {pooled};
        }
        ChangeSet &weeks = teller.set(teller.at(one.daysAgo + 1, 18, 45), Origin::Channel, u"interaction.received", desk);
        production.tell(weeks.changes, account, one.older, teller.at(one.daysAgo + 1, 18, 0), teller.at(one.daysAgo + 58, 9, 0));
        const qint64 lastAt = teller.at(one.daysAgo, one.hour, one.minute);
        teller.set(lastAt, Origin::Channel, u"interaction.received", desk).changes = {
            event(teller, account.id, lastAt, {one.channel, one.direction, nullptr, one.body, desk, one.channel[1] == u'a' && one.channel[0] == u'c' ? 184 : 0})};
        for (const Deal &deal : deals)
            if (account.core == QStringView(deal.core))
                teller.set(teller.at(deal.openedDaysAgo, 10, 30), Origin::Typed, u"opportunity.create", deal.owner)
                    .changes.append(dealInsert(teller, production.newId(), account.id, deal));
        for (const Case &trouble : cases) {
            if (account.core != QStringView(trouble.core))
                continue;
            const qint64 openedAt = teller.at(trouble.daysAgo, trouble.hour, 0);
            teller.set(openedAt, Origin::Typed, u"ticket.create", u"王倩")
                .changes.append(ticketInsert(teller, production.newId(), account.id, trouble.number, trouble.title, trouble.state, u"normal", openedAt));
        }
    }
}

} // namespace

std::vector<ChangeSet> stories(Production &production)
{
    Teller teller(production);
    tellZhangMin(teller);
    tellOthers(teller);
    tellTwins(teller);
    return teller.take();
}

} // namespace kemai::demo
