// SPDX-License-Identifier: GPL-3.0-or-later
// NumberClue: what we know of a number beside the phones of customers: that an agent said whose it is or is not, that it
// called and nobody knew it, that a note or a ticket mentions it. A caller is looked up here after `phone`.
#pragma once

#define KEMAI_ENTITY number_clue
#define KEMAI_LABELS u"号码线索", u"Number clue"
#define KEMAI_FIELDS                                                                                                     \
    F(Text, digits, u"号码", u"Digits", .flags = Hidden | Indexed | Sensitive)                                          \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Choice, verdict, u"判断", u"Verdict",                                                                              \
      .choices = u"called=来过电=Called|mentioned=文中提到=Mentioned|is=确认是此人=This person|not=不是此人=Not this person") \
    F(Reference, interaction, u"来自互动", u"From", .refers = "interaction")                                             \
    F(Time, at, u"时间", u"Time")
#include "schema/declare_entity.h"
