// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/name.h"

#include "text/clean.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

bool isHan(QChar c)
{
    return (c >= QChar(0x3400) && c <= QChar(0x9FFF)) || (c >= QChar(0xF900) && c <= QChar(0xFAFF))
        || c == QChar(0x3007) || c.isSurrogate();
}

// The hundred families' surnames and those common today; compound ones first come from the two-character list.
const QSet<QChar> &surnames()
{
    static const QSet<QChar> known = [] {
        QSet<QChar> set;
        for (const QChar c : QStringView(
                 u"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
                 u"鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
                 u"和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
                 u"梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
                 u"程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
                 u"宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双"
                 u"闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容"
                 u"向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
                 u"曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴"
                 u"伯赏墨哈谯笪年爱阳佟肖付代区朴覃冼尉员贠郇种折召祭过句谌颉隽占么幺郄呙眭繁揭青苟芦仝邸母衣由续冶"
                 u"闪战肇才初信兰修原矫辜邝荤侍尧藏麦庹缠荔撒来郎娜普苑玉买鹿斯阿仁未药勇奎黑银蹇达"
                 u"趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇蘇範魯韋馬鳳袁鮑費賀湯羅畢鄔樂時傅齊餘顧黃蕭談龐熊紀項"
                 u"賈婁蔥顏鍾駱樊淩萬盧繆應鄧鬱單諸鈕龔邢陸榮儲車寧欒厲劉葉龍賴藺喬陰蒼雙聞黨貢勞莊閻連習魚滿"
                 u"國廣東歐師鞏聶饒須豐關權蓋閆佘區於"))
            set.insert(c);
        return set;
    }();
    return known;
}

const QStringList &compoundSurnames()
{
    static const QStringList known
        = u"欧阳 歐陽 尉迟 尉遲 万俟 萬俟 长孙 長孫 澹台 澹臺 单于 單于 令狐 呼延 宇文 上官 司马 司馬 司徒 司空 "
          "司寇 诸葛 諸葛 夏侯 皇甫 公孙 公孫 公羊 公冶 公西 公良 慕容 东方 東方 东郭 東郭 西门 西門 南宫 "
          "南宮 独孤 獨孤 端木 轩辕 軒轅 赫连 赫連 濮阳 濮陽 淳于 申屠 太叔 太史 仲孙 仲孫 钟离 鐘離 鲜于 鮮于 "
          "闾丘 閭丘 亓官 颛孙 巫马 漆雕 乐正 樂正 壤驷 拓跋 夹谷 宰父 谷梁 百里 羊舌 微生 左丘 梁丘 第五 "
          "完颜 完顏 耶律 纳兰 納蘭 哥舒 屈突 闻人 聞人 宗政 即墨 贺兰"_s.split(u' ');
    return known;
}

// Forms of address and positions, longest first where one ends another.
const QStringList &titles()
{
    static const QStringList known
        = u"副总经理 总经理 董事长 总监 经理 主任 主管 老师 教授 博士 医生 大夫 律师 工程师 会计 秘书 科长 处长 局长 "
          "厂长 校长 院长 店长 部长 队长 组长 师傅 先生 女士 小姐 太太 夫人 同学 老板 阿姨 大姐 大哥 姐 哥 总 工 董"_s
              .split(u' ');
    return known;
}

QString withoutTail(QString text, QStringView tail)
{
    text.chop(tail.size());
    while (!text.isEmpty() && !text.back().isLetterOrNumber())
        text.chop(1);
    return text;
}

} // namespace

QString foldedName(QStringView name)
{
    // Identifier folds the width; composing is bounded by the limit.
    const QString cleaned = clean(FieldClass::Identifier, name.first(std::min(name.size(), nameLimit)).toString()).text;
    bool plain = true;
    for (const QChar c : cleaned)
        plain = plain && (c.unicode() < 0x80 || isHan(c));
    const QString composed = (plain ? cleaned : cleaned.normalized(QString::NormalizationForm_C)).toCaseFolded();
    QString folded;
    folded.reserve(composed.size());
    for (qsizetype at = 0; at < composed.size(); ++at) {
        if (composed[at] == u' ' && at > 0 && at + 1 < composed.size()
            && (isHan(composed[at - 1]) || isHan(composed[at + 1])))
            continue;
        folded += composed[at];
    }
    return folded;
}

PersonName personName(QStringView name)
{
    PersonName person;
    person.folded = foldedName(name);

    for (const QString &title : titles()) {
        if (!person.folded.endsWith(title) || person.folded.size() <= title.size())
            continue;
        const QString remaining = withoutTail(person.folded, title);
        if (remaining.isEmpty())
            continue;
        // One-character titles (王总, 李工) only after a bare surname: 王建工 is a name.
        if (title.size() == 1 && !(remaining.size() == 1 && surnames().contains(remaining.front()))
            && !compoundSurnames().contains(remaining))
            continue;
        person.title = title;
        person.folded = remaining;
        break;
    }
    if (person.title.isEmpty()) {
        for (const QStringView title : {QStringView(u"mr"), QStringView(u"mrs"), QStringView(u"ms"),
                                        QStringView(u"miss"), QStringView(u"dr"), QStringView(u"prof")}) {
            if (person.folded.size() > title.size() + 1 && person.folded.startsWith(title)
                && (person.folded[title.size()] == u' ' || person.folded[title.size()] == u'.')) {
                person.title = title.toString();
                person.folded = person.folded.mid(title.size() + 1).trimmed();
                break;
            }
        }
    }

    const qsizetype size = person.folded.size();
    const bool allHan = std::all_of(person.folded.cbegin(), person.folded.cend(), isHan);
    if (allHan && size >= 1 && size <= 5) {
        if (size >= 2 && compoundSurnames().contains(person.folded.left(2)))
            person.surname = person.folded.left(2);
        else if (surnames().contains(person.folded.front()))
            person.surname = person.folded.left(1);
        if (!person.surname.isEmpty())
            person.given = person.folded.mid(person.surname.size());
    }
    return person;
}

QString companyCore(QStringView name)
{
    const QString folded = foldedName(name);
    QString core;
    core.reserve(folded.size());
    for (const QChar c : folded) {
        if (c != u'(' && c != u')' && c != u'"' && c != u'\'' && c != u'“' && c != u'”' && c != u'《' && c != u'》'
            && c != u'·' && c != u'【' && c != u'】')
            core += c;
    }
    static const QStringList forms = u"股份有限责任公司 股份有限公司 有限责任公司 責任有限公司 集团有限公司 "
                                     u"控股有限公司 有限公司 股份公司 总公司 分公司 公司 "
                                     "特殊普通合伙 普通合伙 有限合伙 株式会社"_s.split(u' ');
    static const QSet<QString> latinForms{u"co"_s,           u"company"_s, u"ltd"_s, u"limited"_s, u"inc"_s,
                                          u"incorporated"_s, u"llc"_s,     u"llp"_s, u"corp"_s,    u"corporation"_s,
                                          u"gmbh"_s,         u"ag"_s,      u"plc"_s, u"pte"_s,     u"pty"_s};
    for (const QString &form : forms) {
        if (core == form)
            break;
        if (core.endsWith(form) && core.size() > form.size() + 1) {
            // 集团 says which company of a group it is: it stays.
            core.chop(form.startsWith(u"集团") || form.startsWith(u"控股") ? form.size() - 2 : form.size());
            break;
        }
    }
    // Words at the end, as long as something stays before them: "kemai co., ltd." is two.
    for (int words = 0; words < 4; ++words) {
        qsizetype end = core.size();
        while (end > 0 && !core[end - 1].isLetterOrNumber())
            --end;
        qsizetype begin = end;
        while (begin > 0 && core[begin - 1] >= u'a' && core[begin - 1] <= u'z')
            --begin;
        if (begin == end || begin == 0 || core[begin - 1].isLetterOrNumber()
            || !latinForms.contains(core.mid(begin, end - begin)))
            break;
        qsizetype before = begin;
        while (before > 0 && !core[before - 1].isLetterOrNumber())
            --before;
        if (before == 0)
            break;
        core.truncate(before);
    }
    while (!core.isEmpty() && (core.back() == u' ' || core.back() == u',' || core.back() == u'.'))
        core.chop(1);
    return core.isEmpty() ? folded : core;
}

} // namespace kemai
