// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Dice: random numbers that are the same everywhere for the same seed (SplitMix64, Steele, Lea and Flood 2014);
 * the standard library's distributions differ between implementations, so none is used.
 */
#pragma once

#include <QtGlobal>

#include <span>

namespace kemai::demo {

constexpr quint64 mixed(quint64 x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

class Dice
{
public:
    explicit constexpr Dice(quint64 seed) : m_state(seed) { }
    constexpr Dice(quint64 seed, quint64 stream) : m_state(mixed(seed + 0x9e3779b97f4a7c15ull * (stream + 1))) { }

    constexpr quint64 next() { return mixed(m_state += 0x9e3779b97f4a7c15ull); }
    constexpr int below(int limit) { return int((next() >> 32) * quint64(limit) >> 32); } // 0 ... limit - 1
    constexpr qint64 below64(qint64 limit) { return qint64(next() % quint64(limit)); }
    constexpr int between(int low, int high) { return low + below(high - low + 1); }
    constexpr bool perMille(int share) { return below(1000) < share; }
    constexpr double unit() { return double(next() >> 11) / double(1ull << 53); } // [0, 1)

    template <typename T, size_t N>
    constexpr const T &of(const T (&list)[N]) { return list[size_t(below(int(N)))]; }
    template <typename T>
    constexpr const T &of(std::span<const T> list) { return list[size_t(below(int(list.size())))]; }

private:
    quint64 m_state;
};

} // namespace kemai::demo
