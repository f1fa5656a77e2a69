// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "net/outqueue.h"
#include <QBasicTimer>
#include <QObject>
#include <chrono>
#include <memory>
#include <vector>

namespace net {

class EpollDispatcher;

/// Something that wants work done at the end of the turn or once a second. Implemented by streams.
class LoopClient
{
public:
    /// Send what is queued.
    virtual void endOfTurn() = 0;
    /// About a second has passed, while the client is on the tick list (Loop::startTicking).
    virtual void tick() {}

protected:
    LoopClient() = default;
    virtual ~LoopClient() = default;

private:
    friend class Loop;
    qint32 m_dirtySlot = -1;
    qint32 m_tickSlot = -1;
};

/// What the streams of one thread share: the list of streams to flush at the end of the turn, the block that small
/// reads go into, and a lazy one-second tick. Make one in each thread that has streams; it must outlive them. Not
/// thread safe.
class Loop final : public QObject
{
public:
    /// `tick`: another length of the second, for tests of what takes seconds.
    explicit Loop(std::chrono::milliseconds tick = std::chrono::seconds(1));
    ~Loop() override;

    /// Calls client->endOfTurn() once, after the events of this turn: however often it is marked.
    void markDirty(LoopClient *client);
    /// Takes markDirty() back: the client has done already what it would do then.
    void settle(LoopClient *client);
    /// Calls tick() about once a second until stopTicking(). Starting twice is harmless.
    void startTicking(LoopClient *client);
    void stopTicking(LoopClient *client);
    /// A client must call this before it dies.
    void forget(LoopClient *client);
    /// Does now what markDirty() promised. For ordered stops and tests.
    void flushNow();

    /// The thread's event dispatcher if it is ours; else null.
    EpollDispatcher *epollDispatcher() const { return m_epoll; }

    /// Where to receive up to ByteStream::maxRead bytes: a block and the offset of its unused tail. At least `wanted`
    /// bytes (≤ 96 KiB) are free there. After writing n bytes, call commit(n).
    struct ReadSpace
    {
        base::Block::Ref block;
        qsizetype offset = 0;
        qsizetype size = 0;
    };
    ReadSpace readSpace(qsizetype wanted);
    /// Marks the next n bytes of the shared block as used. The block is begun anew as soon as nobody refers to it.
    void commit(qsizetype n);
    /// An empty queue for a stream that has something to send; give it back when it is sent. A few are kept with the
    /// memory that they have grown, so that neither an idle stream has one nor a turn costs allocations.
    std::unique_ptr<OutQueue> borrowQueue();
    void giveBack(std::unique_ptr<OutQueue> queue);
    /// Where the stream that is being read receives (ReadBuffer).
    ReadSpace &receiving() { return m_receiving; }

protected:
    void timerEvent(QTimerEvent *event) override;
    bool event(QEvent *event) override;

private:
    void post();
    std::vector<LoopClient *> m_dirty;
    std::vector<LoopClient *> m_flushing;
    std::vector<LoopClient *> m_ticking;
    bool m_posted = false;
    bool m_isFlushing = false;
    const std::chrono::milliseconds m_tick;
    QBasicTimer m_timer;
    EpollDispatcher *m_epoll = nullptr;
    base::Block::Ref m_readBlock;
    qsizetype m_readUsed = 0;
    ReadSpace m_receiving;
    std::vector<std::unique_ptr<OutQueue>> m_queues;
};

} // namespace net
