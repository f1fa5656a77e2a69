// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/banklinerunner.h"
#include "gateway/banksocket.h"
#include "gateway/banksocketpeer.h"
#include "gatewaybench.h"
#include "support/prometheus.h"
#include "support/verify.h"
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::GatewayBench;

namespace {

/// A client of the bank socket over a loopback wire.
class SocketClient
{
public:
    explicit SocketClient(GatewayBench &bench)
        : m_bench(bench)
    {
        m_bench.wires.push_back(std::make_unique<net::LoopbackWire>());
        m_wire = m_bench.wires.back().get();
        m_bench.gateway->serveBankSocket(m_wire->takeStream());
    }
    net::LoopbackWire &wire() { return *m_wire; }
    void say(const QByteArray &bytes)
    {
        m_wire->send(bytes);
        m_bench.settle();
    }
    /// What has been answered since the last call, a line each.
    QList<QJsonObject> answers()
    {
        m_bench.settle();
        m_received += m_wire->takeReceived();
        QList<QJsonObject> lines;
        for (qsizetype end = m_received.indexOf('\n'); end >= 0; end = m_received.indexOf('\n')) {
            lines << QJsonDocument::fromJson(m_received.first(end)).object();
            m_received.remove(0, end + 1);
        }
        return lines;
    }
    /// The answer to one request.
    QJsonObject ask(const QByteArray &line)
    {
        say(line + '\n');
        const auto lines = answers();
        return lines.size() == 1 ? lines.first() : QJsonObject{{u"lines"_s, lines.size()}};
    }
    QJsonObject login(const QByteArray &user = "cajero")
    {
        return ask(R"({"id":"in","op":"login","username":")" + user + R"(","password":"correct horse"})");
    }
    bool isClosed() const { return m_wire->isClosed(); }

private:
    GatewayBench &m_bench;
    net::LoopbackWire *m_wire = nullptr;
    QByteArray m_received;
};

QByteArray deposit(int number, const QByteArray &amount = "1.00", const QByteArray &op = "deposit")
{
    const QByteArray n = QByteArray::number(number);
    return "{\"id\":" + n + ",\"op\":\"" + op + "\",\"cedula\":\"1350509525\",\"monto\":" + amount + ",\"key\":\"k" +
           n + "\"}\n";
}

QString codeOf(const QJsonObject &answer)
{
    return answer[u"error"_s].toObject()[u"code"_s].toString();
}

} // namespace

class BankSocketTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void books();
    void anyCutOfTheBytesIsTheSame();
    void balanceAndStatement();
    void aKeyBooksOnce();
    void refusals_data();
    void refusals();
    void badLinesDoNotEndIt_data();
    void badLinesDoNotEndIt();
    void needsALogin_data();
    void needsALogin();
    void whoMayPost_data();
    void whoMayPost();
    void logsInByToken();
    void aNewLoginTakesThePlaceOfTheOld();
    void loginsAreThrottled();
    void whoMustChangeHisPasswordDoesNothingElse();
    void answersInOrderThoughTheDeskDoesNot();
    void whatFollowsALoginWaitsForIt();
    void aBalanceTellsOfTheDepositsBeforeIt();
    void thousandDepositsInARow();
    void readsNoMoreThanItMayAnswer();
    void aFullDeskIsWaitedFor();
    void answersAHalfClosedClientToTheEnd_data();
    void answersAHalfClosedClientToTheEnd();
    void quitEndsAfterItsAnswer();
    void idleAndLoginDeadlines();
    void aPeerThatReadsNothingIsCut();
    void tokenLoginsEndWithTheirToken();
    void passwordLoginsLast();
    void revokedLoginsAreClosed();
    void stoppingAnswersWhatIsUnderWay();
    void countsAsSessions();
    void tellsItsFigures();
};

void BankSocketTest::books()
{
    GatewayBench bench;
    SocketClient client(bench);
    const QJsonObject in = client.login();
    QCOMPARE(in[u"id"_s].toString(), u"in"_s);
    QCOMPARE(in[u"ok"_s].toBool(), true);
    QCOMPARE(in[u"role"_s].toString(), u"cajero"_s);
    client.say(R"({"id":1,"op":"deposit","cedula":"1350509525","monto":150.00,"key":"a","concepto":"ventanilla 3"})"
               "\n");
    const QByteArray line = client.wire().takeReceived();
    QVERIFY2(line.contains(R"("monto":150.00)") && line.contains(R"("saldo_nuevo":150.00)"), line.constData()); // S0-28
    const QJsonObject posted = QJsonDocument::fromJson(line).object();
    QCOMPARE(posted[u"id"_s].toInt(), 1);
    QCOMPARE(posted[u"tipo"_s].toString(), u"DEPOSITO"_s);
    QCOMPARE(posted[u"cedula"_s].toString(), u"1350509525"_s);
    QCOMPARE(posted[u"timestamp"_s].toString(), u"2024-01-15T14:30:00"_s);
    QCOMPARE(posted[u"canal"_s].toString(), u"SOCKET"_s);
    QCOMPARE(posted[u"usuario"_s].toString(), u"cajero"_s);
    QVERIFY(posted[u"seq"_s].toInt() > 0 && !posted[u"folio"_s].toString().isEmpty());
    QCOMPARE(bench.bank.lastPost->channel, events::Channel::Socket);
    QCOMPARE(bench.bank.lastPost->description, u"ventanilla 3"_s);
    const QJsonObject taken = client.ask(deposit(2, "\"50.5\"", "withdraw").trimmed());
    QCOMPARE(taken[u"tipo"_s].toString(), u"RETIRO"_s);
    QCOMPARE(taken[u"saldo_nuevo"_s].toDouble(), 99.5);
    QCOMPARE(bench.bank.balance(u"1350509525"_s), 9950);
}

void BankSocketTest::anyCutOfTheBytesIsTheSame()
{
    const QByteArray talk = R"({"id":0,"op":"login","username":"cajero","password":"correct horse"})"
                            "\r\n\n{nonsense}\n" +
                            deposit(1) + deposit(2, "0.50", "withdraw") +
                            R"({"id":3,"op":"balance","cedula":"1350509525"})" + "\r\n" + R"({"id":4,"op":"ping"})" +
                            "\n";
    QByteArray whole;
    for (qsizetype chunk : {qsizetype(1 << 20), qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(100)}) {
        GatewayBench bench;
        SocketClient client(bench);
        client.wire().setChunk(chunk);
        client.wire().send(talk);
        for (int i = 0; i < 20; ++i)
            bench.settle();
        const QByteArray received = client.wire().takeReceived();
        if (whole.isEmpty())
            whole = received;
        QCOMPARE(received, whole);
        QCOMPARE(received.count('\n'), 6);
    }
    // …and cut in two at every byte.
    for (qsizetype cut = 1; cut < talk.size(); ++cut) {
        GatewayBench bench;
        SocketClient client(bench);
        client.say(talk.first(cut));
        client.say(talk.sliced(cut));
        QCOMPARE(client.wire().takeReceived(), whole);
    }
}

void BankSocketTest::balanceAndStatement()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login("auditor"); // reads, does not post
    bench.bank.deposit(u"1350509525"_s, 12345);
    bench.bank.deposit(u"1350509525"_s, 1);
    const QJsonObject balance = client.ask(R"({"id":1,"op":"balance","cedula":"1350509525"})");
    QCOMPARE(balance[u"saldo"_s].toDouble(), 123.46);
    QCOMPARE(balance[u"moneda"_s].toString(), u"USD"_s);
    const QJsonObject statement = client.ask(R"({"id":2,"op":"statement","cedula":"1350509525","limit":1})");
    QCOMPARE(statement[u"items"_s].toArray().size(), 1);
    QCOMPARE(statement[u"items"_s].toArray().first().toObject()[u"saldo"_s].toDouble(), 123.46);
    QVERIFY(statement.contains(u"next_cursor"_s) && statement.contains(u"seq"_s));
}

void BankSocketTest::aKeyBooksOnce()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    const QJsonObject first = client.ask(deposit(1).trimmed());
    SocketClient other(bench);
    other.login();
    const QJsonObject again = other.ask(deposit(1).trimmed());
    QCOMPARE(again[u"folio"_s], first[u"folio"_s]);
    QCOMPARE(first[u"replayed"_s].toBool(), false);
    QCOMPARE(again[u"replayed"_s].toBool(), true);
    QCOMPARE(bench.bank.balance(u"1350509525"_s), 100);
    QCOMPARE(codeOf(other.ask(deposit(1, "2.00").trimmed())), u"conflict"_s);
    // The channel is no part of what a key stands for: a retry may come by REST.
    const auto rest = bench.post(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.00})", "k1");
    QCOMPARE(rest.status, 200);
    QCOMPARE(rest.headers.value("idempotency-hit"), QByteArray("true"));
}

void BankSocketTest::refusals_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("code");
    QTest::newRow("more than there is") << QByteArray(R"({"op":"withdraw","cedula":"1350509525","monto":1,"key":"k"})")
                                        << u"insufficient_funds"_s;
    QTest::newRow("no such account") << QByteArray(R"({"op":"deposit","cedula":"0000000000","monto":1,"key":"k"})")
                                     << u"not_found"_s;
    QTest::newRow("a cédula that would break a topic")
        << QByteArray(R"({"op":"deposit","cedula":"a/b","monto":1,"key":"k"})") << u"invalid_argument"_s;
    QTest::newRow("three decimals") << QByteArray(R"({"op":"deposit","cedula":"1350509525","monto":1.005,"key":"k"})")
                                    << u"invalid_argument"_s;
    QTest::newRow("balance of nobody") << QByteArray(R"({"op":"balance","cedula":"0000000000"})") << u"not_found"_s;
    QTest::newRow("statement of nobody") << QByteArray(R"({"op":"statement","cedula":"0000000000"})") << u"not_found"_s;
    QTest::newRow("a wrong password") << QByteArray(R"({"op":"login","username":"cajero","password":"x"})")
                                      << u"unauthenticated"_s;
    QTest::newRow("a wrong token") << QByteArray(R"({"op":"login","token":"x.y.z"})") << u"unauthenticated"_s;
    QTest::newRow("an unknown key") << QByteArray("{\"op\":\"login\",\"token\":\"vk_live_" + QByteArray(51, 'a') +
                                                  "\"}")
                                    << u"unauthenticated"_s;
}

void BankSocketTest::refusals()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, code);
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    const QJsonObject answer = client.ask(line);
    QCOMPARE(answer[u"ok"_s].toBool(true), false);
    QCOMPARE(codeOf(answer), code);
    QVERIFY(!answer[u"error"_s].toObject()[u"message"_s].toString().isEmpty());
    QCOMPARE(client.ask(R"({"id":9,"op":"ping"})")[u"ok"_s].toBool(), true);
    QCOMPARE(bench.bank.balance(u"1350509525"_s), 0);
}

void BankSocketTest::badLinesDoNotEndIt_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("code");
    QTest::newRow("S0-09 not JSON") << QByteArray("GET / HTTP/1.1") << u"malformed"_s;
    QTest::newRow("S0-09 binary") << QByteArray("\x16\x03\x01\x02\x00\x01\xff", 7) << u"malformed"_s;
    QTest::newRow("S0-09 an unknown op") << QByteArray(R"({"id":1,"op":"transfer"})") << u"unsupported"_s;
    QTest::newRow("S0-09 wrong types") << QByteArray(R"({"id":1,"op":["ping"]})") << u"invalid_argument"_s;
    QTest::newRow("S0-09 one byte too long")
        << QByteArray("{\"op\":\"ping\"," + QByteArray(8193 - 13, ' ') + '}').left(8193) << u"too_large"_s;
    QTest::newRow("S0-09 a megabyte") << QByteArray(1024 * 1024, 'x') << u"too_large"_s;
}

void BankSocketTest::badLinesDoNotEndIt()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, code);
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    client.say(line + "\n" + R"({"id":2,"op":"ping"})" + "\n");
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0][u"ok"_s].toBool(true), false);
    QCOMPARE(codeOf(answers[0]), code);
    QCOMPARE(answers[1][u"id"_s].toInt(), 2);
    QCOMPARE(answers[1][u"ok"_s].toBool(), true);
    QVERIFY(!client.isClosed());
}

void BankSocketTest::needsALogin_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("deposit") << deposit(1).trimmed();
    QTest::newRow("withdraw") << deposit(1, "1", "withdraw").trimmed();
    QTest::newRow("balance") << QByteArray(R"({"op":"balance","cedula":"1350509525"})");
    QTest::newRow("statement") << QByteArray(R"({"op":"statement","cedula":"1350509525"})");
}

void BankSocketTest::needsALogin()
{
    QFETCH(QByteArray, line);
    for (const auto profile : {auth::Profile::Branch, auth::Profile::Lab}) { // ARCHITECTURE: a login in both
        GatewayBench bench(profile);
        SocketClient client(bench);
        const int before = bench.bank.readsSeen;
        QCOMPARE(codeOf(client.ask(line)), u"unauthenticated"_s);
        QCOMPARE(bench.bank.commandsSeen, 0);
        QCOMPARE(bench.bank.readsSeen, before);
        QCOMPARE(client.ask(R"({"op":"ping"})")[u"ok"_s].toBool(), true);
    }
}

void BankSocketTest::whoMayPost_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<bool>("posts");
    QTest::addColumn<bool>("reads");
    QTest::newRow("cajero") << QByteArray("cajero") << true << true;
    QTest::newRow("supervisor") << QByteArray("supervisor") << true << true;
    QTest::newRow("administrador") << QByteArray("administrador") << true << true;
    QTest::newRow("operador") << QByteArray("operador") << false << true;
    QTest::newRow("auditor") << QByteArray("auditor") << false << true;
    QTest::newRow("tecnico") << QByteArray("tecnico") << false << false;
}

void BankSocketTest::whoMayPost()
{
    QFETCH(QByteArray, user);
    QFETCH(bool, posts);
    QFETCH(bool, reads);
    GatewayBench bench;
    SocketClient client(bench);
    QCOMPARE(client.login(user)[u"ok"_s].toBool(), true);
    QCOMPARE(codeOf(client.ask(deposit(1).trimmed())), posts ? QString() : u"permission_denied"_s);
    QCOMPARE(codeOf(client.ask(R"({"op":"balance","cedula":"1350509525"})")),
             reads ? QString() : u"permission_denied"_s);
    QCOMPARE(bench.bank.balance(u"1350509525"_s), posts ? 100 : 0);
}

void BankSocketTest::logsInByToken()
{
    GatewayBench bench;
    SocketClient client(bench);
    const QByteArray token = bench.bearer(auth::Role::Supervisor).mid(22).trimmed();
    const QJsonObject in = client.ask("{\"op\":\"login\",\"token\":\"" + token + "\"}");
    QCOMPARE(in[u"ok"_s].toBool(), true);
    QCOMPARE(in[u"username"_s].toString(), u"supervisor"_s);
    QCOMPARE(in[u"expires_in"_s].toInt(), 900);
    QVERIFY(in[u"id"_s].isNull());
    QCOMPARE(client.ask(deposit(1).trimmed())[u"usuario"_s].toString(), u"supervisor"_s);
}

void BankSocketTest::aNewLoginTakesThePlaceOfTheOld()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login("cajero");
    client.login("auditor");
    QCOMPARE(codeOf(client.ask(deposit(1).trimmed())), u"permission_denied"_s);
    // A login that fails changes nothing.
    QCOMPARE(codeOf(client.ask(R"({"op":"login","username":"cajero","password":"no"})")), u"unauthenticated"_s);
    QCOMPARE(client.ask(R"({"op":"balance","cedula":"1350509525"})")[u"ok"_s].toBool(), true);
}

void BankSocketTest::loginsAreThrottled()
{
    GatewayBench bench;
    QJsonObject answer;
    for (int i = 0; i < 6; ++i) { // SPEC 3: after five failures, by user and by address, whatever the way in
        SocketClient client(bench);
        answer = client.ask(R"({"op":"login","username":"cajero","password":"no"})");
    }
    QCOMPARE(codeOf(answer), u"limit_exceeded"_s);
    QVERIFY(answer[u"error"_s].toObject()[u"retry_after_s"_s].toInt() >= 1);
    const auto rest = bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"correct horse"})");
    QCOMPARE(rest.status, 429);
}

void BankSocketTest::whoMustChangeHisPasswordDoesNothingElse()
{
    GatewayBench bench;
    QVERIFY_OK(
        bench.authPort.authenticator->createUser({u"nueva"_s, {}, auth::Role::Teller, u"correct horse"_s, true}));
    bench.settle();
    SocketClient client(bench);
    QCOMPARE(client.login("nueva")[u"must_change_password"_s].toBool(), true);
    QCOMPARE(codeOf(client.ask(deposit(1).trimmed())), u"password_change_required"_s);
}

void BankSocketTest::answersInOrderThoughTheDeskDoesNot()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    bench.bank.holdAnswers = true;
    client.say(deposit(1) + R"({"id":2,"op":"ping"})" + "\n{bad\n" + deposit(4));
    QCOMPARE(client.answers().size(), 0); // the ping waits for the deposit before it
    bench.bank.releaseAnswers();
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 4);
    QCOMPARE(answers[0][u"id"_s].toInt(), 1);
    QCOMPARE(answers[1][u"id"_s].toInt(), 2);
    QCOMPARE(codeOf(answers[2]), u"malformed"_s);
    QCOMPARE(answers[3][u"id"_s].toInt(), 4);
}

void BankSocketTest::whatFollowsALoginWaitsForIt()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.say(R"({"id":1,"op":"login","username":"cajero","password":"correct horse"})"
               "\n" +
               deposit(2));
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[1][u"saldo_nuevo"_s].toDouble(), 1.0);
}

void BankSocketTest::aBalanceTellsOfTheDepositsBeforeIt()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    bench.bank.holdAnswers = true;
    const int before = bench.bank.readsSeen;
    const QByteArray balance = R"({"id":0,"op":"balance","cedula":"1350509525"})"
                               "\n";
    client.say(deposit(1) + deposit(2) + balance + deposit(3) + balance);
    QCOMPARE(bench.bank.readsSeen, before); // the read has not been asked for yet
    QCOMPARE(bench.bank.commandsSeen, 2);
    bench.bank.releaseAnswers();
    bench.settle();
    QCOMPARE(bench.bank.commandsSeen, 3); // …and what follows it waited for it
    bench.bank.releaseAnswers();
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 5);
    QCOMPARE(answers[2][u"saldo"_s].toDouble(), 2.0);
    QCOMPARE(answers[4][u"saldo"_s].toDouble(), 3.0);
}

void BankSocketTest::thousandDepositsInARow()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    QByteArray all;
    for (int i = 1; i <= 1000; ++i)
        all += deposit(i, "0.01");
    client.say(all);
    QList<QJsonObject> answers;
    for (int i = 0; i < 50 && answers.size() < 1000; ++i)
        answers += client.answers();
    QCOMPARE(answers.size(), 1000);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(answers[i][u"id"_s].toInt(), i + 1);
        QCOMPARE(qRound64(answers[i][u"saldo_nuevo"_s].toDouble() * 100), i + 1);
    }
}

void BankSocketTest::readsNoMoreThanItMayAnswer()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    bench.bank.holdAnswers = true;
    QByteArray all;
    for (int i = 1; i <= 2000; ++i)
        all += deposit(i, "0.01");
    client.say(all);
    QCOMPARE(bench.bank.commandsSeen, int(gateway::BankSocketPeer::maxUnanswered));
    QVERIFY(client.wire().isPaused());
    bench.bank.holdAnswers = false;
    bench.bank.releaseAnswers();
    qsizetype answered = 0;
    for (int i = 0; i < 50; ++i)
        answered += client.answers().size();
    QCOMPARE(answered, 2000);
    QCOMPARE(bench.bank.balance(u"1350509525"_s), 2000);
    QVERIFY(!client.wire().isPaused());
}

void BankSocketTest::aFullDeskIsWaitedFor()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    bench.bank.busy = true;
    client.say(deposit(1) + deposit(2));
    QCOMPARE(client.answers().size(), 0); // no 503 here
    QVERIFY(client.wire().isPaused());
    bench.bank.busy = false;
    QList<QJsonObject> answers;
    QTRY_COMPARE_WITH_TIMEOUT((answers += client.answers()).size(), 2, 30'000);
    QCOMPARE(answers[0][u"id"_s].toInt(), 1);
    QCOMPARE(bench.bank.balance(u"1350509525"_s), 200);
}

void BankSocketTest::answersAHalfClosedClientToTheEnd_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("nc: the last line has its end") << QByteArray("\n");
    QTest::newRow("printf | nc: the last line has none") << QByteArray();
}

void BankSocketTest::answersAHalfClosedClientToTheEnd()
{
    QFETCH(QByteArray, last);
    GatewayBench bench;
    SocketClient client(bench);
    bench.bank.holdAnswers = true;
    const QByteArray talk = R"({"id":1,"op":"login","username":"cajero","password":"correct horse"})"
                            "\n" +
                            deposit(2) + deposit(3).trimmed() + last;
    client.wire().send(talk);
    client.wire().close();
    bench.settle();
    QVERIFY(!client.isClosed());
    bench.bank.releaseAnswers();
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 3);
    QCOMPARE(answers[2][u"id"_s].toInt(), 3);
    QVERIFY(client.isClosed());
}

void BankSocketTest::quitEndsAfterItsAnswer()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    bench.bank.holdAnswers = true;
    client.say(deposit(1) + R"({"id":2,"op":"quit"})" + "\n" + deposit(3));
    QVERIFY(!client.isClosed());
    bench.bank.releaseAnswers();
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[1][u"id"_s].toInt(), 2);
    QVERIFY(client.isClosed());
    QCOMPARE(bench.bank.commandsSeen, 1); // nothing after quit is looked at
}

void BankSocketTest::idleAndLoginDeadlines()
{
    GatewayBench bench;
    SocketClient stranger(bench);
    SocketClient client(bench);
    client.login();
    bench.pass(29s);
    stranger.ask(R"({"op":"ping"})"); // a ping is no login
    QVERIFY(!stranger.isClosed());
    bench.pass(2s);
    QCOMPARE(codeOf(stranger.answers().value(0)), u"timeout"_s);
    QVERIFY(stranger.isClosed());
    for (int i = 0; i < 3; ++i) {
        bench.pass(200s);
        QCOMPARE(client.ask(R"({"op":"ping"})")[u"ok"_s].toBool(), true); // ping keeps alive
    }
    bench.pass(301s);
    QCOMPARE(codeOf(client.answers().value(0)), u"timeout"_s);
    QVERIFY(client.isClosed());
}

void BankSocketTest::aPeerThatReadsNothingIsCut()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    for (int i = 0; i < 500; ++i)
        bench.bank.deposit(u"1350509525"_s, 1);
    client.wire().setWindow(0);
    QByteArray statements;
    for (int i = 0; i < 200; ++i)
        statements += R"({"op":"statement","cedula":"1350509525","limit":500})"
                      "\n";
    client.say(statements);
    QVERIFY(client.wire().isPaused()); // long before all of them were read
    QVERIFY(bench.bank.readsSeen < 10);
    bench.pass(62s);
    QVERIFY(client.isClosed());
}

void BankSocketTest::tokenLoginsEndWithTheirToken()
{
    GatewayBench bench;
    SocketClient client(bench);
    const QByteArray token = bench.bearer().mid(22).trimmed();
    client.ask("{\"op\":\"login\",\"token\":\"" + token + "\"}");
    for (int i = 0; i < 4; ++i) {
        bench.pass(224s);
        QCOMPARE(client.ask(R"({"op":"ping"})")[u"ok"_s].toBool(), true);
    }
    bench.pass(5s); // 901 s
    QCOMPARE(codeOf(client.answers().value(0)), u"unauthenticated"_s);
    QVERIFY(client.isClosed());
}

void BankSocketTest::passwordLoginsLast()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    for (int i = 0; i < 20; ++i) { // an access token lives 900 s
        bench.pass(200s);
        QCOMPARE(client.ask(R"({"op":"ping"})")[u"ok"_s].toBool(), true);
    }
    QCOMPARE(client.ask(deposit(1).trimmed())[u"ok"_s].toBool(), true);
}

void BankSocketTest::revokedLoginsAreClosed()
{
    GatewayBench bench;
    SocketClient client(bench);
    const auto session = *bench.authPort.authenticator->login(u"cajero"_s, u"correct horse"_s, u"t"_s).result;
    client.ask("{\"id\":7,\"op\":\"login\",\"token\":\"" + session.accessToken + "\"}");
    bench.bank.holdAnswers = true;
    client.say(deposit(1));
    QVERIFY_OK(bench.authPort.authenticator->logout(session.refreshToken));
    bench.settle();
    QVERIFY(!client.isClosed()); // what is under way is answered first
    client.say(deposit(2));
    bench.bank.releaseAnswers();
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0][u"ok"_s].toBool(), true);
    QCOMPARE(codeOf(answers[1]), u"unauthenticated"_s);
    QVERIFY(answers[1][u"id"_s].isNull());
    QVERIFY(client.isClosed());
    QCOMPARE(bench.bank.commandsSeen, 1);
}

void BankSocketTest::stoppingAnswersWhatIsUnderWay()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    bench.bank.holdAnswers = true;
    client.say(deposit(1));
    bool quiet = false;
    bench.gateway->stopAccepting([&quiet] { quiet = true; });
    bench.settle();
    QVERIFY(!quiet);
    bench.bank.releaseAnswers();
    const auto answers = client.answers();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0][u"ok"_s].toBool(), true);
    QCOMPARE(codeOf(answers[1]), u"unavailable"_s);
    QVERIFY(client.isClosed());
    QVERIFY(quiet);
}

void BankSocketTest::countsAsSessions()
{
    GatewayBench bench;
    SocketClient stranger(bench);
    SocketClient one(bench);
    SocketClient two(bench);
    one.login();
    two.login();
    bench.pass(90s);                                // S0-09: while it is open, not only for a minute
    QCOMPARE(bench.gateway->census().sessions, 2);  // a stranger is none
    QCOMPARE(bench.gateway->census().addresses, 1); // S0-23
    one.ask(R"({"op":"quit"})");
    bench.pass(61s);
    QCOMPARE(bench.gateway->census().sessions, 1);
}

void BankSocketTest::tellsItsFigures()
{
    GatewayBench bench;
    SocketClient client(bench);
    client.login();
    client.ask(deposit(1).trimmed());
    client.ask("{bad");
    const support::PrometheusText text(bench.ask("GET", "/metrics", bench.bearer(auth::Role::Technician)).body);
    QCOMPARE(text.problems, QStringList());
    QCOMPARE(text.value(u"ventanilla_bank_socket_sessions"_s), std::optional(1.0));
    QCOMPARE(text.value(u"ventanilla_bank_socket_requests_total"_s, {{u"outcome"_s, u"ok"_s}}), std::optional(2.0));
    QCOMPARE(text.value(u"ventanilla_bank_socket_requests_total"_s, {{u"outcome"_s, u"error"_s}}), std::optional(1.0));
}

QTEST_GUILESS_MAIN(BankSocketTest)
#include "tst_banksocket.moc"
