// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/approvals/approvalwords.h"
#include "console/shell/errortext.h"

namespace console {

using State = contract::ApprovalState;

QString ApprovalWords::state(State state)
{
    switch (state) {
    case State::Pending:
        return u"⏳ "_qs + tr("Pending approval");
    case State::Approved:
        return u"✔ "_qs + tr("Approved");
    case State::Rejected:
        return u"✖ "_qs + tr("Rejected");
    case State::Expired:
        return u"✖ "_qs + tr("Expired");
    case State::Cancelled:
        return u"✖ "_qs + tr("Taken back");
    case State::Refused:
        return u"✖ "_qs + tr("Approved, but not carried out");
    }
    return {};
}

ColorRole ApprovalWords::color(State state)
{
    if (state == State::Pending)
        return ColorRole::Warning;
    return state == State::Approved ? ColorRole::Success : ColorRole::Error;
}

QString ApprovalWords::operation(const QString &word)
{
    static const QHash<QString, const char *> names{
        {u"DEPOSITO"_qs, QT_TR_NOOP("Deposit")},
        {u"RETIRO"_qs, QT_TR_NOOP("Withdrawal")},
        {u"REVERSO"_qs, QT_TR_NOOP("Reversal")},
        {u"BLOQUEO"_qs, QT_TR_NOOP("Blocking")},
        {u"DESBLOQUEO"_qs, QT_TR_NOOP("Unblocking")},
        {u"CIERRE"_qs, QT_TR_NOOP("Till close with a difference")},
        {u"APERTURA"_qs, QT_TR_NOOP("Till opening with a difference")},
        {u"DIFERENCIA"_qs, QT_TR_NOOP("Till difference")},
        {u"QR"_qs, QT_TR_NOOP("QR payment")},
    };
    const char *name = names.value(word);
    return name ? tr(name) : word;
}

QString ApprovalWords::sentence(const contract::Approval &approval, const DisplayFormat &format)
{
    QStringList parts{operation(approval.operation)};
    if (!approval.cedula.isEmpty())
        parts << format.cedula(approval.cedula);
    if (approval.amount)
        parts << format.money(*approval.amount);
    return parts.join(u" · "_qs);
}

QString ApprovalWords::left(const contract::Approval &approval, base::UtcMs now)
{
    const qint64 seconds = std::max<qint64>(0, (approval.expiresAt.value - now.value + 999) / 1000);
    return u"%1:%2"_qs.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString ApprovalWords::refusal(const base::Error &error)
{
    if (error.code() == base::ErrorCode::PermissionDenied)
        return tr("Not approved: the user or PIN is wrong, the role is not enough, or it is the person's own request.");
    if (error.code() == base::ErrorCode::Conflict)
        return tr("It is no longer pending.");
    if (error.code() == base::ErrorCode::LimitExceeded)
        return tr("Too many wrong PINs. The PIN must be set anew with the password.");
    return errorText(error);
}

} // namespace console
