// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LeasePage: this desk was without its office for longer than the office allows, so nothing of it is shown until it has been
 * reached. Nothing is lost: what waits to be sent is named, and goes out first.
 */
#pragma once

#include <QPointer>
#include <QWidget>

namespace kemai {

namespace sync { class Office; }
class Button;
class TextLabel;

class LeasePage : public QWidget
{
    Q_OBJECT

public:
    explicit LeasePage(QWidget *parent = nullptr);

    void watch(sync::Office &office);

signals:
    void lockRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();

    QPointer<sync::Office> m_office;
    TextLabel *m_title;
    TextLabel *m_text;
    TextLabel *m_kept;
    TextLabel *m_state;
    Button *m_again;
    Button *m_lock;
};

} // namespace kemai
