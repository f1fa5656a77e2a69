// SPDX-License-Identifier: GPL-3.0-or-later
// The event stream with clients of others, on a real port: the seed's JavaScript, React hook and Vue composable.
#include "eventbench.h"
#include "realclients/program.h"
#include "support/verify.h"
#include <QDir>

using namespace Qt::StringLiterals;
using realclients::Program;
using support::EventBench;

namespace {

QString script(const char *name)
{
    return QStringLiteral(NODE_DIR "/") + QString::fromLatin1(name);
}

/// With a port of its own.
class ListeningBench : public EventBench
{
public:
    ListeningBench()
        : EventBench([](gateway::GatewaySettings &settings) {
            net::ListenOptions options;
            options.addresses = {QHostAddress(QHostAddress::LocalHost)};
            settings.listeners.push_back(options);
        })
    {
    }
    QString url() const { return u"http://127.0.0.1:%1"_s.arg(gateway->port()); }
    qint64 streams()
    {
        return ask("GET", "/events/stats", bearerOf(u"eva"_s)).json()["data"_L1]["totalConnections"_L1].toInteger();
    }
};

} // namespace

class EventClientsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSeedsClients();
};

/// S2-03 … S2-05, S2-10 … S2-20, S2-25 … S2-30, S2-32 … S2-35, S2-54 … S2-56
void EventClientsTest::theSeedsClients()
{
    if (!QDir(script("node_modules/eventsource")).exists())
        QSKIP("npm's eventsource is not installed");
    ListeningBench bench;
    QVERIFY_OK(bench.gateway->listen());
    Program clients(u"node"_s, {script("events_seed.mjs"), bench.url(), QString::fromLatin1(bench.keys[0]),
                                QString::fromLatin1(bench.token(u"eva"_s))});
    QTRY_COMPARE_WITH_TIMEOUT(bench.streams(), 5, 30'000);
    bench.everyEvent(2, "99999999999999999999"); // another account's
    bench.everyEvent(1, "25090601016617035877");
    QVERIFY2(clients.endsWell(), qPrintable(clients.said()));
    const QStringList said = clients.lines();
    const QString ms = QString::number(bench.clock.utcNow().value);
    for (const QString &who : {u"key"_s, u"token"_s, u"header"_s}) {
        const auto has = [&](const QString &text) { return !said.filter(who + u' ' + text).isEmpty(); };
        QVERIFY2(has(u"Conectado: {\"message\":\"Conectado exitosamente a eventos de la cuenta\",\"accountId\":1,"_s),
                 qPrintable(clients.said()));
        QVERIFY(has(u"QR creado: {\"qrId\":\"25090601016617035877\","_s));
        QVERIFY(has(u"Pago recibido: {\"qrId\":\"25090601016617035877\","_s));
        QVERIFY(has(u"Estado cambiado: {\"qrId\":\"25090601016617035877\","_s));
        QVERIFY(has(u"Balance actualizado: {\"accountId\":1,\"movementType\":\"qr_payment\","_s));
    }
    QCOMPARE(said.filter(u"updateQRList 25090601016617035877"_s).size(), 3);
    QCOMPARE(said.filter(u"showPaymentNotification Juan Pérez"_s).size(), 3);
    QCOMPARE(said.filter(u"updateBalance 1100.5"_s).size(), 3);
    QCOMPARE(said.filter(u"updateQRStatus 25090601016617035877 completed"_s).size(), 3);
    QCOMPARE(said.filter(u"updateBalanceDisplay 1100.5"_s).size(), 3);
    for (const QString &event :
         {u"qr_created_25090601016617035877 qr_created"_s, u"qr_payment_TXN_25090601016617035877 qr_payment"_s,
          u"qr_status_change_25090601016617035877_%1 qr_status_change"_s.arg(ms),
          u"balance_update_%1_1 account_balance_update"_s.arg(ms)}) {
        QVERIFY2(said.contains(u"vue "_s + event), qPrintable(event));
        const QString id = event.section(u' ', 0, 0);
        QCOMPARE(said.filter(u"react "_s).filter(u"\"id\":\"%1\""_s.arg(id)).size(), 1); // S2-33
    }
    QVERIFY(said.contains(u"vue connected true error null"_s));
    QVERIFY(said.contains(u"react {\"slot\":1,\"state\":true}"_s));
    QVERIFY(said.filter(u"99999999999999999999"_s).isEmpty());
    QVERIFY(said.filter(u"Error"_s).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(bench.streams(), 0, 30'000); // S2-32, S2-50
}

QTEST_GUILESS_MAIN(EventClientsTest)
#include "tst_eventclients.moc"
