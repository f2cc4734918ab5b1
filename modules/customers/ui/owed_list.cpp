// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/owed_list.h"

#include "widgets/section_heading.h"
#include "widgets/text_label.h"

#include <QCheckBox>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int mostDone = 3; // shown

void clear(QLayout *rows)
{
    while (QLayoutItem *item = rows->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the sender
        }
        delete item;
    }
}

// As it is typed: words, and the day behind them.
QString lineOf(const Record &record)
{
    const qint64 due = owedDueMs(record);
    if (due <= 0)
        return owedText(record);
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(due);
    const bool endOfOffice = when.time() == QTime(DueDate::officeEndsAt, 0);
    return owedText(record) + u' ' + when.toString(endOfOffice ? u"yyyy-MM-dd"_s : u"yyyy-MM-dd HH:mm"_s);
}

} // namespace

OwedList::OwedList(OwedKind kind, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_heading(new SectionHeading), m_plus(m_heading->addAction(Glyph::Plus, {})), m_line(new QLineEdit),
      m_day(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2)), m_rows(new QVBoxLayout)
{
    const bool tasks = kind == OwedKind::Task;
    setObjectName(tasks ? u"tasks"_s : u"promises"_s);
    m_plus->setObjectName(tasks ? u"addTask"_s : u"addPromise"_s);
    m_line->setObjectName(tasks ? u"taskLine"_s : u"promiseLine"_s);
    m_line->installEventFilter(this);
    m_line->setMaxLength(500);
    m_line->hide();
    m_day->setWordWrap(true);
    m_day->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_rows->setSpacing(4);
    column->addWidget(m_heading);
    column->addWidget(m_line);
    column->addWidget(m_day);
    column->addLayout(m_rows);
    connect(m_plus, &QAbstractButton::clicked, this, &OwedList::add);
    connect(m_line, &QLineEdit::returnPressed, this, &OwedList::submit);
    connect(m_line, &QLineEdit::textChanged, this, &OwedList::showDay);
    whenTranslated(this, [this] { retranslate(); });
}

void OwedList::retranslate()
{
    const bool tasks = m_kind == OwedKind::Task;
    m_heading->setText(tasks ? tr("Tasks") : tr("Promises"));
    m_plus->setLabel(tasks ? tr("Add a task") : tr("Add a promise"));
    m_line->setPlaceholderText(tasks ? tr("Call back tomorrow") : tr("Send the report by Friday"));
    m_line->setAccessibleName(tasks ? tr("Task and its day") : tr("Promise and its day"));
    fill();
}

QDate OwedList::today() const { return QDateTime::fromMSecsSinceEpoch(m_nowMs).date(); }

void OwedList::show(const QList<Record> &open, const QList<Record> &done, qint64 nowMs)
{
    m_open = open;
    m_done = done;
    m_nowMs = nowMs;
    fill();
}

void OwedList::forget()
{
    m_edited.reset();
    m_line->clear();
    m_line->hide();
    m_day->hide();
}

void OwedList::fill()
{
    // The focus stays at its place in the list while rows go.
    int focused = -1;
    for (int i = 0; i < m_boxes.size(); ++i)
        if (m_boxes.at(i)->hasFocus())
            focused = i;
    clear(m_rows);
    m_boxes.clear();
    m_heading->setCount(m_open.isEmpty() ? QString() : Human::now().count(m_open.size()));
    if (m_open.isEmpty() && m_kind == OwedKind::Task) {
        auto *none = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text3);
        none->setText(tr("Nothing to do."));
        m_rows->addWidget(none);
    }
    for (const Record &record : std::as_const(m_open))
        m_rows->addWidget(makeRow(record, false));
    for (const Record &record : m_done.mid(0, mostDone))
        m_rows->addWidget(makeRow(record, true));
    if (focused >= 0 && !m_boxes.isEmpty())
        m_boxes.at(std::min(focused, int(m_boxes.size()) - 1))->setFocus(Qt::OtherFocusReason);
}

QWidget *OwedList::makeRow(const Record &record, bool done)
{
    const Human human = Human::now();
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 2, 0, 2);
    line->setSpacing(8);
    auto *box = new QCheckBox;
    box->setObjectName(done ? u"reopen"_s : u"done"_s);
    box->setChecked(done);
    const QString words = owedText(record);
    auto *label = new TextLabel(TextSize::Body, TextWeight::Regular, done ? ColorToken::Text3 : ColorToken::Text);
    label->setText(words);
    label->setWordWrap(true);
    line->addWidget(box, 0, Qt::AlignTop);
    line->addWidget(label, 1);
    QString said = done ? tr("%1, done").arg(words) : words;
    if (const qint64 when = owedDueMs(record); when > 0 && !done) {
        const Tag tag = CustomerWords::dueTag(when, m_nowMs, human);
        said += u", "_s + tag.text;
        const QString exact = human.exactTime(when);
        if (tag.tone == Tone::Danger) {
            auto *due = new TagLabel(tag);
            due->setToolTip(exact);
            line->addWidget(due, 0, Qt::AlignTop);
        } else {
            auto *day = new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2);
            day->setText(tag.text);
            day->setToolTip(exact);
            line->addWidget(day, 0, Qt::AlignTop);
        }
    }
    box->setAccessibleName(said);
    box->setToolTip(done ? tr("Open it again") : tr("Space done · F2 edit · S put off · Del remove"));
    connect(box, &QCheckBox::toggled, this, [this, record](bool on) { emit ticked(record, on); });
    if (!done) {
        box->installEventFilter(this);
        row->installEventFilter(this);
        m_boxes.append(box);
    }
    return row;
}

int OwedList::rowOf(const QObject *box) const
{
    for (int i = 0; i < m_boxes.size(); ++i)
        if (m_boxes.at(i) == box || m_boxes.at(i)->parent() == box)
            return i;
    return -1;
}

void OwedList::add()
{
    if (m_edited) {
        m_edited.reset();
        m_line->clear();
    }
    m_line->show();
    m_line->setFocus(Qt::OtherFocusReason);
    showDay();
}

void OwedList::keepTyped(const QString &text)
{
    if (!m_line->text().isEmpty())
        return;
    m_line->setText(text);
    m_line->show();
}

QWidget *OwedList::focusOn(const Id &owed)
{
    for (int i = 0; i < m_open.size() && i < m_boxes.size(); ++i)
        if (m_open.at(i).id == owed) {
            m_boxes.at(i)->setFocus(Qt::TabFocusReason);
            return m_boxes.at(i)->parentWidget();
        }
    return nullptr;
}

void OwedList::beginEdit(int row)
{
    m_edited = m_open.at(row);
    m_line->setText(lineOf(*m_edited));
    m_line->show();
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->setCursorPosition(int(owedText(*m_edited).size()));
    showDay();
}

void OwedList::showDay()
{
    const DueWords typed = splitDue(m_line->text(), today());
    if (!typed.due || m_line->isHidden()) {
        m_day->setVisible(false);
        return;
    }
    const Human human = Human::now();
    const Calendar &calendar = Calendar::china();
    const QDate date = typed.due->date;
    QStringList said{QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat) + u' ' + human.day(date)};
    if (typed.due->time.isValid())
        said << typed.due->time.toString(u"HH:mm"_s);
    if (const int workdays = calendar.workdaysBetween(today(), date); workdays > 0)
        said << tr("in %n workday(s)", nullptr, workdays);
    if (const QString holiday = calendar.holiday(date, CustomerWords::chinese()); !holiday.isEmpty())
        said << holiday;
    else if (!calendar.isWorkday(date))
        said << tr("a day off");
    if (!calendar.knows(date.year()))
        said << tr("the holidays of %1 are not published here").arg(date.year());
    m_day->setText(CustomerWords::joined(said));
    m_day->show();
}

void OwedList::submit()
{
    const DueWords typed = splitDue(m_line->text(), today());
    if (typed.words.isEmpty())
        return;
    const qint64 due = typed.due ? typed.due->toMs(QTimeZone::systemTimeZone()) : 0;
    if (m_edited) {
        emit edited(*m_edited, typed.words, due);
        const Id id = m_edited->id;
        forget();
        for (int i = 0; i < m_open.size() && i < m_boxes.size(); ++i)
            if (m_open.at(i).id == id)
                m_boxes.at(i)->setFocus(Qt::OtherFocusReason);
    } else {
        m_line->clear();
        emit added(m_kind, typed.words, due);
    }
}

void OwedList::chooseDay(int row)
{
    const Record record = m_open.at(row);
    const Calendar &calendar = Calendar::china();
    const Human human = Human::now();
    auto *menu = new QMenu(this);
    menu->setObjectName(u"putOff"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<std::pair<QString, QDate>> days{{tr("&Next workday"), calendar.addWorkdays(today(), 1)},
                                                {tr("&3 days"), calendar.workdayFrom(today().addDays(3))},
                                                {tr("Next &Monday"), calendar.workdayFrom(today().addDays(8 - today().dayOfWeek()))},
                                                {tr("In &2 weeks"), calendar.workdayFrom(today().addDays(14))},
                                                {tr("In a m&onth"), calendar.workdayFrom(today().addMonths(1))}};
    for (const auto &[words, date] : days)
        menu->addAction(words + u'\t' + human.day(date), this, [this, record, when = date] {
            emit putOff(record, DueDate{when, {}, 0}.toMs(QTimeZone::systemTimeZone()));
        });
    menu->addSeparator();
    menu->addAction(tr("&Another day…"), this, [this, row] { beginEdit(row); });
    QWidget *box = m_boxes.at(row);
    menu->popup(box->mapToGlobal(QPoint(0, box->height())));
}

bool OwedList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        forget();
        m_plus->setFocus(Qt::OtherFocusReason);
        return true;
    }
    const int row = rowOf(watched);
    if (row >= 0 && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_F2:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            beginEdit(row);
            return true;
        case Qt::Key_S:
            chooseDay(row);
            return true;
        case Qt::Key_Delete:
            emit withdrawn(m_open.at(row));
            return true;
        case Qt::Key_Down:
        case Qt::Key_Up: {
            const int next = row + (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down ? 1 : -1);
            if (next >= 0 && next < m_boxes.size())
                m_boxes.at(next)->setFocus(Qt::OtherFocusReason);
            return true;
        }
        default:
            break;
        }
    }
    if (row >= 0 && event->type() == QEvent::ContextMenu) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Edit") + u"\tF2"_s, this, [this, row] { beginEdit(row); });
        menu->addAction(tr("Put off") + u"\tS"_s, this, [this, row] { chooseDay(row); });
        menu->addAction(tr("Remove") + u"\tDel"_s, this, [this, record = m_open.at(row)] { emit withdrawn(record); });
        menu->popup(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
