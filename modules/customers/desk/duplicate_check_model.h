// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DuplicateCheckModel: asks the duplicate check while somebody types; only the newest question is answered. GUI thread.
 */
#pragma once

#include "customers/duplicate_check.h"
#include "store/store.h"

#include <QObject>

namespace kemai {

class DuplicateCheckModel : public QObject
{
    Q_OBJECT

public:
    explicit DuplicateCheckModel(Store &store, QObject *parent = nullptr) : QObject(parent), m_store(store) { }

    void setViewer(const DuplicateViewer &viewer) { m_viewer = viewer; }
    void ask(const DuplicateQuestion &question);
    // Puts a number at a customer that is there: "it is the one we have". Answers committed() or failed().
    void attachNumber(const Id &customer, const QString &typed);

    bool isSettled() const { return m_asking == 0; }
    qint64 nowMs() const { return m_store.clock().nowMs(); }

signals:
    void answered(const QList<kemai::DuplicateCandidate> &candidates);
    void attached(const kemai::Id &customer);
    void committed(const kemai::Committed &done);
    void failed(const kemai::Error &error);

private:
    Store &m_store;
    DuplicateViewer m_viewer;
    quint64 m_question = 0;
    int m_asking = 0;
};

} // namespace kemai
