// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

namespace kemai {

namespace {
constexpr Command commands[] = {
    {"init", "", u"新建加密的客户库", u"make a new, encrypted store", runInit},
    {"find", "QUERY", u"查找客户", u"find customers", runFind},
    {"backup", "FILE", u"备份整个客户库", u"back the whole store up", runBackup},
    {"restore", "FILE", u"从备份恢复", u"restore from a backup", runRestore},
    {"verify", "", u"检查数据页、附件与历史链", u"check pages, attachments and the chain of history", runVerify},
    {"selftest", "", u"检查本机是否满足运行条件", u"check what the program needs from this machine", runSelfTest},
};
} // namespace

std::span<const Command> allCommands() { return commands; }

Exit failed(Session &session, const Error &error)
{
    session.out.error(error);
    return exitOf(error);
}

Exit missingOperand(Session &session, const char *operand)
{
    return failed(session, makeError(Error::Code::Invalid, QStringLiteral("ctl.operandMissing"), {}, {QLatin1String(operand)}));
}

} // namespace kemai
