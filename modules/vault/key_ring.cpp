// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/key_ring.h"

#include <atomic>
#include <map>
#include <mutex>

namespace kemai {

namespace {
struct Ring {
    std::mutex mutex;
    std::map<KeyHandle, std::shared_ptr<const DatabaseKey>> keys;
    quint64 last = 0;
};

Ring &ring()
{
    static Ring *const held = new Ring; // outlives every connection a static object may still close
    return *held;
}

std::atomic<quint64> unnamed{0};
} // namespace

KeyHandle holdKey(Secret key, QByteArrayView fileId)
{
    if (key.size() != keyBytes || fileId.size() != fileIdBytes)
        return KeyHandle::None;
    auto derived = std::make_shared<const DatabaseKey>(key, fileId);
    Ring &held = ring();
    const std::lock_guard lock(held.mutex);
    const auto handle = KeyHandle(++held.last);
    held.keys.emplace(handle, std::move(derived));
    return handle;
}

void releaseKey(KeyHandle handle)
{
    Ring &held = ring();
    const std::lock_guard lock(held.mutex);
    held.keys.erase(handle);
}

std::shared_ptr<const DatabaseKey> heldKey(KeyHandle handle)
{
    Ring &held = ring();
    const std::lock_guard lock(held.mutex);
    const auto found = held.keys.find(handle);
    return found == held.keys.end() ? nullptr : found->second;
}

void setKeyOfUnnamedFiles(KeyHandle handle)
{
    unnamed = quint64(handle);
}

KeyHandle keyOfUnnamedFiles()
{
    return KeyHandle(unnamed.load());
}

} // namespace kemai
