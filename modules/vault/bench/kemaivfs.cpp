// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * libkemaivfs.so: the VFS alone, with a test key, for the storage bench (tests/bench/storage). Never installed.
 * Environment: KEMAI_BENCH_CIPHER=1 writes pages with XChaCha20-Poly1305, 2 with AES-256-GCM (default: as the
 * product would on this processor).
 */
#include "vault/key_ring.h"
#include "vault/page_cipher.h"
#include "vault/vfs.h"

#include <QByteArray>

extern "C" Q_DECL_EXPORT int kemai_vfs_register_for_bench(void)
{
    using namespace kemai;
    const int cipher = qEnvironmentVariableIntValue("KEMAI_BENCH_CIPHER");
    if (cipher > 0)
        PageCipher::preferAlgorithm(static_cast<PageAlgorithm>(cipher));
    const KeyHandle handle = holdKey(Secret(QByteArray(keyBytes, 'b')), QByteArray(fileIdBytes, 'f'));
    setKeyOfUnnamedFiles(handle);
    return registerVfs() ? 0 : 1;
}
