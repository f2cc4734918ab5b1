// SPDX-License-Identifier: GPL-3.0-or-later
// Leads, opportunities and tickets, with the fields a timeline shows; later modules add theirs.
#pragma once

#define KEMAI_ENTITY lead
#define KEMAI_LABELS u"线索", u"Lead"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, title, u"线索", u"Lead")                                                                                     \
    F(Text, source, u"来源", u"Source")                                                                                  \
    F(Choice, state, u"状态", u"State", .choices = u"new=新=New|working=跟进中=Working|converted=已转商机=Converted|lost=已放弃=Lost") \
    F(Reference, owner, u"负责人", u"Owner", .refers = "user")                                                           \
    F(Time, opened_at, u"进入时间", u"Opened")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY opportunity
#define KEMAI_LABELS u"商机", u"Opportunity"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, title, u"商机", u"Opportunity")                                                                              \
    F(Text, stage, u"阶段", u"Stage")                                                                                    \
    F(Money, amount, u"金额", u"Amount", .flags = Sensitive)                                                             \
    F(Text, currency, u"币种", u"Currency")                                                                              \
    F(Date, close_date, u"预计成交", u"Expected close")                                                                  \
    F(Choice, state, u"状态", u"State", .choices = u"open=进行中=Open|won=已赢单=Won|lost=已输单=Lost")                  \
    F(Reference, owner, u"负责人", u"Owner", .refers = "user")                                                           \
    F(Time, opened_at, u"创建时间", u"Opened")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY ticket
#define KEMAI_LABELS u"工单", u"Ticket"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, number, u"编号", u"Number", .flags = Indexed)                                                                \
    F(Text, title, u"问题", u"Subject")                                                                                  \
    F(Choice, state, u"状态", u"State", .choices = u"open=待处理=Open|waiting=等待客户=Waiting|resolved=已解决=Resolved|closed=已关闭=Closed") \
    F(Choice, priority, u"优先级", u"Priority", .choices = u"low=低=Low|normal=普通=Normal|high=高=High|urgent=紧急=Urgent") \
    F(Text, category, u"分类", u"Category")                                                                              \
    F(Text, root_cause, u"根因", u"Root cause")                                                                          \
    F(Reference, owner, u"处理人", u"Owner", .refers = "user")                                                           \
    F(Time, opened_at, u"创建时间", u"Opened")                                                                           \
    F(Time, resolved_at, u"解决时间", u"Resolved")
#include "schema/declare_entity.h"
