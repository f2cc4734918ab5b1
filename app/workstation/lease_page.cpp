// SPDX-License-Identifier: GPL-3.0-or-later
#include "lease_page.h"

#include "brand.h"
#include "spoken_error.h"
#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/text_label.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

LeasePage::LeasePage(QWidget *parent)
    : FrontPage(new Mark(48), 480, parent)
    , m_kept(new TextLabel)
    , m_state(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text3))
    , m_again(new Button(ButtonKind::Primary))
    , m_lock(new Button(ButtonKind::Quiet))
{
    m_again->setObjectName(u"lease.again"_s);
    m_lock->setObjectName(u"lease.lock"_s);
    m_kept->setWordWrap(true);
    m_state->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_again);
    buttons->addWidget(m_lock);
    buttons->addStretch(1);
    rows()->addWidget(m_kept);
    rows()->addLayout(buttons);
    rows()->addWidget(m_state);
    connect(m_again, &QAbstractButton::clicked, this, [this] {
        if (m_office)
            m_office->hurry();
    });
    connect(m_lock, &QAbstractButton::clicked, this, &LeasePage::lockRequested);
    whenTranslated(this, [this] { retranslate(); });
}

void LeasePage::watch(sync::Office &office)
{
    if (m_office != &office)
        connect(&office, &sync::Office::changed, this, [this, &office] { setStatus(office.status()); });
    m_office = &office;
    setStatus(office.status());
}

void LeasePage::setStatus(const sync::OfficeStatus &status)
{
    m_status = status;
    retranslate();
}

void LeasePage::retranslate()
{
    m_again->setText(tr("Try again"));
    m_lock->setText(tr("Lock"));
    const sync::OfficeStatus &now = m_status;
    const QString last = now.lastContactMs > 0 ? Human::now().recent(now.lastContactMs, QDateTime::currentMSecsSinceEpoch()) : QString();
    setHead(tr("Too long without your office"),
            last.isEmpty() ? tr("%1 was not reached in the time your office allows. The customers stay locked until it answers.").arg(now.server)
                           : tr("%1 last answered %2. The customers stay locked until it answers again.").arg(now.server, last));
    m_kept->setText(now.waiting > 0 ? tr("Nothing is lost: %n change(s) wait here and are sent first.", nullptr, int(now.waiting))
                                    : tr("Nothing is lost: everything you did here was sent."));
    m_state->setText(now.error ? spoken(*now.error) : tr("It is tried again by itself."));
}

void LeasePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_again->setFocus();
}

} // namespace kemai
