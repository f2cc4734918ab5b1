// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/filter_editor.h"

#include "grid/ui/grid_words.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::FilterEditor)
};

// One condition: column, comparison, value.
class FilterRow : public QWidget
{
public:
    FilterRow(const GridSubject &subject, const GridCondition &condition)
        : m_subject(subject), m_column(new QComboBox), m_comparison(new QComboBox), m_value(new QLineEdit), m_remove(new IconButton(Glyph::Close))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        m_column->setObjectName(u"column"_s);
        m_comparison->setObjectName(u"comparison"_s);
        m_value->setObjectName(u"value"_s);
        row->addWidget(m_column);
        row->addWidget(m_comparison);
        row->addWidget(m_value);
        row->addWidget(m_remove);
        row->addStretch(1);
        for (const GridColumn &column : subject.columns())
            m_column->addItem(QString(), column.key); // {} would be an icon, and the key its text
        m_column->setCurrentIndex(std::max(0, m_column->findData(condition.column)));
        fillComparisons();
        m_comparison->setCurrentIndex(std::max(0, m_comparison->findData(int(condition.comparison))));
        fitValue();
        m_value->setText(GridWords::valuesText(condition, subject));
        connect(m_column, &QComboBox::activated, this, [this] {
            fillComparisons();
            m_value->clear();
            fitValue();
        });
        connect(m_comparison, &QComboBox::activated, this, [this] { fitValue(); });
        connect(m_remove, &QAbstractButton::clicked, this, [this] { deleteLater(); });
        connect(m_value, &QLineEdit::textEdited, this, [this] { markValue(true); });
        whenTranslated(this, [this] { retranslate(); });
        whenThemed(this, [this] {
            m_column->setMinimumWidth(theme().scaled(160));
            m_comparison->setMinimumWidth(theme().scaled(160));
            m_value->setMinimumWidth(theme().scaled(220));
        });
    }

    Result<GridCondition> condition() const
    {
        GridCondition condition{m_column->currentData().toString(), comparison(), {}};
        const auto values = GridWords::valuesFrom(m_value->text(), m_column->currentIndex(), comparison(), m_subject);
        markValue(values.has_value());
        if (!values)
            return fail(values.error());
        condition.values = *values;
        return condition;
    }
    void focusValue() { valuesOf(comparison()) != 0 ? m_value->setFocus() : m_comparison->setFocus(); }
    void focusColumn() { m_column->setFocus(); }

private:
    void retranslate()
    {
        m_column->setAccessibleName(Words::tr("Column"));
        m_comparison->setAccessibleName(Words::tr("Comparison"));
        m_value->setAccessibleName(Words::tr("Value"));
        m_remove->setLabel(Words::tr("Remove the condition"));
        for (int i = 0; i < m_column->count(); ++i)
            m_column->setItemText(i, m_subject.columns().at(i).label(GridWords::chinese()));
        for (int i = 0; i < m_comparison->count(); ++i)
            m_comparison->setItemText(i, GridWords::comparison(Comparison(m_comparison->itemData(i).toInt()), type()));
        fitValue();
    }
    void markValue(bool right) const
    {
        m_value->setProperty("kemaiInvalid", !right);
        m_value->update();
    }
    Comparison comparison() const { return Comparison(m_comparison->currentData().toInt()); }
    Type type() const { return m_subject.columns().at(m_column->currentIndex()).type; }
    void fillComparisons()
    {
        m_comparison->clear();
        for (const Comparison one : comparisonsOf(type()))
            m_comparison->addItem(GridWords::comparison(one, type()), int(one));
    }
    void fitValue()
    {
        m_value->setVisible(valuesOf(comparison()) != 0);
        m_value->setPlaceholderText(GridWords::hint(comparison(), type()));
        QStringList known;
        const GridColumn &column = m_subject.columns().at(m_column->currentIndex());
        if (column.type == Type::Choice && column.described && column.described->choices)
            for (const QString &choice : QString::fromUtf16(column.described->choices).split(u'|'))
                known.append(choice.section(u'=', GridWords::chinese() ? 1 : 2, GridWords::chinese() ? 1 : 2));
        else if (column.type == Type::Reference)
            known = QStringList(Words::tr("me")) + m_subject.names(GridWords::chinese()).values();
        delete m_value->completer();
        if (known.isEmpty())
            return;
        auto *completer = new QCompleter(known, m_value);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_value->setCompleter(completer);
    }

    const GridSubject &m_subject;
    QComboBox *m_column;
    QComboBox *m_comparison;
    QLineEdit *m_value;
    IconButton *m_remove;
};

} // namespace

// Conditions and groups that are joined the same way.
class FilterGroup : public QWidget
{
public:
    FilterGroup(const GridSubject &subject, const GridFilter &filter, bool nested)
        : m_subject(subject), m_join(new QComboBox), m_rows(new QVBoxLayout)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(nested ? 24 : 0, 0, 0, 0);
        column->setSpacing(8);
        m_join->setObjectName(u"join"_s);
        m_join->addItems({QString(), QString()});
        m_join->setCurrentIndex(filter.join == GridFilter::Join::Any ? 1 : 0);
        auto *condition = new Button(ButtonKind::Quiet);
        condition->setObjectName(u"addCondition"_s);
        condition->setGlyph(Glyph::Plus);
        auto *group = new Button(ButtonKind::Quiet);
        group->setObjectName(u"addGroup"_s);
        group->setGlyph(Glyph::Plus);
        auto *top = new QHBoxLayout;
        top->setSpacing(8);
        top->addWidget(m_join);
        top->addWidget(condition);
        top->addWidget(group);
        IconButton *remove = nested ? new IconButton(Glyph::Close) : nullptr;
        if (remove) {
            connect(remove, &QAbstractButton::clicked, this, [this] { deleteLater(); });
            top->addWidget(remove);
        }
        top->addStretch(1);
        m_rows->setSpacing(8);
        column->addLayout(top);
        column->addLayout(m_rows);
        for (const GridCondition &one : filter.conditions)
            add(one);
        for (const GridFilter &one : filter.groups)
            m_rows->addWidget(new FilterGroup(subject, one, true));
        connect(condition, &QAbstractButton::clicked, this, [this] { add({})->focusColumn(); });
        connect(group, &QAbstractButton::clicked, this, [this] {
            auto *made = new FilterGroup(m_subject, {GridFilter::Join::Any, {}, {}}, true);
            m_rows->addWidget(made);
            made->add({})->focusColumn();
        });
        whenTranslated(this, [this, condition, group, remove] {
            m_join->setAccessibleName(Words::tr("How the conditions are joined"));
            m_join->setItemText(0, Words::tr("All of these hold"));
            m_join->setItemText(1, Words::tr("Any of these holds"));
            condition->setText(Words::tr("Condition"));
            group->setText(Words::tr("Group"));
            if (remove)
                remove->setLabel(Words::tr("Remove the group"));
            for (Button *button : {condition, group})
                button->updateGeometry();
        });
    }

    FilterRow *add(const GridCondition &condition)
    {
        auto *row = new FilterRow(m_subject, condition);
        m_rows->addWidget(row);
        return row;
    }

    Result<GridFilter> filter() const
    {
        GridFilter made;
        made.join = m_join->currentIndex() == 1 ? GridFilter::Join::Any : GridFilter::Join::All;
        for (int i = 0; i < m_rows->count(); ++i) {
            QWidget *widget = m_rows->itemAt(i)->widget();
            if (const auto *row = dynamic_cast<FilterRow *>(widget)) {
                const auto condition = row->condition();
                if (!condition)
                    return fail(condition.error());
                made.conditions.append(*condition);
            } else if (const auto *group = dynamic_cast<FilterGroup *>(widget)) {
                const auto below = group->filter();
                if (!below)
                    return below;
                if (!below->isEmpty())
                    made.groups.append(*below);
            }
        }
        return made;
    }

private:
    const GridSubject &m_subject;
    QComboBox *m_join;
    QVBoxLayout *m_rows;
};

FilterEditor::FilterEditor(std::shared_ptr<const GridSubject> subject, QWidget *parent)
    : QWidget(parent)
    , m_subject(std::move(subject))
    , m_body(new QVBoxLayout)
    , m_wrong(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Danger))
    , m_apply(new Button(ButtonKind::Primary))
    , m_close(new Button(ButtonKind::Quiet))
{
    setObjectName(u"filterEditor"_s);
    m_apply->setObjectName(u"applyFilter"_s);
    m_close->setObjectName(u"closeFilter"_s);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_apply);
    bottom->addWidget(m_close);
    bottom->addWidget(m_wrong, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addLayout(m_body);
    column->addLayout(bottom);
    connect(m_apply, &QAbstractButton::clicked, this, &FilterEditor::apply);
    connect(m_close, &QAbstractButton::clicked, this, &FilterEditor::closed);
    whenTranslated(this, [this] { retranslate(); });
}

void FilterEditor::retranslate()
{
    m_apply->setText(tr("Apply"));
    m_close->setText(tr("Cancel"));
}

void FilterEditor::begin(const GridFilter &filter, const QString &column)
{
    m_wrong->clear();
    delete m_group;
    m_group = new FilterGroup(*m_subject, filter, false);
    m_body->addWidget(m_group);
    if (!column.isEmpty())
        m_group->add({column, comparisonsOf(m_subject->columns().at(m_subject->columnOf(column)).type).first(), {}})->focusValue();
    else if (filter.isEmpty())
        m_group->add({m_subject->columns().first().key, Comparison::Contains, {}})->focusColumn();
}

void FilterEditor::apply()
{
    const auto filter = m_group->filter();
    m_wrong->setText(filter ? QString() : GridWords::sentence(filter.error()));
    if (!filter)
        return;
    m_filter = *filter;
    emit applied();
}

void FilterEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        apply();
    else
        QWidget::keyPressEvent(event);
}

} // namespace kemai
