// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/device_identity.h"

#include <sodium.h>

namespace kemai::sync {

namespace {
constexpr qsizetype keptBytes = 16 + crypto_sign_SECRETKEYBYTES; // the device's id, then the secret key
}

DeviceIdentity DeviceIdentity::make()
{
    DeviceIdentity made;
    made.m_secret = Secret(crypto_sign_SECRETKEYBYTES);
    made.m_public.resize(crypto_sign_PUBLICKEYBYTES);
    crypto_sign_keypair(reinterpret_cast<unsigned char *>(made.m_public.data()), made.m_secret.data());
    return made;
}

Result<DeviceIdentity> DeviceIdentity::read(KeyStore &store, const QString &entry)
{
    const auto kept = store.read(entry);
    if (!kept)
        return fail(kept.error());
    if (kept->size() != keptBytes)
        return fail(Error::Code::Corrupt, QStringLiteral("sync.deviceKeyDamaged"), QStringLiteral("the entry of the device has another size"));
    DeviceIdentity identity;
    identity.m_device = Id::fromBytes(kept->view().first(16));
    identity.m_secret = Secret::fromBytes(kept->bytes().subspan(16));
    identity.m_public.resize(crypto_sign_PUBLICKEYBYTES);
    crypto_sign_ed25519_sk_to_pk(reinterpret_cast<unsigned char *>(identity.m_public.data()), identity.m_secret.bytes().data());
    return identity;
}

Result<DeviceIdentity> DeviceIdentity::readOrMake(KeyStore &store, const QString &entry)
{
    auto kept = read(store, entry);
    if (kept || (kept.error().code != Error::Code::NotFound && kept.error().code != Error::Code::Corrupt))
        return kept;
    DeviceIdentity made = make();
    if (const auto done = made.keep(store, entry); !done)
        return fail(done.error());
    return made;
}

Result<> DeviceIdentity::keep(KeyStore &store, const QString &entry) const
{
    Secret kept(keptBytes);
    std::ranges::copy(m_device.bytes(), kept.data());
    std::ranges::copy(m_secret.bytes(), kept.data() + 16);
    return store.write(entry, kept);
}

QByteArray DeviceIdentity::sign(const QByteArray &message) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr, reinterpret_cast<const unsigned char *>(message.constData()),
                         size_t(message.size()), m_secret.bytes().data());
    return signature;
}

} // namespace kemai::sync
