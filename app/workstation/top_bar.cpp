// SPDX-License-Identifier: GPL-3.0-or-later
#include "top_bar.h"

#include "widgets/button.h"
#include "widgets/key_hint.h"
#include "widgets/language.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

TopBar::TopBar(QWidget *parent)
    : QWidget(parent), m_back(new IconButton(Glyph::ArrowLeft)), m_forward(new IconButton(Glyph::ArrowRight)), m_search(new SearchField),
      m_primary(new Button(ButtonKind::Primary))
{
    m_back->setObjectName(u"back"_s);
    m_forward->setObjectName(u"forward"_s);
    m_search->setObjectName(u"search"_s);
    m_primary->setObjectName(u"primary"_s);
    m_back->setFocusPolicy(Qt::TabFocus);
    m_forward->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 16, 9);
    row->setSpacing(4);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addSpacing(4);
    row->addWidget(m_search);
    row->addStretch(1);
    row->addWidget(m_primary);
    m_search->setMaximumWidth(520);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->setStretchFactor(m_search, 100);
    connect(m_back, &QAbstractButton::clicked, this, &TopBar::backPressed);
    connect(m_forward, &QAbstractButton::clicked, this, &TopBar::forwardPressed);
    connect(m_primary, &QAbstractButton::clicked, this, [this] { emit primaryPressed(m_action); });
    whenTranslated(this, [this] { retranslate(); });
    setWays(false, false);
}

void TopBar::setPrimary(const Action &action)
{
    m_action = action.id;
    m_primary->setVisible(bool(action.title));
    if (!action.title)
        return;
    m_primary->setText(action.title());
    m_primary->setGlyph(action.glyph);
    m_primary->showKey(action.keys);
    m_primary->setAccessibleName(action.title());
}

void TopBar::setWays(bool back, bool forward)
{
    m_back->setEnabled(back);
    m_forward->setEnabled(forward);
}

void TopBar::setWayKeys(const QKeySequence &back, const QKeySequence &forward)
{
    m_backKeys = back;
    m_forwardKeys = forward;
    retranslate();
}

void TopBar::retranslate()
{
    m_search->setPlaceholderText(tr("Search name, company, phone, pinyin"));
    m_search->setAccessibleName(tr("Search"));
    const auto name = [](IconButton *button, const QString &label, const QKeySequence &keys) {
        button->setLabel(label);
        button->setToolTip(keys.isEmpty() ? label : QString(label + u"  "_s + keyHintText(keys)));
    };
    name(m_back, tr("Back"), m_backKeys);
    name(m_forward, tr("Forward"), m_forwardKeys);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(ColorToken::Border));
}

} // namespace kemai
