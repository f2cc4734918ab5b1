// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/zip_archive.h"

#include <QIODevice>
#include <QtEndian>

#include <zip.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pieceBytes = 16 * 1024;

Error damaged(const QByteArray &what, const QString &log = {})
{
    return makeError(Error::Code::Invalid, u"formats.zipDamaged"_s, log, {QString::fromUtf8(what)});
}

// What libzip reads from: a device, with a budget while the directory is read.
struct Source {
    QIODevice &device;
    qint64 budget = -1; // bytes that may still be read; -1: any
    bool spent = false;
    zip_error_t error{};
};

zip_int64_t answer(void *state, void *bytes, zip_uint64_t length, zip_source_cmd_t command)
{
    auto &source = *static_cast<Source *>(state);
    const auto failed = [&source](int code) -> zip_int64_t {
        zip_error_set(&source.error, code, 0);
        return -1;
    };
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                              ZIP_SOURCE_SUPPORTS, -1);
    case ZIP_SOURCE_OPEN:
        return source.device.seek(0) ? 0 : failed(ZIP_ER_SEEK);
    case ZIP_SOURCE_READ: {
        if (source.budget >= 0 && qint64(length) > source.budget) {
            source.spent = true;
            return failed(ZIP_ER_READ);
        }
        const qint64 read = source.device.read(static_cast<char *>(bytes), qint64(length));
        if (read < 0)
            return failed(ZIP_ER_READ);
        if (source.budget >= 0)
            source.budget -= read;
        return read;
    }
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_STAT: {
        auto *stat = static_cast<zip_stat_t *>(bytes);
        zip_stat_init(stat);
        stat->size = zip_uint64_t(source.device.size());
        stat->valid = ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    }
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&source.error, bytes, length);
    case ZIP_SOURCE_SEEK: {
        const zip_int64_t to = zip_source_seek_compute_offset(zip_uint64_t(source.device.pos()), zip_uint64_t(source.device.size()),
                                                              bytes, length, &source.error);
        if (to < 0)
            return -1;
        return source.device.seek(to) ? 0 : failed(ZIP_ER_SEEK);
    }
    case ZIP_SOURCE_TELL:
        return source.device.pos();
    default:
        return failed(ZIP_ER_OPNOTSUPP);
    }
}

// The most entries any end of a directory in the file's tail claims. libzip makes room for as many as are claimed, so the
// claim is looked at first. -1: there is no end, so the file is cut off or no zip file.
qint64 claimedEntries(QIODevice &device)
{
    constexpr qint64 endBytes = 22, locatorBytes = 20, end64Bytes = 56, commentBytes = 65535;
    const qint64 tailBytes = std::min<qint64>(device.size(), endBytes + locatorBytes + commentBytes + 65536);
    if (!device.seek(device.size() - tailBytes))
        return -1;
    const QByteArray tail = device.read(tailBytes);
    qint64 claimed = -1;
    for (qsizetype at = tail.indexOf("PK\5\6"); at >= 0; at = tail.indexOf("PK\5\6", at + 1)) {
        if (at + endBytes <= tail.size())
            claimed = std::max<qint64>(claimed, qFromLittleEndian<quint16>(tail.constData() + at + 10));
        if (at < locatorBytes || !tail.sliced(at - locatorBytes).startsWith("PK\6\7"))
            continue;
        const quint64 offset = qFromLittleEndian<quint64>(tail.constData() + at - locatorBytes + 8);
        for (const qint64 where : {offset < quint64(device.size()) ? qint64(offset) : qint64(-1),
                                   device.size() - tailBytes + at - locatorBytes - end64Bytes}) {
            if (where < 0 || !device.seek(where))
                continue;
            const QByteArray end64 = device.read(end64Bytes);
            if (end64.size() == end64Bytes && end64.startsWith("PK\6\6"))
                claimed = std::max(claimed, qint64(std::min<quint64>(qFromLittleEndian<quint64>(end64.constData() + 32),
                                                                     quint64(std::numeric_limits<qint64>::max()))));
        }
    }
    return claimed;
}

class Part final : public ZipPart
{
public:
    Part(zip_file_t *file, QByteArray name, qint64 packed, qint64 maxBytes)
        : m_file(file), m_name(std::move(name)), m_packed(packed), m_maxBytes(maxBytes)
    {
    }
    ~Part() override { zip_fclose(m_file); }
    Part(const Part &) = delete;
    Part &operator=(const Part &) = delete;

    Result<QByteArray> next() override
    {
        QByteArray piece(pieceBytes, Qt::Uninitialized);
        const zip_int64_t read = zip_fread(m_file, piece.data(), zip_uint64_t(piece.size()));
        if (read < 0)
            return fail(damaged(m_name, QString::fromUtf8(zip_file_strerror(m_file))));
        piece.resize(read);
        m_unpacked += read;
        const qint64 ratioLimit = std::max(ZipArchive::freeUnpackedBytes, m_packed * ZipArchive::maxRatio);
        if (m_unpacked > m_maxBytes || m_unpacked > ratioLimit)
            return fail(Error::Code::Invalid, u"formats.zipTooLarge"_s, {},
                        {QString::fromUtf8(m_name), QString::number(std::min(m_maxBytes, ratioLimit) / 1024 / 1024)});
        return piece;
    }

private:
    zip_file_t *m_file;
    QByteArray m_name;
    qint64 m_packed;
    qint64 m_maxBytes;
    qint64 m_unpacked = 0;
};

} // namespace

struct ZipArchive::Open {
    explicit Open(QIODevice &device) : source{device} { zip_error_init(&source.error); }
    ~Open()
    {
        if (archive)
            zip_discard(archive);
        zip_error_fini(&source.error);
    }
    Open(const Open &) = delete;
    Open &operator=(const Open &) = delete;

    Source source;
    zip_t *archive = nullptr;
};

ZipArchive::ZipArchive(std::unique_ptr<Open> open) : m_open(std::move(open)) { }
ZipArchive::ZipArchive(ZipArchive &&) noexcept = default;
ZipArchive &ZipArchive::operator=(ZipArchive &&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(QIODevice &device)
{
    const qint64 claimed = claimedEntries(device);
    if (claimed < 0)
        return fail(damaged({}, u"no end of a central directory"_s));
    if (claimed > maxEntries)
        return fail(Error::Code::Invalid, u"formats.zipTooManyEntries"_s, {}, {QString::number(maxEntries)});

    auto open = std::make_unique<Open>(device);
    open->source.budget = maxDirectoryBytes;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(answer, &open->source, &error);
    if (source)
        open->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    const QString log = QString::fromUtf8(zip_error_strerror(&error));
    zip_error_fini(&error);
    if (!open->archive) {
        if (source)
            zip_source_free(source);
        if (open->source.spent)
            return fail(Error::Code::Invalid, u"formats.zipTooManyEntries"_s, {}, {QString::number(maxEntries)});
        return fail(damaged({}, log));
    }
    open->source.budget = -1;
    if (zip_get_num_entries(open->archive, 0) > maxEntries)
        return fail(Error::Code::Invalid, u"formats.zipTooManyEntries"_s, {}, {QString::number(maxEntries)});
    return ZipArchive(std::move(open));
}

bool ZipArchive::has(const QByteArray &name) const
{
    return zip_name_locate(m_open->archive, name.constData(), ZIP_FL_NOCASE) >= 0;
}

Result<std::unique_ptr<ZipPart>> ZipArchive::part(const QByteArray &name, qint64 maxBytes) const
{
    const zip_int64_t at = zip_name_locate(m_open->archive, name.constData(), ZIP_FL_NOCASE);
    zip_stat_t stat;
    if (at < 0 || zip_stat_index(m_open->archive, zip_uint64_t(at), 0, &stat) != 0)
        return fail(damaged(name, u"part is missing"_s));
    constexpr zip_uint64_t needed = ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if ((stat.valid & needed) != needed)
        return fail(damaged(name));
    if (stat.encryption_method != ZIP_EM_NONE)
        return fail(Error::Code::Invalid, u"formats.zipPartLocked"_s);
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
        return fail(damaged(name, u"packed by method %1"_s.arg(stat.comp_method)));
    zip_file_t *file = zip_fopen_index(m_open->archive, zip_uint64_t(at), 0);
    if (!file)
        return fail(damaged(name, QString::fromUtf8(zip_strerror(m_open->archive))));
    const qint64 packed = qint64(std::min<zip_uint64_t>(stat.comp_size, zip_uint64_t(m_open->source.device.size())));
    return std::make_unique<Part>(file, name, packed, maxBytes);
}

} // namespace kemai
