// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

namespace kemai {

Exit exitOf(const Error &error)
{
    if (error.code == Error::Code::Invalid && error.id.startsWith(QStringLiteral("ctl.")))
        return Exit::Usage;
    switch (error.code) {
    case Error::Code::Invalid: return Exit::Refused;
    case Error::Code::Denied: return Exit::Denied;
    case Error::Code::NotFound: return Exit::NotFound;
    case Error::Code::Conflict: return Exit::Conflict;
    case Error::Code::Busy: return Exit::Busy;
    case Error::Code::Offline: return Exit::Denied; // no key store, and no passphrase was given
    case Error::Code::Corrupt: return Exit::Damaged;
    case Error::Code::Io: return Exit::System;
    }
    return Exit::System;
}

Result<qint64> Arguments::number(const char *name, qint64 otherwise, qint64 least, qint64 most) const
{
    if (!has(name))
        return otherwise;
    bool whole = false;
    const qint64 number = value(name).toLongLong(&whole);
    if (!whole || number < least || number > most)
        return fail(Error::Code::Invalid, QStringLiteral("ctl.number"), {},
                    {QLatin1String(name), value(name), QString::number(least), QString::number(most)});
    return number;
}

Result<Arguments> parseArguments(const QStringList &words, const QList<Option> &options, const QStringList &commands)
{
    Arguments arguments;
    bool literal = false; // behind --
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (!literal && word == QStringLiteral("--")) {
            literal = true;
            continue;
        }
        if (literal || !word.startsWith(QStringLiteral("--"))) {
            arguments.operands << word;
            continue;
        }
        const QString name = word.mid(2).section(u'=', 0, 0);
        const auto option = std::ranges::find_if(options, [&name](const Option &o) { return name == QLatin1StringView(o.name); });
        if (option == options.end())
            return fail(Error::Code::Invalid, QStringLiteral("ctl.unknownOption"), {}, {word});
        if (!option->value) {
            if (word.contains(u'='))
                return fail(Error::Code::Invalid, QStringLiteral("ctl.unexpectedValue"), {}, {name});
            arguments.options.insert(name, QStringLiteral("1"));
        } else if (word.contains(u'=')) {
            arguments.options.insert(name, word.section(u'=', 1));
        } else if (++i < words.size()) {
            arguments.options.insert(name, words.at(i));
        } else {
            return fail(Error::Code::Invalid, QStringLiteral("ctl.valueMissing"), {}, {name});
        }
    }
    // The command is one word or two.
    for (const qsizetype count : {2, 1}) {
        const QString candidate = arguments.operands.first(std::min(count, arguments.operands.size())).join(u' ');
        if (arguments.operands.size() >= count && commands.contains(candidate)) {
            arguments.command = candidate;
            arguments.operands = arguments.operands.sliced(count);
            break;
        }
    }
    return arguments;
}

} // namespace kemai
