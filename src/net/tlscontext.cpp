// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlscontext.h"
#include "net/openssl.h"
#include "net/tlserrors.h"
#include "net/tlssession.h"
#include <QDateTime>
#include <QFile>
#include <QHostAddress>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace net {

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024; // a long revocation list
constexpr qint64 msPerDay = 24 * 3600 * 1000;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Error(ErrorCode::NotFound, u"there is no file %1"_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return file.read(largestFile);
}

/// Everything of one kind in a PEM text, in order.
template <typename Ptr, auto Read>
std::vector<Ptr> readAll(const QByteArray &pem)
{
    std::vector<Ptr> all;
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    while (auto *one = Read(bio.get(), nullptr, nullptr, nullptr))
        all.emplace_back(one);
    ERR_clear_error(); // the end of the text is an error to OpenSSL
    return all;
}

Result<std::vector<X509Ptr>> readCertificates(const QString &path)
{
    const auto pem = readFile(path);
    if (!pem)
        return pem.error();
    auto all = readAll<X509Ptr, PEM_read_bio_X509>(*pem);
    if (all.empty())
        return Error(ErrorCode::Malformed, u"%1 holds no certificate in PEM form"_s.arg(path));
    return all;
}

int noPassphrase(char *, int, int, void *asked)
{
    *static_cast<bool *>(asked) = true;
    return -1;
}

Result<KeyPtr> readKey(const QString &path)
{
    const auto pem = readFile(path);
    if (!pem)
        return pem.error();
    const BioPtr bio(BIO_new_mem_buf(pem->constData(), static_cast<int>(pem->size())));
    bool asked = false;
    KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, &asked));
    ERR_clear_error();
    if (asked)
        return Error(ErrorCode::Unsupported, u"the key in %1 has a passphrase; store it without one, readable by this "
                                             "program's user alone"_s.arg(path));
    if (!key)
        return Error(ErrorCode::Malformed, u"%1 holds no private key in PEM form"_s.arg(path));
    return key;
}

QString nameText(const X509_NAME *name)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QString::fromUtf8(text, size);
}

base::UtcMs timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    const QDate date(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    return {QDateTime(date, QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::utc()).toMSecsSinceEpoch()};
}

QStringList hostsOf(const X509 *certificate)
{
    QStringList hosts;
    const GeneralNamesPtr names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) {
            const auto *text = reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName));
            hosts << QString::fromLatin1(text, ASN1_STRING_length(name->d.dNSName));
        } else if (name->type == GEN_IPADD) {
            const unsigned char *bytes = ASN1_STRING_get0_data(name->d.iPAddress);
            if (ASN1_STRING_length(name->d.iPAddress) == 16)
                hosts << QHostAddress(bytes).toString();
            else if (ASN1_STRING_length(name->d.iPAddress) == 4)
                hosts << u"%1.%2.%3.%4"_s.arg(bytes[0]).arg(bytes[1]).arg(bytes[2]).arg(bytes[3]);
        }
    }
    return hosts;
}

CertificateInfo infoOf(const X509 *certificate)
{
    CertificateInfo info;
    info.subject = nameText(X509_get_subject_name(certificate));
    info.issuer = nameText(X509_get_issuer_name(certificate));
    info.hosts = hostsOf(certificate);
    info.notBefore = timeOf(X509_get0_notBefore(certificate));
    info.notAfter = timeOf(X509_get0_notAfter(certificate));
    unsigned int size = 0;
    info.sha256.resize(EVP_MAX_MD_SIZE);
    X509_digest(certificate, EVP_sha256(), reinterpret_cast<unsigned char *>(info.sha256.data()), &size);
    info.sha256.resize(static_cast<qsizetype>(size));
    return info;
}

/// ALPN: the first of ours that the client offers. `wanted` is TlsContext's list in wire form.
int chooseProtocol(SSL *, const unsigned char **out, unsigned char *outSize, const unsigned char *in,
                   unsigned int inSize, void *wanted)
{
    const auto *ours = static_cast<const QByteArray *>(wanted);
    unsigned char *chosen = nullptr;
    const int found =
        SSL_select_next_proto(&chosen, outSize, reinterpret_cast<const unsigned char *>(ours->constData()),
                              static_cast<unsigned int>(ours->size()), in, inSize);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/// Beyond OpenSSL's own checks: the certificate must name exactly one device.
int verifyClient(int good, X509_STORE_CTX *store)
{
    if (!good || X509_STORE_CTX_get_error_depth(store) != 0)
        return good;
    const QByteArrayList names = commonNames(X509_STORE_CTX_get_current_cert(store));
    if (names.size() == 1 && isUsableName(names.first()))
        return 1;
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

void setRules(SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20"); // of TLS 1.2; those of 1.3 are all good
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
    // Sessions are resumed by tickets alone: nothing of a client that has gone stays here. Their keys are this
    // context's, so a reload (a new revocation list!) makes everybody shake hands in full again.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    static constexpr unsigned char name[] = "ventanilla";
    SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
}

Result<CertificateInfo> useCertificate(SSL_CTX *context, const TlsFiles &files)
{
    auto chain = readCertificates(files.certificate);
    if (!chain)
        return chain.error();
    if (SSL_CTX_use_certificate(context, chain->front().get()) != 1)
        return Error(ErrorCode::InvalidArgument,
                     u"the certificate in %1 cannot be used: %2"_s.arg(files.certificate, openSslText()));
    for (size_t i = 1; i < chain->size(); ++i)
        SSL_CTX_add1_chain_cert(context, (*chain)[i].get());
    const auto key = readKey(files.key);
    if (!key)
        return key.error();
    if (X509_check_private_key(chain->front().get(), key->get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key->get()) != 1) {
        ERR_clear_error();
        return Error(ErrorCode::InvalidArgument,
                     u"the key in %1 is not that of the certificate in %2"_s.arg(files.key, files.certificate));
    }
    return infoOf(chain->front().get());
}

Result<> trustClients(SSL_CTX *context, const TlsFiles &files)
{
    if (files.clients == ClientCertificates::Ignored)
        return {};
    if (files.clientCa.isEmpty())
        return Error(ErrorCode::InvalidArgument, u"client certificates are asked for, but no CA that signs them is "
                                                 "named"_s);
    const auto authorities = readCertificates(files.clientCa);
    if (!authorities)
        return authorities.error();
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    for (const X509Ptr &authority : *authorities) {
        X509_STORE_add_cert(store, authority.get());
        SSL_CTX_add_client_CA(context, authority.get());
    }
    const bool required = files.clients == ClientCertificates::Required;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), verifyClient);
    if (files.revoked.isEmpty())
        return {};
    const auto pem = readFile(files.revoked);
    if (!pem)
        return pem.error();
    const auto lists = readAll<CrlPtr, PEM_read_bio_X509_CRL>(*pem);
    if (lists.empty())
        return Error(ErrorCode::Malformed, u"%1 holds no revocation list (CRL) in PEM form"_s.arg(files.revoked));
    for (const CrlPtr &list : lists)
        X509_STORE_add_crl(store, list.get());
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
    return {};
}

} // namespace

qint64 CertificateInfo::daysLeft(base::UtcMs now) const
{
    const qint64 ms = notAfter.value - now.value;
    return ms >= 0 ? ms / msPerDay : -((-ms + msPerDay - 1) / msPerDay);
}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_native);
}

Result<TlsContextPtr> TlsContext::load(const TlsFiles &files)
{
    SslContextPtr native(SSL_CTX_new(TLS_server_method()));
    if (!native)
        return Error(ErrorCode::Internal, u"OpenSSL cannot be used: "_s + openSslText());
    setRules(native.get());
    auto info = useCertificate(native.get(), files);
    if (!info)
        return info.error();
    if (const auto trusted = trustClients(native.get(), files); !trusted)
        return trusted.error();
    std::shared_ptr<TlsContext> context(new TlsContext(native.release()));
    context->m_certificate = std::move(*info);
    for (const QByteArray &protocol : files.protocols)
        context->m_protocols += static_cast<char>(protocol.size()) + protocol;
    if (!context->m_protocols.isEmpty()) // sessions hold the context, so the list outlives them
        SSL_CTX_set_alpn_select_cb(context->m_native, chooseProtocol, &context->m_protocols);
    return TlsContextPtr(std::move(context));
}

Result<CertificateInfo> readCertificateInfo(const QString &file)
{
    const auto certificates = readCertificates(file);
    if (!certificates)
        return certificates.error();
    return infoOf(certificates->front().get());
}

} // namespace net
