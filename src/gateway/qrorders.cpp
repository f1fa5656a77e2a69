// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/qrorders.h"
#include "desk/qrreader.h"
#include "payments/qrimage.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;
using payments::ProviderFailure;

base::Error errorOf(const ProviderFailure &failure)
{
    switch (failure.kind) {
    case ProviderFailure::Kind::Refused:
        return base::Error(ErrorCode::Conflict, "the bank refuses: "_L1 + failure.message);
    case ProviderFailure::Kind::NotFound:
        return base::Error(ErrorCode::NotFound, u"the bank knows no such QR"_s);
    case ProviderFailure::Kind::Unreachable:
        return base::Error(ErrorCode::Unavailable, "the bank cannot be reached: "_L1 + failure.message);
    case ProviderFailure::Kind::OutcomeUnknown:
    case ProviderFailure::Kind::BadAnswer:
        break;
    }
    return base::Error(ErrorCode::Timeout, "the outcome is unknown, ask again: "_L1 + failure.message);
}

/// Submits where nobody waits for a place in the queue any more: what the queue refuses is the answer.
void submitOr(CommandPort &commands, desk::Command command, const QrAnswer &answer,
              std::function<void(desk::Answer)> then)
{
    const auto taken = commands.submit(std::move(command), [answer, then = std::move(then)](desk::Answer done) {
        if (done)
            then(std::move(done));
        else
            answer(done.error(), false);
    });
    if (!taken)
        answer(taken.error(), false);
}

/// Reads the QR for the answer.
void tell(const QrPorts &ports, const QString &qrId, bool replayed, const QrAnswer &answer)
{
    const auto taken = readQr(ports.reader, qrId, {}, answer, replayed);
    if (!taken)
        answer(taken.error(), replayed);
}

void issue(const QrPorts &ports, qint64 number, payments::IssuedQr issued, const QrAnswer &answer)
{
    submitOr(ports.commands, payments::IssueQr{number, std::move(issued)}, answer, [ports, answer](desk::Answer done) {
        tell(ports, std::get<payments::QrDone>(*done).qr.id, false, answer);
    });
}

/// The bank has said no, or was not reached: the name is free again.
void drop(const QrPorts &ports, qint64 number, const ProviderFailure &failure, const QrAnswer &answer)
{
    submitOr(ports.commands, payments::DropQr{number}, answer,
             [failure, answer](const desk::Answer &) { answer(errorOf(failure), false); });
}

/// `isFresh`: nobody has asked for it before. Else a "no" may mean that it was issued when the answer was lost.
void askBank(const QrPorts &ports, const payments::Qr &noted, bool isFresh, const QrAnswer &answer)
{
    const payments::QrOrder order{noted.transactionId,   QString::number(noted.account.value()),
                                  noted.amount,          noted.description,
                                  noted.dueDate,         noted.isSingleUse,
                                  noted.mayModifyAmount, noted.branchCode};
    ports.bank->provider().create(
        order, [ports, number = noted.number, isFresh, answer](payments::ProviderAnswer<payments::IssuedQr> told) {
            if (auto *issued = std::get_if<payments::IssuedQr>(&told))
                return issue(ports, number, std::move(*issued), answer);
            const auto &failure = std::get<ProviderFailure>(told);
            if (failure.isUnknown() || !isFresh)
                return answer(errorOf(failure), false);
            drop(ports, number, failure, answer);
        });
}

void cancelHere(const QrPorts &ports, const payments::CancelQr &command, const QrAnswer &answer)
{
    submitOr(ports.commands, command, answer,
             [ports, answer, qrId = command.qrId](const desk::Answer &) { tell(ports, qrId, false, answer); });
}

void book(const QrPorts &ports, payments::SyncQr sync, const QrAnswer &answer)
{
    const QString qrId = sync.qrId;
    submitOr(ports.commands, std::move(sync), answer,
             [ports, answer, qrId](const desk::Answer &) { tell(ports, qrId, false, answer); });
}

} // namespace

base::Result<std::optional<bank::AccountId>> ownAccount(const auth::Principal &who)
{
    if (who.accountId && (who.kind == auth::Principal::Kind::ApiKey || who.role == auth::Role::Client))
        return std::optional(bank::AccountId(*who.accountId));
    if (who.user && who.role == auth::Role::Client)
        return {ErrorCode::PermissionDenied, u"you have no account"_s};
    return std::optional<bank::AccountId>();
}

base::Result<> orderQr(const QrPorts &ports, payments::CreateQr order, QrAnswer answer)
{
    order.provider = ports.bank ? ports.bank->provider().name() : QString(payments::localProvider);
    return ports.commands.submit(std::move(order), [ports, answer = std::move(answer)](desk::Answer done) {
        if (!done)
            return answer(done.error(), false);
        const auto &made = std::get<payments::QrDone>(*done);
        if (made.qr.isIssued())
            return tell(ports, made.qr.id, made.replayed, answer);
        if (!ports.bank)
            return answer(base::Error(ErrorCode::Unavailable, u"no bank issues QR codes just now"_s), false);
        askBank(ports, made.qr, !made.replayed, answer);
    });
}

base::Result<> cancelQr(const QrPorts &ports, const payments::CancelQr &command, QrAnswer answer)
{
    return readQr(ports.reader, command.qrId, command.only,
                  [ports, command, answer](base::Result<payments::QrHistory> found, bool) {
                      if (!found)
                          return answer(std::move(found), false);
                      const payments::Qr &qr = found->row.qr;
                      const bool isOurs = qr.provider == payments::localProvider;
                      if (isOurs || qr.status != payments::QrStatus::Active) // refused here, with its reason
                          return cancelHere(ports, command, answer);
                      if (!ports.bank)
                          return answer(base::Error(ErrorCode::Unavailable, u"its bank is not connected"_s), false);
                      ports.bank->provider().cancel(
                          qr.id,
                          [ports, command, answer](payments::ProviderAnswer<payments::QrProvider::Nothing> told) {
                              if (const auto *failure = std::get_if<ProviderFailure>(&told))
                                  return answer(errorOf(*failure), false);
                              cancelHere(ports, command, answer);
                          });
                  });
}

base::Result<> verifyQr(const QrPorts &ports, const QString &qrId, std::optional<bank::AccountId> only, QrAnswer answer)
{
    return readQr(ports.reader, qrId, only, [ports, answer](base::Result<payments::QrHistory> found, bool) {
        if (!found || found->row.qr.provider == payments::localProvider)
            return answer(std::move(found), false);
        if (!ports.bank)
            return answer(base::Error(ErrorCode::Unavailable, u"its bank is not connected"_s), false);
        const QString id = found->row.qr.id;
        const QString provider = found->row.qr.provider;
        ports.bank->provider().status(
            id, [ports, answer, id, provider](payments::ProviderAnswer<payments::BankQrStatus> told) {
                if (const auto *failure = std::get_if<ProviderFailure>(&told))
                    return answer(errorOf(*failure), false);
                book(ports, {id, provider, std::get<payments::BankQrStatus>(std::move(told)), false}, answer);
            });
    });
}

base::Result<> readQr(ReaderPort &reader, const QString &qrId, std::optional<bank::AccountId> only, QrAnswer answer,
                      bool replayed)
{
    return reader.read([qrId, only, answer = std::move(answer), replayed](base::Result<desk::Reader *> opened) {
        if (!opened)
            return answer(opened.error(), replayed);
        auto found = (*opened)->qrs().qr(qrId, only);
        answer(found ? base::Result<payments::QrHistory>(std::move(found->value)) : found.error(), replayed);
    });
}

base::Result<QByteArray> qrPicture(const payments::Qr &qr, bool isSvg, int side)
{
    if (qr.content.isEmpty() && qr.image.isEmpty())
        return {ErrorCode::NotFound, u"the QR has no picture yet"_s};
    if (!qr.image.isEmpty()) // the bank's own, untouched: what it says is the bank's secret
        return isSvg ? payments::pngInSvg(qr.image, side) : base::Result<QByteArray>(qr.image);
    const auto matrix = payments::QrMatrix::of(qr.content.toUtf8());
    if (!matrix)
        return matrix.error();
    return isSvg ? payments::qrSvg(*matrix, side) : payments::qrPng(*matrix, side);
}

} // namespace gateway
