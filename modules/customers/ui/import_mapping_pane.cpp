// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/import_mapping_pane.h"

#include "customers/ui/customer_words.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <array>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array fields{CustomerField::Name,   CustomerField::Company, CustomerField::Phone,    CustomerField::Email, CustomerField::Address,
                            CustomerField::City,   CustomerField::Source,  CustomerField::Birthday, CustomerField::Note,  CustomerField::Id};

bool takesSeveral(const QString &code)
{
    return code.isEmpty() || code == u"phone" || code == u"email" || code == u"address" || code == u"note";
}

} // namespace

ImportMappingPane::ImportMappingPane(QWidget *parent) : QWidget(parent), m_scroll(new QScrollArea)
{
    setObjectName(u"import.mapping"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(1, 1, 1, 1);
    all->addWidget(m_scroll, 100);
    all->addStretch(1);
    whenThemed(this, [this] { setMaximumWidth(theme().scaled(1040)); }); // a line can be followed from its heading to its field
    whenTranslated(this, [this] { build(); });
}

QString ImportMappingPane::fieldWord(CustomerField field)
{
    switch (field) {
    case CustomerField::Ignored: return tr("Not imported");
    case CustomerField::Id: return tr("Number (of an export)");
    case CustomerField::Name: return CustomerWords::label(customer::name.field());
    case CustomerField::Company: return CustomerWords::label(customer::company.field());
    case CustomerField::Phone: return CustomerWords::label(phone::written.field());
    case CustomerField::Email: return CustomerWords::label(email::written.field());
    case CustomerField::Address: return CustomerWords::label(address::written.field());
    case CustomerField::City: return CustomerWords::label(customer::city.field());
    case CustomerField::Source: return CustomerWords::label(customer::source.field());
    case CustomerField::Birthday: return CustomerWords::label(customer::birthday.field());
    case CustomerField::Note: return CustomerWords::label(customer::note.field());
    case CustomerField::Custom: break;
    }
    return tr("A field of our own");
}

void ImportMappingPane::show(const ImportPreview &preview)
{
    m_preview = preview;
    m_codes.clear();
    for (qsizetype i = 0; i < preview.headings.size(); ++i) {
        const auto column = preview.mapping.columns.value(i);
        m_codes.append(column.field == CustomerField::Custom ? u"custom."_s + preview.mapping.customFields.value(column.custom).key
                                                             : customerFieldCode(column.field));
    }
    build();
}

void ImportMappingPane::build()
{
    auto *inside = new QWidget;
    auto *grid = new QGridLayout(inside);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    int at = 0;
    for (const QString &word : {tr("Column in the file"), tr("First values"), tr("Goes into")}) {
        auto *label = new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2);
        label->setText(word);
        grid->addWidget(label, 0, at++);
    }
    m_boxes.clear();
    for (qsizetype i = 0; i < std::min(m_codes.size(), shownColumns); ++i) {
        const int row = int(i) + 1;
        auto *heading = new TextLabel(TextSize::Body, TextWeight::Medium);
        heading->setElided(true);
        heading->setText(m_preview.headings[i].isEmpty() ? tr("(no heading)") : m_preview.headings[i]);
        QStringList values;
        for (const QStringList &cells : std::as_const(m_preview.samples)) {
            const QString value = cells.value(i).simplified();
            if (!value.isEmpty() && !values.contains(value) && values.size() < 3)
                values.append(value.left(60));
        }
        auto *samples = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2);
        samples->setElided(true);
        samples->setText(values.isEmpty() ? tr("(empty)") : values.join(u" · "_s));
        auto *box = new QComboBox;
        box->setObjectName(u"import.column%1"_s.arg(i));
        box->setAccessibleName(tr("%1 goes into").arg(heading->text()));
        heading->setBuddy(box);
        fill(box, i);
        connect(box, &QComboBox::currentIndexChanged, this, [this, box, i] { chosen(i, box->currentData().toString()); });
        grid->addWidget(heading, row, 0);
        grid->addWidget(samples, row, 1);
        grid->addWidget(box, row, 2);
        m_boxes.append(box);
    }
    grid->setRowStretch(int(m_boxes.size()) + 1, 1);
    m_scroll->setWidget(inside); // the one before goes
    inside->setAutoFillBackground(false);
    m_scroll->setMaximumHeight(inside->sizeHint().height() + 8);
}

void ImportMappingPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(&painter, m_scroll->geometry().adjusted(-1, -1, 1, 1), radius::bubble, theme().color(ColorToken::Surface), theme().color(ColorToken::Border));
}

void ImportMappingPane::fill(QComboBox *box, qsizetype column)
{
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItem(fieldWord(CustomerField::Ignored), QString());
    for (const CustomerField field : fields)
        box->addItem(fieldWord(field), customerFieldCode(field));
    const bool chinese = language().tongue() == Tongue::Chinese;
    for (const CustomField &field : std::as_const(m_preview.mapping.customFields))
        box->addItem(field.label(chinese), QString(u"custom."_s + field.key));
    // A column that is nothing yet may become a field of its own, named like it.
    const QString own = u"custom."_s + m_preview.headings.value(column);
    if (!m_preview.headings.value(column).isEmpty() && box->findData(own) < 0)
        box->addItem(tr("New field \"%1\"").arg(m_preview.headings[column].left(40)), own);
    box->setCurrentIndex(std::max(0, box->findData(m_codes.value(column))));
}

void ImportMappingPane::chosen(qsizetype column, const QString &code)
{
    m_codes[column] = code;
    if (!takesSeveral(code))
        for (qsizetype other = 0; other < m_codes.size(); ++other)
            if (other != column && m_codes[other] == code) {
                m_codes[other].clear();
                if (other < m_boxes.size())
                    fill(m_boxes[other], other);
            }
    emit changed();
}

QJsonObject ImportMappingPane::mapping() const
{
    QJsonObject mapping;
    for (qsizetype i = 0; i < m_codes.size(); ++i)
        if (!m_preview.headings[i].isEmpty() && m_preview.headings.count(m_preview.headings[i]) == 1) // of two alike the import finds out itself
            mapping.insert(m_preview.headings[i], m_codes[i]);
    return mapping;
}

bool ImportMappingPane::isEnough() const
{
    return m_codes.contains(u"name"_s) || m_codes.contains(u"company"_s) || m_codes.contains(u"phone"_s);
}

} // namespace kemai
