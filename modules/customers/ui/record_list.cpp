// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/record_list.h"

#include "widgets/empty_state.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPainter>
#include <QShortcut>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowRole = Qt::UserRole + 1;
constexpr int side = 24; // under the first tab

class RecordDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    RowContent content(const QModelIndex &index) const override
    {
        RowContent content = index.data(rowRole).value<RecordList::Row>().content;
        content.side = side;
        return content;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto row = index.data(rowRole).value<RecordList::Row>();
        if (!row.heading) {
            paintRow(painter, option, content(index));
            return;
        }
        painter->fillRect(option.rect, theme().color(ColorToken::Background));
        painter->fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), theme().color(ColorToken::Border));
        paintText(painter, option.rect.adjusted(side, 4, -side, 0), row.content.title, theme().font(TextSize::Small, TextWeight::SemiBold),
                  ColorToken::Text2);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = RowDelegate::sizeHint(option, index);
        return index.data(rowRole).value<RecordList::Row>().heading ? QSize(size.width(), theme().scaled(32)) : size;
    }
};

} // namespace

RecordList::RecordList(Glyph glyph, QWidget *parent)
    : QWidget(parent), m_body(new QStackedWidget), m_list(new QListView), m_rows(new QStandardItemModel(this)), m_empty(new EmptyState(glyph))
{
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new RecordDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    setFocusProxy(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_body);
    m_body->addWidget(m_list);
    m_body->addWidget(m_empty);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &at) { emit activated(at.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &at) { emit currentChanged(at.row()); });
    auto *key = new QShortcut(QKeySequence::Copy, m_list, this, &RecordList::copy, Qt::WidgetShortcut);
    key->setAutoRepeat(false);
    whenThemed(this, [this] { m_list->doItemsLayout(); });
}

void RecordList::setLabel(const QString &label) { m_list->setAccessibleName(label); }

void RecordList::setEmptyText(const QString &sentence, const QString &next) { m_empty->setText(sentence, next); }

void RecordList::setRows(const QList<Row> &rows)
{
    const int current = m_list->currentIndex().row();
    const int keep = int(std::min(rows.size(), qsizetype(m_rows->rowCount())));
    m_rows->removeRows(keep, m_rows->rowCount() - keep);
    for (int i = 0; i < rows.size(); ++i) {
        const Row &row = rows.at(i);
        QStandardItem *item = m_rows->item(i);
        if (!item) {
            item = new QStandardItem;
            m_rows->appendRow(item);
        }
        item->setText(row.content.title);
        item->setData(QVariant::fromValue(row), rowRole);
        QStringList words{row.content.title, row.content.aside, row.content.secondary};
        for (const Tag &tag : row.content.tags)
            words.append(tag.text);
        words.append(row.content.exactTime);
        words.removeAll(QString());
        item->setAccessibleText(words.join(u", "_s));
        item->setFlags(row.heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    }
    if (current >= 0 && current < rows.size())
        m_list->setCurrentIndex(m_rows->index(current, 0));
    m_body->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_list);
}

int RecordList::count() const
{
    int rows = 0;
    for (int i = 0; i < m_rows->rowCount(); ++i)
        if (!m_rows->item(i)->data(rowRole).value<Row>().heading)
            ++rows;
    return rows;
}

int RecordList::currentRow() const { return m_list->currentIndex().row(); }

void RecordList::copy()
{
    const QModelIndex at = m_list->currentIndex();
    if (!at.isValid())
        return;
    const auto row = at.data(rowRole).value<Row>();
    QGuiApplication::clipboard()->setText(row.copied.isEmpty() ? row.content.title : row.copied);
}

void RecordList::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
