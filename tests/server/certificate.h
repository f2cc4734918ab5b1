// SPDX-License-Identifier: GPL-3.0-or-later
// A self-signed certificate for localhost, made in the test's own folder.
#pragma once

#include <QFile>
#include <QString>

#include <cstdio>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

struct Certificate {
    QString certificateFile;
    QString keyFile;
};

inline Certificate makeCertificate(const QString &folder, const char *commonName = "localhost", const char *name = "server")
{
    const Certificate files{folder + u'/' + QLatin1String(name) + QStringLiteral(".crt"), folder + u'/' + QLatin1String(name) + QStringLiteral(".key")};
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_set_version(certificate, 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600 * 24);
    X509_set_pubkey(certificate, key);
    X509_NAME *subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(commonName), -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_EXTENSION *names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:10.77.0.1");
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key, EVP_sha256());
    FILE *out = std::fopen(QFile::encodeName(files.certificateFile).constData(), "w");
    PEM_write_X509(out, certificate);
    std::fclose(out);
    out = std::fopen(QFile::encodeName(files.keyFile).constData(), "w");
    PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return files;
}
