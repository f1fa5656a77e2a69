// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/bytestream.h"
#include "net/openssl.h"
#include "net/tlscontext.h"

namespace net {

/// What OpenSSL holds of one connection, and the bytes between it and the stream below; moves between threads with the
/// connection. OpenSSL reads ciphertext from `cipher` and writes it to `below` itself, so no buffer of its own waits
/// in an idle connection.
struct TlsSession
{
    /// Null when OpenSSL has no memory.
    static std::unique_ptr<TlsSession> create(const TlsContextPtr &context);

    bool isConsumed() const { return consumed >= cipher.size(); }
    /// Gives OpenSSL more to read; what was there must be consumed.
    void feed(base::Bytes bytes);
    /// Keeps what is left without the block that it came in.
    void compact();
    /// The CN of the client's certificate, if it showed one and it was found good.
    QByteArray peerName() const;

    TlsContextPtr context;
    SslPtr ssl;
    ByteStream *below = nullptr;
    base::Bytes cipher;
    qsizetype consumed = 0;
    qsizetype written = 0; ///< ciphertext that OpenSSL has given to `below`
    qint16 firstByte = -1; ///< that the client sent, for a better error
};

/// The common names of a certificate's subject, as UTF-8.
QByteArrayList commonNames(X509 *certificate);
/// Whether a CN can stand for a device: 1 to 256 bytes, no NUL, and nothing that means more in a topic pattern.
bool isUsableName(const QByteArray &name);

} // namespace net
