// SPDX-License-Identifier: GPL-3.0-or-later
#include "call_settings.h"

#include "settings/settings.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr QLatin1StringView styles[] = {"window"_L1, "toast"_L1, "off"_L1};

QKeySequence keys(const QSettings &settings, const QString &name, const QKeySequence &otherwise)
{
    return settings.contains(name) ? QKeySequence::fromString(settings.value(name).toString(), QKeySequence::PortableText) : otherwise;
}

} // namespace

CallSettings CallSettings::load()
{
    const QSettings settings;
    CallSettings all;
    const QString style = kemai::settings().text(setting::popupStyle); // an administrator's policy comes first
    for (size_t i = 0; i < std::size(styles); ++i)
        if (style == styles[i])
            all.style = CardStyle(i);
    all.doNotDisturb = settings.value(u"calls/doNotDisturb"_s, false).toBool();
    all.dialCommand = settings.value(u"calls/dialCommand"_s).toString();
    all.answerKey = keys(settings, u"calls/answerKey"_s, all.answerKey);
    all.endKey = keys(settings, u"calls/endKey"_s, all.endKey);
    all.quickCreateKey = keys(settings, u"calls/quickCreateKey"_s, all.quickCreateKey);
    return all;
}

void CallSettings::save() const
{
    QSettings settings;
    if (const QString chosen(styles[size_t(style)]); kemai::settings().text(setting::popupStyle) != chosen)
        (void)kemai::settings().set(setting::popupStyle, chosen); // refused where a policy says it: then the policy's stays
    settings.setValue(u"calls/doNotDisturb"_s, doNotDisturb);
    settings.setValue(u"calls/dialCommand"_s, dialCommand);
    settings.setValue(u"calls/answerKey"_s, answerKey.toString(QKeySequence::PortableText));
    settings.setValue(u"calls/endKey"_s, endKey.toString(QKeySequence::PortableText));
    settings.setValue(u"calls/quickCreateKey"_s, quickCreateKey.toString(QKeySequence::PortableText));
}

} // namespace kemai
