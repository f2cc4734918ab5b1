// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Duplicates: by which rules two customers are taken for one, which pairs were found, and the acts by which they were
 * merged (the merges themselves: schema/customer.h).
 *
 * A pair's id is made from its two customers', so that the same pair found at two desks is one record and a
 * decision about it ("not the same") is remembered. Its customers are named without `refers` on purpose: a
 * proposal keeps nobody from being taken back by the undo of an import.
 */
#pragma once

#define KEMAI_ENTITY match_rule
#define KEMAI_LABELS u"去重规则", u"Match rule"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, code, u"规则", u"Rule", .flags = Indexed)                                                                    \
    F(Boolean, enabled, u"启用", u"Enabled")                                                                             \
    F(Integer, weight, u"权重", u"Weight")                                                                               \
    F(Integer, position, u"顺序", u"Position", .flags = Hidden)                                                          \
    F(Text, reason, u"调整原因", u"Reason for the change")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY duplicate_pair
#define KEMAI_LABELS u"疑似重复", u"Possible duplicate"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, first, u"客户一", u"First customer", .flags = Indexed)                                                  \
    F(Reference, second, u"客户二", u"Second customer", .flags = Indexed)                                                \
    F(Integer, score, u"匹配度", u"Score")                                                                               \
    F(Text, reasons, u"依据", u"Reasons")                                                                                \
    F(Choice, state, u"状态", u"State", .flags = Indexed,                                                                \
      .choices = u"open=待处理=Open|distinct=不是同一客户=Not the same|merged=已归并=Merged")                            \
    F(Text, note, u"说明", u"Note")                                                                                      \
    F(Reference, decided_by, u"处理人", u"Decided by", .refers = "user")                                                 \
    F(Time, decided_at, u"处理时间", u"Decided")                                                                         \
    F(Reference, signed_by, u"签核", u"Signed off by", .refers = "user")                                                 \
    F(Time, signed_at, u"签核时间", u"Signed off")                                                                       \
    F(Reference, batch, u"归并批次", u"Merge batch", .refers = "merge_batch")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY merge_batch
#define KEMAI_LABELS u"归并批次", u"Merge batch"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, signed_by, u"签核", u"Signed off by", .refers = "user")                                                 \
    F(Time, signed_at, u"签核时间", u"Signed off")                                                                       \
    F(Integer, clusters, u"组数", u"Clusters")
#include "schema/declare_entity.h"
