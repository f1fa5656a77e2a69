// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>

namespace bank {

/// Takes a client's movement back by a contra entry, once: what two people do (SPEC 2.4 "Reverso"). Nothing is changed
/// or deleted; both entries name each other. Errors: InvalidArgument, NotFound (no such movement), Conflict (reversed
/// already, itself a reversal, or key used for another body), PermissionDenied (blocked), InsufficientFunds (a deposit
/// that is spent, or more than the drawer holds).
struct Reverse
{
    qint64 transaction = 0; ///< number of the posting
    QString reason;         ///< 1–140 characters
    events::Channel channel = events::Channel::Rest;
    QString user;
    QByteArray idempotencyKey; ///< 1–64 visible ASCII characters, unique for ever
};
QByteArray bodyHash(const Reverse &command);

} // namespace bank
