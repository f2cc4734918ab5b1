// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/block_text.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype charactersMost = 64'000'000;

bool isBreak(QChar c) { return c == u'\n' || c == u'\r'; }

// Where the quoted cell that begins at `from` ends: behind its closing quote, which only a tab, a break or the end may
// follow. notClosed, neverClosed (the text ended first): the quote was a character.
constexpr qsizetype notClosed = -1;
constexpr qsizetype neverClosed = -2;
qsizetype closed(QStringView text, qsizetype from)
{
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text[i] != u'"')
            continue;
        if (i + 1 < text.size() && text[i + 1] == u'"') {
            ++i;
            continue;
        }
        return i + 1 == text.size() || text[i + 1] == u'\t' || isBreak(text[i + 1]) ? i + 1 : notClosed;
    }
    return neverClosed;
}
} // namespace

Result<QList<QStringList>> parseBlock(QStringView text)
{
    const auto tooLarge = [] { return fail(Error::Code::Invalid, u"grid.blockTooLarge"_s, {}, {QString::number(blockCellsMost)}); };
    if (text.size() > charactersMost)
        return tooLarge();
    QList<QStringList> rows;
    QStringList row;
    qsizetype cells = 0;
    qsizetype widest = 0;
    qsizetype at = 0;
    qsizetype unclosedFrom = text.size() + 1; // from here on no quote closes: looked for once, so the time stays linear
    while (at < text.size()) {
        QString cell;
        const qsizetype end = text[at] == u'"' && at < unclosedFrom ? closed(text, at) : notClosed;
        if (end > 0) {
            cell = text.sliced(at + 1, end - at - 2).toString().replace("\"\""_L1, "\""_L1);
            at = end;
        } else {
            if (end == neverClosed)
                unclosedFrom = std::min(unclosedFrom, at);
            const qsizetype from = at;
            while (at < text.size() && text[at] != u'\t' && !isBreak(text[at]))
                ++at;
            cell = text.sliced(from, at - from).toString();
        }
        cell.replace("\r\n"_L1, "\n"_L1);
        row.append(cell);
        if (++cells > blockCellsMost)
            return tooLarge();
        if (at < text.size() && text[at] == u'\t') {
            ++at;
            if (at == text.size())
                row.append(QString());
            else if (!isBreak(text[at]))
                continue;
            else
                row.append(QString());
        }
        if (at < text.size() && isBreak(text[at]))
            at += text[at] == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n' ? 2 : 1;
        widest = std::max(widest, row.size());
        rows.append(std::exchange(row, {}));
    }
    if (rows.size() * widest > blockCellsMost)
        return tooLarge();
    for (QStringList &each : rows)
        while (each.size() < widest)
            each.append(QString());
    return rows;
}

QString blockText(const QList<QStringList> &rows)
{
    QString text;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                text += u'\t';
            const QString &cell = row.at(i);
            const bool quoted = cell.startsWith(u'"') || std::ranges::any_of(cell, [](QChar c) { return c == u'\t' || isBreak(c); });
            if (quoted)
                text += u'"' + QString(cell).replace("\""_L1, "\"\""_L1) + u'"';
            else
                text += cell;
        }
        text += u'\n';
    }
    return text;
}

} // namespace kemai
