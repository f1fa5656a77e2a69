// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include "base/strongid.h"
#include "net/mailbox.h"
#include "web/httpresponse.h"
#include <chrono>

namespace gateway {

using ConnectionId = base::StrongId<struct ConnectionTag, quint64>;

/// One request on one connection: an answer that comes when the exchange is over (timeout, cut) is thrown away by it.
struct ExchangeId
{
    ConnectionId connection;
    quint64 number = 0;
    friend bool operator==(const ExchangeId &, const ExchangeId &) = default;
};

/// An answer on its way to the gateway's thread.
struct Answer
{
    ExchangeId to;
    web::HttpResponse response;
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
    void send(web::HttpResponse response) const;
    /// As problem details; what is the hub's own fault is also logged.
    void fail(const base::Error &error, std::chrono::seconds retryAfter = {}) const;
    const QByteArray &requestId() const { return m_requestId; }

private:
    net::MailboxSender<Answer> m_sender;
    ExchangeId m_to;
    QByteArray m_requestId;
};

} // namespace gateway
