// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include <QNetworkAccessManager>
#include <QSet>
#include <QUrlQuery>

class QNetworkReply;

namespace client {

enum class Verb { Get, Post, Put, Patch, Delete };

/// One request of docs/api.md. `path` is absolute and already percent-encoded.
struct RestRequest
{
    Verb verb = Verb::Get;
    QByteArray path;
    QUrlQuery query;
    QByteArray body; ///< sent with POST, PUT and PATCH
    QByteArray contentType = "application/json";
    QByteArray bearer;         ///< access token; empty: none
    QByteArray idempotencyKey; ///< empty: none
};

/// Any answer of the hub, good or bad.
struct RestAnswer
{
    int status = 0;
    QByteArray body;
    bool idempotencyHit = false;
};

/// Sends requests and turns what goes wrong on the way into errors: Unavailable when the request surely was not
/// carried out, Timeout when it may have been (see HubClient). Does not follow redirects, so that no token goes to
/// another host. The hub's own refusals are answers here; refusal() reads them. One thread.
class RestCaller : public QObject
{
    Q_OBJECT
public:
    RestCaller(HubAddress address, std::chrono::milliseconds timeout, QObject *parent = nullptr);
    ~RestCaller() override;

    Reply<RestAnswer> send(RestRequest request);
    /// Ends what is open with Unavailable, at once and before it returns; further requests end likewise.
    void close();

private:
    QNetworkReply *start(const RestRequest &request);
    base::Error transportError(const QNetworkReply &reply, Verb verb, bool sent) const;

    HubAddress m_address;
    std::chrono::milliseconds m_timeout;
    QNetworkAccessManager m_network;
    QSet<QNetworkReply *> m_open;
    bool m_closed = false;
};

/// The error in an answer of status ≥ 400: an RFC 9457 problem, or what the status alone says.
base::Error refusal(const RestAnswer &answer);

} // namespace client
