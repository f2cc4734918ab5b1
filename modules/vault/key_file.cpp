// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/key_file.h"

#include "vault/durable.h"

#include <QFile>
#include <QtEndian>

#include <sodium.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr char Magic[] = "KEMAIKEY";
constexpr quint8 Version = 1;
constexpr quint8 InKeyStore = 1;
constexpr quint8 Wrapped = 2;
constexpr quint8 Unfinished = 128;
constexpr quint32 Argon2id13 = 2;
constexpr qsizetype IdBytes = 16;
constexpr qsizetype CheckBytes = 32;
constexpr qsizetype SumBytes = 32;
constexpr qsizetype NonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype WrappedBytes = KeyFile::KeyBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;

// More than anybody sets, and little enough that a forged file cannot take the machine down.
constexpr quint32 MaxPasses = 64;
constexpr quint64 MaxMemory = quint64(2) * 1024 * 1024 * 1024;

static_assert(crypto_pwhash_SALTBYTES == 16 && NonceBytes == 24 && WrappedBytes == 48);

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

template <typename Number>
QByteArray littleEndian(Number number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

QByteArray sumOf(const QByteArray &bytes)
{
    QByteArray sum(SumBytes, Qt::Uninitialized);
    crypto_generichash(raw(sum), SumBytes, raw(bytes), quint64(bytes.size()), nullptr, 0);
    return sum;
}

QByteArray checkValue(const Secret &dataKey, const QByteArray &fileId)
{
    const Secret key = deriveSubkey(dataKey, 1, "kemaichk");
    const QByteArray text = QByteArrayLiteral("kemai key check") + fileId;
    QByteArray check(CheckBytes, Qt::Uninitialized);
    crypto_generichash(raw(check), CheckBytes, raw(text), quint64(text.size()), key.bytes().data(), size_t(key.size()));
    return check;
}

Result<Secret> derivePassphraseKey(const Secret &passphrase, const QByteArray &salt, PassphraseCost cost)
{
    Secret key{qsizetype(KeyFile::KeyBytes)};
    if (crypto_pwhash(key.data(), size_t(key.size()), passphrase.view().data(), size_t(passphrase.size()),
                      raw(salt), cost.passes, size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(Error::Code::Io, u"vault.noMemory"_s, u"no memory to derive the key from the passphrase"_s,
                    {QString::number(cost.memoryBytes / (1024 * 1024))});
    return key;
}

Failure damaged(const QString &why)
{
    return fail(Error::Code::Corrupt, u"vault.damagedKeyFile"_s, u"key file: "_s + why);
}

} // namespace

Secret deriveSubkey(const Secret &dataKey, quint64 number, const char context[8])
{
    Secret subkey{qsizetype(KeyFile::KeyBytes)};
    crypto_kdf_derive_from_key(subkey.data(), size_t(subkey.size()), number, context, dataKey.bytes().data());
    return subkey;
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(size));
    return bytes;
}

KeyFile KeyFile::forNewKey(const Secret &dataKey)
{
    KeyFile file;
    file.m_fileId = randomBytes(IdBytes);
    file.m_instanceId = randomBytes(IdBytes);
    file.m_check = checkValue(dataKey, file.m_fileId);
    return file;
}

Result<KeyFile> KeyFile::parse(QByteArrayView view)
{
    const QByteArray bytes = view.toByteArray();
    if (bytes.size() < 16 + SumBytes)
        return damaged(u"too short"_s);
    if (!bytes.startsWith(Magic))
        return damaged(u"not a key file"_s);
    // The sum comes before the version: one flipped bit must not read as "made by a newer program".
    if (sumOf(bytes.first(bytes.size() - SumBytes)) != bytes.last(SumBytes))
        return damaged(u"the sum does not match"_s);
    if (quint8(bytes.at(8)) != Version)
        return fail(Error::Code::Conflict, u"vault.newer"_s, u"key file of version %1"_s.arg(int(quint8(bytes.at(8)))));
    if (bytes.size() != Size || qFromLittleEndian<quint32>(bytes.constData() + 12) != quint32(Size))
        return damaged(u"wrong length"_s);

    KeyFile file;
    const quint8 flags = quint8(bytes.at(9));
    file.m_inKeyStore = flags & InKeyStore;
    file.m_unfinished = flags & Unfinished;
    file.m_fileId = bytes.mid(16, IdBytes);
    file.m_instanceId = bytes.mid(32, IdBytes);
    file.m_check = bytes.mid(48, CheckBytes);
    if (flags & Wrapped) {
        file.m_cost.passes = qFromLittleEndian<quint32>(bytes.constData() + 84);
        file.m_cost.memoryBytes = qFromLittleEndian<quint64>(bytes.constData() + 88);
        file.m_salt = bytes.mid(96, crypto_pwhash_SALTBYTES);
        file.m_nonce = bytes.mid(112, NonceBytes);
        file.m_wrapped = bytes.mid(136, WrappedBytes);
        if (qFromLittleEndian<quint32>(bytes.constData() + 80) != Argon2id13 || file.m_cost.passes < 1
            || file.m_cost.passes > MaxPasses || file.m_cost.memoryBytes < crypto_pwhash_MEMLIMIT_MIN
            || file.m_cost.memoryBytes > MaxMemory)
            return damaged(u"key derivation out of bounds"_s);
    }
    return file;
}

Result<KeyFile> KeyFile::load(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(Error::Code::NotFound, u"vault.keyFileMissing"_s, u"there is no key file"_s, {path});
    errno = 0;
    if (!file.open(QIODevice::ReadOnly))
        return fail(fileError(file, u"opening the key file"_s));
    return parse(file.read(64 * 1024));
}

QByteArray KeyFile::boundBytes() const
{
    return QByteArray(Magic) + char(Version) + m_fileId + littleEndian(Argon2id13) + littleEndian(m_cost.passes)
        + littleEndian(m_cost.memoryBytes) + m_salt;
}

QByteArray KeyFile::bytes() const
{
    quint8 flags = 0;
    flags |= m_inKeyStore ? InKeyStore : 0;
    flags |= hasPassphrase() ? Wrapped : 0;
    flags |= m_unfinished ? Unfinished : 0;

    QByteArray bytes = QByteArray(Magic) + char(Version) + char(flags) + QByteArray(2, '\0') + littleEndian(quint32(Size))
        + m_fileId + m_instanceId + m_check;
    if (hasPassphrase())
        bytes += littleEndian(Argon2id13) + littleEndian(m_cost.passes) + littleEndian(m_cost.memoryBytes) + m_salt
            + m_nonce + m_wrapped;
    else
        bytes += QByteArray(Size - SumBytes - bytes.size(), '\0');
    bytes += sumOf(bytes);
    Q_ASSERT(bytes.size() == Size);
    return bytes;
}

Result<> KeyFile::save(const QString &file) const
{
    return writeDurably(file, bytes());
}

void KeyFile::renewInstance()
{
    m_instanceId = randomBytes(IdBytes);
}

Result<> KeyFile::wrap(const Secret &dataKey, const Secret &passphrase, PassphraseCost cost)
{
    if (passphrase.size() == 0)
        return fail(Error::Code::Invalid, u"vault.passphraseEmpty"_s, u"empty passphrase"_s);
    KeyFile next = *this;
    next.m_cost = cost;
    next.m_salt = randomBytes(crypto_pwhash_SALTBYTES);
    next.m_nonce = randomBytes(NonceBytes);
    const Result<Secret> key = derivePassphraseKey(passphrase, next.m_salt, cost);
    if (!key)
        return fail(key.error());
    const QByteArray bound = next.boundBytes();
    next.m_wrapped.resize(WrappedBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(next.m_wrapped), nullptr, dataKey.bytes().data(),
                                               quint64(dataKey.size()), raw(bound),
                                               quint64(bound.size()), nullptr, raw(next.m_nonce), key->bytes().data());
    *this = next;
    return {};
}

Result<Secret> KeyFile::unwrap(const Secret &passphrase) const
{
    if (!hasPassphrase())
        return fail(Error::Code::Invalid, u"vault.noPassphraseSet"_s, u"this store has no passphrase"_s);
    const Failure wrong = fail(Error::Code::Denied, u"vault.wrongPassphrase"_s, u"the passphrase does not open the key file"_s);
    if (passphrase.isEmpty())
        return wrong;
    const Result<Secret> key = derivePassphraseKey(passphrase, m_salt, m_cost);
    if (!key)
        return fail(key.error());
    const QByteArray bound = boundBytes();
    Secret dataKey{qsizetype(KeyBytes)};
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(dataKey.data(), nullptr, nullptr, raw(m_wrapped),
                                                   quint64(m_wrapped.size()), raw(bound), quint64(bound.size()),
                                                   raw(m_nonce), key->bytes().data()) != 0)
        return wrong;
    if (!accepts(dataKey))
        return damaged(u"the wrapped key is not this store's"_s);
    return dataKey;
}

void KeyFile::dropPassphrase()
{
    m_salt.clear();
    m_nonce.clear();
    m_wrapped.clear();
}

bool KeyFile::accepts(const Secret &dataKey) const
{
    return dataKey.size() == KeyBytes
        && sodium_memcmp(checkValue(dataKey, m_fileId).constData(), m_check.constData(), CheckBytes) == 0;
}

} // namespace kemai
