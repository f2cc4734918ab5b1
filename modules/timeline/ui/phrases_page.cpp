// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/phrases_page.h"

#include "base/error_text.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace kemai {

struct PhrasesPage::CheckInRow {
    Id id;
    QWidget *box = new QWidget;
    TextLabel *key = new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2);
    QLineEdit *subject = new QLineEdit;
    QLineEdit *next = new QLineEdit;
    QSpinBox *days = new QSpinBox;
    QCheckBox *workdays = new QCheckBox;
    IconButton *up = new IconButton(Glyph::ChevronUp);
    IconButton *remove = new IconButton(Glyph::Close);
};

struct PhrasesPage::ModuleRow {
    Id id;
    QWidget *box = new QWidget;
    QLineEdit *key = new QLineEdit;
    QLineEdit *text = new QLineEdit;
    IconButton *remove = new IconButton(Glyph::Close);
};

PhrasesPage::PhrasesPage(NoteDesk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_checkInHeading(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_moduleHeading(new TextLabel(TextSize::Large, TextWeight::SemiBold)), m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_why(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Danger)), m_checkInColumn(new QVBoxLayout), m_moduleColumn(new QVBoxLayout),
      m_addCheckIn(new Button(ButtonKind::Quiet)), m_addModule(new Button(ButtonKind::Quiet)), m_save(new Button(ButtonKind::Primary)),
      m_cancel(new Button(ButtonKind::Quiet))
{
    setObjectName(u"phrasesPage"_s);
    m_save->setObjectName(u"phrasesSave"_s);
    m_cancel->setObjectName(u"phrasesCancel"_s);
    m_addCheckIn->setObjectName(u"phrasesAddCheckIn"_s);
    m_addModule->setObjectName(u"phrasesAddModule"_s);
    m_why->setObjectName(u"phrasesRefusal"_s);
    m_hint->setWordWrap(true);
    m_why->setWordWrap(true);
    m_addCheckIn->setGlyph(Glyph::Plus);
    m_addModule->setGlyph(Glyph::Plus);

    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(8);
    m_checkInColumn->setSpacing(4);
    m_moduleColumn->setSpacing(4);
    column->addWidget(m_checkInHeading);
    column->addWidget(m_hint);
    column->addLayout(m_checkInColumn);
    column->addWidget(m_addCheckIn, 0, Qt::AlignLeft);
    column->addSpacing(16);
    column->addWidget(m_moduleHeading);
    column->addLayout(m_moduleColumn);
    column->addWidget(m_addModule, 0, Qt::AlignLeft);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(24, 12, 24, 12);
    foot->setSpacing(8);
    foot->addWidget(m_why, 1);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_save);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addLayout(foot);

    connect(m_addCheckIn, &QAbstractButton::clicked, this, [this] {
        addCheckIn({});
        m_checkIns.last()->subject->setFocus();
    });
    connect(m_addModule, &QAbstractButton::clicked, this, [this] {
        addModule({});
        m_modules.last()->key->setFocus();
    });
    connect(m_save, &QAbstractButton::clicked, this, &PhrasesPage::save);
    connect(m_cancel, &QAbstractButton::clicked, this, &PhrasesPage::closed);
    connect(&desk, &NoteDesk::saved, this, [this] {
        if (m_waiting > 0 && --m_waiting == 0)
            emit closed();
    });
    connect(&desk, &NoteDesk::failed, this, [this](const Error &error) {
        if (m_waiting == 0)
            return;
        m_waiting = 0;
        m_save->setEnabled(true);
        m_why->setText(errorText(error, language().tongue() == Tongue::Chinese ? ErrorLanguage::Chinese : ErrorLanguage::English));
    });
    whenTranslated(this, [this] { retranslate(); });
}

PhrasesPage::~PhrasesPage()
{
    qDeleteAll(m_checkIns);
    qDeleteAll(m_modules);
}

void PhrasesPage::retranslate()
{
    m_checkInHeading->setText(tr("Check-ins with one key"));
    m_moduleHeading->setText(tr("Text modules"));
    m_hint->setText(tr("A check-in writes its words on the timeline; a next step becomes a task on a workday."));
    m_addCheckIn->setText(tr("Add a check-in"));
    m_addModule->setText(tr("Add a text module"));
    m_save->setText(tr("Save"));
    m_cancel->setText(tr("Cancel"));
    for (CheckInRow *row : std::as_const(m_checkIns)) {
        row->subject->setPlaceholderText(tr("Check-in"));
        row->subject->setAccessibleName(tr("Check-in"));
        row->next->setPlaceholderText(tr("Next step (may be empty)"));
        row->next->setAccessibleName(tr("Next step"));
        row->days->setAccessibleName(tr("After so many days"));
        row->days->setSuffix(tr(" d", "days, short"));
        row->workdays->setText(tr("workdays"));
        row->up->setLabel(tr("Move up"));
        row->remove->setLabel(tr("Remove"));
    }
    for (ModuleRow *row : std::as_const(m_modules)) {
        row->key->setPlaceholderText(tr("Key behind /"));
        row->key->setAccessibleName(tr("Key behind /"));
        row->text->setPlaceholderText(tr("What it becomes"));
        row->text->setAccessibleName(tr("What it becomes"));
        row->remove->setLabel(tr("Remove"));
    }
}

void PhrasesPage::open()
{
    for (CheckInRow *row : std::as_const(m_checkIns))
        delete row->box;
    for (ModuleRow *row : std::as_const(m_modules))
        delete row->box;
    qDeleteAll(m_checkIns);
    qDeleteAll(m_modules);
    m_checkIns.clear();
    m_modules.clear();
    m_waiting = 0;
    m_save->setEnabled(true);
    m_why->clear();
    for (const CheckInTemplate &each : m_desk.checkIns())
        addCheckIn(each);
    for (const TextModule &each : m_desk.modules())
        addModule(each);
    (m_checkIns.isEmpty() ? static_cast<QWidget *>(m_addCheckIn) : m_checkIns.first()->subject)->setFocus(Qt::OtherFocusReason);
}

void PhrasesPage::addCheckIn(const CheckInTemplate &each)
{
    if (m_checkIns.size() >= CheckInTemplate::most)
        return;
    auto *row = new CheckInRow;
    row->id = each.id;
    row->subject->setMaxLength(60); // before the text: it puts the cursor at its end
    row->next->setMaxLength(200);
    row->subject->setText(each.subject);
    row->next->setText(each.nextTitle);
    row->next->setCursorPosition(0); // a long one shows its beginning
    row->days->setRange(0, 365);
    row->days->setValue(each.subject.isEmpty() ? 3 : each.nextDays);
    row->workdays->setChecked(each.workdays);
    row->key->setFixedWidth(theme().scaled(44));
    row->days->setFixedWidth(theme().scaled(88));
    auto *line = new QHBoxLayout(row->box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(row->key);
    line->addWidget(row->subject, 2);
    line->addWidget(row->next, 3);
    line->addWidget(row->days);
    line->addWidget(row->workdays);
    line->addWidget(row->up);
    line->addWidget(row->remove);
    m_checkIns.append(row);
    m_checkInColumn->addWidget(row->box);
    connect(row->up, &QAbstractButton::clicked, this, [this, row] {
        const qsizetype at = m_checkIns.indexOf(row);
        if (at <= 0)
            return;
        m_checkIns.swapItemsAt(at, at - 1);
        m_checkInColumn->removeWidget(row->box);
        m_checkInColumn->insertWidget(int(at) - 1, row->box);
        number();
    });
    connect(row->remove, &QAbstractButton::clicked, this, [this, row] {
        m_checkIns.removeOne(row);
        row->box->hide();
        row->box->deleteLater();
        delete row;
        m_addCheckIn->setFocus();
        number();
    });
    retranslate();
    number();
}

void PhrasesPage::addModule(const TextModule &each)
{
    auto *row = new ModuleRow;
    row->id = each.id;
    row->key->setText(each.key);
    row->text->setText(each.text);
    row->text->setCursorPosition(0);
    row->key->setMaxLength(24);
    row->key->setFixedWidth(theme().scaled(140));
    auto *line = new QHBoxLayout(row->box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(row->key);
    line->addWidget(row->text, 1);
    line->addWidget(row->remove);
    m_modules.append(row);
    m_moduleColumn->addWidget(row->box);
    connect(row->remove, &QAbstractButton::clicked, this, [this, row] {
        m_modules.removeOne(row);
        row->box->hide();
        row->box->deleteLater();
        delete row;
        m_addModule->setFocus();
    });
    retranslate();
}

void PhrasesPage::number()
{
    for (qsizetype i = 0; i < m_checkIns.size(); ++i) {
        m_checkIns.at(i)->key->setText(u"Alt+%1"_s.arg(i + 1));
        m_checkIns.at(i)->up->setEnabled(i > 0);
    }
    m_addCheckIn->setVisible(m_checkIns.size() < CheckInTemplate::most);
}

void PhrasesPage::save()
{
    QList<CheckInTemplate> checkIns;
    for (const CheckInRow *row : std::as_const(m_checkIns))
        if (!row->subject->text().trimmed().isEmpty() || !row->next->text().trimmed().isEmpty())
            checkIns.append({row->id, row->subject->text(), row->next->text(), row->days->value(), row->workdays->isChecked()});
    QList<TextModule> modules;
    for (const ModuleRow *row : std::as_const(m_modules))
        if (!row->key->text().trimmed().isEmpty() || !row->text->text().trimmed().isEmpty())
            modules.append({row->id, row->key->text(), row->text->text()});
    m_why->clear();
    m_save->setEnabled(false);
    const bool first = checkIns != m_desk.checkIns();
    const bool second = modules != m_desk.modules();
    m_waiting = int(first) + int(second);
    if (m_waiting == 0)
        emit closed();
    if (first)
        m_desk.saveCheckIns(checkIns);
    if (second)
        m_desk.saveModules(modules);
}

void PhrasesPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && (event->modifiers() & Qt::ControlModifier))
        save();
    else
        QWidget::keyPressEvent(event);
}

void PhrasesPage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
