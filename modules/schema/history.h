// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Change sets and their history: the audit trail, readable by Query like any entity, written only by commit().
 *
 * Rows of one set are neighbors: history.seq from change_set.first on, `changes` of them, so no index by set is needed.
 *
 * A change_set is what one act did ("typed an edit", "one chunk of an import"); history has one row for
 * each record it changed. `edits` is the JSON of schema/change_json.h. `hash` chains the sets of one device:
 * the head of modules/store/history_chain.h says over which bytes.
 */
#pragma once

#define KEMAI_ENTITY change_set
#define KEMAI_LABELS u"变更", u"Change set"
#define KEMAI_STORAGE Storage::System
#define KEMAI_INDEXES "batch"
#define KEMAI_FIELDS                                                                                                     \
    F(Integer, seq, u"序号", u"Sequence")                                                                                \
    F(Time, at, u"时间", u"Time")                                                                                        \
    F(Reference, author, u"操作人", u"By", .refers = "user")                                                             \
    F(Reference, device, u"设备", u"Device")                                                                             \
    F(Choice, origin, u"来自", u"Origin",                                                                                \
      .choices = u"typed=手工录入=Typed|import=导入=Import|call=通话=Call|rule=规则=Rule|inferred=推断=Inferred|channel=渠道=Channel|undo=撤销=Undo|sync=同步=Sync") \
    F(Text, title, u"标题", u"Title")                                                                                    \
    F(Reference, batch, u"批次", u"Batch", .refers = "import_batch")                                                     \
    F(Reference, undoes, u"撤销", u"Undoes", .flags = Indexed, .refers = "change_set")                                   \
    F(Integer, first, u"首行", u"First row")                                                                             \
    F(Integer, changes, u"变更数", u"Changes")                                                                           \
    F(Text, hash, u"校验", u"Hash", .flags = Hidden)
#include "schema/declare_entity.h"

#define KEMAI_ENTITY history
#define KEMAI_LABELS u"历史", u"History"
#define KEMAI_STORAGE Storage::System
#define KEMAI_INDEXES ""
#define KEMAI_FIELDS                                                                                                     \
    F(Integer, seq, u"序号", u"Sequence")                                                                                \
    F(Integer, set_seq, u"变更", u"Change set")                                                                          \
    F(Text, subject, u"对象", u"Entity")                                                                                 \
    F(Reference, record, u"记录", u"Record", .flags = Indexed)                                                           \
    F(Choice, operation, u"操作", u"Operation", .choices = u"insert=新建=Created|update=修改=Changed|remove=撤下=Withdrawn|restore=恢复=Restored") \
    F(Integer, version, u"版本", u"Version")                                                                             \
    F(Integer, line, u"行号", u"Line")                                                                                   \
    F(Json, edits, u"内容", u"Edits", .flags = Hidden)
#include "schema/declare_entity.h"
