// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/record_notice.h"

#include "widgets/banner.h"
#include "widgets/icon.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNamed = 3;
constexpr qsizetype longestName = 20;

class UserMark : public QWidget
{
public:
    UserMark() { setFixedSize(16, 16); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(&painter, rect(), Glyph::Eye, ColorToken::Info);
    }
};

} // namespace

RecordNotice::RecordNotice(QWidget *parent)
    : QWidget(parent), m_banner(new Banner(Tone::Warning)), m_line(new QWidget), m_present(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Info))
{
    setObjectName(u"recordNotice"_s);
    m_banner->setObjectName(u"recordNotice.conflicts"_s);
    m_present->setObjectName(u"recordNotice.present"_s);
    m_present->setTextFormat(Qt::PlainText);
    m_present->setElided(true);
    auto *row = new QHBoxLayout(m_line);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(8);
    row->addWidget(new UserMark);
    row->addWidget(m_present, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 16, 8);
    column->setSpacing(8);
    column->addWidget(m_line);
    column->addWidget(m_banner);
    connect(m_banner, &Banner::actionTriggered, this, &RecordNotice::conflictsRequested);
    whenTranslated(this, [this] { say(); });
}

void RecordNotice::setConflicts(int count, const QString &fields)
{
    if (m_conflicts == count && m_fields == fields)
        return;
    m_conflicts = count;
    m_fields = fields;
    say();
}

void RecordNotice::setPresent(const QList<wire::Present> &others)
{
    if (m_others == others)
        return;
    m_others = others;
    say();
}

QString RecordNotice::presentWords(const QList<wire::Present> &others)
{
    QStringList said;
    QList<wire::Present> sorted = others; // who edits is whom one has to know of
    std::stable_partition(sorted.begin(), sorted.end(), [](const wire::Present &one) { return one.editing; });
    for (const wire::Present &one : sorted.mid(0, mostNamed))
        said << (one.editing ? tr("%1 is editing") : tr("%1 is reading")).arg(one.name.simplified().left(longestName));
    if (sorted.size() > mostNamed)
        said << tr("%1 more").arg(sorted.size() - mostNamed);
    return said.join(u" · "_s);
}

void RecordNotice::say()
{
    m_banner->setVisible(m_conflicts > 0);
    if (m_conflicts > 0) {
        m_banner->setText(tr("%n conflict(s)", nullptr, m_conflicts), tr("Changed by two people at once: %1").arg(m_fields));
        m_banner->setAction(tr("Decide…"));
    }
    m_line->setVisible(!m_others.isEmpty());
    m_present->setText(presentWords(m_others));
    const bool editing = std::any_of(m_others.begin(), m_others.end(), [](const wire::Present &one) { return one.editing; });
    m_present->setColor(editing ? ColorToken::Warning : ColorToken::Info);
    setVisible(m_conflicts > 0 || !m_others.isEmpty());
}

void RecordNotice::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai::sync
