// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qtstream.h"
#include "net/admission.h"
#include <QThread>
#include <array>

namespace net {

namespace {

constexpr int idleTicksAllowed = 5;

class DetachedQt final : public DetachedStream
{
public:
    explicit DetachedQt(QtStream::Connection connection)
        : m_connection(std::move(connection))
    {
        m_connection.socket->moveToThread(nullptr);
    }
    std::unique_ptr<ByteStream> attach(Loop &loop) override
    {
        m_connection.socket->moveToThread(QThread::currentThread());
        return std::make_unique<QtStream>(loop, std::move(m_connection));
    }

private:
    QtStream::Connection m_connection;
};

} // namespace

std::unique_ptr<ByteStream> QtStream::open(Loop &loop, qintptr descriptor, Ticket ticket)
{
    auto socket = std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return nullptr;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const Endpoints endpoints{plainAddress(socket->peerAddress()), socket->peerPort(), socket->localPort()};
    return std::make_unique<QtStream>(loop, Connection{std::move(socket), std::move(ticket), endpoints, {}, {}});
}

QtStream::QtStream(Loop &loop, Connection connection)
    : m_loop(loop)
    , m_connection(std::move(connection))
{
    QTcpSocket *socket = m_connection.socket.get();
    socket->setReadBufferSize(maxRead); // beyond it the kernel's window holds the peer back
    QObject::connect(socket, &QTcpSocket::readyRead, &m_context, [this] { wantsAttention(); });
    QObject::connect(socket, &QTcpSocket::bytesWritten, &m_context, [this] {
        m_idleTicks = 0;
        wantsAttention();
    });
    QObject::connect(socket, &QTcpSocket::errorOccurred, &m_context, [this](QAbstractSocket::SocketError error) {
        m_failed = m_failed || error != QAbstractSocket::RemoteHostClosedError;
        wantsAttention();
    });
    QObject::connect(socket, &QTcpSocket::disconnected, &m_context, [this] {
        m_disconnected = true;
        wantsAttention();
    });
    wantsAttention();
}

QtStream::~QtStream()
{
    release();
    m_loop.forget(this);
}

void QtStream::setHandler(Handler *handler)
{
    // A new user has not seen what the one before put back.
    m_announceRest = m_announceRest || (handler && handler != m_handler && m_connection.input.hasRest());
    m_handler = handler;
    wantsAttention();
}

void QtStream::pauseReading(bool paused)
{
    m_paused = paused;
    wantsAttention();
}

bool QtStream::hasInput() const
{
    return m_announceRest || m_connection.socket->bytesAvailable() > 0;
}

base::Bytes QtStream::read()
{
    if (m_state != State::Open)
        return {};
    const bool isRestNew = std::exchange(m_announceRest, false); // came with the connection: nobody here has seen it
    const ReadBuffer::Space space = m_connection.input.space(m_loop);
    const qint64 n = m_connection.socket->read(space.data, space.size);
    base::Bytes bytes = m_connection.input.take(m_loop, qMax<qint64>(n, 0));
    if (hasInput())
        wantsAttention();
    return bytes.isEmpty() && isRestNew ? m_connection.input.takeRest() : bytes;
}

void QtStream::putBack(base::Bytes rest, qsizetype expected)
{
    if (m_state == State::Open && !rest.isEmpty())
        m_connection.input.putBack(std::move(rest), expected);
}

qsizetype QtStream::pending() const
{
    return m_connection.output.size() + (m_connection.socket ? m_connection.socket->bytesToWrite() : 0);
}

void QtStream::queue(base::Bytes bytes)
{
    if (m_state != State::Open)
        return;
    m_connection.output.append(std::move(bytes));
    queued();
}

void QtStream::queueCopy(QByteArrayView bytes)
{
    if (m_state != State::Open)
        return;
    m_connection.output.appendCopy(bytes);
    queued();
}

void QtStream::queued()
{
    wantsAttention();
    m_aboveLowWater = m_aboveLowWater || pending() > m_lowWater;
    if (m_connection.output.size() >= earlyFlush)
        writeSome();
}

void QtStream::flush()
{
    writeSome();
    wantsAttention();
}

void QtStream::writeSome()
{
    QTcpSocket *socket = m_connection.socket.get();
    if (!socket || socket->state() != QAbstractSocket::ConnectedState)
        return m_connection.output.clear();
    std::array<QByteArrayView, 64> pieces;
    while (const size_t count = m_connection.output.gather(pieces)) {
        qsizetype total = 0;
        for (size_t i = 0; i < count; ++i) {
            socket->write(pieces[i].data(), pieces[i].size());
            total += pieces[i].size();
        }
        m_connection.output.consume(total);
    }
    if (socket->bytesToWrite() > 0)
        socket->flush(); // once a turn: without it each write waits for a notifier of its own
}

void QtStream::endOfTurn()
{
    if (m_state == State::Ended)
        return;
    if (!m_connection.output.isEmpty())
        writeSome();
    AliveFlag::Watch watch(m_alive);
    if (m_state == State::Open && m_handler && !m_paused && hasInput())
        m_handler->bytesArrived();
    if (watch.isAlive())
        afterWrite();
}

void QtStream::afterWrite()
{
    if (m_state == State::Ended)
        return;
    if (m_state == State::Closing) {
        if (m_disconnected || m_failed)
            finish(CloseReason::Finished);
        return;
    }
    AliveFlag::Watch watch(m_alive);
    if (m_aboveLowWater && pending() <= m_lowWater) {
        m_aboveLowWater = false;
        if (m_handler)
            m_handler->drained();
    }
    if (!watch.isAlive() || m_state != State::Open)
        return;
    // What arrived before the end is read first, unless nobody reads.
    const bool hasUnread = m_handler && !m_paused && hasInput();
    if ((m_disconnected || m_failed) && !hasUnread)
        finish(m_failed ? CloseReason::Failed : CloseReason::PeerClosed);
}

void QtStream::closeAfterFlush()
{
    if (m_state != State::Open)
        return;
    writeSome();
    m_state = State::Closing;
    m_idleTicks = 0;
    m_loop.startTicking(this);
    m_connection.socket->disconnectFromHost();
    wantsAttention();
}

void QtStream::tick()
{
    if (++m_idleTicks > idleTicksAllowed)
        finish(CloseReason::Finished);
}

void QtStream::finish(CloseReason reason)
{
    release();
    if (m_handler)
        m_handler->closed(reason);
}

void QtStream::release()
{
    m_state = State::Ended;
    m_loop.stopTicking(this);
    if (m_connection.socket)
        m_connection.socket->disconnect(&m_context);
    m_connection.socket.reset(); // never inside one of its signals: those only mark us dirty
    m_connection.ticket.reset();
    m_connection.output.clear();
}

void QtStream::abort()
{
    m_handler = nullptr;
    release();
}

std::unique_ptr<DetachedStream> QtStream::detach()
{
    if (m_state != State::Open || m_disconnected || m_failed)
        return nullptr;
    m_connection.socket->disconnect(&m_context);
    auto detached = std::make_unique<DetachedQt>(std::exchange(m_connection, {}));
    abort();
    return detached;
}

} // namespace net
