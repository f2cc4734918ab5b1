// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/phone.h"

#include <phonenumbers/phonenumberutil.h>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// Mainland numbers by hand: lists paint thousands of them. national: without +86.
QString displayMainland(QStringView national)
{
    if (national.size() == 11 && national.front() == u'1')
        return national.first(3) + u' ' + national.mid(3, 4) + u' ' + national.mid(7);
    if (national.size() == 10 && (national.startsWith(u"400") || national.startsWith(u"800")))
        return national.first(3) + u'-' + national.mid(3, 3) + u'-' + national.mid(6);
    // Area codes: 10 and 2x have two digits, all others three.
    const qsizetype area = national.startsWith(u"10") || national.startsWith(u'2') ? 2 : 3;
    const qsizetype local = national.size() - area;
    if (local == 8)
        return u'0' + national.first(area) + u'-' + national.mid(area, 4) + u' ' + national.mid(area + 4);
    if (local == 7)
        return u'0' + national.first(area) + u'-' + national.mid(area, 3) + u' ' + national.mid(area + 3);
    if (local > 0)
        return u'0' + national.first(area) + u'-' + national.mid(area);
    return national.toString();
}

} // namespace

QString displayPhone(QStringView e164, QStringView extension, PhoneWords words)
{
    QString shown;
    if (e164.startsWith(u"+86")) {
        shown = displayMainland(e164.mid(3));
    } else if (e164.startsWith(u'+')) {
        using Util = i18n::phonenumbers::PhoneNumberUtil;
        i18n::phonenumbers::PhoneNumber number;
        std::string formatted;
        const Util &library = *Util::GetInstance();
        if (e164.size() <= 32 && library.Parse(e164.toUtf8().toStdString(), "ZZ", &number) == Util::NO_PARSING_ERROR) {
            library.Format(number, Util::INTERNATIONAL, &formatted);
            shown = QString::fromStdString(formatted);
        } else {
            shown = e164.toString();
        }
    } else {
        shown = e164.toString();
    }
    if (!extension.isEmpty())
        shown += (words == PhoneWords::Chinese ? u" 转 "_s : u" ext. "_s) + extension;
    return shown;
}

} // namespace kemai
