// SPDX-License-Identifier: GPL-3.0-or-later
#include "lease_page.h"

#include "brand.h"
#include "spoken_error.h"
#include "sync/desk/office.h"
#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

LeasePage::LeasePage(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_text(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_kept(new TextLabel)
    , m_state(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text3))
    , m_again(new Button(ButtonKind::Primary))
    , m_lock(new Button(ButtonKind::Quiet))
{
    m_again->setObjectName(u"lease.again"_s);
    m_lock->setObjectName(u"lease.lock"_s);
    for (TextLabel *label : {m_text, m_kept})
        label->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(new Mark(48), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    head->addLayout(words, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_again);
    buttons->addWidget(m_lock);
    buttons->addStretch(1);
    auto *column = new QWidget;
    column->setMaximumWidth(480);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(24, 24, 24, 24);
    rows->setSpacing(12);
    rows->addStretch(2);
    rows->addLayout(head);
    rows->addSpacing(8);
    rows->addWidget(m_kept);
    rows->addLayout(buttons);
    rows->addWidget(m_state);
    rows->addStretch(3);
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addStretch(1);
    all->addWidget(column, 100);
    all->addStretch(1);
    connect(m_again, &QAbstractButton::clicked, this, [this] {
        if (m_office)
            m_office->hurry();
    });
    connect(m_lock, &QAbstractButton::clicked, this, &LeasePage::lockRequested);
    whenTranslated(this, [this] { retranslate(); });
}

void LeasePage::watch(sync::Office &office)
{
    m_office = &office;
    connect(&office, &sync::Office::changed, this, &LeasePage::retranslate, Qt::UniqueConnection);
    retranslate();
}

void LeasePage::retranslate()
{
    m_title->setText(tr("Too long without your office"));
    m_again->setText(tr("Try again"));
    m_lock->setText(tr("Lock"));
    if (!m_office)
        return;
    const sync::OfficeStatus &now = m_office->status();
    const QString last = now.lastContactMs > 0 ? Human::now().recent(now.lastContactMs, QDateTime::currentMSecsSinceEpoch()) : QString();
    m_text->setText(last.isEmpty() ? tr("%1 was not reached in the time your office allows. The customers stay locked until it answers.").arg(now.server)
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

void LeasePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

} // namespace kemai
