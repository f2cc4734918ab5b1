// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/phone.h"
#include "text/phone_judge.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

namespace {

// One number as "e164|extension|kind", or "?written" for Unknown; several joined with " ; ".
QString described(const QList<PhoneNumber> &numbers)
{
    static const QStringList kinds{u"mobile"_s, u"landline"_s, u"tollfree"_s, u"service"_s, u"foreign"_s};
    QStringList parts;
    for (const PhoneNumber &number : numbers) {
        if (number.kind == PhoneKind::Unknown) {
            parts << u'?' + number.written;
            continue;
        }
        QString part = number.kind == PhoneKind::Service ? number.digits : number.e164;
        if (!number.extension.isEmpty())
            part += u'x' + number.extension;
        parts << part + u' ' + kinds.at(static_cast<int>(number.kind));
    }
    return parts.join(u" ; "_s);
}

} // namespace

class TestPhone : public QObject {
    Q_OBJECT

private slots:
    void readsEveryForm_data();
    void readsEveryForm();
    void keepsWhatWasWritten_data();
    void keepsWhatWasWritten();
    void labelsStandBesideTheirNumber_data();
    void labelsStandBesideTheirNumber();
    void prefixTableEqualsTheLibrary();
    void trunkNumbersEqualTheLibrary();
    void hostileCellsStayBounded_data();
    void hostileCellsStayBounded();
    void neverInventsDigits();
    void displaysLocally_data();
    void displaysLocally();
};

void TestPhone::readsEveryForm_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("read");
    const auto row
        = [](const char *name, const QString &cell, const QString &read) { QTest::newRow(name) << cell << read; };
    const QString mobile = u"+8613800138000 mobile"_s;
    const QString other = u"+8613900139000 mobile"_s;
    const QString shanghai = u"+862162888888 landline"_s;
    const QString hotline = u"+864008208820 tollfree"_s;

    // Mainland mobile
    row("mobile plain", u"13800138000"_s, mobile);
    row("mobile 3-4-4 spaces", u"138 0013 8000"_s, mobile);
    row("mobile 3-4-4 hyphens", u"138-0013-8000"_s, mobile);
    row("mobile 3-4-4 dots", u"138.0013.8000"_s, mobile);
    row("mobile middle dots", u"138·0013·8000"_s, mobile);
    row("mobile en dash", u"138–0013–8000"_s, mobile);
    row("mobile odd groups", u"1380 0138 000"_s, mobile);
    row("mobile full-width", u"１３８００１３８０００"_s, mobile);
    row("mobile full-width hyphen", u"１３８－００１３－８０００"_s, mobile);
    row("mobile mathematical digits", u"𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎"_s, mobile);
    row("mobile Arabic-Indic digits", u"١٣٨٠٠١٣٨٠٠٠"_s, mobile);
    row("mobile zero-width space inside", u"138\u200b0013\u200b8000"_s, mobile);
    row("mobile zero-width at end", u"13800138000\u200c"_s, mobile);
    row("mobile byte order mark", u"\ufeff13800138000"_s, mobile);
    row("mobile in directional marks", u"\u202a13800138000\u202c"_s, mobile);
    row("mobile left-to-right mark", u"\u200e13800138000"_s, mobile);
    row("mobile soft hyphens", u"138\u00ad0013\u00ad8000"_s, mobile);
    row("mobile no-break spaces", u"138\u00a00013\u00a08000"_s, mobile);
    row("mobile ideographic space", u"138\u30000013\u30008000"_s, mobile);
    row("mobile blanks around", u"  13800138000\t"_s, mobile);
    row("mobile trunk zero", u"013800138000"_s, mobile);
    row("mobile +86", u"+8613800138000"_s, mobile);
    row("mobile +86 space", u"+86 138 0013 8000"_s, mobile);
    row("mobile +86-", u"+86-13800138000"_s, mobile);
    row("mobile + 86", u"+ 86 13800138000"_s, mobile);
    row("mobile ＋８６", u"＋８６１３８００１３８０００"_s, mobile);
    row("mobile (+86)", u"(+86)13800138000"_s, mobile);
    row("mobile (86)", u"(86)13800138000"_s, mobile);
    row("mobile （+86）", u"（+86）138 0013 8000"_s, mobile);
    row("mobile 0086", u"008613800138000"_s, mobile);
    row("mobile 0086-", u"0086-138-0013-8000"_s, mobile);
    row("mobile 0086 spaces", u"0086 138 0013 8000"_s, mobile);
    row("mobile 86-", u"86-13800138000"_s, mobile);
    row("mobile 86 space", u"86 13800138000"_s, mobile);
    row("mobile 86 glued", u"8613800138000"_s, mobile);
    row("mobile float", u"13800138000.0"_s, mobile);
    row("mobile float two zeros", u"13800138000.00"_s, mobile);
    row("mobile scientific, all digits", u"1.3800138000E10"_s, mobile);
    row("mobile apostrophe of a spreadsheet", u"'13800138000"_s, mobile);
    row("mobile formula of a spreadsheet", u"=\"13800138000\""_s, mobile);
    row("mobile tel uri", u"tel:+86-138-0013-8000"_s, mobile);
    row("mobile label", u"手机：13800138000"_s, mobile);
    row("mobile label spaces", u"手机 : 138 0013 8000"_s, mobile);
    row("mobile name before", u"张经理 13800138000"_s, mobile);
    row("mobile name glued", u"张经理13800138000"_s, mobile);
    row("mobile name after", u"13800138000张经理"_s, mobile);
    row("mobile note in parentheses", u"13800138000（微信同号）"_s, mobile);
    row("mobile whole in parentheses", u"(13800138000)"_s, mobile);
    row("mobile full stop", u"13800138000。"_s, mobile);
    row("mobile 86+", u"86+13800138000"_s, mobile);
    row("mobile +86+", u"+86+13800138000"_s, mobile);
    row("mobile digit by digit", u"1 3 8 0 0 1 3 8 0 0 0"_s, mobile);
    row("mobile virtual operator", u"17012345678"_s, u"+8617012345678 mobile"_s);
    row("mobile 199", u"199-1234-5678"_s, u"+8619912345678 mobile"_s);
    row("mobile 166", u"16612345678"_s, u"+8616612345678 mobile"_s);
    row("mobile with privacy extension", u"13800138000-8001"_s, u"+8613800138000x8001 mobile"_s);
    row("mobile 转", u"13800138000转801"_s, u"+8613800138000x801 mobile"_s);
    row("mobile ext", u"13800138000 ext 5"_s, u"+8613800138000x5 mobile"_s);

    // Mainland landline
    row("landline plain", u"02162888888"_s, shanghai);
    row("landline hyphen", u"021-62888888"_s, shanghai);
    row("landline groups", u"021-6288 8888"_s, shanghai);
    row("landline space", u"021 62888888"_s, shanghai);
    row("landline parentheses", u"(021)62888888"_s, shanghai);
    row("landline parentheses space", u"(021) 6288-8888"_s, shanghai);
    row("landline full-width parentheses", u"（０２１）６２８８８８８８"_s, shanghai);
    row("landline em dash", u"021—62888888"_s, shanghai);
    row("landline doubled dash", u"021--62888888"_s, shanghai);
    row("landline slash after the area code", u"021/62888888"_s, shanghai);
    row("landline +86 21", u"+86 21 6288 8888"_s, shanghai);
    row("landline +86 021", u"+86-021-62888888"_s, shanghai);
    row("landline +86 (0)21", u"+86 (0)21 6288 8888"_s, shanghai);
    row("landline 0086 21", u"0086-21-62888888"_s, shanghai);
    row("landline 86-21", u"86-21-62888888"_s, shanghai);
    row("landline zero eaten", u"2162888888"_s, shanghai);
    row("landline zero eaten, hyphen", u"21-62888888"_s, shanghai);
    row("landline float", u"2162888888.0"_s, shanghai);
    row("landline label", u"电话：021-62888888"_s, shanghai);
    row("landline Beijing", u"010-62888888"_s, u"+861062888888 landline"_s);
    row("landline four-digit area", u"0755-26888888"_s, u"+8675526888888 landline"_s);
    row("landline four-digit area, zero eaten", u"755-26888888"_s, u"+8675526888888 landline"_s);
    row("landline seven-digit local", u"0851-8222222"_s, u"+868518222222 landline"_s);
    row("landline too short", u"021-628888"_s, u"?021-628888"_s);
    row("landline county", u"0374-2123456"_s, u"+863742123456 landline"_s);
    row("extension 转", u"021-62888888转801"_s, u"+862162888888x801 landline"_s);
    row("extension 转 spaces", u"021-62888888 转 801"_s, u"+862162888888x801 landline"_s);
    row("extension 转接", u"021-62888888转接801"_s, u"+862162888888x801 landline"_s);
    row("extension 分机", u"021-62888888分机801"_s, u"+862162888888x801 landline"_s);
    row("extension 分机：", u"021-62888888 分机：801"_s, u"+862162888888x801 landline"_s);
    row("extension 轉", u"021-62888888轉801"_s, u"+862162888888x801 landline"_s);
    row("extension 内线", u"021-62888888 内线801"_s, u"+862162888888x801 landline"_s);
    row("extension hyphen", u"021-62888888-801"_s, u"+862162888888x801 landline"_s);
    row("extension hyphen one digit", u"0512-62888888-8"_s, u"+8651262888888x8 landline"_s);
    row("extension em dash", u"021-62888888—801"_s, u"+862162888888x801 landline"_s);
    row("extension ext.", u"021-62888888 ext. 801"_s, u"+862162888888x801 landline"_s);
    row("extension Ext:", u"021-62888888 Ext:801"_s, u"+862162888888x801 landline"_s);
    row("extension EXT glued", u"02162888888EXT801"_s, u"+862162888888x801 landline"_s);
    row("extension x", u"021-62888888x801"_s, u"+862162888888x801 landline"_s);
    row("extension #", u"021-62888888#801"_s, u"+862162888888x801 landline"_s);
    row("extension full-width #", u"021-62888888＃801"_s, u"+862162888888x801 landline"_s);
    row("extension parentheses", u"021-62888888(转801)"_s, u"+862162888888x801 landline"_s);
    row("extension RFC 3966", u"tel:+86-21-62888888;ext=801"_s, u"+862162888888x801 landline"_s);

    row("extension *", u"021-62888888*801"_s, u"+862162888888x801 landline"_s);
    row("extension digits in parentheses", u"021-62888888(801)"_s, u"+862162888888x801 landline"_s);
    row("extension after a label", u"021-62888888（总机）转801"_s, u"+862162888888x801 landline"_s);

    // Toll-free and service numbers
    row("400 plain", u"4008208820"_s, hotline);
    row("400 hyphens", u"400-820-8820"_s, hotline);
    row("400 4-3-3", u"4008-208-820"_s, hotline);
    row("400 spaces", u"400 820 8820"_s, hotline);
    row("400 转", u"400-820-8820 转 2"_s, u"+864008208820x2 tollfree"_s);
    row("400 hyphen extension", u"400-820-8820-2"_s, u"+864008208820x2 tollfree"_s);
    row("800", u"800-820-8820"_s, u"+868008208820 tollfree"_s);
    row("bank", u"95588"_s, u"95588 service"_s);
    row("bank label", u"客服热线：95588"_s, u"95588 service"_s);
    row("bank full-width", u"９５５８８"_s, u"95588 service"_s);
    row("bank extension", u"95588转1"_s, u"95588x1 service"_s);
    row("carrier", u"10086"_s, u"10086 service"_s);
    row("two carriers", u"10086 10010"_s, u"10086 service ; 10010 service"_s);
    row("police", u"110"_s, u"110 service"_s);
    row("city hotline", u"12345"_s, u"12345 service"_s);
    row("railways", u"95105105"_s, u"95105105 service"_s);
    row("local 96", u"96110"_s, u"96110 service"_s);

    // Elsewhere
    row("Hong Kong", u"+852 9123 4567"_s, u"+85291234567 foreign"_s);
    row("Hong Kong 00", u"00852-91234567"_s, u"+85291234567 foreign"_s);
    row("Hong Kong no plus", u"852-91234567"_s, u"+85291234567 foreign"_s);
    row("Hong Kong parentheses", u"(852) 9123 4567"_s, u"+85291234567 foreign"_s);
    row("Macau", u"+853 6612 3456"_s, u"+85366123456 foreign"_s);
    row("Taiwan mobile", u"+886 912 345 678"_s, u"+886912345678 foreign"_s);
    row("Taiwan trunk zero", u"+886-0912-345-678"_s, u"+886912345678 foreign"_s);
    row("Taiwan landline no plus", u"886-2-2712-3456"_s, u"+886227123456 foreign"_s);
    row("London", u"+44 20 7183 8750"_s, u"+442071838750 foreign"_s);
    row("London (0)", u"+44 (0)20 7183 8750"_s, u"+442071838750 foreign"_s);
    row("New York", u"+1 (212) 736-5000"_s, u"+12127365000 foreign"_s);
    row("New York 1-", u"1-212-736-5000"_s, u"+12127365000 foreign"_s);
    row("New York 001", u"001-212-736-5000"_s, u"+12127365000 foreign"_s);
    row("New York ext", u"+1 212-736-5000 x12"_s, u"+12127365000x12 foreign"_s);
    row("Tokyo", u"+81-3-3501-1511"_s, u"+81335011511 foreign"_s);
    row("Singapore", u"+65 6123 4567"_s, u"+6561234567 foreign"_s);
    row("Berlin", u"+49 30 901820"_s, u"+4930901820 foreign"_s);

    // Several in a cell
    row("two, slash", u"13800138000/13900139000"_s, mobile + u" ; "_s + other);
    row("two, full-width slash", u"13800138000／13900139000"_s, mobile + u" ; "_s + other);
    row("two, semicolon", u"13800138000;13900139000"_s, mobile + u" ; "_s + other);
    row("two, full-width semicolon", u"13800138000；13900139000"_s, mobile + u" ; "_s + other);
    row("two, comma", u"13800138000,13900139000"_s, mobile + u" ; "_s + other);
    row("two, full-width comma", u"13800138000，13900139000"_s, mobile + u" ; "_s + other);
    row("two, enumeration comma", u"13800138000、13900139000"_s, mobile + u" ; "_s + other);
    row("two, newline", u"13800138000\n13900139000"_s, mobile + u" ; "_s + other);
    row("two, CRLF", u"13800138000\r\n13900139000"_s, mobile + u" ; "_s + other);
    row("two, space", u"13800138000 13900139000"_s, mobile + u" ; "_s + other);
    row("two, grouped, space", u"138 0013 8000 139 0013 9000"_s, mobile + u" ; "_s + other);
    row("two, +86, space", u"+86 138 0013 8000 +86 139 0013 9000"_s, mobile + u" ; "_s + other);
    row("two, or", u"13800138000或13900139000"_s, mobile + u" ; "_s + other);
    row("two, hyphen", u"13800138000-13900139000"_s, mobile + u" ; "_s + other);
    row("two, pipe", u"13800138000 | 13900139000"_s, mobile + u" ; "_s + other);
    row("landline and mobile", u"021-62888888 13800138000"_s, shanghai + u" ; "_s + mobile);
    row("landline, extension, mobile", u"021-62888888转801/13800138000"_s, u"+862162888888x801 landline ; "_s + mobile);
    row("hyphen extension and mobile", u"021-62888888-801 13800138000"_s, u"+862162888888x801 landline ; "_s + mobile);
    row("circled list", u"①13800138000 ②13900139000"_s, mobile + u" ; "_s + other);
    row("numbered list", u"1.13800138000 2.13900139000"_s, mobile + u" ; "_s + other);
    row("three kinds", u"13800138000；021-62888888；400-820-8820"_s, mobile + u" ; "_s + shanghai + u" ; "_s + hotline);
    row("good and bad", u"13800138000/1380013800"_s, mobile + u" ; ?1380013800"_s);
    row("service and mobile", u"95588 13800138000"_s, u"95588 service ; "_s + mobile);
    row("last digits after a slash", u"021-62888888/89"_s, shanghai);

    // Refused: kept as written, no E.164
    row("one digit short", u"1380013800"_s, u"?1380013800"_s);
    row("one digit more", u"138001380001"_s, u"?138001380001"_s);
    row("first digit lost", u"3800138000"_s, u"?3800138000"_s);
    row("first digit lost, would be a landline", u"7512345678"_s, u"?7512345678"_s);
    row("local without area code", u"62888888"_s, u"?62888888"_s);
    row("unknown mobile prefix", u"12345678901"_s, u"?12345678901"_s);
    row("scientific, digits lost", u"1.38E10"_s, u"?1.38E10"_s);
    row("scientific, digits lost, plus", u"1.38001E+10"_s, u"?1.38001E+10"_s);
    row("two glued", u"1380013800013900139000"_s, u"?1380013800013900139000"_s);
    row("vanity", u"+1-800-FLOWERS"_s, u"?+1-800-FLOWERS"_s);
    row("masked", u"138****1234"_s, u"?138****1234"_s);
    row("text", u"见备注"_s, u"?见备注"_s);
    row("dash", u"-"_s, u"?-"_s);
    row("none", u"无"_s, u"?无"_s);
    row("identity number", u"310101199001011234"_s, u"?310101199001011234"_s);
    row("date", u"1990-01-02"_s, u"?1990-01-02"_s);
    row("spreadsheet error", u"#N/A"_s, u"?#N/A"_s);
    row("zeros", u"00000000000"_s, u"?00000000000"_s);
    row("only invisible characters", u"\u200b\u200c\ufeff"_s, QString());
    row("empty", QString(), QString());
    row("blank", u"  \u3000 "_s, QString());
}

void TestPhone::readsEveryForm()
{
    QFETCH(QString, cell);
    QFETCH(QString, read);
    const QList<PhoneNumber> numbers = parsePhones(cell);
    QCOMPARE(described(numbers), read);
    for (const PhoneNumber &number : numbers) {
        QVERIFY(!number.written.isEmpty());
        QCOMPARE(number.e164.isEmpty(), number.kind == PhoneKind::Unknown || number.kind == PhoneKind::Service);
        QVERIFY(number.kind != PhoneKind::Unknown || number.extension.isEmpty());
        // What is written reads as the same number again.
        if (number.isNumber())
            QCOMPARE(described(parsePhones(number.written)), described({number}));
    }
}

void TestPhone::keepsWhatWasWritten_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QStringList>("written");
    QTest::newRow("groups") << u" 138 0013 8000 "_s << QStringList{u"138 0013 8000"_s};
    QTest::newRow("invisible gone, width folded") << u"１３８\u200b00138000"_s << QStringList{u"13800138000"_s};
    QTest::newRow("extension") << u"021-62888888 转 801"_s << QStringList{u"021-62888888 转 801"_s};
    QTest::newRow("extension in parentheses") << u"021-62888888(转801)"_s << QStringList{u"021-62888888(转801)"_s};
    QTest::newRow("range") << u"021-62888888/89"_s << QStringList{u"021-62888888/89"_s};
    QTest::newRow("area code in parentheses") << u"(021)62888888"_s << QStringList{u"(021)62888888"_s};
    QTest::newRow("label is not part") << u"手机：138-0013-8000;家 021-62888888"_s
                                       << QStringList{u"138-0013-8000"_s, u"021-62888888"_s};
    QTest::newRow("float") << u"13800138000.0"_s << QStringList{u"13800138000.0"_s};
    QTest::newRow("unread: all of it") << u"打前台\n找小王 123"_s << QStringList{u"打前台 找小王 123"_s};
}

void TestPhone::keepsWhatWasWritten()
{
    QFETCH(QString, cell);
    QFETCH(QStringList, written);
    QStringList got;
    for (const PhoneNumber &number : parsePhones(cell))
        got << number.written;
    QCOMPARE(got, written);
}

void TestPhone::labelsStandBesideTheirNumber_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("before") << u"手机：13800138000"_s << QStringList{u"手机"_s};
    QTest::newRow("after") << u"13800138000（张经理）"_s << QStringList{u"张经理"_s};
    QTest::newRow("before each") << u"张三 13800138000 李四 13900139000"_s << QStringList{u"张三"_s, u"李四"_s};
    QTest::newRow("after each") << u"13800138000 张三 13900139000 李四"_s << QStringList{u"张三"_s, u"李四"_s};
    QTest::newRow("after each, separated")
        << u"13800138000(张三),13900139000(李四)"_s << QStringList{u"张三"_s, u"李四"_s};
    QTest::newRow("before the extension") << u"021-62888888（总机）转801"_s << QStringList{u"总机"_s};
    QTest::newRow("none") << u"13800138000;13900139000"_s << QStringList{QString(), QString()};
}

void TestPhone::labelsStandBesideTheirNumber()
{
    QFETCH(QString, cell);
    QFETCH(QStringList, labels);
    QStringList got;
    for (const PhoneNumber &number : parsePhones(cell))
        got << number.label;
    QCOMPARE(got, labels);
}

// The table answers by five digits: the library must not look further. All 10,000 prefixes, with two tails each.
void TestPhone::prefixTableEqualsTheLibrary()
{
    for (int prefix = 10000; prefix < 20000; ++prefix) {
        for (const char *tail : {"000000", "998481"}) {
            const std::string number = std::to_string(prefix) + tail;
            if (phone::isMainlandMobile(number) != phone::isMainlandMobileByLibrary(number))
                QFAIL(number.c_str());
        }
    }
}

// Numbers with their trunk 0 skip the library's parser: every area code, local numbers of 5 to 9 digits.
void TestPhone::trunkNumbersEqualTheLibrary()
{
    quint32 state = 1;
    for (int area = 10; area < 1000; ++area) {
        for (int size = 5; size <= 9; ++size) {
            std::string digits = "0" + std::to_string(area);
            for (int at = 0; at < size; ++at) {
                state = state * 1664525u + 1013904223u;
                digits += static_cast<char>('0' + (state >> 24) % 10);
            }
            if (digits.size() < 10 || digits.size() > 12)
                continue;
            const phone::Verdict fast = phone::judgeTrunk(digits);
            const phone::Verdict slow = phone::judgeByLibrary(digits, "CN");
            QCOMPARE(fast.e164, slow.e164);
            QCOMPARE(fast.kind, slow.kind);
            QCOMPARE(fast.digits, slow.digits);
            QCOMPARE(fast.region, slow.region);
        }
    }
}

void TestPhone::hostileCellsStayBounded_data()
{
    QTest::addColumn<QString>("cell");
    QTest::newRow("a megabyte of digits") << QString(1 << 20, u'1');
    QTest::newRow("a megabyte of separators") << QString(1 << 20, u';');
    QTest::newRow("single digits") << u"1 "_s.repeated(250);
    QTest::newRow("pluses") << u"+1"_s.repeated(250);
    QTest::newRow("parentheses") << u"("_s.repeated(500);
    QTest::newRow("parentheses and digits") << u"(1"_s.repeated(250);
    QTest::newRow("hundreds of halves") << u"021-"_s.repeated(120);
    QTest::newRow("extensions") << u"1转"_s.repeated(250);
    QTest::newRow("combining marks") << u"1"_s + QString(500, QChar(0x301));
    QTest::newRow("lone surrogates") << QString(500, QChar(0xD800));
    QTest::newRow("all format characters") << QString(1 << 20, QChar(0x200B));
    QTest::newRow("controls") << QString(1 << 20, QChar(0x1));
}

void TestPhone::hostileCellsStayBounded()
{
    QFETCH(QString, cell);
    for (int round = 0; round < 20; ++round) {
        const QList<PhoneNumber> numbers = parsePhones(cell);
        QVERIFY(numbers.size() <= 1);
        for (const PhoneNumber &number : numbers)
            QVERIFY(number.e164.isEmpty());
    }
}

// Whatever is typed: the digits of an E.164 number stand in the cell in that order.
void TestPhone::neverInventsDigits()
{
    const QString alphabet = u"0123456789013800 -+();/转ext#.张"_s;
    quint32 state = 20261122;
    const auto next = [&state](quint32 below) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
    };
    int numbers = 0;
    for (int round = 0; round < 2000; ++round) {
        QString cell = round % 3 == 0 ? u"1"_s : round % 3 == 1 ? u"021"_s : u"+44 "_s;
        const int size = 6 + static_cast<int>(next(22));
        for (int at = 0; at < size; ++at)
            cell += alphabet[next(next(2) ? 10u : static_cast<quint32>(alphabet.size()))];
        QString digits;
        for (const QChar c : cell) {
            if (c.isDigit())
                digits += c;
        }
        for (const PhoneNumber &number : parsePhones(cell)) {
            if (number.e164.isEmpty())
                continue;
            ++numbers;
            QString national = number.e164.mid(1);
            if (national.startsWith(u"86"))
                national = national.mid(2);
            QVERIFY2(digits.contains(national) || digits.remove(u'0').contains(QString(national).remove(u'0')),
                     qPrintable(cell + u" gave " + number.e164));
        }
    }
    QVERIFY(numbers > 50);
}

void TestPhone::displaysLocally_data()
{
    QTest::addColumn<QString>("e164");
    QTest::addColumn<QString>("extension");
    QTest::addColumn<QString>("shown");
    QTest::newRow("mobile") << u"+8613800138000"_s << QString() << u"138 0013 8000"_s;
    QTest::newRow("landline") << u"+862162888888"_s << QString() << u"021-6288 8888"_s;
    QTest::newRow("landline extension") << u"+862162888888"_s << u"801"_s << u"021-6288 8888 转 801"_s;
    QTest::newRow("Beijing") << u"+861062888888"_s << QString() << u"010-6288 8888"_s;
    QTest::newRow("seven digits") << u"+863742123456"_s << QString() << u"0374-212 3456"_s;
    QTest::newRow("Shenzhen") << u"+8675526888888"_s << QString() << u"0755-2688 8888"_s;
    QTest::newRow("toll-free") << u"+864008208820"_s << QString() << u"400-820-8820"_s;
    QTest::newRow("London") << u"+442071838750"_s << QString() << u"+44 20 7183 8750"_s;
    QTest::newRow("Hong Kong") << u"+85291234567"_s << QString() << u"+852 9123 4567"_s;
    QTest::newRow("service") << u"95588"_s << QString() << u"95588"_s;
    QTest::newRow("nothing") << QString() << QString() << QString();
    QTest::newRow("no number") << u"+"_s << QString() << u"+"_s;
}

void TestPhone::displaysLocally()
{
    QFETCH(QString, e164);
    QFETCH(QString, extension);
    QFETCH(QString, shown);
    QCOMPARE(displayPhone(e164, extension), shown);
}

QTEST_APPLESS_MAIN(TestPhone)
#include "tst_phone.moc"
