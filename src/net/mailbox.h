// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace net {

/// The wake-up of a Mailbox, without its type: an object that lives in the receiving thread and runs a function there.
class MailboxWaker final : public QObject
{
public:
    explicit MailboxWaker(std::function<void()> deliver)
        : m_deliver(std::move(deliver))
    {
    }
    /// Any thread. The caller guarantees that the object lives (Mailbox: by its lock).
    void wake();

protected:
    bool event(QEvent *event) override;

private:
    std::function<void()> m_deliver;
    /// Orders the making of an event before its use in a way that ThreadSanitizer sees: Qt's own locks are hidden from
    /// it.
    std::atomic<quint32> m_woken{0};
};

template <typename T>
class Mailbox;

/// The producers' end of a Mailbox. Copy it freely; usable from any thread, also after the Mailbox has gone.
template <typename T>
class MailboxSender
{
public:
    MailboxSender() = default;
    /// False when the mailbox is full or gone: the message was not taken (`message` is then left as it was).
    bool push(T &&message) const
    {
        if (!m_state)
            return false;
        const std::scoped_lock lock(m_state->mutex);
        if (!m_state->waker || m_state->queue.size() >= m_state->limit)
            return false;
        m_state->queue.push_back(std::move(message));
        if (m_state->queue.size() == 1)
            m_state->waker->wake();
        return true;
    }
    bool push(const T &message) const { return push(T(message)); }
    /// Messages waiting: a gauge.
    size_t size() const
    {
        if (!m_state)
            return 0;
        const std::scoped_lock lock(m_state->mutex);
        return m_state->queue.size();
    }

private:
    friend class Mailbox<T>;
    struct State
    {
        std::mutex mutex; // docs/threads.md "Mailbox"
        std::vector<T> queue;
        size_t limit = 0;
        MailboxWaker *waker = nullptr;
    };
    std::shared_ptr<State> m_state;
};

/// The house's way to cross threads: many producers, one receiving thread, messages in order of arrival, one wake-up a
/// batch. Bounded: a producer learns at once that it is full and gives its own stated answer (docs/threads.md).
/// Make and destroy it in the receiving thread. `T` is movable and a value.
template <typename T>
class Mailbox
{
public:
    /// Gets a batch in the receiving thread; may take the messages by moving them. It is emptied afterwards.
    using Receiver = std::function<void(std::vector<T> &batch)>;

    /// `limit`: messages waiting at most, > 0.
    Mailbox(size_t limit, Receiver receiver)
        : m_waker(std::make_unique<MailboxWaker>([this] { deliver(); }))
        , m_receiver(std::move(receiver))
    {
        m_sender.m_state = std::make_shared<typename MailboxSender<T>::State>();
        m_sender.m_state->limit = limit;
        m_sender.m_state->waker = m_waker.get();
    }
    /// What has not been delivered is dropped.
    ~Mailbox() { close(); }
    Mailbox(const Mailbox &) = delete;
    Mailbox &operator=(const Mailbox &) = delete;

    MailboxSender<T> sender() const { return m_sender; }
    /// From now on push() answers false. What has been taken is still delivered by deliverNow().
    void close()
    {
        const std::scoped_lock lock(m_sender.m_state->mutex);
        m_sender.m_state->waker = nullptr;
    }
    /// Delivers in another thread from now on. From the thread where it lives, before anything is pushed.
    void moveToThread(QThread *thread) { m_waker->moveToThread(thread); }
    /// Delivers what waits, without the event loop. For ordered stops and tests.
    void deliverNow() { deliver(); }

private:
    void deliver()
    {
        {
            const std::scoped_lock lock(m_sender.m_state->mutex);
            m_batch.swap(m_sender.m_state->queue);
        }
        if (m_batch.empty())
            return;
        std::vector<T> batch = std::move(m_batch);
        m_receiver(batch);
        batch.clear();
        m_batch = std::move(batch); // keeps the memory for the next batch
    }

    std::unique_ptr<MailboxWaker> m_waker;
    Receiver m_receiver;
    MailboxSender<T> m_sender;
    std::vector<T> m_batch;
};

} // namespace net
