// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/rawstream.h"
#include "net/admission.h"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace net {

namespace {

constexpr size_t piecesAtOnce = 64;
constexpr int idleTicksAllowed = 5; // seconds without progress while ending

#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_NOSIGNAL;
#else
constexpr int sendFlags = 0;
#endif

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

QHostAddress addressOf(const sockaddr_storage &storage, quint16 &port)
{
    const auto *address = reinterpret_cast<const sockaddr *>(&storage);
    if (storage.ss_family == AF_INET)
        port = ntohs(reinterpret_cast<const sockaddr_in *>(address)->sin_port);
    else if (storage.ss_family == AF_INET6)
        port = ntohs(reinterpret_cast<const sockaddr_in6 *>(address)->sin6_port);
    else
        return {};
    return plainAddress(QHostAddress(address));
}

void findEndpoints(RawStream::Connection &connection)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getpeername(connection.descriptor, reinterpret_cast<sockaddr *>(&storage), &size) == 0)
        connection.peer = PackedAddress(addressOf(storage, connection.peerPort));
    size = sizeof storage;
    if (::getsockname(connection.descriptor, reinterpret_cast<sockaddr *>(&storage), &size) == 0)
        addressOf(storage, connection.localPort);
}

class DetachedRaw final : public DetachedStream
{
public:
    explicit DetachedRaw(RawStream::Connection connection)
        : m_connection(std::move(connection))
    {
    }
    ~DetachedRaw() override
    {
        if (m_connection.descriptor >= 0)
            ::close(m_connection.descriptor);
    }
    std::unique_ptr<ByteStream> attach(Loop &loop) override
    {
        auto stream = std::make_unique<RawStream>(loop, std::move(m_connection));
        m_connection.descriptor = -1;
        return stream;
    }

private:
    RawStream::Connection m_connection;
};

} // namespace

std::unique_ptr<ByteStream> RawStream::open(Loop &loop, qintptr descriptor, Ticket ticket)
{
    const int fd = static_cast<int>(descriptor);
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        ::close(fd);
        return nullptr;
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef SO_NOSIGPIPE
    ::setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    Connection connection;
    connection.descriptor = fd;
    connection.ticket = std::move(ticket);
    findEndpoints(connection);
    return std::make_unique<RawStream>(loop, std::move(connection));
}

RawStream::RawStream(Loop &loop, Connection connection)
    : m_loop(loop)
    , m_connection(std::move(connection))
{
    if (pending() > 0)
        m_loop.markDirty(this);
}

RawStream::~RawStream()
{
    release();
    m_loop.forget(this);
}

void RawStream::setHandler(Handler *handler)
{
    if (handler && handler != m_handler && m_connection.input.hasRest()) {
        m_announceRest = true; // a new user has not seen what the one before put back
        m_loop.markDirty(this);
    }
    m_handler = handler;
    updateReadInterest();
}

void RawStream::pauseReading(bool paused)
{
    m_paused = paused;
    if (!paused && m_announceRest)
        m_loop.markDirty(this);
    updateReadInterest();
}

void RawStream::updateReadInterest()
{
    const bool open = m_state == State::Open;
    const bool ending = m_state == State::Lingering || m_state == State::Closing;
    watch(!m_inputEnded && (ending || (open && m_handler && !m_paused)), m_watch.isWriting());
}

void RawStream::watch(bool reading, bool writing)
{
    m_watch.set({m_loop, m_connection.descriptor, this}, reading, writing);
}

void RawStream::descriptorReady(bool readable, bool writable)
{
    AliveFlag::Watch alive(m_alive);
    if (readable)
        this->readable();
    if (writable && alive.isAlive() && m_watch.isWriting())
        this->writable();
}

base::Bytes RawStream::read()
{
    if (m_state != State::Open || m_inputEnded)
        return {};
    const bool isRestNew = std::exchange(m_announceRest, false); // came with the connection: nobody here has seen it
    const ReadBuffer::Space space = m_connection.input.space(m_loop);
    const ssize_t n = ::recv(m_connection.descriptor, space.data, static_cast<size_t>(space.size), 0);
    if (n == 0 || (n < 0 && !wouldBlock(errno))) {
        m_inputEnded = true;
        m_failed = m_failed || n < 0;
        m_loop.markDirty(this); // told from there: read() never calls back
    }
    base::Bytes bytes = m_connection.input.take(m_loop, n > 0 ? n : 0);
    return bytes.isEmpty() && isRestNew ? m_connection.input.takeRest() : bytes;
}

void RawStream::putBack(base::Bytes rest, qsizetype expected)
{
    if (m_state == State::Open && !rest.isEmpty())
        m_connection.input.putBack(std::move(rest), expected);
}

void RawStream::readable()
{
    if (m_state != State::Open)
        return discardInput();
    if (m_handler)
        m_handler->bytesArrived();
}

void RawStream::endOfInput(CloseReason reason)
{
    if (!m_halfCloseAllowed || reason == CloseReason::Failed)
        return finish(reason);
    updateReadInterest();
    if (m_handler)
        m_handler->inputEnded();
}

Endpoints RawStream::endpoints() const
{
    return {m_connection.peer.unpacked(), m_connection.peerPort, m_connection.localPort};
}

OutQueue &RawStream::output()
{
    if (!m_connection.output)
        m_connection.output = m_loop.borrowQueue();
    return *m_connection.output;
}

void RawStream::dropOutput()
{
    if (m_connection.output)
        m_loop.giveBack(std::move(m_connection.output));
}

void RawStream::queue(base::Bytes bytes)
{
    if (m_state != State::Open || m_failed)
        return;
    output().append(std::move(bytes));
    queued();
}

void RawStream::queueCopy(QByteArrayView bytes)
{
    if (m_state != State::Open || m_failed)
        return;
    output().appendCopy(bytes);
    queued();
}

void RawStream::queued()
{
    m_loop.markDirty(this);
    m_aboveLowWater = m_aboveLowWater || pending() > m_lowWater;
    if (pending() >= earlyFlush && !m_watch.isWriting())
        writeSome();
}

void RawStream::flush()
{
    writeSome();
    if (m_failed || m_state == State::Closing || (m_aboveLowWater && pending() <= m_lowWater))
        m_loop.markDirty(this); // what must be told is told from the loop
    else if (!m_announceRest && !m_inputEnded)
        m_loop.settle(this); // a filter above has flushed: another turn for nothing would cost as much as a small write
}

void RawStream::writeSome()
{
    std::array<QByteArrayView, piecesAtOnce> pieces;
    std::array<iovec, piecesAtOnce> vectors;
    while (pending() > 0 && !m_failed && m_connection.descriptor >= 0) {
        const size_t count = m_connection.output->gather(pieces);
        size_t total = 0;
        for (size_t i = 0; i < count; ++i) {
            vectors[i] = {const_cast<char *>(pieces[i].data()), static_cast<size_t>(pieces[i].size())};
            total += vectors[i].iov_len;
        }
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        const ssize_t n = ::sendmsg(m_connection.descriptor, &message, sendFlags);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && !wouldBlock(errno)) {
            m_failed = true;
            dropOutput();
            m_loop.markDirty(this);
            break;
        }
        if (n > 0) {
            m_idleTicks = 0;
            if (n == pending())
                dropOutput();
            else
                m_connection.output->consume(n);
        }
        if (n < static_cast<ssize_t>(total))
            return watch(m_watch.isReading(), true);
    }
    watch(m_watch.isReading(), false);
}

void RawStream::endOfTurn()
{
    if (m_state == State::Ended)
        return;
    if (!m_watch.isWriting())
        writeSome();
    AliveFlag::Watch watch(m_alive);
    if (m_announceRest && m_handler && !m_paused && m_state == State::Open)
        m_handler->bytesArrived();
    if (watch.isAlive())
        afterWrite();
}

void RawStream::writable()
{
    writeSome();
    afterWrite();
}

void RawStream::afterWrite()
{
    if (m_state == State::Ended || m_state == State::Lingering)
        return;
    if (m_failed && m_state == State::Closing)
        return finish(CloseReason::Finished);
    if (m_failed) {
        // The peer takes nothing more, but what it sent before may still be read; the read that finds the end tells it.
        if (!m_watch.isReading() || m_inputEnded)
            finish(CloseReason::Failed);
        return;
    }
    if (m_state == State::Closing) {
        if (pending() == 0)
            startLinger();
        return;
    }
    AliveFlag::Watch watch(m_alive);
    if (m_aboveLowWater && pending() <= m_lowWater) {
        m_aboveLowWater = false;
        if (m_handler)
            m_handler->drained();
    }
    if (watch.isAlive() && m_state == State::Open && m_inputEnded && !m_inputEndTold) {
        m_inputEndTold = true;
        endOfInput(CloseReason::PeerClosed);
    }
}

void RawStream::closeAfterFlush()
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_idleTicks = 0;
    m_loop.startTicking(this);
    m_loop.markDirty(this);
    updateReadInterest();
}

void RawStream::startLinger()
{
    ::shutdown(m_connection.descriptor, SHUT_WR);
    m_state = State::Lingering;
    m_idleTicks = 0;
    if (m_inputEnded)
        return finish(CloseReason::Finished);
    updateReadInterest();
}

void RawStream::discardInput()
{
    const Loop::ReadSpace space = m_loop.readSpace(maxRead);
    const ssize_t n = ::recv(m_connection.descriptor, space.block->data() + space.offset, maxRead, 0);
    if (n > 0 || (n < 0 && wouldBlock(errno)))
        return;
    m_inputEnded = true;
    updateReadInterest();
    if (m_state == State::Lingering || n < 0)
        finish(CloseReason::Finished);
}

void RawStream::tick()
{
    if (++m_idleTicks > idleTicksAllowed)
        finish(CloseReason::Finished);
}

void RawStream::finish(CloseReason reason)
{
    release();
    if (m_handler)
        m_handler->closed(reason);
}

void RawStream::release()
{
    m_state = State::Ended;
    m_loop.stopTicking(this);
    watch(false, false);
    if (m_connection.descriptor >= 0)
        ::close(m_connection.descriptor);
    m_connection.descriptor = -1;
    m_connection.ticket.reset();
    dropOutput();
}

void RawStream::abort()
{
    m_handler = nullptr;
    release();
}

std::unique_ptr<DetachedStream> RawStream::detach()
{
    if (m_state != State::Open || m_inputEnded || m_failed)
        return nullptr;
    watch(false, false);
    auto detached = std::make_unique<DetachedRaw>(std::exchange(m_connection, {}));
    abort();
    return detached;
}

} // namespace net
