// SPDX-License-Identifier: GPL-3.0-or-later
// The whole hub as an object: start, use, stop, several in one process.
#include "hub/hub.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

const QString password = u"una clave larga de prueba"_s;

hub::Settings settingsFor(const QTemporaryDir &folder, const hub::SettingTexts &more = {})
{
    hub::SettingTexts texts{{u"mqtt.port"_s, u"0"_s},
                            {u"mqtt.websocket_port"_s, u"0"_s},
                            {u"http.port"_s, u"0"_s},
                            {u"http.alias_port"_s, u"0"_s},
                            {u"bank.socket.port"_s, u"0"_s}};
    texts.insert(more);
    return *hub::resolveSettings({texts}, folder.path());
}

/// One HTTP/1.1 exchange on a connection of its own; the body of the answer.
QByteArray exchange(quint16 port, const QByteArray &verb, const QByteArray &path, const QByteArray &body,
                    const QByteArray &headers = {})
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(QByteArray(verb + ' ' + path +
                            " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                            "Content-Type: application/json\r\nContent-Length: " +
                            QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body));
    QByteArray answer;
    while (socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

QByteArray token(quint16 port)
{
    const QByteArray answer =
        exchange(port, "POST", "/auth/login", R"({"username":"admin","password":"una clave larga de prueba"})");
    return QJsonDocument::fromJson(answer).object()[u"access_token"_s].toString().toUtf8();
}

} // namespace

class HubTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsServesAndStopsInOrder();
    void twoInOneProcessKnowNothingOfEachOther();
    void aBusyPortStopsTheStartAndLeavesNothingBehind();
    void theConsoleDoorWantsItsSecret();
    void theBrokerCanBeSeen();

private:
    base::SystemClock m_clock;
};

void HubTest::startsServesAndStopsInOrder()
{
    QTemporaryDir folder;
    hub::StartOptions options;
    options.administratorPassword = password;
    for (int round = 0; round < 2; ++round) { // the second start finds what the first one left
        auto hub = hub::Hub::start(settingsFor(folder), options, m_clock);
        QVERIFY_OK(hub);
        const hub::HubAddresses at = (*hub)->addresses();
        QVERIFY(at.mqtt != 0 && at.mqttWebSocket != 0 && at.http != 0 && at.httpAlias != 0);
        QVERIFY(!(*hub)->firstAdministrator());
        const QByteArray bearer = "Authorization: Bearer " + token(at.http) + "\r\n";
        if (round == 0) {
            QVERIFY(exchange(at.http, "POST", "/api/v1/bank/accounts", R"({"cedula":"1350509525"})", bearer)
                        .contains("\"accountId\":1"));
        }
        const QByteArray key = "Idempotency-Key: k" + QByteArray::number(round) + "\r\n";
        const QByteArray posted = exchange(at.httpAlias, "POST", "/api/v1/bank/transactions",
                                           R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":5.00})", bearer + key);
        QVERIFY2(posted.contains(round == 0 ? "\"saldo_nuevo\":5.00" : "\"saldo_nuevo\":10.00"), posted.constData());
        (*hub)->stop();
        (*hub)->stop();
    }
    const auto proof = hub::verifyLedger(folder.path());
    QVERIFY_OK(proof);
    QVERIFY2(proof->ok, qPrintable(proof->text));
}

void HubTest::twoInOneProcessKnowNothingOfEachOther()
{
    QTemporaryDir oneFolder;
    QTemporaryDir otherFolder;
    hub::StartOptions options;
    options.administratorPassword = password;
    auto one = hub::Hub::start(settingsFor(oneFolder), options, m_clock);
    auto other = hub::Hub::start(settingsFor(otherFolder), options, m_clock);
    QVERIFY_OK(one);
    QVERIFY_OK(other);
    const QByteArray bearer = "Authorization: Bearer " + token((*one)->addresses().http) + "\r\n";
    QVERIFY(exchange((*one)->addresses().http, "GET", "/auth/me", {}, bearer).contains("\"admin\""));
    QVERIFY(exchange((*other)->addresses().http, "GET", "/auth/me", {}, bearer).contains("\"unauthenticated\""));
    auto third = hub::Hub::start(settingsFor(oneFolder), options, m_clock);
    QVERIFY(!third);
    QCOMPARE(third.error().code(), base::ErrorCode::Unavailable);
}

void HubTest::theBrokerCanBeSeen()
{
    QTemporaryDir oneFolder;
    QTemporaryDir otherFolder;
    hub::StartOptions options;
    options.administratorPassword = password;
    auto one = hub::Hub::start(settingsFor(oneFolder), options, m_clock);
    auto other = hub::Hub::start(settingsFor(otherFolder), options, m_clock);
    QVERIFY_OK(one);
    QVERIFY_OK(other);
    const auto ask = [](const hub::Hub &hub, const QByteArray &path) {
        const quint16 port = hub.addresses().http;
        return exchange(port, "GET", "/api/v1/broker" + path, {}, "Authorization: Bearer " + token(port) + "\r\n");
    };
    QTcpSocket stranger; // profile branch: nobody comes in without credentials
    stranger.connectToHost(u"127.0.0.1"_s, (*one)->addresses().mqtt);
    stranger.write(QByteArray::fromHex("100d00044d5154540402003c000177")); // client id "w"
    QTRY_VERIFY_WITH_TIMEOUT(ask(**one, "/clients/w/history").contains("\"refused\""), 30'000);
    QVERIFY(!ask(**other, "/history").contains("\"refused\""));
    QVERIFY(ask(**one, "").contains("\"connects_refused\":1"));
    QVERIFY(ask(**one, "/clients").contains("\"total\":"));
    QVERIFY(ask(**one, "/topics").contains("\"items\":"));
    QVERIFY(ask(**one, "/trace-filters").contains("banco/saldo/#"));
    const quint16 port = (*one)->addresses().http;
    const QByteArray bearer = "Authorization: Bearer " + token(port) + "\r\n";
    (void)exchange(port, "POST", "/api/v1/bank/accounts", R"({"cedula":"1350509525"})", bearer);
    (void)exchange(port, "POST", "/api/v1/bank/transactions",
                   R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":5.00})", bearer + "Idempotency-Key: k\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(ask(**one, "/traces").contains("banco/depositos/1350509525"), 30'000);
    QVERIFY(ask(**one, "/retained").contains("banco/saldo/1350509525"));
}

void HubTest::aBusyPortStopsTheStartAndLeavesNothingBehind()
{
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    QTemporaryDir folder;
    const QString port = QString::number(occupier.serverPort());
    for (const QString &key : {u"mqtt.port"_s, u"http.port"_s}) {
        const auto hub = hub::Hub::start(settingsFor(folder, {{key, port}}), {}, m_clock);
        QVERIFY(!hub);
        QCOMPARE(hub.error().code(), base::ErrorCode::Busy);
        QVERIFY2(hub.error().message().contains(port), qPrintable(hub.error().message()));
    }
    const auto hub = hub::Hub::start(settingsFor(folder), {}, m_clock); // folder and threads are free again
    QVERIFY_OK(hub);
}

void HubTest::theConsoleDoorWantsItsSecret()
{
    QTemporaryDir folder;
    hub::StartOptions options;
    options.consoleListener = true;
    const auto hub = hub::Hub::start(settingsFor(folder), options, m_clock);
    QVERIFY_OK(hub);
    const hub::HubAddresses at = (*hub)->addresses();
    QVERIFY(at.console != 0 && at.consoleSecret.size() >= 32);
    QVERIFY(!exchange(at.console, "GET", "/health", {}).contains("\"ok\""));
    QVERIFY(exchange(at.console, "GET", "/health", {}, "X-Ventanilla-Console: " + at.consoleSecret + "\r\n")
                .contains("\"ok\""));
    QVERIFY((*hub)->firstAdministrator().has_value()); // this folder's first start
}

QTEST_GUILESS_MAIN(HubTest)
#include "tst_hub.moc"
