// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/grid_words.h"

#include "base/error_text.h"
#include "widgets/language.h"

#include <QDate>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace kemai {

bool GridWords::chinese() { return language().tongue() == Tongue::Chinese; }

QString GridWords::sentence(const Error &error) { return errorText(error, chinese() ? ErrorLanguage::Chinese : ErrorLanguage::English); }

QString GridWords::comparison(Comparison comparison, Type type)
{
    const bool day = type == Type::Date || type == Type::Time;
    switch (comparison) {
    case Comparison::Is: return tr("is");
    case Comparison::IsNot: return tr("is not");
    case Comparison::Contains: return tr("contains");
    case Comparison::ContainsNot: return tr("does not contain");
    case Comparison::BeginsWith: return tr("begins with");
    case Comparison::Empty: return tr("is empty");
    case Comparison::NotEmpty: return tr("is not empty");
    case Comparison::Less: return day ? tr("is before") : tr("is less than");
    case Comparison::AtMost: return day ? tr("is on or before") : tr("is at most");
    case Comparison::Greater: return day ? tr("is after") : tr("is more than");
    case Comparison::AtLeast: return day ? tr("is on or after") : tr("is at least");
    case Comparison::LastDays: return tr("within the last days");
    case Comparison::NextDays: return tr("within the next days");
    }
    return {};
}

QString GridWords::hint(Comparison comparison, Type type)
{
    if (comparison == Comparison::LastDays || comparison == Comparison::NextDays)
        return tr("days, for example 7");
    switch (type) {
    case Type::Date:
    case Type::Time: return u"2026-11-22"_s;
    case Type::Reference: return tr("a name, or me");
    default: return comparison == Comparison::Is || comparison == Comparison::IsNot ? tr("one or several; like this") : QString();
    }
}

QString GridWords::valuesText(const GridCondition &condition, const GridSubject &subject)
{
    const int column = subject.columnOf(condition.column);
    if (column < 0)
        return condition.values.join(u"; "_s);
    const Type type = subject.columns().at(column).type;
    QStringList texts;
    for (const QString &value : condition.values) {
        if (type == Type::Reference)
            texts.append(value == u"me" ? tr("me") : subject.text(Value(Id::fromString(value)), column, chinese()));
        else if (type == Type::Choice)
            texts.append(subject.text(Value(value), column, chinese()));
        else if (type == Type::Money)
            texts.append(subject.text(Value(value.toLongLong()), column, chinese()));
        else
            texts.append(value);
    }
    return texts.join(u"; "_s);
}

Result<QStringList> GridWords::valuesFrom(const QString &typed, int column, Comparison comparison, const GridSubject &subject)
{
    static const QRegularExpression between(u"[;；]"_s);
    if (valuesOf(comparison) == 0)
        return QStringList();
    const Type type = subject.columns().at(column).type;
    const QStringList parts = valuesOf(comparison) == 1 ? QStringList{typed} : typed.split(between);
    QStringList values;
    for (const QString &each : parts) {
        const QString part = each.trimmed();
        if (part.isEmpty())
            continue;
        const auto wrong = [&part] { return fail(Error::Code::Invalid, u"grid.valueUnreadable"_s, {}, {part.left(60)}); };
        if (comparison == Comparison::LastDays || comparison == Comparison::NextDays) {
            bool number = false;
            const int days = part.toInt(&number);
            if (!number || days < 1 || days > 36'500)
                return wrong();
            values.append(QString::number(days));
        } else if (type == Type::Date || type == Type::Time) {
            QDate day = QDate::fromString(part, Qt::ISODate);
            if (!day.isValid())
                day = QDate::fromString(part, u"yyyy/M/d"_s);
            if (!day.isValid())
                return wrong();
            values.append(day.toString(Qt::ISODate));
        } else if (type == Type::Reference && (part.compare(tr("me"), Qt::CaseInsensitive) == 0 || part == u"me")) {
            values.append(u"me"_s);
        } else if (type == Type::Text || type == Type::Json) {
            values.append(part);
        } else {
            const auto value = subject.read(part, column, 0);
            if (!value)
                return fail(value.error());
            values.append(value->isId() ? value->toId().toString() : value->isNumber() ? QString::number(value->toNumber()) : value->toText());
        }
    }
    if (values.isEmpty())
        return fail(Error::Code::Invalid, u"grid.valueMissing"_s);
    return values;
}

QString GridWords::condition(const GridCondition &condition, const GridSubject &subject)
{
    const int column = subject.columnOf(condition.column);
    if (column < 0)
        return condition.column;
    const GridColumn &described = subject.columns().at(column);
    const QString name = described.label(chinese());
    if (condition.comparison == Comparison::LastDays)
        return tr("%1: last %2 days").arg(name, condition.values.value(0));
    if (condition.comparison == Comparison::NextDays)
        return tr("%1: next %2 days").arg(name, condition.values.value(0));
    const QString values = valuesText(condition, subject);
    return values.isEmpty() ? QString(name + u' ' + comparison(condition.comparison, described.type))
                            : QString(name + u' ' + comparison(condition.comparison, described.type) + u' ' + values);
}

QString GridWords::filter(const GridFilter &filter, const GridSubject &subject)
{
    QStringList parts;
    for (const GridCondition &one : filter.conditions)
        parts.append(condition(one, subject));
    for (const GridFilter &group : filter.groups)
        parts.append(u'(' + GridWords::filter(group, subject) + u')');
    return parts.join(filter.join == GridFilter::Join::Any ? tr(" or ") : tr(" and "));
}

} // namespace kemai
