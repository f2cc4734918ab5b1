// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/timeline_search_bar.h"

#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/search_field.h"
#include "widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace kemai {

TimelineSearchBar::TimelineSearchBar(TimelineSearch &search, QWidget *parent)
    : QWidget(parent), m_search(search), m_field(new SearchField), m_count(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_previous(new IconButton(Glyph::ChevronUp)), m_next(new IconButton(Glyph::ChevronDown)), m_close(new IconButton(Glyph::Close))
{
    setObjectName(u"timelineSearch"_s);
    m_field->setObjectName(u"timelineSearchText"_s);
    m_count->setObjectName(u"timelineSearchCount"_s);
    m_previous->setObjectName(u"timelineSearchPrevious"_s);
    m_next->setObjectName(u"timelineSearchNext"_s);
    m_close->setObjectName(u"timelineSearchClose"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_close);
    m_field->installEventFilter(this);
    hide();
    connect(m_field, &QLineEdit::textChanged, &search, &TimelineSearch::setText);
    connect(m_previous, &QAbstractButton::clicked, &search, &TimelineSearch::previous);
    connect(m_next, &QAbstractButton::clicked, &search, &TimelineSearch::next);
    connect(m_close, &QAbstractButton::clicked, this, &TimelineSearchBar::close);
    connect(&search, &TimelineSearch::changed, this, &TimelineSearchBar::follow);
    whenTranslated(this, [this] { retranslate(); });
}

void TimelineSearchBar::retranslate()
{
    m_field->setPlaceholderText(tr("Search in this timeline"));
    m_field->setAccessibleName(tr("Search in this timeline"));
    m_previous->setLabel(tr("Newer hit"), QKeySequence(Qt::SHIFT | Qt::Key_F3));
    m_next->setLabel(tr("Older hit"), QKeySequence(Qt::Key_F3));
    m_close->setLabel(tr("End the search"));
    follow();
}

void TimelineSearchBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void TimelineSearchBar::close()
{
    m_field->clear();
    hide();
    emit closed();
}

void TimelineSearchBar::follow()
{
    if (!m_search.isActive() && !m_field->text().trimmed().isEmpty() && isVisible())
        m_field->clear(); // another customer
    const Human human = Human::now();
    QString said;
    if (m_search.isActive()) {
        const QString count = human.count(m_search.count()) + (m_search.isCut() ? u"+"_s : QString());
        if (m_search.count() == 0)
            said = m_search.isRunning() ? tr("Searching… %1 %").arg(int(m_search.searched() * 100)) : tr("Nothing found");
        else
            said = tr("%1 / %2").arg(human.count(m_search.current() + 1), count);
        if (m_search.isRunning() && m_search.count() > 0)
            said += u'…';
    }
    m_count->setText(said);
    m_previous->setEnabled(m_search.count() > 0);
    m_next->setEnabled(m_search.count() > 0);
}

bool TimelineSearchBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_F3:
            if (key->modifiers() & Qt::ShiftModifier)
                m_search.previous();
            else
                m_search.next();
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
