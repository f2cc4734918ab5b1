// SPDX-License-Identifier: GPL-3.0-or-later
#include "shortcut_model.h"

#include "pages.h"
#include "text/pinyin_match.h"
#include "widgets/key_hint.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QString contextTitle(const QString &context)
{
    if (context.isEmpty())
        return ShortcutModel::tr("Everywhere");
    const QList<Page> pages = allPages();
    for (const Page &page : pages)
        if (page.id == context)
            return page.title();
    return context;
}

} // namespace

ShortcutModel::ShortcutModel(ActionRegistry &registry, QObject *parent) : QAbstractListModel(parent), m_registry(registry)
{
    connect(&registry, &ActionRegistry::changed, this, &ShortcutModel::reload);
    reload();
}

QList<ShortcutModel::Row> ShortcutModel::rows(const QString &typed) const
{
    QList<Row> rows;
    QStringList contexts;
    const QList<ActionRegistry::Registered> all = m_registry.all();
    for (const ActionRegistry::Registered &one : all)
        if (!contexts.contains(one.context))
            contexts << one.context;
    contexts.sort(); // the window's first: its name is empty
    for (const QString &context : std::as_const(contexts)) {
        const qsizetype heading = rows.size();
        for (const ActionRegistry::Registered &one : all) {
            if (one.context != context)
                continue;
            const Row row{one.action.id, one.action.glyph, one.action.title(), one.action.keys, one.action.alsoKeys, one.remapped};
            const QString key = row.keys.isEmpty() ? QString() : keyHintText(row.keys);
            if (typed.isEmpty() || row.title.contains(typed, Qt::CaseInsensitive) || key.contains(typed, Qt::CaseInsensitive)
                || row.keys.toString().contains(typed, Qt::CaseInsensitive) || matchPinyin(row.title, typed, Reading::Ordinary))
                rows << row;
        }
        if (rows.size() > heading) {
            Row head;
            head.title = contextTitle(context);
            rows.insert(heading, head);
        }
    }
    return rows;
}

void ShortcutModel::reload()
{
    QList<Row> now = rows(m_typed);
    // The selection stays where only a key is another.
    const bool sameRows = std::equal(now.begin(), now.end(), m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.id == b.id; });
    if (sameRows) {
        m_rows = std::move(now);
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(now);
    endResetModel();
}

void ShortcutModel::setFilter(const QString &typed)
{
    m_typed = typed.trimmed();
    reload();
}

int ShortcutModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ShortcutModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &shown = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return shown.title;
    case Qt::AccessibleTextRole:
        if (shown.id.isEmpty())
            return shown.title;
        return shown.keys.isEmpty() ? tr("%1, no key").arg(shown.title)
                                    : QString(shown.title + u", "_s + shown.keys.toString(QKeySequence::NativeText));
    default:
        return {};
    }
}

Qt::ItemFlags ShortcutModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || m_rows[index.row()].id.isEmpty())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QString ShortcutModel::html() const
{
    QString html = u"<h2>"_s + tr("Kemai: keyboard shortcuts").toHtmlEscaped() + u"</h2><table width='100%' cellpadding='3'>"_s;
    for (const Row &row : rows({})) {
        if (row.id.isEmpty()) {
            html += u"<tr><td colspan='2'><h3>"_s + row.title.toHtmlEscaped() + u"</h3></td></tr>"_s;
            continue;
        }
        QStringList keys;
        for (const QKeySequence &one : {row.keys, row.alsoKeys})
            if (!one.isEmpty())
                keys << one.toString(QKeySequence::NativeText);
        if (!keys.isEmpty()) // what has no key is not worth paper
            html += u"<tr><td>"_s + row.title.toHtmlEscaped() + u"</td><td align='right'><b>"_s + keys.join(u"  "_s).toHtmlEscaped()
                    + u"</b></td></tr>"_s;
    }
    return html + u"</table>"_s;
}

} // namespace kemai
