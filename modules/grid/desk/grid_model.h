// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridModel: the rows of a filter in an order as cells, a million of them; one column for each of the subject's.
 *
 * The order is a list of ids (grid/grid_order.h) that is made in the background; until it is there, the first rows stand
 * where the database has the order ready, the others are being read. Rows are read by their ids a page at a time when a
 * view asks, the pages beside it next, the newest wish first; pages far away are forgotten, so that memory does not
 * grow with what was scrolled over. No query on the calling thread.
 *
 * Nothing moves while one works: a row that was edited stays where it is until the rows are sorted anew; rows others make
 * come in quietly, and whoever holds a place by an id finds it with rowOf(). An edit shows at once, as typed; cells that are
 * refused stay as typed with their reason until they are typed again or dropped. Each act is one change set.
 * GUI thread only.
 */
#pragma once

#include "grid/grid_order.h"
#include "store/store.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace kemai {

class GridModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    // ReasonRole: why a cell is not stored as typed, an Error in a QVariant; PendingRole: it is being written;
    // LoadingRole: the row is not read yet.
    enum Role { ReasonRole = Qt::UserRole + 1, PendingRole, LoadingRole };

    struct Edited {
        Committed committed;
        int cells = 0;
        int records = 0;
        int same = 0;
        int created = 0; // rows that make() made
        QList<CellRefusal> refused;
        qint64 ms = 0;
        Id batch; // of the change sets of a large edit; null: committed.set is all
    };
    static constexpr qsizetype cellsOfPiece = 500;
    static constexpr qsizetype changesOfPiece = 500; // of new rows

    GridModel(Store &store, std::shared_ptr<const GridSubject> subject, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    // One cell, as typed; answered by edited().
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    const GridSubject &subject() const { return *m_subject; }
    std::shared_ptr<const GridSubject> sharedSubject() const { return m_subject; }
    Store &store() const { return m_store; }
    const GridQuery &query() const { return m_query; }
    EditContext editContext() const { return {m_me, m_store.clock().nowMs()}; }
    GridSieve::Surroundings surroundings() const { return {m_me, m_store.clock().nowMs(), QTimeZone::systemTimeZone()}; }
    bool isChinese() const { return m_chinese; }

    Id idAt(int row) const; // null: not known yet
    std::vector<Id> idsOf(int first, int count) const; // as far as the order is there
    const GridRow *rowAt(int row) const; // null: being read. Valid until the next event
    int rowOf(const Id &id) const; // -1
    bool isOrdered() const { return m_ordered; }
    bool foundAll() const { return m_foundAll || m_query.search.isEmpty(); } // else a search found more than are shown
    bool isLoaded() const { return m_loaded; } // some rows are there, or it is known that there are none
    bool isSettled() const { return m_ordered && m_fetching < 0 && m_wanted.isEmpty() && m_writing == 0; }
    const QList<GridGroup> &groups() const { return m_groups; }
    int refusedCells() const;
    qint64 pagesInMemory() const { return m_pages.size(); }

    // Rows that need not be in memory, for a copy.
    QFuture<Result<QList<GridRow>>> rowsLater(const std::vector<Id> &ids, const QList<int> &columns) const;

    void setMe(const Id &me);
    void setChinese(bool chinese);
    void setQuery(const GridQuery &query);
    // One change set, or a batch of them where there are more than cellsOfPiece; that is written in steps, with editing() on the way, and
    // stopEditing() keeps what is written. Answered by edited() or failed(), and both where an error came in the middle.
    void edit(const QList<CellEdit> &edits);
    // New records, for each row the changes that make it; in steps like a large edit, a row never in two of them. Answered by edited(),
    // and by failed() where an error came.
    void make(const QList<QList<Change>> &rows, const QString &title);
    void dropRefused(const Id &record, int column); // what was typed is given up

public slots:
    void stopEditing();
    void sortAnew(); // rows to where their values belong now

signals:
    void ordering(qint64 looked, qint64 found); // while the order is made
    void ordered();                             // rows may stand elsewhere
    void refreshed();                           // rows were read
    void editing(qint64 done, qint64 total); // a large one, on the way
    void edited(const kemai::GridModel::Edited &edited);
    void editingEnded();
    void failed(const kemai::Error &error);

private:
    struct Overlay {
        QString typed;
        std::optional<Error> reason;
        quint64 act = 0; // of the write it waits for; 0: of none
    };
    using CellKey = std::pair<Id, int>;
    struct Making; // an order in the making
    struct Stepping; // something large that is being written
    struct Editing;
    struct Creating;

    void begin();
    void showFirst(quint64 generation);
    void tellProgress();
    void findFirst(quint64 generation, const std::shared_ptr<Making> &making);
    void makeOrder(quint64 generation, const std::shared_ptr<Making> &making);
    void takeOrder(quint64 generation, const std::shared_ptr<Making> &making);
    void setCount(int rows);
    void want(int page) const;
    void fetchWanted();
    void fetch(int page);
    void noteChange(const QString &entity, const QList<Id> &records);
    void refreshSoon();
    void allChanged();
    const Overlay *overlayAt(int row, int column) const;

    Store &m_store;
    std::shared_ptr<const GridSubject> m_subject;
    GridQuery m_query;
    Id m_me;
    bool m_chinese = true;
    bool m_begun = false;
    std::vector<Id> m_order;
    QList<GridGroup> m_groups;
    int m_rows = 0;
    bool m_ordered = false; // m_order is what the query asks for
    bool m_loaded = false;
    quint64 m_generation = 0;
    mutable QHash<int, QList<GridRow>> m_pages;
    QSet<int> m_stale;
    QSet<int> m_beside; // asked for because the view may go there next
    mutable QList<int> m_wanted; // newest last
    int m_fetching = -1;
    mutable QTimer m_fetchSoon;
    QTimer m_refreshSoon;
    QTimer m_reorderSoon;
    QElapsedTimer m_orderClock;
    QHash<CellKey, Overlay> m_overlays;
    std::shared_ptr<Stepping> m_stepping; // the large one under way
    QTimer m_tellProgress;
    bool m_foundAll = true;
    quint64 m_act = 0;
    int m_writing = 0;
};

} // namespace kemai
