// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ActModel: the last acts of whoever works here, as rows, and undo of any of them. Follows the store. The plan of an undo is
 * asked for before anybody decides, and says what would be kept and why. GUI thread; reads and writes on the store's.
 */
#pragma once

#include "history/recent_acts.h"
#include "history/undo.h"
#include "store/store.h"

#include <QAbstractListModel>
#include <QTimer>

#include <memory>
#include <optional>

namespace kemai {

class ActModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit ActModel(Store &store, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const Act &act(int row) const { return m_acts[row]; }
    QString title(const Act &act) const;   // "改了 张敏：城市、级别"
    qint64 nowMs() const { return m_store.clock().nowMs(); }

    void setShown(bool shown); // reads only while somebody looks
    void plan(int row);        // answered by planned()
    void undo(int row);        // answered by undone()
    bool isLoaded() const { return m_loaded; }
    bool isPlanning() const { return m_planning; }

    static constexpr int limit = 60;

signals:
    void planned(const kemai::Id &set, const kemai::UndoPlan &plan);
    void undone(const kemai::Undone &done);
    void failed(const kemai::Error &error);

private:
    void reload();
    void planOn(quint64 question, const LoggedSet &set, const std::shared_ptr<std::optional<Undoing>> &undoing);

    Store &m_store;
    QList<Act> m_acts;
    QTimer m_soon;
    bool m_shown = false;
    bool m_loaded = false;
    bool m_planning = false;
    quint64 m_question = 0;
};

// What an undo would do, in sentences of the window's language: one line each.
QStringList planText(const UndoPlan &plan);

} // namespace kemai
