// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http.h"

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

Response refusal(int status, const char *error, const QByteArray &note)
{
    Response response;
    response.status = status;
    response.body = QByteArray("{\"error\":\"") + error + "\"}";
    response.note = note.isEmpty() ? QByteArray(error) : note;
    return response;
}

} // namespace kemai
