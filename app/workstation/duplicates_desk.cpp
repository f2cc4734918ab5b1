// SPDX-License-Identifier: GPL-3.0-or-later
#include "duplicates_desk.h"

#include "base/deliver.h"
#include "customers/ui/duplicates_page.h"
#include "desk_user.h"
#include "session.h"
#include "settings/export_policy.h"
#include "undo_set.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::DuplicatesDesk)
};

// Lives as long as the page's functions are kept, and so longer than its widgets.
struct Desk {
    explicit Desk(Store &store) : model(store) { }

    DuplicateModel model;
    Id me;
    QList<Id> acts; // change sets, the last one last
};

void undoLast(Store &store, Desk &desk, Shell &shell, QObject *context)
{
    if (desk.acts.isEmpty())
        return;
    const Id set = desk.acts.takeLast();
    undoSetOf(store, set, context, [&shell](const Result<Undone> &done) {
        if (!done)
            shell.showError(done.error());
    });
}

} // namespace

PageWidget makeDuplicatesPage(Session &session, Shell &shell)
{
    Store &store = *session.store();
    auto desk = std::make_shared<Desk>(store);
    auto *page = new DuplicatesPage(desk->model);

    const auto acted = [&store, &shell, desk, page](const QString &done, const Id &set) {
        if (set.isNull())
            return;
        desk->acts.append(set);
        shell.offerUndo(done, [&store, &shell, desk, page, set] {
            if (desk->acts.contains(set)) {
                desk->acts.removeOne(set);
                desk->acts.append(set);
                undoLast(store, *desk, shell, page);
            }
        });
    };
    QObject::connect(&desk->model, &DuplicateModel::merged, page, [acted](const MergeReport &report) { acted(Words::tr("Merged."), report.set); });
    QObject::connect(&desk->model, &DuplicateModel::signedOff, page, [acted](const Committed &done) { acted(Words::tr("Signed off."), done.set); });
    QObject::connect(&desk->model, &DuplicateModel::distinct, page, [acted](const Committed &done) { acted(Words::tr("Not the same: remembered."), done.set); });
    QObject::connect(&desk->model, &DuplicateModel::failed, page, [&shell](const Error &error) { shell.showError(error); });
    page->setExportGate([](qint64 rows) { return mayExport(settings(), rows); });
    QObject::connect(page, &DuplicatesPage::undoRequested, page, [&store, &shell, desk, page] { undoLast(store, *desk, shell, page); });

    deliver(store.read([](Records &records) { return findDeskUser(records, accountName()); }), page,
            [desk, &shell](const Result<DeskUser> &user) {
                if (!user) {
                    shell.showError(user.error());
                    return;
                }
                desk->me = user->id;
                desk->model.setMe(user->id);
            });
    desk->model.refresh();

    PageWidget made;
    made.widget = page;
    made.settled = [desk] { return desk->model.isSettled(); };
    made.actions = {
        {u"duplicates.find"_s, Glyph::Refresh, [] { return Words::tr("Find duplicates"); }, {}, [page] { page->find(); }},
        {u"duplicates.export"_s, Glyph::Export, [] { return Words::tr("Export the list of duplicates"); }, {}, [page] { page->exportList(); }},
    };
    made.stops = {
        {u"clusters"_s, [page] { page->find(); }},
        {u"next"_s, [page] { page->move(1); }},
    };
    return made;
}

} // namespace kemai
