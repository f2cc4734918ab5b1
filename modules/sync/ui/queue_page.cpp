// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/queue_page.h"

#include "schema/customer.h"
#include "sync/ui/sync_words.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/empty_state.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace kemai::sync {

using namespace Qt::StringLiterals;
using Part = QueueEntry::Part;

namespace {

constexpr qsizetype longestShown = 20'000; // characters of one value; all of it is copied

class QueueDelegate : public RowDelegate
{
public:
    QueueDelegate(const QueueModel &model, const qint64 &nowMs, QObject *parent) : RowDelegate(parent), m_model(model), m_nowMs(nowMs) { }

    RowContent content(const QModelIndex &index) const override
    {
        RowContent row;
        const QueueEntry *entry = m_model.entry(index.row());
        if (!entry)
            return row;
        const SyncWords words;
        row.title = words.title(*entry);
        row.aside = words.what(*entry);
        row.secondary = words.changes(*entry, m_model.names());
        row.time = words.human().shortTime(entry->atMs(), m_nowMs);
        row.exactTime = words.human().exactTime(entry->atMs());
        row.tags.append({words.state(entry->part), words.tone(entry->part)});
        return row;
    }

private:
    const QueueModel &m_model;
    const qint64 &m_nowMs;
};

// Whose record it is, or which.
Id customerOf(const QueueEntry &entry)
{
    if (entry.part == Part::Conflict)
        return entry.conflict.customer();
    const Change &change = entry.line.mutation.change;
    if (change.entity == &kemai::customer::entity)
        return change.record;
    const Record &record = entry.line.record;
    const int field = record.entity() ? record.entity()->indexOf(QLatin1StringView("customer")) : -1;
    return field >= 0 ? record.value(field).toId() : Id();
}

} // namespace

QueuePage::QueuePage(QueueModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_send(new Button(ButtonKind::Primary)),
      m_trouble(new Banner(Tone::Danger)), m_tabs(new QTabBar), m_list(new QListView),
      m_more(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_empty(new EmptyState(Glyph::CheckCircle)),
      m_body(new QStackedWidget), m_what(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_reason(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Danger)), m_lines(new QVBoxLayout), m_open(new Button), m_seen(new Button),
      m_copy(new Button)
{
    setObjectName(u"queuePage"_s);
    m_send->setObjectName(u"queueSend"_s);
    m_tabs->setObjectName(u"queueTabs"_s);
    m_list->setObjectName(u"queueList"_s);
    m_open->setObjectName(u"queueOpen"_s);
    m_seen->setObjectName(u"queueSeen"_s);
    m_copy->setObjectName(u"queueCopy"_s);
    m_reason->setObjectName(u"queueReason"_s);
    m_empty->setObjectName(u"queueEmpty"_s);
    m_send->setGlyph(Glyph::Refresh);
    m_seen->setGlyph(Glyph::Check);
    m_copy->setGlyph(Glyph::Copy);
    m_seen->showKey(QKeySequence(Qt::Key_S));
    m_copy->showKey(QKeySequence::Copy);
    m_open->showKey(QKeySequence(Qt::Key_Return));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (int i = 0; i < 4; ++i)
        m_tabs->addTab(QString());
    m_list->setModel(&model);
    m_list->setItemDelegate(new QueueDelegate(model, m_nowMs, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_more->setContentsMargins(16, 8, 16, 8);
    m_hint->setWordWrap(true);
    m_what->setWordWrap(true);
    m_reason->setWordWrap(true);
    m_trouble->hide();
    setFocusProxy(m_list);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(24, 16, 24, 8);
    head->setSpacing(8);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(4);
    titles->addWidget(m_title);
    titles->addWidget(m_hint);
    head->addLayout(titles, 1);
    head->addWidget(m_send, 0, Qt::AlignBottom);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(24, 0, 24, 0);
    bar->addWidget(m_tabs);
    bar->addStretch(1);

    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(m_list, 1);
    leftColumn->addWidget(m_more);
    auto *detail = new QWidget;
    auto *column = new QVBoxLayout(detail);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(12);
    m_lines->setSpacing(12);
    column->addWidget(m_what);
    column->addWidget(m_reason);
    column->addLayout(m_lines);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_seen);
    buttons->addStretch(1);
    column->addSpacing(4);
    column->addLayout(buttons);
    column->addWidget(m_copy, 0, Qt::AlignLeft); // a row of its own: three do not fit beside the list of a small window
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(u"queueDetail"_s);
    scroll->setWidget(detail);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(360);
    detail->setAutoFillBackground(false); // the page's own ground
    scroll->viewport()->setAutoFillBackground(false);
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(left, 5);
    row->addWidget(new Rule(Qt::Vertical));
    row->addWidget(scroll, 4);
    m_body->addWidget(both);
    m_body->addWidget(m_empty);
    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(24, 0, 24, 8);
    notice->addWidget(m_trouble);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(head);
    whole->addLayout(notice);
    whole->addLayout(bar);
    whole->addWidget(new Rule);
    whole->addWidget(m_body, 1);

    model.setWords([this](const QueueEntry &entry) {
        const SyncWords words;
        QStringList said{words.title(entry), words.what(entry), words.changes(entry, m_model.names()), words.state(entry.part), words.human().exactTime(entry.atMs())};
        said.removeAll(QString());
        return said.join(u", "_s);
    });
    connect(m_send, &QAbstractButton::clicked, this, &QueuePage::sendNowRequested);
    connect(m_open, &QAbstractButton::clicked, this, &QueuePage::openChosen);
    connect(m_seen, &QAbstractButton::clicked, this, &QueuePage::dismiss);
    connect(m_copy, &QAbstractButton::clicked, this, &QueuePage::copy);
    connect(m_empty, &EmptyState::actionTriggered, this, &QueuePage::officeRequested);
    connect(m_trouble, &Banner::actionTriggered, this, &QueuePage::officeRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { m_model.show(QueueModel::Show(tab)); });
    connect(m_list, &QListView::activated, this, &QueuePage::openChosen);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &QueuePage::showChosen);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const QueueEntry *entry = chosen();
        m_kept = entry ? std::optional(*entry) : std::nullopt;
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &QueuePage::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, &QueuePage::showChosen);
    whenTranslated(this, [this, scroll] {
        scroll->setAccessibleName(tr("The chosen change"));
        retranslate();
    });
    whenThemed(this, [this] { m_list->doItemsLayout(); });
}

void QueuePage::retranslate()
{
    m_title->setText(tr("To synchronize"));
    m_send->setText(tr("Synchronize now"));
    m_send->setAccessibleName(m_send->text());
    m_seen->setText(tr("Seen"));
    m_seen->setToolTip(tr("Takes it from this list. Its text stays in the history of this desk."));
    m_copy->setText(tr("Copy the text"));
    m_tabs->setAccessibleName(tr("What is listed"));
    m_list->setAccessibleName(tr("What is not with the server yet"));
    for (Button *button : {m_send, m_seen, m_copy, m_open})
        button->updateGeometry();
    refresh();
}

void QueuePage::setStatus(const OfficeStatus &status, qint64 nowMs)
{
    m_status = status;
    m_nowMs = nowMs;
    m_model.setSending(status.state == OfficeStatus::State::Sending);
    m_send->setEnabled(status.state != OfficeStatus::State::Standalone && status.state != OfficeStatus::State::Wiped);
    sayHint();
}

void QueuePage::sayHint()
{
    using State = OfficeStatus::State;
    const SyncWords words;
    QStringList said;
    if (m_status.state == State::Offline || m_status.state == State::Sending || m_status.state == State::Receiving)
        said << words.condition(m_status.state);
    if (m_model.oldestMs() > 0)
        said << tr("The oldest has waited for %1.").arg(words.waitedSince(m_model.oldestMs(), m_nowMs));
    if (const QString files = words.files(m_status); !files.isEmpty())
        said << files;
    if (m_status.lastContactMs > 0)
        said << tr("Last contact: %1.").arg(words.human().recent(m_status.lastContactMs, m_nowMs));
    m_hint->setText(said.join(words.chinese() ? u"" : u" "));
    m_hint->setVisible(!said.isEmpty());
    const bool standalone = m_status.state == State::Standalone;
    if (standalone)
        m_empty->setText(tr("This desk works on its own"), tr("What you write is kept here, encrypted. Join the company's server to share it with your colleagues."));
    else
        m_empty->setText(tr("Everything is with the server"), tr("What you write is kept here at once and sent by itself; without the server it waits in this list."));
    m_empty->setAction(standalone ? tr("Join a server…") : QString());
    m_tabs->setVisible(!standalone);
    m_send->setVisible(!standalone);
    const bool trouble = m_status.error && (m_status.state == State::Stopped || m_status.state == State::OutOfLease);
    m_trouble->setVisible(trouble);
    if (trouble) {
        m_trouble->setText({}, SyncWords::sentence(*m_status.error));
        m_trouble->setAction(tr("Office"));
    }
}

void QueuePage::refresh()
{
    const Human human = Human::now();
    const auto counted = [&human](const QString &label, qint64 count) { return count > 0 ? label + u' ' + human.count(count) : label; };
    m_tabs->setTabText(0, counted(tr("All"), m_model.waiting() + m_model.conflicts() + m_model.refused()));
    m_tabs->setTabText(1, counted(tr("Waiting"), m_model.waiting()));
    m_tabs->setTabText(2, counted(tr("In conflict"), m_model.conflicts()));
    m_tabs->setTabText(3, counted(tr("Needs attention"), m_model.refused()));
    const bool any = !m_model.isEmpty();
    m_tabs->setEnabled(any);
    m_body->setCurrentIndex(any ? 0 : 1);
    const qint64 more = m_model.shown() == QueueModel::Show::All || m_model.shown() == QueueModel::Show::Waiting ? m_model.notListed() : 0;
    m_more->setVisible(more > 0);
    m_more->setText(tr("and %1 more that wait behind these").arg(human.count(more)));
    if (m_model.rowCount() > 0 && !m_list->currentIndex().isValid()) {
        const int kept = m_kept ? m_model.rowOf(*m_kept) : -1;
        m_list->setCurrentIndex(m_model.index(std::max(kept, 0)));
    }
    sayHint();
    showChosen();
}

const QueueEntry *QueuePage::chosen() const { return m_model.entry(m_list->currentIndex().row()); }

void QueuePage::addLine(const QString &label, const QString &text, bool strong)
{
    auto *line = new QWidget;
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *quiet = new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2);
    quiet->setText(label);
    column->addWidget(quiet);
    auto *words = new TextLabel(TextSize::Body, strong ? TextWeight::Medium : TextWeight::Regular);
    words->setTextFormat(Qt::PlainText); // what somebody typed is never markup
    words->setText(text.left(longestShown));
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(words);
    m_lines->addWidget(line);
}

void QueuePage::showChosen()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const QueueEntry *entry = chosen();
    for (QWidget *part : std::initializer_list<QWidget *>{m_what, m_copy})
        part->setVisible(entry);
    m_reason->setVisible(entry && entry->line.outcome);
    m_seen->setVisible(entry && entry->part == Part::Refused);
    m_open->setVisible(entry && (entry->part == Part::Conflict || !customerOf(*entry).isNull()));
    if (!entry)
        return;
    const SyncWords words;
    m_what->setTextFormat(Qt::PlainText);
    m_what->setText(words.title(*entry) + (words.what(*entry).isEmpty() || words.title(*entry) == words.what(*entry) ? QString() : QString(u"  " + words.what(*entry))));
    m_open->setText(entry->part == Part::Conflict ? tr("Decide…") : tr("Open the customer"));
    m_open->updateGeometry();
    if (entry->line.outcome)
        m_reason->setText(words.reason(*entry->line.outcome));
    addLine(tr("Written"), tr("%1, %2 ago").arg(words.human().exactTime(entry->atMs()), words.waitedSince(entry->atMs(), m_nowMs)));
    if (entry->part == Part::Conflict) {
        for (const ConflictRow &row : entry->conflict.rows)
            addLine(words.fieldLabel(entry->conflict, row),
                    tr("Before: %1\nHere: %2\nOn the server: %3")
                        .arg(words.cell(entry->conflict, row, ConflictModel::BaseColumn, m_model.names()),
                             words.cell(entry->conflict, row, ConflictModel::MineColumn, m_model.names()),
                             words.cell(entry->conflict, row, ConflictModel::TheirsColumn, m_model.names())));
        return;
    }
    const Change &change = entry->line.mutation.change;
    if (!change.entity) {
        addLine(tr("Content"), tr("This version of Kemai does not know this kind of record; it is sent as it is."));
        return;
    }
    QSet<QString> said; // who wrote it stands as a reference and as a name
    for (const Edit &edit : change.edits) {
        const Field &field = change.entity->fields[size_t(edit.field)];
        if (field.is(Hidden) || field.merge == Merge::Derived)
            continue;
        const QString to = words.value(field, edit.to, m_model.names());
        if (const QString line = field.label(words.chinese()) + u'\n' + to; said.contains(line))
            continue;
        else
            said.insert(line);
        addLine(field.label(words.chinese()),
                change.operation == Change::Operation::Update ? QString(SyncWords::isolated(words.value(field, edit.from, m_model.names())) + u" → " + SyncWords::isolated(to)) : to,
                entry->part == Part::Refused);
    }
}

void QueuePage::openChosen()
{
    const QueueEntry *entry = chosen();
    if (!entry)
        return;
    if (entry->part == Part::Conflict)
        emit conflictRequested(entry->conflict.first().conflict.record);
    else if (const Id customer = customerOf(*entry); !customer.isNull())
        emit customerRequested(customer);
}

void QueuePage::dismiss()
{
    const QueueEntry *entry = chosen();
    if (entry && entry->part == Part::Refused)
        emit dismissRequested(entry->line.mutation.mid);
}

void QueuePage::copy()
{
    if (const QueueEntry *entry = chosen())
        QGuiApplication::clipboard()->setText(SyncWords().everything(*entry, m_model.names()));
}

bool QueuePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_S || key->key() == Qt::Key_Delete)) {
            dismiss();
            return true;
        }
        if (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right)) {
            const int next = m_tabs->currentIndex() + (key->key() == Qt::Key_Left ? -1 : 1);
            m_tabs->setCurrentIndex(std::clamp(next, 0, m_tabs->count() - 1));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void QueuePage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai::sync
