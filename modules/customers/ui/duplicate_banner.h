// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DuplicateBanner: "already ours?" above the form of a new customer (R001): who it may be, with score, owner, last contact,
 * stage and the reasons in words. It opens the customer, or puts the number at that one; where the match is strong, it asks
 * why this is somebody else. Above a customer that is there already, whose name was edited, it only opens who looks alike, and can be
 * put away. Reports what the person meant; hidden while there is nobody.
 */
#pragma once

#include "customers/duplicate_check.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace kemai {

class IconButton;
class TextLabel;

class DuplicateBanner : public QWidget
{
    Q_OBJECT

public:
    static constexpr int shown = 3;

    enum class Above : quint8 { NewCustomer, StoredCustomer };
    explicit DuplicateBanner(Above above = Above::NewCustomer, QWidget *parent = nullptr);

    void setCandidates(const QList<DuplicateCandidate> &candidates, qint64 nowMs);
    const QList<DuplicateCandidate> &candidates() const { return m_candidates; }

    // Customers it is like enough to need a reason; empty: none.
    QList<Id> strong() const;
    QString reason() const;
    void clearReason();
    QLineEdit *reasonEdit() const { return m_reason; }

signals:
    void openRequested(const kemai::Id &customer);
    void attachRequested(const kemai::Id &customer);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    Above m_above;
    QList<DuplicateCandidate> m_candidates;
    qint64 m_nowMs = 0;
    TextLabel *m_title;
    IconButton *m_close;
    QVBoxLayout *m_rows;
    QWidget *m_ask;
    TextLabel *m_askLabel;
    QLineEdit *m_reason;
};

} // namespace kemai
