// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_palette.h"

#include "widgets/key_hint.h"
#include "widgets/language.h"
#include "widgets/search_field.h"
#include "widgets/text_label.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const PaletteModel &model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const bool heading = m_model.entry(index.row()).kind == PaletteEntry::Kind::Heading;
        return {100, theme().scaled(heading ? 28 : 40)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const PaletteEntry &entry = m_model.entry(index.row());
        const QRect box = option.rect;
        if (entry.kind == PaletteEntry::Kind::Heading) {
            paintText(painter, box.adjusted(8, 4, 0, 0), entry.title, theme().font(TextSize::Small, TextWeight::Medium),
                      ColorToken::Text2);
            return;
        }
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen)
            paintRounded(painter, box, radius::control, theme().color(ColorToken::AccentWeak));
        else if (option.state & QStyle::State_MouseOver)
            paintRounded(painter, box, radius::control, theme().mixed(ColorToken::Surface, ColorToken::Surface2, 0.6));
        const int side = theme().scaled(20);
        paintIcon(painter, QRect(box.x() + 8, box.y(), side, box.height()), entry.glyph,
                  chosen ? ColorToken::Accent : ColorToken::Text2, side);
        QRect line = box.adjusted(20 + side, 0, -8, 0);
        if (!entry.keys.isEmpty()) {
            const QSize size = keyHintSize(entry.keys);
            paintKeyHint(painter, QRect(QPoint(line.right() - size.width(), line.y() + (line.height() - size.height()) / 2), size),
                         entry.keys);
            line.adjust(0, 0, -size.width() - 12, 0);
        }
        const int used = paintText(painter, line, entry.title, theme().font(), ColorToken::Text,
                                   Qt::AlignLeft | Qt::AlignVCenter, entry.hits);
        paintText(painter, line.adjusted(used + 10, 0, 0, 0), entry.detail, theme().font(TextSize::Secondary), ColorToken::Text2);
    }

private:
    const PaletteModel &m_model;
};

class Card : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintFloatingCard(&painter, rect());
    }
    void mousePressEvent(QMouseEvent *) override { } // a click on the card does not close it
};

} // namespace

void PaletteModel::setEntries(QList<PaletteEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PaletteEntry &shown = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return shown.title;
    case Qt::AccessibleTextRole:
        return shown.detail.isEmpty() ? shown.title : QString(shown.title + u", "_s + shown.detail);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || m_entries[index.row()].kind == PaletteEntry::Kind::Heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

int PaletteModel::nextRow(int from, int step) const
{
    for (int row = from + step; row >= 0 && row < rowCount(); row += step)
        if (m_entries[row].kind != PaletteEntry::Kind::Heading)
            return row;
    return -1;
}

CommandPalette::CommandPalette(QWidget *window)
    : QWidget(window), m_field(new SearchField), m_list(new QListView), m_nothing(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2)),
      m_card(new Card(this))
{
    setObjectName(u"palette"_s);
    hide();
    m_field->setObjectName(u"palette.field"_s);
    m_list->setObjectName(u"palette.list"_s);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new EntryDelegate(m_model, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // the keys stay in the field
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();

    auto *column = new QVBoxLayout(m_card);
    column->setContentsMargins(floatingMargin + 12, floatingMargin + 12, floatingMargin + 12, floatingMargin + 8);
    column->setSpacing(8);
    column->addWidget(m_field);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(m_list, 1);
    below->addWidget(m_nothing, 1);
    column->addLayout(below, 1);

    window->installEventFilter(this);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_field, &SearchField::movedDown, this, [this] { move(1); });
    connect(m_field, &SearchField::movedUp, this, [this] { move(-1); });
    connect(m_field, &SearchField::left, this, &CommandPalette::close);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        m_list->setCurrentIndex(index);
        runCurrent();
    });
    whenTranslated(this, [this] {
        m_field->setPlaceholderText(tr("Customers, pages, actions, settings"));
        m_field->setAccessibleName(tr("Command palette"));
        m_list->setAccessibleName(tr("Results"));
        m_nothing->setText(tr("Nothing found. Try a name, pinyin initials or the last four digits."));
        if (isVisible())
            refresh();
    });
}

void CommandPalette::setSource(CustomerSource customers)
{
    m_source = std::move(customers);
    ++m_asked;
    m_customers.clear();
}

void CommandPalette::setEntries(std::function<QList<PaletteEntry>()> pagesActionsAndSettings)
{
    m_standing = std::move(pagesActionsAndSettings);
}

void CommandPalette::setRanking(Ranking ranking)
{
    m_ranking = std::move(ranking);
}

void CommandPalette::open(const QString &text)
{
    if (!isVisible())
        m_before = window()->focusWidget();
    m_customers.clear();
    m_field->setText(text);
    place();
    show();
    raise();
    refresh();
    m_field->setFocus();
    m_field->selectAll();
}

void CommandPalette::close()
{
    hide();
    ++m_asked;
    if (m_before)
        m_before->setFocus();
}

void CommandPalette::refresh()
{
    const QString text = m_field->text().trimmed();
    const auto rebuild = [this](const QString &wanted) {
        QList<PaletteEntry> shown;
        const auto section = [&shown](const QString &heading, const QList<PaletteEntry> &entries) {
            if (entries.isEmpty())
                return;
            PaletteEntry head;
            head.kind = PaletteEntry::Kind::Heading;
            head.title = heading;
            shown << head << entries;
        };
        QList<PaletteEntry> pages;
        QList<PaletteEntry> actions;
        QList<PaletteEntry> set;
        const QList<PaletteEntry> standing = m_standing ? m_standing() : QList<PaletteEntry>();
        for (const PaletteEntry &entry : m_ranking ? m_ranking(standing, wanted) : standing)
            (entry.kind == PaletteEntry::Kind::Page      ? pages
             : entry.kind == PaletteEntry::Kind::Setting ? set
                                                         : actions) << entry;
        if (wanted.isEmpty())
            set.clear(); // they are many; one letter brings them
        section(wanted.isEmpty() ? tr("Recent customers") : tr("Customers"), m_customers);
        section(tr("Pages"), pages);
        section(tr("Actions"), actions);
        section(tr("Settings"), set);
        m_model.setEntries(shown);
        m_nothing->setVisible(shown.isEmpty());
        m_list->setVisible(!shown.isEmpty());
        const int first = m_model.nextRow(-1, 1);
        if (first >= 0)
            m_list->setCurrentIndex(m_model.index(first, 0));
        place();
    };
    const int asked = ++m_asked;
    if (text.isEmpty() != m_shownFor.isEmpty())
        m_customers.clear(); // those opened lately are no hits, nor hits opened lately
    m_shownFor = text;
    if (m_source) {
        m_source(text, [this, asked, text, rebuild](const QList<PaletteEntry> &found) {
            if (asked != m_asked)
                return;
            m_customers = found;
            rebuild(text);
        });
    }
    rebuild(text); // the customers of the text before stay until the new ones come: nothing flickers
}

void CommandPalette::place()
{
    setGeometry(parentWidget()->rect());
    const int wide = std::min(theme().scaled(640), width() - 32) + 2 * floatingMargin;
    int rows = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows += m_list->sizeHintForRow(row);
    const int wanted = m_field->sizeHint().height() + 28 + std::max(rows, theme().scaled(72)) + 2 * floatingMargin + 4;
    const int high = std::min({wanted, theme().scaled(520), height() - 64});
    m_card->setGeometry((width() - wide) / 2, 48 - floatingMargin + 8, wide, high);
}

void CommandPalette::move(int step)
{
    const int row = m_model.nextRow(m_list->currentIndex().row(), step);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row, 0));
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const auto run = m_model.entry(index.row()).run;
    const QString id = m_model.entry(index.row()).id;
    close();
    emit used(id);
    if (run)
        run();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, theme().isDark() ? 96 : 40));
}

void CommandPalette::mousePressEvent(QMouseEvent *)
{
    close();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_PageDown || key->key() == Qt::Key_PageUp) {
            for (int i = 0; i < 8; ++i)
                move(key->key() == Qt::Key_PageDown ? 1 : -1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool CommandPalette::focusNextPrevChild(bool)
{
    return true; // Tab stays on the card
}

} // namespace kemai
