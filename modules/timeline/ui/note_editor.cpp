// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/note_editor.h"

#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int mostLines = 6;
constexpr int checkIns = 3;
} // namespace

NoteEditor::NoteEditor(QWidget *parent)
    : QWidget(parent), m_text(new QPlainTextEdit), m_save(new Button(ButtonKind::Primary)), m_back(new Button(ButtonKind::Quiet)),
      m_why(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Danger))
{
    m_text->setObjectName(u"noteText"_s);
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this);
    m_save->setObjectName(u"noteSave"_s);
    m_back->setObjectName(u"noteBack"_s);
    m_why->setObjectName(u"noteRefusal"_s);
    m_why->setWordWrap(true);
    m_why->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 12, 24, 12);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_back, 0, Qt::AlignBottom);
    row->addWidget(m_save, 0, Qt::AlignBottom);
    for (int i = 0; i < checkIns; ++i) {
        auto *button = new Button;
        button->setObjectName(u"checkIn%1"_s.arg(i + 1));
        button->setKey(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)));
        connect(button, &QAbstractButton::clicked, this, [this, i] { emit checkInRequested(i); });
        m_checkIns.append(button);
        row->addWidget(button, 0, Qt::AlignBottom);
    }
    column->addLayout(row);
    column->addWidget(m_why);

    connect(m_save, &QAbstractButton::clicked, this, &NoteEditor::submit);
    connect(m_back, &QAbstractButton::clicked, this, &NoteEditor::endEdit);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NoteEditor::adjust);
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] {
        adjust();
        update();
    });
}

void NoteEditor::retranslate()
{
    m_text->setAccessibleName(tr("Note"));
    m_text->setPlaceholderText(m_edited.isNull() ? tr("Write a note…   Ctrl+Enter saves") : tr("Edit the note…"));
    m_save->setText(tr("Save"));
    m_save->setToolTip(tr("Save the note (Ctrl+Enter)"));
    m_back->setText(tr("Cancel"));
    const QStringList words{tr("Met"), tr("Quoted"), tr("Sample sent")};
    const QStringList tips{tr("Check in: met the customer"), tr("Check in: sent a quote"),
                           tr("Check in: sent a sample, with a task to ask for feedback in 3 days")};
    for (int i = 0; i < m_checkIns.size(); ++i) {
        m_checkIns.at(i)->setText(words.at(i));
        m_checkIns.at(i)->setAccessibleName(tips.at(i));
        m_checkIns.at(i)->setToolTip(tips.at(i));
    }
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
    const bool writing = !text().trimmed().isEmpty() || !m_edited.isNull();
    m_save->setVisible(writing);
    m_save->setEnabled(!m_waiting);
    m_back->setVisible(!m_edited.isNull());
    for (Button *button : std::as_const(m_checkIns))
        button->setVisible(!writing);
    m_why->hide();
    updateGeometry();
}

void NoteEditor::setCustomer(const Id &customer)
{
    if (customer == m_customer)
        return;
    endEdit();
    if (!m_customer.isNull()) {
        if (text().isEmpty())
            m_drafts.remove(m_customer);
        else
            m_drafts.insert(m_customer, text());
    }
    m_customer = customer;
    m_waiting = false;
    m_text->setPlainText(m_drafts.value(customer));
}

void NoteEditor::setText(const QString &text)
{
    m_text->setPlainText(text);
}

void NoteEditor::beginEdit(const Id &note, const QString &text)
{
    if (m_edited.isNull())
        m_draft = m_text->toPlainText();
    m_edited = note;
    m_seen = text;
    m_text->setPlainText(text);
    m_text->moveCursor(QTextCursor::End);
    m_text->setFocus(Qt::OtherFocusReason);
    retranslate();
    adjust();
}

void NoteEditor::endEdit()
{
    if (m_edited.isNull())
        return;
    m_edited = Id();
    m_waiting = false;
    m_text->setPlainText(std::exchange(m_draft, {}));
    retranslate();
    adjust();
}

void NoteEditor::submit()
{
    if (m_waiting)
        return;
    const QString written = text();
    if (written.trimmed().isEmpty()) {
        m_text->setFocus();
        return;
    }
    m_waiting = true;
    m_save->setEnabled(false);
    if (m_edited.isNull())
        emit noteSubmitted(written);
    else
        emit editSubmitted(m_edited, m_seen, written);
}

void NoteEditor::saved()
{
    const bool submitted = std::exchange(m_waiting, false);
    if (!m_edited.isNull())
        endEdit();
    else if (submitted)
        m_text->clear();
    adjust();
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
    if (watched == m_text && (event->type() == QEvent::Resize || event->type() == QEvent::FontChange))
        QMetaObject::invokeMethod(this, &NoteEditor::adjust, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void NoteEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), theme().color(ColorToken::Border));
}

} // namespace kemai
