// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/next_step_bar.h"

#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int choices = 4; // the next workday, 3 days, next Monday, in two weeks
constexpr int fieldWidth = 220; // with less the field is of no use
}

NextStepBar::NextStepBar(QWidget *parent)
    : QWidget(parent), m_question(new TextLabel(TextSize::Secondary, TextWeight::SemiBold)), m_field(new QLineEdit), m_close(new IconButton(Glyph::Close))
{
    setObjectName(u"nextStep"_s);
    m_field->setObjectName(u"nextStepText"_s);
    m_field->installEventFilter(this);
    m_close->setObjectName(u"nextStepClose"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 8, 24, 0);
    rows->setSpacing(4);
    m_row = new QHBoxLayout;
    m_row->setSpacing(8);
    m_row->addWidget(m_question);
    m_row->addWidget(m_field, 1);
    m_below = new QHBoxLayout;
    m_below->setSpacing(8);
    m_below->addStretch(1);
    rows->addLayout(m_row);
    rows->addLayout(m_below);
    setMinimumWidth(1); // its days go below the field before anything is cut
    for (int i = 0; i < choices; ++i) {
        auto *button = new Button(ButtonKind::Quiet);
        button->setObjectName(u"nextStepDay%1"_s.arg(i + 1));
        connect(button, &QAbstractButton::clicked, this, [this, i] { choose(i); });
        m_days.append(button);
        m_row->addWidget(button);
    }
    m_row->addWidget(m_close);
    connect(m_close, &QAbstractButton::clicked, this, [this] {
        close();
        emit dismissed();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &NextStepBar::submit);
    whenTranslated(this, [this] { retranslate(); });
    hide();
}

void NextStepBar::retranslate()
{
    m_question->setText(tr("Next step?"));
    m_field->setAccessibleName(tr("Next step"));
    m_field->setPlaceholderText(tr("Call back, Friday…  1-4 choose a day, Esc skips"));
    m_close->setLabel(tr("No next step"));
    const QStringList words{tr("Next workday"), tr("3 days"), tr("Next Monday"), tr("2 weeks")};
    for (int i = 0; i < choices; ++i)
        m_days.at(i)->setText(QString::number(i + 1) + u' ' + words.at(i));
    arrange();
}

void NextStepBar::arrange()
{
    int beside = m_question->sizeHint().width() + fieldWidth + m_close->sizeHint().width() + 24 * 2 + m_row->spacing() * (choices + 2);
    for (const Button *day : std::as_const(m_days))
        beside += day->sizeHint().width();
    const bool wide = width() >= beside;
    if (wide == (m_row->indexOf(m_days.first()) >= 0))
        return;
    for (int i = 0; i < choices; ++i) {
        (wide ? m_below : m_row)->removeWidget(m_days.at(i));
        (wide ? m_row : m_below)->insertWidget(wide ? 2 + i : i, m_days.at(i));
    }
}

void NextStepBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void NextStepBar::ask(const Id &interaction, const QDate &today, const QTimeZone &zone)
{
    m_interaction = interaction;
    m_today = today;
    m_zone = zone;
    m_field->clear();
    const Human human = Human::now();
    for (int i = 0; i < choices; ++i)
        m_days.at(i)->setToolTip(human.day(dayOf(i)));
    show();
    m_field->setFocus(Qt::OtherFocusReason);
}

void NextStepBar::close()
{
    m_interaction = Id();
    hide();
}

QDate NextStepBar::dayOf(int choice) const
{
    const Calendar &calendar = Calendar::china();
    switch (choice) {
    case 0:
        return calendar.addWorkdays(m_today, 1);
    case 1:
        return calendar.workdayFrom(m_today.addDays(3));
    case 2:
        return calendar.workdayFrom(m_today.addDays(8 - m_today.dayOfWeek()));
    default:
        return calendar.workdayFrom(m_today.addDays(14));
    }
}

void NextStepBar::choose(int choice)
{
    const QString typed = m_field->text().trimmed();
    give(typed.isEmpty() ? tr("Follow up") : typed, {dayOf(choice), {}, 0});
}

void NextStepBar::submit()
{
    const DueWords typed = splitDue(m_field->text(), m_today);
    if (typed.words.isEmpty() && !typed.due)
        return;
    give(typed.words.isEmpty() ? tr("Follow up") : typed.words, typed.due.value_or(DueDate{dayOf(0), {}, 0}));
}

void NextStepBar::give(const QString &title, const DueDate &due)
{
    const Id interaction = m_interaction;
    close();
    emit chosen(interaction, {title, due.toMs(m_zone)});
}

bool NextStepBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo)
        && !m_field->isUndoAvailable()) {
        event->ignore(); // the window's: what was done last
        return true;
    }
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            emit dismissed();
            return true;
        }
        const int choice = key->key() - Qt::Key_1;
        if (m_field->text().isEmpty() && key->modifiers() == Qt::NoModifier && choice >= 0 && choice < choices) {
            choose(choice);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NextStepBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), theme().color(ColorToken::Border));
}

} // namespace kemai
