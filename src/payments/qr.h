// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "events/event.h"

/// Payments by QR (SPEC 2.5, 2.6): what a QR is, what may become of it, and what a payment does to the ledger.
namespace payments {

using events::QrChangeSource;
using events::QrStatus;

/// Which backend issues and confirms QR codes: its word is stored and on the wire. `local` pays between our own
/// accounts and needs nobody else; any other is an outside bank (payments/qrprovider.h).
inline constexpr QLatin1StringView localProvider{"local"};
inline constexpr QLatin1StringView banecoProvider{"baneco"};

/// An account's wish to be paid. Its facts never change; status, what was paid, and who changed it do.
struct Qr
{
    qint64 number = 0; ///< consecutive from 1, in the order of creation
    /// 20 digits as text (SPEC 2.6: YYMMDD 0 ASFI-code sequence). Empty while the outside bank has been asked and its
    /// answer is not known: such a QR is shown to nobody and offered to no payer.
    QString id;
    bank::AccountId account;
    QString cedula; ///< of the account's holder
    QString holderName;
    QString transactionId; ///< the creator's name for it, ≤ 30 characters; unique with the account
    QByteArray bodyHash;   ///< SHA-256 over what was ordered: what `transactionId` stands for
    base::Money amount{base::Currency::bob()}; ///< 0: the payer chooses (then mayModifyAmount)
    QString description;
    base::UtcMs dueDate; ///< paid in time up to and including this instant
    bool isSingleUse = true;
    bool mayModifyAmount = false;
    QString branchCode; ///< ≤ 5 characters, may be empty
    QString provider{localProvider};
    QString content;  ///< the text inside the picture; empty when only the bank's picture is known
    QByteArray image; ///< the bank's PNG; empty: drawn from `content`

    QrStatus status = QrStatus::Active;
    std::optional<QrChangeSource> changedBy = {}; ///< by what the status changed last; none: never
    base::UtcMs changedAt;                        ///< of the creation or the last change or payment
    base::Money paid{base::Currency::bob()};      ///< Σ booked to the account
    qint64 payments = 0;                          ///< how many are booked to the account
    qint64 inSuspense = 0;                        ///< how many wait for a supervisor (payments/suspense)

    base::UtcMs createdAt;
    QString createdBy;
    events::Channel channel = events::Channel::Rest;
    qint64 seq = 0; ///< of its newest event; 0 while nothing was told

    bool isIssued() const { return !id.isEmpty(); }
    bool isOpenAmount() const { return mayModifyAmount && amount.isZero(); }
    friend bool operator==(const Qr &, const Qr &) = default;
};

/// What became of a payment's money.
enum class PaymentOutcome {
    Booked,   ///< on the account
    Suspense, ///< on `#SUSPENSE_QR`, a supervisor decides
    Adjusted, ///< was in suspense, posted to the account by a supervisor
    Returned, ///< was in suspense, given back to the paying bank
};

/// Why money that the bank confirmed is not on the account (SPEC 2.6).
enum class SuspenseReason {
    None,
    AmountDiffers, ///< *Monto distinto*: amount or currency is not what was asked
    Late,          ///< *Pagado tarde*: paid after the due date
    NotActive,     ///< cancelled, completed, or a single-use QR that was paid already
    UnknownQr,     ///< we know no such QR
    AccountClosed, ///< the account is blocked, or takes no such amount
};

/// Somebody has paid. Facts never change; the outcome of what was in suspense does, once.
struct QrPayment
{
    qint64 number = 0; ///< consecutive from 1
    QString qrId;
    std::optional<bank::AccountId> account; ///< whose QR it is; none: UnknownQr
    QString provider;
    QString transactionId; ///< the payment's, as the paying bank named it; unique with the provider
    base::Money amount{base::Currency::bob()};
    QString senderName;
    QString senderDocumentId; ///< of another country perhaps: never checked
    QString senderAccount;
    QString senderBankCode;
    QString description;
    base::UtcMs paidAt;     ///< as the bank says
    base::UtcMs receivedAt; ///< when we booked it
    PaymentOutcome outcome = PaymentOutcome::Booked;
    SuspenseReason reason = SuspenseReason::None;
    qint64 posting = 0;     ///< of the money's way in: to the account or to suspense
    QString resolvedBy;     ///< who resolved what was in suspense…
    base::UtcMs resolvedAt; ///< …when…
    QString resolutionNote; ///< …and why
    qint64 resolution = 0;  ///< posting of that; 0: none yet
    friend bool operator==(const QrPayment &, const QrPayment &) = default;
};

} // namespace payments
