// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LeasePage: this desk was without its office for longer than the office allows, so nothing of it is shown until it has been
 * reached. Nothing is lost: what waits to be sent is named, and goes out first.
 */
#pragma once

#include "sync/desk/office.h"
#include "widgets/front_page.h"

#include <QPointer>

namespace kemai {

class Button;
class TextLabel;

class LeasePage : public FrontPage
{
    Q_OBJECT

public:
    explicit LeasePage(QWidget *parent = nullptr);

    void watch(sync::Office &office);
    void setStatus(const sync::OfficeStatus &status);

signals:
    void lockRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();

    QPointer<sync::Office> m_office;
    sync::OfficeStatus m_status;
    TextLabel *m_kept;
    TextLabel *m_state;
    Button *m_again;
    Button *m_lock;
};

} // namespace kemai
