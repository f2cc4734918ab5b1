// SPDX-License-Identifier: GPL-3.0-or-later
// What a team writes again and again: check-ins with one key (R098), and text modules put into a note with /.
#pragma once

#define KEMAI_ENTITY check_in_template
#define KEMAI_LABELS u"打卡模板", u"Check-in template"
#define KEMAI_FIELDS                                                                                                     \
    F(Integer, position, u"顺序", u"Position")                                                                           \
    F(Text, subject, u"打卡", u"Check-in")                                                                               \
    F(Text, next_title, u"下一步", u"Next step")                                                                         \
    F(Integer, next_days, u"几天后", u"After days")                                                                      \
    F(Boolean, workdays, u"按工作日", u"In workdays")
#include "schema/declare_entity.h"

#define KEMAI_ENTITY text_module
#define KEMAI_LABELS u"话术", u"Text module"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, key, u"简称", u"Key")                                                                                        \
    F(Text, text, u"内容", u"Text")
#include "schema/declare_entity.h"
