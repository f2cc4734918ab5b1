// SPDX-License-Identifier: GPL-3.0-or-later
// Frames a second of a scrolling grid, offscreen: a store, a window of 1440 x 900, wheel steps, page steps and drags of the
// scroll bar; every frame is painted whole. Processor time of the GUI thread, so that a loaded machine tells the same.
//
//     QT_QPA_PLATFORM=offscreen bench_grid_painting STORE PASSPHRASE [FRAMES]
#include "customers/customer_grid.h"
#include "grid/ui/grid_page.h"
#include "grid/ui/grid_view.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <cstdio>
#include <ctime>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3)
        return std::fputs("bench_grid_painting STORE PASSPHRASE [FRAMES]\n", stderr), 2;
    auto opened = Store::open(arguments.at(1), Unlock::byPassphrase(arguments.at(2)));
    if (!opened)
        return std::fprintf(stderr, "%s\n", qPrintable(opened.error().id)), 1;
    Store &store = **opened;
    theme().install();
    language().setTongue(Tongue::Chinese);
    const auto subject = store.read([](Records &records) { return CustomerGrid::load(records); }).result();
    if (!subject)
        return std::fprintf(stderr, "%s\n", qPrintable(subject.error().id)), 1;
    GridModel model(store, *subject);
    GridPage page(model);
    page.resize(1440, 900);
    page.show();
    QElapsedTimer clock;
    clock.start();
    while (!page.isSettled() && clock.elapsed() < 120'000)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    std::printf("%d rows, whole order after %lld ms\n", model.rowCount(), static_cast<long long>(clock.elapsed()));

    const int frames = arguments.value(3, u"300"_s).toInt();
    QScrollBar *bar = page.view()->verticalScrollBar();
    QPixmap picture(page.size());
    const std::pair<const char *, int> ways[] = {{"wheel", 108}, {"page", 700}, {"drag", std::max(1, bar->maximum() / frames)}};
    for (const auto &[name, step] : ways) {
        std::vector<double> ms;
        bar->setValue(0);
        for (int i = 0; i < frames; ++i) {
            const double before = cpuMs();
            bar->setValue((bar->value() + step) % std::max(1, bar->maximum()));
            page.render(&picture);
            QApplication::processEvents();
            ms.push_back(cpuMs() - before);
        }
        std::sort(ms.begin(), ms.end());
        std::printf("%-6s p50 %.2f ms  p99 %.2f ms  %.0f frames/s at the median\n", name, ms[ms.size() / 2], ms[ms.size() * 99 / 100], 1000 / ms[ms.size() / 2]);
    }
    return 0;
}
