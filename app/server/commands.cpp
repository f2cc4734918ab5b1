// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

namespace kemai {

namespace {
constexpr Command commands[] = {
    {"serve", "", u"运行服务器，直到收到停止信号", u"serve workstations until told to stop", runServe},
    {"migrate", "", u"建立数据库的表，或升级到本程序的版本", u"make the database's tables, or bring them to this program's version", runMigrate},
    {"key", "", u"生成服务器密钥（已有则不动）", u"make the server's key (never over one that is there)", runKey},
    {"user add", "LOGIN", u"新建用户", u"add a user", runUserAdd},
    {"user list", "", u"列出用户", u"list the users", runUserList},
    {"user disable", "LOGIN", u"停用用户，立即失效", u"disable a user, at once", runUserDisable},
    {"user enable", "LOGIN", u"恢复用户", u"enable a user again", runUserEnable},
    {"user role", "LOGIN ROLE", u"更改用户的角色", u"give a user another role", runUserRole},
    {"user password", "LOGIN", u"设置密码", u"set a user's password", runUserPassword},
    {"user totp", "LOGIN", u"设置动态口令，显示一次", u"set up one-time codes, shown once", runUserTotp},
    {"user offboard", "LOGIN", u"离职：停用、移交、吊销设备", u"leaving: disable, hand over, revoke devices", runUserOffboard},
    {"role list", "", u"列出角色、可见范围和字段权限", u"list roles, what they reach and their fields", runRoleList},
    {"role add", "ROLE", u"新建角色", u"add a role", runRoleAdd},
    {"role grant", "ROLE OTHER", u"让角色包含另一个角色的权限", u"let a role hold another as well", runRoleGrant},
    {"role take", "ROLE OTHER", u"取消角色包含的另一个角色", u"take another role out of a role", runRoleTake},
    {"role mask", "ROLE TABLE.FIELD hide|read|write", u"设置角色对某个字段的权限", u"say what a role may do with a field", runRoleMask},
    {"token", "LOGIN", u"生成登记码（用于登记一台工作站）", u"make a token that enrols one workstation", runToken},
    {"device list", "LOGIN", u"列出用户的设备", u"list a user's devices", runDeviceList},
    {"device revoke", "DEVICE", u"吊销设备，立即生效", u"revoke a device, at once", runDeviceRevoke},
    {"seal", "", u"为审计链加盖封印", u"seal the audit's chain", runSeal},
    {"fsck", "", u"检查审计链、孤立的行和数量", u"check the audit's chain, rows that do not fit, counts", runFsck},
    {"backup", "FILE", u"备份数据库", u"back the database up", runBackup},
    {"restore", "FILE", u"从备份恢复到空数据库，并开始新的纪元", u"restore into an empty database, and begin a new epoch", runRestore},
    {"new-epoch", "", u"数据库用其他方式恢复之后运行", u"after the database was restored by other means", runNewEpoch},
};
} // namespace

const QList<Option> allOptions{
    {"config", "F", "settings; otherwise $KEMAI_SERVER_CONFIG, otherwise /etc/kemai/server.json"},
    {"json", nullptr, "results as JSON"},
    {"lang", "zh|en", "language of texts"},
    {"help", nullptr, "this text"},
    {"version", nullptr, "the version"},
    {"name", "TEXT", "user add: the name; otherwise the login"},
    {"role", "ROLE", "user add: the role"},
    {"team", "TEAM", "user add: the team, by name or id; made if there is none of that name"},
    {"password-file", "F", "user add, user password: the password is the first line of F (- for standard input)"},
    {"to", "LOGIN", "user offboard: who gets customers and open tasks; otherwise the pool and nobody"},
    {"pool", nullptr, "user offboard: customers go to the pool, whoever gets the tasks; role add: sees the pool"},
    {"reach", "R", "role add: whose customers: own, team, department (and below) or all; otherwise own"},
    {"office", nullptr, "role add: sees what concerns several owners, such as proposals of duplicates"},
    {"includes", "A,B", "role add: roles whose rights it holds as well"},
    {"hours", "N", "token: how long it is good (24)"},
    {"head", "F", "seal, fsck: the head of the audit; otherwise the setting audit_head, otherwise beside the key"},
    {"repair", nullptr, "fsck: compute scopes anew that are wrong"},
    {"quick", nullptr, "fsck: the audit's chain alone"},
};

std::span<const Command> allCommands() { return commands; }

} // namespace kemai
