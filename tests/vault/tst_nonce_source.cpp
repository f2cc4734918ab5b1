// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/nonce_source.h"
#include "vault/page_cipher.h"
#include "vfs_fixture.h"

#include <sys/wait.h>
#include <unistd.h>

using namespace kemai;

namespace {
using Nonce = std::array<quint64, 3>;

Nonce nextOf(NonceSource &source)
{
    Nonce nonce{};
    source.next(reinterpret_cast<unsigned char *>(nonce.data()));
    return nonce;
}

bool hasRepeat(std::vector<Nonce> &nonces)
{
    std::sort(nonces.begin(), nonces.end());
    return std::adjacent_find(nonces.begin(), nonces.end()) != nonces.end();
}
} // namespace

class TestNonceSource : public QObject
{
    Q_OBJECT

private slots:
    void neverRepeats()
    {
        NonceSource source;
        NonceSource other;
        std::vector<Nonce> given;
        const int count = sized(200'000, 10'000'000);
        given.reserve(size_t(count));
        for (int i = 0; i < count; ++i)
            given.push_back(nextOf(i % 3 ? source : other));
        QVERIFY(!hasRepeat(given));
    }

    // A child made by fork begins with the same memory, the same buffer in it.
    void dropsWhatWasMadeBeforeAFork()
    {
        NonceSource source;
        std::vector<Nonce> given;
        for (int round = 0; round < sized(20, 500); ++round) {
            given.push_back(nextOf(source));
            int ends[2];
            QCOMPARE(::pipe(ends), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                bool written = true;
                for (int i = 0; i < 100; ++i) {
                    const Nonce nonce = nextOf(source);
                    written = written && ::write(ends[1], nonce.data(), sizeof nonce) == ssize_t(sizeof nonce);
                }
                ::_exit(written ? 0 : 1);
            }
            QVERIFY(child > 0);
            ::close(ends[1]);
            for (int i = 0; i < 100; ++i)
                given.push_back(nextOf(source));
            Nonce nonce{};
            int read = 0;
            for (; ::read(ends[0], nonce.data(), sizeof nonce) == ssize_t(sizeof nonce); ++read)
                given.push_back(nonce);
            ::close(ends[0]);
            QCOMPARE(read, 100);
            int status = 0;
            ::waitpid(child, &status, 0);
            QCOMPARE(status, 0);
        }
        QVERIFY(!hasRepeat(given));
    }

    void everyWriteOfAPageHasItsOwn()
    {
        const auto key = std::make_shared<const DatabaseKey>(Secret(testKeyBytes()), QByteArray(fileIdBytes, 'f'));
        PageCipher cipher(key);
        const std::vector<unsigned char> plain(pageSize, 0);
        std::vector<unsigned char> sealed(pageSize);
        std::vector<Nonce> given;
        for (int i = 0; i < sized(5000, 1'000'000); ++i) {
            QVERIFY(cipher.seal(plain.data(), 1, sealed.data()));
            Nonce nonce{};
            std::memcpy(nonce.data(), sealed.data() + pageSize - 24, 24);
            given.push_back(nonce);
        }
        QVERIFY(!hasRepeat(given));
    }
};

QTEST_APPLESS_MAIN(TestNonceSource)
#include "tst_nonce_source.moc"
