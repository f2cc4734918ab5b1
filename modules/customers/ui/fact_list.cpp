// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/fact_list.h"

#include "schema/portrait.h"
#include "widgets/section_heading.h"
#include "widgets/text_label.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

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

QVBoxLayout *column(QWidget *of)
{
    auto *made = new QVBoxLayout(of);
    made->setContentsMargins(0, 0, 0, 0);
    made->setSpacing(4);
    return made;
}

// Where the focus was among the rows, so that it stays there while they are made anew.
int focusedRow(const QVBoxLayout *rows)
{
    for (int i = 0; i < rows->count(); ++i)
        if (rows->itemAt(i)->widget() && rows->itemAt(i)->widget()->hasFocus())
            return i;
    return -1;
}

void focusRow(QVBoxLayout *rows, int row)
{
    if (row >= 0 && rows->count() > 0)
        rows->itemAt(std::min(row, rows->count() - 1))->widget()->setFocus(Qt::OtherFocusReason);
}

} // namespace

// --- a row

SideRow::SideRow(const QString &text, const QString &below, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"sideRow"_s);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(CustomerWords::joined({text, below}, u", "_s));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 2, 0, 2);
    lines->setSpacing(0);
    auto *words = new TextLabel;
    words->setText(text);
    words->setWordWrap(true);
    lines->addWidget(words);
    if (!below.isEmpty()) {
        auto *quiet = new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2);
        quiet->setText(below);
        quiet->setWordWrap(true);
        lines->addWidget(quiet);
    }
}

void SideRow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit opened();
        break;
    case Qt::Key_F2:
        emit editRequested();
        break;
    case Qt::Key_Delete:
        emit removeRequested();
        break;
    case Qt::Key_Down:
        focusNextChild();
        break;
    case Qt::Key_Up:
        focusPreviousChild();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void SideRow::mouseDoubleClickEvent(QMouseEvent *) { emit opened(); }

void SideRow::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open") + u"\tEnter"_s, this, &SideRow::opened);
    menu->addAction(tr("Edit") + u"\tF2"_s, this, &SideRow::editRequested);
    menu->addAction(tr("Remove") + u"\tDel"_s, this, &SideRow::removeRequested);
    menu->popup(event->globalPos());
}

void SideRow::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void SideRow::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void SideRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (hasFocus())
        paintFocusRing(&painter, rect(), radius::tag);
}

// --- facts

FactList::FactList(QWidget *parent)
    : QWidget(parent), m_heading(new SectionHeading), m_plus(m_heading->addAction(Glyph::Plus, {})), m_line(new QLineEdit), m_rows(new QVBoxLayout)
{
    setObjectName(u"facts"_s);
    m_plus->setObjectName(u"addFact"_s);
    m_line->setObjectName(u"factLine"_s);
    m_line->setMaxLength(2000);
    m_line->installEventFilter(this);
    m_line->hide();
    m_rows->setSpacing(4);
    QVBoxLayout *all = column(this);
    all->addWidget(m_heading);
    all->addWidget(m_line);
    all->addLayout(m_rows);
    connect(m_plus, &QAbstractButton::clicked, this, &FactList::add);
    connect(m_line, &QLineEdit::returnPressed, this, &FactList::submit);
    whenTranslated(this, [this] { retranslate(); });
}

void FactList::retranslate()
{
    m_heading->setText(tr("Portrait"));
    m_plus->setLabel(tr("Add a fact"));
    m_line->setPlaceholderText(tr("What is good to know of this customer"));
    m_line->setAccessibleName(tr("Fact"));
    fill();
}

void FactList::show(const QList<Record> &facts, const QHash<Id, QString> &writersEn, qint64 nowMs)
{
    m_facts = facts;
    m_writersEn = writersEn;
    m_nowMs = nowMs;
    fill();
}

void FactList::fill()
{
    const int focused = focusedRow(m_rows);
    clear(m_rows);
    const Human human = Human::now();
    m_heading->setCount(m_facts.isEmpty() ? QString() : human.count(m_facts.size()));
    for (const Record &record : std::as_const(m_facts)) {
        const QString english = CustomerWords::chinese() ? QString() : m_writersEn.value(record[fact::author]);
        auto *row = new SideRow(record[fact::text], CustomerWords::joined({english.isEmpty() ? record[fact::author_name] : english, human.shortTime(record[fact::noted_at], m_nowMs)}));
        row->setToolTip(record[fact::interaction].isNull() ? tr("F2 edit · Del remove") : tr("Enter shows where it came from · F2 edit · Del remove"));
        connect(row, &SideRow::opened, this, [this, record] {
            if (!record[fact::interaction].isNull())
                emit sourceRequested(record);
        });
        connect(row, &SideRow::editRequested, this, [this, record] {
            m_edited = record;
            m_line->setText(record[fact::text]);
            m_line->show();
            m_line->setFocus(Qt::OtherFocusReason);
        });
        connect(row, &SideRow::removeRequested, this, [this, record] { emit removed(record); });
        m_rows->addWidget(row);
    }
    focusRow(m_rows, focused);
}

void FactList::add()
{
    if (m_edited)
        forget();
    m_line->show();
    m_line->setFocus(Qt::OtherFocusReason);
}

void FactList::forget()
{
    m_edited.reset();
    m_line->clear();
    m_line->hide();
}

void FactList::keepTyped(const QString &text)
{
    if (!m_line->text().isEmpty())
        return;
    m_line->setText(text);
    m_line->show();
}

void FactList::submit()
{
    const QString text = m_line->text().trimmed();
    if (text.isEmpty())
        return;
    if (m_edited) {
        emit edited(*m_edited, text);
        forget();
    } else {
        m_line->clear();
        emit added(text);
    }
}

bool FactList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        forget();
        m_plus->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// --- relations

RelationList::RelationList(QWidget *parent)
    : QWidget(parent), m_heading(new SectionHeading), m_plus(m_heading->addAction(Glyph::Plus, {})), m_form(new QWidget), m_line(new QLineEdit),
      m_kind(new QComboBox), m_found(new QListWidget), m_rows(new QVBoxLayout)
{
    setObjectName(u"relations"_s);
    m_plus->setObjectName(u"addRelation"_s);
    m_line->setObjectName(u"relationLine"_s);
    m_kind->setObjectName(u"relationKind"_s);
    m_found->setObjectName(u"relationFound"_s);
    m_line->installEventFilter(this);
    m_found->installEventFilter(this);
    m_found->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->setSpacing(4);
    QVBoxLayout *form = column(m_form);
    form->addWidget(m_kind);
    form->addWidget(m_line);
    form->addWidget(m_found);
    m_form->hide();
    m_found->hide();
    QVBoxLayout *all = column(this);
    all->addWidget(m_heading);
    all->addWidget(m_form);
    all->addLayout(m_rows);
    connect(m_plus, &QAbstractButton::clicked, this, [this] {
        m_form->show();
        m_line->setFocus(Qt::OtherFocusReason);
    });
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            m_found->hide();
        else
            emit searched(text.trimmed());
    });
    connect(m_line, &QLineEdit::returnPressed, this, &RelationList::submit);
    connect(m_found, &QListWidget::itemActivated, this, &RelationList::submit);
    connect(m_found, &QListWidget::itemClicked, this, &RelationList::submit);
    whenThemed(this, [this] { m_found->setFixedHeight(theme().scaled(28) * 5); });
    whenTranslated(this, [this] { retranslate(); });
}

void RelationList::retranslate()
{
    m_heading->setText(tr("Related customers"));
    m_plus->setLabel(tr("Add a relation"));
    m_line->setPlaceholderText(tr("Name, pinyin, company or number"));
    m_line->setAccessibleName(tr("The other customer"));
    m_kind->setAccessibleName(tr("What the other customer is"));
    m_found->setAccessibleName(tr("Customers found"));
    const int chosen = std::max(m_kind->currentIndex(), 0);
    m_kind->clear();
    const QStringList choices = QString::fromUtf16(relation::kind.field().choices).split(u'|');
    for (const QString &choice : choices) {
        const QString code = choice.section(u'=', 0, 0);
        m_kind->addItem(choiceLabel(relation::kind.field(), code, CustomerWords::chinese()), code);
    }
    m_kind->setCurrentIndex(chosen);
    fill();
}

void RelationList::show(const QList<Related> &relations, const QList<Record> &merged)
{
    m_relations = relations;
    m_merged = merged;
    fill();
}

void RelationList::fill()
{
    const int focused = focusedRow(m_rows);
    clear(m_rows);
    const qsizetype count = m_relations.size() + m_merged.size();
    m_heading->setCount(count == 0 ? QString() : Human::now().count(count));
    for (const Related &each : std::as_const(m_relations)) {
        auto *row = new SideRow(each.name, choiceLabel(relation::kind.field(), each.kind, CustomerWords::chinese()));
        row->setToolTip(tr("Enter opens · Del remove"));
        connect(row, &SideRow::opened, this, [this, id = each.customer] { emit opened(id); });
        connect(row, &SideRow::removeRequested, this, [this, record = each.relation] { emit removed(record); });
        m_rows->addWidget(row);
    }
    for (const Record &each : std::as_const(m_merged)) {
        auto *row = new SideRow(CustomerWords::name(each), tr("merged into this one"));
        row->setToolTip(tr("Enter opens"));
        connect(row, &SideRow::opened, this, [this, id = each.id] { emit opened(id); });
        m_rows->addWidget(row);
    }
    focusRow(m_rows, focused);
}

void RelationList::showFound(const QList<std::pair<Id, QString>> &customers)
{
    m_found->clear();
    for (const auto &[id, name] : customers) {
        auto *item = new QListWidgetItem(name, m_found);
        item->setData(Qt::UserRole, QVariant::fromValue(id));
    }
    if (m_found->count() > 0)
        m_found->setCurrentRow(0);
    m_found->setVisible(m_found->count() > 0 && !m_line->text().trimmed().isEmpty());
}

void RelationList::forget()
{
    m_line->clear();
    m_found->clear();
    m_found->hide();
    m_form->hide();
}

void RelationList::submit()
{
    const QListWidgetItem *item = m_found->currentItem();
    if (!item || m_found->isHidden())
        return;
    const Id other = item->data(Qt::UserRole).value<Id>();
    const QString kind = m_kind->currentData().toString();
    forget();
    m_plus->setFocus(Qt::OtherFocusReason);
    emit related(other, kind);
}

bool RelationList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            forget();
            m_plus->setFocus(Qt::OtherFocusReason);
            return true;
        }
        if (watched == m_line && (key == Qt::Key_Down || key == Qt::Key_Up) && m_found->count() > 0) {
            m_found->setCurrentRow(std::clamp(m_found->currentRow() + (key == Qt::Key_Down ? 1 : -1), 0, m_found->count() - 1));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
