// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customer_side.h"

#include "customers/ui/editable_text.h"
#include "customers/ui/fact_list.h"
#include "customers/ui/owed_list.h"
#include "customers/ui/small_pieces.h"
#include "widgets/language.h"
#include "widgets/section_heading.h"
#include "widgets/text_label.h"

#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

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

TextLabel *quiet(const QString &text)
{
    auto *label = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text3);
    label->setText(text);
    label->setWordWrap(true);
    return label;
}

} // namespace

CustomerSide::CustomerSide(QWidget *parent)
    : QScrollArea(parent)
    , m_column(nullptr)
    , m_tasks(new OwedList(OwedKind::Task))
    , m_promises(new OwedList(OwedKind::Promise))
    , m_facts(new FactList)
    , m_relations(new RelationList)
    , m_tags(new TagRow)
    , m_note(new EditableText(EditableText::Shape::Note))
    , m_activity(new ActivityBars)
{
    setObjectName(u"customerSide"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *inside = new Ground(ColorToken::Surface);
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(16, 12, 16, 16);
    m_column->setSpacing(20);
    for (QWidget *part : std::initializer_list<QWidget *>{m_tasks, m_promises, m_facts})
        m_column->addWidget(part);
    m_people = addPart();
    m_column->addWidget(m_relations);
    m_tagsPart = addPart();
    m_notePart = addPart();
    m_activityPart = addPart();
    m_note->setObjectName(u"note"_s);
    m_tagsPart.rows->addWidget(m_tags);
    m_notePart.rows->addWidget(m_note);
    m_activityPart.rows->addWidget(m_activity);
    m_column->addStretch(1);
    setWidget(inside);
    connect(m_note, &EditableText::committed, this, [this](const QString &typed) { emit edited(customer::note.index, typed); });
    whenTranslated(this, [this] { retranslate(); });
}

CustomerSide::Part CustomerSide::addPart()
{
    Part part{new SectionHeading, new QVBoxLayout, new QWidget};
    auto *column = new QVBoxLayout(part.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    part.rows->setSpacing(4);
    column->addWidget(part.heading);
    column->addLayout(part.rows);
    m_column->addWidget(part.box);
    return part;
}

QSize CustomerSide::sizeHint() const { return {theme().scaled(280), theme().scaled(600)}; }

void CustomerSide::retranslate()
{
    m_people.heading->setText(tr("Contacts"));
    m_tagsPart.heading->setText(tr("Tags"));
    m_notePart.heading->setText(tr("Note"));
    m_activityPart.heading->setText(tr("Contact in 14 weeks"));
    m_note->setLabel(tr("Note"));
    m_note->setPlaceholder(tr("Double-click to write down what to remember."));
    setAccessibleName(tr("What to do and whom to reach"));
    if (m_hasView)
        fill();
}

void CustomerSide::show(const CustomerView &view, qint64 nowMs)
{
    const bool another = !m_hasView || view.customer.id != m_view.customer.id;
    m_view = view;
    m_nowMs = nowMs;
    m_hasView = true;
    const QString note = view.customer[customer::note];
    if (another || (!m_note->isEditing() && m_note->value() != note))
        m_note->setValue(note);
    if (another) {
        ensureVisible(0, 0);
        m_tasks->forget();
        m_promises->forget();
        m_facts->forget();
        m_relations->forget();
    }
    fill();
}

void CustomerSide::showOwed(const Id &owed)
{
    for (OwedList *list : {m_tasks, m_promises})
        if (QWidget *row = list->focusOn(owed))
            ensureWidgetVisible(row);
}

void CustomerSide::fill()
{
    const auto ofKind = [this](const Entity &entity) {
        QList<Record> done = m_view.done;
        done.removeIf([&entity](const Record &record) { return record.entity() != &entity; });
        return done;
    };
    m_tasks->show(m_view.tasks, ofKind(task::entity), m_nowMs);
    m_promises->show(m_view.promises, ofKind(promise::entity), m_nowMs);
    m_facts->show(m_view.facts, m_view.writersEn, m_nowMs);
    m_relations->show(m_view.relations, m_view.merged);
    fillPeople();
    QList<Tag> tags;
    for (const Record &each : std::as_const(m_view.tags))
        tags.append({CustomerWords::trade(each[tag::label]), Tone::Accent});
    m_tags->setTags(tags);
    m_tagsPart.box->setVisible(!tags.isEmpty());
    m_activity->setCounts(m_view.activity);
}

void CustomerSide::fillPeople()
{
    clear(m_people.rows);
    const Human human = Human::now();
    const auto add = [this](const QString &name, const QString &role, const QString &number) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 2, 0, 2);
        line->setSpacing(6);
        auto *who = new TextLabel;
        who->setText(name);
        who->setElided(true);
        auto *what = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2);
        what->setText(role);
        what->setElided(true); // a long title gives way, the number does not
        auto *call = new TextLabel;
        call->setText(number);
        call->setTextInteractionFlags(Qt::TextSelectableByMouse);
        if (name.isEmpty())
            delete who;
        else
            line->addWidget(who);
        line->addWidget(what);
        line->addStretch(1);
        line->addWidget(call);
        m_people.rows->addWidget(row);
    };
    int people = 0;
    QString own = CustomerWords::name(m_view.customer);
    for (const Record &each : std::as_const(m_view.phones)) {
        if (!each[phone::contact].isNull())
            continue;
        add(own, CustomerWords::whose(each), CustomerWords::number(each, human));
        own.clear(); // said once
        people = 1;
    }
    for (const Record &each : std::as_const(m_view.contacts)) {
        ++people;
        QString name = each[contact::name];
        QString role = CustomerWords::joined({CustomerWords::trade(each[contact::relation]), CustomerWords::trade(each[contact::title])});
        bool reached = false;
        for (const Record &number : std::as_const(m_view.phones)) {
            if (number[phone::contact] != each.id)
                continue;
            add(name, role, CustomerWords::number(number, human));
            name.clear();
            role.clear();
            reached = true;
        }
        if (!reached)
            add(name, role, {});
    }
    m_people.heading->setCount(people == 0 ? QString() : human.count(people));
    if (people == 0)
        m_people.rows->addWidget(quiet(tr("No number yet.")));
}

} // namespace kemai
