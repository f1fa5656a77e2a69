// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democast.h"
#include "base/cedula.h"
#include "contract/json.h"
#include <QtTest>

using namespace Qt::StringLiterals;

class DemoCastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everybodyHasAValidCedula();
    void nobodyWithdrawsMoreThanThereIs();
    void readingsHaveTheSeedsShapes();
    void theSameSeedGivesTheSamePlay();
};

void DemoCastTest::everybodyHasAValidCedula()
{
    QSet<QString> seen;
    for (const app::DemoPerson &person : app::DemoCast::people()) {
        QCOMPARE(base::checkCedula(person.cedula), base::CedulaVerdict::Valid);
        seen.insert(person.cedula);
    }
    QCOMPARE(size_t(seen.size()), app::DemoCast::people().size());
}

void DemoCastTest::nobodyWithdrawsMoreThanThereIs()
{
    app::DemoCast cast(7);
    QHash<QString, qint64> balances;
    int withdrawals = 0;
    bool alert = false;
    for (int i = 0; i < 5000; ++i) {
        const client::NewTransaction movement = cast.nextMovement();
        QVERIFY(movement.amount.isPositive());
        qint64 &balance = balances[movement.cedula];
        if (movement.kind == contract::TransactionKind::Withdrawal) {
            ++withdrawals;
            QVERIFY2(movement.amount.minor() <= balance, qPrintable(movement.cedula));
            balance -= movement.amount.minor();
            alert = alert || balance < 100'00;
        } else {
            balance += movement.amount.minor();
        }
        cast.setBalance(movement.cedula, *base::Money::fromMinor(balance, base::Currency::usd()));
    }
    QVERIFY(withdrawals > 1000);
    QVERIFY(alert); // S0-25: a newcomer sees LOW_BALANCE
}

void DemoCastTest::readingsHaveTheSeedsShapes()
{
    app::DemoCast cast(7);
    const auto flat = contract::JsonValue::parse(cast.flatReading("ESP32_001", 1234)); // S1-49
    QVERIFY(flat.ok());
    QCOMPARE((*flat)[QLatin1StringView("device_id")].toString(), u"ESP32_001"_s);
    QVERIFY((*flat)[QLatin1StringView("temperature")].isNumber());
    QCOMPARE((*flat)[QLatin1StringView("timestamp")].toInt(), 1234);
    const auto nested = contract::JsonValue::parse(cast.nestedReading("RPI_001", 1705347000)); // S1-51
    QVERIFY(nested.ok());
    QVERIFY((*nested)[QLatin1StringView("sensors")][QLatin1StringView("humidity")].isNumber());
}

void DemoCastTest::theSameSeedGivesTheSamePlay()
{
    app::DemoCast one(3);
    app::DemoCast other(3);
    for (int i = 0; i < 50; ++i) {
        const auto a = one.nextMovement();
        const auto b = other.nextMovement();
        QCOMPARE(a.cedula, b.cedula);
        QCOMPARE(a.amount, b.amount);
    }
}

QTEST_APPLESS_MAIN(DemoCastTest)
#include "tst_democast.moc"
