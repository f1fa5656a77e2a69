// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/mqttforms.h"
#include "desk/ports.h"
#include <QHash>
#include <deque>
#include <functional>
#include <memory>

namespace hub {

/// Brings the ledger's events to the bank's MQTT topics (S0-10 … S0-22), in order, following a durable cursor in the
/// event log: at least once; exactly once into sessions when the broker keeps the cursor together with them. At start
/// it also makes the retained balances equal to the ledger.
///
/// Lives in one thread (the hub's service thread); whoever owns it calls tick() about ten times a second.
class BankPublisher
{
public:
    using ReadJob = std::function<void(base::Result<desk::Reader *>)>;
    /// What goes to the broker together.
    struct Publication
    {
        std::vector<contract::MqttMessage> messages;
        qint64 sequence = 0; ///< of the event that caused them; 0: a balance, which need not go out if it is retained
    };
    /// When the messages behind the cursor go out at a start.
    enum class Replay {
        AtOnce,    ///< sessions have survived the restart
        WhenHeard, ///< sessions are in memory: what is published before its subscriber is back reaches nobody
    };
    /// What it needs of the hub.
    struct Ports
    {
        /// Runs the job with a reader on a reader's thread. An error means that it will not run.
        std::function<base::Result<>(ReadJob)> read;
        /// Brings a function back to the publisher's thread.
        std::function<void(std::function<void()>)> post;
        /// Hands messages to the broker; false when its queue is full (they are tried again).
        std::function<bool(const Publication &)> publish;
        /// Makes the cursor durable, some time later.
        std::function<void(qint64 sequence)> saveCursor;
        /// Problems, one English sentence; for the log.
        std::function<void(const QString &)> complain;
    };

    /// Replay::WhenHeard: so long at most.
    static constexpr std::chrono::seconds replayPatience{3};
    /// Cursor on disk at most this much behind (and one tick).
    static constexpr std::chrono::milliseconds cursorInterval{200};

    BankPublisher(Ports ports, contract::MqttOptions options, const base::Clock &clock);
    ~BankPublisher();
    BankPublisher(const BankPublisher &) = delete;
    BankPublisher &operator=(const BankPublisher &) = delete;

    /// `cursor`: last sequence published before, `last`: newest in the log. Begins with the balances.
    void start(qint64 cursor, qint64 last, Replay replay = Replay::WhenHeard);
    /// The log has grown to `last`.
    void committed(qint64 last);
    /// Somebody has subscribed to one of the bank's topics.
    void subscriberArrived();
    void tick();
    /// Saves the cursor as far as it was published.
    void saveNow();

    /// Everything committed has been handed to the broker.
    bool idle() const { return m_reconciled && m_pending.empty() && m_published >= m_last; }
    bool reconciled() const { return m_reconciled; }
    qint64 published() const { return m_published; }
    qint64 lag() const { return std::max<qint64>(0, m_last - m_published); }

private:
    void pump();
    void readEvents();
    void readBalances();
    void onEvents(const base::Result<std::vector<events::Event>> &events);
    void onBalances(const base::Result<std::vector<bank::BalanceState>> &balances);
    void enqueue(const events::Event &event);
    bool isStale(const contract::MqttMessage &message, qint64 sequence);
    void drain();
    bool holdingBack() const;

    Ports m_ports;
    contract::MqttOptions m_options;
    const base::Clock &m_clock;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);

    std::deque<Publication> m_pending; ///< not yet taken by the broker
    qint64 m_read = 0;                 ///< last sequence whose messages are in m_pending or beyond
    qint64 m_published = 0;            ///< last sequence that the broker has wholly taken
    qint64 m_last = 0;                 ///< newest known
    qint64 m_backlogEnd = 0;           ///< newest at start: what lies before may be held back
    qint64 m_saved = 0;
    qint64 m_safe = 0; ///< m_published one tick ago: the broker has had time to send it
    base::Monotonic m_startedAt{0};
    base::Monotonic m_savedAt{0};
    base::Monotonic m_retryAt{0};
    qint64 m_afterAccount = 0;
    Replay m_replay = Replay::WhenHeard;
    bool m_reading = false;
    bool m_reconciled = false;
    bool m_heard = false;               ///< subscriberArrived()
    QHash<QString, qint64> m_balanceAt; ///< while reconciling and replaying: sequence of the retained balance, by topic
};

} // namespace hub
