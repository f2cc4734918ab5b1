// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DraftBook: the DraftShelf of a store: drafts lie encrypted in it, on this device alone (store/drafts.h).
 *
 * Those of an earlier run are read once. A change is written within a second of it, many in a row once a second; flush()
 * writes what waits at once, and so does the end. A failed write is tried again with the next second and told once.
 */
#pragma once

#include "base/error.h"
#include "store/store.h"
#include "widgets/draft_shelf.h"

#include <QMap>
#include <QSet>
#include <QTimer>

namespace kemai {

class DraftBook : public DraftShelf
{
    Q_OBJECT

public:
    static constexpr int writtenEveryMs = 1000;

    explicit DraftBook(Store &store, QObject *parent = nullptr);
    ~DraftBook() override;

    QString text(const QString &place) const override { return m_drafts.value(place); }
    QStringList places() const override { return m_drafts.keys(); }
    void keep(const QString &place, const QString &text) override;
    void flush() override;

signals:
    void failed(const kemai::Error &error);

private:
    Store &m_store;
    QMap<QString, QString> m_drafts;
    QSet<QString> m_unwritten;
    QTimer m_writeSoon;
    bool m_told = false;
};

} // namespace kemai
