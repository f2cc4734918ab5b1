// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/uniqueness_page.h"

#include "customers/ui/customer_words.h"
#include "text/trade_words.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QShowEvent>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QString percent(double rate) { return QString::number(rate * 100, 'f', 1) + u" %"_s; }

QString partWord(UniquenessModel::Part part)
{
    switch (part) {
    case UniquenessModel::Part::All: break;
    case UniquenessModel::Part::Source: return UniquenessPage::tr("Source");
    case UniquenessModel::Part::Owner: return UniquenessPage::tr("Owner");
    case UniquenessModel::Part::Month: return UniquenessPage::tr("Entered in");
    }
    return {};
}

QString nameWord(const UniquenessModel::Row &row)
{
    switch (row.part) {
    case UniquenessModel::Part::All: return UniquenessPage::tr("All customers");
    case UniquenessModel::Part::Source: return row.name.isEmpty() ? UniquenessPage::tr("none") : tradeWord(row.name, CustomerWords::chinese());
    case UniquenessModel::Part::Owner:
        return row.name.isEmpty() ? UniquenessPage::tr("nobody") : CustomerWords::chinese() || row.nameEn.isEmpty() ? row.name : row.nameEn;
    case UniquenessModel::Part::Month: break;
    }
    return row.name;
}

// What it is counted by stands once, before the first of its rows, and a line above them.
class ShareDelegate : public QStyledItemDelegate
{
public:
    ShareDelegate(const UniquenessModel &model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) { }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const UniquenessModel::Row &row = m_model.rows().at(index.row());
        const bool first = index.row() == 0 || m_model.rows().at(index.row() - 1).part != row.part;
        const QRect box = option.rect;
        if (option.state & QStyle::State_Selected)
            painter->fillRect(box, theme().color(ColorToken::AccentWeak));
        if (first && index.row() > 0)
            painter->fillRect(QRect(box.x(), box.y(), box.width(), 1), theme().color(ColorToken::Border));
        const QRect text = box.adjusted(8, 0, -8, 0); // as the headings have it
        if (index.column() != UniquenessModel::What) {
            const bool none = index.column() != UniquenessModel::Customers && row.share.surplus == 0;
            paintText(painter, text, index.data().toString(), theme().font(), none ? ColorToken::Text3 : ColorToken::Text, Qt::AlignRight | Qt::AlignVCenter);
            return;
        }
        const int part = row.part == UniquenessModel::Part::All ? 0 : theme().scaled(104);
        if (first && part > 0)
            paintText(painter, QRect(text.x(), text.y(), part, text.height()), partWord(row.part), theme().font(TextSize::Secondary), ColorToken::Text2);
        paintText(painter, text.adjusted(part, 0, 0, 0), nameWord(row), theme().font(TextSize::Body, part > 0 ? TextWeight::Regular : TextWeight::SemiBold),
                  ColorToken::Text);
    }

private:
    const UniquenessModel &m_model;
};

} // namespace

UniquenessPage::UniquenessPage(UniquenessModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)), m_rate(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_again(new Button), m_list(new Button(ButtonKind::Primary)),
      m_copy(new Button(ButtonKind::Quiet)), m_table(new QTableView)
{
    setObjectName(u"uniquenessPage"_s);
    setFocusProxy(m_table);
    m_table->setObjectName(u"uniquenessTable"_s);
    m_rate->setObjectName(u"uniquenessRate"_s);
    m_again->setObjectName(u"uniquenessAgain"_s);
    m_about->setWordWrap(true);
    m_rate->setWordWrap(true);
    m_table->setModel(&model);
    m_table->setItemDelegate(new ShareDelegate(model, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);

    m_head = new QHBoxLayout;
    m_head->setContentsMargins(24, 16, 24, 12);
    m_head->setSpacing(24);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_rate);
    words->addWidget(m_about);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button *button : {m_list, m_again, m_copy})
        buttons->addWidget(button, 0, Qt::AlignBottom);
    buttons->addStretch();
    m_head->addLayout(words, 1);
    m_head->addLayout(buttons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_head);
    column->addWidget(new Rule);
    auto *body = new QHBoxLayout; // under the heading's edge
    body->setContentsMargins(16, 0, 16, 0);
    body->addWidget(m_table, 100);
    body->addStretch(1);
    column->addLayout(body, 1);

    auto *key = new QShortcut(QKeySequence::Copy, m_table, this, &UniquenessPage::copy, Qt::WidgetShortcut);
    key->setAutoRepeat(false);
    connect(m_again, &QAbstractButton::clicked, &model, &UniquenessModel::refresh);
    connect(m_list, &QAbstractButton::clicked, this, &UniquenessPage::workListRequested);
    connect(m_copy, &QAbstractButton::clicked, this, &UniquenessPage::copy);
    connect(&model, &UniquenessModel::refreshed, this, &UniquenessPage::refresh);
    model.setWords([](const UniquenessModel::Row &row, UniquenessModel::Column what) {
        using Part = UniquenessModel::Part;
        const Human human = Human::now();
        switch (what) {
        case UniquenessModel::What:
            return row.part == Part::All ? nameWord(row) : UniquenessPage::tr("%1: %2").arg(partWord(row.part), nameWord(row));
        case UniquenessModel::Customers:
            return row.part == Part::Month ? QString() : human.count(row.share.customers);
        case UniquenessModel::Surplus:
            return human.count(row.share.surplus);
        case UniquenessModel::Rate:
            return row.part == Part::Month ? QString() : percent(row.share.rate());
        }
        return QString();
    });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] {
        m_table->verticalHeader()->setMinimumSectionSize(1); // Qt's own is of the text size it was last polished for
        m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(32));
        m_table->setMaximumWidth(theme().scaled(760));
        for (int i = 1; i < 4; ++i)
            m_table->setColumnWidth(i, theme().scaled(120));
    });
}

void UniquenessPage::retranslate()
{
    m_title->setText(tr("Are customers unique?"));
    m_about->setText(tr("Counted over the open work-list of duplicates: of each group the oldest entry is the customer, the later ones are surplus. "
                        "A rate says who and what brings duplicates in; up to 8 % is in order."));
    m_again->setText(tr("Count again"));
    m_list->setText(tr("Work off duplicates"));
    m_copy->setText(tr("Copy the table"));
    m_table->setAccessibleName(m_title->text());
    m_model.setHeadings({tr("Counted by"), tr("Customers"), tr("Entered twice"), tr("Rate")});
    for (Button *button : {m_again, m_list, m_copy}) {
        button->setAccessibleName(button->text());
        button->updateGeometry();
    }
    m_table->viewport()->update();
    refresh();
}

void UniquenessPage::refresh()
{
    if (m_model.rows().isEmpty()) {
        m_rate->setText(tr("Counting…"));
        return;
    }
    const UniquenessShare &all = m_model.rows().first().share;
    const Human human = Human::now();
    if (all.surplus == 0) { // nothing found and nothing looked for are not told apart by the list, so no rate is claimed
        m_rate->setColor(ColorToken::Text2);
        m_rate->setText(tr("No duplicates proposed among %1 customers. If nobody has looked for them yet, begin with the work-list.").arg(human.count(all.customers)));
        return;
    }
    m_rate->setColor(all.rate() > 0.08 ? ColorToken::Danger : ColorToken::Success);
    m_rate->setText(tr("Duplicate rate %1: %2 of %3 customers").arg(percent(all.rate()), human.count(all.surplus), human.count(all.customers)));
}

void UniquenessPage::copy()
{
    QStringList lines;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_model.columnCount(); ++column)
            cells << m_model.index(row, column).data().toString();
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void UniquenessPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_model.isReading())
        m_model.refresh();
}

void UniquenessPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool beside = width() >= theme().scaled(640);
    m_head->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_head->setSpacing(beside ? 24 : 8);
    m_about->setVisible(beside); // the table needs the room
}

void UniquenessPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
