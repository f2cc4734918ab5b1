// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerListModel: the customers of a filter, or the hits of a search, as rows; a million of them.
 *
 * The first page is there before anything is counted, and a list that ends within it is not counted at all. A row's content is
 * read a page at a time when a view first asks for it, on the store's reader thread; until then it is null and the view paints
 * bars. Pages near each other are read
 * by key, so scrolling is even; a jump reads from the nearest known row. After an error the rows there are stay.
 * Follows the store: what is shown is read again without clearing the list. While searching the filter goes on: the
 * hits are those of it. GUI thread only.
 */
#pragma once

#include "customers/customer_list.h"
#include "store/store.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QHash>
#include <QMap>
#include <QSet>
#include <QTimer>

namespace kemai {

class CustomerListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1 };

    explicit CustomerListModel(Store &store, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    // DisplayRole: the name; AccessibleTextRole: the row in words; IdRole: the id as text.
    QVariant data(const QModelIndex &index, int role) const override;

    // Null while it is being read. Valid until the next event.
    const CustomerRow *rowAt(int row) const;
    const Hit *hitAt(int row) const; // while searching
    int rowOf(const Id &customer) const; // among the rows that are loaded; -1

    const CustomerFilter &filter() const { return m_filter; }
    CustomerOrder order() const { return m_order; }
    bool isSearching() const { return !m_search.isEmpty(); }
    QString searchText() const { return m_search; }
    bool mayHaveMore() const { return m_more; } // the search stopped at its limit
    qint64 totalCount() const { return m_total; } // of the filter, also while searching
    double lastSearchMs() const { return m_searchMs; }
    bool isLoaded() const { return m_loaded; } // counted once
    bool hasFirstPage() const { return m_firstPage; }
    bool isSettled() const { return !m_counting && m_fetching < 0 && m_wanted.isEmpty() && !m_searching; } // nothing asked for and not there
    qint64 nowMs() const { return m_store.clock().nowMs(); }

public slots:
    void setFilter(const kemai::CustomerFilter &filter);
    void setOrder(kemai::CustomerOrder order);
    void setSearch(const QString &text);
    void reload();
    void locate(const kemai::Id &customer); // answered by located(), unless it is not in this list

signals:
    void counted();  // rowCount and totalCount are known
    void refreshed(); // rows may stand elsewhere: find the current one again
    void searched(double ms);
    void located(const kemai::Id &customer, int row);
    void failed(const kemai::Error &error);

private:
    void readFirstPage();
    void count();
    void take(qint64 total);
    void fetchWanted();
    void want(int page) const;
    void forgetRows();
    void fetch(int page);
    void runSearch();
    void setCount(int rows);
    void noteChange(const QString &entity);

    Store &m_store;
    CustomerFilter m_filter;
    CustomerOrder m_order = CustomerOrder::LastInteraction;
    QString m_search;
    int m_rows = 0;
    qint64 m_total = 0;
    bool m_loaded = false;
    bool m_firstPage = false;
    bool m_readingFirst = false;
    bool m_more = false;
    double m_searchMs = 0;
    quint64 m_generation = 0;  // of the list: answers of an older one are dropped
    quint64 m_searchNumber = 0; // the same of the search
    bool m_counting = false;
    bool m_searching = false;
    QElapsedTimer m_counted;
    mutable QHash<int, QList<CustomerRow>> m_pages;
    QMap<int, Record> m_anchors; // page -> the row before its first
    mutable QList<int> m_wanted; // pages asked for and not read yet, newest last
    QSet<int> m_stale;           // pages from before a change: read again when they are shown next
    int m_fetching = -1;
    mutable QTimer m_fetchSoon;
    QTimer m_reloadSoon;
    QTimer m_countSoon;
    QList<Hit> m_hits;
    QList<CustomerRow> m_hitRows;
};

} // namespace kemai
