// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_block.h"

#include "widgets/button.h"
#include "widgets/channel_badge.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

class PersonButton : public QAbstractButton
{
public:
    explicit PersonButton(const QString &name)
    {
        setText(name);
        setAccessibleName(name);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {theme().scaled(240), theme().scaled(40)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QStyleOption option;
        option.initFrom(this);
        if (option.state & QStyle::State_MouseOver)
            paintRounded(&painter, rect(), radius::control, theme().color(ColorToken::Surface2));
        paintAvatar(&painter, QRect(8, (height() - 24) / 2, 24, 24), text());
        paintText(&painter, rect().adjusted(44, 0, -8, 0), text(), theme().font(), ColorToken::Text);
        if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
            paintFocusRing(&painter, rect(), radius::control);
    }
};

} // namespace

PeopleBlock::PeopleBlock(QWidget *parent)
    : QWidget(parent), m_title(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2)), m_buttons(new QVBoxLayout),
      m_add(new Button(ButtonKind::Quiet)), m_form(new QWidget), m_name(new QLineEdit), m_save(new Button),
      m_refusal(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Danger))
{
    m_add->setObjectName(u"people.add"_s);
    m_name->setObjectName(u"people.name"_s);
    m_save->setObjectName(u"people.save"_s);
    m_add->setGlyph(Glyph::Plus);
    m_buttons->setSpacing(0);
    auto *line = new QHBoxLayout(m_form);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(m_name, 1);
    line->addWidget(m_save);
    m_form->hide();
    m_refusal->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 16, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_title);
    rows->addLayout(m_buttons);
    rows->addWidget(m_add);
    rows->addWidget(m_form);
    rows->addWidget(m_refusal);
    connect(m_add, &QAbstractButton::clicked, this, [this] {
        m_add->hide();
        m_form->show();
        m_name->setFocus();
    });
    connect(m_save, &QAbstractButton::clicked, this, &PeopleBlock::submit);
    connect(m_name, &QLineEdit::returnPressed, this, &PeopleBlock::submit);
    connect(m_name, &QLineEdit::textEdited, m_refusal, &QWidget::hide);
    whenTranslated(this, [this] { retranslate(); });
}

void PeopleBlock::setPeople(const QList<DeskPerson> &others)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was pressed
        delete item;
    }
    for (const DeskPerson &person : others) {
        auto *button = new PersonButton(person.name);
        button->setObjectName(u"person."_s + person.folder);
        connect(button, &QAbstractButton::clicked, this, [this, person] { emit chosen(person); });
        m_buttons->addWidget(button);
    }
    m_anybody = !others.isEmpty();
    m_title->setVisible(m_anybody);
    m_name->clear();
    m_form->hide();
    m_add->show();
}

void PeopleBlock::refuse(const QString &why)
{
    m_refusal->setText(why);
    m_refusal->setVisible(!why.isEmpty());
    m_name->setAccessibleDescription(why);
}

void PeopleBlock::submit()
{
    emit added(m_name->text());
}

void PeopleBlock::retranslate()
{
    m_title->setText(tr("Somebody else at this desk"));
    m_add->setText(tr("Add a person to this desk"));
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name"));
    m_save->setText(tr("Add"));
}

} // namespace kemai
