// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"

/// Fixtures: the QR events that the seed shows (S2-13 … S2-18), until payments make their own.
namespace support {

inline const QString seedQrId = QStringLiteral("25090601016617035877");

inline base::Money bolivianos(qint64 cents)
{
    return base::Money::fromMinor(cents, base::Currency::bob()).value();
}

inline events::QrCreated qrCreated(qint64 account = 1, const QString &qrId = seedQrId)
{
    events::QrCreated e;
    e.seq = 7;
    e.at.value = 1'705'312'800'000;
    e.accountId = account;
    e.qrId = qrId;
    e.transactionId = QStringLiteral("TXN_123456");
    e.amount = bolivianos(100'50);
    e.description = QStringLiteral("Pago de servicios");
    e.dueDate.value = 1'705'363'199'000; // 2024-01-15T23:59:59Z
    return e;
}

inline events::QrPaid qrPaid(qint64 account = 1, const QString &transactionId = QStringLiteral("TXN_123456"))
{
    events::QrPaid e;
    e.seq = 8;
    e.at.value = 1'705'314'600'000;
    e.accountId = account;
    e.qrId = seedQrId;
    e.transactionId = transactionId;
    e.amount = bolivianos(100'50);
    e.senderName = QStringLiteral("Juan Pérez");
    e.senderDocumentId = QStringLiteral("12345678");
    e.senderAccount = QStringLiteral("1234567890");
    e.senderBankCode = QStringLiteral("BANECO");
    e.description = QStringLiteral("Pago de servicios");
    e.paidAt.value = 1'705'314'600'000; // 2024-01-15T10:30:00Z
    e.newBalance = bolivianos(1100'50);
    return e;
}

inline events::QrStatusChanged qrStatusChanged(qint64 account = 1, const QString &qrId = seedQrId)
{
    events::QrStatusChanged e;
    e.seq = 9;
    e.at.value = 1'705'312'800'000;
    e.accountId = account;
    e.qrId = qrId;
    e.amount = bolivianos(100'50);
    e.description = QStringLiteral("Pago de servicios");
    e.dueDate.value = 1'705'363'199'000;
    e.source = events::QrChangeSource::BankApi;
    return e;
}

/// What that payment does to the account's balance (S2-19, S2-20).
inline events::TransactionPosted qrPosting(qint64 account = 1)
{
    events::TransactionPosted e;
    e.seq = 10;
    e.at.value = 1'705'312'800'000;
    e.id = 17;
    e.accountId = account;
    e.cedula = QStringLiteral("1350509525");
    e.amount = bolivianos(100'50);
    e.balanceBefore = bolivianos(1000'00);
    e.balanceAfter = bolivianos(1100'50);
    e.businessDay = QDate(2024, 1, 15);
    e.channel = events::Channel::Qr;
    e.description = QStringLiteral("Pago QR recibido");
    e.qrId = seedQrId;
    e.paymentId = QStringLiteral("TXN_123456");
    return e;
}

} // namespace support
