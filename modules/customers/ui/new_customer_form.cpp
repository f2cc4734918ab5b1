// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/new_customer_form.h"

#include "customers/ui/customer_words.h"
#include "customers/ui/duplicate_banner.h"
#include "text/phone.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStringListModel>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
QString draftPlace(const char *code) { return u"customer.new/"_s + QLatin1StringView(code); }
} // namespace

NewCustomerForm::NewCustomerForm(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_noteLabel(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_note(new QPlainTextEdit)
    , m_save(new Button(ButtonKind::Primary))
    , m_leave(new Button(ButtonKind::Quiet))
    , m_known(new DuplicateBanner)
    , m_completer(new QCompleter(this))
    , m_addresses(new QStringListModel(this))
{
    setObjectName(u"newCustomer"_s);
    auto *inside = new Ground(ColorToken::Surface);
    inside->setMaximumWidth(720);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    addLine(m_name, "name", grid, 0, 0);
    addLine(m_company, "company", grid, 0, 1);
    addLine(m_phone, "phone", grid, 1, 0);
    addLine(m_email, "email", grid, 1, 1);
    addLine(m_city, "city", grid, 2, 0);
    addLine(m_source, "source", grid, 2, 1);
    addLine(m_address, "address", grid, 3, 0, 2);
    m_note->setObjectName(u"note"_s);
    m_note->setTabChangesFocus(true);
    m_note->setMinimumHeight(96);
    m_note->setMaximumHeight(160);
    m_note->installEventFilter(this);
    m_save->setObjectName(u"save"_s);
    m_save->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_hint->setWordWrap(true);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addWidget(m_leave);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_hint);
    column->addSpacing(16);
    column->addWidget(m_known);
    column->addSpacing(8);
    column->addLayout(grid);
    column->addWidget(m_noteLabel);
    column->addSpacing(4);
    column->addWidget(m_note);
    column->addSpacing(16);
    column->addLayout(buttons);
    column->addStretch(1);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *ground = new Ground(ColorToken::Surface);
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(inside, 1);
    row->addStretch(0);
    scroll->setWidget(ground);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);

    const QList<Line *> all = lines();
    for (qsizetype i = 0; i < all.size(); ++i) {
        QWidget *next = i + 1 < all.size() ? static_cast<QWidget *>(all.at(i + 1)->edit) : m_note;
        QWidget::setTabOrder(all.at(i)->edit, next);
        connect(all.at(i)->edit, &QLineEdit::returnPressed, this, [next] { next->setFocus(Qt::TabFocusReason); });
        connect(all.at(i)->edit, &QLineEdit::textEdited, this, &NewCustomerForm::clearErrors);
    }
    QWidget::setTabOrder(m_note, m_save);
    QWidget::setTabOrder(m_save, m_leave);
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(250);
    m_completer->setModel(m_addresses);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the store has chosen, also by pinyin
    m_completer->setWidget(m_address.edit);
    m_completeSoon.setSingleShot(true);
    m_completeSoon.setInterval(200);
    connect(&m_completeSoon, &QTimer::timeout, this, [this] { emit addressTyped(m_address.edit->text()); });
    connect(m_address.edit, &QLineEdit::textEdited, this, [this] { m_completeSoon.start(); });
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), m_address.edit, &QLineEdit::setText);
    connect(&m_askSoon, &QTimer::timeout, this, [this] { emit questionTyped(question()); });
    connect(m_known, &DuplicateBanner::openRequested, this, &NewCustomerForm::openRequested);
    connect(m_known, &DuplicateBanner::attachRequested, this, [this](const Id &customer) { emit attachRequested(customer, m_phone.edit->text()); });
    m_known->reasonEdit()->installEventFilter(this);
    connect(m_known->reasonEdit(), &QLineEdit::returnPressed, this, &NewCustomerForm::save);
    for (const Line *line : {&m_name, &m_company, &m_email, &m_address})
        connect(line->edit, &QLineEdit::textChanged, this, [this] { m_askSoon.start(); });
    connect(m_phone.edit, &QLineEdit::textChanged, this, [this] {
        readNumbers();
        m_askSoon.start();
    });
    connect(m_save, &QAbstractButton::clicked, this, &NewCustomerForm::save);
    connect(m_leave, &QAbstractButton::clicked, this, &NewCustomerForm::left);
    whenTranslated(this, [this] { retranslate(); });
}

void NewCustomerForm::setShelf(DraftShelf *shelf)
{
    m_shelf = shelf;
    if (!shelf)
        return;
    for (const Line *line : lines())
        connect(line->edit, &QLineEdit::textChanged, shelf, [this, place = draftPlace(line->code)](const QString &text) { m_shelf->keep(place, text); });
    connect(m_note, &QPlainTextEdit::textChanged, shelf, [this] { m_shelf->keep(draftPlace("note"), m_note->toPlainText()); });
    connect(shelf, &DraftShelf::opened, this, &NewCustomerForm::restoreDraft);
    restoreDraft();
}

void NewCustomerForm::restoreDraft()
{
    if (!isEmpty())
        return; // what is being typed is newer
    for (const Line *line : lines())
        line->edit->setText(m_shelf->text(draftPlace(line->code)));
    m_note->setPlainText(m_shelf->text(draftPlace("note")));
}

QList<NewCustomerForm::Line *> NewCustomerForm::lines()
{
    return {&m_name, &m_company, &m_phone, &m_email, &m_city, &m_source, &m_address};
}

void NewCustomerForm::addLine(Line &line, const char *code, QGridLayout *grid, int row, int column, int columns)
{
    line = {new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2), new QLineEdit,
            new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2), code};
    line.edit->setObjectName(QString::fromLatin1(code));
    line.edit->installEventFilter(this);
    line.label->setBuddy(line.edit);
    line.remark->setObjectName(QString::fromLatin1(code) + u"Remark"_s);
    line.remark->setMinimumHeight(20);
    line.remark->setWordWrap(true);
    line.remark->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(line.label, 3 * row, column, 1, columns);
    grid->addWidget(line.edit, 3 * row + 1, column, 1, columns);
    grid->addWidget(line.remark, 3 * row + 2, column, 1, columns);
}

void NewCustomerForm::retranslate()
{
    m_title->setText(tr("New customer"));
    m_hint->setText(tr("A name, a company or a number is enough. Enter moves on."));
    m_name.label->setText(CustomerWords::label(customer::name.field()));
    m_company.label->setText(CustomerWords::label(customer::company.field()));
    m_phone.label->setText(CustomerWords::label(phone::written.field()));
    m_email.label->setText(CustomerWords::label(email::written.field()));
    m_city.label->setText(CustomerWords::label(customer::city.field()));
    m_source.label->setText(CustomerWords::label(customer::source.field()));
    m_address.label->setText(CustomerWords::label(address::written.field()));
    m_noteLabel->setText(CustomerWords::label(customer::note.field()));
    m_phone.edit->setPlaceholderText(tr("One or several, as they are written"));
    for (Line *line : lines())
        line->edit->setAccessibleName(line->label->text());
    m_note->setAccessibleName(m_noteLabel->text());
    m_save->setText(tr("Save"));
    m_save->setAccessibleName(tr("Save"));
    m_leave->setText(tr("Back"));
    m_leave->setToolTip(tr("Go back and keep the draft (Esc)"));
    m_leave->setAccessibleName(tr("Back"));
    m_save->updateGeometry();
    m_leave->updateGeometry();
    clearErrors();
}

void NewCustomerForm::showAddresses(const QStringList &learned)
{
    m_addresses->setStringList(learned);
    if (learned.isEmpty() || !m_address.edit->hasFocus())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void NewCustomerForm::showCandidates(const QList<DuplicateCandidate> &candidates, qint64 nowMs)
{
    m_known->setCandidates(candidates, nowMs);
    awaitReason();
}

// The keyboard goes where a reason is given, as soon as that is there.
void NewCustomerForm::awaitReason()
{
    if (!m_reasonAwaited || m_known->strong().isEmpty())
        return;
    m_reasonAwaited = false;
    m_known->reasonEdit()->setFocus(Qt::OtherFocusReason);
}

DuplicateQuestion NewCustomerForm::question() const
{
    DuplicateQuestion asked;
    asked.name = m_name.edit->text().trimmed();
    asked.company = m_company.edit->text().trimmed();
    asked.phone = m_phone.edit->text().trimmed();
    asked.email = m_email.edit->text().trimmed();
    asked.address = m_address.edit->text().trimmed();
    asked.city = m_city.edit->text().trimmed();
    return asked;
}

NewCustomer NewCustomerForm::typed() const
{
    return {m_name.edit->text(), m_company.edit->text(), m_phone.edit->text(),   m_email.edit->text(),
            m_address.edit->text(), m_city.edit->text(), m_source.edit->text(), m_note->toPlainText(),
            m_known->reason().isEmpty() ? QList<Id>() : m_known->strong(), m_known->reason()};
}

bool NewCustomerForm::isEmpty() const
{
    const NewCustomer all = typed();
    for (const QString &each : {all.name, all.company, all.phone, all.email, all.address, all.city, all.source, all.note})
        if (!each.trimmed().isEmpty())
            return false;
    return true;
}

void NewCustomerForm::begin()
{
    for (Line *line : lines())
        if (line->edit->text().isEmpty()) {
            line->edit->setFocus(Qt::TabFocusReason);
            return;
        }
    m_note->setFocus(Qt::TabFocusReason);
}

void NewCustomerForm::save()
{
    if (m_saving)
        return;
    clearErrors();
    if (!m_known->strong().isEmpty() && m_known->reason().isEmpty()) {
        showError(m_name, CustomerWords::sentence(makeError(Error::Code::Invalid, u"customers.differenceReason"_s)));
        m_known->reasonEdit()->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_saving = true;
    m_save->setEnabled(false);
    emit saveRequested(typed());
}

void NewCustomerForm::saved()
{
    m_saving = false;
    m_save->setEnabled(true);
    for (Line *line : lines())
        line->edit->clear();
    m_note->clear();
    m_known->clearReason();
    m_known->setCandidates({}, 0);
    clearErrors();
}

void NewCustomerForm::clearErrors()
{
    for (Line *line : lines()) {
        line->edit->setProperty("kemaiInvalid", false);
        line->edit->setAccessibleDescription({});
        line->edit->update();
        line->remark->setColor(ColorToken::Text2);
        line->remark->clear();
    }
    readNumbers();
}

void NewCustomerForm::showError(Line &line, const QString &sentence)
{
    line.edit->setProperty("kemaiInvalid", true);
    line.edit->setAccessibleDescription(sentence);
    line.edit->update();
    line.remark->setColor(ColorToken::Danger);
    line.remark->setText(sentence);
    line.edit->setFocus(Qt::OtherFocusReason);
}

void NewCustomerForm::refuse(const Error &error)
{
    m_saving = false;
    m_save->setEnabled(true);
    const QString sentence = CustomerWords::sentence(error);
    if (error.id == "customers.differenceReason"_L1) {
        showError(m_name, sentence);
        m_reasonAwaited = true; // typed faster than the check answered
        emit questionTyped(question());
        awaitReason();
        return;
    }
    for (Line *line : lines())
        if (error.details.value(0) == QLatin1StringView(line->code)) {
            showError(*line, sentence);
            return;
        }
    showError(m_name, sentence);
}

// What a number was read as, before it is saved; what cannot be read is said, and kept as it is written.
void NewCustomerForm::readNumbers()
{
    if (m_phone.edit->property("kemaiInvalid").toBool())
        return;
    const QList<PhoneNumber> numbers = parsePhones(m_phone.edit->text());
    const Human human = Human::now();
    QStringList read;
    bool unread = false;
    for (const PhoneNumber &number : numbers) {
        unread = unread || !number.isNumber();
        if (number.isNumber())
            read.append(number.e164.isEmpty() ? number.digits : human.phone(number.e164, number.extension));
    }
    if (unread) {
        m_phone.remark->setColor(ColorToken::Warning);
        m_phone.remark->setText(tr("Not read as a number; it is kept as it is written."));
    } else {
        m_phone.remark->setColor(ColorToken::Text2);
        m_phone.remark->setText(read.join(u" · "_s));
    }
}

bool NewCustomerForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            emit left();
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && (key->modifiers() & Qt::ControlModifier)) {
            save();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NewCustomerForm::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
