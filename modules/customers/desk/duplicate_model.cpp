// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/duplicate_model.h"

#include "base/deliver.h"

#include <QSaveFile>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
bool isInterrupted(const Error &error) { return error.id == u"store.interrupted"; } // a search had the way
} // namespace

DuplicateModel::DuplicateModel(Store &store, QObject *parent) : QAbstractListModel(parent), m_store(store)
{
    // Decisions of others, undo, imports.
    connect(&store, &Store::changed, this, [this](const QString &entity) {
        if (entity == u"duplicate_pair" && m_read && !m_run)
            refresh();
    });
    setMe({});
}

int DuplicateModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_clusters.size()); }

const DuplicateCluster *DuplicateModel::clusterAt(int row) const
{
    return row >= 0 && row < m_clusters.size() ? &m_clusters.at(row) : nullptr;
}

QVariant DuplicateModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DuplicateCluster &cluster = m_clusters.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return cluster.name.isEmpty() ? cluster.company : cluster.name;
    case Qt::AccessibleTextRole:
        return tr("%1, %n customer(s), score %2", nullptr, int(cluster.customers.size())).arg(cluster.name.isEmpty() ? cluster.company : cluster.name).arg(cluster.score);
    case IdRole: return cluster.id().toString();
    default: return {};
    }
}

void DuplicateModel::setMe(const Id &user)
{
    m_me = user;
    m_maySign.reset();
    deliver(m_store.read([user](Records &records) { return maySignOff(records, user); }), this, [this, user](const Result<bool> &may) {
        if (user != m_me)
            return;
        if (!may && isInterrupted(may.error())) {
            setMe(user);
            return;
        }
        m_maySign = may && *may;
        emit signerKnown();
    });
}

void DuplicateModel::refresh()
{
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    readStep(std::make_shared<DuplicateList>(nowMs()));
}

void DuplicateModel::readStep(std::shared_ptr<DuplicateList> list)
{
    deliver(m_store.read([list](Records &records) { return list->step(records); }), this, [this, list](const Result<bool> &more) {
        if (!more && !isInterrupted(more.error())) {
            m_reading = false;
            emit failed(more.error());
            return;
        }
        if (!more || *more) {
            readStep(list);
            return;
        }
        m_reading = false;
        if (std::exchange(m_readAgain, false)) {
            refresh();
            return;
        }
        const int row = m_row;
        beginResetModel();
        m_clusters = list->clusters();
        m_read = true;
        m_row = -1;
        endResetModel();
        emit listed();
        show(std::min(std::max(row, 0), int(m_clusters.size()) - 1));
    });
}

void DuplicateModel::find()
{
    if (m_run)
        return;
    m_stopped = false;
    m_run = std::make_shared<DuplicateRun>(nowMs());
    emit progressed();
    runStep(false);
}

void DuplicateModel::runStep(bool writing)
{
    auto run = m_run;
    auto step = writing ? m_store.write([run](Records &records) { return run->write(records); })
                        : m_store.read([run](Records &records) { return run->step(records); });
    deliver(step, this, [this, run, writing](const Result<bool> &more) {
        if (!more && !isInterrupted(more.error())) {
            m_run.reset();
            emit failed(more.error());
            emit progressed();
            return;
        }
        if (m_stopped) {
            m_run.reset();
            emit progressed();
            refresh();
            return;
        }
        emit progressed();
        if (!more || *more) {
            runStep(writing);
        } else if (!writing) {
            runStep(true);
        } else {
            const DuplicateRunSummary summary = run->summary();
            m_run.reset();
            emit found(summary);
            emit progressed();
            refresh();
        }
    });
}

void DuplicateModel::show(int row)
{
    const DuplicateCluster *cluster = clusterAt(row);
    m_row = cluster ? row : -1;
    const quint64 question = ++m_question;
    if (!cluster) {
        m_loading = false;
        m_view.reset();
        emit shown();
        return;
    }
    m_loading = true;
    deliver(m_store.read([cluster = *cluster](Records &records) { return loadCluster(records, cluster); }), this,
            [this, question, row](const Result<ClusterView> &view) {
                if (question != m_question)
                    return;
                if (!view && isInterrupted(view.error())) {
                    show(row);
                    return;
                }
                m_loading = false;
                if (!view) {
                    emit failed(view.error());
                    return;
                }
                m_view = *view;
                emit shown();
            });
}

void DuplicateModel::choose(int field, int member)
{
    if (!m_view)
        return;
    for (MergeField &one : m_view->plan.fields)
        if (one.field == field && member < one.values.size()) {
            one.chosen = member;
            emit shown();
        }
}

void DuplicateModel::setSurvivor(int member)
{
    if (!m_view || member <= 0 || member >= m_view->members.size())
        return;
    ClusterView view = *m_view;
    view.members.move(member, 0);
    QList<Id> order;
    for (const ClusterMember &one : std::as_const(view.members))
        order.append(one.stored.customer.id);
    // The pairs name members by their place.
    for (ClusterPair &pair : view.pairs)
        for (int *place : {&pair.first, &pair.second})
            *place = *place == member ? 0 : *place < member ? *place + 1 : *place;
    m_view = view;
    replan(order);
}

void DuplicateModel::replan(const QList<Id> &order)
{
    m_loading = true;
    const quint64 question = ++m_question;
    deliver(m_store.read([order](Records &records) { return planMerge(records, order.first(), order.sliced(1)); }), this,
            [this, question, order](const Result<MergePlan> &plan) {
                if (question != m_question || !m_view)
                    return;
                if (!plan && isInterrupted(plan.error())) {
                    replan(order);
                    return;
                }
                m_loading = false;
                if (!plan) {
                    emit failed(plan.error());
                    return;
                }
                m_view->plan = *plan;
                emit shown();
            });
}

template <typename T, typename Then>
void DuplicateModel::answer(const QFuture<Result<T>> &future, Then then)
{
    ++m_acting;
    deliver(future, this, [this, then](const Result<T> &done) {
        --m_acting;
        if (!done) {
            emit failed(done.error());
            return;
        }
        then(*done);
        refresh();
    });
}

void DuplicateModel::merge()
{
    if (!m_view || m_loading || m_acting > 0)
        return;
    answer(m_store.write([cluster = m_view->cluster, plan = m_view->plan, me = m_me, now = nowMs()](Records &records) {
               return mergeCluster(records, cluster, plan, me, now);
           }),
           [this](const MergeReport &report) { emit merged(report); });
}

void DuplicateModel::signOff()
{
    if (!m_view || m_acting > 0)
        return;
    answer(m_store.write([cluster = m_view->cluster, me = m_me, now = nowMs()](Records &records) {
               return kemai::signOff(records, {cluster}, me, now);
           }),
           [this](const Committed &done) { emit signedOff(done); });
}

void DuplicateModel::markDistinct(const QString &reason)
{
    if (!m_view || m_acting > 0)
        return;
    answer(m_store.write([pairs = m_view->cluster.pairs, reason, me = m_me, now = nowMs()](Records &records) {
               return decideDistinct(records, pairs, reason, me, now);
           }),
           [this](const Committed &done) { emit distinct(done); });
}

void DuplicateModel::exportTo(const QString &name, bool chinese, const std::function<QString(const Error &)> &sentence)
{
    ++m_acting;
    deliver(m_store.read([name, chinese, sentence, clusters = m_clusters](Records &records) -> Result<qint64> {
                QSaveFile file(name);
                if (!file.open(QIODevice::WriteOnly))
                    return fail(Error::Code::Io, u"customers.exportUnwritable"_s, {}, {name});
                const auto written = exportClusters(records, file, clusters, chinese, sentence);
                if (!written)
                    return fail(written.error());
                if (!file.commit())
                    return fail(Error::Code::Io, u"customers.exportUnwritable"_s, {}, {name});
                return *written;
            }),
            this, [this, name, chinese, sentence](const Result<qint64> &done) {
                --m_acting;
                if (!done && isInterrupted(done.error()))
                    exportTo(name, chinese, sentence);
                else if (!done)
                    emit failed(done.error());
                else
                    emit exported(*done);
            });
}

} // namespace kemai
