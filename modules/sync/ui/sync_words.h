// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SyncWords: how what waits, what was refused and what is in conflict is said: whose record, what was done to it, which value became
 * which, why the server did not take it, how long it waits. Pure but for the program's language. GUI thread.
 */
#pragma once

#include "sync/desk/conflict_model.h"
#include "sync/desk/office.h"
#include "sync/desk/queue_model.h"
#include "widgets/human.h"
#include "widgets/tokens.h"

#include <QCoreApplication>

namespace kemai::sync {

class SyncWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::sync::SyncWords)

public:
    SyncWords() : m_human(Human::now()), m_chinese(language().tongue() == Tongue::Chinese) { }

    using Names = QHash<Id, QString>;

    QString title(const QueueEntry &entry) const;   // 张敏, else what kind of record it is
    QString what(const QueueEntry &entry) const;    // 客户 · 修改
    QString changes(const QueueEntry &entry, const Names &names) const; // 城市：南京 → 苏州；级别：A
    QString state(QueueEntry::Part part) const;     // 待发送
    Tone tone(QueueEntry::Part part) const;
    QString reason(const wire::Outcome &outcome) const; // the sentence of its error
    QString everything(const QueueEntry &entry, const Names &names) const; // all of it as text, for the clipboard

    QString value(const Field &field, const Value &value, const Names &names) const; // "–" for nothing; whole, also a long one
    QString mark(const Value &mark) const;          // 撤下 11-26 09:12, 未撤下
    QString typed(const Field &field, const Value &value) const; // as typedValue() reads it back
    QString cell(const ConflictCase &one, const ConflictRow &row, int column, const Names &names) const;
    QString fieldLabel(const ConflictCase &one, const ConflictRow &row) const;
    QString caseTitle(const ConflictCase &one) const;
    QString caseFields(const ConflictCase &one) const; // 城市、级别

    QString condition(OfficeStatus::State state) const; // a sentence
    QString files(const OfficeStatus &status) const;    // of attachments: those that wait to be sent, those too large; empty: neither
    QString waitedSince(qint64 ms, qint64 nowMs) const; // 2 小时
    const Human &human() const { return m_human; }
    bool chinese() const { return m_chinese; }

    // The status bar's chip and its tool tip; of Standalone an empty one: the window has its own words.
    struct Chip {
        Tone tone = Tone::Neutral;
        QString text;
        QString details;
    };
    Chip chip(const OfficeStatus &status, qint64 nowMs) const;
    static QString sentence(const Error &error);
    static QString isolated(const QString &value); // one that runs from right to left: what stands around it keeps its order
    QString role(const QByteArray &policy) const; // of a session's policy; empty: it names none

private:
    QString list(const QStringList &parts) const { return parts.join(m_chinese ? u"；" : u"; "); }

    Human m_human;
    bool m_chinese;
};

} // namespace kemai::sync
