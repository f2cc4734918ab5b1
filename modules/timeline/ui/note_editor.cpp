// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/note_editor.h"

#include "timeline/ui/next_step_bar.h"
#include "timeline/ui/note_completer.h"
#include "timeline/ui/note_preview.h"
#include "widgets/human.h"
#include "widgets/key_hint.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QBoxLayout>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int mostLines = 6;
constexpr int fieldKeeps = 220; // px of the row, before a check-in goes into the menu

QString editPlace(const Id &note) { return u"note-edit/"_s + note.toString(); }

QList<NoteCompleter::Suggestion> suggestions(const NoteDesk &desk, const NoteWord &word)
{
    QList<NoteCompleter::Suggestion> begin;
    QList<NoteCompleter::Suggestion> inside; // behind those that begin so
    const auto offer = [&](const QString &key, const QStringList &also, const NoteCompleter::Suggestion &suggestion) {
        const auto starts = [&](const QString &text) { return text.startsWith(word.typed, Qt::CaseInsensitive); };
        if (starts(key) || std::any_of(also.cbegin(), also.cend(), starts))
            begin.append(suggestion);
        else if (key.contains(word.typed, Qt::CaseInsensitive))
            inside.append(suggestion);
    };
    if (word.sign == u'#') {
        for (const QString &tag : desk.tags())
            if (tag.compare(word.typed, Qt::CaseInsensitive) != 0)
                offer(tag, {}, {tag, {}, u'#' + tag + u' '});
    } else if (word.sign == u'@') {
        for (const NoteWorld::Colleague &colleague : desk.colleagues())
            offer(colleague.names.first(), colleague.names.mid(1),
                  {colleague.names.first(), colleague.names.mid(1).join(u' '), u'@' + colleague.names.first() + u' '});
    } else if (word.sign == u'/') {
        for (const TextModule &module : desk.modules())
            offer(module.key, {}, {module.key, module.text.left(200).simplified(), module.text});
    }
    return begin + inside;
}

} // namespace

NoteEditor::NoteEditor(TimelineModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_text(new QPlainTextEdit), m_preview(new NotePreview), m_next(new NextStepBar),
      m_save(new Button(ButtonKind::Primary)), m_back(new Button(ButtonKind::Quiet)), m_row(new QWidget), m_more(new IconButton(Glyph::More)),
      m_why(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Danger))
{
    m_text->setObjectName(u"noteText"_s);
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this);
    m_text->viewport()->installEventFilter(this); // a text may be dropped here; a file is the page's
    m_save->setObjectName(u"noteSave"_s);
    m_back->setObjectName(u"noteBack"_s);
    m_more->setObjectName(u"noteMore"_s);
    m_why->setObjectName(u"noteRefusal"_s);
    m_why->setWordWrap(true);
    m_why->hide();

    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_next);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(24, 12, 24, 12);
    column->setSpacing(8);
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_back, 0, Qt::AlignBottom);
    row->addWidget(m_save, 0, Qt::AlignBottom);
    row->addWidget(m_more, 0, Qt::AlignBottom);
    column->addWidget(m_row);
    column->addWidget(m_preview);
    column->addWidget(m_why);
    whole->addLayout(column);

    for (int i = 0; i < CheckInTemplate::most; ++i)
        m_keys << QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i));

    connect(m_save, &QAbstractButton::clicked, this, &NoteEditor::submit);
    connect(m_back, &QAbstractButton::clicked, this, &NoteEditor::endEdit);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NoteEditor::typed);
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        QMenu menu(this);
        const QList<CheckInTemplate> &all = m_model.noteDesk().checkIns();
        for (qsizetype i = 0; i < all.size(); ++i) {
            QAction *action = menu.addAction(all.at(i).subject + u'\t' + keyHintText(m_keys.value(i)));
            connect(action, &QAction::triggered, this, [this, i] { emit checkInRequested(int(i)); });
        }
        menu.addSeparator();
        connect(menu.addAction(tr("Edit check-ins and text modules…")), &QAction::triggered, this, &NoteEditor::templatesRequested);
        menu.exec(m_more->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
    });
    connect(&model.noteDesk(), &NoteDesk::changed, this, [this] {
        fillCheckIns();
        m_preview->setMarks(marks(), m_model.today());
    });
    connect(m_next, &NextStepBar::chosen, this, [this](const Id &interaction, const FollowUp &step) {
        m_text->setFocus(Qt::OtherFocusReason);
        m_model.addNextStep(interaction, step);
    });
    connect(m_next, &NextStepBar::dismissed, m_text, [this] { m_text->setFocus(Qt::OtherFocusReason); });
    m_completer = new NoteCompleter(m_text, [&model](const NoteWord &word) { return suggestions(model.noteDesk(), word); });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] {
        adjust();
        update();
    });
}

void NoteEditor::retranslate()
{
    m_model.noteDesk().setChinese(language().tongue() == Tongue::Chinese);
    m_text->setAccessibleName(tr("Note"));
    m_save->setText(tr("Save"));
    m_save->setToolTip(tr("Save the note (Ctrl+Enter)"));
    m_back->setText(tr("Cancel"));
    m_more->setLabel(tr("All check-ins"));
    fillCheckIns();
}

void NoteEditor::fillCheckIns()
{
    const QList<CheckInTemplate> &all = m_model.noteDesk().checkIns();
    auto *row = static_cast<QHBoxLayout *>(m_row->layout());
    while (m_checkIns.size() > all.size())
        delete m_checkIns.takeLast();
    while (m_checkIns.size() < all.size()) {
        const int i = int(m_checkIns.size());
        auto *button = new Button;
        button->setObjectName(u"checkIn%1"_s.arg(i + 1));
        connect(button, &QAbstractButton::clicked, this, [this, i] { emit checkInRequested(i); });
        m_checkIns.append(button);
        row->insertWidget(row->indexOf(m_more), button, 0, Qt::AlignBottom);
    }
    for (qsizetype i = 0; i < all.size(); ++i) {
        const CheckInTemplate &each = all.at(i);
        const QString said = each.nextTitle.isEmpty()
                                 ? tr("Check in: %1").arg(each.subject)
                                 : tr("Check in: %1, then %2 on %3").arg(each.subject, each.nextTitle, Human::now().day(each.nextDay(m_model.today())));
        m_checkIns.at(i)->setText(each.subject);
        m_checkIns.at(i)->showKey(m_keys.value(i)); // the page has the keys, also of those that stand in the menu
        m_checkIns.at(i)->setAccessibleName(said);
        m_checkIns.at(i)->setToolTip(said);
    }
    adjust();
}

// As many check-ins as leave the field its room; the others are in the menu.
void NoteEditor::fitCheckIns()
{
    const bool writing = !text().trimmed().isEmpty() || !m_edited.isNull();
    int left = m_row->width() - theme().scaled(fieldKeeps) - m_more->sizeHint().width() - 8;
    for (Button *button : std::as_const(m_checkIns)) {
        left -= button->sizeHint().width() + 8;
        button->setVisible(!writing && left >= 0);
    }
    m_more->setVisible(!writing);
}

void NoteEditor::adjust()
{
    const QFontMetrics metrics(m_text->font());
    int lines = 0;
    for (QTextBlock block = m_text->document()->begin(); block.isValid() && lines <= mostLines; block = block.next())
        lines += std::max(block.lineCount(), 1);
    m_text->setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    lines = std::clamp(lines, 1, mostLines);
    const int one = theme().controlHeight();
    m_text->setFixedHeight(one + (lines - 1) * metrics.lineSpacing());
    m_text->document()->setDocumentMargin(std::max((one - metrics.lineSpacing()) / 2 - m_text->frameWidth(), 2));
    m_save->setVisible(!text().trimmed().isEmpty() || !m_edited.isNull());
    m_save->setEnabled(!m_waiting);
    m_back->setVisible(!m_edited.isNull());
    fitCheckIns();
    sayPlaceholder();
    updateGeometry();
}

// As many of its signs as the field has room for: a second line would be cut.
void NoteEditor::sayPlaceholder()
{
    const QString between = u"   "_s;
    QStringList parts = (m_edited.isNull() ? tr("Write a note…   # tag   ! promise   @ colleague   / text") : tr("Edit the note…")).split(between);
    const int room = m_text->viewport()->width() - 2 * int(m_text->document()->documentMargin()) - 8;
    while (parts.size() > 1 && textWidth(parts.join(between), m_text->font()) > room)
        parts.removeLast();
    if (m_text->placeholderText() != parts.join(between))
        m_text->setPlaceholderText(parts.join(between));
}

void NoteEditor::typed()
{
    m_why->hide();
    adjust();
    m_preview->setMarks(marks(), m_model.today());
    if (m_filling || !m_shelf)
        return;
    if (!m_edited.isNull())
        m_shelf->keep(editPlace(m_edited), text() == m_seen ? QString() : text());
    else if (!m_customer.isNull())
        m_shelf->keep(place(m_customer), text());
}

// Of an edit only what it brings in.
QList<NoteMark> NoteEditor::marks() const
{
    const NoteWorld world = m_model.noteDesk().world(m_model.today());
    QList<NoteMark> all = readNote(text(), world);
    if (!m_edited.isNull()) {
        QList<NoteMark> there = readNote(m_seen, world);
        all.removeIf([&there](const NoteMark &mark) {
            const auto same = std::find_if(there.begin(), there.end(), [&mark](const NoteMark &old) { return old.kind == mark.kind && old.text == mark.text; });
            if (same == there.end())
                return false;
            there.erase(same);
            return true;
        });
    }
    return all;
}

void NoteEditor::setShelf(DraftShelf *shelf)
{
    m_shelf = shelf;
    if (!shelf)
        return;
    connect(shelf, &DraftShelf::opened, this, [this] {
        if (m_edited.isNull() && text().isEmpty() && !m_customer.isNull())
            setText(m_shelf->text(place(m_customer)));
    });
}

void NoteEditor::setCustomer(const Id &customer)
{
    if (customer == m_customer)
        return;
    endEdit();
    m_next->close();
    if (!m_customer.isNull()) {
        if (text().isEmpty())
            m_drafts.remove(m_customer);
        else
            m_drafts.insert(m_customer, text());
        if (m_shelf)
            m_shelf->flush();
    }
    m_customer = customer;
    m_waiting = false;
    const QScopedValueRollback filling(m_filling, true);
    m_text->setPlainText(m_shelf ? m_shelf->text(place(customer)) : m_drafts.value(customer));
}

void NoteEditor::setCheckInKeys(const QList<QKeySequence> &keys)
{
    m_keys = keys;
    fillCheckIns();
}

void NoteEditor::setText(const QString &text)
{
    m_text->setPlainText(text);
    m_text->moveCursor(QTextCursor::End);
}

void NoteEditor::beginEdit(const Id &note, const QString &text)
{
    if (m_edited.isNull())
        m_draft = m_text->toPlainText();
    m_edited = note;
    m_seen = text;
    m_next->close();
    const QString draft = m_shelf ? m_shelf->text(editPlace(note)) : QString();
    const QScopedValueRollback filling(m_filling, true);
    m_text->setPlainText(draft.isEmpty() ? text : draft);
    m_text->moveCursor(QTextCursor::End);
    m_text->setFocus(Qt::OtherFocusReason);
    retranslate();
    adjust();
}

void NoteEditor::endEdit()
{
    if (m_edited.isNull())
        return;
    if (m_shelf)
        m_shelf->keep(editPlace(m_edited), {});
    m_edited = Id();
    m_waiting = false;
    const QScopedValueRollback filling(m_filling, true);
    m_text->setPlainText(std::exchange(m_draft, {}));
    retranslate();
    adjust();
}

bool NoteEditor::composing() const
{
    const QTextBlock block = m_text->textCursor().block();
    return block.layout() && !block.layout()->preeditAreaText().isEmpty();
}

void NoteEditor::submit()
{
    if (m_waiting || composing())
        return;
    const QString written = text();
    if (written.trimmed().isEmpty()) {
        m_text->setFocus();
        return;
    }
    m_waiting = true;
    m_save->setEnabled(false);
    if (m_edited.isNull())
        emit noteSubmitted(written, marks());
    else
        emit editSubmitted(m_edited, m_seen, written, marks());
}

void NoteEditor::saved()
{
    const bool submitted = std::exchange(m_waiting, false);
    if (submitted && !m_edited.isNull())
        endEdit();
    else if (submitted)
        m_text->clear();
    if (submitted && m_shelf)
        m_shelf->flush();
    adjust();
}

void NoteEditor::askNextStep(const Id &interaction)
{
    m_next->ask(interaction, m_model.today(), m_model.zone());
}

void NoteEditor::refuse(const QString &why)
{
    m_waiting = false;
    adjust();
    m_why->setText(why);
    m_why->show();
}

bool NoteEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text->viewport() && event->type() == QEvent::Resize)
        sayPlaceholder();
    // With nothing typed to take back, Ctrl+Z means what was done last: the check-in, the note that was just saved.
    if (watched == m_text && event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo)
        && !m_text->document()->isUndoAvailable()) {
        event->ignore();
        return true;
    }
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && (key->modifiers() & Qt::ControlModifier)) {
            submit();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            if (m_edited.isNull())
                emit left();
            else
                endEdit();
            return true;
        }
    }
    if (watched == m_text->viewport() && (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop)) {
        const QMimeData *dragged = static_cast<QDropEvent *>(event)->mimeData();
        if (dragged->hasUrls() || dragged->hasImage()) {
            event->ignore();
            return true;
        }
    }
    if (watched == m_text && (event->type() == QEvent::Resize || event->type() == QEvent::FontChange))
        QMetaObject::invokeMethod(this, &NoteEditor::adjust, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void NoteEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitCheckIns();
}

void NoteEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), theme().color(ColorToken::Border));
}

} // namespace kemai
