// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlsstream.h"
#include "net/tlserrors.h"
#include "net/tlssession.h"
#include <array>

namespace net {

namespace {
constexpr qsizetype recordSize = 16 * 1024;     // TLS's own limit
constexpr qsizetype plaintextAhead = 64 * 1024; // then it is encrypted without waiting for the end of the turn
constexpr qsizetype unaskedLimit = 64 * 1024;   // what a client may make TLS itself answer without reading it
} // namespace

class DetachedTls final : public DetachedStream
{
public:
    explicit DetachedTls(std::unique_ptr<DetachedStream> below)
        : m_below(std::move(below))
    {
    }
    std::unique_ptr<ByteStream> attach(Loop &loop) override
    {
        std::unique_ptr<TlsStream> stream(new TlsStream(loop, m_below->attach(loop), std::move(session)));
        stream->m_input = std::move(input);
        stream->m_output = std::move(output);
        stream->m_state = state;
        stream->m_secondsLeft = secondsLeft;
        stream->m_more = !stream->m_session->isConsumed() || SSL_pending(stream->m_session->ssl.get()) > 0;
        if (state == TlsStream::State::Handshaking)
            loop.startTicking(stream.get());
        loop.markDirty(stream.get());
        return stream;
    }

    std::unique_ptr<TlsSession> session;
    ReadBuffer input;
    OutQueue output;
    TlsStream::State state = TlsStream::State::Open;
    qint8 secondsLeft = 0;

private:
    std::unique_ptr<DetachedStream> m_below;
};

TlsStream::TlsStream(Loop &loop, std::unique_ptr<ByteStream> below, const TlsContextPtr &context, int secondsAllowed)
    : TlsStream(loop, std::move(below), TlsSession::create(context))
{
    m_secondsLeft = static_cast<qint8>(secondsAllowed);
    m_loop.startTicking(this);
    if (!m_session)
        fail(QStringLiteral("OpenSSL has no memory for a connection"));
}

TlsStream::TlsStream(Loop &loop, std::unique_ptr<ByteStream> below, std::unique_ptr<TlsSession> session)
    : m_loop(loop)
    , m_below(std::move(below))
    , m_session(std::move(session))
{
    if (m_session)
        m_session->below = m_below.get();
}

TlsStream::~TlsStream()
{
    m_loop.forget(this);
}

void TlsStream::setHandler(ByteStream::Handler *handler)
{
    if (handler && handler != m_handler && m_input.hasRest())
        m_announceRest = true;
    m_handler = handler;
    if (m_announceRest || m_more)
        m_loop.markDirty(this);
    m_below->setHandler(handler ? this : nullptr);
}

bool TlsStream::isOpen() const
{
    return m_state != State::Ending && m_below->isOpen();
}

QByteArray TlsStream::certificateName() const
{
    return m_session && m_state != State::Handshaking ? m_session->peerName() : QByteArray();
}

void TlsStream::setHalfCloseAllowed(bool allowed)
{
    m_halfCloseAllowed = allowed;
    m_below->setHalfCloseAllowed(allowed);
}

void TlsStream::shakeHands()
{
    if (m_session->isConsumed())
        m_session->feed(m_below->read());
    if (m_session->isConsumed())
        return;
    ERR_clear_error();
    const int done = SSL_do_handshake(m_session->ssl.get());
    if (done == 1)
        return established();
    if (SSL_get_error(m_session->ssl.get(), done) != SSL_ERROR_WANT_READ)
        fail(tlsFailure(m_session->ssl.get(), m_session->firstByte));
    else
        m_session->compact(); // all is consumed: the block is free
}

void TlsStream::established()
{
    m_state = State::Open;
    m_loop.stopTicking(this);
    m_more = !m_session->isConsumed();
    if (!m_more)
        m_session->compact();
    m_loop.markDirty(this);
    if (m_paused) {
        m_session->compact();
        m_below->pauseReading(true);
    }
}

base::Bytes TlsStream::read()
{
    if (m_state != State::Open || m_inputEnded)
        return {};
    const bool isRestNew = std::exchange(m_announceRest, false); // came with the connection: nobody here has seen it
    if (!m_more) // first what is here: the stream below may end with its next read
        m_session->feed(m_below->read());
    const ReadBuffer::Space space = m_input.space(m_loop);
    const qsizetype n = decrypt(space.data, space.size);
    base::Bytes bytes = m_input.take(m_loop, n);
    return bytes.isEmpty() && isRestNew ? m_input.takeRest() : bytes;
}

qsizetype TlsStream::decrypt(char *to, qsizetype size)
{
    SSL *ssl = m_session->ssl.get();
    const qsizetype writtenBefore = m_session->written;
    qsizetype n = 0;
    int done = 1;
    ERR_clear_error();
    while (n < size && done == 1) {
        size_t got = 0;
        done = SSL_read_ex(ssl, to + n, static_cast<size_t>(size - n), &got);
        if (done == 1)
            n += static_cast<qsizetype>(got);
    }
    m_more = done == 1 && (SSL_pending(ssl) > 0 || !m_session->isConsumed());
    if (done != 1)
        readFailed(SSL_get_error(ssl, done));
    if (m_more)
        m_loop.markDirty(this); // announced there: the stream below has nothing new
    else
        m_session->compact();
    m_unasked = m_below->pending() == 0 ? 0 : m_unasked + m_session->written - writtenBefore;
    if (m_unasked > unaskedLimit)
        fail(QStringLiteral("the client makes TLS answer without end and reads nothing"));
    return n;
}

/// From inside read(), so nobody is called: what must be told is told from the loop.
void TlsStream::readFailed(int error)
{
    if (error == SSL_ERROR_WANT_READ)
        return;
    if (error != SSL_ERROR_ZERO_RETURN)
        return fail(tlsFailure(m_session->ssl.get(), -1));
    m_inputEnded = true; // close_notify
    m_loop.markDirty(this);
}

void TlsStream::putBack(base::Bytes rest, qsizetype expected)
{
    if (m_state == State::Open && !rest.isEmpty())
        m_input.putBack(std::move(rest), expected);
}

void TlsStream::pauseReading(bool paused)
{
    m_paused = paused;
    if (m_state == State::Handshaking)
        return; // applied when hands are shaken, else they never would be
    if (paused && m_session)
        m_session->compact();
    m_below->pauseReading(paused);
    if (!paused && (m_announceRest || m_more))
        m_loop.markDirty(this);
}

void TlsStream::queue(base::Bytes bytes)
{
    if (!isOpen())
        return;
    m_output.append(std::move(bytes));
    queued();
}

void TlsStream::queueCopy(QByteArrayView bytes)
{
    if (!isOpen())
        return;
    m_output.appendCopy(bytes);
    queued();
}

void TlsStream::queued()
{
    m_loop.markDirty(this);
    if (m_output.size() >= plaintextAhead)
        emitRecords();
}

/// Small pieces share a record; a large one is encrypted where it lies.
void TlsStream::emitRecords()
{
    if (m_state != State::Open || m_output.isEmpty())
        return;
    std::array<char, recordSize> gathered; // not initialised: it would cost more than the encryption of a small packet
    qsizetype size = 0;
    for (const base::Bytes &part : m_output.takeAll()) {
        QByteArrayView left = part.view();
        while (!left.isEmpty()) {
            if (size == 0 && left.size() >= recordSize) {
                const qsizetype whole = left.size() - left.size() % recordSize;
                encrypt(left.first(whole));
                left = left.sliced(whole);
                continue;
            }
            const qsizetype n = qMin(left.size(), recordSize - size);
            std::memcpy(gathered.data() + size, left.data(), static_cast<size_t>(n));
            size += n;
            left = left.sliced(n);
            if (size == recordSize)
                encrypt(QByteArrayView(gathered.data(), std::exchange(size, 0)));
        }
    }
    if (size > 0)
        encrypt(QByteArrayView(gathered.data(), size));
}

void TlsStream::encrypt(QByteArrayView bytes)
{
    if (m_state != State::Open)
        return;
    ERR_clear_error();
    size_t written = 0;
    // The stream below takes everything, so a write is never partial.
    if (SSL_write_ex(m_session->ssl.get(), bytes.data(), static_cast<size_t>(bytes.size()), &written) != 1)
        fail(tlsFailure(m_session->ssl.get(), -1));
}

void TlsStream::flush()
{
    emitRecords();
    m_below->flush();
}

void TlsStream::endOfTurn()
{
    flush();
    if (m_state == State::Ending)
        return;
    if ((m_announceRest || m_more) && !m_paused && m_handler && m_state == State::Open)
        return m_handler->bytesArrived(); // the last thing: we may be gone then
    if (!m_inputEnded || m_inputEndTold)
        return;
    m_inputEndTold = true;
    if (!m_halfCloseAllowed)
        end(CloseReason::PeerClosed);
    else if (m_handler)
        m_handler->inputEnded();
}

void TlsStream::tick()
{
    if (m_state == State::Handshaking && --m_secondsLeft < 0)
        fail(QStringLiteral("the client did not finish the TLS handshake in time"));
}

void TlsStream::fail(const QString &why)
{
    if (m_state == State::Ending)
        return;
    m_failure = why;
    m_output.clear();
    m_state = State::Ending;
    m_reason = CloseReason::Failed;
    m_loop.stopTicking(this);
    m_below->closeAfterFlush(); // OpenSSL has queued its alert
}

void TlsStream::end(CloseReason reason)
{
    if (m_state == State::Ending)
        return;
    emitRecords();
    if (m_state == State::Open) {
        ERR_clear_error();
        SSL_shutdown(m_session->ssl.get()); // close_notify; the peer's is not waited for
    }
    m_state = State::Ending;
    m_reason = reason;
    m_loop.stopTicking(this);
    m_below->closeAfterFlush();
}

void TlsStream::closeAfterFlush()
{
    end(CloseReason::Finished);
}

void TlsStream::abort()
{
    m_state = State::Ending;
    m_handler = nullptr;
    m_output.clear();
    m_loop.stopTicking(this);
    m_below->abort();
}

std::unique_ptr<DetachedStream> TlsStream::detach()
{
    if (m_state == State::Ending || m_inputEnded)
        return nullptr;
    std::unique_ptr<DetachedStream> below = m_below->detach();
    if (!below)
        return nullptr;
    auto detached = std::make_unique<DetachedTls>(std::move(below));
    m_session->below = nullptr;
    m_session->compact();
    detached->session = std::move(m_session);
    detached->input = std::move(m_input);
    detached->output = std::exchange(m_output, {});
    detached->state = std::exchange(m_state, State::Ending);
    detached->secondsLeft = m_secondsLeft;
    m_handler = nullptr;
    m_loop.stopTicking(this);
    return detached;
}

void TlsStream::bytesArrived()
{
    if (m_state == State::Handshaking) {
        shakeHands();
        if (m_state != State::Open || !m_more || m_paused)
            return;
    }
    if (m_state == State::Open)
        m_handler->bytesArrived();
}

void TlsStream::drained()
{
    m_handler->drained();
}

void TlsStream::inputEnded()
{
    m_inputEnded = true; // without close_notify: the protocol above knows whether something is missing
    m_loop.markDirty(this);
}

void TlsStream::closed(CloseReason reason)
{
    m_loop.stopTicking(this);
    if (m_state == State::Ending)
        reason = m_reason;
    else if (m_state == State::Handshaking && m_session->firstByte >= 0) {
        reason = CloseReason::Failed;
        m_failure = QStringLiteral("the client gave up in the middle of the TLS handshake");
    }
    m_state = State::Ending;
    m_handler->closed(reason);
}

} // namespace net
