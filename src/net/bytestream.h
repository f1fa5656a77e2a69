// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include <QHostAddress>
#include <memory>

namespace net {

class Loop;
class ByteStream;

/// Who talks to us and at which of our ports. Taken when the stream was accepted; stays readable after it closed.
struct Endpoints
{
    QHostAddress peer;
    quint16 peerPort = 0;
    quint16 localPort = 0;
};

/// Why a stream ended.
enum class CloseReason {
    PeerClosed, ///< the other side ended it, or half-closed it while we did not ask to go on writing
    Finished,   ///< closeAfterFlush() has done its work
    Failed,     ///< the network or the protocol below (WebSocket, TLS) failed
};

/// A stream between two threads: it belongs to no event loop and keeps the descriptor, the unread and the unsent bytes
/// (and, above TLS or WebSocket, their state). Destroying it closes the connection. Move it through a Mailbox.
class DetachedStream
{
public:
    virtual ~DetachedStream() = default;
    /// Continues the stream in the calling thread, which must be `loop`'s. Call at most once. Bytes that were unread
    /// are announced by bytesArrived() in the next turn.
    virtual std::unique_ptr<ByteStream> attach(Loop &loop) = 0;
};

/// An ordered stream of bytes to one peer: TCP, TLS over it, WebSocket over either, or a loopback in tests. The
/// house's only face for connections.
///
/// Lives in one thread, that of its Loop. Owned by its user, who is usually its Handler as well. Its functions never
/// call the handler; call-backs come from the event loop alone, and the stream may be deleted inside any of them.
class ByteStream
{
public:
    /// What a stream tells its user.
    class Handler
    {
    public:
        virtual ~Handler() = default;
        /// There is something to read: call read() until satisfied, at least once, or pauseReading().
        virtual void bytesArrived() = 0;
        /// pending() has fallen to the low-water mark after having been above it.
        virtual void drained() {}
        /// The peer will send nothing more (only after setHalfCloseAllowed(true)); we may still write.
        virtual void inputEnded() {}
        /// The stream has ended: the last call-back. Not called after abort() or detach().
        virtual void closed(CloseReason reason) = 0;
    };

    /// What one read() gives at most, so that one peer cannot hold a turn.
    static constexpr qsizetype maxRead = 64 * 1024;
    /// The same inside a packet of which putBack() has told that it is large.
    static constexpr qsizetype maxLargeRead = 256 * 1024;
    /// queue() writes at once above this much, without waiting for the end of the turn.
    static constexpr qsizetype earlyFlush = 256 * 1024;

    ByteStream() = default;
    virtual ~ByteStream() = default;
    ByteStream(const ByteStream &) = delete;
    ByteStream &operator=(const ByteStream &) = delete;

    /// Who gets the call-backs; null for nobody (then nothing is read). A new handler is told in the next turn of bytes
    /// that the one before put back.
    virtual void setHandler(Handler *handler) = 0;

    /// What has arrived: bytes that were put back, then at most maxRead new ones, contiguous. Empty: nothing now.
    /// Small reads are slices of a block which the thread's streams share, so keep slices briefly or compact them.
    /// Until a slice has been passed on, the caller may rewrite the bytes in place (WebSocket unmasking).
    virtual base::Bytes read() = 0;
    /// Whether large packets stream in and more of them is likely to wait already: read again, within limits, before
    /// waiting for the next call-back.
    virtual bool isStreaming() const { return false; }
    /// Returns the undecoded rest of the last read(); the next read() begins with it. No new call-back for it alone.
    /// `expected` (0: unknown): the size of the whole packet of which `rest` is the beginning; for a large one the
    /// bytes to come are received straight into a block of its own, and so is what follows it. At most 256 KiB or four
    /// times `rest` is reserved ahead.
    virtual void putBack(base::Bytes rest, qsizetype expected = 0) = 0;
    /// Stops or resumes bytesArrived(); the kernel's window then holds the peer back.
    virtual void pauseReading(bool paused) = 0;

    /// Takes bytes to send; small ones are copied together, large ones kept by reference. Sent once at the end of the
    /// turn (or above earlyFlush). Ignored after closeAfterFlush() and on a dead stream.
    virtual void queue(base::Bytes bytes) = 0;
    /// The same for bytes that the caller keeps: always copied. For packet heads of a few bytes.
    virtual void queueCopy(QByteArrayView bytes) = 0;
    /// Sends what the kernel takes now. Not needed normally: the Loop does it once a turn.
    virtual void flush() = 0;
    /// Bytes queued and not yet taken by the kernel.
    virtual qsizetype pending() const = 0;
    /// See Handler::drained(). Default 64 KiB.
    virtual void setLowWater(qsizetype bytes) = 0;

    /// Default false: the peer's half-close ends the stream. True: inputEnded() is told and writing goes on.
    virtual void setHalfCloseAllowed(bool allowed) = 0;
    /// Sends what is queued, then ends the stream; what still arrives is thrown away. closed(Finished) follows, at the
    /// latest some 5 s after the last byte was taken or when the peer takes none for that long.
    virtual void closeAfterFlush() = 0;
    /// Ends the stream at once and loses what is queued. No call-back follows.
    virtual void abort() = 0;
    /// Takes the connection out of this object and thread. Null if it has ended or is ending. No call-back follows, and
    /// this object is good for nothing but being deleted.
    virtual std::unique_ptr<DetachedStream> detach() = 0;
    /// False after the stream has ended, was aborted or detached.
    virtual bool isOpen() const = 0;

    virtual Endpoints endpoints() const = 0;
    /// Corrects who the peer is, as a trusted proxy told.
    virtual void setPeer(const QHostAddress &address, quint16 port) = 0;
    /// The common name of the peer's verified certificate (mutual TLS); empty: none was shown, or no TLS.
    virtual QByteArray certificateName() const { return {}; }
    /// After closed(CloseReason::Failed): why, in one sentence for a technician; empty: the network just broke.
    virtual QString failure() const { return {}; }
};

} // namespace net
