// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Seeded mutations of good files: bits flipped, stretches cut, doubled, moved, swapped for what parsers stumble over. The same
 * seed makes the same file, so a failing one can be named and kept.
 */
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <random>

namespace kemai {

class Mutation
{
public:
    explicit Mutation(quint64 seed) : m_random(seed) { }

    QByteArray of(QByteArray bytes, const QByteArrayList &tokens)
    {
        const int times = 1 + number(8);
        for (int i = 0; i < times && bytes.size() < maxBytes; ++i)
            once(bytes, tokens);
        return bytes;
    }
    int number(qsizetype below) { return below <= 0 ? 0 : int(m_random() % quint64(below)); }

private:
    static constexpr qsizetype maxBytes = 512 * 1024;

    void once(QByteArray &bytes, const QByteArrayList &tokens)
    {
        const qsizetype at = number(bytes.size() + 1);
        const qsizetype length = std::min<qsizetype>(number(64), bytes.size() - at);
        switch (number(9)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = char(bytes[at] ^ (1 << number(8)));
            break;
        case 1:
            if (at < bytes.size())
                bytes[at] = char(number(256));
            break;
        case 2: bytes.remove(at, length); break;
        case 3: bytes.insert(at, bytes.sliced(at, length)); break;
        case 4: bytes.truncate(at); break;
        case 5: bytes.insert(at, tokens[number(tokens.size())]); break;
        case 6: bytes.replace(at, length, tokens[number(tokens.size())]); break;
        case 7: bytes.insert(at, tokens[number(tokens.size())].repeated(1 + number(2000))); break;
        case 8: { // a number that claims too much
            const qsizetype where = std::min<qsizetype>(at, std::max<qsizetype>(0, bytes.size() - 4));
            bytes.replace(where, 4, QByteArray(4, char(number(2) ? 0xFF : 0x7F)));
            break;
        }
        }
    }

    std::mt19937_64 m_random;
};

} // namespace kemai
