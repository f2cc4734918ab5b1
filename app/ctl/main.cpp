// SPDX-License-Identifier: GPL-3.0-or-later
// kemaictl: the workstation's rules from a terminal.
#include "commands.h"

#include "vault/harden.h"

#include <QCoreApplication>
#include <QLocale>

#include <clocale>

using namespace kemai;

namespace {

const QList<Option> options{
    {"store", "DIR", "the store; otherwise the user's own"},
    {"passphrase-file", "F", "the passphrase is the first line of F (- for standard input)"},
    {"json", nullptr, "results as JSON"},
    {"lang", "zh|en", "language of texts and headings"},
    {"help", nullptr, "this text"},
    {"version", nullptr, "the version"},
    {"key-store", nullptr, "init: keep the key in the system's key store"},
    {"customers", "N", "demo: how many customers"},
    {"interactions", "M", "demo: how many interactions"},
    {"seed", "S", "demo: the same seed makes the same company"},
    {"mapping", "F", "import: JSON file, heading to field"},
    {"encoding", "E", "import: the file's encoding, when it cannot be told"},
    {"delimiter", "C", "import: the file's delimiter"},
    {"dry-run", nullptr, "import: count, write nothing"},
    {"sheet", "NAME", "import: the sheet of a workbook; otherwise the one with known headings"},
    {"on-duplicate", "WHAT", "import: skip (as it is), update or create a customer that is there already"},
    {"errors", "F", "import: rows to correct, in the file's own form with their reasons, for importing again"},
    {"report", "F", "import: every duplicate and rejection with its line and reason; duplicates clusters: the list; as CSV"},
    {"queries", "F", "find: a file of queries, one a line"},
    {"limit", "N", "how many rows"},
    {"channel", "C", "timeline: wechat, webform, call, ticket, chat, mail, visit, note"},
    {"before", "T", "timeline: only what was before this time (ISO 8601)"},
    {"as-of", "T", "history, restore --customer: the customer as of this time (ISO 8601)"},
    {"preview", nullptr, "cleanse: say what would be changed, change nothing"},
    {"plan", nullptr, "undo, merge: say what would be done, change nothing"},
    {"backup-passphrase-file", "F", "backup: a passphrase of its own for the backup"},
    {"customer", nullptr, "restore: the customers named as of a time, from their own history, nobody else"},
    {"aside", nullptr, "restore: keep the store that is there aside instead of refusing"},
    {"name", "TEXT", "duplicates check: the name"},
    {"company", "TEXT", "duplicates check: the company"},
    {"phone", "TEXT", "duplicates check: one or several numbers"},
    {"email", "TEXT", "duplicates check: the email"},
    {"address", "TEXT", "duplicates check: the address"},
    {"as", "LOGIN", "merge, restore --customer: who acts; otherwise the user of this account"},
    {"certificate", "F", "enroll: the office's certificate, PEM"},
    {"login", "NAME", "enroll: who works here"},
    {"password-file", "F", "enroll: the person's password is the first line of F"},
    {"token-file", "F", "enroll: the enrolment token is the first line of F"},
    {"code", "N", "enroll: the one-time code, if the person has one"},
    {"device-name", "TEXT", "enroll: what the office calls this computer; otherwise its host name"},
    {"wait", "S", "sync: gives up when nothing was reached for so many seconds (30)"},
    {"only", "WHAT", "bench: find, timeline, duplicates, grid, call, renew, or import, interactions (into a store of their own)"},
    {"slowest", "N", "bench: names the slowest searches of each class"},
    {"rows", "N", "bench --only import or interactions: how many rows"},
    {"long-timeline", "ID", "bench: a customer with very many interactions"},
};

void printHelp(Output &out)
{
    out.line(out.say(u"用法：kemaictl [选项] 命令 …", u"usage: kemaictl [options] command ..."));
    out.line({});
    for (const Command &command : allCommands())
        out.line(QStringLiteral("  %1 %2").arg(QLatin1StringView(command.name), QLatin1StringView(command.operands)).leftJustified(44) + u' '
                 + out.say(command.zh, command.en));
    out.line({});
    for (const Option &option : options)
        out.line(QStringLiteral("  --%1%2").arg(QLatin1StringView(option.name), option.value ? u' ' + QLatin1String(option.value) : QString()).leftJustified(34)
                 + QLatin1String(option.what));
    out.line({});
    out.line(out.say(u"退出码：0 完成 · 1 完成但发现问题 · 2 用法错误 · 3 未找到 · 4 被拒绝 · 5 忙或中断 · 6 已损坏 · 7 磁盘或系统 · 8 输入被拒绝 · 9 冲突",
                     u"exit codes: 0 done, 1 done and something is wrong, 2 usage, 3 not found, 4 denied, 5 busy or interrupted, 6 damaged, "
                     u"7 disk or system, 8 input refused, 9 conflict"));
}

} // namespace

int main(int argc, char *argv[])
{
    (void)hardenProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Kemai"));
    QCoreApplication::setApplicationName(QStringLiteral("kemaictl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KEMAI_VERSION));
    std::setlocale(LC_NUMERIC, "C");
    watchForStop();

    QStringList names;
    for (const Command &command : allCommands())
        names << QLatin1String(command.name);
    const auto arguments = parseArguments(application.arguments().sliced(1), options, names);
    const bool systemChinese = QLocale::system().language() == QLocale::Chinese;
    if (!arguments) {
        Output out(false, systemChinese);
        out.error(arguments.error());
        return int(Exit::Usage);
    }
    const QString language = arguments->value("lang", systemChinese ? QStringLiteral("zh") : QStringLiteral("en"));
    Output out(arguments->has("json"), language.startsWith(QStringLiteral("zh")));
    if (arguments->has("version")) {
        out.line(QStringLiteral("kemaictl " KEMAI_VERSION));
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
    Session session(*arguments, out);
    for (const Command &command : allCommands())
        if (arguments->command == QLatin1StringView(command.name))
            return int(command.run(session));
    return int(Exit::Usage);
}
