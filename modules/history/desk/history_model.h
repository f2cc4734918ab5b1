// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HistoryModel: all that was ever changed of a customer and what hangs on it, newest first, read in pages as a view asks.
 *
 * It reads only while it is looked at (setShown), and again when the store changes. Undo is planned before it is done: planned()
 * says what goes back and what is kept; nothing is written before undo(). GUI thread; the work runs on the store's threads.
 */
#pragma once

#include "history/desk/history_entry.h"
#include "history/restore_customer.h"
#include "store/store.h"

#include <QAbstractListModel>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace kemai {

class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { EntryRole = Qt::UserRole };
    static constexpr int pageRows = 100;

    explicit HistoryModel(Store &store, QObject *parent = nullptr);

    void setCustomer(const Id &customer);
    Id customer() const { return m_customer; }
    void setAuthor(const Id &author) { m_author = author; }
    void setShown(bool shown);
    bool isSettled() const { return !m_reading; }
    qint64 nowMs() const { return m_store.clock().nowMs(); }
    // How an entry is said: for Qt::DisplayRole and Qt::AccessibleTextRole.
    void setWords(std::function<QString(const HistoryEntry &)> words) { m_words = std::move(words); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    const HistoryEntry *entry(int row) const; // null: none

public slots:
    void plan(const kemai::Id &set);
    void undo(const kemai::NamedPlan &plan);
    void redo(const kemai::Id &undoSet); // undoes the undo
    void stopUndo(); // behind the step under way; what was taken back stays so, and undoing again goes on
    void showAsOf(qint64 atMs);
    void restore(qint64 atMs); // the customer as it was then; answered by restored() or failed()
    void readSources(); // of numbers, emails, addresses; answered by sourcesRead()

signals:
    void planned(const kemai::Id &set, const kemai::NamedPlan &plan);
    void undone(const kemai::Undone &done);
    void asOf(const kemai::NamedAsOf &customer);
    void restored(const kemai::CustomerRestored &done);
    void sourcesRead(const kemai::Id &customer, const QList<kemai::RecordSource> &sources);
    void failed(const kemai::Error &error);

private:
    void read(qint64 before);
    QFuture<Result<Undone>> takeBack(std::function<Result<Undoing>(Records &)> begin);

    Store &m_store;
    Id m_customer;
    Id m_author;
    QList<HistoryEntry> m_entries;
    bool m_shown = false;
    bool m_stale = true;
    bool m_reading = false;
    bool m_whole = false; // the oldest is there
    quint64 m_generation = 0;
    std::shared_ptr<std::atomic<bool>> m_stop; // of the undo under way, or the last one
    QTimer m_readSoon;
    std::function<QString(const HistoryEntry &)> m_words;
};

} // namespace kemai
