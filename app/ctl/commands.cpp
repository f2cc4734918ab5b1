// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

namespace kemai {

namespace {
constexpr Command commands[] = {
    {"init", "", u"新建加密的客户库", u"make a new, encrypted store", runInit},
    {"demo", "", u"生成演示公司", u"make a demo company", runDemo},
    {"import customers", "FILE", u"导入客户（CSV、Excel、vCard；- 为标准输入）", u"import customers from CSV, Excel or vCard (- for standard input)", runImportCustomers},
    {"import interactions", "FILE", u"导入互动（JSON 行）", u"import interactions from JSON lines", runImportInteractions},
    {"export customers", "FILE", u"导出客户（CSV）", u"export customers to CSV", runExportCustomers},
    {"cleanse", "", u"清洗已存的数据（--preview 只看不改）", u"clean stored data (--preview only shows)", runCleanse},
    {"undo", "BATCH", u"撤销一个批次或一次变更", u"undo a batch or a change set", runUndo},
    {"timeline", "CUSTOMER", u"客户的时间轴", u"a customer's timeline", runTimeline},
    {"history", "CUSTOMER", u"客户的全部历史，或某一时刻的样子", u"a customer's history, or the customer as of a time", runHistory},
    {"find", "QUERY", u"查找客户", u"find customers", runFind},
    {"duplicates check", "", u"谁可能已经是我们的客户", u"who of ours this may be", runDuplicatesCheck},
    {"duplicates clusters", "", u"在全部客户中查重，列出疑似重复的组", u"look through all customers and list what may be one", runDuplicateClusters},
    {"merge", "SURVIVOR OTHER...", u"把客户归并为一位（需要主管）", u"merge customers into one (takes a supervisor)", runMerge},
    {"call", "NUMBER", u"来电时显示的内容", u"what the card of an incoming call shows", runCall},
    {"enroll", "URL", u"让这个客户库加入公司的服务器", u"make this store a desk of an office", runEnroll},
    {"sync", "", u"立即同步，直到没有待发送的内容", u"synchronize until nothing waits", runSync},
    {"queue", "", u"待发送、被拒绝和有冲突的内容", u"what waits, was refused or is in conflict", runQueue},
    {"resolve", "CONFLICT mine|theirs", u"处理一个冲突", u"decide a conflict", runResolve},
    {"backup", "FILE", u"备份整个客户库", u"back the whole store up", runBackup},
    {"restore", "FILE", u"从备份恢复；--customer 只恢复所列客户", u"restore from a backup; --customer: only the customers named, as of a time", runRestore},
    {"verify", "", u"检查数据页、附件与历史链", u"check pages, attachments and the chain of history", runVerify},
    {"bench", "", u"测量速度", u"measure the speed", runBench},
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
