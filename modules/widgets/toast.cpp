// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

Toast::Toast(QWidget *window)
    : QWidget(window), m_text(new TextLabel), m_action(new Button(ButtonKind::Quiet)), m_close(new IconButton(Glyph::Close))
{
    setObjectName(u"toast"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(floatingMargin + 16, floatingMargin + 6, floatingMargin + 8, floatingMargin + 6);
    row->setSpacing(8);
    row->addWidget(m_text);
    row->addSpacing(8);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_close->setLabel(tr("Close this message"));
    m_life.setSingleShot(true);
    m_life.setInterval(lifeMs);
    connect(&m_life, &QTimer::timeout, this, &QObject::deleteLater);
    connect(m_close, &QAbstractButton::clicked, this, &QObject::deleteLater);
    connect(m_action, &QAbstractButton::clicked, this, [this] {
        const auto action = m_do;
        deleteLater();
        if (action)
            action();
    });
    window->installEventFilter(this);
}

Toast *Toast::offer(QWidget *near, const QString &text, const QString &actionText, std::function<void()> action)
{
    QWidget *window = near->window();
    for (QObject *child : window->children())
        if (auto *before = qobject_cast<Toast *>(child))
            delete before;
    auto *toast = new Toast(window);
    toast->m_text->setText(text);
    toast->m_action->setText(actionText);
    toast->m_action->setVisible(!actionText.isEmpty());
    toast->m_do = std::move(action);
    toast->setAccessibleName(text);
    toast->place();
    toast->show();
    toast->raise();
    toast->m_life.start();
    QAccessibleEvent announced(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&announced);
    return toast;
}

Toast *Toast::offerUndo(QWidget *near, const QString &text, std::function<void()> undo)
{
    Toast *toast = offer(near, text, tr("Undo"), std::move(undo));
    toast->m_action->setGlyph(Glyph::Undo);
    toast->place();
    return toast;
}

void Toast::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    place();
    m_life.start();
}

QSize Toast::sizeHint() const
{
    QSize size = layout()->sizeHint();
    size.setWidth(std::min(size.width(), parentWidget()->width()));
    return size;
}

void Toast::place()
{
    layout()->activate();
    resize(sizeHint());
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - 32);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFloatingCard(&painter, rect(), radius::bubble);
}

void Toast::enterEvent(QEnterEvent *)
{
    m_life.stop();
}

void Toast::leaveEvent(QEvent *)
{
    m_life.start();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
