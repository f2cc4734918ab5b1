// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// Something to press or to type into; lists and running text lie under a toast as they do under a menu.
bool isControl(const QWidget *widget)
{
    if (!widget->isVisible() || !widget->isEnabled() || widget->height() > widget->window()->height() / 3)
        return false;
    if (qobject_cast<const QAbstractScrollArea *>(widget))
        return widget->inherits("QTextEdit") || widget->inherits("QPlainTextEdit");
    return widget->focusPolicy() & Qt::TabFocus || qobject_cast<const QAbstractButton *>(widget);
}

} // namespace

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
    m_placeSoon.setSingleShot(true);
    m_placeSoon.setInterval(30);
    connect(&m_placeSoon, &QTimer::timeout, this, &Toast::place);
    connect(m_close, &QAbstractButton::clicked, this, &QObject::deleteLater);
    connect(m_action, &QAbstractButton::clicked, this, [this] {
        const auto action = m_do;
        deleteLater();
        if (action)
            action();
    });
    connect(&language(), &Language::changed, this, &QObject::deleteLater); // what it says is in the other one; Ctrl+Z remains
    qApp->installEventFilter(this); // what comes up below it while it stands
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
    move((parentWidget()->width() - width()) / 2, freeTop());
}

// The lowest place without a control below it; where the lower half of the window has none, the bottom.
int Toast::freeTop() const
{
    const QWidget *window = parentWidget();
    const int bottom = window->height() - height() - 32;
    QList<QRect> controls;
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        if (widget == this || isAncestorOf(widget) || widget->window() != window || !isControl(widget))
            continue;
        const QRect seen = widget->visibleRegion().boundingRect();
        if (!seen.isEmpty())
            controls.append(seen.translated(widget->mapTo(window, QPoint())));
    }
    QRect box(x(), bottom, width(), height());
    box.moveLeft((window->width() - width()) / 2);
    box.adjust(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin); // its shadow may lie over anything
    for (int top = bottom; top >= window->height() / 2;) {
        box.moveTop(top + floatingMargin);
        int above = top;
        for (const QRect &control : std::as_const(controls))
            if (control.intersects(box))
                above = std::min(above, control.top() - height() + floatingMargin - 4);
        if (above == top)
            return top;
        top = above;
    }
    return bottom;
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
    const QEvent::Type type = event->type();
    if (watched == parentWidget() && type == QEvent::Resize)
        place();
    else if ((type == QEvent::Show || type == QEvent::Resize || type == QEvent::Move) && watched->isWidgetType() && watched != this
             && !isAncestorOf(static_cast<QWidget *>(watched)) && !underMouse() && static_cast<QWidget *>(watched)->window() == parentWidget())
        m_placeSoon.start(); // when the layout is done
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
