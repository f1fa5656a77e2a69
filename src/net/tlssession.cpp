// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlssession.h"

namespace net {

namespace {

int readCipher(BIO *bio, char *to, int size)
{
    auto *session = static_cast<TlsSession *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    const qsizetype n = qMin<qsizetype>(size, session->cipher.size() - session->consumed);
    if (n <= 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    std::memcpy(to, session->cipher.data() + session->consumed, static_cast<size_t>(n));
    session->consumed += n;
    return static_cast<int>(n);
}

int writeCipher(BIO *bio, const char *from, int size)
{
    auto *session = static_cast<TlsSession *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    if (session->below)
        session->below->queueCopy(QByteArrayView(from, size));
    session->written += size;
    return size;
}

long control(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

int create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

/// OpenSSL's description of our kind of stream: one for the program, constant once made.
const BIO_METHOD *method()
{
    static const BIO_METHOD *const made = [] {
        BIO_METHOD *m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "ventanilla stream");
        BIO_meth_set_read(m, readCipher);
        BIO_meth_set_write(m, writeCipher);
        BIO_meth_set_ctrl(m, control);
        BIO_meth_set_create(m, create);
        return m;
    }();
    return made;
}

} // namespace

std::unique_ptr<TlsSession> TlsSession::create(const TlsContextPtr &context)
{
    auto session = std::make_unique<TlsSession>();
    session->context = context;
    session->ssl.reset(SSL_new(context->native()));
    BIO *bio = session->ssl ? BIO_new(method()) : nullptr;
    if (!bio)
        return nullptr;
    BIO_set_data(bio, session.get());
    SSL_set_bio(session->ssl.get(), bio, bio); // takes it over
    SSL_set_accept_state(session->ssl.get());
    return session;
}

void TlsSession::feed(base::Bytes bytes)
{
    Q_ASSERT(isConsumed());
    if (firstByte < 0 && !bytes.isEmpty())
        firstByte = static_cast<quint8>(bytes.data()[0]);
    cipher = std::move(bytes);
    consumed = 0;
}

void TlsSession::compact()
{
    cipher = isConsumed() ? base::Bytes() : cipher.slice(consumed).compacted();
    consumed = 0;
}

QByteArray TlsSession::peerName() const
{
    const X509Ptr certificate(SSL_get1_peer_certificate(ssl.get()));
    if (!certificate || SSL_get_verify_result(ssl.get()) != X509_V_OK)
        return {};
    if (SSL_get_verify_mode(ssl.get()) == SSL_VERIFY_NONE)
        return {}; // nobody has looked at it
    const QByteArrayList names = commonNames(certificate.get());
    return names.size() == 1 && isUsableName(names.first()) ? names.first() : QByteArray();
}

QByteArrayList commonNames(X509 *certificate)
{
    QByteArrayList names;
    const X509_NAME *subject = X509_get_subject_name(certificate);
    for (int i = X509_NAME_get_index_by_NID(subject, NID_commonName, -1); i >= 0;
         i = X509_NAME_get_index_by_NID(subject, NID_commonName, i)) {
        const ASN1_STRING *text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, i));
        unsigned char *utf8 = nullptr;
        const int size = ASN1_STRING_to_UTF8(&utf8, text);
        names.append(size >= 0 ? QByteArray(reinterpret_cast<const char *>(utf8), size) : QByteArray());
        OPENSSL_free(utf8);
    }
    return names;
}

bool isUsableName(const QByteArray &name)
{
    const bool isSpecial =
        std::any_of(name.begin(), name.end(), [](char c) { return c == '\0' || c == '+' || c == '#' || c == '/'; });
    return !name.isEmpty() && name.size() <= 256 && !isSpecial;
}

} // namespace net
