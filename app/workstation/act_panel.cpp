// SPDX-License-Identifier: GPL-3.0-or-later
#include "act_panel.h"

#include "act_model.h"
#include "widgets/button.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

class ActDelegate : public RowDelegate
{
public:
    ActDelegate(const QListView &list, QObject *parent) : RowDelegate(parent), m_list(list) { }

    RowContent content(const QModelIndex &index) const override
    {
        const auto &model = *static_cast<const ActModel *>(m_list.model());
        const Act &act = model.act(index.row());
        const Human human = Human::now();
        RowContent row;
        row.title = model.title(act);
        row.time = human.shortTime(act.set.atMs, model.nowMs());
        row.exactTime = human.exactTime(act.set.atMs);
        const bool chinese = language().tongue() == Tongue::Chinese;
        QStringList fields;
        for (const int field : act.set.batch.isNull() ? act.fields.mid(0, 4) : QList<int>()) // an import is more than its first row
            fields << QString::fromUtf16(chinese ? act.entity->fields[size_t(field)].zh : act.entity->fields[size_t(field)].en);
        QStringList parts{fields.join(chinese ? u"、"_s : u", "_s)};
        if (act.records > 1)
            parts << ActModel::tr("%n record(s)", nullptr, int(act.records));
        parts.removeAll(QString());
        row.secondary = parts.join(u" · "_s);
        if (act.undone)
            row.tags << Tag{ActModel::tr("Undone"), Tone::Neutral};
        return row;
    }

private:
    const QListView &m_list;
};

} // namespace

ActPanel::ActPanel(QWidget *parent)
    : QWidget(parent), m_title(new TextLabel(TextSize::Large, TextWeight::SemiBold)), m_close(new IconButton(Glyph::Close)),
      m_body(new QStackedWidget), m_list(new QListView), m_empty(new EmptyState(Glyph::History)), m_plan(new QWidget),
      m_planText(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_undo(new Button)
{
    setObjectName(u"acts"_s);
    m_list->setObjectName(u"acts.list"_s);
    m_undo->setObjectName(u"acts.undo"_s);
    m_planText->setObjectName(u"acts.plan"_s);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setItemDelegate(new ActDelegate(*m_list, m_list));
    m_planText->setWordWrap(true);
    m_undo->setGlyph(Glyph::Undo);
    setFocusPolicy(Qt::StrongFocus); // until there is a list

    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 12, 8, 8);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto *planRows = new QVBoxLayout(m_plan);
    planRows->setContentsMargins(16, 12, 16, 16);
    planRows->setSpacing(12);
    planRows->addWidget(m_planText);
    planRows->addWidget(m_undo);
    m_plan->hide();
    m_body->addWidget(m_empty);
    m_body->addWidget(m_list);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_body, 1);
    rows->addWidget(m_plan);
    connect(m_close, &QAbstractButton::clicked, this, &ActPanel::closed);
    connect(m_undo, &QAbstractButton::clicked, this, &ActPanel::undoChosen);
    connect(m_list, &QAbstractItemView::activated, this, &ActPanel::undoChosen);
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { setFixedWidth(theme().scaled(360)); });
    hide();
}

ActPanel::~ActPanel() = default;

void ActPanel::attach(Store *store)
{
    m_plan->hide();
    m_list->setModel(nullptr);
    m_model.reset(store ? new ActModel(*store) : nullptr);
    if (!m_model)
        return;
    m_list->setModel(m_model.get());
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActPanel::chosen);
    connect(m_model.get(), &QAbstractItemModel::modelReset, this, &ActPanel::showState);
    connect(m_model.get(), &QAbstractItemModel::dataChanged, this, &ActPanel::chosen);
    connect(m_model.get(), &ActModel::failed, this, &ActPanel::failed);
    connect(m_model.get(), &ActModel::undone, this, &ActPanel::undone);
    connect(m_model.get(), &ActModel::planned, this, [this](const Id &, const UndoPlan &plan) {
        m_planText->setText(planText(plan).join(u'\n'));
        m_undo->setEnabled(!plan.isEmpty());
        m_plan->show();
    });
    m_model->setShown(isVisible());
    showState();
}

bool ActPanel::isSettled() const
{
    return isHidden() || !m_model || (m_model->isLoaded() && !m_model->isPlanning());
}

void ActPanel::showState()
{
    const bool any = m_model && m_model->rowCount() > 0;
    m_body->setCurrentIndex(any ? 1 : 0);
    m_plan->setVisible(false);
    if (any)
        m_list->setCurrentIndex(m_model->index(0));
    if (any && hasFocus())
        m_list->setFocus(Qt::OtherFocusReason);
}

void ActPanel::chosen()
{
    const QModelIndex now = m_list->currentIndex();
    m_plan->setVisible(now.isValid());
    if (!now.isValid())
        return;
    m_planText->setText(tr("Looking what would go back…"));
    m_undo->setEnabled(false);
    m_model->plan(now.row());
}

void ActPanel::undoChosen()
{
    const QModelIndex now = m_list->currentIndex();
    if (now.isValid() && m_undo->isEnabled() && !m_plan->isHidden())
        m_model->undo(now.row());
}

void ActPanel::retranslate()
{
    m_title->setText(tr("My recent changes"));
    setAccessibleName(tr("My recent changes"));
    m_close->setLabel(tr("Close"));
    m_list->setAccessibleName(tr("My recent changes"));
    m_empty->setText(tr("Nothing changed by you yet."), tr("Whatever you change in this store stands here, and can be taken back."));
    m_undo->setText(tr("Undo this"));
    if (m_model && m_list->currentIndex().isValid())
        chosen();
}

void ActPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(0, 0, 1, height()), theme().color(ColorToken::Border));
    if (!m_plan->isHidden())
        painter.fillRect(QRect(1, m_plan->y(), width() - 1, 1), theme().color(ColorToken::Border));
}

void ActPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_model)
        m_model->setShown(true);
}

void ActPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_model)
        m_model->setShown(false);
}

void ActPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace kemai
