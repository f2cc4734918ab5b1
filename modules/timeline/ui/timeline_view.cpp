// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/timeline_view.h"

#include "base/error_text.h"
#include "timeline/ui/channel_filter.h"
#include "timeline/ui/density_bar.h"
#include "timeline/ui/next_step_bar.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/phrases_page.h"
#include "timeline/ui/timeline_list.h"
#include "timeline/ui/timeline_printer.h"
#include "timeline/ui/timeline_search_bar.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"
#include "widgets/toast.h"

#include <QBoxLayout>
#include <QCalendarWidget>
#include <QKeyEvent>
#include <QPainter>
#include <QProgressBar>
#include <QShortcut>
#include <QStackedLayout>
#include <QTextCharFormat>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
QString sentence(const Error &error)
{
    return errorText(error, language().tongue() == Tongue::Chinese ? ErrorLanguage::Chinese : ErrorLanguage::English);
}
} // namespace

TimelineView::TimelineView(TimelineModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_overdue(new Banner(Tone::Danger)), m_trouble(new Banner(Tone::Warning)),
      m_filter(new ChannelFilter), m_density(new DensityBar), m_calendarButton(new IconButton(Glyph::Calendar)),
      m_list(new TimelineList(model)), m_noContact(new EmptyState(Glyph::Chat)), m_noneInFilter(new EmptyState(Glyph::Filter)),
      m_blank(new QWidget), m_searchBar(new TimelineSearchBar(model.search())), m_searchButton(new IconButton(Glyph::Search)), m_note(new NoteEditor(model)), m_printing(new QWidget),
      m_printingWords(new TextLabel(TextSize::Secondary)), m_printingBar(new QProgressBar)
{
    setObjectName(u"timelineView"_s);
    m_overdue->setObjectName(u"timelineOverdue"_s);
    m_trouble->setObjectName(u"timelineTrouble"_s);
    m_filter->setObjectName(u"timelineChannels"_s);
    m_density->setObjectName(u"timelineDensity"_s);
    m_calendarButton->setObjectName(u"timelineCalendar"_s);
    m_searchButton->setObjectName(u"timelineSearchOpen"_s);
    m_list->setObjectName(u"timelineList"_s);
    m_noContact->setObjectName(u"timelineNoContact"_s);
    m_noneInFilter->setObjectName(u"timelineNoneInFilter"_s);
    m_note->setObjectName(u"timelineNote"_s);
    m_trouble->setClosable(true);
    m_overdue->hide();
    m_trouble->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(24, 12, 24, 4);
    head->setSpacing(8);
    head->addWidget(m_overdue);
    head->addWidget(m_trouble);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(8);
    tools->addWidget(m_filter, 1);
    tools->addWidget(m_density, 0, Qt::AlignTop);
    tools->addWidget(m_searchButton, 0, Qt::AlignTop);
    tools->addWidget(m_calendarButton, 0, Qt::AlignTop);
    head->addLayout(tools);
    head->addWidget(m_searchBar);
    auto *stop = new IconButton(Glyph::Close);
    stop->setObjectName(u"timelinePrintCancel"_s);
    auto *printing = new QHBoxLayout(m_printing);
    printing->setContentsMargins(0, 0, 0, 0);
    printing->setSpacing(8);
    m_printingBar->setTextVisible(false);
    printing->addWidget(m_printingWords);
    printing->addWidget(m_printingBar, 1);
    printing->addWidget(stop);
    m_printing->hide();
    head->addWidget(m_printing);
    connect(stop, &QAbstractButton::clicked, this, [this] { printer().cancel(); });
    whenTranslated(this, [this, stop] {
        stop->setLabel(tr("Cancel"));
        m_printingWords->setText(tr("Writing the history…"));
        m_printingBar->setAccessibleName(tr("Progress"));
    });
    column->addLayout(head);
    auto *middle = new QWidget;
    m_stack = new QStackedLayout(middle);
    for (QWidget *page : std::initializer_list<QWidget *>{m_list, m_noContact, m_noneInFilter, m_blank})
        m_stack->addWidget(page);
    column->addWidget(middle, 1);
    column->addWidget(m_note);

    connect(&m_model, &TimelineModel::outlineChanged, this, &TimelineView::followOutline);
    connect(&m_model, &TimelineModel::openItemsChanged, this, &TimelineView::followOpenItems);
    connect(&m_model, &TimelineModel::failed, this, [this](const Error &error) {
        m_error = error;
        m_trouble->setText(tr("The timeline could not be read completely."), sentence(error));
        m_trouble->show();
    });
    connect(&m_model, &TimelineModel::noted, this, &TimelineView::written);
    connect(&m_model, &TimelineModel::noteFailed, this, [this](const Error &error) { m_note->refuse(sentence(error)); });

    connect(m_filter, &ChannelFilter::chosen, this, [this](const QStringList &channels) {
        const bool atTop = m_list->rowsInSight().first <= 0;
        const QDate date = m_list->dateAtTop();
        m_model.setChannels(channels);
        if (!atTop && date.isValid())
            m_list->showDate(date);
    });
    connect(m_filter, &ChannelFilter::left, m_list, [this] { m_list->setFocus(Qt::OtherFocusReason); });
    connect(m_density, &DensityBar::dateRequested, m_list, &TimelineList::jumpTo);
    connect(m_calendarButton, &QAbstractButton::clicked, this, &TimelineView::pickDate);
    connect(m_list, &TimelineList::scrolled, this, &TimelineView::followScroll);
    connect(m_list, &TimelineList::filterRequested, m_filter, &ChannelFilter::focusFirst);
    connect(m_list, &TimelineList::jumpRequested, this, &TimelineView::pickDate);
    connect(m_list, &TimelineList::searchRequested, this, &TimelineView::openSearch);
    connect(m_list, &TimelineList::factRequested, this, &TimelineView::factRequested);
    connect(m_searchButton, &QAbstractButton::clicked, this, &TimelineView::openSearch);
    connect(m_searchBar, &TimelineSearchBar::closed, this, [this] {
        m_list->setHighlight({});
        m_list->setFocus(Qt::OtherFocusReason);
    });
    TimelineSearch &search = m_model.search();
    connect(&search, &TimelineSearch::changed, this, [this, &search] { m_list->setHighlight(search.text()); });
    connect(&search, &TimelineSearch::arrived, m_list, &TimelineList::goTo);
    connect(&search, &TimelineSearch::failed, &m_model, &TimelineModel::failed);
    connect(m_list, &TimelineList::editRequested, this, &TimelineView::edit);
    connect(m_list, &TimelineList::withdrawRequested, this, &TimelineView::withdraw);
    connect(m_list, &TimelineList::ticketRequested, this, &TimelineView::ticketRequested);
    connect(m_list, &TimelineList::recordingRequested, this, &TimelineView::recordingRequested);
    connect(m_list, &TimelineList::attachmentRequested, this, &TimelineView::attachmentRequested);
    connect(m_overdue, &Banner::actionTriggered, this, [this] {
        if (!m_model.openItems().isEmpty())
            emit openItemRequested(m_model.openItems().first());
    });
    connect(m_trouble, &Banner::actionTriggered, &m_model, &TimelineModel::retry);
    connect(m_noContact, &EmptyState::actionTriggered, this, &TimelineView::focusNote);
    connect(m_noneInFilter, &EmptyState::actionTriggered, this, [this] { m_model.setChannels({}); });
    connect(m_note, &NoteEditor::templatesRequested, this, &TimelineView::editPhrases);
    makeKeys();
    connect(m_note, &NoteEditor::noteSubmitted, &m_model, &TimelineModel::addNote);
    connect(m_note, &NoteEditor::editSubmitted, &m_model, &TimelineModel::editNote);
    connect(m_note, &NoteEditor::checkInRequested, this, &TimelineView::checkIn);
    connect(m_note, &NoteEditor::left, m_list, [this] { m_list->setFocus(Qt::OtherFocusReason); });

    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { placeTools(); });
}

void TimelineView::retranslate()
{
    m_list->setAccessibleName(tr("Timeline"));
    m_filter->setAccessibleName(tr("Channels"));
    m_density->setAccessibleName(tr("Contacts over time"));
    m_density->setToolTip(tr("Contacts over time"));
    m_searchButton->setLabel(tr("Search in this timeline"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_calendarButton->setLabel(tr("Go to a date"));
    m_calendarButton->setToolTip(tr("Go to a date") + u"  G"_s); // the list's key, not the window's
    m_noContact->setText(tr("No contact with this customer yet."), tr("Calls, messages and forms appear here by themselves. Write down the first one."));
    m_noContact->setAction(tr("Write a note"));
    m_noneInFilter->setText(tr("Nothing in these channels."), tr("There is contact in others."));
    m_noneInFilter->setAction(tr("Show all channels"));
    m_overdue->setAction(tr("Take care of it"));
    m_trouble->setAction(tr("Try again"));
    if (m_error)
        m_trouble->setText(tr("The timeline could not be read completely."), sentence(*m_error));
    m_model.setWords([this](const TimelineEvent &event) { return m_list->words().spoken(event); },
                     [this](const TimelineDay &day) { return m_list->words().spokenDay(day); });
    m_density->setWords([this](const QDate &oldest, const QDate &newest, qint64 count) {
        const EventWords words = m_list->words();
        const QString span = oldest == newest ? words.day(newest) : QString(words.day(oldest) % u" – " % words.day(newest));
        return QString(span % u'\n' % tr("%n event(s)", nullptr, int(count)));
    });
    followOutline();
    followOpenItems();
}

void TimelineView::followOutline()
{
    m_note->setCustomer(m_model.customer());
    m_note->setEnabled(!m_model.customer().isNull());
    const bool ready = m_model.state() == TimelineModel::State::Ready;
    if (ready || m_model.state() == TimelineModel::State::Empty || m_model.state() == TimelineModel::State::Loading) {
        m_filter->setChannels(m_model.channelCounts(), m_model.total());
        m_filter->setChosen(m_model.channels());
    }
    placeTools();
    m_density->setDays(m_model.days());
    if (m_editsPhrases && m_phrasesBeside == m_model.customer()) // of another one the timeline is shown; what was typed waits
        m_stack->setCurrentWidget(m_phrases);
    else if (m_model.rowCount() > 0)
        m_stack->setCurrentWidget(m_list);
    else if (!ready)
        m_stack->setCurrentWidget(m_blank);
    else
        m_stack->setCurrentWidget(m_model.total() == 0 ? m_noContact : m_noneInFilter);
    if (ready) {
        m_error.reset();
        m_trouble->hide();
    }
    followScroll();
}

// In a small window with large text the events come first; search and dates have their keys.
void TimelineView::placeTools()
{
    const bool tools = (m_model.rowCount() > 0 || !m_model.channels().isEmpty()) && height() >= theme().scaled(200);
    m_filter->setVisible(tools);
    m_density->setVisible(tools && width() >= theme().scaled(440));
    m_calendarButton->setVisible(tools);
    m_searchButton->setVisible(tools);
    m_overdue->setVisible(m_hasOverdue && height() >= theme().scaled(120)); // it stands among what is owed as well
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeTools();
}

void TimelineView::followOpenItems()
{
    const QList<OpenItem> &items = m_model.openItems();
    const qint64 overdue = std::count_if(items.cbegin(), items.cend(), [this](const OpenItem &item) { return item.isOverdue(m_model.nowMs()); });
    m_hasOverdue = overdue > 0;
    placeTools();
    if (overdue == 0)
        return;
    const EventWords words = m_list->words();
    QString text = words.pinnedText(items.first());
    if (overdue > 1)
        text += u" • "_s + tr("and %n more", nullptr, int(overdue - 1));
    m_overdue->setText(words.pinnedTitle(items.first()), text);
}

void TimelineView::followScroll()
{
    m_density->setShown(m_list->dateAtTop(), m_list->dateAtBottom());
}

void TimelineView::focusNote()
{
    // Until its customer is read this view may be hidden, and a window that becomes active meanwhile gives its keyboard elsewhere.
    m_noteAwaited = isVisible() ? Id() : m_model.customer();
    m_note->field()->setFocus(Qt::ShortcutFocusReason);
}

void TimelineView::pickDate()
{
    if (m_model.days().isEmpty())
        return;
    if (!m_calendar) {
        m_calendar = new QCalendarWidget(this);
        m_calendar->setObjectName(u"timelineCalendarPopup"_s);
        m_calendar->setWindowFlag(Qt::Popup);
        m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
        m_calendar->setGridVisible(false);
        m_calendar->installEventFilter(this);
        const auto go = [this](const QDate &date) {
            m_calendar->hide();
            m_list->jumpTo(date);
            m_list->setFocus(Qt::OtherFocusReason);
        };
        connect(m_calendar, &QCalendarWidget::clicked, this, go);
        connect(m_calendar, &QCalendarWidget::activated, this, go);
    }
    m_calendar->setAccessibleName(tr("Go to a date"));
    dressCalendar();
    m_calendar->setLocale(QLocale());
    m_calendar->setFirstDayOfWeek(Qt::Monday);
    m_calendar->setDateRange(m_model.days().last().date, std::max(m_model.days().first().date, QDate::currentDate()));
    // Days with contact stand out; the others lead to the one before them.
    m_calendar->setDateTextFormat(QDate(), {});
    QTextCharFormat format;
    format.setFontWeight(QFont::DemiBold);
    format.setForeground(theme().color(ColorToken::Accent));
    for (const TimelineDay &day : m_model.days())
        m_calendar->setDateTextFormat(day.date, format);
    m_calendar->setSelectedDate(m_list->dateAtTop());
    m_calendar->adjustSize();
    const QPoint below = m_calendarButton->mapToGlobal(QPoint(m_calendarButton->width() - m_calendar->width(), m_calendarButton->height() + 4));
    m_calendar->move(below);
    m_calendar->show();
    m_calendar->setFocus();
}

// Qt's calendar has colours and arrows of its own.
void TimelineView::dressCalendar()
{
    QTextCharFormat plain;
    plain.setForeground(theme().color(ColorToken::Text));
    QTextCharFormat quiet;
    quiet.setForeground(theme().color(ColorToken::Text2));
    quiet.setBackground(theme().color(ColorToken::Surface));
    m_calendar->setWeekdayTextFormat(Qt::Saturday, plain);
    m_calendar->setWeekdayTextFormat(Qt::Sunday, plain);
    m_calendar->setHeaderTextFormat(quiet);
    if (auto *bar = m_calendar->findChild<QWidget *>(u"qt_calendar_navigationbar"_s)) {
        QPalette palette = m_calendar->palette();
        for (const QPalette::ColorRole role : {QPalette::Highlight, QPalette::Button, QPalette::Window})
            palette.setColor(role, theme().color(ColorToken::Surface));
        for (const QPalette::ColorRole role : {QPalette::HighlightedText, QPalette::ButtonText, QPalette::WindowText, QPalette::Text})
            palette.setColor(role, theme().color(ColorToken::Text));
        bar->setPalette(palette);
        for (QWidget *part : bar->findChildren<QWidget *>())
            part->setPalette(palette);
    }
    if (auto *back = m_calendar->findChild<QToolButton *>(u"qt_calendar_prevmonth"_s)) {
        back->setIcon(icon(Glyph::ChevronLeft));
        back->setAccessibleName(tr("Month before"));
    }
    if (auto *on = m_calendar->findChild<QToolButton *>(u"qt_calendar_nextmonth"_s)) {
        on->setIcon(icon(Glyph::ChevronRight));
        on->setAccessibleName(tr("Month after"));
    }
}

void TimelineView::edit(const Id &event)
{
    m_model.readBody(event, [this, event](const QString &body) { m_note->beginEdit(event, body); });
}

void TimelineView::withdraw(const Id &event)
{
    m_model.withdrawNote(event);
}

void TimelineView::makeKeys()
{
    for (int i = 0; i < CheckInTemplate::most; ++i) {
        auto *key = new QShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)), this);
        key->setAutoRepeat(false);
        connect(key, &QShortcut::activated, this, [this, i] { checkIn(i); });
        m_keys.append(key);
    }
}

void TimelineView::setCheckInKeys(const QList<QKeySequence> &keys)
{
    qDeleteAll(m_keys);
    m_keys.clear();
    m_note->setCheckInKeys(keys);
}

void TimelineView::setShelf(DraftShelf *shelf)
{
    m_note->setShelf(shelf);
}

void TimelineView::checkIn(int number)
{
    const QList<CheckInTemplate> &all = m_model.noteDesk().checkIns();
    if (number < 0 || number >= all.size() || m_model.customer().isNull())
        return;
    const CheckInTemplate &each = all.at(number);
    std::optional<FollowUp> next;
    if (!each.nextTitle.isEmpty())
        next = FollowUp{each.nextTitle, DueDate{each.nextDay(m_model.today()), {}, 0}.toMs(m_model.zone())};
    m_model.checkIn(each.subject, next);
}

void TimelineView::goToEvent(const Id &event)
{
    m_model.setChannels({});
    m_model.findEvent(event, [this, event](int row) {
        m_list->goTo(row, event);
        m_list->setFocus(Qt::OtherFocusReason);
    });
}

void TimelineView::openSearch()
{
    m_searchBar->open();
}

void TimelineView::editPhrases()
{
    if (!m_phrases) {
        m_phrases = new PhrasesPage(m_model.noteDesk());
        m_stack->addWidget(m_phrases);
        connect(m_phrases, &PhrasesPage::closed, this, [this] {
            m_editsPhrases = false;
            followOutline();
            m_note->field()->setFocus(Qt::OtherFocusReason);
        });
    }
    m_phrasesBeside = m_model.customer();
    m_stack->setCurrentWidget(m_phrases);
    if (!std::exchange(m_editsPhrases, true)) // else they wait as they were typed
        m_phrases->open();
    else
        m_phrases->setFocus(Qt::OtherFocusReason);
}

void TimelineView::written(const Noted &note)
{
    m_note->saved();
    // Only where nothing else is open: who has a task already knows what comes next.
    if (!note.leadsOn && m_model.openItems().isEmpty())
        m_note->askNextStep(note.interaction);
    emit noteWritten(m_model.customer());
}

bool TimelineView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_calendar && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_calendar->hide();
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_N && event->modifiers() == Qt::NoModifier)
        focusNote();
    else
        QWidget::keyPressEvent(event);
}

void TimelineView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (const Id awaited = std::exchange(m_noteAwaited, {}); !awaited.isNull() && awaited == m_model.customer())
        focusNote();
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), theme().color(ColorToken::Background));
}

} // namespace kemai
