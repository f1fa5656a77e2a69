// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/certificateauthority.h"
#include "net/openssl.h"
#include "net/tlserrors.h"
#include <QHostAddress>
#include <openssl/rand.h>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace net {

namespace {

Error internal(const QString &what)
{
    return Error(ErrorCode::Internal, what + u": "_s + openSslText());
}

KeyPtr newKey()
{
    return KeyPtr(EVP_EC_gen("P-256"));
}

template <auto Write, typename... Arguments>
QByteArray toPem(Arguments... arguments)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    Write(bio.get(), arguments...);
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, size);
}

QByteArray keyPem(EVP_PKEY *key)
{
    return toPem<PEM_write_bio_PrivateKey>(key, nullptr, nullptr, 0, nullptr, nullptr);
}

QByteArray certificatePem(X509 *certificate)
{
    return toPem<PEM_write_bio_X509>(certificate);
}

X509Ptr readCertificate(const QByteArray &pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    X509Ptr certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return certificate;
}

void setTime(ASN1_TIME *time, base::UtcMs at)
{
    ASN1_TIME_set(time, at.value / 1000);
}

bool setSerial(X509 *certificate)
{
    // 127 random bits: never negative, never twice (RFC 5280, 4.1.2.2).
    unsigned char bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7F;
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, nullptr);
    const bool done = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return done;
}

void addName(X509_NAME *name, const QByteArray &commonName)
{
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(commonName.constData()),
                               static_cast<int>(commonName.size()), -1, 0);
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

/// Hosts come from people: nothing in them may mean something to OpenSSL's configuration syntax.
Result<QByteArray> alternativeNames(const QStringList &hosts)
{
    QByteArrayList names;
    for (const QString &host : hosts) {
        const bool isPlain = std::all_of(host.begin(), host.end(), [](QChar c) {
            return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringView(u".-_:*").contains(c);
        });
        const bool isAddress = !QHostAddress(host).isNull();
        if (host.isEmpty() || !isPlain || (!isAddress && host.contains(u':')))
            return Error(ErrorCode::InvalidArgument,
                         u"\"%1\" is neither a host name nor an IP address"_s.arg(host.left(80)));
        names << (isAddress ? "IP:" : "DNS:") + host.toLatin1();
    }
    return names.join(',');
}

X509Ptr blank(const QByteArrayList &commonNames, base::UtcMs notBefore, base::UtcMs notAfter, EVP_PKEY *key)
{
    X509Ptr certificate(X509_new());
    if (!certificate || !setSerial(certificate.get()))
        return nullptr;
    X509_set_version(certificate.get(), X509_VERSION_3);
    for (const QByteArray &name : commonNames)
        addName(X509_get_subject_name(certificate.get()), name);
    setTime(X509_getm_notBefore(certificate.get()), notBefore);
    setTime(X509_getm_notAfter(certificate.get()), notAfter);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

bool describe(X509 *certificate, X509 *issuer, CertificateRequest::Purpose purpose, const QByteArray &hosts)
{
    const bool isServer = purpose == CertificateRequest::Purpose::Server;
    return addExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
           addExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
           addExtension(certificate, issuer, NID_ext_key_usage, isServer ? "serverAuth" : "clientAuth") &&
           addExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
           addExtension(certificate, issuer, NID_authority_key_identifier, "keyid") &&
           (hosts.isEmpty() || addExtension(certificate, issuer, NID_subject_alt_name, hosts));
}

} // namespace

CertificateAuthority::CertificateAuthority(std::shared_ptr<evp_pkey_st> key, std::shared_ptr<x509_st> certificate)
    : m_key(std::move(key))
    , m_certificate(std::move(certificate))
{
}

Result<CertificateAuthority> CertificateAuthority::create(const QByteArray &commonName, base::UtcMs notBefore,
                                                          base::UtcMs notAfter)
{
    KeyPtr key = newKey();
    X509Ptr own = key ? blank({commonName}, notBefore, notAfter, key.get()) : nullptr;
    if (!own)
        return internal(u"no key could be made"_s);
    X509_set_issuer_name(own.get(), X509_get_subject_name(own.get()));
    const bool described = addExtension(own.get(), own.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                           addExtension(own.get(), own.get(), NID_key_usage, "critical,keyCertSign,cRLSign") &&
                           addExtension(own.get(), own.get(), NID_subject_key_identifier, "hash");
    if (!described || X509_sign(own.get(), key.get(), EVP_sha256()) <= 0)
        return internal(u"the authority's certificate could not be made"_s);
    return CertificateAuthority(std::move(key), std::move(own));
}

Result<CertificateAuthority> CertificateAuthority::fromPem(const KeyAndCertificate &pem)
{
    X509Ptr certificate = readCertificate(pem.certificate);
    const BioPtr bio(BIO_new_mem_buf(pem.key.constData(), static_cast<int>(pem.key.size())));
    KeyPtr key(PEM_read_bio_PrivateKey(
        bio.get(), nullptr, [](char *, int, int, void *) { return -1; }, nullptr));
    ERR_clear_error();
    if (!certificate || !key)
        return Error(ErrorCode::Malformed, u"the authority's key or certificate is not in PEM form"_s);
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        ERR_clear_error();
        return Error(ErrorCode::InvalidArgument, u"the authority's key is not that of its certificate"_s);
    }
    return CertificateAuthority(std::move(key), std::move(certificate));
}

Result<KeyAndCertificate> CertificateAuthority::pem() const
{
    KeyAndCertificate both{keyPem(m_key.get()), certificate()};
    if (both.key.isEmpty() || both.certificate.isEmpty())
        return internal(u"the authority could not be written"_s);
    return both;
}

QByteArray CertificateAuthority::certificate() const
{
    return certificatePem(m_certificate.get());
}

Result<KeyAndCertificate> CertificateAuthority::issue(const CertificateRequest &request) const
{
    if (request.commonNames.isEmpty() || request.commonNames.contains(QByteArray()))
        return Error(ErrorCode::InvalidArgument, u"a certificate needs a name"_s);
    if (request.notAfter <= request.notBefore)
        return Error(ErrorCode::InvalidArgument, u"a certificate must end after it begins"_s);
    const auto hosts = alternativeNames(request.hosts);
    if (!hosts)
        return hosts.error();
    const KeyPtr key = newKey();
    const X509Ptr made = key ? blank(request.commonNames, request.notBefore, request.notAfter, key.get()) : X509Ptr();
    if (!made)
        return internal(u"no key could be made"_s);
    X509_set_issuer_name(made.get(), X509_get_subject_name(m_certificate.get()));
    if (!describe(made.get(), m_certificate.get(), request.purpose, *hosts) ||
        X509_sign(made.get(), m_key.get(), EVP_sha256()) <= 0)
        return internal(u"the certificate could not be made"_s);
    return KeyAndCertificate{keyPem(key.get()), certificatePem(made.get())};
}

Result<QByteArray> CertificateAuthority::revoke(const QByteArrayList &certificates, base::UtcMs thisUpdate,
                                                base::UtcMs nextUpdate) const
{
    const CrlPtr list(X509_CRL_new());
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(m_certificate.get()));
    ASN1_TIME *time = ASN1_TIME_new();
    setTime(time, thisUpdate);
    X509_CRL_set1_lastUpdate(list.get(), time);
    for (const QByteArray &pem : certificates) {
        const X509Ptr certificate = readCertificate(pem);
        if (!certificate) {
            ASN1_TIME_free(time);
            return Error(ErrorCode::Malformed, u"one of the certificates to revoke is not in PEM form"_s);
        }
        X509_REVOKED *entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate.get()));
        X509_REVOKED_set_revocationDate(entry, time);
        X509_CRL_add0_revoked(list.get(), entry);
    }
    setTime(time, nextUpdate);
    X509_CRL_set1_nextUpdate(list.get(), time);
    ASN1_TIME_free(time);
    X509_CRL_sort(list.get());
    if (X509_CRL_sign(list.get(), m_key.get(), EVP_sha256()) <= 0)
        return internal(u"the revocation list could not be made"_s);
    return toPem<PEM_write_bio_X509_CRL>(list.get());
}

} // namespace net
