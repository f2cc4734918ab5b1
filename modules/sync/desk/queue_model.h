// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * QueueModel: what of this desk is not with the server yet, as a list: what it did not take, what is in conflict, what is being sent,
 * what waits, in this order; what waits in the order in which it is sent. It is given what Office answered; nothing is read here.
 * GUI thread.
 */
#pragma once

#include "sync/desk/conflict_case.h"

#include <QAbstractListModel>

namespace kemai::sync {

struct QueueEntry {
    enum class Part : quint8 { Refused, Conflict, Sending, Waiting };
    Part part = Part::Waiting;
    QueueLine line;             // of all but Conflict
    ConflictCase conflict;      // of Conflict

    const Entity *entity() const { return part == Part::Conflict ? &conflict.entity() : line.mutation.change.entity; }
    QString label() const { return part == Part::Conflict ? conflict.first().label : line.label; }
    qint64 atMs() const { return part == Part::Conflict ? conflict.first().conflict.at.ms() : line.mutation.at.ms(); }
    bool is(const QueueEntry &other) const; // the same one, read again
};

class QueueModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Show : quint8 { All, Waiting, Conflicts, Refused };
    static constexpr int most = 500; // that are listed of what waits; also what one request holds

    explicit QueueModel(QObject *parent = nullptr) : QAbstractListModel(parent) { }

    void setContents(const OfficeQueue &queue, const QList<ConflictLine> &conflicts);
    void setSending(bool sending); // the first of what waits is on its way
    void setNames(const QHash<Id, QString> &names);
    const QHash<Id, QString> &names() const { return m_names; }
    void show(Show what);
    Show shown() const { return m_show; }
    void setWords(std::function<QString(const QueueEntry &)> words) { m_words = std::move(words); }

    qint64 waiting() const { return m_waitingInAll; }
    qint64 conflicts() const { return m_conflicts; } // cases
    qint64 refused() const { return m_refused; }
    qint64 notListed() const { return m_waitingInAll - m_waitingListed; } // of what waits
    qint64 oldestMs() const { return m_oldestMs; } // -1: nothing waits
    bool isEmpty() const { return m_all.isEmpty(); } // whatever is shown of it

    const QueueEntry *entry(int row) const; // null: none
    int rowOf(const QueueEntry &entry) const; // -1: not there

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void refilter();
    bool isShown(QueueEntry::Part part) const;

    QList<QueueEntry> m_all;
    QList<qsizetype> m_rows; // of m_all
    QHash<Id, QString> m_names;
    Show m_show = Show::All;
    bool m_sending = false;
    qint64 m_waitingInAll = 0;
    qint64 m_waitingListed = 0;
    qint64 m_conflicts = 0;
    qint64 m_refused = 0;
    qint64 m_oldestMs = -1;
    std::function<QString(const QueueEntry &)> m_words;
};

// The records that values in these refer to, by what they are called; and whose authors are meant. Over Records; any thread.
Result<QHash<Id, QString>> namesIn(Records &records, const OfficeQueue &queue, const QList<ConflictLine> &conflicts);

} // namespace kemai::sync
