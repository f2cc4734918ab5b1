// SPDX-License-Identifier: GPL-3.0-or-later
// No include guard on purpose: every entity header defines KEMAI_ENTITY (name), KEMAI_LABELS (zh, en),
// KEMAI_FIELDS (one F(...) line a field), optionally KEMAI_INDEXES and KEMAI_STORAGE, then includes this. The result is
//   namespace kemai::<name> { const Entity entity; const FieldOf<...> <field>; ... }
#include "schema/entity.h"

#ifndef KEMAI_INDEXES
#define KEMAI_INDEXES ""
#endif
#ifndef KEMAI_STORAGE
#define KEMAI_STORAGE Storage::Records
#endif
#define KEMAI_TEXT_(token) #token
#define KEMAI_TEXT(token) KEMAI_TEXT_(token)

namespace kemai::KEMAI_ENTITY {

#define F(kind_, id_, zh_, en_, ...) \
    Field{.name = KEMAI_TEXT(id_), .type = Type::kind_, .zh = zh_, .en = en_ __VA_OPT__(, ) __VA_ARGS__},
inline constexpr Field fields[] = {KEMAI_FIELDS};
#undef F

inline constexpr Entity entity{KEMAI_TEXT(KEMAI_ENTITY), KEMAI_LABELS, fields, KEMAI_INDEXES, KEMAI_STORAGE};

enum Index : int {
#define F(kind_, id_, ...) index_##id_,
    KEMAI_FIELDS
#undef F
};

#define F(kind_, id_, ...) inline constexpr FieldOf<ValueTypeOf<Type::kind_>::T> id_{&entity, index_##id_};
KEMAI_FIELDS
#undef F

} // namespace kemai::...

#undef KEMAI_ENTITY
#undef KEMAI_LABELS
#undef KEMAI_FIELDS
#undef KEMAI_INDEXES
#undef KEMAI_STORAGE
#undef KEMAI_TEXT
#undef KEMAI_TEXT_
