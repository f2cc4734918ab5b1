// SPDX-License-Identifier: GPL-3.0-or-later
#include "office_desk.h"

#include "base/deliver.h"
#include "customers/customer_changes.h"
#include "customers/normal_forms.h"
#include "office_samples.h"
#include "schema/schema.h"
#include "session.h"
#include "sync/desk/conflict_model.h"
#include "sync/desk/office.h"
#include "sync/desk/queue_model.h"
#include "sync/ui/conflict_page.h"
#include "sync/ui/office_page.h"
#include "sync/ui/queue_page.h"
#include "text/pipeline.h"
#include "undo_set.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

using sync::ConflictLine;
using sync::Decision;
using sync::Office;
using sync::OfficeQueue;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::OfficeDesk)
};

constexpr int readSoonMs = 80; // what is sent changes many times a second

// Reads while its page is seen, at most once at a time; what changed meanwhile is read behind it.
class Feed : public QObject
{
public:
    Feed(QWidget *page, std::function<void(std::function<void()> done)> read) : QObject(page), m_page(page), m_read(std::move(read))
    {
        m_soon.setSingleShot(true);
        m_soon.setInterval(readSoonMs);
        connect(&m_soon, &QTimer::timeout, this, &Feed::read);
        page->installEventFilter(this);
    }

    void changed()
    {
        m_stale = true;
        if (m_page->isVisible() && !m_held)
            m_soon.start();
    }
    void hold() { m_held = true; } // a picture's content stays
    bool isSettled() const { return m_held || !m_page->isVisible() || (!m_reading && !m_stale); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == m_page && event->type() == QEvent::Show)
            read();
        return false;
    }

private:
    void read()
    {
        if (m_reading || !m_stale || m_held)
            return;
        m_stale = false;
        m_reading = true;
        m_read([this] {
            m_reading = false;
            if (m_stale)
                changed();
        });
    }

    QWidget *m_page;
    std::function<void(std::function<void()>)> m_read;
    QTimer m_soon;
    bool m_stale = true;
    bool m_reading = false;
    bool m_held = false;
};

// Queue and conflicts, with the names in them; nothing of it if one cannot be read.
template <typename Take>
void readAll(Session &session, Shell &shell, QWidget *page, int most, std::function<void()> done, Take take)
{
    Office *office = session.office();
    Store *store = session.store();
    const auto failed = [&shell, done](const Error &error) {
        shell.showError(error);
        done();
    };
    deliver(office->queue(most), page, [office, store, page, done, failed, take](const Result<OfficeQueue> &queue) {
        if (!queue)
            return failed(queue.error());
        deliver(office->conflicts(), page, [store, page, queue = *queue, done, failed, take](const Result<QList<ConflictLine>> &conflicts) {
            if (!conflicts)
                return failed(conflicts.error());
            deliver(store->read([queue, conflicts = *conflicts](Records &records) { return sync::namesIn(records, queue, conflicts); }), page,
                    [queue, conflicts = *conflicts, done, failed, take](const Result<QHash<Id, QString>> &names) {
                if (!names)
                    return failed(names.error());
                take(queue, conflicts, *names);
                done();
            });
        });
    });
}

// One after the other, the last first, as they were decided.
void undoAll(Store &store, QList<Id> sets, Shell &shell, QObject *context)
{
    if (sets.isEmpty())
        return;
    const Id last = sets.takeLast();
    undoSetOf(store, last, context, [&store, sets, &shell, context](const Result<Undone> &done) {
        if (!done)
            shell.showError(done.error());
        else
            undoAll(store, sets, shell, context);
    });
}

// Answers when all of them were taken or one was not; with the change sets that were made.
void resolveAll(Office &office, QList<Decision> left, QList<Id> sets, QObject *context, std::function<void(const QList<Id> &, const Result<> &)> then)
{
    if (left.isEmpty())
        return then(sets, {});
    const Decision next = left.takeFirst();
    deliver(office.resolve(next.conflict, next.operation, next.edits), context, [&office, left, sets, context, then](const Result<Id> &set) {
        if (!set)
            return then(sets, fail(set.error()));
        resolveAll(office, left, set->isNull() ? sets : sets + QList<Id>{*set}, context, then);
    });
}

} // namespace

void deriveFields(Record &record)
{
    const Entity *entity = record.entity();
    if (entity == &customer::entity) {
        record.set(customer::name_normal, normalName(record[customer::name], record[customer::company]));
    } else if (entity == &email::entity) {
        const QList<EmailText> read = parseEmails(record[email::written]);
        record.set(email::normal, read.isEmpty() ? QString() : read.first().normal);
    } else if (entity == &phone::entity) {
        const auto clean = cleanField(FieldClass::Phone, record[phone::written]);
        const QList<PhoneNumber> numbers = clean ? clean->phones : QList<PhoneNumber>();
        const Change made = numbers.isEmpty() ? Change() : phoneInsert(record.id, record[phone::customer], numbers.first(), 0);
        for (int field = 0; field < entity->count(); ++field) {
            if (entity->fields[size_t(field)].merge != Merge::Derived)
                continue;
            record.setValue(field, {});
            for (const Edit &edit : made.edits)
                if (edit.field == field)
                    record.setValue(field, edit.to);
        }
    }
}

PageWidget makeQueuePage(Session &session, Shell &shell)
{
    Office *office = session.office();
    auto model = std::make_shared<sync::QueueModel>(); // outlives its page
    auto *page = new sync::QueuePage(*model);
    auto *feed = new Feed(page, [&session, &shell, model, page](std::function<void()> done) {
        readAll(session, shell, page, sync::QueueModel::most, std::move(done), [model](const OfficeQueue &queue, const QList<ConflictLine> &conflicts, const QHash<Id, QString> &names) {
            model->setNames(names);
            model->setContents(queue, conflicts);
        });
    });
    const auto say = [office, page, &session] { page->setStatus(office->status(), session.clock().nowMs()); };
    QObject::connect(office, &Office::changed, page, say);
    QObject::connect(office, &Office::contentsChanged, feed, &Feed::changed);
    QObject::connect(page, &sync::QueuePage::sendNowRequested, office, &Office::hurry);
    QObject::connect(page, &sync::QueuePage::officeRequested, page, [&shell] { shell.openPage(u"office"_s); });
    QObject::connect(page, &sync::QueuePage::customerRequested, page, [&shell](const Id &customer) { shell.openCustomer(customer); });
    QObject::connect(page, &sync::QueuePage::conflictRequested, page, [&shell](const Id &record) { shell.openRecord(u"conflicts"_s, record); });
    QObject::connect(page, &sync::QueuePage::dismissRequested, page, [office, page, feed, &shell](qint64 mid) {
        deliver(office->dismiss(mid), page, [feed, &shell](const Result<> &done) {
            if (!done)
                shell.showError(done.error());
            feed->changed();
        });
    });
    say();

    PageWidget made;
    made.widget = page;
    made.settled = [model, feed] { return feed->isSettled(); };
    made.stops = {{u"waiting"_s, [model, feed, page, &session] {
        feed->hold();
        const auto sample = officeSample(session.clock().nowMs());
        page->setStatus(sample.offline, session.clock().nowMs());
        model->setNames(sample.names);
        model->setContents(sample.queue, sample.conflicts);
    }}};
    return made;
}

PageWidget makeConflictPage(Session &session, Shell &shell)
{
    Office *office = session.office();
    auto model = std::make_shared<sync::ConflictModel>();
    auto *page = new sync::ConflictPage(*model);
    model->setDerive(deriveFields);
    auto *feed = new Feed(page, [&session, &shell, model, page](std::function<void()> done) {
        page->setNow(session.clock().nowMs());
        model->setMe(session.office()->place().user);
        readAll(session, shell, page, 0, std::move(done), [model](const OfficeQueue &, const QList<ConflictLine> &conflicts, const QHash<Id, QString> &names) {
            model->setNames(names);
            model->setConflicts(conflicts);
        });
    });
    QObject::connect(office, &Office::contentsChanged, feed, &Feed::changed);
    QObject::connect(page, &sync::ConflictPage::customerRequested, page, [&shell](const Id &customer) { shell.openCustomer(customer); });
    QObject::connect(page, &sync::ConflictPage::decided, page, [office, page, model, feed, &session, &shell](const QList<Decision> &decisions, const QString &label) {
        resolveAll(*office, decisions, {}, page, [page, model, feed, decisions, label, &session, &shell](const QList<Id> &sets, const Result<> &done) {
            model->release(decisions);
            feed->changed();
            if (!done)
                shell.showError(done.error());
            if (!sets.isEmpty())
                shell.offerUndo(Words::tr("Decided: %1").arg(label), [page, sets, &session, &shell] { undoAll(*session.store(), sets, shell, page); });
        });
    });

    PageWidget made;
    made.widget = page;
    made.open = [page](const Id &subject) { page->showOnly(subject); };
    made.settled = [model, feed] { return feed->isSettled(); };
    made.stops = {{u"choose"_s, [model, feed, page, &session] {
        feed->hold();
        const auto sample = officeSample(session.clock().nowMs());
        page->setNow(session.clock().nowMs());
        model->setMe(sample.me);
        model->setNames(sample.names);
        model->setConflicts(sample.conflicts);
        const QModelIndex first = model->index(0, 0);
        model->choose(model->index(0, 0, first), sync::Choice::Mine);
        model->choose(model->index(model->rowCount(first) - 1, 0, first), sync::Choice::Theirs);
    }}};
    return made;
}

PageWidget makeOfficePage(Session &session, Shell &shell)
{
    Office *office = session.office();
    auto *page = new sync::OfficePage;
    auto held = std::make_shared<bool>(false); // while a picture shows what is made up
    const auto say = [office, page, held, &session] {
        if (!*held)
            page->setStatus(office->status(), office->place(), session.clock().nowMs());
    };
    QObject::connect(office, &Office::changed, page, say);
    QObject::connect(office, &Office::enrolled, page, say);
    QObject::connect(office, &Office::enrolmentFailed, page, [page](const Error &error) { page->showFailure(error); });
    QObject::connect(page, &sync::OfficePage::enrollRequested, office, &Office::enroll);
    QObject::connect(page, &sync::OfficePage::hurryRequested, office, &Office::hurry);
    QObject::connect(page, &sync::OfficePage::queueRequested, page, [&shell] { shell.openPage(u"queue"_s); });
    QObject::connect(page, &sync::OfficePage::conflictsRequested, page, [&shell] { shell.openPage(u"conflicts"_s); });
    page->setDemo(session.isDemo());
    new Feed(page, [page, &session](std::function<void()> done) { // once, when somebody looks
        deliver(session.store()->read([](Records &records) { return records.count(Query(customer::entity)); }), page, [page, done](const Result<qint64> &count) {
            if (count)
                page->setHere(*count);
            done();
        });
    });
    say();

    PageWidget made;
    made.widget = page;
    made.settled = [page] { return !page->isWorking(); };
    made.stops = {
        {u"refused"_s, [page, held] {
             *held = true;
             page->setDemo(false);
             page->setHere(1284);
             page->fill(u"crm.yunfan.example:8443"_s, u"lijia"_s);
             page->showFailure(makeError(Error::Code::Denied, u"sync.loginRefused"_s));
         }},
        {u"enrolled"_s, [page, &session] {
             const auto sample = officeSample(session.clock().nowMs());
             page->setStatus(sample.uploading, sample.place, session.clock().nowMs());
         }},
    };
    return made;
}

} // namespace kemai
