// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/file_fetch.h"

#include "base/deliver.h"
#include "sync/desk/on_pool.h"

#include <QBuffer>
#include <QCryptographicHash>

#include <cstring>

namespace kemai::sync {

using namespace Qt::StringLiterals;
using wire::FileLimits;

namespace {

// The pieces in the vault, one behind the other.
class PiecesDevice : public QIODevice
{
public:
    PiecesDevice(const Vault &vault, QList<QByteArray> names, qint64 size) : m_attachments(vault), m_names(std::move(names)), m_size(size) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    qint64 size() const override { return m_size; }

protected:
    qint64 readData(char *bytes, qint64 most) override
    {
        const int piece = int(pos() / FileLimits::pieceBytes);
        const qint64 within = pos() % FileLimits::pieceBytes;
        if (pos() >= m_size || piece >= m_names.size())
            return 0;
        if (piece != m_piece) {
            auto read = m_attachments.read(m_names.at(piece));
            if (!read || read->size() != wire::filePieceBytes(m_size, piece))
                return -1;
            m_bytes = std::move(*read);
            m_piece = piece;
        }
        const qint64 length = qMin(most, m_bytes.size() - within);
        std::memcpy(bytes, m_bytes.constData() + within, size_t(length));
        return length;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    Attachments m_attachments;
    QList<QByteArray> m_names;
    qint64 m_size;
    int m_piece = -1;
    QByteArray m_bytes;
};

} // namespace

FileFetch::FileFetch(Store &store, FileRoad &road, QThreadPool &pool, wire::FileOffer file)
    : m_store(store), m_road(road), m_pool(pool), m_file(std::move(file))
{
}

FileFetch::~FileFetch()
{
    *m_gone = true;
}

void FileFetch::start()
{
    deliver(m_store.read([id = m_file.attachment](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).pieces(id); }), this,
            [this](const Result<QList<ReplicaFiles::Piece>> &pieces) {
        if (!pieces)
            return emit stopped(pieces.error());
        for (const ReplicaFiles::Piece &piece : *pieces)
            if (piece.n < wire::filePieces(m_file.size))
                m_here.insert(piece.n, piece.name);
        next();
    });
}

void FileFetch::next()
{
    const int pieces = wire::filePieces(m_file.size);
    emit progressed(qMin(m_file.size, m_here.size() * FileLimits::pieceBytes), m_file.size);
    if (pieces == 0)
        return takeOnly({});
    int n = 0;
    while (m_here.contains(n))
        ++n;
    if (n >= pieces)
        return putTogether();
    m_road.piece(m_file.attachment, n, this, [this, n, pieces](const Result<QByteArray> &bytes) {
        if (!bytes)
            return emit stopped(bytes.error());
        if (bytes->size() != wire::filePieceBytes(m_file.size, n))
            return damaged();
        if (pieces == 1)
            takeOnly(*bytes);
        else
            takePiece(n, *bytes);
    });
}

void FileFetch::takeOnly(const QByteArray &bytes)
{
    if (QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256) != m_file.hash)
        return damaged();
    deliver(onPool<QByteArray>(m_pool, [bytes, vault = &m_store.vault()] {
                QBuffer source;
                source.setData(bytes);
                source.open(QIODevice::ReadOnly);
                return Attachments(*vault).put(source);
            }), this, [this](const Result<QByteArray> &name) {
        if (!name)
            return emit stopped(name.error());
        keep(*name);
    });
}

void FileFetch::takePiece(int n, const QByteArray &bytes)
{
    deliver(onPool<QByteArray>(m_pool, [bytes, vault = &m_store.vault()] {
                QBuffer source;
                source.setData(bytes);
                source.open(QIODevice::ReadOnly);
                return Attachments(*vault).put(source);
            }), this, [this, n](const Result<QByteArray> &name) {
        if (!name)
            return emit stopped(name.error());
        const ReplicaFiles::Piece piece{m_file.attachment, n, *name};
        deliver(m_store.write([piece](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).keepPiece(piece); }), this,
                [this, piece](const Result<> &kept) {
            if (!kept)
                return emit stopped(kept.error());
            m_here.insert(piece.n, piece.name);
            next();
        });
    });
}

void FileFetch::putTogether()
{
    deliver(onPool<QByteArray>(m_pool, [names = m_here.values(), size = m_file.size, hash = m_file.hash, vault = &m_store.vault(), gone = m_gone]() -> Result<QByteArray> {
                QCryptographicHash whole(QCryptographicHash::Blake2b_256);
                PiecesDevice device(*vault, names, size);
                if (!whole.addData(&device) || whole.result() != hash)
                    return fail(Error::Code::Corrupt, u"sync.fileDamaged"_s, u"a fetched file has another hash"_s);
                device.seek(0);
                return Attachments(*vault).put(device, [gone](qint64, qint64) { return !*gone; });
            }), this, [this](const Result<QByteArray> &name) {
        if (!name)
            return name.error().code == Error::Code::Corrupt ? damaged() : emit stopped(name.error());
        keep(*name);
    });
}

// What came goes (file_courier.cpp sweeps it) and is fetched anew when it is asked for again.
void FileFetch::damaged()
{
    deliver(m_store.write([id = m_file.attachment](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).forgetPieces(id); }), this,
            [this](const Result<> &) { emit stopped(makeError(Error::Code::Corrupt, u"sync.fileDamaged"_s, u"a fetched file is damaged"_s)); });
}

void FileFetch::keep(const QByteArray &name)
{
    const ReplicaFiles::File file{m_file.attachment, ReplicaFiles::State::Here, name, m_file.hash, m_file.size};
    deliver(m_store.write([file](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).keep(file); }), this, [this](const Result<> &kept) {
        if (!kept)
            return emit stopped(kept.error());
        emit finished();
    });
}

} // namespace kemai::sync
