// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/qrreader.h"
#include "payments/qrrules.h"
#include "support/ledgerkit.h"

namespace support {

inline base::Money bob(qint64 minor)
{
    return base::Money::fromMinor(minor, base::Currency::bob()).value();
}

/// A ledger with two clients who have bolivianos: payee (account 1) and payer (account 2, 1,000.00).
class QrKit : public LedgerKit
{
public:
    static QString payee() { return QStringLiteral("1350509525"); }
    static QString payer() { return QStringLiteral("1710034065"); }

    QrKit()
    {
        must(opening(payee(), QStringLiteral("María Núñez"), base::Currency::bob()));
        must(opening(payer(), QStringLiteral("Juan Pérez"), base::Currency::bob()));
        bank::Post deposit = movement(payer(), 1, "start");
        deposit.amount = bob(100'000);
        must(deposit);
    }
    /// Runs what cannot be refused.
    void must(desk::Command command)
    {
        const auto answer = run(std::move(command));
        if (!answer)
            qFatal("%s", qPrintable(answer.error().toString()));
    }
    payments::CreateQr wanted(const QString &transactionId = QStringLiteral("TXN_123456")) const
    {
        payments::CreateQr command;
        command.account = cedula(payee());
        command.transactionId = transactionId;
        command.amount = bob(10'050);
        command.description = QStringLiteral("Pago de servicios");
        command.dueDate = {clock.utcNow().value + 900'000};
        command.user = QStringLiteral("ana");
        return command;
    }
    /// Made and issued; by an outside bank with the id of the seed's example.
    payments::Qr made(const payments::CreateQr &command)
    {
        payments::Qr qr = std::get<payments::QrDone>(*run(command)).qr;
        if (qr.isIssued())
            return qr;
        const QString id = QStringLiteral("2509060101661703") + QString::number(qr.number).rightJustified(4, u'0');
        return std::get<payments::QrDone>(*run(payments::IssueQr{qr.number, {id, "PNG", {}}})).qr;
    }
    payments::Qr outside(bool isSingleUse = true, const QString &transactionId = QStringLiteral("TXN_OUT"))
    {
        payments::CreateQr command = wanted(transactionId);
        command.provider = payments::banecoProvider;
        command.isSingleUse = isSingleUse;
        return made(command);
    }
    payments::PayQr paying(const payments::Qr &qr, const QByteArray &key) const
    {
        return {qr.id, cedula(payer()), qr.amount, {}, events::Channel::Rest, QStringLiteral("ana"), key, {}};
    }
    /// As the bank tells it; paid just now unless said otherwise.
    payments::BankPayment told(const payments::Qr &qr, const QString &id) const
    {
        return {qr.id,
                id,
                qr.amount,
                QStringLiteral("Juan Pérez"),
                QStringLiteral("12345678"),
                QStringLiteral("******1913"),
                QStringLiteral("1016"),
                QStringLiteral("Pago de servicios"),
                clock.utcNow()};
    }
    payments::SyncQr synced(const payments::Qr &qr, std::vector<payments::BankPayment> list, bool isNoticed = false,
                            payments::BankQrState state = payments::BankQrState::Paid) const
    {
        return {qr.id, payments::banecoProvider, {state, std::move(list)}, isNoticed};
    }
    payments::Qr now(const payments::Qr &qr) { return **file->unitOfWork().qrs().findQr(qr.id); }
    qint64 balance(const QString &owner, base::Currency currency = base::Currency::bob())
    {
        const auto account = file->unitOfWork().findAccount(owner, currency);
        return *account ? (*account)->balance.minor() : 0;
    }
    std::vector<events::Event> eventsAfter(qint64 seq) { return *reader()->log().readAfter(seq, 100); }
    /// "paid changed posted": the events after `seq` in order, those of `account` alone (0: all).
    QString toldAfter(qint64 seq, qint64 account = 0)
    {
        QStringList words;
        for (const events::Event &event : eventsAfter(seq)) {
            if (account == 0 || events::accountOf(event) == account)
                words << wordOf(event);
        }
        return words.join(u' ');
    }
    qint64 last() { return *reader()->log().lastSequence(); }

private:
    static QString wordOf(const events::Event &event)
    {
        if (std::holds_alternative<events::QrCreated>(event))
            return QStringLiteral("created");
        if (std::holds_alternative<events::QrPaid>(event))
            return QStringLiteral("paid");
        if (std::holds_alternative<events::QrStatusChanged>(event))
            return QStringLiteral("changed");
        if (std::holds_alternative<events::TransactionPosted>(event))
            return QStringLiteral("posted");
        if (std::holds_alternative<events::CashMoved>(event))
            return QStringLiteral("moved");
        return std::holds_alternative<events::AlertRaised>(event) ? QStringLiteral("alert") : QStringLiteral("other");
    }
};

} // namespace support
