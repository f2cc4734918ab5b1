// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/front_page.h"

#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>

namespace kemai {

FrontPage::FrontPage(QWidget *mark, int width, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_text(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_rows(new QVBoxLayout)
{
    m_title->setWordWrap(true); // somebody's name may stand in it
    m_text->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(mark, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addStretch(1);
    head->addLayout(words, 1);
    m_rows->setSpacing(12);

    auto *column = new QWidget;
    auto *all = new QVBoxLayout(column);
    all->setContentsMargins(24, 24, 24, 24);
    all->setSpacing(0);
    all->addStretch(2);
    all->addLayout(head);
    all->addSpacing(20);
    all->addLayout(m_rows);
    all->addStretch(3);
    auto *centre = new QWidget;
    auto *across = new QHBoxLayout(centre);
    across->setContentsMargins(0, 0, 0, 0);
    across->addStretch(1);
    across->addWidget(column, 100);
    across->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(centre);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    centre->setAutoFillBackground(false); // setWidget() turned it on
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    whenThemed(this, [column, width] { column->setMaximumWidth(theme().scaled(width)); });
}

void FrontPage::setHead(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
}

void FrontPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Background));
}

} // namespace kemai
