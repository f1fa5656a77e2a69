// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/qrcommands.h"
#include "payments/qrrules.h"

namespace desk {
namespace {

using namespace Qt::StringLiterals;

payments::QrContext qrContext(const Context &context)
{
    return {context.books, context.qrs, context.policy, context.qrPolicy};
}

/// The account that a QR was ordered for; none: there is no such one.
base::Result<std::optional<bank::AccountId>> accountOf(const payments::CreateQr &command, UnitOfWork &unit)
{
    if (const auto *id = std::get_if<bank::AccountId>(&command.account))
        return std::optional(*id);
    const auto account =
        unit.findAccount(std::get<base::Cedula>(command.account).toString(), command.amount.currency());
    if (!account)
        return account.error();
    return *account ? std::optional((*account)->id) : std::nullopt;
}

/// What the disk holds of a payment that the bank confirmed; none: nothing.
base::Result<bool> isBooked(const QString &provider, const payments::BankPayment &payment, UnitOfWork &unit)
{
    const auto known = unit.qrs().findPayment(provider, payment.transactionId);
    if (!known)
        return known.error();
    return known->has_value();
}

} // namespace

Answer decide(const payments::CreateQr &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::createQr(command, qrContext(context), now));
}

Answer found(const payments::CreateQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto account = accountOf(command, unit);
    if (!account)
        return lost(account.error());
    if (!*account || command.transactionId.isEmpty())
        return lost(cause);
    auto qr = unit.qrs().findQrOrder(**account, command.transactionId);
    if (!qr)
        return lost(qr.error());
    if (!*qr || (command.only && *command.only != **account))
        return lost(cause);
    if ((*qr)->bodyHash != payments::bodyHash(command, **account))
        return {base::ErrorCode::Conflict, u"transactionId: it was used for another QR of this account"_s};
    const bool isOld = (*qr)->createdAt != now;
    return Answer(payments::QrDone{std::move(**qr), isOld});
}

Answer decide(const payments::IssueQr &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::issueQr(command, qrContext(context), now));
}

Answer found(const payments::IssueQr &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    auto qr = unit.qrs().findQr(command.number);
    if (!qr)
        return lost(qr.error());
    if (!*qr || (*qr)->id != command.issued.qrId)
        return lost(cause);
    return Answer(payments::QrDone{std::move(**qr), false});
}

Answer decide(const payments::DropQr &command, const Context &context, base::UtcMs)
{
    return answerOf(payments::dropQr(command, qrContext(context)));
}

Answer found(const payments::DropQr &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    const auto qr = unit.qrs().findQr(command.number);
    if (!qr)
        return lost(qr.error());
    if (*qr)
        return lost(cause);
    return Answer(payments::QrDone());
}

Answer decide(const payments::PayQr &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::payQr(command, qrContext(context), now));
}

Answer found(const payments::PayQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto payment = unit.qrs().findPayment(payments::localProvider, payments::localPaymentId(command.idempotencyKey));
    if (!payment)
        return lost(payment.error());
    if (!*payment)
        return lost(cause);
    const bool isSame = (*payment)->qrId == command.qrId && (*payment)->amount == command.amount &&
                        (*payment)->senderDocumentId == command.payer.toString();
    if (!isSame)
        return {base::ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    auto qr = unit.qrs().findQr(command.qrId);
    if (!qr)
        return lost(qr.error());
    const bool isOld = (*payment)->receivedAt != now;
    return Answer(payments::QrPaymentDone{std::move(**payment), std::move(*qr), isOld});
}

Answer decide(const payments::SyncQr &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::syncQr(command, qrContext(context), now));
}

Answer found(const payments::SyncQr &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    for (const payments::BankPayment &payment : command.status.payments) {
        const auto booked = isBooked(command.provider, payment, unit);
        if (!booked)
            return lost(booked.error());
        if (!*booked)
            return lost(cause);
    }
    auto qr = unit.qrs().findQr(command.qrId);
    if (!qr)
        return lost(qr.error());
    if (!*qr)
        return lost(cause);
    return Answer(payments::QrSynced{std::move(*qr), {}});
}

Answer decide(const payments::BookBankPayment &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::bookBankPayment(command, qrContext(context), now));
}

Answer found(const payments::BookBankPayment &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    const auto booked = isBooked(command.provider, command.payment, unit);
    if (!booked)
        return lost(booked.error());
    if (!*booked)
        return lost(cause);
    auto qr = unit.qrs().findQr(command.payment.qrId);
    if (!qr)
        return lost(qr.error());
    return Answer(payments::QrSynced{std::move(*qr), {}});
}

Answer decide(const payments::CancelQr &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::cancelQr(command, qrContext(context), now));
}

Answer found(const payments::CancelQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto qr = unit.qrs().findQr(command.qrId);
    if (!qr)
        return lost(qr.error());
    if (!*qr || (command.only && (*qr)->account != *command.only) || (*qr)->changedAt != now ||
        (*qr)->changedBy != command.source)
        return lost(cause);
    return Answer(payments::QrDone{std::move(**qr), false});
}

Answer decide(const payments::ExpireQrs &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::expireQrs(command, qrContext(context), now));
}

Answer found(const payments::ExpireQrs &, UnitOfWork &, base::UtcMs, const base::Error &cause)
{
    return lost(cause);
}

Answer decide(const payments::ResolveSuspense &command, const Context &context, base::UtcMs now)
{
    return answerOf(payments::resolveSuspense(command, qrContext(context), now));
}

Answer found(const payments::ResolveSuspense &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto request = unit.requests().findRequest(command.idempotencyKey);
    auto payment = unit.qrs().findPayment(command.payment);
    if (!request || !payment)
        return lost(!request ? request.error() : payment.error());
    if (!*request || !*payment)
        return lost(cause);
    if ((*request)->bodyHash != payments::bodyHash(command))
        return {base::ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    auto qr = unit.qrs().findQr((*payment)->qrId);
    if (!qr)
        return lost(qr.error());
    return Answer(payments::QrPaymentDone{std::move(**payment), std::move(*qr), (*request)->at != now});
}

} // namespace desk
