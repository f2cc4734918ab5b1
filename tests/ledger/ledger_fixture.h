// SPDX-License-Identifier: GPL-3.0-or-later
// A fresh ledger on the private cluster, and short ways to ask it.
#pragma once

#include "support/private_cluster.h"

#include <QTest>

namespace kemai {

class LedgerFixture
{
public:
    LedgerFixture() : database(PrivateCluster::instance().freshLedger()), connection(database.connect()) { }

    // What psql would do: fails the test when the database refuses.
    void sql(const QByteArray &text)
    {
        if (const auto done = connection->script(text); !done)
            qFatal("%s: %s", text.constData(), qPrintable(done.error().log));
    }
    qint64 number(const QByteArray &text)
    {
        const auto answer = connection->number(text);
        if (!answer)
            qFatal("%s: %s", text.constData(), qPrintable(answer.error().log));
        return *answer;
    }
    QString text(const QByteArray &query)
    {
        const auto rows = connection->query(query);
        if (!rows)
            qFatal("%s: %s", query.constData(), qPrintable(rows.error().log));
        return rows->count() ? rows->text(0, 0) : QString();
    }
    QByteArray snapshot() { return text("SELECT pg_current_snapshot()::text").toLatin1(); }
    // Rows of the log that `base` did not see.
    qint64 logged(const QByteArray &base, const QByteArray &condition)
    {
        return number("SELECT count(*) FROM sync.change_log WHERE NOT pg_visible_in_snapshot(xid, '" + base + "'::pg_snapshot) AND " + condition);
    }

    PrivateCluster::Database database;
    std::unique_ptr<ledger::Connection> connection;
};

} // namespace kemai
