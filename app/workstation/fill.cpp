// SPDX-License-Identifier: GPL-3.0-or-later
#include "fill.h"

#include "base/deliver.h"
#include "customers/duplicate_run.h"
#include "demo/demo_company.h"

#include <QDateTime>
#include <QPointer>

namespace kemai {

MainWindow::Fill storeFill(QObject *context, int demoCustomers)
{
    return [context, demoCustomers](StartPage::Beginning beginning, Store &store, const std::function<void(qint64, qint64)> &progress,
                                    const std::function<void(std::optional<Error>)> &done) {
        if (beginning != StartPage::Beginning::Demo) {
            done(std::nullopt);
            return;
        }
        DemoOptions options;
        options.customers = demoCustomers;
        options.interactions = std::max<qint64>(qint64(demoCustomers) * 20, demoStoryInteractions);
        options.changesOfSet = 5'000; // so that the bar moves
        options.nowMs = store.clock().nowMs();
        options.offsetMs = QDateTime::currentDateTime().offsetFromUtc() * qint64(1000);
        const QPointer<QObject> alive(context);
        auto made = store.write([options, alive, progress](Records &records) {
            auto counts = generateDemo(records, options, [alive, progress](qint64 customers, qint64 all) {
                if (alive)
                    QMetaObject::invokeMethod(alive, [progress, customers, all] { progress(customers, all); });
                return true;
            });
            if (counts) // so that the list of duplicates has something to look at
                if (const auto found = DuplicateRun::whole(records, options.nowMs); !found)
                    return Result<DemoCounts>(fail(found.error()));
            return counts;
        });
        deliver(made, context, [done](const Result<DemoCounts> &counts) {
            done(counts ? std::nullopt : std::optional<Error>(counts.error()));
        });
    };
}

} // namespace kemai
