// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/file_courier.h"

#include "base/deliver.h"
#include "schema/schema.h"
#include "sync/desk/file_fetch.h"
#include "sync/desk/file_send.h"
#include "sync/desk/on_pool.h"

#include <algorithm>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {
constexpr int restMs = 2'000; // after the first failure; doubled to two minutes
constexpr int mostRestMs = 120'000;
}

FileCourier::FileCourier(Store &store, OfficeLink &link, const OfficeNet &net, const DeviceIdentity &identity)
    : m_store(store), m_road(link, net, identity)
{
    m_pool.setMaxThreadCount(1);
    m_resting.setSingleShot(true);
    connect(&m_resting, &QTimer::timeout, this, &FileCourier::step);
    m_sweepLater.setSingleShot(true);
    connect(&m_sweepLater, &QTimer::timeout, this, &FileCourier::sweep);
    connect(&m_store, &Store::changed, this, &FileCourier::changed);
    sweep();
}

FileCourier::~FileCourier()
{
    delete m_fetch; // a put under way ends early
    delete m_send;
    m_pool.clear();
    m_pool.waitForDone();
}

void FileCourier::sessionOpened(qint64 largestBytes)
{
    m_resting.stop();
    m_failures = 0;
    deliver(m_store.write([largestBytes](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).sendUpTo(largestBytes); }), this,
            [this](const Result<> &) { step(); });
}

void FileCourier::setCalm(bool calm)
{
    m_calm = calm;
    if (!calm)
        return;
    if (m_send)
        m_send->resume();
    step();
}

void FileCourier::changed(const QString &entity, const QList<Id> &records)
{
    if (entity != QLatin1StringView(attachment::entity.name))
        return;
    for (const Id &record : records)
        m_notThere.remove(record);
    m_passDue = true;
    m_olderThan = Id();
    sweep();
    step();
}

void FileCourier::beginHandOver()
{
    if (!std::exchange(m_handingOver, true)) {
        m_road.setEscrow(true);
        delete std::exchange(m_fetch, nullptr);
        delete std::exchange(m_send, nullptr); // begun as an active device
        m_coming.clear();
        m_passDue = false;
        m_resting.stop();
        m_failures = 0;
    }
    step();
}

int FileCourier::coming() const
{
    return int(m_coming.size()) + (m_fetch && !m_fetchIsWanted ? 1 : 0) + (m_passDue && m_coming.isEmpty() ? 1 : 0);
}

void FileCourier::step()
{
    stepSend();
    stepFetch();
}

void FileCourier::rest(const Error &error)
{
    if (error.code == Error::Code::Busy && error.id == "server.session"_L1)
        emit sessionEnded();
    m_failures = std::min(m_failures + 1, 7);
    m_resting.start(std::min(mostRestMs, restMs << (m_failures - 1)));
}

// --- sending

void FileCourier::stepSend()
{
    if (m_send || m_lookingToSend || !mayWork() || !(m_calm || m_handingOver))
        return;
    m_lookingToSend = true;
    deliver(m_store.read([](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).nextToSend({}); }), this,
            [this](const Result<std::optional<ReplicaFiles::File>> &next) {
        m_lookingToSend = false;
        if (!next)
            return rest(next.error());
        if (*next)
            send(**next);
        else if (m_handingOver)
            emit handedOver();
    });
}

void FileCourier::send(const ReplicaFiles::File &file)
{
    m_send = new FileSend(m_store, m_road, m_pool, file, [this] { return m_calm || m_handingOver; });
    connect(m_send, &FileSend::finished, this, [this] {
        std::exchange(m_send, nullptr)->deleteLater();
        m_failures = 0;
        emit counted();
        sweep(); // its row may have left meanwhile
        step();
    });
    connect(m_send, &FileSend::moved, this, [this] {
        ++m_moved;
        emit counted();
    });
    connect(m_send, &FileSend::stopped, this, [this](const Error &error) {
        std::exchange(m_send, nullptr)->deleteLater();
        rest(error);
    });
    m_send->start();
}

// --- fetching

void FileCourier::fetch(const Id &attachment)
{
    if (m_fetch && m_fetch->attachment() == attachment) {
        m_fetchIsWanted = true;
        return;
    }
    if (!m_wanted.contains(attachment))
        m_wanted.append(attachment);
    if (!m_road.isOpen() || m_handingOver) {
        m_wanted.removeAll(attachment);
        emit failed(attachment, makeError(Error::Code::Offline, u"sync.unreachable"_s, u"a file is asked for without a session"_s));
        return;
    }
    m_resting.stop(); // somebody waits
    step();
}

void FileCourier::cancel(const Id &attachment)
{
    const bool waits = m_wanted.removeAll(attachment) > 0;
    const bool comes = m_fetch && m_fetchIsWanted && m_fetch->attachment() == attachment;
    if (comes)
        end(m_fetch);
    if (waits || comes)
        emit failed(attachment, makeError(Error::Code::Busy, u"vault.cancelled"_s));
    step();
}

void FileCourier::end(FileFetch *fetch)
{
    fetch->disconnect(this);
    fetch->deleteLater();
    m_fetch = nullptr;
    m_fetchIsWanted = false;
}

void FileCourier::stepFetch()
{
    if (m_fetch || m_lookingToFetch || !mayWork() || m_handingOver)
        return;
    if (!m_wanted.isEmpty())
        return askFor(m_wanted.first());
    if (!m_calm)
        return;
    if (!m_coming.isEmpty())
        return begin(m_coming.takeFirst(), false);
    if (m_passDue)
        pass();
}

// Perhaps it came meanwhile; else how large it is and what its hash is.
void FileCourier::askFor(const Id &attachment)
{
    m_lookingToFetch = true;
    deliver(m_store.read([attachment](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).file(attachment); }), this,
            [this, attachment](const Result<std::optional<ReplicaFiles::File>> &known) {
        m_lookingToFetch = false;
        if (!m_wanted.contains(attachment))
            return step();
        if (known && *known) {
            m_wanted.removeAll(attachment);
            emit here(attachment);
            return step();
        }
        m_lookingToFetch = true;
        m_road.find({attachment}, this, [this, attachment](const Result<wire::FilesFound> &found) {
            m_lookingToFetch = false;
            if (m_wanted.removeAll(attachment) == 0)
                return step();
            if (!found) {
                if (found.error().code == Error::Code::Busy) { // behind the next session
                    m_wanted.prepend(attachment);
                    return rest(found.error());
                }
                emit failed(attachment, found.error());
                return step();
            }
            if (found->files.isEmpty() || found->files.first().attachment != attachment) {
                m_notThere.insert(attachment);
                emit failed(attachment, makeError(Error::Code::NotFound, u"sync.fileWaiting"_s));
                return step();
            }
            begin(found->files.first(), true);
        });
    });
}

void FileCourier::begin(const wire::FileOffer &file, bool wanted)
{
    m_fetch = new FileFetch(m_store, m_road, m_pool, file);
    m_fetchIsWanted = wanted;
    const Id attachment = file.attachment;
    connect(m_fetch, &FileFetch::progressed, this, [this, attachment](qint64 done, qint64 total) {
        ++m_moved;
        emit counted();
        if (m_fetchIsWanted)
            emit progressed(attachment, done, total);
    });
    connect(m_fetch, &FileFetch::finished, this, [this, attachment] {
        end(m_fetch);
        m_failures = 0;
        m_wanted.removeAll(attachment);
        emit here(attachment);
        emit counted();
        sweep(); // pieces, or its row has left meanwhile
        step();
    });
    connect(m_fetch, &FileFetch::stopped, this, [this, attachment](const Error &error) {
        const bool waitedFor = m_fetchIsWanted || m_wanted.contains(attachment);
        end(m_fetch);
        m_wanted.removeAll(attachment);
        m_notThere.insert(attachment); // not by itself again, until its row is heard of
        if (waitedFor)
            emit failed(attachment, error.code == Error::Code::NotFound ? makeError(Error::Code::NotFound, u"sync.fileWaiting"_s) : error);
        if (error.code == Error::Code::Offline || error.code == Error::Code::Busy || error.code == Error::Code::Io) {
            m_notThere.remove(attachment);
            m_passDue = true;
            m_olderThan = Id();
            m_coming.clear();
            rest(error);
        }
        emit counted();
        step();
    });
    m_fetch->start();
}

void FileCourier::pass()
{
    struct Look {
        bool room = false;
        QList<Id> missing;
    };
    m_lookingToFetch = true;
    m_passDue = false; // again, if something changes meanwhile
    deliver(m_store.read([after = m_olderThan](Records &records) -> Result<Look> {
                ReplicaFiles files(static_cast<StoreRecords &>(records));
                const auto counts = files.counts();
                const auto missing = files.missing(bySelfBytes, after, int(wire::FileLimits::found));
                if (!counts || !missing)
                    return fail(counts ? missing.error() : counts.error());
                return Look{counts->fetchedBytes < bySelfRoom, *missing};
            }), this, [this](const Result<Look> &look) {
        m_lookingToFetch = false;
        if (!look) {
            m_passDue = true;
            return rest(look.error());
        }
        if (m_passDue) // from the beginning
            return step();
        if (!look->room || look->missing.isEmpty()) {
            m_olderThan = Id();
            emit counted();
            return step();
        }
        m_olderThan = look->missing.last();
        m_passDue = true;
        QList<Id> ask = look->missing;
        ask.removeIf([this](const Id &id) { return m_notThere.contains(id); });
        if (ask.isEmpty())
            return step();
        m_lookingToFetch = true;
        m_road.find(ask, this, [this, ask](const Result<wire::FilesFound> &found) {
            m_lookingToFetch = false;
            if (!found) {
                m_passDue = true;
                m_olderThan = Id();
                rest(found.error());
                return step();
            }
            for (const Id &id : ask)
                m_notThere.insert(id);
            m_coming.clear();
            for (const wire::FileOffer &file : found->files)
                if (ask.contains(file.attachment) && file.size <= bySelfBytes) { // what its row says may not be so
                    m_notThere.remove(file.attachment);
                    m_coming.append(file);
                }
            std::sort(m_coming.begin(), m_coming.end(), [](const wire::FileOffer &a, const wire::FileOffer &b) { return b.attachment < a.attachment; });
            emit counted();
            step();
        });
    });
}

// --- what left

void FileCourier::sweep()
{
    if (std::exchange(m_sweeping, true)) {
        m_sweepAgain = true;
        return;
    }
    struct Leaving {
        QList<Id> files;
        QList<ReplicaFiles::Piece> pieces;
        bool last = false; // nothing else here is this content
    };
    using All = QMap<QByteArray, Leaving>; // by name
    deliver(m_store.read([](Records &records) -> Result<All> {
                ReplicaFiles replica(static_cast<StoreRecords &>(records));
                const auto files = replica.leaving();
                const auto pieces = replica.leavingPieces();
                if (!files || !pieces)
                    return fail(files ? pieces.error() : files.error());
                All all;
                for (const ReplicaFiles::File &file : *files)
                    all[file.name].files.append(file.attachment);
                for (const ReplicaFiles::Piece &piece : *pieces)
                    all[piece.name].pieces.append(piece);
                for (auto it = all.begin(); it != all.end(); ++it) {
                    const auto references = replica.references(it.key());
                    if (!references)
                        return fail(references.error());
                    it->last = *references == it->files.size() + it->pieces.size();
                }
                return all;
            }), this, [this](const Result<All> &all) {
        const auto over = [this] {
            m_sweeping = false;
            if (std::exchange(m_sweepAgain, false))
                sweep();
        };
        if (!all || all->isEmpty()) {
            if (!all)
                qWarning("office: files that left were not looked for: %s", qPrintable(all.error().log));
            return over();
        }
        deliver(onPool<All>(m_pool, [all = *all, vault = &m_store.vault(), clock = &m_store.clock()]() -> Result<All> {
                    All gone = all;
                    for (auto it = gone.begin(); it != gone.end();) {
                        const auto removed = it->last ? Attachments(*vault).remove(it.key(), youngMs, *clock) : Result<bool>(true);
                        it = removed && *removed ? std::next(it) : gone.erase(it);
                    }
                    return gone;
                }), this, [this, over, count = all->size()](const Result<All> &gone) {
            if (!gone)
                return over();
            if (gone->size() < count)
                m_sweepLater.start(int(youngMs) + 1000);
            if (gone->isEmpty())
                return over();
            deliver(m_store.write([gone = *gone](Records &records) -> Result<> {
                        ReplicaFiles replica(static_cast<StoreRecords &>(records));
                        for (const Leaving &leaving : gone) {
                            for (const Id &id : leaving.files)
                                if (const auto done = replica.forget(id); !done)
                                    return done;
                            for (const ReplicaFiles::Piece &piece : leaving.pieces)
                                if (const auto done = replica.forgetPiece(piece.attachment, piece.n); !done)
                                    return done;
                        }
                        return {};
                    }), this, [over](const Result<> &) { over(); });
        });
    });
}

} // namespace kemai::sync
