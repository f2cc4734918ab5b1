// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customer_header.h"

#include "customers/ui/editable_text.h"
#include "customers/ui/flow_layout.h"
#include "customers/ui/small_pieces.h"
#include "widgets/button.h"
#include "widgets/inline_field.h"
#include "widgets/language.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// A field in the middle of an edit keeps it; only news takes a value's place.
template <typename FieldWidget>
void sync(FieldWidget *field, const QString &value, bool another)
{
    if (another || (!field->isEditing() && field->value() != value))
        field->setValue(value);
}

} // namespace

CustomerHeader::CustomerHeader(QWidget *parent)
    : QWidget(parent)
    , m_back(new IconButton(Glyph::ArrowLeft))
    , m_name(new EditableText(EditableText::Shape::Title))
    , m_tags(new TagRow)
    , m_call(new Button)
    , m_more(new Button)
    , m_menu(new QMenu(this))
    , m_phone(new InlineField)
    , m_region(new InlineField)
    , m_owner(new InlineField)
    , m_last(new InlineField)
{
    setObjectName(u"customerHeader"_s);
    m_name->setObjectName(u"name"_s);
    m_back->setObjectName(u"backToList"_s);
    m_back->hide();
    connect(m_back, &QAbstractButton::clicked, this, &CustomerHeader::backRequested);
    m_call->setObjectName(u"call"_s);
    m_call->setGlyph(Glyph::Phone);
    m_more->setGlyph(Glyph::ChevronDown);
    m_more->setObjectName(u"more"_s);

    auto *top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_back);
    top->addWidget(m_name);
    top->addWidget(m_tags, 1);
    top->addWidget(m_call);
    top->addWidget(m_more);
    auto *facts = new FlowLayout(4, 4);
    addFact(customer::company.index, facts);
    for (InlineField *field : {m_phone, m_region, m_owner}) {
        field->setEditable(false);
        facts->addWidget(field);
    }
    addFact(customer::source.index, facts);
    m_last->setEditable(false);
    facts->addWidget(m_last);
    addFact(customer::level.index, facts);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 12, 18, 4); // the ground of a field reaches 6 px beyond its text
    column->setSpacing(8);
    top->setContentsMargins(6, 0, 6, 0);
    column->addLayout(top);
    column->addLayout(facts);

    connect(m_name, &EditableText::committed, this, [this](const QString &typed) { emit edited(customer::name.index, typed); });
    connect(m_call, &QAbstractButton::clicked, this, &CustomerHeader::call);
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        fillMore();
        m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 4)));
    });
    whenTranslated(this, [this] { retranslate(); });
}

InlineField *CustomerHeader::addFact(int field, QLayout *into)
{
    auto *fact = new InlineField;
    fact->setObjectName(QString::fromLatin1(customer::entity.fields[size_t(field)].name));
    m_facts.insert(field, fact);
    into->addWidget(fact);
    connect(fact, &InlineField::committed, this, [this, field](const QString &typed) { emit edited(field, typed); });
    return fact;
}

void CustomerHeader::retranslate()
{
    m_back->setLabel(tr("Back to the list"));
    m_name->setLabel(tr("Name"));
    m_name->setPlaceholder(tr("No name"));
    m_call->setText(tr("Call"));
    m_call->setAccessibleName(tr("Call"));
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More actions"));
    m_menu->setAccessibleName(tr("More actions"));
    for (auto it = m_facts.cbegin(); it != m_facts.cend(); ++it) {
        it.value()->setLabel(CustomerWords::label(customer::entity.fields[size_t(it.key())]));
        it.value()->setPlaceholder(tr("Add"));
    }
    m_phone->setLabel(CustomerWords::label(phone::written.field()));
    m_region->setLabel(tr("Region"));
    m_owner->setLabel(CustomerWords::label(customer::owner.field()));
    m_last->setLabel(CustomerWords::label(customer::last_interaction.field()));
    for (InlineField *field : {m_phone, m_region, m_owner, m_last})
        field->setPlaceholder(u"–"_s);
    m_call->updateGeometry();
    m_more->updateGeometry();
    if (m_hasView) {
        syncFacts(false);
        fill();
    }
}

void CustomerHeader::show(const CustomerView &view, qint64 nowMs)
{
    const bool another = !m_hasView || view.customer.id != m_view.customer.id;
    m_view = view;
    m_nowMs = nowMs;
    m_hasView = true;
    sync(m_name, CustomerWords::name(view.customer), another);
    syncFacts(another);
    fill();
}

void CustomerHeader::syncFacts(bool another)
{
    for (auto it = m_facts.cbegin(); it != m_facts.cend(); ++it) {
        const QString written = m_view.customer.value(it.key()).toText();
        const bool ofTheTrade = it.key() == customer::source.index || it.key() == customer::level.index;
        sync(it.value(), ofTheTrade ? CustomerWords::trade(written) : written, another);
    }
}

void CustomerHeader::fill()
{
    const Human human = Human::now();
    const Record &record = m_view.customer;
    QList<Tag> tags;
    if (m_unsaved)
        tags.append({tr("Unsaved draft"), Tone::Warning});
    if (const QString state = record[customer::state]; state == u"pool" || state == u"invalid")
        tags.append({CustomerWords::choice(customer::state, record), state == u"invalid" ? Tone::Warning : Tone::Neutral});
    if (const QString level = record[customer::level]; !level.isEmpty())
        tags.append({CustomerWords::trade(level), Tone::Neutral});
    for (const Record &each : m_view.tags)
        tags.append({CustomerWords::trade(each[tag::label]), Tone::Accent});
    m_tags->setTags(tags);

    m_phone->setValue(m_view.phones.isEmpty() ? QString() : CustomerWords::number(m_view.phones.first(), human));
    m_region->setValue(CustomerWords::region(record));
    m_owner->setValue(CustomerWords::owner(m_view));
    const qint64 last = record[customer::last_interaction];
    m_last->setValue(last > 0 ? human.recent(last, m_nowMs) : QString());
    m_last->setToolTip(last > 0 ? human.exactTime(last) : QString());
    m_call->setEnabled(!m_view.phones.isEmpty());
    m_call->setToolTip(m_view.phones.isEmpty() ? tr("No number yet") : m_phone->value());
}

void CustomerHeader::setWayBack(bool shown) { m_back->setVisible(shown); }

void CustomerHeader::setRoom(bool wide, bool high)
{
    if (wide == m_wide && high == m_high)
        return;
    m_wide = wide;
    m_high = high;
    for (QWidget *field : std::initializer_list<QWidget *>{m_region, m_owner, m_facts.value(customer::source.index), m_facts.value(customer::level.index)})
        field->setVisible(wide);
    m_facts.value(customer::company.index)->setVisible(wide || high);
}

void CustomerHeader::setUnsaved(bool unsaved)
{
    if (std::exchange(m_unsaved, unsaved) != unsaved && m_hasView)
        fill();
}

void CustomerHeader::refuse(int field, const QString &why)
{
    if (field == customer::name.index)
        m_name->refuse(why);
    else if (InlineField *fact = m_facts.value(field))
        fact->refuse(why);
}

void CustomerHeader::accept(int field)
{
    if (field == customer::name.index)
        m_name->setValue(m_name->isEditing() ? m_name->typed() : m_name->value());
    else if (InlineField *fact = m_facts.value(field); fact && fact->isEditing())
        fact->setValue(fact->editor()->text());
}

void CustomerHeader::editName() { m_name->edit(); }

void CustomerHeader::call()
{
    const auto dialled = [](const Record &record) {
        const QString e164 = record[phone::e164];
        return e164.isEmpty() ? record[phone::digits] : e164;
    };
    if (m_view.phones.isEmpty())
        return;
    if (m_view.phones.size() == 1) {
        emit callRequested(dialled(m_view.phones.first()));
        return;
    }
    m_menu->clear();
    const Human human = Human::now();
    for (const Record &each : std::as_const(m_view.phones))
        m_menu->addAction(icon(Glyph::Phone), CustomerWords::joined({CustomerWords::number(each, human), CustomerWords::whose(each)}), this,
                          [this, number = dialled(each)] { emit callRequested(number); });
    m_menu->popup(m_call->mapToGlobal(QPoint(0, m_call->height() + 4)));
}

void CustomerHeader::fillMore()
{
    m_menu->clear();
    QAction *rename = m_menu->addAction(icon(Glyph::Edit), tr("Edit the name"), this, &CustomerHeader::editName);
    rename->setShortcut(Qt::Key_F2);
    const auto editFact = [this](Glyph glyph, const QString &words, int field) {
        m_menu->addAction(icon(glyph), words, this, [fact = m_facts.value(field)] {
            fact->show(); // also where there was no room for it
            fact->edit();
        });
    };
    editFact(Glyph::Company, tr("Edit the company"), customer::company.index);
    if (!m_wide) {
        editFact(Glyph::Tag, tr("Edit the source"), customer::source.index);
        editFact(Glyph::Tag, tr("Edit the level"), customer::level.index);
    }
    m_menu->addAction(icon(Glyph::Note), tr("Edit the note"), this, &CustomerHeader::noteEditRequested);
    m_menu->addSeparator();
    const auto copy = [this](const QString &words, const QString &text) {
        if (!text.isEmpty())
            m_menu->addAction(icon(Glyph::Copy), words, this, [this, text] {
                QGuiApplication::clipboard()->setText(text);
                emit copied(text);
            });
    };
    copy(tr("Copy the name"), m_name->value());
    copy(tr("Copy the number"), m_phone->value());
    for (const Record &each : std::as_const(m_view.emails)) {
        const QString address = each[email::normal];
        if (!address.isEmpty())
            m_menu->addAction(icon(Glyph::Mail), tr("Write to %1").arg(address), this, [this, address] { emit mailRequested(address); });
    }
}

void CustomerHeader::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
