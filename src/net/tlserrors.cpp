// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlserrors.h"
#include "net/openssl.h"
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace net {

namespace {

struct Sentence
{
    int reason;
    const char *text;
};

/// What the client told us by an alert, or what we found wrong with its words.
constexpr Sentence sentences[] = {
    {SSL_R_TLSV1_ALERT_UNKNOWN_CA, "the client does not trust our certificate: it does not know the CA that signed it "
                                   "(give the client the CA file)"},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, "the client does not accept our certificate"},
    {SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, "the client does not accept our certificate: it may be for another host name"},
    {SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, "the client does not support our certificate's kind of key"},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, "the client says that our certificate has expired (or its clock is wrong)"},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, "the client says that our certificate was revoked"},
    {SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, "the client found nothing in common with us (cipher or key kind)"},
    {SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, "no common protocol version: the client refuses ours (TLS 1.2 and 1.3)"},
    {SSL_R_UNSUPPORTED_PROTOCOL, "no common protocol version: the client speaks only TLS 1.1 or older"},
    {SSL_R_UNKNOWN_PROTOCOL, "no common protocol version"},
    {SSL_R_VERSION_TOO_LOW, "no common protocol version: the client speaks only TLS 1.1 or older"},
    {SSL_R_NO_SHARED_CIPHER, "no common cipher"},
    {SSL_R_NO_SUITABLE_KEY_SHARE, "no common key exchange group"},
    {SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM, "no common signature algorithm: the client cannot use our kind of key"},
    {SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE, "the client showed no certificate, and this listener demands one"},
    {SSL_R_HTTP_REQUEST, "the client speaks HTTP without TLS to a TLS port"},
    {SSL_R_HTTPS_PROXY_REQUEST, "the client took us for a web proxy"},
    {SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC, "the bytes were changed on their way (a record's check failed)"},
    {SSL_R_BAD_SIGNATURE, "the client's signature does not fit its certificate"},
    {SSL_R_NO_RENEGOTIATION, "the client asked to renegotiate, which is not allowed"},
};

QString certificateSentence(long verdict)
{
    switch (verdict) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return u"the client's certificate has expired"_s;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return u"the client's certificate is not valid yet"_s;
    case X509_V_ERR_CERT_REVOKED:
        return u"the client's certificate was revoked"_s;
    case X509_V_ERR_CRL_HAS_EXPIRED:
        return u"the revocation list of the device CA is out of date: make a new one"_s;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
        return u"there is no revocation list of the CA that signed the client's certificate"_s;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return u"the client's certificate is not of the device CA"_s;
    case X509_V_ERR_INVALID_PURPOSE:
        return u"the client's certificate is not made for clients"_s;
    case X509_V_ERR_APPLICATION_VERIFICATION:
        return u"the client's certificate must name exactly one CN, without + # / and of at most 256 bytes"_s;
    default:
        return u"the client's certificate is not accepted: "_s +
               QString::fromLatin1(X509_verify_cert_error_string(verdict));
    }
}

QString notTls(int firstByte)
{
    if (firstByte == 0x10)
        return u"the client speaks MQTT without TLS to a TLS port"_s;
    return u"what came is not TLS"_s;
}

} // namespace

QString openSslText()
{
    const unsigned long code = ERR_peek_last_error();
    const char *reason = ERR_reason_error_string(code);
    ERR_clear_error();
    return reason ? QString::fromLatin1(reason) : u"unknown error"_s;
}

QString tlsFailure(const ssl_st *ssl, int firstByte)
{
    const unsigned long code = ERR_peek_error(); // the first is the cause, the others its consequences
    const int reason = ERR_GET_REASON(code);
    if (ERR_GET_LIB(code) == ERR_LIB_SSL) {
        if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED) {
            ERR_clear_error();
            return certificateSentence(SSL_get_verify_result(ssl));
        }
        const bool looksForeign = firstByte >= 0 && firstByte != 0x16;
        if (looksForeign && reason != SSL_R_HTTP_REQUEST && reason != SSL_R_HTTPS_PROXY_REQUEST) {
            ERR_clear_error();
            return notTls(firstByte);
        }
        for (const Sentence &sentence : sentences) {
            if (sentence.reason == reason) {
                ERR_clear_error();
                return QString::fromLatin1(sentence.text);
            }
        }
    }
    return u"TLS failed: "_s + openSslText();
}

} // namespace net
