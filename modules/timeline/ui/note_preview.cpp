// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/note_preview.h"

#include "widgets/human.h"

#include <QDateTime>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

NotePreview::NotePreview(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"notePreview"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
}

void NotePreview::setMarks(const QList<NoteMark> &marks, const QDate &today)
{
    const Human human = Human::now();
    const Calendar &calendar = Calendar::china();
    const bool chinese = language().tongue() == Tongue::Chinese;
    m_tags.clear();
    for (const NoteMark &mark : marks) {
        if (mark.kind == NoteMark::Kind::Tag) {
            m_tags.append({tr("Tag %1").arg(mark.text), Tone::Accent});
        } else if (mark.kind == NoteMark::Kind::Mention) {
            m_tags.append({u'@' + mark.text, Tone::Accent});
        } else if (!mark.due) {
            m_tags.append({tr("Promise without a day: %1").arg(mark.text), Tone::Warning});
        } else {
            const QDate date = mark.due->date;
            QString day = QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat) + u' ' + human.day(date);
            if (mark.due->time.isValid())
                day += u' ' + mark.due->time.toString(u"HH:mm"_s);
            if (date < today)
                day += u' ' + tr("(past)");
            else if (const QString holiday = calendar.holiday(date, chinese); !holiday.isEmpty())
                day += u' ' + holiday;
            else if (!calendar.isWorkday(date))
                day += u' ' + tr("(day off)");
            m_tags.append({tr("Promise until %1: %2").arg(day, mark.text), date < today ? Tone::Danger : Tone::Success});
        }
    }
    QStringList words;
    for (const Tag &tag : std::as_const(m_tags))
        words << tag.text;
    setAccessibleName(words.isEmpty() ? QString() : tr("Will be made: %1").arg(words.join(u"; "_s)));
    setToolTip(words.join(u'\n'));
    setVisible(!m_tags.isEmpty());
    update();
}

QSize NotePreview::sizeHint() const { return {theme().scaled(120), tagSize(u"x"_s).height()}; }

void NotePreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTags(&painter, rect(), m_tags, Qt::AlignLeft);
}

} // namespace kemai
