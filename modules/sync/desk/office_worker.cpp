// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/office_worker.h"

#include "base/deliver.h"
#include "schema/schema.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace kemai::sync {

using namespace Qt::StringLiterals;
using State = OfficeStatus::State;

namespace {
constexpr int uploadRows = 2000; // of history in one transaction: well below a tenth of a second
constexpr int countMs = 100;     // the counts of a window need not follow each edit
}

OfficeWorker::OfficeWorker(Store &store, WipeTarget &wipe, KeyStore &keys, std::shared_ptr<CommitBell> bell)
    : m_store(store), m_wipe(wipe), m_keys(keys), m_bell(std::move(bell)), m_counting(new QTimer(this)), m_minute(new QTimer(this))
{
    m_counting->setSingleShot(true);
    m_counting->setInterval(countMs);
    connect(m_counting, &QTimer::timeout, this, &OfficeWorker::count);
    m_minute->setInterval(60'000);
    connect(m_minute, &QTimer::timeout, this, [this] {
        lookAtLease();
        if (m_courier)
            m_courier->sweep();
    });
    m_bell->listen(this, [this] { edited(); });
}

OfficeWorker::~OfficeWorker()
{
    m_bell->silence();
}

QString OfficeWorker::entry() const
{
    return Vault::keyStoreEntry(m_store.vault().fileId()) + u".device"_s;
}

// Beside the store's own key: whoever has no key store trusts the passphrase with both.
template <typename Do>
auto OfficeWorker::withKeys(Do work)
{
    if (m_store.vault().protection().keyStore)
        return work(m_keys);
    return m_store.write([&work](Records &records) {
        StoreKeys keys(static_cast<StoreRecords &>(records));
        return work(keys);
    }).takeResult();
}

void OfficeWorker::begin()
{
    m_storage = std::make_unique<DeskStorage>(m_store);
    const auto enrolled = m_storage->isEnrolled();
    if (!enrolled)
        return stop(enrolled.error());
    if (!*enrolled)
        return tell();
    const auto place = m_store.read([](Records &records) { return officePlace(static_cast<StoreRecords &>(records)); }).result();
    if (!place)
        return stop(place.error());
    m_place = *place;
    emit placed(m_place);
    m_status.state = State::Starting;
    lookAtLease(); // before the key store, which may ask somebody
    tell();
    auto identity = withKeys([this](KeyStore &keys) { return DeviceIdentity::read(keys, entry()); });
    if (!identity)
        return stop(identity.error());
    if (identity->device().isNull())
        return stop(makeError(Error::Code::Corrupt, u"sync.deviceKeyDamaged"_s, u"the entry of the device has no number"_s));
    m_identity = std::move(*identity);
    work(m_place);
}

void OfficeWorker::enroll(const OfficeAddress &address, const Enrolment::Form &form)
{
    const auto already = m_storage->isEnrolled();
    if (!already || *already) {
        emit enrolmentFailed(already ? makeError(Error::Code::Invalid, u"sync.enrolled"_s) : already.error());
        return;
    }
    // Kept before it is sent: if the answer is lost, or this process, the next attempt is the same desk and its token holds.
    auto identity = withKeys([this](KeyStore &keys) { return DeviceIdentity::readOrMake(keys, entry()); });
    if (!identity) {
        emit enrolmentFailed(identity.error());
        return;
    }
    m_enrolment = std::make_unique<Enrolment>();
    connect(m_enrolment.get(), &Enrolment::failed, this, &OfficeWorker::enrolmentFailed);
    connect(m_enrolment.get(), &Enrolment::done, this, [this, address, login = form.login, name = form.deviceName] {
        m_identity = m_enrolment->takeIdentity();
        OfficePlace place;
        place.address = address;
        place.login = login;
        place.deviceName = name;
        // The place and the key first: from the third on it is a desk of the office, whatever happens then.
        auto done = withKeys([this](KeyStore &keys) { return m_identity.keep(keys, entry()); });
        if (done)
            done = m_store.write([place](Records &records) { return setOfficePlace(static_cast<StoreRecords &>(records), place); }).result();
        if (done)
            done = m_storage->enroll(m_identity.device());
        if (!done) {
            emit enrolmentFailed(done.error());
            return;
        }
        work(place);
        emit enrolled();
    });
    m_enrolment->start(address, form, std::move(*identity));
}

void OfficeWorker::stop(const Error &error)
{
    if (m_status.state != State::OutOfLease)
        m_status.state = State::Stopped;
    m_status.error = error;
    tell();
}

void OfficeWorker::work(OfficePlace place)
{
    m_place = std::move(place);
    emit placed(m_place);
    m_status.state = State::Starting;
    m_status.error.reset();
    m_status.server = m_place.address.url.authority();
    m_status.login = m_place.login;
    m_status.lastContactMs = m_place.lastContactMs;
    m_status.leaseUntilMs = m_place.lease ? m_place.lease->untilMs : -1;
    m_minute->start();
    lookAtLease();
    tell();
    count();
    goOnUploading();
}

// What was here before goes into the outbox before anything comes from the server: what comes is shown with it on top.
void OfficeWorker::goOnUploading()
{
    const auto progress = m_storage->uploaded();
    if (!progress)
        return stop(progress.error());
    if (progress->done >= progress->of) {
        m_status.uploaded = -1;
        return startSync();
    }
    m_status.uploaded = progress->done;
    m_status.toUpload = progress->of;
    tell();
    const auto more = m_storage->uploadStep(uploadRows);
    if (!more)
        return stop(more.error());
    QMetaObject::invokeMethod(this, [this] { goOnUploading(); }, Qt::QueuedConnection);
}

void OfficeWorker::startSync()
{
    const auto tls = m_place.address.tls();
    if (!tls)
        return stop(tls.error());
    m_link = std::make_unique<OfficeLink>(m_place.address, *tls);
    m_sync = std::make_unique<OfficeSync>(*m_storage, m_closing, *m_link, m_identity, schemaVersion);
    connect(&m_sync->net(), &OfficeNet::sessionOpened, this, &OfficeWorker::noteSession);
    connect(&m_sync->net(), &OfficeNet::failed, this, [](const QString &what) { qInfo("office: %s", qPrintable(what)); });
    connect(&m_sync->net(), &OfficeNet::present, this, &OfficeWorker::present);
    connect(&m_sync->net(), &OfficeNet::presenceMoved, this, &OfficeWorker::presenceMoved);
    connect(m_sync.get(), &OfficeSync::changed, this, &OfficeWorker::lookAtStage);
    m_courier = std::make_unique<FileCourier>(m_store, *m_link, m_sync->net(), m_identity);
    connect(m_courier.get(), &FileCourier::counted, this, &OfficeWorker::recount);
    connect(m_courier.get(), &FileCourier::progressed, this, &OfficeWorker::fileProgressed);
    connect(m_courier.get(), &FileCourier::here, this, &OfficeWorker::fileHere);
    connect(m_courier.get(), &FileCourier::failed, this, &OfficeWorker::fileFailed);
    connect(m_courier.get(), &FileCourier::sessionEnded, this, &OfficeWorker::hurry);
    connect(m_courier.get(), &FileCourier::handedOver, this, &OfficeWorker::hurry); // the wipe waits for it
    m_sync->start();
}

void OfficeWorker::noteSession()
{
    if (!m_sync->net().session())
        return;
    m_place.take(*m_sync->net().session(), m_store.clock().nowMs());
    m_status.leaseUntilMs = m_place.lease ? m_place.lease->untilMs : -1;
    emit placed(m_place);
    deliver(m_store.write([place = m_place](Records &records) { return setOfficePlace(static_cast<StoreRecords &>(records), place); }), this,
            [](const Result<> &kept) {
        if (!kept)
            qWarning("office: the lease was not kept: %s", qPrintable(kept.error().log));
    });
    if (m_status.state == State::OutOfLease)
        m_status.state = State::Receiving;
    lookAtLease();
    m_courier->sessionOpened(QJsonDocument::fromJson(m_place.policy).object().value("file_mb"_L1).toInteger(200) * 1'000'000);
}

void OfficeWorker::lookAtStage()
{
    using Stage = Replica::Stage;
    const Replica &replica = m_sync->replica();
    if (replica.lastContactAt() != m_lastContactAt) {
        m_lastContactAt = replica.lastContactAt();
        m_status.lastContactMs = m_store.clock().nowMs();
    }
    m_status.needsUpdate = replica.needsUpdate();
    m_status.error = replica.error();
    State next = m_status.state;
    switch (replica.stage()) {
    case Stage::Starting:
    case Stage::Session: break; // as before, until something is known
    case Stage::Pushing:
    case Stage::Escrow: next = State::Sending; break;
    case Stage::Pulling: next = m_status.fetchedParts < m_status.parts ? State::Receiving : m_status.waiting > 0 ? State::Sending : next; break;
    case Stage::Fetching: next = State::Receiving; break;
    case Stage::Idle: next = State::Synchronized; break;
    case Stage::Waiting: next = State::Offline; break;
    case Stage::Stopped: next = State::Stopped; break;
    case Stage::Wiped: next = State::Wiped; break;
    }
    if (m_courier->isHandingOver() && next == State::Offline)
        next = State::Sending;
    if (m_status.state != State::OutOfLease || next == State::Wiped)
        m_status.state = next;
    m_courier->setCalm(replica.isQuiet());
    tell();
    if (!m_counting->isActive())
        m_counting->start();
    if (next == State::Wiped)
        emit wiped();
}

// Too long without the server: locked, until it says something else. It never wipes.
void OfficeWorker::lookAtLease()
{
    if (m_status.state == State::Standalone || m_status.state == State::Wiped)
        return;
    const auto position = m_storage->position();
    const wire::HybridTime latest = position ? position->lastTime : wire::HybridTime();
    const bool valid = m_place.lease && isSignedBy(*m_place.lease, m_place.serverKey)
        && leaseState(m_place.lease, m_store.clock().nowMs(), latest) == LeaseState::Valid;
    const bool first = m_place.lastContactMs < 0; // enrolled this moment, no session yet
    if (!valid && !first) {
        m_status.state = State::OutOfLease;
        tell();
    }
}

void OfficeWorker::presence(const Entity &entity, const Id &record, Presence state)
{
    if (m_sync)
        m_sync->net().presence(entity, record, state);
}

void OfficeWorker::fetchFile(const Id &attachment)
{
    if (m_courier)
        m_courier->fetch(attachment);
    else
        emit fileFailed(attachment, makeError(Error::Code::Offline, u"sync.unreachable"_s, {}, {m_status.server}));
}

void OfficeWorker::cancelFile(const Id &attachment)
{
    if (m_courier)
        m_courier->cancel(attachment);
}

// What is attached from here on has a mutation that waits, and closeForWipe() sees that.
Result<> OfficeWorker::handOverFiles()
{
    const auto counts = m_store.read([](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).counts(); }).result();
    if (!counts)
        return fail(counts.error());
    if (counts->toSend == 0)
        return {};
    m_courier->beginHandOver();
    return fail(Error::Code::Busy, u"sync.filesHeld"_s, u"files are being handed over"_s);
}

void OfficeWorker::hurry()
{
    if (m_sync)
        m_sync->hurry();
}

void OfficeWorker::edited()
{
    if (m_sync)
        m_sync->edited();
    recount();
}

void OfficeWorker::recount()
{
    if (!m_counting->isActive())
        m_counting->start();
}

void OfficeWorker::count()
{
    if (m_isCounting) {
        m_countAgain = true;
        return;
    }
    m_isCounting = true;
    struct Counted {
        ReplicaTables::Counts counts;
        QList<ReplicaTables::Scope> scopes;
        ReplicaFiles::Counts files;
    };
    deliver(m_store.read([](Records &records) -> Result<Counted> {
                ReplicaTables tables(static_cast<StoreRecords &>(records));
                const auto counts = tables.counts();
                const auto scopes = tables.scopes();
                const auto files = ReplicaFiles(static_cast<StoreRecords &>(records)).counts();
                if (!counts || !scopes || !files)
                    return fail(!counts ? counts.error() : !scopes ? scopes.error() : files.error());
                return Counted{*counts, *scopes, *files};
            }), this, [this](const Result<Counted> &counted) {
        m_isCounting = false;
        if (!counted) {
            qWarning("office: the queue was not counted: %s", qPrintable(counted.error().log));
            return;
        }
        m_status.waiting = counted->counts.waiting;
        m_status.conflicts = counted->counts.conflicts;
        m_status.refused = counted->counts.rejected;
        m_status.oldestWaitingMs = counted->counts.waiting > 0 ? wire::HybridTime{counted->counts.oldestAt}.ms() : -1;
        m_status.filesToSend = counted->files.toSend;
        m_status.filesTooLarge = counted->files.tooLarge;
        m_status.filesComing = m_courier ? m_courier->coming() : 0;
        m_status.filePieces = m_courier ? m_courier->moved() : 0;
        const auto &tables = wire::Vocabulary::shipped().entities;
        m_status.parts = int(counted->scopes.size() * tables.size());
        m_status.fetchedParts = 0;
        for (const ReplicaTables::Scope &scope : counted->scopes)
            m_status.fetchedParts += int(scope.complete ? tables.size() : !scope.entity ? 0 : size_t(std::find(tables.begin(), tables.end(), scope.entity) - tables.begin()));
        tell();
        emit contentsChanged(); // a conflict may have another value, a line of the queue another state
        if (std::exchange(m_countAgain, false))
            m_counting->start();
    });
}

void OfficeWorker::tell()
{
    if (m_told && *m_told == m_status)
        return;
    m_told = m_status;
    emit told(m_status);
}

} // namespace kemai::sync
