// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <memory>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace support {

/// OpenSSL's own client without a socket: bytes in, bytes out. The independent peer of TlsStream. Link OpenSSL::SSL.
class TlsClient
{
public:
    struct Options
    {
        QString caFile; ///< empty: trusts everybody
        QString certificate = {};
        QString key = {};
        int minVersion = TLS1_2_VERSION;
        int maxVersion = TLS1_3_VERSION;
        QByteArray alpn = {}; ///< in wire form
        const char *cipherList = nullptr;
    };

    explicit TlsClient(const Options &options)
        : m_context(SSL_CTX_new(TLS_client_method()))
    {
        SSL_CTX_set_min_proto_version(m_context, options.minVersion);
        SSL_CTX_set_max_proto_version(m_context, options.maxVersion);
        if (options.minVersion < TLS1_2_VERSION)
            SSL_CTX_set_security_level(m_context, 0);
        if (options.cipherList)
            SSL_CTX_set_cipher_list(m_context, options.cipherList);
        if (!options.caFile.isEmpty()) {
            SSL_CTX_load_verify_file(m_context, options.caFile.toLocal8Bit().constData());
            SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, nullptr);
        }
        if (!options.certificate.isEmpty()) {
            SSL_CTX_use_certificate_chain_file(m_context, options.certificate.toLocal8Bit().constData());
            SSL_CTX_use_PrivateKey_file(m_context, options.key.toLocal8Bit().constData(), SSL_FILETYPE_PEM);
        }
        if (!options.alpn.isEmpty())
            SSL_CTX_set_alpn_protos(m_context, reinterpret_cast<const unsigned char *>(options.alpn.constData()),
                                    static_cast<unsigned>(options.alpn.size()));
        ssl = SSL_new(m_context);
        m_in = BIO_new(BIO_s_mem());
        m_out = BIO_new(BIO_s_mem());
        SSL_set_bio(ssl, m_in, m_out);
        SSL_set_connect_state(ssl);
        SSL_set1_host(ssl, "localhost");
        char name[] = "localhost";
        SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name); // the macro casts in old style
    }
    ~TlsClient()
    {
        SSL_free(ssl);
        SSL_CTX_free(m_context);
    }
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    /// Bytes from the server; then decrypts what can be.
    void receive(const QByteArray &bytes)
    {
        if (!bytes.isEmpty())
            BIO_write(m_in, bytes.constData(), static_cast<int>(bytes.size()));
        if (!isConnected() && SSL_do_handshake(ssl) != 1)
            return note(-1);
        char buffer[16 * 1024];
        int n = 0;
        while ((n = SSL_read(ssl, buffer, sizeof buffer)) > 0)
            received.append(buffer, n);
        note(n);
    }
    void send(const QByteArray &bytes) { SSL_write(ssl, bytes.constData(), static_cast<int>(bytes.size())); }
    /// Bytes for the server since the last call.
    QByteArray take()
    {
        char *data = nullptr;
        const long size = BIO_get_mem_data(m_out, &data);
        const QByteArray bytes(data, size);
        BIO_reset(m_out);
        return bytes;
    }
    bool isConnected() const { return SSL_is_init_finished(ssl); }

    SSL *ssl = nullptr;
    QByteArray received;
    bool hasFailed = false;
    bool sawEnd = false; ///< close_notify

private:
    void note(int result)
    {
        const int error = SSL_get_error(ssl, result);
        sawEnd = sawEnd || error == SSL_ERROR_ZERO_RETURN;
        hasFailed = hasFailed || error == SSL_ERROR_SSL;
        ERR_clear_error();
    }

    SSL_CTX *m_context;
    BIO *m_in = nullptr;
    BIO *m_out = nullptr;
};

} // namespace support
