// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/actor.h"
#include "bank/posting.h"
#include "base/cedula.h"

namespace bank {

/// Opens a client's account with balance zero. One account a cédula and currency: AlreadyExists otherwise.
struct OpenAccount
{
    base::Cedula cedula;
    QString holderName = {}; ///< ≤ 100 characters, may be empty
    base::Currency currency = base::Currency::usd();
    std::optional<base::Money> lowBalanceThreshold = {}; ///< empty: the policy's
    events::Channel channel = events::Channel::Rest;
    QString user;
};

/// Books a deposit or a withdrawal. Errors: InvalidArgument (amount not > 0, key, description), NotFound (no such
/// account in the amount's currency), PermissionDenied (blocked), InsufficientFunds (of the account, or, in another
/// sentence, of the drawer), Conflict (key used for another body; no till open where one is needed), LimitExceeded
/// (beyond Money's range).
struct Post
{
    events::MovementKind kind = events::MovementKind::Deposit;
    base::Cedula cedula;
    base::Money amount; ///< > 0; its currency chooses the account
    events::Channel channel = events::Channel::Rest;
    QString user;               ///< who is responsible: part of what the key stands for
    QString description = {};   ///< `concepto`, ≤ 140 characters, no control characters
    QByteArray idempotencyKey;  ///< 1–64 visible ASCII characters, unique for ever; "qr:…" are the rules' own
    QStringList approvers = {}; ///< who agreed to it: set where requests are carried out, never by who asks
    Rank rank = Rank::Service;  ///< of `user`: limits and tills go by it; no part of what the key stands for
    QString qrId = {};          ///< of the QR that it pays, set by the rules of payments alone; else empty
    QString paymentId = {};     ///< of that payment
};

/// Answer to OpenAccount.
struct Opened
{
    Account account;
};

/// Answer to Post. `replayed`: the key was known with this very body, and this is the first result again.
struct Posted
{
    events::TransactionPosted transaction;
    bool replayed = false;
};

/// SHA-256 over the command's canonical bytes: what the key stands for. Channel is left out, so that a retry may come
/// by another way.
QByteArray bodyHash(const Post &post);

} // namespace bank
