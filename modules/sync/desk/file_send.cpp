// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/file_send.h"

#include "base/deliver.h"
#include "sync/desk/on_pool.h"

#include <QCryptographicHash>

namespace kemai::sync {

using namespace Qt::StringLiterals;
using State = ReplicaFiles::State;
using wire::FileLimits;

namespace {
constexpr int mostRounds = 4; // the server says what it lacks; one that never has enough is not listened to for ever
}

FileSend::FileSend(Store &store, FileRoad &road, QThreadPool &pool, ReplicaFiles::File file, std::function<bool()> mayGoOn)
    : m_store(store), m_road(road), m_pool(pool), m_file(std::move(file)), m_mayGoOn(std::move(mayGoOn))
{
}

void FileSend::start()
{
    if (m_file.hash.isEmpty())
        hash();
    else
        offer();
}

void FileSend::resume()
{
    if (std::exchange(m_waiting, false))
        next();
}

void FileSend::hash()
{
    struct Hashed {
        QByteArray hash;
        qint64 size = 0;
    };
    deliver(onPool<Hashed>(m_pool, [vault = &m_store.vault(), name = m_file.name]() -> Result<Hashed> {
                const auto reader = Attachments(*vault).open(name);
                if (!reader)
                    return fail(reader.error());
                QCryptographicHash whole(QCryptographicHash::Blake2b_256);
                Hashed hashed;
                while (true) {
                    const auto piece = (*reader)->read(FileLimits::pieceBytes);
                    if (!piece)
                        return fail(piece.error());
                    if (piece->isEmpty())
                        break;
                    whole.addData(*piece);
                    hashed.size += piece->size();
                }
                hashed.hash = whole.result();
                return hashed;
            }), this, [this](const Result<Hashed> &hashed) {
        if (!hashed)
            return failed(hashed.error());
        m_file.hash = hashed->hash;
        m_file.size = hashed->size;
        deliver(m_store.write([file = m_file](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).keep(file); }), this,
                [this](const Result<> &kept) {
            if (!kept)
                return emit stopped(kept.error());
            offer();
        });
    });
}

void FileSend::offer()
{
    if (++m_rounds > mostRounds)
        return emit stopped(makeError(Error::Code::Offline, u"sync.unreachable"_s, u"the server does not take a file"_s));
    m_road.offer({m_file.attachment, m_file.size, m_file.hash}, this, [this](const Result<wire::FileState> &state) {
        if (!state)
            return failed(state.error());
        if (state->complete)
            return finish(State::Sent);
        m_missing = state->missing;
        next();
    });
}

void FileSend::next()
{
    if (m_missing.isEmpty())
        return offer();
    if (!m_mayGoOn()) {
        m_waiting = true;
        return;
    }
    const int piece = m_missing.first();
    deliver(onPool<QByteArray>(m_pool, [reading = m_reading, piece, vault = &m_store.vault(), name = m_file.name]() -> Result<QByteArray> {
                if (!reading->reader || reading->next > piece) {
                    auto reader = Attachments(*vault).open(name);
                    if (!reader)
                        return fail(reader.error());
                    reading->reader = std::move(*reader);
                    reading->next = 0;
                }
                if (const auto skipped = reading->reader->skip((piece - reading->next) * FileLimits::pieceBytes); !skipped)
                    return fail(skipped.error());
                reading->next = piece + 1;
                return reading->reader->read(FileLimits::pieceBytes);
            }), this, [this, piece](const Result<QByteArray> &bytes) {
        if (!bytes)
            return failed(bytes.error());
        m_road.put(m_file.attachment, piece, *bytes, this, [this](const Result<bool> &put) {
            if (!put)
                return failed(put.error());
            m_missing.removeFirst();
            emit moved();
            next();
        });
    });
}

void FileSend::failed(const Error &error)
{
    const bool later = error.code == Error::Code::Offline || error.code == Error::Code::Busy
        || (error.code == Error::Code::Io && !m_road.isEscrow()); // a bad disk must not keep a desk from being wiped
    if (later)
        return emit stopped(error);
    if (error.id == "server.fileTooLarge"_L1)
        return finish(State::TooLarge);
    if (error.id == "ledger.fileHash"_L1 && !std::exchange(m_again, true)) { // written anew meanwhile, or spoilt on the way: once more from the beginning
        m_file.hash.clear();
        m_rounds = 0;
        m_reading = std::make_shared<Reading>();
        return hash();
    }
    qWarning("office: a file is not sent: %s", qPrintable(error.id));
    finish(error.id == "ledger.noFile"_L1 || error.id == "ledger.fileComplete"_L1 ? State::Refused : State::Lost);
}

void FileSend::finish(State state)
{
    m_file.state = state;
    deliver(m_store.write([file = m_file](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).keep(file); }), this,
            [this, state](const Result<> &kept) {
        if (!kept)
            return emit stopped(kept.error());
        emit finished(state);
    });
}

} // namespace kemai::sync
