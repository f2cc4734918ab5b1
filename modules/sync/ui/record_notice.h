// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * RecordNotice: what the office has to say of the record that is open: how many conflicts it is in, with the way to decide them, and who
 * else has it open just now (U20). Nothing to say: it is not there.
 */
#pragma once

#include "wire/messages.h"

#include <QWidget>

namespace kemai {
class Banner;
class TextLabel;
}

namespace kemai::sync {

class RecordNotice : public QWidget
{
    Q_OBJECT

public:
    explicit RecordNotice(QWidget *parent = nullptr);

    void setConflicts(int count, const QString &fields); // fields that are meant, in words
    void setPresent(const QList<wire::Present> &others);

    static QString presentWords(const QList<wire::Present> &others); // 小李 正在编辑；王强 正在查看

signals:
    void conflictsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void say();

    int m_conflicts = 0;
    QString m_fields;
    QList<wire::Present> m_others;
    Banner *m_banner;
    QWidget *m_line;
    TextLabel *m_present;
};

} // namespace kemai::sync
