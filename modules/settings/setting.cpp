// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr const Setting *table[] = {
    &setting::language,       &setting::theme,        &setting::density,    &setting::textSize,       &setting::motion,  &setting::popupStyle,
    &setting::doNotDisturb,   &setting::dialCommand,     &setting::phoneCommand, &setting::wrapUp,      &setting::wrapUpSeconds,
    &setting::idleLockMinutes, &setting::allowExport, &setting::exportRowCap, &setting::supportContact, &setting::logLevel,
};
} // namespace

QList<SettingChoice> choicesOf(const Setting &setting)
{
    QList<SettingChoice> choices;
    for (const QStringView part : QStringView(setting.choices).split(u'|', Qt::SkipEmptyParts)) {
        const auto words = part.split(u'=');
        choices << SettingChoice{words.value(0).toString(), words.value(1).toString(), words.value(2).toString()};
    }
    return choices;
}

QString readValue(const Setting &setting, const QString &written)
{
    const QString text = written.trimmed();
    switch (setting.type) {
    case SettingType::Switch: {
        const QString word = text.toLower();
        if (word == "on"_L1 || word == "true"_L1 || word == "1"_L1)
            return u"on"_s;
        if (word == "off"_L1 || word == "false"_L1 || word == "0"_L1)
            return u"off"_s;
        return {};
    }
    case SettingType::Number: {
        bool whole = false;
        const qlonglong number = text.toLongLong(&whole);
        return whole && number >= setting.least && number <= setting.most ? QString::number(number) : QString();
    }
    case SettingType::Choice: {
        const QList<SettingChoice> choices = choicesOf(setting);
        for (const SettingChoice &choice : choices)
            if (choice.name.compare(text, Qt::CaseInsensitive) == 0)
                return choice.name;
        bool whole = false;
        const int number = text.toInt(&whole);
        return whole && number >= 0 && number < choices.size() ? choices[number].name : QString();
    }
    case SettingType::Text: {
        constexpr qsizetype longest = 500;
        return text.size() <= longest ? QString(text.isNull() ? u""_s : text) : QString();
    }
    }
    return {};
}

std::span<const Setting *const> allSettings()
{
    return table;
}

const Setting *findSetting(QStringView key)
{
    for (const Setting *setting : table)
        if (key == QLatin1StringView(setting->key))
            return setting;
    return nullptr;
}

const Setting *findPolicy(QStringView name)
{
    for (const Setting *setting : table)
        if (setting->policy && name == QLatin1StringView(setting->policy))
            return setting;
    return nullptr;
}

} // namespace kemai
