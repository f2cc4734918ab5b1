// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customer_row_delegate.h"

#include "customers/desk/customer_list_model.h"
#include "customers/ui/customer_words.h"

namespace kemai {

namespace {
bool hasLetters(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); });
}
} // namespace

CustomerRowDelegate::CustomerRowDelegate(const CustomerListModel &model, QObject *parent)
    : RowDelegate(parent), m_model(model), m_human(Human::now())
{
    whenTranslated(this, [this] { m_human = Human::now(); });
}

RowContent CustomerRowDelegate::content(const QModelIndex &index) const
{
    RowContent content;
    const CustomerRow *row = m_model.rowAt(index.row());
    if (!row) {
        content.loading = true;
        return content;
    }
    const Record &record = row->customer;
    const qint64 now = m_model.nowMs();
    const QString own = record[customer::name];
    content.title = CustomerWords::name(record);
    content.secondary = own.isEmpty() ? CustomerWords::region(record) : record[customer::company];
    if (content.secondary.isEmpty())
        content.secondary = CustomerWords::joined({CustomerWords::region(record), CustomerWords::trade(record[customer::source])});
    const qint64 last = record[customer::last_interaction];
    content.time = m_human.shortTime(last, now);
    content.exactTime = last > 0 ? m_human.exactTime(last) : QString();
    content.tags = CustomerWords::rowTags(*row, now);

    const Hit *hit = m_model.hitAt(index.row());
    // Pinyin helps whoever typed letters, and whoever reads English.
    if (!own.isEmpty() && ((hit && hasLetters(m_model.searchText())) || !CustomerWords::chinese()))
        content.aside = CustomerWords::spacedPinyin(own);
    if (!hit)
        return content;
    const QList<TextSpan> span{{hit->start, hit->length}};
    switch (hit->where) {
    case Hit::Where::Name:
        content.titleHits = span;
        break;
    case Hit::Where::Company:
        (own.isEmpty() ? content.titleHits : content.secondaryHits) = span;
        break;
    case Hit::Where::Phone:
        content.secondary = CustomerWords::foundNumber(*hit, m_human);
        content.secondaryHits = CustomerWords::numberSpan(hit->matched, hit->start, hit->length, content.secondary);
        break;
    case Hit::Where::Contact:
    case Hit::Where::Email:
    case Hit::Where::Address:
        content.secondary = hit->matched;
        content.secondaryHits = span;
        break;
    }
    return content;
}

} // namespace kemai
