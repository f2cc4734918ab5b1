// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/policy_documents.h"

#include "settings/setting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr const char *registryKey = "Software\\Policies\\Kemai";

enum class Words { Chinese, English };

QString label(const Setting &setting, Words words)
{
    return QString::fromUtf16(words == Words::Chinese ? setting.zh : setting.en);
}

QString help(const Setting &setting, Words words)
{
    return QString::fromUtf16(words == Words::Chinese ? setting.helpZh : setting.helpEn);
}

QList<const Setting *> prescribable()
{
    QList<const Setting *> settings;
    for (const Setting *setting : allSettings())
        if (setting->policy)
            settings << setting;
    return settings;
}

QString groupId(SettingGroup group)
{
    switch (group) {
    case SettingGroup::General:
        return u"General"_s;
    case SettingGroup::Appearance:
        return u"Appearance"_s;
    case SettingGroup::Calls:
        return u"Calls"_s;
    case SettingGroup::Privacy:
        return u"Privacy"_s;
    case SettingGroup::Support:
        return u"Support"_s;
    }
    return {};
}

QString groupName(SettingGroup group, Words words)
{
    const bool chinese = words == Words::Chinese;
    switch (group) {
    case SettingGroup::General:
        return chinese ? u"常规"_s : u"General"_s;
    case SettingGroup::Appearance:
        return chinese ? u"外观"_s : u"Appearance"_s;
    case SettingGroup::Calls:
        return chinese ? u"通话"_s : u"Calls"_s;
    case SettingGroup::Privacy:
        return chinese ? u"隐私与安全"_s : u"Privacy and security"_s;
    case SettingGroup::Support:
        return chinese ? u"支持"_s : u"Support"_s;
    }
    return {};
}

QList<SettingGroup> groups()
{
    QList<SettingGroup> found;
    const QList<const Setting *> settings = prescribable();
    for (const Setting *setting : settings)
        if (!found.contains(setting->group))
            found << setting->group;
    return found;
}

QByteArray admx()
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"policyDefinitions"_s);
    xml.writeDefaultNamespace(u"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"_s);
    xml.writeAttribute(u"revision"_s, u"1.0"_s);
    xml.writeAttribute(u"schemaVersion"_s, u"1.0"_s);
    xml.writeStartElement(u"policyNamespaces"_s);
    xml.writeEmptyElement(u"target"_s);
    xml.writeAttribute(u"prefix"_s, u"kemai"_s);
    xml.writeAttribute(u"namespace"_s, u"Kemai.Policies"_s);
    xml.writeEndElement();
    xml.writeEmptyElement(u"resources"_s);
    xml.writeAttribute(u"minRequiredRevision"_s, u"1.0"_s);
    xml.writeStartElement(u"supportedOn"_s);
    xml.writeStartElement(u"definitions"_s);
    xml.writeEmptyElement(u"definition"_s);
    xml.writeAttribute(u"name"_s, u"Supported"_s);
    xml.writeAttribute(u"displayName"_s, u"$(string.Supported)"_s);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeStartElement(u"categories"_s);
    xml.writeEmptyElement(u"category"_s);
    xml.writeAttribute(u"name"_s, u"Kemai"_s);
    xml.writeAttribute(u"displayName"_s, u"$(string.Kemai)"_s);
    for (const SettingGroup group : groups()) {
        xml.writeStartElement(u"category"_s);
        xml.writeAttribute(u"name"_s, groupId(group));
        xml.writeAttribute(u"displayName"_s, u"$(string.Group_"_s + groupId(group) + u')');
        xml.writeEmptyElement(u"parentCategory"_s);
        xml.writeAttribute(u"ref"_s, u"Kemai"_s);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeStartElement(u"policies"_s);
    const QList<const Setting *> settings = prescribable();
    for (const Setting *setting : settings) {
        const QString name = QString::fromLatin1(setting->policy);
        const bool isSwitch = setting->type == SettingType::Switch;
        xml.writeStartElement(u"policy"_s);
        xml.writeAttribute(u"name"_s, name);
        xml.writeAttribute(u"class"_s, u"Machine"_s);
        xml.writeAttribute(u"displayName"_s, u"$(string."_s + name + u')');
        xml.writeAttribute(u"explainText"_s, u"$(string."_s + name + u"_Help)"_s);
        xml.writeAttribute(u"key"_s, QString::fromLatin1(registryKey));
        if (isSwitch)
            xml.writeAttribute(u"valueName"_s, name);
        else
            xml.writeAttribute(u"presentation"_s, u"$(presentation."_s + name + u')');
        xml.writeEmptyElement(u"parentCategory"_s);
        xml.writeAttribute(u"ref"_s, groupId(setting->group));
        xml.writeEmptyElement(u"supportedOn"_s);
        xml.writeAttribute(u"ref"_s, u"Supported"_s);
        if (isSwitch) {
            for (const auto &[element, value] : {std::pair{u"enabledValue"_s, u"1"_s}, std::pair{u"disabledValue"_s, u"0"_s}}) {
                xml.writeStartElement(element);
                xml.writeEmptyElement(u"decimal"_s);
                xml.writeAttribute(u"value"_s, value);
                xml.writeEndElement();
            }
        } else {
            xml.writeStartElement(u"elements"_s);
            if (setting->type == SettingType::Choice) {
                xml.writeStartElement(u"enum"_s);
                xml.writeAttribute(u"id"_s, name);
                xml.writeAttribute(u"valueName"_s, name);
                xml.writeAttribute(u"required"_s, u"true"_s);
                for (const SettingChoice &choice : choicesOf(*setting)) {
                    xml.writeStartElement(u"item"_s);
                    xml.writeAttribute(u"displayName"_s, u"$(string."_s + name + u'_' + choice.name + u')');
                    xml.writeStartElement(u"value"_s);
                    xml.writeTextElement(u"string"_s, choice.name);
                    xml.writeEndElement();
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            } else {
                xml.writeEmptyElement(setting->type == SettingType::Number ? u"decimal"_s : u"text"_s);
                xml.writeAttribute(u"id"_s, name);
                xml.writeAttribute(u"valueName"_s, name);
                if (setting->type == SettingType::Number) {
                    xml.writeAttribute(u"minValue"_s, QString::number(setting->least));
                    xml.writeAttribute(u"maxValue"_s, QString::number(setting->most));
                }
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

QByteArray adml(Words words)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"policyDefinitionResources"_s);
    xml.writeDefaultNamespace(u"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"_s);
    xml.writeAttribute(u"revision"_s, u"1.0"_s);
    xml.writeAttribute(u"schemaVersion"_s, u"1.0"_s);
    xml.writeTextElement(u"displayName"_s, words == Words::Chinese ? u"客脉"_s : u"Kemai"_s);
    xml.writeTextElement(u"description"_s, words == Words::Chinese ? u"客脉工作台的策略"_s : u"Policies of the Kemai workstation"_s);
    xml.writeStartElement(u"resources"_s);
    xml.writeStartElement(u"stringTable"_s);
    const auto string = [&xml](const QString &id, const QString &value) {
        xml.writeStartElement(u"string"_s);
        xml.writeAttribute(u"id"_s, id);
        xml.writeCharacters(value);
        xml.writeEndElement();
    };
    string(u"Kemai"_s, words == Words::Chinese ? u"客脉"_s : u"Kemai"_s);
    string(u"Supported"_s, words == Words::Chinese ? u"客脉 0.2 及以上"_s : u"Kemai 0.2 and later"_s);
    for (const SettingGroup group : groups())
        string(u"Group_"_s + groupId(group), groupName(group, words));
    const QList<const Setting *> settings = prescribable();
    for (const Setting *setting : settings) {
        const QString name = QString::fromLatin1(setting->policy);
        string(name, label(*setting, words));
        string(name + u"_Help"_s, help(*setting, words));
        for (const SettingChoice &choice : choicesOf(*setting))
            string(name + u'_' + choice.name, words == Words::Chinese ? choice.zh : choice.en);
    }
    xml.writeEndElement();
    xml.writeStartElement(u"presentationTable"_s);
    for (const Setting *setting : settings) {
        if (setting->type == SettingType::Switch)
            continue;
        const QString name = QString::fromLatin1(setting->policy);
        xml.writeStartElement(u"presentation"_s);
        xml.writeAttribute(u"id"_s, name);
        switch (setting->type) {
        case SettingType::Choice:
            xml.writeStartElement(u"dropdownList"_s);
            xml.writeAttribute(u"refId"_s, name);
            xml.writeCharacters(label(*setting, words));
            break;
        case SettingType::Number:
            xml.writeStartElement(u"decimalTextBox"_s);
            xml.writeAttribute(u"refId"_s, name);
            xml.writeAttribute(u"defaultValue"_s, QString::fromLatin1(setting->fallback));
            xml.writeCharacters(label(*setting, words) + u" ("_s
                                + QString::fromUtf16(words == Words::Chinese ? setting->unitZh : setting->unitEn) + u')');
            break;
        default:
            xml.writeStartElement(u"textBox"_s);
            xml.writeAttribute(u"refId"_s, name);
            xml.writeTextElement(u"label"_s, label(*setting, words));
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

QByteArray mobileConfig()
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeDTD(u"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"_s);
    xml.writeStartElement(u"plist"_s);
    xml.writeAttribute(u"version"_s, u"1.0"_s);
    const auto entry = [&xml](const QString &key, const QString &type, const QString &value) {
        xml.writeTextElement(u"key"_s, key);
        if (value.isNull())
            xml.writeEmptyElement(type);
        else
            xml.writeTextElement(type, value);
    };
    xml.writeStartElement(u"dict"_s);
    xml.writeTextElement(u"key"_s, u"PayloadContent"_s);
    xml.writeStartElement(u"array"_s);
    xml.writeStartElement(u"dict"_s);
    const QList<const Setting *> settings = prescribable();
    for (const Setting *setting : settings) {
        const QString name = QString::fromLatin1(setting->policy);
        const QString value = QString::fromLatin1(setting->fallback);
        if (setting->type == SettingType::Switch)
            entry(name, value == "on"_L1 ? u"true"_s : u"false"_s, {});
        else
            entry(name, setting->type == SettingType::Number ? u"integer"_s : u"string"_s, value.isNull() ? u""_s : value);
    }
    entry(u"PayloadIdentifier"_s, u"string"_s, u"cn.kemai.workstation.policies"_s);
    entry(u"PayloadType"_s, u"string"_s, u"cn.kemai.workstation"_s);
    entry(u"PayloadUUID"_s, u"string"_s, u"6B9F0C5E-3B0A-4C52-9C0E-5B1B7C2E4A01"_s);
    entry(u"PayloadVersion"_s, u"integer"_s, u"1"_s);
    xml.writeEndElement();
    xml.writeEndElement();
    entry(u"PayloadDisplayName"_s, u"string"_s, u"Kemai 客脉"_s);
    entry(u"PayloadIdentifier"_s, u"string"_s, u"cn.kemai.workstation.profile"_s);
    entry(u"PayloadScope"_s, u"string"_s, u"System"_s);
    entry(u"PayloadType"_s, u"string"_s, u"Configuration"_s);
    entry(u"PayloadUUID"_s, u"string"_s, u"6B9F0C5E-3B0A-4C52-9C0E-5B1B7C2E4A02"_s);
    entry(u"PayloadVersion"_s, u"integer"_s, u"1"_s);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

QByteArray json()
{
    QJsonObject object;
    const QList<const Setting *> settings = prescribable();
    for (const Setting *setting : settings) {
        const QString value = QString::fromLatin1(setting->fallback);
        object.insert(QLatin1StringView(setting->policy), setting->type == SettingType::Switch   ? QJsonValue(value == "on"_L1)
                                                          : setting->type == SettingType::Number ? QJsonValue(value.toInt())
                                                                                                 : QJsonValue(value.isNull() ? u""_s : value));
    }
    return QJsonDocument(object).toJson();
}

QString allowed(const Setting &setting, Words words)
{
    switch (setting.type) {
    case SettingType::Switch:
        return u"`true` `false`"_s;
    case SettingType::Number:
        return u"%1–%2 %3"_s.arg(setting.least).arg(setting.most).arg(QString::fromUtf16(words == Words::Chinese ? setting.unitZh : setting.unitEn));
    case SettingType::Choice: {
        QStringList names;
        for (const SettingChoice &choice : choicesOf(setting))
            names << u'`' + choice.name + u'`';
        return names.join(u' ');
    }
    case SettingType::Text:
        break;
    }
    return words == Words::Chinese ? u"文字"_s : u"text"_s;
}

QString byDefault(const Setting &setting)
{
    const QString value = QString::fromLatin1(setting.fallback);
    if (setting.type == SettingType::Switch)
        return value == "on"_L1 ? u"`true`"_s : u"`false`"_s;
    return value.isEmpty() ? u"–"_s : QString(u'`' + value + u'`');
}

QByteArray readMe()
{
    QString text = uR"(# Policies 策略

Made from the program's own table of settings (`modules/settings/setting.h`); do not edit, run `KEMAI_RENEW_GOLDENS=1 tst_policy_documents`.
Policy comes before what the computer, the user or the default say; the settings page shows a padlock and the source.

| system | where | how |
|---|---|---|
| Windows | `HKLM\Software\Policies\Kemai` | copy `kemai.admx` and the two folders into the central store (`PolicyDefinitions`) |
| macOS | `/Library/Managed Preferences/cn.kemai.workstation.plist` | edit `kemai.mobileconfig`, roll it out by MDM |
| Linux | `/etc/kemai/policies.json` | copy `policies.json`, keep the lines you prescribe; a running program follows within seconds |

A key that is left out prescribes nothing. A value that does not fit is left out and named on the settings page.

)"_s;
    const QList<const Setting *> settings = prescribable();
    for (const Words words : {Words::Chinese, Words::English}) {
        const bool chinese = words == Words::Chinese;
        text += chinese ? u"## 策略一览\n\n| 策略 | 名称 | 取值 | 默认 | 说明 |\n|---|---|---|---|---|\n"_s
                        : u"\n## The policies\n\n| policy | name | values | default | what it does |\n|---|---|---|---|---|\n"_s;
        for (const Setting *setting : settings)
            text += u"| %1 | %2 | %3 | %4 | %5 |\n"_s.arg(QLatin1StringView(setting->policy), label(*setting, words), allowed(*setting, words),
                                                          byDefault(*setting), help(*setting, words));
    }
    return text.toUtf8();
}

} // namespace

QMap<QString, QByteArray> policyDocuments()
{
    return {{u"kemai.admx"_s, admx()},
            {u"zh-CN/kemai.adml"_s, adml(Words::Chinese)},
            {u"en-US/kemai.adml"_s, adml(Words::English)},
            {u"kemai.mobileconfig"_s, mobileConfig()},
            {u"policies.json"_s, json()},
            {u"README.md"_s, readMe()}};
}

} // namespace kemai
