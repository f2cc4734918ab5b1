// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * UniquenessModel: the share of customers entered more than once (R013), by source, by owner and by month, as rows of a table. It reads the
 * open work-list of duplicates and every customer once, in steps on the reader's thread; refresh() begins anew. GUI thread.
 */
#pragma once

#include "customers/duplicate_list.h"
#include "customers/uniqueness.h"
#include "store/store.h"

#include <QAbstractTableModel>

#include <memory>

namespace kemai {

class UniquenessModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Part : quint8 { All, Source, Owner, Month };
    enum Column : quint8 { What, Customers, Surplus, Rate };
    struct Row {
        Part part = Part::All;
        QString name;   // empty: of all, without a source, nobody's
        QString nameEn; // of an owner
        UniquenessShare share; // of a month the surplus alone
    };

    explicit UniquenessModel(Store &store, QObject *parent = nullptr) : QAbstractTableModel(parent), m_store(store) { }

    void refresh();
    bool isReading() const { return m_reading; }
    const QList<Row> &rows() const { return m_rows; }
    // How a cell is said; without, a plain one.
    void setWords(std::function<QString(const Row &, Column)> words) { m_words = std::move(words); }

    void setHeadings(const QStringList &headings);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 4; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void refreshed();
    void failed(const kemai::Error &error);

private:
    void step(const std::shared_ptr<DuplicateList> &list);
    void count(const std::shared_ptr<DuplicateList> &list);

    Store &m_store;
    QList<Row> m_rows;
    std::function<QString(const Row &, Column)> m_words;
    QStringList m_headings;
    quint64 m_question = 0;
    bool m_reading = false;
};

} // namespace kemai
