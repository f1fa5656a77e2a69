// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "contract/banklines.h"
#include "gateway/answerqueue.h"
#include "gateway/gatewaysettings.h"
#include "net/bytestream.h"
#include "web/linereader.h"

namespace gateway {

class BankSocketPeer;

/// What a peer's request came to.
enum class BankStart {
    Answered, ///< peer.answer() was called
    Begun,    ///< peer.finished() comes later
    Busy,     ///< a queue is full: the same request is to be tried again by peer.retry()
};

/// Who runs the requests of peers.
class BankSocketHost
{
public:
    virtual BankStart begin(BankSocketPeer &peer, quint64 number, const contract::BankLine &line) = 0;
    /// The connection has ended; delete the peer after this turn.
    virtual void peerEnded(BankSocketPeer &peer) = 0;

protected:
    BankSocketHost() = default;
    ~BankSocketHost() = default;
};

/// Who has logged in on a connection.
struct BankLogin
{
    auth::Principal principal;
    QByteArray refreshToken; ///< of a login by name and password, which lasts as long as the connection; else empty
    bool isRefreshing = false;
};

/// One connection of the bank socket: lines in, lines out in the same order (docs/api.md "Bank socket"). Requests of
/// one kind run together; one of another kind waits until those before it have been answered, so that a balance tells
/// what the deposits before it have made, and a login counts for what follows it. Reading stops while too many requests
/// are unanswered, too much is unsent, or the desk is full. In the gateway's thread.
class BankSocketPeer final : public net::ByteStream::Handler
{
public:
    static constexpr qsizetype maxUnanswered = 512;
    static constexpr qsizetype maxReads = 2;               ///< at once: a statement's answer may have 300 KiB
    static constexpr qsizetype maxUnread = 256 * 1024;     ///< unsent bytes from which on nothing more is read
    static constexpr qsizetype maxUnsent = 1024 * 1024;    ///< …and from which on the connection is cut
    static constexpr std::chrono::seconds sendTimeout{60}; ///< unsent bytes that do not move

    BankSocketPeer(std::unique_ptr<net::ByteStream> stream, BankSocketHost &host, quint64 id,
                   const BankSocketSettings &settings, base::Currency currency, const base::Clock &clock);
    ~BankSocketPeer() override;

    quint64 id() const { return m_id; }
    const QString &address() const { return m_address; }
    bool isOpen() const { return m_stream && !m_isEnding; }
    /// Everything that was asked has been answered and sent.
    bool isQuiet() const { return !m_stream || (m_answers.waiting() == 0 && m_stream->pending() == 0); }
    qsizetype unanswered() const { return m_answers.waiting(); }
    bool isBusy() const { return m_isBusy; }

    std::optional<BankLogin> &login() { return m_login; }

    /// Answers a request from within begin().
    void answer(quint64 number, QByteArray line) { m_answers.fill(number, std::move(line)); }
    /// Answers one that was begun, and goes on.
    void finished(quint64 number, QByteArray line);
    /// Tries again what was Busy.
    void retry();
    /// Reads nothing more; what is under way is answered, then `lastLine` (may be empty), then the connection ends.
    void end(const QByteArray &lastLine);
    void tick(base::Monotonic now);
    void abort();

    void bytesArrived() override { process(); }
    void drained() override { process(); }
    void inputEnded() override;
    void closed(net::CloseReason reason) override;

private:
    enum class Kind { Instant, Login, Post, Read };
    static Kind kindOf(const contract::BankLine &line);
    void process();
    bool mayTake() const;
    bool step();
    bool start(const contract::BankLine &line);
    std::optional<web::LineReader::Line> nextLine();
    void refuse(const base::Error &error);
    void send();
    void finishIfDone();
    void keepTime(base::Monotonic now);

    std::unique_ptr<net::ByteStream> m_stream;
    BankSocketHost &m_host;
    const quint64 m_id;
    const BankSocketSettings &m_settings;
    const base::Currency m_currency;
    const base::Clock &m_clock;
    const QString m_address;
    web::LineReader m_reader{contract::maxBankLine};
    base::Bytes m_unread;
    AnswerQueue m_answers;
    std::optional<contract::BankLine> m_held; ///< cannot be begun yet
    std::optional<BankLogin> m_login;
    Kind m_running = Kind::Instant; ///< of what is under way, if anything
    qsizetype m_underWay = 0;
    const base::Monotonic m_since;
    base::Monotonic m_heard;
    base::Monotonic m_moved; ///< when m_unsent last changed
    qsizetype m_unsent = 0;
    bool m_isProcessing = false;
    bool m_isBusy = false;
    bool m_isEnding = false;
    bool m_isClosing = false;
    bool m_inputEnded = false;
};

} // namespace gateway
