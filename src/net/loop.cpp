// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/loop.h"
#include "net/bytestream.h"
#include <QCoreApplication>
#include <QTimerEvent>
#include <algorithm>
#ifdef Q_OS_LINUX
#include "net/epolldispatcher.h"
#endif

namespace net {

namespace {

/// Room for several reads, so that slices which are kept for a while do not force a new block at each read.
constexpr qsizetype readBlockSize = 128 * 1024;
constexpr size_t queuesKept = 256;

} // namespace

Loop::Loop(std::chrono::milliseconds tick)
    : m_tick(tick)
{
#ifdef Q_OS_LINUX
    m_epoll = dynamic_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance());
#endif
}

Loop::~Loop() = default;

void Loop::markDirty(LoopClient *client)
{
    if (client->m_dirtySlot >= 0)
        return;
    client->m_dirtySlot = static_cast<qint32>(m_dirty.size());
    m_dirty.push_back(client);
    if (!m_isFlushing) // else flushNow() sees to it
        post();
}

void Loop::post()
{
    if (m_posted)
        return;
    m_posted = true;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void Loop::settle(LoopClient *client)
{
    if (client->m_dirtySlot < 0)
        return;
    // While flushNow() runs, the slot may be one of either list.
    const auto slot = static_cast<size_t>(client->m_dirtySlot);
    for (auto *list : {&m_dirty, &m_flushing}) {
        if (slot < list->size() && (*list)[slot] == client)
            (*list)[slot] = nullptr;
    }
    client->m_dirtySlot = -1;
}

void Loop::startTicking(LoopClient *client)
{
    if (client->m_tickSlot >= 0)
        return;
    client->m_tickSlot = static_cast<qint32>(m_ticking.size());
    m_ticking.push_back(client);
    if (!m_timer.isActive())
        m_timer.start(static_cast<int>(m_tick.count()), Qt::CoarseTimer, this);
}

void Loop::stopTicking(LoopClient *client)
{
    if (client->m_tickSlot < 0)
        return;
    LoopClient *last = m_ticking.back(); // takes the place of the one that goes
    m_ticking[static_cast<size_t>(client->m_tickSlot)] = last;
    last->m_tickSlot = client->m_tickSlot;
    client->m_tickSlot = -1;
    m_ticking.pop_back();
}

void Loop::forget(LoopClient *client)
{
    stopTicking(client);
    settle(client);
}

void Loop::flushNow()
{
    // A client that is marked while it is flushed comes in the next turn: endOfTurn() has already sent what it can.
    m_flushing.swap(m_dirty);
    m_isFlushing = true;
    for (size_t i = 0; i < m_flushing.size(); ++i) { // by index: clients may be forgotten meanwhile
        LoopClient *client = m_flushing[i];
        if (!client)
            continue;
        m_flushing[i] = nullptr;
        client->m_dirtySlot = -1;
        client->endOfTurn();
    }
    m_flushing.clear();
    m_isFlushing = false;
    if (std::any_of(m_dirty.begin(), m_dirty.end(), [](const LoopClient *client) { return client != nullptr; }))
        post();
    else
        m_dirty.clear();
}

Loop::ReadSpace Loop::readSpace(qsizetype wanted)
{
    if (m_readBlock && m_readBlock.unique())
        m_readUsed = 0;
    if (!m_readBlock || m_readBlock->capacity() - m_readUsed < wanted) {
        m_readBlock = base::Block::allocate(readBlockSize);
        m_readUsed = 0;
    }
    return {m_readBlock, m_readUsed, m_readBlock->capacity() - m_readUsed};
}

void Loop::commit(qsizetype n)
{
    m_readUsed += n;
}

std::unique_ptr<OutQueue> Loop::borrowQueue()
{
    if (m_queues.empty())
        return std::make_unique<OutQueue>();
    std::unique_ptr<OutQueue> queue = std::move(m_queues.back());
    m_queues.pop_back();
    return queue;
}

void Loop::giveBack(std::unique_ptr<OutQueue> queue)
{
    if (m_queues.size() >= queuesKept)
        return;
    queue->reset();
    m_queues.push_back(std::move(queue));
}

void Loop::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    for (size_t i = m_ticking.size(); i-- > 0;) { // backwards: a client may stop itself (or others) meanwhile
        if (i < m_ticking.size())
            m_ticking[i]->tick();
    }
    if (m_ticking.empty())
        m_timer.stop();
}

bool Loop::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_posted = false;
    flushNow();
    return true;
}

} // namespace net
