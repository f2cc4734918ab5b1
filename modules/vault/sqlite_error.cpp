// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/vfs.h"

#include <cerrno>
#include <sqlite3.h>

namespace kemai {

namespace {
Error errorOf(int code, int systemCode, const QString &what)
{
    const QString log = QStringLiteral("%1: SQLite %2, system %3").arg(what).arg(code).arg(systemCode);
    const auto make = [&log](Error::Code kind, const QString &id) { return makeError(kind, id, log); };
    // A tag that does not fit is a damaged page, not a failing disk.
    if (code == SQLITE_IOERR_DATA || code == SQLITE_IOERR_CORRUPTFS)
        return make(Error::Code::Corrupt, QStringLiteral("vault.corrupt"));
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return make(Error::Code::Busy, QStringLiteral("vault.busy"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return make(Error::Code::Corrupt, QStringLiteral("vault.corrupt"));
    case SQLITE_FULL:
        return make(Error::Code::Io, QStringLiteral("vault.diskFull"));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return make(Error::Code::Denied, QStringLiteral("vault.readOnly"));
    default:
        break;
    }
    bool full = systemCode == ENOSPC;
#ifdef EDQUOT
    full = full || systemCode == EDQUOT;
#endif
    if (full && ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN))
        return make(Error::Code::Io, QStringLiteral("vault.diskFull"));
    return make(Error::Code::Io, QStringLiteral("vault.io"));
}
} // namespace

Error sqliteError(int extendedCode, const QString &what)
{
    return errorOf(extendedCode, 0, what);
}

Error sqliteError(sqlite3 *connection, const QString &what)
{
    return errorOf(sqlite3_extended_errcode(connection), sqlite3_system_errno(connection), what);
}

} // namespace kemai
