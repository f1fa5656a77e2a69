// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democast.h"
#include <QStringList>

using namespace Qt::StringLiterals;

namespace app {
namespace {

const QStringList &depositReasons()
{
    static const QStringList reasons{u"Depósito en ventanilla"_s, u"Venta de cosecha"_s, u"Sueldo"_s,
                                     u"Ahorro mensual"_s, u"Remesa"_s};
    return reasons;
}

const QStringList &withdrawalReasons()
{
    static const QStringList reasons{u"Retiro en ventanilla"_s, u"Pago de matrícula"_s, u"Compras"_s, u"Arriendo"_s};
    return reasons;
}

} // namespace

const std::vector<DemoPerson> &DemoCast::people()
{
    static const std::vector<DemoPerson> cast{
        {u"1350509525"_s, u"María Zambrano"_s, 1'000'00},   {u"1710034065"_s, u"Luis Andrade"_s, 2'450'50},
        {u"0102030400"_s, u"Rosa Quizhpe"_s, 315'25},       {u"2400000010"_s, u"Jorge Villón"_s, 780'00},
        {u"3001234560"_s, u"Carmen Ortiz"_s, 5'120'75},     {u"0912345675"_s, u"Pedro Macías"_s, 142'00},
        {u"1804567897"_s, u"Ana Lucía Toapanta"_s, 936'40}, {u"0601234560"_s, u"Segundo Guamán"_s, 68'90},
    };
    return cast;
}

contract::OpenTillRequest DemoCast::openingCash(const std::vector<base::Money> &left)
{
    const auto usd = [](qint64 minor) {
        return base::Money::fromMinor(minor, base::Currency::usd()).valueOr(base::Money(base::Currency::usd()));
    };
    contract::OpenTillRequest request;
    const auto known = std::find_if(
        left.begin(), left.end(), [](const base::Money &amount) { return amount.currency() == base::Currency::usd(); });
    qint64 rest = known == left.end() ? 3'000'00 : known->minor();
    for (const qint64 piece : {100'00, 20'00, 5'00, 1'00, 1}) {
        if (rest >= piece)
            request.count.push_back({usd(piece), rest / piece, piece == 1});
        rest %= piece;
    }
    return request;
}

client::NewTransaction DemoCast::nextMovement()
{
    const auto &cast = people();
    const DemoPerson &person = cast[size_t(m_random.bounded(int(cast.size())))];
    const base::Money balance = m_balances.value(person.cedula, base::Money(base::Currency::usd()));
    client::NewTransaction movement;
    movement.cedula = person.cedula;
    const bool withdraw = balance.minor() >= 20'00 && m_random.bounded(100) < 45;
    // Whole dollars mostly, as at a counter; one in twelve withdraws nearly everything.
    qint64 cents = (m_random.bounded(5, 240)) * 100 + (m_random.bounded(4) == 0 ? m_random.bounded(1, 20) * 5 : 0);
    if (withdraw && m_random.bounded(12) == 0)
        cents = balance.minor() - m_random.bounded(5'00, 95'00);
    if (withdraw)
        cents = std::clamp<qint64>(cents, 1'00, balance.minor());
    movement.kind = withdraw ? contract::TransactionKind::Withdrawal : contract::TransactionKind::Deposit;
    const QStringList &reasons = withdraw ? withdrawalReasons() : depositReasons();
    movement.description = reasons[m_random.bounded(int(reasons.size()))];
    movement.amount = base::Money::fromMinor(cents, base::Currency::usd()).valueOr(base::Money(base::Currency::usd()));
    return movement;
}

QByteArray DemoCast::flatReading(const QByteArray &deviceId, qint64 uptimeMs)
{
    return u"{\"device_id\":\"%1\",\"temperature\":%2,\"humidity\":%3,\"timestamp\":%4}"_s
        .arg(QString::fromUtf8(deviceId), oneDecimal(24, 2), oneDecimal(61, 6))
        .arg(uptimeMs)
        .toUtf8();
}

QByteArray DemoCast::nestedReading(const QByteArray &deviceId, qint64 unixSeconds)
{
    return u"{\"device_id\":\"%1\",\"sensors\":{\"temperature\":%2,\"humidity\":%3},\"timestamp\":%4}"_s
        .arg(QString::fromUtf8(deviceId), oneDecimal(19, 1.5), oneDecimal(55, 5))
        .arg(unixSeconds)
        .toUtf8();
}

QString DemoCast::oneDecimal(double centre, double spread)
{
    return QString::number(centre + spread * (m_random.generateDouble() * 2 - 1), 'f', 1);
}

} // namespace app
