// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Secret: bytes that must not leave memory: keys, passphrases on their way to a key derivation.
 *
 * They stand in libsodium's guarded memory (sodium_malloc): locked against swapping, left out of core dumps,
 * between guard pages, and overwritten with zeros on destruction. A Secret moves and never copies by itself;
 * copy() is for the rare owner that needs a second one. Threads: like a plain value.
 *
 * Where the system allows no more locked memory the bytes are kept unlocked (swap is then the only exposure);
 * where it gives no memory at all the process ends, as it would on any other failed allocation.
 */
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <span>

namespace kemai {

class Secret
{
public:
    Secret() = default; // empty
    explicit Secret(qsizetype size); // zeros, to be filled through data()
    explicit Secret(QByteArray &&bytes); // takes the bytes over and wipes the array they came in
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    static Secret random(qsizetype size);
    static Secret fromBytes(std::span<const unsigned char> bytes);
    Secret copy() const;

    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    std::span<const unsigned char> bytes() const { return {m_data, size_t(m_size)}; }
    QByteArrayView view() const { return {reinterpret_cast<const char *>(m_data), m_size}; }
    unsigned char *data() { return m_data; }
    void clear(); // wipes and frees

    bool equals(const Secret &other) const; // in constant time for equal sizes

private:
    unsigned char *m_data = nullptr;
    qsizetype m_size = 0;
};

} // namespace kemai
