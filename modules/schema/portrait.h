// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a customer beyond the form: facts, and relations to other customers.
#pragma once

// What somebody learned about a customer ("家长关注小升初政策"), for all who talk with them (R110).
#define KEMAI_ENTITY fact
#define KEMAI_LABELS u"画像", u"Fact"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, text, u"画像", u"Fact")                                                                                      \
    F(Time, noted_at, u"记录时间", u"Noted")                                                                             \
    F(Reference, author, u"记录人", u"By", .refers = "user")                                                             \
    F(Text, author_name, u"记录人", u"By")                                                                               \
    F(Reference, interaction, u"来自互动", u"From", .refers = "interaction")
#include "schema/declare_entity.h"

// Two customers who have to do with each other: `other` is the `kind` of `customer`. Shown on both pages.
#define KEMAI_ENTITY relation
#define KEMAI_LABELS u"客户关系", u"Relation"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Reference, other, u"相关客户", u"Related customer", .flags = Indexed, .refers = "customer")                        \
    F(Choice, kind, u"关系", u"Relation",                                                                                \
      .choices = u"spouse=配偶=Spouse|family=家人=Family|colleague=同事=Colleague|employer=任职公司=Employer|employee=员工=Employee|parent=上级公司=Parent company|branch=分支机构=Branch|referrer=介绍人=Referred by|referred=被介绍=Referred|partner=合作方=Partner|other=其他=Other") \
    F(Text, note, u"备注", u"Note")
#include "schema/declare_entity.h"
