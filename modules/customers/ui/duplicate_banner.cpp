// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/duplicate_banner.h"

#include "customers/ui/customer_words.h"
#include "customers/ui/duplicate_words.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

DuplicateBanner::DuplicateBanner(Above above, QWidget *parent)
    : QWidget(parent)
    , m_above(above)
    , m_title(new TextLabel(TextSize::Body, TextWeight::SemiBold, ColorToken::Warning))
    , m_close(new IconButton(Glyph::Close))
    , m_rows(new QVBoxLayout)
    , m_ask(new QWidget)
    , m_askLabel(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_reason(new QLineEdit)
{
    setObjectName(u"known"_s);
    m_reason->setObjectName(u"differsBecause"_s);
    m_reason->setMaxLength(200);
    m_askLabel->setBuddy(m_reason);
    auto *ask = new QVBoxLayout(m_ask);
    ask->setContentsMargins(0, 4, 0, 0);
    ask->setSpacing(4);
    ask->addWidget(m_askLabel);
    ask->addWidget(m_reason);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    m_rows->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    column->addLayout(head);
    column->addLayout(m_rows);
    column->addWidget(m_ask);
    m_close->setObjectName(u"putAway"_s);
    m_close->setVisible(above == Above::StoredCustomer);
    connect(m_close, &QAbstractButton::clicked, this, [this] { setCandidates({}, m_nowMs); });
    hide();
    whenTranslated(this, [this] { refresh(); });
}

void DuplicateBanner::setCandidates(const QList<DuplicateCandidate> &candidates, qint64 nowMs)
{
    m_candidates = candidates.first(std::min<qsizetype>(shown, candidates.size()));
    m_nowMs = nowMs;
    refresh();
}

QList<Id> DuplicateBanner::strong() const
{
    QList<Id> ids;
    for (const DuplicateCandidate &one : m_candidates)
        if (one.match.proposes())
            ids.append(one.id);
    return ids;
}

QString DuplicateBanner::reason() const { return m_reason->text().trimmed(); }

void DuplicateBanner::clearReason() { m_reason->clear(); }

void DuplicateBanner::refresh()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the one whose button was just pressed
        }
        delete item;
    }
    m_askLabel->setText(tr("Somebody else? Say why, then save"));
    m_reason->setPlaceholderText(tr("Father and son, two colleagues at one number…"));
    m_reason->setAccessibleName(m_askLabel->text());
    m_close->setLabel(tr("Put away"));
    setVisible(!m_candidates.isEmpty());
    if (m_candidates.isEmpty())
        return;
    const Human human = Human::now();
    const QList<Id> alike = strong();
    m_title->setText(m_above == Above::StoredCustomer ? tr("Perhaps the same as") : alike.isEmpty() ? tr("Perhaps already ours") : tr("Already ours"));
    for (const DuplicateCandidate &one : std::as_const(m_candidates)) {
        auto *row = new QWidget;
        row->setObjectName(u"candidate"_s);
        auto *name = new TextLabel(TextSize::Body, TextWeight::Medium);
        const QString title = one.restricted ? tr("A colleague's customer") : CustomerWords::name(one.customer);
        name->setText(title);
        auto *level = new TagLabel(DuplicateWords::level(one.match.score));
        const QString owner = CustomerWords::chinese() || one.ownerNameEn.isEmpty() ? one.ownerName : one.ownerNameEn;
        auto *facts = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2);
        facts->setText(CustomerWords::joined(
            {one.restricted || one.customer[customer::name].isEmpty() ? QString() : one.customer[customer::company],
             owner.isEmpty() ? QString() : tr("owner %1").arg(owner),
             one.lastContactMs > 0 ? tr("last contact %1").arg(human.recent(one.lastContactMs, m_nowMs)) : QString(),
             CustomerWords::trade(one.stage)}));
        facts->setWordWrap(true);
        if (facts->text().isEmpty()) // never shown before it has a parent: it would be a window
            facts->hide();
        auto *why = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2);
        why->setText(DuplicateWords::reasons(one.reasons));
        why->setWordWrap(true);
        auto *top = new QHBoxLayout;
        top->setSpacing(8);
        top->addWidget(name);
        top->addWidget(level);
        top->addStretch(1);
        if (!one.restricted) {
            auto *attach = new Button(ButtonKind::Quiet);
            attach->setObjectName(u"attach"_s);
            attach->setText(tr("Add the number there"));
            attach->setToolTip(tr("This is %1: the number typed here is added to them").arg(title));
            attach->setAccessibleName(tr("Add the number to %1").arg(title));
            auto *open = new Button(ButtonKind::Secondary);
            open->setObjectName(u"open"_s);
            open->setText(tr("Open"));
            open->setAccessibleName(tr("Open %1").arg(title));
            if (m_above == Above::StoredCustomer)
                attach->hide();
            connect(attach, &QAbstractButton::clicked, this, [this, id = one.id] { emit attachRequested(id); });
            connect(open, &QAbstractButton::clicked, this, [this, id = one.id] { emit openRequested(id); });
            top->addWidget(attach);
            top->addWidget(open);
        }
        auto *column = new QVBoxLayout(row);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        column->addLayout(top);
        column->addWidget(facts);
        column->addWidget(why);
        m_rows->addWidget(row);
    }
    m_ask->setVisible(!alike.isEmpty() && m_above == Above::NewCustomer);
    setAccessibleName(m_title->text());
}

void DuplicateBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(&painter, rect(), radius::bubble, theme().color(ColorToken::WarningWeak));
}

} // namespace kemai
