// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/topicpolicy.h"
#include "bank/till.h"
#include "gateway/accessport.h"
#include "gateway/adminport.h"
#include "gateway/brokeradmin.h"
#include "gateway/channelsettings.h"
#include "gateway/door.h"
#include "gateway/eventring.h"
#include "gateway/httpsettings.h"
#include "gateway/ledgercontroller.h"
#include "gateway/logport.h"
#include "gateway/messaging.h"
#include "gateway/ports.h"
#include "gateway/qrbank.h"
#include "gateway/socketiosettings.h"
#include "gateway/ssesettings.h"
#include "net/bytestream.h"
#include "net/listener.h"
#include "web/httpparser.h"
#include <QTimeZone>
#include <memory>

namespace gateway {

/// The bank socket (docs/api.md "Bank socket").
struct BankSocketSettings
{
    std::vector<net::ListenOptions> listeners;      ///< 5050, 5051 with TLS; a busy one is a warning, not an error
    std::chrono::milliseconds idleTimeout{300'000}; ///< without a line, a ping counts
    std::chrono::milliseconds loginDeadline{30'000};
};

/// What the gateway is started with.
struct GatewaySettings
{
    std::vector<net::ListenOptions> listeners; ///< public ones: 8000, its alias 3001, 8443 with `tls`
    QByteArray consoleSecret;                  ///< empty: no private listener
    auth::Profile profile = auth::Profile::Branch;
    QString hubName;
    QString version;
    QTimeZone zone{"America/Guayaquil"};
    base::Currency currency = base::Currency::usd(); ///< of accounts when a request names none
    std::vector<bank::Denominations> denominations = bank::usualDenominations(); ///< that tills are counted in
    web::HttpLimits limits;
    HttpSettings http;
    BankSocketSettings bankSocket;
    ChannelSettings channels;
    SocketIoSettings socketIo;
    SseSettings events;
    qint64 unusualMinor = 10'000'00; ///< cash of one client in `unusualDays` that is listed, minor units
    int unusualDays = 30;
    size_t ringCapacity = EventRing::defaultCapacity; ///< of the log's events in memory, for all that read on
};

/// Everything outside that the gateway needs. The referred objects must outlive it.
struct GatewayPorts
{
    AuthPort &auth;
    CommandPort &commands;
    ReaderPort &reader;
    auth::AccessTokens tokens;
    auth::SnapshotPtr users;
    /// Takes a connection that was upgraded to MQTT over WebSocket at `/mqtt`: the 101 is queued, what follows is
    /// WebSocket frames. Called on the gateway's thread; null: there is no broker, the upgrade is refused with 503.
    std::function<void(std::unique_ptr<net::DetachedStream>)> mqttUpgrade;
    AccessPort *access = nullptr; ///< null: no routes about credentials and rules
    /// Null: no broker is there to be administered; its routes answer 503.
    BrokerAdmin *broker = nullptr;
    /// Null: publishing and subscribing by REST and Socket.IO answer that the client is not connected.
    Messaging *messaging = nullptr;
    MetricsPort *metrics = nullptr;    ///< null: /metrics tells of the gateway alone
    AdminPort *admin = nullptr;        ///< null: no routes about users and keys
    AuditReadPort *auditLog = nullptr; ///< null: no routes to read the audit
    auth::AuditPort *audit = nullptr;  ///< null: denials and acts are not remembered
    LogPort *logs = nullptr;           ///< null: no routes about the log
    ProofPort *proof = nullptr;        ///< null: nobody proves the ledger
    QrBank *qrBank = nullptr;          ///< null: QR codes are `local`, no outside bank issues them
};

} // namespace gateway
