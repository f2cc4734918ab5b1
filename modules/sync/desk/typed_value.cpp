// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/typed_value.h"

#include "text/pipeline.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestNumber = 32;

// Year first, with any of the usual separators.
QString isoDay(QString text)
{
    text.replace(u'年', u'-').replace(u'月', u'-').remove(u'日').replace(u'/', u'-').replace(u'.', u'-');
    const QDate day = QDate::fromString(text, u"yyyy-M-d"_s);
    return day.isValid() ? day.toString(Qt::ISODate) : QString();
}

std::optional<qint64> money(QString text)
{
    text.remove(u'¥').remove(u'￥').remove(u',').remove(u'，').remove(u' ').remove(u'元');
    double scale = 100;
    if (text.endsWith(u'万')) {
        text.chop(1);
        scale *= 10'000;
    }
    bool number = false;
    const double amount = text.toDouble(&number) * scale;
    constexpr double most = 9e15; // still exact
    return number && std::abs(amount) < most ? std::optional<qint64>(std::llround(amount)) : std::nullopt;
}

QString choiceCode(const Field &field, const QString &typed)
{
    const auto same = [&typed](QStringView other) { return other.compare(typed, Qt::CaseInsensitive) == 0; };
    const QString choices = QString::fromUtf16(field.choices);
    for (const QString &choice : choices.split(u'|')) {
        const QStringList parts = choice.split(u'=');
        if (std::any_of(parts.begin(), parts.end(), same))
            return parts.first();
    }
    return {};
}

} // namespace

bool canBeTyped(const Field &field)
{
    return field.type != Type::Reference && field.type != Type::Json && !field.is(Hidden);
}

Result<Value> typedValue(const Field &field, const QString &typed)
{
    const QString text = typed.trimmed();
    const auto refused = [&] { return fail(Error::Code::Invalid, u"sync.typedUnreadable"_s, {}, {text.left(60)}); };
    if (!canBeTyped(field))
        return refused();
    if (text.isEmpty())
        return Value();
    const bool isText = field.type == Type::Text || (field.type == Type::Choice && !field.choices);
    if (!isText && text.size() > longestNumber)
        return refused();
    switch (field.type) {
    case Type::Choice:
        if (field.choices) {
            const QString code = choiceCode(field, text);
            return code.isEmpty() ? Result<Value>(refused()) : Value(code);
        }
        [[fallthrough]];
    case Type::Text: {
        const auto clean = cleanField(FieldClass::FreeText, typed);
        return clean ? Result<Value>(Value(clean->text)) : fail(clean.error());
    }
    case Type::Date: {
        const QString day = isoDay(text);
        return day.isEmpty() ? Result<Value>(refused()) : Value(day);
    }
    case Type::Time: {
        const qsizetype space = text.indexOf(u' ');
        const QDate day = QDate::fromString(isoDay(text.left(space)), Qt::ISODate);
        const QTime at = space < 0 ? QTime(0, 0) : QTime::fromString(text.mid(space + 1).trimmed(), u"H:m"_s);
        return day.isValid() && at.isValid() ? Result<Value>(Value(QDateTime(day, at).toMSecsSinceEpoch())) : refused();
    }
    case Type::Money: {
        const auto fen = money(text);
        return fen ? Result<Value>(Value(*fen)) : refused();
    }
    case Type::Integer: {
        bool number = false;
        const qint64 value = QString(text).remove(u',').toLongLong(&number);
        return number ? Result<Value>(Value(value)) : refused();
    }
    case Type::Boolean: {
        static const QStringList yes{u"是"_s, u"yes"_s, u"1"_s};
        static const QStringList no{u"否"_s, u"no"_s, u"0"_s};
        if (yes.contains(text, Qt::CaseInsensitive))
            return Value(true);
        return no.contains(text, Qt::CaseInsensitive) ? Result<Value>(Value(false)) : refused();
    }
    case Type::Json:
    case Type::Reference: break;
    }
    return refused();
}

} // namespace kemai::sync
