// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/durable.h"
#include "vault/key_ring.h"
#include "vault/page_cipher.h"
#include "vault/vfs.h"

#include <QFile>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 pagesARead = 64;
constexpr qint64 lockBytePage = 0x40000000 / pageSize + 1; // never written (18)
} // namespace

Result<qint64> verifyPages(const QString &path, KeyHandle handle, const PageProgress &progress)
{
    const std::shared_ptr<const DatabaseKey> key = heldKey(handle);
    if (!key)
        return fail(Error::Code::Io, u"vault.vfsMissing"_s, u"no key is held under this handle"_s);
    QFile file(path);
    if (!file.exists())
        return fail(Error::Code::NotFound, u"vault.noFile"_s, u"no such file"_s, {path});
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(fileError(file, u"opening"_s));

    PageCipher cipher(key);
    const qint64 size = file.size();
    const qint64 total = size / pageSize;
    qint64 damaged = size % pageSize == 0 && size > 0 ? 0 : 1;
    qint64 firstDamaged = damaged ? total + 1 : 0;
    QByteArray block(pagesARead * pageSize, Qt::Uninitialized);
    unsigned char plain[pageSize];

    const auto isSound = [&](const char *sealed, qint64 number) {
        if (cipher.open(reinterpret_cast<const unsigned char *>(sealed), quint32(number), plain))
            return true;
        // A checkpoint may have been writing it just then.
        QByteArray again(pageSize, '\0');
        return file.seek((number - 1) * pageSize) && file.read(again.data(), pageSize) == pageSize
            && cipher.open(reinterpret_cast<const unsigned char *>(again.constData()), quint32(number), plain);
    };

    for (qint64 done = 0; done < total;) {
        const qint64 pages = qMin(pagesARead, total - done);
        if (!file.seek(done * pageSize) || file.read(block.data(), pages * pageSize) != pages * pageSize)
            return fail(fileError(file, u"reading"_s));
        for (qint64 i = 0; i < pages; ++i) {
            const qint64 number = done + i + 1;
            if (number == lockBytePage || isSound(block.constData() + i * pageSize, number))
                continue;
            if (++damaged == 1 || number < firstDamaged)
                firstDamaged = number;
        }
        done += pages;
        if (progress && !progress(done, total))
            return fail(Error::Code::Busy, u"vault.cancelled"_s, u"the check was cancelled"_s);
    }
    if (damaged > 0)
        return fail(Error::Code::Corrupt, u"vault.damagedPages"_s,
                    u"%1 damaged pages, the first is %2"_s.arg(damaged).arg(firstDamaged),
                    {QString::number(damaged), QString::number(firstDamaged)});
    return total;
}

} // namespace kemai
