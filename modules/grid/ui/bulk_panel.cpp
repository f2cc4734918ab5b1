// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/bulk_panel.h"

#include "grid/ui/grid_words.h"
#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

BulkPanel::BulkPanel(std::shared_ptr<const GridSubject> subject, QWidget *parent)
    : QWidget(parent)
    , m_subject(std::move(subject))
    , m_title(new TextLabel(TextSize::Body, TextWeight::SemiBold))
    , m_column(new QComboBox)
    , m_value(new QLineEdit)
    , m_preview(new Button)
    , m_summary(new TextLabel(TextSize::Secondary))
    , m_examples(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_confirmLabel(new TextLabel(TextSize::Secondary, TextWeight::Medium, ColorToken::Danger))
    , m_confirm(new QLineEdit)
    , m_go(new Button(ButtonKind::Primary))
    , m_close(new Button(ButtonKind::Quiet))
{
    setObjectName(u"bulkPanel"_s);
    m_column->setObjectName(u"bulkColumn"_s);
    m_value->setObjectName(u"bulkValue"_s);
    m_preview->setObjectName(u"bulkPreview"_s);
    m_summary->setObjectName(u"bulkSummary"_s);
    m_confirm->setObjectName(u"bulkConfirm"_s);
    m_go->setObjectName(u"bulkGo"_s);
    m_summary->setWordWrap(true);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_title);
    first->addWidget(m_column);
    first->addWidget(m_value);
    first->addWidget(m_preview);
    first->addWidget(m_close);
    first->addStretch(1);
    auto *last = new QHBoxLayout;
    last->setSpacing(8);
    last->addWidget(m_confirmLabel);
    last->addWidget(m_confirm);
    last->addWidget(m_go);
    last->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(first);
    column->addWidget(m_summary);
    column->addWidget(m_examples);
    column->addLayout(last);
    connect(m_column, &QComboBox::activated, this, &BulkPanel::touched);
    connect(m_value, &QLineEdit::textChanged, this, &BulkPanel::touched);
    connect(m_confirm, &QLineEdit::textChanged, this, &BulkPanel::refresh);
    connect(m_preview, &QAbstractButton::clicked, this, [this] { emit previewWanted(values()); });
    connect(m_go, &QAbstractButton::clicked, this, &BulkPanel::go);
    connect(m_close, &QAbstractButton::clicked, this, &BulkPanel::closed);
    whenThemed(this, [this] {
        m_column->setMinimumWidth(theme().scaled(160));
        m_value->setMinimumWidth(theme().scaled(280));
        m_confirm->setFixedWidth(theme().scaled(120));
    });
    whenTranslated(this, [this] {
        for (int i = 0; i < m_column->count(); ++i)
            m_column->setItemText(i, m_subject->columns().at(m_column->itemData(i).toInt()).label(GridWords::chinese()));
        m_preview->setText(tr("Preview"));
        m_close->setText(tr("Cancel"));
        m_column->setAccessibleName(tr("Column to change"));
        m_confirm->setAccessibleName(tr("Number of rows, to confirm"));
        refresh();
    });
}

void BulkPanel::begin(std::vector<Id> records, int column)
{
    m_records = std::move(records);
    m_retiring = false;
    m_column->clear();
    for (int i = 0; i < m_subject->columns().size(); ++i)
        if (const GridColumn &each = m_subject->columns().at(i); each.editable)
            m_column->addItem(each.label(GridWords::chinese()), i);
    m_column->setCurrentIndex(std::max(0, m_column->findData(column)));
    m_value->clear();
    touched();
    m_value->setFocus();
}

void BulkPanel::beginRetirement(std::vector<Id> records)
{
    m_records = std::move(records);
    m_retiring = true;
    m_value->clear();
    touched();
    m_value->setFocus();
}

QList<BulkEdit::Value> BulkPanel::values() const
{
    if (!m_retiring)
        return {{m_column->currentData().toInt(), m_value->text()}};
    const Retirement retirement = m_subject->retirement();
    return {{retirement.column, retirement.value}, {retirement.reasonColumn, m_value->text()}};
}

void BulkPanel::touched()
{
    m_counts.reset();
    m_confirm->clear();
    refresh();
}

void BulkPanel::showPreview(const BulkEdit::Counts &counts)
{
    m_counts = counts;
    refresh();
    if (m_confirm->isVisible())
        m_confirm->setFocus();
    else
        m_go->setFocus();
}

void BulkPanel::refresh()
{
    const Human human = Human::now();
    const QString rows = human.count(qint64(m_records.size()));
    m_column->setVisible(!m_retiring);
    m_title->setText(m_retiring ? tr("Mark %1 rows invalid").arg(rows) : tr("Change %1 rows").arg(rows));
    m_value->setPlaceholderText(m_retiring ? tr("Reason") : tr("New value; empty clears the column"));
    m_value->setAccessibleName(m_value->placeholderText());
    m_preview->setEnabled(!m_retiring || !m_value->text().trimmed().isEmpty());
    m_summary->setVisible(m_counts.has_value());
    m_examples->setVisible(m_counts && !m_counts->examples.isEmpty());
    const bool risky = m_counts && m_counts->changed >= highRiskRecords;
    m_confirmLabel->setVisible(risky);
    m_confirm->setVisible(risky);
    m_go->setVisible(m_counts.has_value());
    if (!m_counts)
        return;
    const QString changed = human.count(m_counts->changed);
    QStringList parts{tr("%1 change").arg(changed)};
    if (m_counts->same > 0)
        parts.append(tr("%1 are so already").arg(human.count(m_counts->same)));
    if (m_counts->refused > 0)
        parts.append(tr("%1 cannot be changed: %2").arg(human.count(m_counts->refused), m_counts->firstRefusal ? GridWords::sentence(*m_counts->firstRefusal) : QString()));
    m_summary->setText(parts.join(u" · "_s));
    QStringList lines;
    for (const BulkEdit::Example &example : m_counts->examples)
        lines.append(u"%1:  %2 → %3"_s.arg(example.title, example.before.isEmpty() ? u"—"_s : example.before.left(40),
                                           example.after.isEmpty() ? u"—"_s : example.after.left(40)));
    m_examples->setText(lines.join(u'\n'));
    m_confirmLabel->setText(tr("This changes many rows. Type %1 to confirm:").arg(m_counts->changed));
    m_go->setText(m_retiring ? tr("Mark %1 invalid").arg(changed) : tr("Change %1").arg(changed));
    m_go->setKind(risky || m_retiring ? ButtonKind::Danger : ButtonKind::Primary);
    m_go->setEnabled(m_counts->changed > 0 && (!risky || m_confirm->text().trimmed() == QString::number(m_counts->changed)));
}

void BulkPanel::go()
{
    if (m_counts && m_go->isEnabled())
        emit bulkWanted(values());
}

void BulkPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        m_counts ? go() : (m_preview->isEnabled() ? emit previewWanted(values()) : void());
    else
        QWidget::keyPressEvent(event);
}

} // namespace kemai
