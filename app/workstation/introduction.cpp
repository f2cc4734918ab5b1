// SPDX-License-Identifier: GPL-3.0-or-later
#include "introduction.h"

#include "main_window.h"
#include "settings/settings.h"
#include "widgets/button.h"
#include "widgets/key_hint.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/search_field.h"
#include "widgets/text_label.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

class StepCard : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintFloatingCard(&painter, rect());
    }
    void mousePressEvent(QMouseEvent *) override { } // a click beside it goes on, one on it does not
};

} // namespace

Introduction::Introduction(MainWindow &window)
    : QWidget(&window), m_window(window), m_card(new StepCard(this)), m_count(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2)),
      m_title(new TextLabel(TextSize::Large, TextWeight::SemiBold)), m_text(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2)),
      m_skip(new Button(ButtonKind::Quiet)), m_next(new Button(ButtonKind::Primary))
{
    setObjectName(u"introduction"_s);
    m_next->setObjectName(u"introduction.next"_s);
    m_skip->setObjectName(u"introduction.skip"_s);
    m_text->setWordWrap(true);
    auto *rows = new QVBoxLayout(m_card);
    rows->setContentsMargins(floatingMargin + 20, floatingMargin + 16, floatingMargin + 16, floatingMargin + 16);
    rows->setSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(m_text, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_count, 1);
    buttons->addWidget(m_skip);
    buttons->addWidget(m_next);
    rows->addSpacing(4);
    rows->addLayout(buttons);
    connect(m_next, &QAbstractButton::clicked, this, &Introduction::next);
    connect(m_skip, &QAbstractButton::clicked, this, &Introduction::end);
    window.installEventFilter(this);
    setFocusPolicy(Qt::StrongFocus);
    hide();
    connect(&theme(), &Theme::changed, this, [this] {
        if (isRunning())
            place();
    });
    whenTranslated(this, [this] {
        m_skip->setText(tr("Skip"));
        m_next->setText(tr("Next"));
        setAccessibleName(tr("Introduction"));
        if (isRunning())
            show(m_step);
    });
}

QString Introduction::key(const QString &action) const
{
    const QKeySequence keys = m_window.actions().keys(action);
    return keys.isEmpty() ? QString() : keys.toString(QKeySequence::NativeText);
}

QList<Introduction::Step> Introduction::steps() const
{
    const auto named = [this](const QString &name) { return [this, name] { return m_window.findChild<QWidget *>(name); }; };
    return {
        {[] { return tr("Find anybody at once"); },
         [this] { return tr("Type a name, a company, pinyin initials like zm, or the last four digits. %1 finds pages, actions and settings as well.").arg(key(u"palette"_s)); },
         [this] { return static_cast<QWidget *>(m_window.searchField()); }},
        {[] { return tr("Your customers"); },
         [] { return tr("Arrow keys go through the list; the customer beside it follows. The chips show yours, the recent ones, or the pool."); },
         named(u"customerListPanel"_s)},
        {[] { return tr("One timeline each"); },
         [this] { return tr("Calls, messages, tickets and notes in one place. %1 writes a note without the mouse.").arg(key(u"customers.note"_s)); },
         [] { return static_cast<QWidget *>(nullptr); }},
        {[] { return tr("Nothing is lost"); },
         [this] { return tr("Everything is saved as you go, and can be taken back: %1 the last change, %2 any of your last ones.").arg(key(u"undo"_s), key(u"acts"_s)); },
         [] { return static_cast<QWidget *>(nullptr); }},
        {[] { return tr("Every key on one sheet"); },
         [this] { return tr("%1 shows all shortcuts and changes them. %2 locks the store when you leave the desk.").arg(key(u"page.shortcuts"_s), key(u"lock"_s)); },
         [] { return static_cast<QWidget *>(nullptr); }},
    };
}

bool Introduction::wasSeen() const
{
    return settings().user().value(u"introduction/seen"_s).toBool();
}

void Introduction::begin()
{
    settings().user().setValue(u"introduction/seen"_s, true);
    m_before = m_window.focusWidget();
    show(0);
    QWidget::show();
    raise();
    m_next->setFocus(Qt::OtherFocusReason);
}

void Introduction::end()
{
    if (!isRunning())
        return;
    m_step = -1;
    hide();
    if (m_before)
        m_before->setFocus();
}

void Introduction::next()
{
    if (m_step + 1 < steps().size())
        show(m_step + 1);
    else
        end();
}

void Introduction::show(int step)
{
    const QList<Step> all = steps();
    m_step = step;
    m_target = all[step].target();
    m_title->setText(all[step].title());
    m_text->setText(all[step].text());
    m_count->setText(u"%1 / %2"_s.arg(step + 1).arg(all.size()));
    m_next->setText(step + 1 < all.size() ? tr("Next") : tr("Begin"));
    m_card->setAccessibleName(m_title->text() + u". "_s + m_text->text());
    place();
    update();
    QAccessibleEvent announced(m_card, QAccessible::Alert);
    QAccessible::updateAccessibility(&announced);
}

void Introduction::place()
{
    setGeometry(parentWidget()->rect());
    const int wide = std::min(theme().scaled(400), width() - 32) + 2 * floatingMargin;
    m_card->setFixedWidth(wide);
    m_card->layout()->activate();
    const int high = std::max(m_card->layout()->heightForWidth(wide), m_card->sizeHint().height());
    QPoint at((width() - wide) / 2, (height() - high) / 2);
    if (m_target && m_target->isVisible()) {
        const QRect target(m_target->mapTo(parentWidget(), QPoint()), m_target->size());
        if (target.width() < width() / 2 && target.height() > height() / 2)
            at = QPoint(target.right() + 8, target.top() + 48); // beside a column
        else
            at = QPoint(target.left(), target.bottom() + 4);    // below a field
    }
    at.setX(std::clamp(at.x(), 0, std::max(0, width() - wide)));
    at.setY(std::clamp(at.y(), 0, std::max(0, height() - high)));
    m_card->setGeometry(QRect(at, QSize(wide, high)));
}

void Introduction::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath dimmed;
    dimmed.addRect(rect());
    if (m_target && m_target->isVisible()) {
        QPainterPath hole;
        hole.addRoundedRect(QRectF(QRect(m_target->mapTo(parentWidget(), QPoint()), m_target->size())).adjusted(-4, -4, 4, 4), radius::bubble,
                            radius::bubble);
        dimmed -= hole;
    }
    painter.fillPath(dimmed, QColor(0, 0, 0, theme().isDark() ? 140 : 90));
}

void Introduction::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        end();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Right:
        next();
        return;
    case Qt::Key_Left:
        if (m_step > 0)
            show(m_step - 1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Introduction::mousePressEvent(QMouseEvent *)
{
    next();
}

bool Introduction::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isRunning())
        place();
    return QWidget::eventFilter(watched, event);
}

bool Introduction::focusNextPrevChild(bool)
{
    (m_next->hasFocus() ? m_skip : m_next)->setFocus(Qt::TabFocusReason);
    return true;
}

} // namespace kemai
