// SPDX-License-Identifier: GPL-3.0-or-later
// kemai-server: serves workstations in front of PostgreSQL, and the commands an administrator needs around it.
#include "commands.h"

#include <QCoreApplication>
#include <QLocale>

#include <clocale>

#include <sodium.h>

using namespace kemai;

namespace {

void printHelp(Output &out)
{
    out.line(out.say(u"用法：kemai-server [选项] 命令 …", u"usage: kemai-server [options] command ..."));
    out.line({});
    for (const Command &command : allCommands())
        out.line(QStringLiteral("  %1 %2").arg(QLatin1StringView(command.name), QLatin1StringView(command.operands)).leftJustified(32) + u' '
                 + QString::fromUtf16(out.chinese() ? command.zh : command.en));
    out.line({});
    for (const Option &option : allOptions)
        out.line(QStringLiteral("  --%1 %2").arg(QLatin1StringView(option.name), QLatin1StringView(option.value ? option.value : "")).leftJustified(32) + u' '
                 + QLatin1StringView(option.what));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("kemai-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KEMAI_VERSION));
    std::setlocale(LC_NUMERIC, "C");
    if (sodium_init() < 0)
        return int(Exit::System);

    QStringList names;
    for (const Command &command : allCommands())
        names << QLatin1StringView(command.name);
    const bool systemChinese = QLocale::system().language() == QLocale::Chinese;
    const auto arguments = parseArguments(application.arguments().sliced(1), allOptions, names);
    if (!arguments) {
        Output(false, systemChinese).error(arguments.error());
        return int(Exit::Usage);
    }
    const QString language = arguments->value("lang", systemChinese ? QStringLiteral("zh") : QStringLiteral("en"));
    Output out(arguments->has("json"), language.startsWith(QStringLiteral("zh")));
    if (arguments->has("version")) {
        out.line(QStringLiteral("kemai-server " KEMAI_VERSION));
        return 0;
    }
    if (arguments->has("help")) {
        printHelp(out);
        return 0;
    }
    if (arguments->command.isEmpty()) {
        if (arguments->operands.isEmpty())
            printHelp(out);
        else
            out.error(makeError(Error::Code::Invalid, QStringLiteral("ctl.unknownCommand"), {}, {arguments->operands.first()}));
        return int(Exit::Usage);
    }
    OfficeSession office(*arguments, out);
    if (const auto read = office.readConfiguration(); !read)
        return int(office.failed(read.error()));
    for (const Command &command : allCommands())
        if (arguments->command == QLatin1StringView(command.name))
            return int(command.run(office));
    return int(Exit::Usage);
}
