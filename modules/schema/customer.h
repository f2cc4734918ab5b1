// SPDX-License-Identifier: GPL-3.0-or-later
// Customer: a company or a person we sell to or serve, and what hangs on it directly: contacts, phones,
// emails, addresses, tags. A customer is never deleted: it is marked invalid, withdrawn, or merged.
#pragma once

#define KEMAI_ENTITY customer
#define KEMAI_LABELS u"客户", u"Customer"
#define KEMAI_FIELDS                                                                                                     \
    F(Choice, kind, u"类型", u"Kind", .choices = u"person=个人=Person|company=公司=Company")                             \
    F(Text, name, u"姓名", u"Name", .flags = Searchable | Importable,                                                    \
      .synonyms = u"客户|客户姓名|客户名称|名称|联系人|联系人姓名|姓名/名称|學生姓名|客戶姓名|客戶|full name|customer|customer name|contact|contact name") \
    F(Text, name_normal, u"姓名（比对）", u"Name (folded)", .flags = Hidden | Indexed, .merge = Merge::Derived, .derivedFrom = "name") \
    F(Text, company, u"公司", u"Company", .flags = Searchable | Importable,                                              \
      .synonyms = u"公司名称|单位|单位名称|企业|企业名称|所属公司|工作单位|公司名稱|單位|company name|organization|organisation|account|employer") \
    F(Text, source, u"来源", u"Source", .flags = Importable,                                                             \
      .synonyms = u"客户来源|来源渠道|渠道|线索来源|來源|lead source|channel|origin")                                    \
    F(Text, province, u"省份", u"Province")                                                                              \
    F(Text, city, u"城市", u"City", .flags = Importable, .synonyms = u"所在城市|市|地市|town")                           \
    F(Date, birthday, u"生日", u"Birthday", .flags = Importable | Sensitive,                                             \
      .synonyms = u"出生日期|出生年月|出生|date of birth|dob|birth date|birthdate")                                      \
    F(Text, level, u"级别", u"Level")                                                                                    \
    F(Text, note, u"备注", u"Note", .flags = Importable, .synonyms = u"说明|描述|客户备注|備註|notes|remark|remarks|comment|comments|description") \
    F(Reference, owner, u"负责人", u"Owner", .flags = Indexed, .merge = Merge::Server, .refers = "user")                 \
    F(Reference, team, u"团队", u"Team", .merge = Merge::Server, .refers = "team")                                       \
    F(Choice, state, u"状态", u"State",                                                                                  \
      .choices = u"active=有效=Active|pool=公海=Pool|invalid=无效=Invalid")                                              \
    F(Text, invalid_reason, u"无效原因", u"Reason")                                                                      \
    F(Reference, merged_into, u"已并入", u"Merged into", .flags = Hidden | Indexed, .refers = "customer")                \
    F(Reference, batch, u"导入批次", u"Import batch", .flags = Hidden | Indexed, .refers = "import_batch")               \
    F(Time, last_interaction, u"上次互动", u"Last contact", .flags = Hidden | Indexed, .merge = Merge::Derived)          \
    F(Json, custom, u"自定义字段", u"Custom fields", .flags = Hidden)
#include "schema/declare_entity.h"

#define KEMAI_ENTITY contact
#define KEMAI_LABELS u"联系人", u"Contact"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, name, u"姓名", u"Name", .flags = Searchable)                                                                 \
    F(Text, title, u"职务", u"Title")                                                                                    \
    F(Text, relation, u"关系", u"Relation")                                                                              \
    F(Text, note, u"备注", u"Note")
#include "schema/declare_entity.h"

// A number keeps the form it was written in beside its E.164. Service numbers (95588, 10086, 400...) have
// no E.164 outside their country; then e164 is empty and digits still finds them.
#define KEMAI_ENTITY phone
#define KEMAI_LABELS u"电话", u"Phone"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Reference, contact, u"联系人", u"Contact", .refers = "contact")                                                    \
    F(Text, written, u"手机", u"Phone", .flags = Importable | Sensitive,                                                 \
      .synonyms = u"电话|手机号|手机号码|电话号码|联系电话|联系方式|移动电话|座机|固话|手機|手機號碼|電話|聯絡電話|mobile|tel|telephone|phone number|mobile phone|cell|cellphone|cell phone|mobile number|contact number") \
    F(Text, e164, u"E.164", u"E.164", .flags = Hidden | Sensitive, .merge = Merge::Derived, .derivedFrom = "written") \
    F(Text, extension, u"分机", u"Extension")                                                                            \
    F(Text, digits, u"号码", u"Digits", .flags = Searchable | Hidden | Indexed | Sensitive, .merge = Merge::Derived, .derivedFrom = "written") \
    F(Choice, kind, u"号码归属", u"Whose", .choices = u"self=本人=Own|family=家庭=Family|switchboard=总机=Switchboard|reception=前台=Reception") \
    F(Choice, line, u"线路", u"Line", .merge = Merge::Derived,                                                           \
      .choices = u"mobile=手机=Mobile|landline=固话=Landline|tollfree=400/800=Toll-free|service=服务号=Service|foreign=境外=Foreign|unknown=未识别=Unknown", .derivedFrom = "written") \
    F(Text, region, u"归属地", u"Region", .merge = Merge::Derived, .derivedFrom = "written")                             \
    F(Integer, position, u"顺序", u"Position", .flags = Hidden)
#include "schema/declare_entity.h"

#define KEMAI_ENTITY email
#define KEMAI_LABELS u"邮箱", u"Email"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Reference, contact, u"联系人", u"Contact", .refers = "contact")                                                    \
    F(Text, written, u"邮箱", u"Email", .flags = Searchable | Importable | Sensitive,                                    \
      .synonyms = u"邮件|电子邮件|电子邮箱|邮箱地址|郵箱|電子郵件|e-mail|mail|email address|e-mail address")             \
    F(Text, normal, u"邮箱（比对）", u"Email (folded)", .flags = Hidden | Indexed | Sensitive, .merge = Merge::Derived, .derivedFrom = "written") \
    F(Integer, position, u"顺序", u"Position", .flags = Hidden)
#include "schema/declare_entity.h"

#define KEMAI_ENTITY address
#define KEMAI_LABELS u"地址", u"Address"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, written, u"地址", u"Address", .flags = Searchable | Importable | Sensitive,                                  \
      .synonyms = u"详细地址|联系地址|通讯地址|住址|公司地址|收货地址|通訊地址|street|street address|mailing address|location") \
    F(Text, province, u"省份", u"Province")                                                                              \
    F(Text, city, u"城市", u"City")                                                                                      \
    F(Text, district, u"区县", u"District")                                                                              \
    F(Text, postcode, u"邮编", u"Postcode")                                                                              \
    F(Integer, position, u"顺序", u"Position", .flags = Hidden)
#include "schema/declare_entity.h"

#define KEMAI_ENTITY tag
#define KEMAI_LABELS u"标签", u"Tag"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, customer, u"客户", u"Customer", .flags = Indexed, .refers = "customer")                                 \
    F(Text, label, u"标签", u"Label", .flags = Indexed)
#include "schema/declare_entity.h"

#define KEMAI_ENTITY merge
#define KEMAI_LABELS u"归并", u"Merge"
#define KEMAI_FIELDS                                                                                                     \
    F(Reference, survivor, u"保留", u"Survivor", .flags = Indexed, .refers = "customer")                                 \
    F(Reference, merged, u"并入", u"Merged", .flags = Indexed, .refers = "customer")                                     \
    F(Text, rule, u"规则", u"Rule")                                                                                      \
    F(Reference, approved_by, u"签核", u"Approved by", .refers = "user")
#include "schema/declare_entity.h"
