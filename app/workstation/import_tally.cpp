// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_tally.h"

#include "spoken_error.h"
#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace kemai {

// One number with its word below.
class ImportTally::Count : public QWidget
{
public:
    explicit Count(ColorToken color) : m_color(color)
    {
        whenThemed(this, [this] {
            setFixedHeight(theme().scaled(64));
            setMinimumWidth(theme().scaled(112));
        });
    }

    void set(qint64 number, const QString &word)
    {
        m_number = Human::now().count(number);
        m_none = number == 0; // nothing to look at is not coloured
        m_word = word;
        setAccessibleName(word + u" "_s + m_number);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintRounded(&painter, rect(), radius::bubble, theme().color(ColorToken::Surface), theme().color(ColorToken::Border));
        const QRect inner = rect().adjusted(12, 8, -12, -8);
        paintText(&painter, inner, m_number, theme().font(TextSize::Title, TextWeight::SemiBold), m_none ? ColorToken::Text3 : m_color, Qt::AlignLeft | Qt::AlignTop);
        paintText(&painter, inner, m_word, theme().font(TextSize::Small), ColorToken::Text2, Qt::AlignLeft | Qt::AlignBottom);
    }

private:
    ColorToken m_color;
    bool m_none = true;
    QString m_number;
    QString m_word;
};

namespace {
class RemarkDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, theme().scaled(48)}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain(option);
        plain.state &= ~QStyle::State_Selected;
        paintRowGround(painter, plain);
        const QRect box = option.rect.adjusted(16, 4, -16, -5);
        const Tag tag{index.data(Qt::UserRole + 1).toString(), Tone(index.data(Qt::UserRole + 2).toInt())};
        const int wide = tagSize(tag.text).width();
        paintTags(painter, QRect(box.x(), box.y(), wide, box.height()), {tag}, Qt::AlignLeft);
        const QRect text = box.adjusted(std::max(wide, theme().scaled(72)) + 12, 0, 0, 0);
        const int half = text.height() / 2;
        paintText(painter, QRect(text.x(), text.y(), text.width(), half), index.data().toString(), theme().font(TextSize::Secondary),
                  ColorToken::Text);
        paintText(painter, QRect(text.x(), text.y() + half, text.width(), half), index.data(Qt::UserRole).toString(),
                  theme().font(TextSize::Small), ColorToken::Text2);
    }
};
} // namespace

ImportTally::ImportTally(QWidget *parent)
    : QWidget(parent)
    , m_heading(new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2))
    , m_remarks(new QStandardItemModel(this))
    , m_list(new QListView)
{
    m_list->setObjectName(u"import.remarks"_s);
    m_list->setModel(m_remarks);
    m_list->setItemDelegate(new RemarkDelegate(this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *counts = new QHBoxLayout;
    counts->setSpacing(8);
    for (const ColorToken color : {ColorToken::Text, ColorToken::Success, ColorToken::Accent, ColorToken::Warning, ColorToken::Danger}) {
        m_counts << new Count(color);
        counts->addWidget(m_counts.last(), 1);
    }
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(counts);
    rows->addSpacing(4);
    rows->addWidget(m_heading);
    rows->addWidget(m_list, 1);
    rows->addStretch(0);
    showRemarks({}, 0);
}

void ImportTally::show(const ImportSummary &sum, Tense tense)
{
    const bool did = tense == Tense::Did;
    m_counts[0]->set(sum.rows, tr("rows"));
    m_counts[1]->set(sum.created, did ? tr("created") : tr("new"));
    m_counts[2]->set(sum.updated, did ? tr("updated") : tr("to update"));
    m_counts[3]->set(sum.duplicates, tr("duplicates, left alone"));
    m_counts[4]->set(sum.rejected, tr("rejected"));
}

void ImportTally::showRemarks(const QList<ImportRemark> &remarks, qsizetype kept)
{
    m_remarks->clear();
    // What wants a person first, in the file's order; duplicates behind it.
    for (const bool duplicates : {false, true}) {
        for (const ImportRemark &remark : remarks) {
            if ((remark.kind == ImportRemark::Kind::Duplicate) != duplicates)
                continue;
            const bool rejected = remark.kind == ImportRemark::Kind::Rejected;
            auto *item = new QStandardItem(spoken(remark.reason));
            item->setData(remark.raw.left(400).simplified(), Qt::UserRole);
            item->setData(rejected ? tr("rejected") : duplicates ? tr("duplicate") : tr("notice"), Qt::UserRole + 1);
            item->setData(int(rejected ? Tone::Danger : duplicates ? Tone::Warning : Tone::Info), Qt::UserRole + 2);
            item->setData(item->text(), Qt::AccessibleTextRole);
            m_remarks->appendRow(item);
        }
    }
    m_heading->setText(kept > 0 && remarks.size() >= kept ? tr("The first %1 remarks").arg(Human::now().count(kept)) : tr("Remarks"));
    m_heading->setVisible(m_remarks->rowCount() > 0);
    m_list->setVisible(m_remarks->rowCount() > 0);
    m_list->setMaximumHeight(m_remarks->rowCount() * theme().scaled(48));
    m_list->setAccessibleName(tr("Remarks"));
}

} // namespace kemai
