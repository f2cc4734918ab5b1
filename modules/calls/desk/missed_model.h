// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * MissedModel: the missed calls of the last two weeks as rows, kept in step with the store. Which are new is the desk's to say:
 * those after `seenMs`. GUI thread.
 */
#pragma once

#include "calls/missed_calls.h"
#include "store/store.h"

#include <QAbstractListModel>
#include <QTimer>

#include <functional>

namespace kemai {

class MissedModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr qint64 keptMs = 14 * 86'400'000LL;

    explicit MissedModel(Store &store, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override; // Qt::DisplayRole, Qt::AccessibleTextRole: the words
    const MissedCall *at(int row) const; // null: there is none

    void setSeen(qint64 ms); // up to here all is known to the person
    bool isNew(const MissedCall &call) const { return call.atMs > m_seenMs && !call.talkedSince; }
    int newCount() const;
    bool isSettled() const { return !m_reading && !m_readSoon.isActive(); }
    qint64 nowMs() const { return m_store.clock().nowMs(); }
    void setWords(std::function<QString(const MissedCall &)> words) { m_words = std::move(words); }

signals:
    void newCountChanged();
    void failed(const kemai::Error &error);

private:
    void read();

    Store &m_store;
    QList<MissedCall> m_calls;
    qint64 m_seenMs = 0;
    bool m_reading = false;
    QTimer m_readSoon;
    std::function<QString(const MissedCall &)> m_words;
};

} // namespace kemai
