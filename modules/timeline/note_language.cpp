// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/note_language.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype lookedAt = 20'000;
constexpr qsizetype mostMarks = 50;
constexpr int mostSigns = 2'000; // looked at; a text of nothing but signs is no note
constexpr qsizetype longestTag = 24;
constexpr qsizetype longestPromise = 200;

// # and ＃ alike.
QChar narrow(QChar c) { return c.unicode() >= 0xff01 && c.unicode() <= 0xff5e ? QChar(c.unicode() - 0xfee0) : c; }

bool isWord(QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); }
bool isLatin(QChar c) { return c.unicode() < 0x250 && c.isLetterOrNumber(); }
bool isTag(QChar c) { return isWord(c) || c == u'_' || c == u'-' || c == u'·'; }

bool endsSentence(QChar c)
{
    return c == u'\n' || c == QChar::ParagraphSeparator || c == u'。' || c == u'；' || c == u';' || c == u'！' || c == u'？' || c == u'?';
}

bool beginsWord(QStringView text, qsizetype at, QChar sign)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    switch (sign.unicode()) {
    case '!': // 好的！ is no promise
    case '/':
        return before.isSpace() || before == u'。' || before == u'；' || before == u'，' || before == u'：';
    case '#': // nor is C# a tag, nor ##
        return !isLatin(before) && narrow(before) != u'#' && before != u'&' && before != u'/';
    default: // a@b.com
        return !isLatin(before) && before != u'.' && before != u'_' && before != u'-' && before != u'+';
    }
}

QString trimmedPromise(QStringView text)
{
    const auto isEdge = [](QChar c) { return c.isSpace() || c == u',' || c == u'，' || c == u':' || c == u'：' || c == u'.' || c == u'、' || c == u'-'; };
    while (!text.isEmpty() && isEdge(text.front()))
        text = text.mid(1);
    while (!text.isEmpty() && isEdge(text.back()))
        text.chop(1);
    QString all = text.left(longestPromise).toString();
    if (!all.isEmpty() && all.back().isHighSurrogate())
        all.chop(1);
    return all;
}

class Reading
{
public:
    Reading(QStringView text, const NoteWorld &world) : m_text(text.left(lookedAt)), m_world(world) { }

    QList<NoteMark> marks()
    {
        int signs = 0;
        for (qsizetype at = 0; at < m_text.size() && m_marks.size() < mostMarks && signs < mostSigns; ++at) {
            const QChar sign = narrow(m_text[at]);
            if (sign != u'#' && sign != u'!' && sign != u'@')
                continue;
            ++signs;
            if (!beginsWord(m_text, at, sign))
                continue;
            if (sign == u'#')
                readTag(at);
            else if (sign == u'!')
                readPromise(at);
            else
                readMention(at);
        }
        return m_marks;
    }

private:
    void readTag(qsizetype at)
    {
        qsizetype end = at + 1;
        bool named = false; // a number alone is the number of a ticket
        while (end < m_text.size() && end - at <= longestTag + 1 && isTag(m_text[end])) {
            named = named || m_text[end].isLetter() || m_text[end].isSurrogate();
            ++end;
        }
        const qsizetype length = end - at - 1;
        if (named && length <= longestTag)
            m_marks.append({NoteMark::Kind::Tag, at, length + 1, m_text.mid(at + 1, length).toString(), {}, {}});
    }

    void readPromise(qsizetype at)
    {
        if (at + 1 >= m_text.size() || narrow(m_text[at + 1]) == u'!')
            return;
        const auto due = readDueDate(m_text.mid(at + 1), m_world.today);
        const qsizetype from = at + 1 + (due ? due->length : 0);
        if (!due && !isWord(m_text[from]))
            return; // "! " and "!=": somebody's text
        qsizetype end = from;
        while (end < m_text.size() && !endsSentence(m_text[end])) {
            const QChar sign = narrow(m_text[end]);
            if ((sign == u'#' || sign == u'!') && beginsWord(m_text, end, sign))
                break;
            ++end;
        }
        QString promised = trimmedPromise(m_text.mid(from, end - from));
        if (promised.isEmpty()) { // 发报告 !周三前
            end = from;
            qsizetype begin = at;
            while (begin > m_begun && !endsSentence(m_text[begin - 1]))
                --begin;
            promised = trimmedPromise(m_text.mid(begin, at - begin));
        }
        if (promised.isEmpty())
            return;
        m_marks.append({NoteMark::Kind::Promise, at, end - at, promised, due, {}});
        m_begun = end; // what is promised once is not promised again
    }

    void readMention(qsizetype at)
    {
        const QStringView rest = m_text.mid(at + 1);
        const NoteWorld::Colleague *who = nullptr;
        QString said;
        for (const NoteWorld::Colleague &colleague : m_world.colleagues)
            for (const QString &name : colleague.names)
                if (name.size() > said.size() && rest.startsWith(name, Qt::CaseInsensitive)
                    && !(isLatin(name.back()) && name.size() < rest.size() && isLatin(rest[name.size()]))) { // @li is not @lina
                    who = &colleague;
                    said = name;
                }
        if (who)
            m_marks.append({NoteMark::Kind::Mention, at, said.size() + 1, rest.left(said.size()).toString(), {}, who->id});
    }

    QStringView m_text;
    const NoteWorld &m_world;
    QList<NoteMark> m_marks;
    qsizetype m_begun = 0; // where the text begins that no promise has taken
};

} // namespace

QList<NoteMark> readNote(QStringView text, const NoteWorld &world)
{
    return Reading(text, world).marks();
}

std::optional<NoteWord> wordAt(QStringView text, qsizetype cursor)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    for (qsizetype at = cursor - 1; at >= 0 && cursor - at <= longestTag + 1; --at) {
        const QChar sign = narrow(text[at]);
        if (sign == u'#' || sign == u'@' || sign == u'/' || sign == u'!') {
            if (!beginsWord(text, at, sign))
                return {};
            return NoteWord{sign, at, text.mid(at + 1, cursor - at - 1).toString()};
        }
        if (!isTag(text[at]))
            return {};
    }
    return {};
}

} // namespace kemai
