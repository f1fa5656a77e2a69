// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include "base/strongid.h"
#include "net/mailbox.h"
#include "web/httpresponse.h"
#include <chrono>
#include <optional>

namespace gateway {

using ConnectionId = base::StrongId<struct ConnectionTag, quint64>;

/// One request on one connection: an answer that comes when the exchange is over (timeout, cut) is thrown away by it.
struct ExchangeId
{
    ConnectionId connection;
    quint64 number = 0;
    friend bool operator==(const ExchangeId &, const ExchangeId &) = default;
};

/// A question that may be asked again, and the version of the ledger (ReaderPort::version) before it was looked up.
struct RememberKey
{
    QByteArray question; ///< who asks and what
    quint64 version = 0;
};

/// An answer on its way to the gateway's thread.
struct Answer
{
    ExchangeId to;
    web::HttpResponse response;
    std::optional<RememberKey> remember = {}; ///< to answer the same question with, while nothing changes
};

/// Answers one request from whatever thread found the answer. Copy it freely; use it once. A value.
class Responder
{
public:
    Responder(net::MailboxSender<Answer> sender, ExchangeId to, QByteArray requestId)
        : m_sender(std::move(sender))
        , m_to(to)
        , m_requestId(std::move(requestId))
    {
    }
    /// `remember`: the same question may be answered alike until the ledger changes.
    void send(web::HttpResponse response, std::optional<RememberKey> remember = {}) const;
    /// As problem details; what is the hub's own fault is also logged.
    void fail(const base::Error &error, std::chrono::seconds retryAfter = {}) const;
    const QByteArray &requestId() const { return m_requestId; }

private:
    net::MailboxSender<Answer> m_sender;
    ExchangeId m_to;
    QByteArray m_requestId;
};

} // namespace gateway
