// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/missed_page.h"

#include "calls/ui/call_words.h"
#include "widgets/button.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QListView>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// What is said below the number where it is nobody's alone.
QString whoseIsIt(const MissedCall &call)
{
    return call.owners > 1 ? MissedPage::tr("%n customer(s) have this number", nullptr, call.owners) : MissedPage::tr("Nobody here has this number yet");
}

class MissedDelegate : public RowDelegate
{
public:
    MissedDelegate(const MissedModel &model, QObject *parent) : RowDelegate(parent), m_model(model) { }

    RowContent content(const QModelIndex &index) const override
    {
        RowContent row;
        const MissedCall *call = m_model.at(index.row());
        if (!call)
            return row;
        const Human human = Human::now();
        const QString number = CallWords::number(call->caller);
        const QString whose = call->name.isEmpty() ? call->company : call->name;
        row.side = 24; // the page's own edge
        row.title = whose.isEmpty() ? number : whose;
        QStringList below{whose.isEmpty() ? whoseIsIt(*call) : number, call->name.isEmpty() ? QString() : call->company, call->queue};
        below.removeAll(QString());
        row.secondary = below.join(u" · "_s);
        row.time = human.shortTime(call->atMs, m_model.nowMs());
        row.exactTime = human.exactTime(call->atMs);
        if (call->talkedSince)
            row.tags.append({MissedPage::tr("Talked since"), Tone::Success});
        else if (m_model.isNew(*call))
            row.tags.append({MissedPage::tr("New"), Tone::Danger});
        if (call->times > 1)
            row.tags.append({MissedPage::tr("%n time(s)", nullptr, call->times), Tone::Warning});
        return row;
    }

private:
    const MissedModel &m_model;
};

} // namespace

MissedPage::MissedPage(MissedModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_seen(new Button),
      m_body(new QStackedWidget), m_list(new QListView), m_empty(new EmptyState(Glyph::Phone))
{
    setObjectName(u"missedPage"_s);
    setFocusProxy(m_list);
    m_list->setObjectName(u"missedList"_s);
    m_seen->setObjectName(u"missedSeen"_s);
    m_hint->setWordWrap(true);
    m_list->setModel(&model);
    m_list->setItemDelegate(new MissedDelegate(model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_seen->showKey(QKeySequence(Qt::Key_S));

    auto *head = new QHBoxLayout;
    head->setContentsMargins(24, 16, 24, 12);
    head->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_hint);
    head->addLayout(words, 1);
    head->addWidget(m_seen, 0, Qt::AlignBottom);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new Rule);
    m_body->addWidget(m_list);
    m_body->addWidget(m_empty);
    column->addWidget(m_body, 1);

    const auto key = [this](const QKeySequence &keys, auto act) {
        auto *shortcut = new QShortcut(keys, m_list, this, act, Qt::WidgetShortcut);
        shortcut->setAutoRepeat(false);
    };
    key(Qt::Key_C, [this] { callBack(); });
    key(Qt::Key_S, [this] { emit allSeen(); });
    connect(m_seen, &QAbstractButton::clicked, this, &MissedPage::allSeen);
    connect(m_list, &QListView::activated, this, [this] { openCurrent(); });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { refresh(); });
    connect(&model, &MissedModel::newCountChanged, this, [this] { refresh(); });
    model.setWords([this](const MissedCall &call) {
        QStringList said{call.name, call.company, CallWords::number(call.caller), Human::now().exactTime(call.atMs),
                          call.times > 1 ? tr("%n time(s)", nullptr, call.times) : QString(), call.talkedSince ? tr("Talked since") : QString()};
        said.removeAll(QString());
        return said.join(u", "_s);
    });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { m_list->doItemsLayout(); });
}

void MissedPage::retranslate()
{
    m_title->setText(tr("Missed calls"));
    m_seen->setText(tr("All seen"));
    m_seen->setAccessibleName(tr("All seen"));
    m_list->setAccessibleName(tr("Missed calls"));
    m_empty->setText(tr("No missed call in two weeks"), tr("A call nobody answers stands here, to be called back with one key."));
    m_seen->updateGeometry();
    refresh();
}

void MissedPage::refresh()
{
    const int fresh = m_model.newCount();
    m_hint->setText(fresh > 0 ? tr("%n new. C calls back, Enter opens who it was.", nullptr, fresh) : tr("Nothing new. C calls back, Enter opens who it was."));
    const bool any = m_model.rowCount() > 0;
    m_body->setCurrentWidget(any ? static_cast<QWidget *>(m_list) : m_empty);
    m_hint->setVisible(any);
    m_seen->setEnabled(fresh > 0);
    if (any && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model.index(0));
}

const MissedCall *MissedPage::current() const { return m_model.at(m_list->currentIndex().row()); }

void MissedPage::callBack()
{
    if (const MissedCall *call = current())
        emit callBackRequested(call->digits);
}

void MissedPage::openCurrent()
{
    const MissedCall *call = current();
    if (!call)
        return;
    if (call->customer.isNull())
        emit createRequested(call->digits);
    else
        emit openRequested(call->customer);
}

void MissedPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
