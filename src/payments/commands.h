// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/commands.h"
#include "payments/qr.h"
#include "payments/qrprovider.h"

/// What the desk can be asked about QR codes, and what it answers.
namespace payments {

/// Which account: by its number, or by the holder's cédula with the amount's currency.
using AccountRef = std::variant<bank::AccountId, base::Cedula>;

/// Makes a QR. With `local` it is issued at once; with another provider it is only noted (Qr::isIssued() is false)
/// until IssueQr. Idempotent: the same transactionId of the same account with the same body gives the first result
/// again, with another body Conflict. Errors: InvalidArgument, NotFound (account), PermissionDenied (blocked).
struct CreateQr
{
    AccountRef account;
    QString transactionId;                     ///< 1–30 visible ASCII characters; empty: one is made
    base::Money amount{base::Currency::bob()}; ///< ≥ 0; 0 only with mayModifyAmount
    QString description;                       ///< ≤ 100 characters, no control characters
    base::UtcMs dueDate;                       ///< in the future
    bool isSingleUse = true;
    bool mayModifyAmount = false;
    QString branchCode; ///< ≤ 5 characters
    QString provider{localProvider};
    events::Channel channel = events::Channel::Rest;
    QString user;
    std::optional<bank::AccountId> only; ///< the caller's own account: of any other he learns nothing (NotFound)
};

/// The outside bank has issued what CreateQr noted. Conflict when it was issued with another id.
struct IssueQr
{
    qint64 number = 0;
    IssuedQr issued;
};

/// The outside bank refused what CreateQr noted: it never was.
struct DropQr
{
    qint64 number = 0;
};

/// A client pays a QR of provider `local` from his account with us: two postings through the QR clearing account, one
/// transaction. Conflict (and nothing is booked) when the QR cannot be paid or amount or currency differ.
struct PayQr
{
    QString qrId;
    base::Cedula payer;
    base::Money amount{base::Currency::bob()};
    QString description; ///< ≤ 100 characters
    events::Channel channel = events::Channel::Rest;
    QString user;
    QByteArray idempotencyKey;
    std::optional<bank::AccountId> only; ///< the account that the caller may pay from
};

/// What the bank says of one QR: payments that we do not know are booked (to the account or to suspense, never
/// dropped), then the status follows. Only ever from the bank's own answer, never from a notice alone.
struct SyncQr
{
    QString qrId;
    QString provider;
    BankQrStatus status;
    bool isNoticed = false; ///< asked because a notice came: `used`; found by ourselves: `completed` (SPEC 2.6)
};

/// One line of the bank's list of a day (paidQR), perhaps of a QR that we do not know.
struct BookBankPayment
{
    QString provider;
    BankPayment payment;
};

struct CancelQr
{
    QString qrId;
    events::QrChangeSource source = events::QrChangeSource::Operator;
    QString user;
    std::optional<bank::AccountId> only;
};

/// Ends what has fallen due; `limit` at a time.
struct ExpireQrs
{
    int limit = 200;
};

/// A supervisor decides on money in suspense: posts it to the QR's account (movement AJUSTE, `adjustment`) or gives it
/// back through the clearing account. Conflict when it was decided already.
struct ResolveSuspense
{
    enum class Action { Post, Return };
    qint64 payment = 0;
    Action action = Action::Post;
    QString note; ///< 1–140 characters: why
    events::Channel channel = events::Channel::Rest;
    QString user;
    QByteArray idempotencyKey;
};

/// Answer to CreateQr, IssueQr, DropQr, CancelQr: the QR as it is now. `replayed`: as it had been made before.
struct QrDone
{
    Qr qr;
    bool replayed = false;
};

/// Answer to PayQr, ResolveSuspense.
struct QrPaymentDone
{
    QrPayment payment;
    std::optional<Qr> qr;
    bool replayed = false;
};

/// Answer to SyncQr and BookBankPayment: what was new.
struct QrSynced
{
    std::optional<Qr> qr; ///< none: we know no such QR
    std::vector<QrPayment> booked;
};

/// Answer to ExpireQrs.
struct QrsExpired
{
    int count = 0;
    bool mayBeMore = false;
};

} // namespace payments
