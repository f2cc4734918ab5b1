// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery.h"

#include "widgets/banner.h"
#include "widgets/channel_badge.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/inline_field.h"
#include "widgets/key_hint.h"
#include "widgets/navigation_rail.h"
#include "widgets/row_delegate.h"
#include "widgets/search_field.h"
#include "widgets/section_heading.h"
#include "widgets/status_chip.h"
#include "widgets/text_label.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QRadioButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStyleOptionViewItem>
#include <QTabBar>
#include <QTextEdit>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

class SampleRows : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;
    RowContent content(const QModelIndex &index) const override
    {
        static const QList<RowContent> rows{
            {u"张敏"_s, u"zhang min"_s, u"南京启明教育科技有限公司"_s, u"14:32"_s, {},
             {{u"承诺逾期"_s, Tone::Danger}, {u"重点"_s, Tone::Neutral}}, {{0, 2}}, {}, {}, false},
            {u"张明远"_s, u"zhang ming yuan"_s, u"苏州恒工数控机床有限公司"_s, u"11:08"_s, {},
             {{u"方案演示"_s, Tone::Accent}}, {{0, 2}}, {}, {}, false},
            {u"张美玲"_s, u"zhang mei ling"_s, u"杭州云帆软件有限公司"_s, u"昨天"_s, {}, {{u"已成交"_s, Tone::Success}}, {{0, 2}}, {}, {}, false},
            {u"Alexandra Featherstonehaugh-Cholmondeley"_s, {}, u"Nanjing Qiming Education Technology Company Limited"_s,
             u"17 Nov"_s, {}, {{u"疑似重复"_s, Tone::Warning}, {u"公海"_s, Tone::Neutral}, {u"lead"_s, Tone::Info}}, {}, {}, {}, false},
            {{}, {}, {}, {}, {}, {}, {}, {}, {}, true},
        };
        return rows[index.row() % rows.size()];
    }
};

class Swatches : public QWidget
{
public:
    Swatches() { setMinimumSize(420, 150); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        int x = 0;
        for (const auto *kind : {"call", "call_in", "wechat", "wecom", "webform", "ticket", "chat", "mail", "visit", "note"}) {
            paintChannelBadge(&painter, QRect(x, 0, 24, 24), channelLook(QString::fromLatin1(kind)));
            x += 36;
        }
        x = 0;
        for (const auto &name : {u"张敏"_s, u"李佳"_s, u"Wang Qian"_s, u"周涛"_s, QString()}) {
            paintAvatar(&painter, QRect(x, 36, 32, 32), name);
            x += 40;
        }
        x = 220;
        for (const auto &keys : {u"Ctrl K"_s, u"Alt 1"_s, u"?"_s}) {
            const QSize size = keyHintSize(keys);
            paintKeyHint(&painter, QRect(QPoint(x, 42), size), keys);
            x += size.width() + 8;
        }
        paintTags(&painter, QRect(0, 80, 420, 20),
                  {{u"承诺逾期"_s, Tone::Danger}, {u"明天到期"_s, Tone::Warning}, {u"已成交"_s, Tone::Success},
                   {u"方案演示"_s, Tone::Accent}, {u"来电"_s, Tone::Info}, {u"公海"_s, Tone::Neutral}, {u"one too many"_s, Tone::Neutral}},
                  Qt::AlignLeft);
        paintText(&painter, QRect(0, 112, 200, 24), u"恒工数控机床 · 五轴机床两台 · 维保三年"_s, theme().font(), ColorToken::Text,
                  Qt::AlignLeft | Qt::AlignVCenter, {{0, 2}, {9, 2}});
        paintText(&painter, QRect(220, 112, 200, 24), u"0123456789 1111111111"_s, theme().font(), ColorToken::Text2);
    }
};

class GlyphSheet : public QWidget
{
public:
    GlyphSheet() { setMinimumSize(420, 260); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (int i = 0; i < int(std::size(glyphFiles)); ++i)
            paintIcon(&painter, QRect((i % 14) * 30, (i / 14) * 36, 24, 24), Glyph(i), ColorToken::Text, 24);
    }
};

QVBoxLayout *column()
{
    auto *layout = new QVBoxLayout;
    layout->setSpacing(12);
    return layout;
}

QHBoxLayout *row(std::initializer_list<QWidget *> widgets)
{
    auto *layout = new QHBoxLayout;
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    layout->addStretch(1);
    return layout;
}

Button *button(ButtonKind kind, const QString &text, const QKeySequence &keys = {})
{
    auto *made = new Button(kind);
    made->setText(text);
    if (!keys.isEmpty())
        made->setKey(keys);
    return made;
}

} // namespace

Gallery::Gallery(QWidget *parent) : QWidget(parent)
{
    auto *rail = new NavigationRail;
    rail->add(u"home"_s, Glyph::Home);
    rail->add(u"customers"_s, Glyph::Customers);
    rail->add(u"pipeline"_s, Glyph::Pipeline);
    rail->add(u"service"_s, Glyph::Ticket);
    rail->add(u"insight"_s, Glyph::Insight);
    rail->add(u"admin"_s, Glyph::Admin, RailEnd::Bottom);
    rail->setLabel(u"home"_s, u"今日"_s);
    rail->setLabel(u"customers"_s, u"客户"_s);
    rail->setLabel(u"pipeline"_s, u"Pipeline"_s);
    rail->setLabel(u"service"_s, u"服务"_s);
    rail->setLabel(u"insight"_s, u"报表"_s);
    rail->setLabel(u"admin"_s, u"管理"_s);
    rail->setCount(u"service"_s, 12);
    rail->setCurrent(u"customers"_s);

    auto *list = new QListView;
    auto *model = new QStandardItemModel(5, 1, this);
    list->setModel(model);
    list->setItemDelegate(new SampleRows(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setFixedWidth(372);
    list->setCurrentIndex(model->index(0, 0));
    list->setAccessibleName(u"rows"_s);

    auto *first = column();
    auto *search = new SearchField;
    search->setPlaceholderText(u"搜索客户、工单、操作"_s);
    search->setKey(QKeySequence(Qt::CTRL | Qt::Key_K));
    auto *filled = new SearchField;
    filled->setText(u"zm"_s);
    first->addWidget(search);
    first->addWidget(filled);
    auto *primary = button(ButtonKind::Primary, u"新建商机"_s);
    primary->setGlyph(Glyph::Plus);
    auto *create = button(ButtonKind::Secondary, u"新建客户"_s, QKeySequence(Qt::CTRL | Qt::Key_N));
    create->setGlyph(Glyph::Plus);
    auto *call = button(ButtonKind::Secondary, u"呼叫"_s);
    call->setGlyph(Glyph::Phone);
    first->addLayout(row({primary, create, call}));
    auto *off = button(ButtonKind::Secondary, u"Disabled"_s);
    off->setEnabled(false);
    auto *offPrimary = button(ButtonKind::Primary, u"Disabled"_s);
    offPrimary->setEnabled(false);
    first->addLayout(row({button(ButtonKind::Primary, u"Resolve"_s, QKeySequence(Qt::CTRL | Qt::Key_Return)),
                          button(ButtonKind::Quiet, u"Not this person"_s), button(ButtonKind::Danger, u"Decline"_s)}));
    auto *bell = new IconButton(Glyph::Bell);
    bell->setCount(3);
    bell->setLabel(u"Notifications"_s);
    auto *more = new IconButton(Glyph::More);
    more->setLabel(u"More"_s);
    first->addLayout(row({off, offPrimary, bell, more}));
    auto *mine = new Chip(u"我的客户"_s);
    mine->setChecked(true);
    auto *filter = new Chip(u"筛选"_s);
    filter->setCheckable(false);
    filter->setGlyph(Glyph::Plus);
    first->addLayout(row({mine, new Chip(u"7 日内有互动"_s), new Chip(u"公海"_s), filter}));
    auto *box = new QCheckBox(u"补充学科诊断报告"_s);
    auto *ticked = new QCheckBox(u"跟进试听反馈"_s);
    ticked->setChecked(true);
    auto *partly = new QCheckBox(u"部分"_s);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *radio = new QRadioButton(u"企业"_s);
    radio->setChecked(true);
    first->addLayout(row({box, ticked, partly, radio}));
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(u"姓名"_s);
    auto *wrong = new QLineEdit(u"1380013800"_s);
    wrong->setProperty("kemaiInvalid", true);
    auto *readOnly = new QLineEdit(u"read only"_s);
    readOnly->setReadOnly(true);
    first->addLayout(row({edit, wrong, readOnly}));
    auto *combo = new QComboBox;
    combo->addItems({u"江苏 南京"_s, u"上海"_s});
    auto *spin = new QSpinBox;
    spin->setValue(42);
    auto *progress = new QProgressBar;
    progress->setValue(40);
    first->addLayout(row({combo, spin, progress}));
    auto *tabs = new QTabBar;
    for (const QString &tab : {u"时间轴 128"_s, u"联系人 3"_s, u"商机 2"_s, u"附件 11"_s})
        tabs->addTab(tab);
    first->addWidget(tabs);
    auto *note = new QTextEdit;
    note->setPlaceholderText(u"记录跟进…"_s);
    note->setFixedHeight(48);
    first->addWidget(note);
    first->addWidget(new Swatches);
    first->addStretch(1);

    auto *second = column();
    auto *danger = new Banner(Tone::Danger);
    danger->setText(u"承诺 3 日内提供学科诊断报告"_s, u"李佳 · 11-17 通话中承诺 · 已逾期 2 天"_s);
    danger->setAction(u"去处理"_s);
    auto *warning = new Banner(Tone::Warning);
    warning->setText(u"Same question twice in 7 days."_s, u"Answered on 20 Nov."_s);
    warning->setAction(u"Send the solution"_s);
    auto *info = new Banner(Tone::Info);
    info->setText(u"12,000 rows imported"_s);
    info->setClosable(true);
    auto *good = new Banner(Tone::Success);
    good->setText(u"备份完成"_s);
    for (Banner *banner : {danger, warning, info, good})
        second->addWidget(banner);
    auto *fields = new QHBoxLayout;
    auto *company = new InlineField(u"公司"_s);
    company->setValue(u"南京启明教育科技有限公司"_s);
    auto *mobile = new InlineField(u"手机"_s);
    mobile->setValue(u"138 1234 5678"_s);
    auto *amount = new InlineField(u"合同金额"_s);
    amount->setMasked(u"已授权"_s);
    auto *missing = new InlineField(u"生日"_s);
    missing->setPlaceholder(u"添加"_s);
    for (InlineField *field : {company, mobile, amount, missing})
        fields->addWidget(field);
    fields->addStretch(1);
    second->addLayout(fields);
    auto *heading = new SectionHeading(u"待办"_s);
    heading->setCount(u"3"_s);
    second->addWidget(heading);
    auto *stored = new StatusChip;
    stored->setStatus(Tone::Success, u"已同步"_s);
    auto *waiting = new StatusChip;
    waiting->setStatus(Tone::Info, u"3 待同步"_s);
    auto *offline = new StatusChip;
    offline->setStatus(Tone::Warning, u"Offline · 14 changes waiting"_s);
    second->addLayout(row({stored, waiting, offline}));
    auto *empty = new EmptyState(Glyph::Customers);
    empty->setText(u"还没有客户"_s, u"导入一份 CSV，或者新建第一位客户。"_s);
    empty->setAction(u"导入客户"_s, u"新建客户"_s);
    second->addWidget(empty);
    second->addWidget(new GlyphSheet);
    second->addStretch(1);

    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(16);
    all->addWidget(rail);
    all->addWidget(list);
    auto *a = new QVBoxLayout;
    a->addLayout(first);
    a->setContentsMargins(0, 16, 0, 16);
    auto *b = new QVBoxLayout;
    b->addLayout(second);
    b->setContentsMargins(0, 16, 16, 16);
    all->addLayout(a);
    all->addLayout(b, 1);
}

void Gallery::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
