// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/principal.h"

namespace auth {

/// What a route of the API may ask of its caller.
enum class Permission {
    OwnSession,         ///< /auth/me, /auth/password: every user, but no key
    BankRead,           ///< lists, statements, summary, live feed with bank events
    BankPost,           ///< deposits and withdrawals
    BankOpen,           ///< opening accounts
    QrRead,             ///< QR codes and their payments: a customer those of his own account
    QrCreate,           ///< making, cancelling and verifying them; a customer for his own account
    QrResolve,          ///< deciding on money in suspense
    BankApprove,        ///< agreeing to what others ask for
    BankReview,         ///< what only who oversees may see: unusual operations
    LiveStatus,         ///< the live feed's status and connection figures
    BrokerRead,         ///< the broker's clients, subscriptions, topics, retained messages, history, traces
    BrokerAct,          ///< ending and banning clients, tracing topics
    BrokerRetained,     ///< deleting retained messages
    BrokerRetainedBank, ///< those of the bank (`banco/…`) too
    AccessAdmin,        ///< device credentials and access rules of the broker
    EventStream,        ///< the events of one's own account (S2): who has no account has none
    ChannelsRead,       ///< the WebSocket channels (S3)
    ChannelsTest,       ///< a test event on a channel (S3-52)
    MessagingUse,     ///< MQTT over REST and Socket.IO (S4): status, lists; topics are auth/accesspolicy.h's to decide
    MessagingPublish, ///< publishing there
    MessagingSubscribe, ///< subscribing there
    Metrics,            ///< /metrics and statistics of all
    UsersAdmin,         ///< users and the subjects of foreign tokens
    KeysAdmin,          ///< API keys
    AuditRead,          ///< the audit log
    ServerAct,          ///< log levels and the like
    StreamTicket,       ///< a one-use ticket for a stream: whoever has credentials
};

/// The whole table of roles and permissions (docs/api.md); what is not in it is denied.
bool allows(Role role, Permission permission);

/// What to ask before anything is done for somebody: a person's rights are his role's, a key's those of its scopes,
/// and, when it stands for a user, of that user's role too. EventStream needs an account besides.
bool mayDo(const Principal &who, Permission permission);

} // namespace auth
