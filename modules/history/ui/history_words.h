// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HistoryWords: how history is said: what an act was, which field went from what to what, where a value came from, what an undo
 * keeps and why. Pure but for the program's language. GUI thread.
 */
#pragma once

#include "history/desk/history_entry.h"
#include "widgets/human.h"

#include <QCoreApplication>

namespace kemai {

class HistoryWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::HistoryWords)

public:
    HistoryWords() : m_human(Human::now()), m_chinese(language().tongue() == Tongue::Chinese) { }

    QString act(const QString &title) const;               // "customer.edit": 修改客户
    QString origin(Origin origin) const;                   // 手工录入
    QString headline(const HistoryEntry &entry) const;     // 电话 138 1234 5678 · 新建
    QString edit(const HistoryEntry &entry, const Edit &edit) const; // 姓名：张敏 → 张民
    QString edits(const HistoryEntry &entry) const;        // all in one line
    QString who(const HistoryEntry &entry) const;          // 李佳 · 手工录入; 导入 名单.csv 第 12 行
    QString source(const RecordSource &source) const;      // 导入 名单.csv 第 3 行 · 11-20
    QString value(const Field &field, const Value &value, const NamesById &names) const; // "–" for nothing
    QString planned(const NamedPlan &plan) const;          // 将撤回 2 条新建的记录，恢复 1 处修改
    QString kept(const Kept &kept, const NamesById &names) const; // 姓名：11-20 李佳 又改为 张民，保留
    const Human &human() const { return m_human; }

private:
    QString imported(const QString &file, qint64 line) const;

    Human m_human;
    bool m_chinese;
};

} // namespace kemai
