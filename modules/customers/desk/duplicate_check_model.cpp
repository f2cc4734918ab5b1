// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/duplicate_check_model.h"

#include "base/deliver.h"
#include "customers/attach_number.h"

namespace kemai {

using namespace Qt::StringLiterals;

void DuplicateCheckModel::ask(const DuplicateQuestion &question)
{
    const quint64 number = ++m_question;
    if (question.isEmpty()) {
        emit answered({});
        return;
    }
    ++m_asking;
    deliver(m_store.read([question, viewer = m_viewer](Records &records) { return checkDuplicates(records, question, viewer, 4); }), this,
            [this, number, question](const Result<QList<DuplicateCandidate>> &found) {
                --m_asking;
                if (number != m_question)
                    return;
                if (found)
                    emit answered(*found);
                else if (found.error().id == u"store.interrupted")
                    ask(question);
                else
                    emit answered({}); // a hint that fails keeps nobody from saving
            });
}

void DuplicateCheckModel::attachNumber(const Id &customer, const QString &typed)
{
    ++m_asking;
    deliver(m_store.write([customer, typed, author = m_viewer.user, now = nowMs()](Records &records) { return addNumbers(records, customer, typed, author, now); }), this,
            [this, customer](const Result<Committed> &done) {
                --m_asking;
                if (!done) {
                    emit failed(done.error());
                    return;
                }
                emit attached(customer);
                if (done->applied > 0)
                    emit committed(*done);
            });
}

} // namespace kemai
