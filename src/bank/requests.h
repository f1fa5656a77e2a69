// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArray>
#include <QString>
#include <optional>

namespace bank {

/// What is known of the idempotency key of a command that is no posting.
struct RecordedRequest
{
    QByteArray bodyHash; ///< SHA-256 over the command's canonical bytes
    QString kind;        ///< what it made: "till_session", "approval", "hold"…
    QString reference;   ///< and which: that object's id as text
    base::UtcMs at;
};

/// Port: idempotency of commands that are no posting, inside one command. A key stands for one body for ever, for
/// postings and these together: whoever adds a kind looks into both (Ledger::findPosting).
class Requests
{
public:
    virtual ~Requests() = default;
    virtual base::Result<std::optional<RecordedRequest>> findRequest(const QByteArray &key) = 0;
    /// `key` is not there yet.
    virtual base::Result<> addRequest(const QByteArray &key, const RecordedRequest &request) = 0;
};

} // namespace bank
