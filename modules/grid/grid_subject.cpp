// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/grid_subject.h"

#include "text/pipeline.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace kemai {

using namespace Qt::StringLiterals;

int GridSubject::columnOf(QStringView key) const
{
    for (int i = 0; i < m_columns.size(); ++i)
        if (m_columns.at(i).key == key)
            return i;
    return -1;
}

Result<NewRows> GridSubject::planNew(Records &, const QList<int> &, const QList<QStringList> &, const EditContext &) const
{
    return fail(Error::Code::Denied, u"grid.noNewRows"_s);
}

QList<int> GridSubject::columnsOfHeadings(const QStringList &headings) const
{
    QList<int> found;
    int known = 0;
    for (const QString &heading : headings) {
        const QString text = heading.trimmed();
        const auto column = std::ranges::find_if(m_columns, [&](const GridColumn &one) {
            return text.compare(one.zh, Qt::CaseInsensitive) == 0 || text.compare(one.en, Qt::CaseInsensitive) == 0;
        });
        found.append(column == m_columns.cend() ? -1 : int(column - m_columns.cbegin()));
        known += found.last() >= 0 ? 1 : 0;
    }
    return known >= 2 || (known == 1 && headings.size() == 1) ? found : QList<int>();
}

QList<int> GridSubject::fieldsOf(const QList<int> &columns) const
{
    QList<int> fields;
    for (const int column : columns)
        if (const int field = m_columns.at(column).field; field >= 0 && !fields.contains(field))
            fields.append(field);
    return fields;
}

Value GridSubject::cell(const Record &record, int column) const
{
    const GridColumn &described = m_columns.at(column);
    if (described.field < 0)
        return {};
    const Value &value = record.value(described.field);
    if (described.jsonKey.isEmpty())
        return value;
    if (value.isNull())
        return {};
    const QJsonValue member = QJsonDocument::fromJson(value.toText().toUtf8()).object().value(described.jsonKey);
    if (member.isUndefined() || member.isNull())
        return {};
    if (described.type == Type::Integer)
        return member.isDouble() ? Value(qint64(member.toDouble())) : read(member.toString(), column, 0).value_or(Value(member.toString()));
    return Value(member.toVariant().toString());
}

QString GridSubject::text(const Value &value, int column, bool chinese, const QTimeZone &zone) const
{
    if (value.isNull())
        return {};
    const GridColumn &described = m_columns.at(column);
    switch (described.type) {
    case Type::Choice:
        return described.described ? choiceLabel(*described.described, value.toText(), chinese) : value.toText();
    case Type::Reference:
        return names(chinese).value(value.toId(), value.toId().toString());
    case Type::Boolean:
        return value.toNumber() != 0 ? (chinese ? u"是"_s : u"Yes"_s) : (chinese ? u"否"_s : u"No"_s);
    case Type::Time:
        return QDateTime::fromMSecsSinceEpoch(value.toNumber(), zone).toString(u"yyyy-MM-dd HH:mm"_s);
    case Type::Money:
        return QString::number(double(value.toNumber()) / 100, 'f', 2);
    default:
        return value.isNumber() ? QString::number(value.toNumber()) : value.toText();
    }
}

Result<Value> GridSubject::read(const QString &typed, int column, qint64 nowMs) const
{
    const GridColumn &described = m_columns.at(column);
    const auto cleaned = [&](FieldClass kind) {
        FieldContext context;
        if (nowMs > 0)
            context.today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
        return cleanField(kind, typed, context);
    };
    switch (described.type) {
    case Type::Choice: {
        const auto code = cleaned(FieldClass::Identifier);
        if (!code)
            return fail(code.error());
        if (code->isEmpty())
            return Value();
        QStringList labels;
        const QString choices = QString::fromUtf16(described.described && described.described->choices ? described.described->choices : u"");
        for (const QString &choice : choices.split(u'|', Qt::SkipEmptyParts)) {
            const QStringList parts = choice.split(u'=');
            for (const QString &part : parts)
                if (part.compare(code->text, Qt::CaseInsensitive) == 0)
                    return Value(parts.first());
            labels.append(parts.value(1) + u'/' + parts.value(2));
        }
        return fail(Error::Code::Invalid, u"grid.notOneOf"_s, {}, {typed.left(60), labels.join(u", "_s)});
    }
    case Type::Date: {
        const auto date = cleaned(FieldClass::Date);
        return date ? Value(date->normal) : Result<Value>(fail(date.error()));
    }
    case Type::Integer:
    case Type::Money: {
        const auto number = cleaned(FieldClass::Identifier);
        if (!number)
            return fail(number.error());
        QString plain = number->text;
        plain.remove(QRegularExpression(u"[,\\s¥￥$]"_s));
        if (plain.isEmpty())
            return Value();
        static const QRegularExpression shape(u"^[+-]?\\d{1,15}(\\.\\d{1,2})?$"_s);
        if (!shape.match(plain).hasMatch() || (described.type == Type::Integer && plain.contains(u'.')))
            return fail(Error::Code::Invalid, u"grid.notANumber"_s, {}, {typed.left(60)});
        if (described.type == Type::Integer)
            return Value(plain.toLongLong());
        const bool negative = plain.startsWith(u'-');
        if (negative || plain.startsWith(u'+'))
            plain.remove(0, 1);
        const qsizetype point = plain.indexOf(u'.');
        const qint64 whole = plain.left(point < 0 ? plain.size() : point).toLongLong();
        const qint64 part = point < 0 ? 0 : plain.mid(point + 1).leftJustified(2, u'0').toLongLong();
        return Value(negative ? -(whole * 100 + part) : whole * 100 + part);
    }
    case Type::Reference: {
        const QString name = typed.trimmed();
        if (name.isEmpty())
            return Value();
        for (const QHash<Id, QString> *all : {&m_namesZh, &m_namesEn})
            for (auto it = all->cbegin(); it != all->cend(); ++it)
                if (it.value().compare(name, Qt::CaseInsensitive) == 0)
                    return Value(it.key());
        return fail(Error::Code::Invalid, u"grid.notOneOf"_s, {}, {typed.left(60), QStringList(m_namesZh.values()).mid(0, 8).join(u", "_s)});
    }
    default:
        break;
    }
    const auto text = cleaned(described.multiline ? FieldClass::FreeText : FieldClass::Name);
    return text ? Value(text->text) : Result<Value>(fail(text.error()));
}

} // namespace kemai
