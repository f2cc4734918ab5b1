// SPDX-License-Identifier: GPL-3.0-or-later
#include "undo_set.h"

#include "base/deliver.h"
#include "desk_user.h"
#include "store/store.h"
#include "widgets/human.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QPointer>
#include <QTimer>

#include <atomic>

namespace kemai {

namespace {

constexpr int tellMs = 400;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::UndoSet)
};

struct Progress {
    std::atomic<qint64> done = 0; // rows of history
    std::atomic<qint64> total = 0;
    std::atomic<bool> stops = false;
};

// Says how far it is from the second look on; goes with the timer.
void tell(QTimer *timer, const std::shared_ptr<Progress> &progress)
{
    auto toast = std::make_shared<QPointer<Toast>>();
    QObject::connect(timer, &QTimer::timeout, timer, [toast, progress] {
        QWidget *window = QApplication::activeWindow();
        const Human human = Human::now();
        const QString text = progress->stops ? Words::tr("Stopping…")
                                             : Words::tr("Taking back: %1 of %2").arg(human.count(progress->done), human.count(progress->total));
        if (*toast)
            (*toast)->setText(text);
        else if (window && progress->total > 0)
            *toast = Toast::offer(window, text, Words::tr("Stop"), [progress] { progress->stops = true; });
    });
    QObject::connect(timer, &QObject::destroyed, qApp, [toast] {
        if (*toast)
            (*toast)->deleteLater();
    });
    timer->start(tellMs);
}

} // namespace

void undoActOf(Store &store, const Id &id, Undoes what, QObject *context, std::function<void(const Result<Undone> &)> answer)
{
    auto progress = std::make_shared<Progress>();
    auto undone = store.writeInSteps<Undone>([id, what, progress, undoing = std::optional<Undoing>()](Records &records) mutable -> Result<std::optional<Undone>> {
        if (!undoing) {
            const Result<DeskUser> me = findDeskUser(records, accountName());
            const Id author = me ? me->id : Id();
            auto begun = what == Undoes::Set ? Undoing::ofSet(records, id, Undoing::Mode::Write, author)
                                             : Undoing::ofBatch(records, id, Undoing::Mode::Write, author);
            if (!begun)
                return fail(begun.error());
            undoing = std::move(*begun);
            progress->total = undoing->total();
        }
        const auto more = undoing->step(records);
        if (!more)
            return fail(more.error());
        progress->done = undoing->done();
        return *more && !progress->stops ? std::optional<Undone>() : undoing->undone();
    });
    auto *timer = new QTimer(context);
    tell(timer, progress);
    deliver(undone, context, [timer, answer = std::move(answer)](const Result<Undone> &done) {
        delete timer;
        answer(done);
    });
}

} // namespace kemai
