// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error_text.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

static void registerErrors()
{
    Q_INIT_RESOURCE(errors);
}

namespace kemai {

namespace {
struct Sentences {
    QString chinese;
    QString english;
};

// Rows of a Markdown table: | id | zh_CN | en |, where an id is dotted words.
QHash<QString, Sentences> read()
{
    registerErrors();
    static const QRegularExpression idShape(u"^`?([a-z][A-Za-z]*(?:\\.[A-Za-z]+)+)`?$"_s);
    QHash<QString, Sentences> all;
    const QDir folder(u":/errors"_s);
    for (const QString &name : folder.entryList()) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        bool inside = false;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (const QString &line : lines) {
            if (line.startsWith("## "_L1))
                inside = line.trimmed() == "## Errors"_L1;
            if (!inside || !line.startsWith(u'|'))
                continue;
            QString unescaped = line;
            unescaped.replace("\\|"_L1, u"\x01"_s);
            QStringList cells = unescaped.split(u'|');
            if (cells.size() < 5)
                continue;
            for (QString &cell : cells)
                cell = cell.replace(u'\x01', u'|').trimmed();
            const auto match = idShape.match(cells[1]);
            if (match.hasMatch())
                all.insert(match.captured(1), {cells[2], cells[3]});
        }
    }
    return all;
}

const QHash<QString, Sentences> &sentences()
{
    static const QHash<QString, Sentences> all = read();
    return all;
}
} // namespace

QString errorText(const Error &error, ErrorLanguage language)
{
    const bool chinese = language == ErrorLanguage::Chinese;
    const auto found = sentences().constFind(error.id);
    if (found == sentences().constEnd())
        return (chinese ? u"操作没有完成（%1）。已保存的内容不受影响，请重试。"_s
                        : u"This was not completed (%1). What was saved is unharmed; please try again."_s)
            .arg(error.id);
    const QString &pattern = chinese ? found->chinese : found->english;
    QString text; // one pass: a detail may itself hold "%1"
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'%' && i + 1 < pattern.size() && pattern[i + 1] >= u'1' && pattern[i + 1] <= u'9') {
            text += error.details.value(pattern[i + 1].unicode() - u'1');
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

QStringList knownErrorIds()
{
    QStringList ids = sentences().keys();
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace kemai
