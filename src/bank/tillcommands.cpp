// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/tillcommands.h"
#include "bank/canonical.h"
#include <QCryptographicHash>

namespace bank {

using namespace Qt::StringLiterals;

namespace {

QByteArray hashOf(const Canonical &canonical)
{
    return QCryptographicHash::hash(canonical.bytes(), QCryptographicHash::Sha256);
}

} // namespace

QByteArray bodyHash(const OpenTill &command)
{
    Canonical out("open_till/1"_L1);
    out.add(command.till.value()).add(command.user).add(command.reason);
    out.add(static_cast<qint64>(command.count.size()));
    for (const CashLine &line : command.count)
        out.add(line.denomination).add(line.quantity).add(qint64{line.isCoin});
    return hashOf(out);
}

QByteArray bodyHash(const MoveCash &command)
{
    Canonical out("move_cash/1"_L1);
    out.add(command.session.value())
        .add(static_cast<qint64>(command.kind))
        .add(command.amount)
        .add(command.toTill ? std::optional(command.toTill->value()) : std::nullopt)
        .add(command.reason)
        .add(command.user);
    return hashOf(out);
}

QByteArray bodyHash(const CloseTill &command)
{
    Canonical out("close_till/1"_L1);
    out.add(command.session.value()).add(command.reason).add(qint64{command.isCarried}).add(command.user);
    return hashOf(out);
}

QByteArray bodyHash(const PrintReceipt &command)
{
    Canonical out("print_receipt/1"_L1);
    out.add(command.transaction).add(command.user);
    return hashOf(out);
}

QByteArray bodyHash(const HandOverTill &command)
{
    Canonical out("hand_over_till/1"_L1);
    out.add(command.session.value()).add(command.toUser).add(command.reason).add(command.user);
    return hashOf(out);
}

} // namespace bank
