// SPDX-License-Identifier: GPL-3.0-or-later
#include "passphrase_page.h"

#include "base/deliver.h"
#include "passphrase_field.h"
#include "session.h"
#include "spoken_error.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QHideEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

PassphrasePage::PassphrasePage(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2)), m_done(new Banner(Tone::Success)), m_now(new PassphraseField),
      m_next(new PassphraseField), m_again(new PassphraseField), m_change(new Button(ButtonKind::Primary))
{
    setObjectName(u"passphrasePage"_s);
    m_about->setWordWrap(true);
    m_done->hide();
    m_done->setClosable(true);
    m_now->editor()->setObjectName(u"passphrase.now"_s);
    m_next->editor()->setObjectName(u"passphrase.next"_s);
    m_again->editor()->setObjectName(u"passphrase.again"_s);
    m_change->setObjectName(u"passphrase.change"_s);
    setFocusProxy(session.opensWithPassphrase() ? m_now : m_next);

    auto *inside = new QWidget;
    inside->setMaximumWidth(560);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_done);
    for (PassphraseField *field : {m_now, m_next, m_again})
        column->addWidget(field);
    column->addWidget(m_change, 0, Qt::AlignLeft);
    m_now->setVisible(session.opensWithPassphrase()); // now that it has a parent: else it would be a window
    column->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(inside, 1);
    row->addStretch(0);

    PassphraseField::tabTogether({m_now, m_next, m_again});

    connect(m_now, &PassphraseField::submitted, m_next, [this] { m_next->setFocus(Qt::TabFocusReason); });
    connect(m_next, &PassphraseField::submitted, m_again, [this] { m_again->setFocus(Qt::TabFocusReason); });
    connect(m_again, &PassphraseField::submitted, this, &PassphrasePage::change);
    connect(m_change, &QAbstractButton::clicked, this, &PassphrasePage::change);
    whenTranslated(this, [this] { retranslate(); });
}

void PassphrasePage::retranslate()
{
    m_title->setText(m_session.opensWithPassphrase() ? tr("Change the passphrase") : tr("Add a passphrase"));
    m_about->setText(tr("Backups made before keep the passphrase they were made with. Without a passphrase nobody can read this store, nor can we."));
    m_now->setLabel(tr("Passphrase now"));
    m_next->setLabel(tr("New passphrase"));
    m_again->setLabel(tr("New passphrase again"));
    m_change->setText(m_title->text());
    m_change->setAccessibleName(m_title->text());
    m_change->updateGeometry();
}

void PassphrasePage::setWorking(bool working)
{
    m_working = working;
    for (QWidget *part : std::initializer_list<QWidget *>{m_now, m_next, m_again, m_change})
        part->setEnabled(!working);
}

void PassphrasePage::change()
{
    if (m_working || !m_session.store())
        return;
    m_done->hide();
    if (m_next->text() != m_again->text()) {
        m_again->refuse(tr("These two are not the same."));
        m_again->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_next->text().isEmpty()) {
        m_next->refuse(tr("Type a new passphrase."));
        m_next->setFocus(Qt::OtherFocusReason);
        return;
    }
    setWorking(true);
    Store &store = *m_session.store();
    // On the writer's thread: the key is stretched for about a second, and nobody else touches the key file there.
    auto now = std::make_shared<Unlock>(m_now->isVisibleTo(this) ? Unlock::byPassphrase(m_now->text()) : Unlock::byKeyStore());
    auto next = std::make_shared<Unlock>(Unlock::byPassphrase(m_next->text()));
    deliver(store.write([&store, now, next](Records &) -> Result<bool> {
                if (const Result<> changed = store.vault().changePassphrase(std::move(*now), std::move(*next)); !changed)
                    return fail(changed.error());
                return true;
            }),
            this, [this](const Result<bool> &changed) {
        setWorking(false);
        if (!changed) {
            PassphraseField *at = changed.error().code == Error::Code::Denied && m_now->isVisibleTo(this) ? m_now : m_next;
            at->refuse(spoken(changed.error()));
            at->setFocus(Qt::OtherFocusReason);
            return;
        }
        for (PassphraseField *field : {m_now, m_next, m_again})
            field->clear();
        m_now->setVisible(true);
        m_done->setText(tr("Changed."), tr("From now on the new passphrase opens this store."));
        m_done->show();
    });
}

void PassphrasePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    for (PassphraseField *field : {m_now, m_next, m_again})
        field->clear();
}

void PassphrasePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
