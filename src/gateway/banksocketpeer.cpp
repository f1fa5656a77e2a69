// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/banksocketpeer.h"
#include "gateway/logging.h"
#include "net/admission.h"

namespace gateway {

using base::Error;
using base::ErrorCode;

BankSocketPeer::BankSocketPeer(std::unique_ptr<net::ByteStream> stream, BankSocketHost &host, quint64 id,
                               const BankSocketSettings &settings, base::Currency currency, const base::Clock &clock)
    : m_stream(std::move(stream))
    , m_host(host)
    , m_id(id)
    , m_settings(settings)
    , m_currency(currency)
    , m_clock(clock)
    , m_address(net::plainAddress(m_stream->endpoints().peer).toString())
    , m_since(clock.monotonicNow())
    , m_heard(m_since)
    , m_moved(m_since)
{
    m_stream->setHalfCloseAllowed(true); // "echo … | nc" ends its side and still wants the answers
    m_stream->setHandler(this);
}

BankSocketPeer::~BankSocketPeer() = default;

BankSocketPeer::Kind BankSocketPeer::kindOf(const contract::BankLine &line)
{
    if (!line.operation)
        return Kind::Instant;
    if (std::holds_alternative<contract::LoginLine>(*line.operation))
        return Kind::Login;
    if (std::holds_alternative<contract::PostLine>(*line.operation))
        return Kind::Post;
    const bool isRead = std::holds_alternative<contract::BalanceLine>(*line.operation) ||
                        std::holds_alternative<contract::StatementLine>(*line.operation);
    return isRead ? Kind::Read : Kind::Instant;
}

void BankSocketPeer::process()
{
    if (m_isProcessing || !m_stream)
        return;
    m_isProcessing = true;
    while (mayTake() && step())
        send();
    m_isProcessing = false;
    if (!m_stream)
        return;
    send();
    if (!m_stream)
        return;
    if (!m_unread.isEmpty())
        m_unread = m_unread.compacted();
    m_stream->pauseReading(m_isEnding || m_held || !m_unread.isEmpty() || !mayTake());
    finishIfDone();
}

bool BankSocketPeer::mayTake() const
{
    return m_stream && !m_isEnding && !m_isBusy && m_answers.waiting() < maxUnanswered &&
           m_stream->pending() < maxUnread && !(m_underWay > 0 && m_running == Kind::Login);
}

/// Begins the next request; false: there is none, or it has to wait.
bool BankSocketPeer::step()
{
    if (!m_held) {
        const auto line = nextLine();
        if (!line)
            return false;
        m_heard = m_clock.monotonicNow();
        if (line->isTooLong) {
            refuse(Error(ErrorCode::TooLarge, u"a line of more than %1 bytes"_qs.arg(contract::maxBankLine)));
            return true;
        }
        if (line->text.trimmed().isEmpty())
            return true;
        m_held = contract::parseBankLine(line->text, m_currency);
    }
    if (!start(*m_held))
        return false;
    m_held.reset();
    return true;
}

bool BankSocketPeer::start(const contract::BankLine &line)
{
    const Kind kind = kindOf(line);
    const bool waits = m_underWay > 0 && kind != Kind::Instant &&
                       (kind != m_running || (kind == Kind::Read && m_underWay >= maxReads));
    if (waits)
        return false;
    const quint64 number = m_answers.open();
    switch (m_host.begin(*this, number, line)) {
    case BankStart::Answered:
        break;
    case BankStart::Begun:
        m_running = kind;
        ++m_underWay;
        break;
    case BankStart::Busy:
        m_answers.takeBack();
        m_isBusy = true;
        return false;
    }
    return true;
}

std::optional<web::LineReader::Line> BankSocketPeer::nextLine()
{
    while (true) {
        if (m_unread.isEmpty())
            m_unread = m_stream->read();
        if (m_unread.isEmpty())
            return m_inputEnded ? m_reader.end() : std::nullopt;
        auto progress = m_reader.feed(m_unread.view());
        m_unread = progress.consumed < m_unread.size() ? m_unread.slice(progress.consumed) : base::Bytes();
        if (progress.line)
            return std::move(progress.line);
    }
}

void BankSocketPeer::refuse(const Error &error)
{
    m_answers.fill(m_answers.open(), contract::bankErrorLine("null", error));
}

void BankSocketPeer::finished(quint64 number, QByteArray line)
{
    --m_underWay;
    m_answers.fill(number, std::move(line));
    process();
}

void BankSocketPeer::retry()
{
    m_isBusy = false;
    process();
}

void BankSocketPeer::send()
{
    const QByteArray ready = m_answers.takeReady();
    if (ready.isEmpty() || !m_stream)
        return;
    m_stream->queueCopy(ready);
    if (m_stream->pending() <= maxUnsent)
        return;
    qCInfo(lcBankSocket).noquote() << u"cut: reads its answers too slowly from="_qs + m_address;
    abort();
}

void BankSocketPeer::end(const QByteArray &lastLine)
{
    if (!isOpen())
        return;
    m_isEnding = true;
    m_held.reset();
    if (!lastLine.isEmpty())
        m_answers.fill(m_answers.open(), lastLine);
    process();
}

void BankSocketPeer::finishIfDone()
{
    const bool allRead = m_isEnding || (m_inputEnded && mayTake() && m_unread.isEmpty() && !m_held);
    if (!allRead || m_isClosing || m_answers.waiting() > 0)
        return;
    m_isEnding = m_isClosing = true;
    m_stream->closeAfterFlush();
}

void BankSocketPeer::inputEnded()
{
    m_inputEnded = true;
    process();
}

void BankSocketPeer::closed(net::CloseReason)
{
    m_stream.reset();
    m_held.reset();
    m_host.peerEnded(*this);
}

void BankSocketPeer::abort()
{
    if (!m_stream)
        return;
    m_stream->abort();
    closed(net::CloseReason::Failed);
}

void BankSocketPeer::tick(base::Monotonic now)
{
    if (!m_stream)
        return;
    const qsizetype pending = m_stream->pending();
    if (pending != m_unsent || pending == 0) {
        m_unsent = pending;
        m_moved = now;
    } else if (now - m_moved > sendTimeout) {
        qCInfo(lcBankSocket).noquote() << u"cut: does not read its answers from="_qs + m_address;
        abort();
        return;
    }
    if (!m_isEnding)
        keepTime(now);
}

void BankSocketPeer::keepTime(base::Monotonic now)
{
    if (!m_login && m_underWay == 0 && now - m_since >= m_settings.loginDeadline)
        end(contract::bankErrorLine("null", {ErrorCode::Timeout, u"nobody has logged in in time"_qs}));
    else if (m_answers.waiting() == 0 && !m_held && now - m_heard >= m_settings.idleTimeout)
        end(contract::bankErrorLine("null", {ErrorCode::Timeout, u"nothing was asked for too long"_qs}));
}

} // namespace gateway
