// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include "events/event.h"
#include <optional>
#include <vector>

/// Values of `/api/v1/qr…` (docs/api.md "QR payments"). Names on the wire are those of S2-14 … S2-18, money is a number
/// with two decimals, times are ISO milliseconds in UTC. Plain values, no thread.
namespace contract {

using QrStatus = events::QrStatus;             ///< active, used, completed, expired, cancelled
using QrChangeSource = events::QrChangeSource; ///< bank_api, payment, operator, expiry

enum class QrOutcome { Booked, Suspense, Adjusted, Returned }; ///< booked, suspense, adjusted, returned
/// amount_differs, late, not_active, unknown_qr, account_closed; None is null on the wire.
enum class QrSuspenseReason { None, AmountDiffers, Late, NotActive, UnknownQr, AccountClosed };

QLatin1StringView word(QrStatus status);
QLatin1StringView word(QrChangeSource source);
QLatin1StringView word(QrOutcome outcome);
/// Empty for None.
QLatin1StringView word(QrSuspenseReason reason);
std::optional<QrStatus> parseQrStatus(QStringView text);
std::optional<QrChangeSource> parseQrChangeSource(QStringView text);
std::optional<QrOutcome> parseQrOutcome(QStringView text);
std::optional<QrSuspenseReason> parseQrSuspenseReason(QStringView text);

/// Who paid (S2-16). The document is not checked: it is of whatever country.
struct QrSender
{
    QString name;       ///< senderName
    QString documentId; ///< senderDocumentId
    QString account;    ///< senderAccount, often masked
    QString bankCode;   ///< senderBankCode, as sent ("BANECO" or "1016")
    QString bankName;   ///< senderBankName: as the table of banks knows it; may be empty
    friend bool operator==(const QrSender &, const QrSender &) = default;
};

/// A payment and what became of its money.
struct QrPayment
{
    qint64 number = 0; ///< what /qr/suspense/{id} takes
    QString qrId;
    QString transactionId;
    base::Money amount{base::Currency::bob()};
    QrSender sender;
    QString description;
    base::UtcMs paidAt;     ///< paymentDate
    base::UtcMs receivedAt; ///< when we booked it
    QrOutcome outcome = QrOutcome::Booked;
    QrSuspenseReason reason = QrSuspenseReason::None;
    QString cedula;     ///< of the QR's account; empty: the QR is unknown
    QString holderName; ///< nombre
    qint64 posting = 0; ///< movement by which the money came in
    QString resolvedBy; ///< empty: not resolved, or never in suspense
    std::optional<base::UtcMs> resolvedAt;
    QString resolutionNote;
    friend bool operator==(const QrPayment &, const QrPayment &) = default;
};

/// A QR as it is now: a row of the list.
struct Qr
{
    qint64 number = 0; ///< consecutive; the newest first in lists
    QString qrId;      ///< empty while `isUncertain`
    QString transactionId;
    qint64 accountId = 0;
    QString cedula;
    QString holderName;                        ///< nombre
    base::Money amount{base::Currency::bob()}; ///< 0: open (then modifyAmount)
    QString description;
    base::UtcMs dueDate;
    bool isSingleUse = true;
    bool mayModifyAmount = false;
    QrStatus status = QrStatus::Active;
    std::optional<QrChangeSource> syncSource; ///< by what the status changed last
    QString provider;                         ///< local, baneco
    bool isUncertain = false; ///< the bank's answer was lost: creating the same again asks anew; it is not to be shown
    QString content;          ///< text of the code; empty when only the bank's picture is known
    base::Money paid{base::Currency::bob()}; ///< Σ on the account
    qint64 payments = 0;
    qint64 inSuspense = 0;                                    ///< payments that wait for a supervisor
    QrSuspenseReason suspenseReason = QrSuspenseReason::None; ///< of the newest of these
    std::optional<QrSender> sender;                           ///< of the newest payment
    std::optional<base::UtcMs> paidAt;                        ///< of the newest payment
    base::UtcMs createdAt;
    QString createdBy;
    base::UtcMs changedAt;
    qint64 seq = 0; ///< of its newest event
    friend bool operator==(const Qr &, const Qr &) = default;
};

/// One line of a QR's history, oldest first.
struct QrTimelineEntry
{
    enum class What { Created, Paid, StatusChanged, Resolved }; ///< created, paid, status_changed, resolved
    What what = What::Created;
    qint64 seq = 0; ///< 0: not of the log (Resolved)
    base::UtcMs at;
    std::optional<QrStatus> status; ///< after it
    std::optional<QrChangeSource> source;
    std::optional<base::Money> amount; ///< of the payment
    QString transactionId;             ///< of the payment
    QString who;                       ///< payer's name; who resolved it
    friend bool operator==(const QrTimelineEntry &, const QrTimelineEntry &) = default;
};

/// GET /api/v1/qr/{id}.
struct QrDetail
{
    Qr qr;
    std::vector<QrPayment> payments; ///< newest first
    std::vector<QrTimelineEntry> timeline;
    friend bool operator==(const QrDetail &, const QrDetail &) = default;
};

/// Body of POST /api/v1/qr.
struct QrRequest
{
    QString cedula;                  ///< whose account (in the amount's currency); empty: `accountId`
    std::optional<qint64> accountId; ///< accountCredit
    QString transactionId;           ///< 1–30; empty: the hub makes one, and a retry makes another QR
    base::Money amount{base::Currency::bob()};
    QString description;
    base::UtcMs dueDate; ///< an instant, or on the wire a day: then its end in La Paz
    bool isSingleUse = true;
    bool mayModifyAmount = false;
    QString branchCode;
    friend bool operator==(const QrRequest &, const QrRequest &) = default;
};

/// Body of POST /api/v1/qr/{id}/pay.
struct QrPayRequest
{
    QString cedula; ///< who pays, from his account in the amount's currency
    base::Money amount{base::Currency::bob()};
    QString description;
    friend bool operator==(const QrPayRequest &, const QrPayRequest &) = default;
};

/// Body of POST /api/v1/qr/suspense/{id}/resolve.
struct QrResolution
{
    bool isReturned = false; ///< action "return", else "post": to the account
    QString note;
    friend bool operator==(const QrResolution &, const QrResolution &) = default;
};

/// GET /api/v1/qr/rail: whether QR codes can be made just now.
struct QrRail
{
    QString provider; ///< local, baneco
    bool isUp = true;
    QString reason; ///< why not
    std::optional<base::UtcMs> since;
    qint64 unverified = 0; ///< active QR codes that the bank has not been asked about since it failed
    friend bool operator==(const QrRail &, const QrRail &) = default;
};

/// One EMVCo data object of a code that was read.
struct QrTag
{
    QString id;    ///< "26"
    QString name;  ///< what the standard calls it; may be empty
    QString value; ///< as it stands in the text
    std::vector<QrTag> children;
    friend bool operator==(const QrTag &, const QrTag &) = default;
};

/// POST /api/v1/qr/read: what a picture holds.
struct QrReading
{
    QString text;
    QString format;       ///< emvco, opaque
    bool isSound = false; ///< EMVCo: the checksum holds
    QString problem;      ///< why it is not EMVCo, or what is wrong with it
    std::vector<QrTag> tags;
    QString qrId; ///< when it is one of ours
    friend bool operator==(const QrReading &, const QrReading &) = default;
};

/// A QR event of the feed (frames qr_created, qr_paid, qr_status_changed): what changes in the row of `qrId`.
struct QrNews
{
    enum class What { Created, Paid, StatusChanged };
    What what = What::Created;
    qint64 seq = 0;
    QString qrId;
    QString transactionId; ///< the QR's (Created) or the payment's (Paid); empty for StatusChanged
    base::Money amount{base::Currency::bob()};
    QString description;
    QrStatus status = QrStatus::Active;    ///< after it
    std::optional<QrChangeSource> source;  ///< StatusChanged
    std::optional<QrSender> sender;        ///< Paid
    std::optional<base::Money> newBalance; ///< Paid: none when the money is in suspense
    std::optional<base::UtcMs> at;         ///< Paid: paymentDate
    friend bool operator==(const QrNews &, const QrNews &) = default;
};

} // namespace contract
