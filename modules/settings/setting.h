// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Setting: one thing that can be set: its key, what it may be, its words in both languages, and the name administrators
 * know it by. One line here is the row on the settings page, the entry in the user's settings, the key in
 * policies.json, the ADMX and ADML templates, the macOS profile and the table in installer/policies/README.md.
 *
 * A value is kept and passed as text: "on"/"off", a whole number, the name of a choice, or a sentence.
 * A setting stands here only if something obeys it.
 */
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <span>

namespace kemai {

enum class SettingType : quint8 { Switch, Number, Choice, Text };
enum class SettingGroup : quint8 { General, Appearance, Calls, Privacy, Support };

struct Setting {
    const char *key;              // "group/name", in the user's settings; never renamed
    const char *policy = nullptr; // what administrators call it; null: not theirs to decide
    SettingType type = SettingType::Switch;
    SettingGroup group = SettingGroup::General;
    const char16_t *zh = u"";
    const char16_t *en = u"";
    const char16_t *helpZh = u""; // one sentence
    const char16_t *helpEn = u"";
    const char *fallback = "";    // the value where nobody set one
    int least = 0;                // of a Number
    int most = 0;
    int step = 1;
    const char16_t *unitZh = u"";
    const char16_t *unitEn = u"";
    const char16_t *choices = u""; // of a Choice: "name=中文=English|..."
    bool sensitive = false;        // never in a support bundle
    bool restart = false;          // obeyed from the next start on
};

struct SettingChoice {
    QString name;
    QString zh;
    QString en;
};
QList<SettingChoice> choicesOf(const Setting &setting);

// The value as it is kept, or null text if it is none of this setting. Reads what people and older releases write:
// true, 1, "ON" for a switch; the number of a choice.
QString readValue(const Setting &setting, const QString &written);

namespace setting {

inline constexpr Setting language{
    .key = "language", .policy = "Language", .type = SettingType::Choice, .group = SettingGroup::General,
    .zh = u"语言", .en = u"Language",
    .helpZh = u"窗口的语言，切换后立即生效。", .helpEn = u"The language of the window; it changes at once.",
    .fallback = "system", .choices = u"system=跟随系统=Follow the system|zh_CN=简体中文=简体中文|en=English=English"};

inline constexpr Setting idleLockMinutes{
    .key = "privacy/idleLockMinutes", .policy = "IdleLockMinutes", .type = SettingType::Number, .group = SettingGroup::Privacy,
    .zh = u"无操作后锁定", .en = u"Lock when idle",
    .helpZh = u"这么久没有键盘和鼠标操作就关闭资料库，并显示是谁的桌面；0 表示从不。",
    .helpEn = u"After this long without keyboard or mouse the store is closed and the lock says whose desk it is; 0 is never.",
    .fallback = "15", .least = 0, .most = 240, .step = 5, .unitZh = u"分钟", .unitEn = u"minutes"};

inline constexpr Setting allowExport{
    .key = "privacy/allowExport", .policy = "AllowExport", .type = SettingType::Switch, .group = SettingGroup::Privacy,
    .zh = u"允许导出", .en = u"Allow export",
    .helpZh = u"关闭后，窗口和 kemaictl 都不能把客户写入未加密的文件。",
    .helpEn = u"Off: neither the window nor kemaictl writes customers into files that are not encrypted.",
    .fallback = "on"};

inline constexpr Setting exportRowCap{
    .key = "privacy/exportRowCap", .policy = "ExportRowCap", .type = SettingType::Number, .group = SettingGroup::Privacy,
    .zh = u"每次导出的行数上限", .en = u"Rows of one export",
    .helpZh = u"超过这个行数的导出会被拒绝；0 表示不限。", .helpEn = u"An export of more rows is refused; 0 is no limit.",
    .fallback = "0", .least = 0, .most = 10'000'000, .step = 1000, .unitZh = u"行", .unitEn = u"rows"};

inline constexpr Setting popupStyle{
    .key = "calls/style", .policy = "PopupStyle", .type = SettingType::Choice, .group = SettingGroup::Calls,
    .zh = u"来电弹屏", .en = u"Screen pop of a call",
    .helpZh = u"来电时怎样显示是谁；任何方式都不会抢走光标。",
    .helpEn = u"How a call shows who it is; none of them takes the focus.",
    .fallback = "window", .choices = u"off=不显示=Off|toast=提示条=Toast|window=卡片=Card"};

inline constexpr Setting doNotDisturb{
    .key = "calls/doNotDisturb", .type = SettingType::Switch, .group = SettingGroup::Calls,
    .zh = u"勿扰", .en = u"Do not disturb",
    .helpZh = u"来电不弹出，只进未接列表。", .helpEn = u"No call comes up; it goes to the missed calls.",
    .fallback = "off"};

inline constexpr Setting dialCommand{
    .key = "calls/dialCommand", .policy = "DialCommand", .type = SettingType::Text, .group = SettingGroup::Calls,
    .zh = u"拨号命令", .en = u"Dial command",
    .helpZh = u"用这个程序拨号，{number} 换成号码；留空则用系统里打开 tel: 的程序。",
    .helpEn = u"Dials with this program, {number} is the number; empty: the system's program for tel:."};

inline constexpr Setting phoneCommand{
    .key = "calls/phoneCommand", .policy = "PhoneCommand", .type = SettingType::Text, .group = SettingGroup::Calls,
    .zh = u"话机控制命令", .en = u"Telephone command",
    .helpZh = u"通话中保持、转接、会议和静音时运行；{action} 换成动作，{number} 换成对方号码，{link} 换成交接内容。",
    .helpEn = u"Runs to hold, transfer, confer and mute; {action} is what, {number} to whom, {link} what is handed over."};

inline constexpr Setting wrapUp{
    .key = "calls/wrapUp", .policy = "CallWrapUp", .type = SettingType::Choice, .group = SettingGroup::Calls,
    .zh = u"通话后整理", .en = u"After a call",
    .helpZh = u"来电挂断后在卡片上填写结果、原因和下一步；去电不填写。", .helpEn = u"Of an incoming call the card asks for result, reason and next step; of your own calls it does not.",
    .fallback = "offered", .choices = u"off=不填写=Nothing|offered=可跳过=May be skipped|whole=必须填写=Required"};

inline constexpr Setting wrapUpSeconds{
    .key = "calls/wrapUpSeconds", .policy = "CallWrapUpSeconds", .type = SettingType::Number, .group = SettingGroup::Calls,
    .zh = u"整理时间", .en = u"Time for it",
    .helpZh = u"到时仍没有输入，卡片自动收起；开始输入即不再计时。", .helpEn = u"A card nobody typed in goes away then; typing stops the clock.",
    .fallback = "30", .least = 5, .most = 600, .step = 5, .unitZh = u"秒", .unitEn = u"seconds"};

inline constexpr Setting theme{
    .key = "theme/scheme", .type = SettingType::Choice, .group = SettingGroup::Appearance,
    .zh = u"主题", .en = u"Theme",
    .helpZh = u"高对比度的文字与背景之比不低于 7:1。", .helpEn = u"High contrast: every text is at least 7:1 on its ground.",
    .fallback = "system", .choices = u"system=跟随系统=Follow the system|light=浅色=Light|dark=深色=Dark|contrast=高对比度=High contrast"};

inline constexpr Setting density{
    .key = "theme/density", .type = SettingType::Choice, .group = SettingGroup::Appearance,
    .zh = u"行距", .en = u"Density",
    .helpZh = u"紧凑模式一屏多看四分之一的行。", .helpEn = u"Compact shows a quarter more rows.",
    .fallback = "comfortable", .choices = u"comfortable=宽松=Comfortable|compact=紧凑=Compact"};

inline constexpr Setting textSize{
    .key = "theme/textSize", .type = SettingType::Number, .group = SettingGroup::Appearance,
    .zh = u"文字大小", .en = u"Text size",
    .helpZh = u"在屏幕缩放之外，只放大或缩小文字和控件。", .helpEn = u"Grows text and controls, on top of the screen's own scaling.",
    .fallback = "100", .least = 80, .most = 200, .step = 10, .unitZh = u"%", .unitEn = u"%"};

inline constexpr Setting motion{
    .key = "theme/motion", .type = SettingType::Choice, .group = SettingGroup::Appearance,
    .zh = u"动画", .en = u"Motion",
    .helpZh = u"“无”表示任何东西都不移动，只出现和消失。", .helpEn = u"None: things appear and go, nothing moves.",
    .fallback = "system", .choices = u"system=跟随系统=Follow the system|none=无=None"};

inline constexpr Setting supportContact{
    .key = "support/contact", .policy = "SupportContact", .type = SettingType::Text, .group = SettingGroup::Support,
    .zh = u"支持联系方式", .en = u"Support contact",
    .helpZh = u"出问题时找谁：电话、邮箱或网址；显示在诊断页上。",
    .helpEn = u"Whom to ask when something is wrong: a number, an address, a page; shown with the diagnostics."};

inline constexpr Setting logLevel{
    .key = "support/logLevel", .policy = "LogLevel", .type = SettingType::Choice, .group = SettingGroup::Support,
    .zh = u"日志详细程度", .en = u"Detail of the log",
    .helpZh = u"日志只在本机，从不含客户资料。", .helpEn = u"The log stays on this computer and never holds customer data.",
    .fallback = "normal", .choices = u"errors=只记错误=Errors only|normal=正常=Normal|detailed=详细=Detailed"};

} // namespace setting

// All of them, in the order of the settings page.
std::span<const Setting *const> allSettings();
const Setting *findSetting(QStringView key);
const Setting *findPolicy(QStringView name);

} // namespace kemai
