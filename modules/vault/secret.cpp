// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/secret.h"

#include <QtGlobal>

#include <cstring>
#include <new>
#include <sodium.h>
#include <utility>

namespace kemai {

Secret::Secret(qsizetype size)
    : m_size(size)
{
    static const int started = sodium_init();
    if (started < 0)
        qFatal("libsodium does not start");
    if (size <= 0) {
        m_size = 0;
        return;
    }
    m_data = static_cast<unsigned char *>(sodium_malloc(size_t(size)));
    if (!m_data)
        qBadAlloc();
    std::memset(m_data, 0, size_t(size));
}

Secret::Secret(QByteArray &&bytes)
    : Secret(bytes.size())
{
    QByteArray taken = std::move(bytes);
    if (m_size > 0)
        std::memcpy(m_data, taken.constData(), size_t(m_size));
    // Only where nobody shares the bytes does wiping reach the one copy there is.
    if (taken.isDetached())
        sodium_memzero(taken.data(), size_t(taken.size()));
}

Secret::Secret(Secret &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret::~Secret()
{
    clear();
}

Secret Secret::random(qsizetype size)
{
    Secret secret(size);
    if (secret.m_size > 0)
        randombytes_buf(secret.m_data, size_t(secret.m_size));
    return secret;
}

Secret Secret::fromBytes(std::span<const unsigned char> bytes)
{
    Secret secret(qsizetype(bytes.size()));
    if (secret.m_size > 0)
        std::memcpy(secret.m_data, bytes.data(), bytes.size());
    return secret;
}

Secret Secret::copy() const
{
    return fromBytes(bytes());
}

void Secret::clear()
{
    if (m_data)
        sodium_free(m_data); // wipes first
    m_data = nullptr;
    m_size = 0;
}

bool Secret::equals(const Secret &other) const
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_data, other.m_data, size_t(m_size)) == 0);
}

} // namespace kemai
