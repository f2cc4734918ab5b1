// SPDX-License-Identifier: GPL-3.0-or-later
// Interaction: one event on a customer's one time axis, whatever the channel; and what an agent still owes:
// tasks and promises; and what came along: attachments. `external_id` is the channel's own id; the record's
// id is made from channel and external id, so a redelivery is the same record.
#pragma once

#define KEMAI_ENTITY interaction
#define KEMAI_LABELS u"互动", u"Interaction"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .refers = "customer")                                                   \
    F(Reference, contact, u"联系人", u"Contact", .refers = "contact")                                                    \
    F(Choice, channel, u"渠道", u"Channel",                                                                              \
      .choices = u"wechat=企业微信=WeCom|webform=官网表单=Web form|call=电话=Call|ticket=工单=Ticket|chat=在线客服=Chat|mail=邮件=Email|visit=打卡=Check-in|note=备注=Note") \
    F(Choice, direction, u"方向", u"Direction", .choices = u"in=客户=From customer|out=我方=From us|internal=内部=Internal") \
    F(Time, at, u"时间", u"Time")                                                                                        \
    F(Text, subject, u"主题", u"Subject")                                                                                \
    F(Text, body, u"内容", u"Text")                                                                                      \
    F(Reference, author, u"经手人", u"By", .refers = "user")                                                             \
    F(Text, author_name, u"经手人", u"By")                                                                               \
    F(Integer, duration_s, u"时长（秒）", u"Duration (s)")                                                               \
    F(Reference, ticket, u"工单", u"Ticket", .refers = "ticket")                                                         \
    F(Reference, opportunity, u"商机", u"Opportunity", .refers = "opportunity")                                          \
    F(Text, external_id, u"外部编号", u"External id", .flags = Hidden)                                                   \
    F(Json, details, u"明细", u"Details", .flags = Hidden)
// Channel and removal too, so that a whole timeline is counted by day and channel out of the index alone.
#define KEMAI_INDEXES "customer,at,channel,removed"
#include "schema/declare_entity.h"

#define KEMAI_ENTITY task
#define KEMAI_LABELS u"待办", u"Task"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, title, u"事项", u"Title")                                                                                    \
    F(Time, due, u"到期", u"Due", .flags = Indexed)                                                                      \
    F(Time, done_at, u"完成时间", u"Done")                                                                               \
    F(Reference, owner, u"负责人", u"Owner", .flags = Indexed, .refers = "user")                                         \
    F(Reference, interaction, u"来自互动", u"From", .refers = "interaction")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY promise
#define KEMAI_LABELS u"承诺", u"Promise"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, text, u"承诺内容", u"Promise")                                                                               \
    F(Time, made_at, u"承诺时间", u"Made")                                                                               \
    F(Time, due, u"到期", u"Due", .flags = Indexed)                                                                      \
    F(Time, done_at, u"兑现时间", u"Kept")                                                                               \
    F(Reference, owner, u"承诺人", u"By", .refers = "user")                                                              \
    F(Text, owner_name, u"承诺人", u"By")                                                                                \
    F(Reference, interaction, u"来自互动", u"From", .refers = "interaction")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY attachment
#define KEMAI_LABELS u"附件", u"Attachment"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Reference, interaction, u"互动", u"Interaction", .flags = Indexed, .refers = "interaction")                        \
    F(Text, file_name, u"文件名", u"File name")                                                                          \
    F(Text, media_type, u"类型", u"Type")                                                                                \
    F(Integer, size, u"大小（字节）", u"Size (bytes)")                                                                   \
    F(Text, content, u"内容编号", u"Content", .flags = Hidden)
#include "schema/declare_entity.h"
