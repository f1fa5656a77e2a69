// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "contract/approvalvalues.h"
#include "contract/bankjson.h"
#include "contract/brokervalues.h"
#include "contract/ledgervalues.h"
#include "contract/qrvalues.h"
#include "contract/tillvalues.h"
#include "events/event.h"
#include <QTimeZone>
#include <span>
#include <variant>

/// Frames of `GET /api/v1/feed` (docs/api.md), as the hub writes and the console reads them.
namespace contract {

struct FeedHello
{
    QString epoch;
    qint64 seq = 0;
    bool resumed = false;
    QString hubName;
    QString hubVersion;
    QString profile;  ///< "branch", "lab"
    QString timeZone; ///< of the branch, IANA; empty from an older hub
    friend bool operator==(const FeedHello &, const FeedHello &) = default;
};

/// What was asked for is no longer there: reload the lists, then go on from `seq`.
struct FeedResync
{
    QString epoch;
    qint64 seq = 0;
    friend bool operator==(const FeedResync &, const FeedResync &) = default;
};

/// monostate: an event that this version does not know; its sequence counts all the same.
struct FeedEvent
{
    qint64 seq = 0;
    std::variant<std::monostate, Transaction, Account, Alert, QrNews, Approval, AlertSeen, AccountChange, DayClose,
                 TillSession>
        data;
    friend bool operator==(const FeedEvent &, const FeedEvent &) = default;
};

struct FeedEvents
{
    std::vector<FeedEvent> events;
    friend bool operator==(const FeedEvents &, const FeedEvents &) = default;
};

struct FeedStatus
{
    int connectedClients = 0;
    int activeIps = 0;
    qint64 totalTransactions = 0;
    int mqttClients = 0;
    int httpConnections = 0;
    double messagesInPerSecond = 0;
    double messagesOutPerSecond = 0;
    base::UtcMs committed; ///< of the last commit
    friend bool operator==(const FeedStatus &, const FeedStatus &) = default;
};

/// monostate: a frame of a type that this version does not know; to be ignored.
using FeedFrame = std::variant<std::monostate, FeedHello, FeedResync, FeedEvents, FeedStatus, SystemEvent>;

QByteArray encodeFeed(const FeedHello &frame);
QByteArray encodeFeed(const FeedResync &frame);
QByteArray encodeFeed(const FeedStatus &frame);
/// {"type":"system_event","data":{…}}: not of the log, so without a sequence.
QByteArray encodeFeed(const SystemEvent &frame);

/// One event's part of an events frame, made once and shared by every connection.
base::Bytes feedForm(const events::Event &event, const QTimeZone &zone);
/// An events frame of such parts.
QByteArray joinFeed(std::span<const base::Bytes> parts);

/// Malformed for what is no JSON object, InvalidArgument for a member that is missing or of the wrong type.
base::Result<FeedFrame> decodeFeed(QByteArrayView text);

/// "epoch-seq", what `after=` carries. parse: InvalidArgument for anything else.
struct FeedPosition
{
    QString epoch;
    qint64 seq = 0;
    QString toString() const { return epoch + QLatin1Char('-') + QString::number(seq); }
    static base::Result<FeedPosition> parse(const QString &text);
    friend bool operator==(const FeedPosition &, const FeedPosition &) = default;
};

} // namespace contract
