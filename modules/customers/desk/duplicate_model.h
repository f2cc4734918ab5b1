// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DuplicateModel: the work-list of duplicates: its clusters as rows, one of them side by side, and the acts on it.
 *
 * The list is read, and looked for anew, step by step, so searches go on meanwhile. After an act the list is read again and
 * the row at the same place is shown: one works downwards. The rows there are stay after an error. GUI thread only;
 * answers through signals.
 */
#pragma once

#include "customers/duplicate_list.h"
#include "customers/duplicate_run.h"
#include "store/store.h"

#include <QAbstractListModel>

#include <memory>
#include <optional>

namespace kemai {

class DuplicateModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1 };

    explicit DuplicateModel(Store &store, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setMe(const Id &user);
    std::optional<bool> maySign() const { return m_maySign; } // null: not known yet

    void refresh(); // reads what is on the list
    void find();    // looks through all customers, then reads the list
    void stop() { m_stopped = true; }
    bool isFinding() const { return m_run != nullptr; }
    int progress() const { return m_run ? m_run->progress() : 0; }
    bool isSettled() const { return !m_reading && !m_run && !m_loading && m_acting == 0 && m_maySign.has_value(); }
    bool hasRead() const { return m_read; }

    const QList<DuplicateCluster> &clusters() const { return m_clusters; }
    const DuplicateCluster *clusterAt(int row) const;

    // The cluster that is shown.
    void show(int row);
    int row() const { return m_row; }
    const std::optional<ClusterView> &view() const { return m_view; }
    void choose(int field, int member); // whose value the survivor gets; MergeField::allOfThem
    void setSurvivor(int member);

    void merge();
    void signOff();
    void markDistinct(const QString &reason = {});
    void exportTo(const QString &file, bool chinese, const std::function<QString(const Error &)> &sentence);

    qint64 nowMs() const { return m_store.clock().nowMs(); }

signals:
    void listed();       // clusters() is there
    void progressed();
    void found(const kemai::DuplicateRunSummary &summary);
    void shown();        // view() is another, or its choices
    void signerKnown();
    void merged(const kemai::MergeReport &report);
    void signedOff(const kemai::Committed &done);
    void distinct(const kemai::Committed &done);
    void exported(qint64 clusters);
    void failed(const kemai::Error &error);

private:
    void readStep(std::shared_ptr<DuplicateList> list);
    void runStep(bool writing);
    void replan(const QList<Id> &order);
    template <typename T, typename Then>
    void answer(const QFuture<Result<T>> &future, Then then);

    Store &m_store;
    Id m_me;
    std::optional<bool> m_maySign;
    QList<DuplicateCluster> m_clusters;
    bool m_read = false;
    bool m_reading = false;
    bool m_readAgain = false;
    bool m_loading = false;
    bool m_stopped = false;
    int m_acting = 0;
    int m_row = -1;
    quint64 m_question = 0;
    std::optional<ClusterView> m_view;
    std::shared_ptr<DuplicateRun> m_run;
};

} // namespace kemai
