// SPDX-License-Identifier: GPL-3.0-or-later
// Who works here, what they saved for themselves, and what was imported.
#pragma once

#define KEMAI_ENTITY user
#define KEMAI_LABELS u"用户", u"User"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, login, u"登录名", u"Login", .flags = Indexed)                                                                \
    F(Text, name, u"姓名", u"Name")                                                                                      \
    F(Text, name_en, u"英文名", u"English name")                                                                         \
    F(Reference, team, u"团队", u"Team", .refers = "team")                                                               \
    F(Text, role, u"角色", u"Role", .merge = Merge::Server)                                                              \
    F(Choice, state, u"状态", u"State", .merge = Merge::Server, .choices = u"active=在职=Active|disabled=停用=Disabled")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY team
#define KEMAI_LABELS u"团队", u"Team"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, name, u"名称", u"Name")                                                                                      \
    F(Text, name_en, u"英文名称", u"English name")                                                                       \
    F(Reference, parent, u"上级", u"Parent", .refers = "team")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY saved_view
#define KEMAI_LABELS u"视图", u"Saved view"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, name, u"名称", u"Name")                                                                                      \
    F(Text, subject, u"对象", u"Entity")                                                                                 \
    F(Json, filter, u"条件", u"Filter", .flags = Hidden)                                                                 \
    F(Reference, owner, u"所有者", u"Owner", .flags = Indexed, .refers = "user")                                         \
    F(Boolean, shared, u"共享", u"Shared")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY field_definition
#define KEMAI_LABELS u"自定义字段", u"Custom field"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, subject, u"对象", u"Entity", .flags = Indexed)                                                               \
    F(Text, key, u"键", u"Key")                                                                                          \
    F(Text, label_zh, u"中文名", u"Chinese label")                                                                       \
    F(Text, label_en, u"英文名", u"English label")                                                                       \
    F(Choice, type, u"类型", u"Type", .choices = u"text=文本=Text|number=数字=Number|date=日期=Date")                    \
    F(Integer, position, u"顺序", u"Position")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY import_batch
#define KEMAI_LABELS u"导入批次", u"Import batch"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, file_name, u"文件", u"File")                                                                                 \
    F(Text, subject, u"对象", u"Entity")                                                                                 \
    F(Choice, state, u"状态", u"State", .choices = u"running=进行中=Running|done=完成=Done|canceled=已取消=Canceled|undone=已撤销=Undone") \
    F(Integer, rows, u"行数", u"Rows")                                                                                   \
    F(Integer, created, u"新建", u"Created")                                                                             \
    F(Integer, updated, u"更新", u"Updated")                                                                             \
    F(Integer, duplicates, u"重复", u"Duplicates")                                                                       \
    F(Integer, rejected, u"拒绝", u"Rejected")                                                                           \
    F(Integer, cleaned, u"清洗", u"Cleaned")                                                                             \
    F(Time, started_at, u"开始", u"Started")                                                                             \
    F(Time, finished_at, u"结束", u"Finished")
#include "schema/declare_entity.h"
