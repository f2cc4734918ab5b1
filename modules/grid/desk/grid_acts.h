// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridActs: what is done with many rows at once, in the background, piece by piece: summing a selection, a bulk edit and
 * its preview, an export, the judgement of pasted rows; and the saved views. One act at a time besides the sums; cancel()
 * stops between two pieces: what is written stays and can be undone, a file is not left half written. GUI thread only.
 */
#pragma once

#include "grid/bulk_edit.h"
#include "grid/desk/grid_model.h"
#include "grid/grid_sums.h"
#include "grid/saved_views.h"

namespace kemai {

class GridActs : public QObject
{
    Q_OBJECT

public:
    enum class Kind : quint8 { None, Preview, Bulk, Export, NewRows };

    explicit GridActs(GridModel &model, QObject *parent = nullptr);

    bool isBusy() const { return m_kind != Kind::None; }
    Kind kind() const { return m_kind; }
    bool isSumming() const { return m_summing; }

    void sum(const std::vector<Id> &records, const QList<int> &columns); // the newest question only; none: stops
    void preview(const std::vector<Id> &records, const QList<BulkEdit::Value> &values);
    void bulk(const std::vector<Id> &records, const QList<BulkEdit::Value> &values);
    void exportRows(const std::vector<Id> &records, const QList<int> &columns, const QString &file);
    void judge(const QList<int> &columns, const QList<QStringList> &rows);
    void cancel();

    void askViews();
    void saveView(const QString &name, const QByteArray &layout, bool shared);
    void withdrawView(const SavedView &view);

signals:
    void summed(const kemai::GridSums &sums, bool whole); // also on the way
    void progress(qint64 done, qint64 total);
    void previewed(const kemai::BulkEdit::Counts &counts);
    void bulkDone(const kemai::Id &batch, const kemai::BulkEdit::Counts &counts, bool canceled);
    void exported(const QString &file, qint64 rows);
    void judged(const kemai::NewRows &rows);
    void views(const QList<kemai::SavedView> &views);
    void viewSaved(const kemai::Committed &done, const QString &name);
    void ended(); // whatever it was, however it ended
    void failed(const kemai::Error &error);

private:
    template <typename Job, typename Done>
    void go(const std::shared_ptr<Job> &job, bool writes, quint64 number, Done done);
    void sumStep(quint64 number);
    quint64 begin(Kind kind);
    void end();

    struct Summing;

    GridModel &m_model;
    Kind m_kind = Kind::None;
    quint64 m_number = 0; // of the act
    bool m_canceled = false;
    quint64 m_sumNumber = 0;
    bool m_summing = false;
    std::shared_ptr<Summing> m_sum;
};

} // namespace kemai
