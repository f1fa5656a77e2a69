// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/exchange.h"
#include "gateway/ports.h"
#include "gateway/qrbank.h"
#include "payments/views.h"

/// What both faces of QR payments (qrcontroller.h, qrsimplecontroller.h) do for a caller. Answers come on any thread.
namespace gateway {

struct QrPorts
{
    CommandPort &commands;
    ReaderPort &reader;
    QrBank *bank = nullptr; ///< null: all QR codes are `local`
};

using QrAnswer = std::function<void(const base::Result<payments::QrHistory> &, bool replayed)>;

/// The account that the caller is confined to: a customer's, or that of a key for one account; none: all. A customer
/// without an account may do nothing: PermissionDenied.
base::Result<std::optional<bank::AccountId>> ownAccount(const auth::Principal &who);

/// Makes a QR: `local` at once; with an outside bank it is noted, asked for, and issued when the bank has answered. An
/// answer that is lost leaves it noted (Timeout, "the outcome is unknown"): the same order asks the bank again.
base::Result<> orderQr(const QrPorts &ports, payments::CreateQr order, QrAnswer answer);
/// Cancels at the bank that issued it, then here.
base::Result<> cancelQr(const QrPorts &ports, const payments::CancelQr &command, QrAnswer answer);
/// Asks the bank that issued it and books what it says. A `local` QR is what it is here.
base::Result<> verifyQr(const QrPorts &ports, const QString &qrId, std::optional<bank::AccountId> only,
                        QrAnswer answer);
/// Reads it, for whoever is confined to `only`.
base::Result<> readQr(ReaderPort &reader, const QString &qrId, std::optional<bank::AccountId> only, QrAnswer answer,
                      bool replayed = false);

/// A picture of the code: the bank's own, or drawn. `side` pixels. NotFound when there is neither.
base::Result<QByteArray> qrPicture(const payments::Qr &qr, bool isSvg, int side);

} // namespace gateway
