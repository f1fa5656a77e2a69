// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrstate.h"

namespace console {

namespace {

QrShown paidState(const contract::Qr &qr)
{
    return qr.paidAt && *qr.paidAt > qr.dueDate ? QrShown::PaidLate : QrShown::Paid;
}

QrShown suspenseState(contract::QrSuspenseReason reason)
{
    switch (reason) {
    case contract::QrSuspenseReason::AmountDiffers:
        return QrShown::AmountDiffers;
    case contract::QrSuspenseReason::Late:
        return QrShown::PaidLate;
    default:
        return QrShown::InSuspense;
    }
}

} // namespace

QrShown shownOf(const contract::Qr &qr, base::UtcMs now)
{
    if (qr.isUncertain)
        return QrShown::Uncertain;
    if (qr.inSuspense > 0)
        return suspenseState(qr.suspenseReason);
    switch (qr.status) {
    case contract::QrStatus::Active:
        return now > qr.dueDate ? QrShown::Expired : QrShown::Pending;
    case contract::QrStatus::Used:
    case contract::QrStatus::Completed:
        return paidState(qr);
    case contract::QrStatus::Expired:
        return QrShown::Expired;
    case contract::QrStatus::Cancelled:
        return QrShown::Cancelled;
    }
    Q_UNREACHABLE();
}

bool isPayable(const contract::Qr &qr, base::UtcMs now)
{
    return !qr.isUncertain && qr.status == contract::QrStatus::Active && now <= qr.dueDate;
}

std::optional<std::chrono::seconds> timeLeft(const contract::Qr &qr, base::UtcMs now)
{
    if (!isPayable(qr, now))
        return std::nullopt;
    return std::chrono::seconds((qr.dueDate.value - now.value + 999) / 1000);
}

QString QrWords::state(QrShown shown)
{
    switch (shown) {
    case QrShown::Pending:
        return tr("Pending");
    case QrShown::Paid:
        return tr("Paid");
    case QrShown::PaidLate:
        return tr("Paid late");
    case QrShown::AmountDiffers:
        return tr("Amount differs");
    case QrShown::InSuspense:
        return tr("In suspense");
    case QrShown::Expired:
        return tr("Expired");
    case QrShown::Cancelled:
        return tr("Cancelled");
    case QrShown::Uncertain:
        return tr("Uncertain");
    }
    Q_UNREACHABLE();
}

QString QrWords::stateWithSign(QrShown shown)
{
    static constexpr char16_t signs[] = {u'○', u'✔', u'◑', u'≠', u'!', u'■', u'✖', u'?'};
    return QString(QChar(signs[static_cast<int>(shown)])) + u' ' + state(shown);
}

QString QrWords::fileWord(QrShown shown)
{
    static constexpr const char16_t *words[] = {u"pendiente",   u"pagado",  u"pagado_tarde", u"monto_distinto",
                                                u"en_suspenso", u"vencido", u"cancelado",    u"incierto"};
    return QString::fromUtf16(words[static_cast<int>(shown)]);
}

Tone QrWords::tone(QrShown shown)
{
    switch (shown) {
    case QrShown::Pending:
        return Tone::Plain;
    case QrShown::Paid:
        return Tone::Good;
    case QrShown::PaidLate:
    case QrShown::AmountDiffers:
    case QrShown::InSuspense:
    case QrShown::Uncertain:
        return Tone::Bad;
    case QrShown::Expired:
    case QrShown::Cancelled:
        return Tone::Muted;
    }
    Q_UNREACHABLE();
}

QString QrWords::duration(std::chrono::seconds left)
{
    const qint64 all = std::max<qint64>(0, left.count());
    const auto two = [](qint64 n) { return QString::number(n).rightJustified(2, u'0'); };
    const qint64 days = all / 86'400;
    const qint64 hours = all % 86'400 / 3'600;
    const qint64 minutes = all % 3'600 / 60;
    if (days > 0)
        return tr("%1 d %2:%3").arg(QString::number(days), two(hours), two(minutes));
    if (hours > 0)
        return u"%1:%2:%3"_qs.arg(QString::number(hours), two(minutes), two(all % 60));
    return u"%1:%2"_qs.arg(two(minutes), two(all % 60));
}

QString QrWords::source(contract::QrChangeSource source)
{
    switch (source) {
    case contract::QrChangeSource::BankApi:
        return tr("The bank");
    case contract::QrChangeSource::Payment:
        return tr("A payment");
    case contract::QrChangeSource::Operator:
        return tr("A person");
    case contract::QrChangeSource::Expiry:
        return tr("The due date");
    }
    Q_UNREACHABLE();
}

QString QrWords::status(contract::QrStatus status)
{
    switch (status) {
    case contract::QrStatus::Active:
        return tr("Active");
    case contract::QrStatus::Used:
        return tr("Paid");
    case contract::QrStatus::Completed:
        return tr("Confirmed by the bank");
    case contract::QrStatus::Expired:
        return tr("Expired");
    case contract::QrStatus::Cancelled:
        return tr("Cancelled");
    }
    Q_UNREACHABLE();
}

QString QrWords::outcome(contract::QrOutcome outcome)
{
    switch (outcome) {
    case contract::QrOutcome::Booked:
        return tr("On the account");
    case contract::QrOutcome::Suspense:
        return tr("Waits in suspense");
    case contract::QrOutcome::Adjusted:
        return tr("Posted to the account by a supervisor");
    case contract::QrOutcome::Returned:
        return tr("Returned");
    }
    Q_UNREACHABLE();
}

QString QrWords::reason(contract::QrSuspenseReason reason)
{
    switch (reason) {
    case contract::QrSuspenseReason::None:
        return {};
    case contract::QrSuspenseReason::AmountDiffers:
        return tr("The amount is not the one asked for.");
    case contract::QrSuspenseReason::Late:
        return tr("It was paid after the due date.");
    case contract::QrSuspenseReason::NotActive:
        return tr("The QR was paid or cancelled before.");
    case contract::QrSuspenseReason::UnknownQr:
        return tr("No QR of this house has that number.");
    case contract::QrSuspenseReason::AccountClosed:
        return tr("The account takes no money.");
    }
    Q_UNREACHABLE();
}

} // namespace console
