// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/trade_words.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Word {
    const char16_t *zh;
    const char16_t *en;
};

constexpr Word words[] = {
    // levels
    {u"重点", u"Key"}, {u"普通", u"Regular"}, {u"潜在", u"Prospect"}, {u"战略", u"Strategic"},
    // sources
    {u"官网", u"Website"}, {u"官网表单", u"Web form"}, {u"百度推广", u"Baidu ads"}, {u"老客户介绍", u"Referral"}, {u"展会", u"Trade fair"},
    {u"线下展会", u"Trade fair (on site)"}, {u"企业微信", u"WeCom"}, {u"400 热线", u"400 hotline"}, {u"地推", u"Field marketing"},
    {u"抖音", u"Douyin"}, {u"合作渠道", u"Partner"}, {u"电话销售", u"Telesales"},
    // stages
    {u"初步接触", u"First contact"}, {u"需求确认", u"Needs confirmed"}, {u"方案演示", u"Demonstration"}, {u"报价发送", u"Quote sent"},
    {u"线索", u"Lead"}, {u"公海", u"Pool"}, {u"疑似重复", u"Perhaps twice"}, {u"已成交", u"Won"}, {u"试听", u"Trial lesson"}, {u"样品测试", u"Sample test"}, {u"商务谈判", u"Negotiation"}, {u"合同审批", u"Contract approval"},
    {u"合同签署", u"Contract signing"}, {u"已签约", u"Signed"},
    // relations
    {u"本人", u"Self"}, {u"配偶", u"Spouse"}, {u"父亲", u"Father"}, {u"母亲", u"Mother"}, {u"孩子", u"Child"}, {u"家人", u"Family"}, {u"家庭", u"Family"},
    {u"同事", u"Colleague"}, {u"爷爷", u"Grandfather"}, {u"奶奶", u"Grandmother"},
    // titles
    {u"采购经理", u"Purchasing manager"}, {u"总经理", u"Managing director"}, {u"财务", u"Finance"}, {u"行政主管", u"Office manager"},
    {u"技术负责人", u"Head of engineering"}, {u"副总", u"Deputy director"}, {u"店长", u"Store manager"}, {u"项目经理", u"Project manager"},
    {u"助理", u"Assistant"},
    // tags
    {u"价格敏感", u"Price-sensitive"}, {u"决策人", u"Decides"}, {u"续费季", u"Renewal due"}, {u"老客户", u"Long-standing"}, {u"需要发票", u"Needs invoice"},
    {u"周末联系", u"Call at weekends"}, {u"关注服务", u"Cares for service"}, {u"竞品在用", u"Uses a competitor"}, {u"待培育", u"To be nurtured"},
    {u"数控机床", u"Machine tools"}, {u"企业软件", u"Business software"}, {u"食品", u"Food"}, {u"物业", u"Property"}, {u"医疗器械", u"Medical devices"},
    {u"跨境电商", u"Cross-border trade"}, {u"新能源汽车", u"Electric vehicles"}, {u"职业培训", u"Vocational training"}, {u"教育", u"Education"},
    {u"物流", u"Logistics"},
};

} // namespace

QString tradeWord(const QString &written, bool chinese)
{
    static const auto table = [](bool toChinese) {
        QHash<QString, QString> all;
        for (const Word &word : words)
            all.insert(QString::fromUtf16(toChinese ? word.en : word.zh), QString::fromUtf16(toChinese ? word.zh : word.en));
        return all;
    };
    static const QHash<QString, QString> toChinese = table(true);
    static const QHash<QString, QString> toEnglish = table(false);
    return written.isEmpty() ? written : (chinese ? toChinese : toEnglish).value(written, written);
}

} // namespace kemai
