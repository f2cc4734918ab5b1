// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http.h"

#include <QString>

namespace kemai {

QByteArray Request::header(QByteArrayView lowerCaseName) const
{
    for (const auto &[name, value] : headers)
        if (name == lowerCaseName)
            return value;
    return {};
}

QByteArray Request::parameter(QByteArrayView name) const
{
    for (const QByteArray &pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals == name.size() && pair.startsWith(name))
            return QByteArray::fromPercentEncoding(pair.sliced(equals + 1));
    }
    return {};
}

Response refusal(int status, const char *reason)
{
    Response response;
    response.status = status;
    response.body = "{\"reason\":\"" + QByteArray(reason) + "\",\"status\":" + QByteArray::number(status) + '}';
    response.note = reason;
    return response;
}

} // namespace kemai
