// SPDX-License-Identifier: GPL-3.0-or-later
// The event stream of a real hub with real clients: curl, npm's EventSource over a kill, Chromium with a ticket, nginx.
#include "store/ledgerfile.h"
#include "store/sqleventlog.h"
#include "support/qrevents.h"
#include "support/verify.h"
#include "system/hubprocess.h"
#include <QStandardPaths>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::LineReader;
using support::RestAnswer;
using support::RestClient;

namespace {

const QString cedulas[] = {u"1350509525"_s, u"1710034065"_s};

QString script(const char *name)
{
    return QStringLiteral(VENTANILLA_SOURCE_DIR "/tests/system/node/") + QString::fromLatin1(name);
}

bool hasNode()
{
    return QDir(script("node_modules/eventsource")).exists();
}

/// A hub with two accounts and a key for each.
class EventHub
{
public:
    bool start()
    {
        if (!hub.start() || !admin.login())
            return false;
        for (int i = 0; i < 2; ++i) {
            accounts[i] = admin.openAccount(cedulas[i]).json()["accountId"_L1].toInteger();
            const QByteArray body =
                R"({"name":"app","scopes":["events:read"],"account_id":)" + QByteArray::number(accounts[i]) + '}';
            keys[i] = admin.post(u"/api/v1/admin/api-keys"_s, body).json()["key"_L1].toString();
        }
        return !keys[0].isEmpty() && !keys[1].isEmpty();
    }
    bool deposit(int account, const QByteArray &amount = "10.00")
    {
        return admin.movement(cedulas[account], "DEPOSITO", amount).status == 201;
    }
    QString stream(int account) const { return hub.url(u"/events/stream?api-key="_s + keys[account]).toString(); }

    HubProcess hub;
    RestClient admin{hub};
    qint64 accounts[2]{};
    QString keys[2];
};

QStringList curl(const QStringList &more)
{
    return QStringList{u"-sN"_s, u"--max-time"_s, u"60"_s} + more;
}

} // namespace

class EventHubTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void curlHearsItsAccount();
    void qrEventsComeOutOfTheLog();
    void aKilledHubLosesNothing();
    void aBrowserComesWithATicket();
    void nginxHoldsNothingBack();
};

/// S2-01, S2-02, S2-03, S2-05, S2-45, S2-51, S2-54
void EventHubTest::curlHearsItsAccount()
{
    EventHub bench;
    QVERIFY2(bench.start(), qPrintable(bench.hub.said()));
    LineReader first;
    first.start(u"curl"_s, curl({u"-i"_s, bench.stream(0)}));
    LineReader second;
    second.start(u"curl"_s,
                 curl({u"-H"_s, u"X-API-Key: "_s + bench.keys[1], bench.hub.url(u"/api/events/stream"_s).toString()}));
    QVERIFY(!first.waitFor(u"Content-Type: text/event-stream"_s).isEmpty());
    QVERIFY(!first.waitFor(u"event: connection"_s).isEmpty());
    QVERIFY(!second.waitFor(u"event: connection"_s).isEmpty());
    QVERIFY(bench.deposit(0, "150.00"));
    QVERIFY(!first.waitFor(u"event: account_balance_update"_s).isEmpty());
    const QString data = first.waitFor(u"data: "_s);
    QVERIFY2(data.startsWith(u"data: {\"accountId\":%1,\"movementType\":\"deposit\",\"amount\":150.00,"
                             "\"previousBalance\":0.00,\"newBalance\":150.00,"_s.arg(bench.accounts[0])),
             qPrintable(data));
    QVERIFY(bench.deposit(1));
    QVERIFY(!second.waitFor(u"\"accountId\":%1"_s.arg(bench.accounts[1])).isEmpty());
    QVERIFY(second.lines().filter(u"\"amount\":150.00"_s).isEmpty());
    QVERIFY(first.lines().filter(u"\"accountId\":%1,"_s.arg(bench.accounts[1])).isEmpty());
    LineReader refused;
    refused.start(u"curl"_s, curl({u"-i"_s, u"-H"_s, u"Authorization: Bearer nothing"_s,
                                   bench.hub.url(u"/api/events/stats"_s).toString()}));
    QVERIFY(!refused.waitFor(u"401"_s).isEmpty());
    QVERIFY(!refused.waitFor(u"WWW-Authenticate"_s).isEmpty());
    QCOMPARE(bench.hub.terminate(), 0);
    QVERIFY(first.process().waitForFinished(15'000)); // the stream ends with the hub
}

/// S2-13 … S2-20 from fixture events appended to a hub's own log, live and again from the past.
void EventHubTest::qrEventsComeOutOfTheLog()
{
    EventHub bench;
    QVERIFY2(bench.start(), qPrintable(bench.hub.said()));
    LineReader client;
    client.start(u"curl"_s, curl({bench.stream(0)}));
    QVERIFY(!client.waitFor(u"event: connection"_s).isEmpty());
    const auto file = store::LedgerFile::open(bench.hub.dataDir() + u"/ledger.db"_s);
    QVERIFY_OK(file);
    const auto appended = (*file)->transact([&](store::LedgerFile &ledger) -> base::Result<> {
        store::SqlEventLog log(ledger.database());
        qint64 seq = *log.lastSequence();
        for (const qint64 account : bench.accounts) {
            for (events::Event event :
                 {events::Event(support::qrCreated(account)), events::Event(support::qrPaid(account)),
                  events::Event(support::qrStatusChanged(account))}) {
                std::visit([](auto &e) { e.at.value = QDateTime::currentMSecsSinceEpoch(); }, event);
                events::setSequence(event, ++seq);
                if (auto ok = log.append(event); !ok)
                    return ok;
            }
        }
        return {};
    });
    QVERIFY_OK(appended);
    QVERIFY(bench.deposit(0)); // the hub hears of it with the next commit
    for (const char *name : {"qr_created", "qr_payment", "qr_status_change", "account_balance_update"})
        QVERIFY2(!client.waitFor(u"event: "_s + QString::fromLatin1(name)).isEmpty(), name);
    QCOMPARE(client.lines().filter(u"event: qr_created"_s).size(), 1); // the other account has one of the same name
    LineReader again;
    again.start(u"curl"_s, curl({u"-H"_s, u"Last-Event-ID: qr_payment_TXN_123456"_s, bench.stream(0)}));
    QVERIFY(!again.waitFor(u"event: account_balance_update"_s).isEmpty());
    QVERIFY(again.lines().filter(u"event: qr_payment"_s).isEmpty());
    QCOMPARE(again.lines().filter(u"event: qr_status_change"_s).size(), 1);
}

/// S2-31, S2-48, S2-52
void EventHubTest::aKilledHubLosesNothing()
{
    if (!hasNode())
        QSKIP("npm's eventsource is not installed");
    EventHub bench;
    QVERIFY2(bench.start(), qPrintable(bench.hub.said()));
    LineReader client;
    client.start(u"node"_s, {script("events_follow.mjs"), bench.stream(0)});
    QVERIFY(!client.waitFor(u" connection "_s).isEmpty());
    const QStringList samePort{u"--http-port"_s, QString::number(bench.hub.port("http"))};
    int deposits = 0;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 5; ++i, ++deposits)
            QVERIFY(bench.deposit(0, "1.00"));
        QVERIFY(bench.deposit(1));
        bench.hub.kill();
        QVERIFY2(bench.hub.start(samePort), qPrintable(bench.hub.said()));
        QVERIFY(bench.admin.login());
        for (int i = 0; i < 5; ++i, ++deposits) // while the client waits its five seconds
            QVERIFY(bench.deposit(0, "1.00"));
        QVERIFY(!client.waitFor(u" connection "_s, 30'000).isEmpty());
        QVERIFY(bench.deposit(0, "1.00"));
        ++deposits;
        QVERIFY(!client.waitFor(u" account_balance_update %1"_s.arg(deposits), 30'000).isEmpty());
    }
    const QStringList lines = client.lines();
    QStringList balances;
    for (const QString &line : lines.filter(u" account_balance_update "_s)) {
        const QString balance = line.section(u' ', 2);
        if (!balances.contains(balance)) // at least once
            balances << balance;
    }
    QCOMPARE(balances.size(), deposits);
    for (int i = 0; i < deposits; ++i)
        QCOMPARE(balances[i], QString::number(i + 1)); // in order, none missing
    QVERIFY(lines.filter(u"resync"_s).isEmpty());
}

/// S2-35
void EventHubTest::aBrowserComesWithATicket()
{
    if (QStandardPaths::findExecutable(u"chromium"_s).isEmpty() || !hasNode())
        QSKIP("chromium or npm's packages are not installed");
    EventHub bench;
    QVERIFY2(bench.start(), qPrintable(bench.hub.said()));
    RestClient app(bench.hub);
    app.setToken(bench.keys[0].toLatin1());
    const RestAnswer answer = app.post(u"/api/v1/stream-tickets"_s, {});
    QVERIFY2(answer.status == 201, answer.body.constData());
    LineReader browser;
    browser.start(u"node"_s, {script("events_page.mjs"), bench.hub.url(u"/docs"_s).toString(),
                              answer.json()["ticket"_L1].toString()});
    QVERIFY2(!browser.waitFor(u"ready"_s, 60'000).isEmpty(), qPrintable(browser.lines().join(u'\n')));
    QVERIFY(bench.deposit(0, "12.50"));
    QVERIFY(!browser.waitFor(u"connection welcome_conn_"_s).isEmpty());
    QVERIFY(browser.waitFor(u"account_balance_update balance_update_"_s).endsWith(u"12.5"_s));
    QVERIFY(!browser.waitFor(u"a used ticket: readyState 2"_s).isEmpty());
}

/// S2-63: the block of docs/howto/nginx.md.
void EventHubTest::nginxHoldsNothingBack()
{
    const QString nginx = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/bin"_s});
    if (nginx.isEmpty())
        QSKIP("nginx is not installed");
    EventHub bench;
    QVERIFY2(bench.start(), qPrintable(bench.hub.said()));
    QFile page(QStringLiteral(VENTANILLA_SOURCE_DIR "/docs/howto/nginx.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QString block = QString::fromUtf8(page.readAll()).section(u"```nginx\n"_s, 1, 1).section(u"```"_s, 0, 0);
    QVERIFY(block.contains(u"proxy_pass http://127.0.0.1:8000;"_s));
    block.replace(u"127.0.0.1:8000"_s, u"127.0.0.1:%1"_s.arg(bench.hub.port("http")));
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    QTemporaryDir folder;
    QFile config(folder.filePath(u"nginx.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    const QString temporary = u"client_body_temp_path %1/a; proxy_temp_path %1/b; fastcgi_temp_path %1/c; "
                              "uwsgi_temp_path %1/d; scgi_temp_path %1/e;"_s.arg(folder.path());
    config.write(
        QString(u"daemon off; error_log stderr; pid %1/pid; events {} http { access_log off; %2 "
                "server { listen 127.0.0.1:%3; %4 } }"_s.arg(folder.path(), temporary, QString::number(port), block))
            .toUtf8());
    config.close();
    LineReader proxy;
    proxy.start(nginx, {u"-e"_s, u"stderr"_s, u"-p"_s, folder.path(), u"-c"_s, config.fileName()});
    LineReader client;
    client.start(u"curl"_s, curl({u"--retry"_s, u"20"_s, u"--retry-connrefused"_s, u"--retry-delay"_s, u"1"_s,
                                  u"http://127.0.0.1:%1/events/stream?api-key=%2"_s.arg(port).arg(bench.keys[0])}));
    QVERIFY2(!client.waitFor(u"event: connection"_s, 30'000).isEmpty(), qPrintable(proxy.lines().join(u'\n')));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(bench.deposit(0, "7.00"));
    QVERIFY(!client.waitFor(u"\"newBalance\":7.00"_s, 10'000).isEmpty());
    QVERIFY2(timer.elapsed() < 5'000, "nginx held the event back");
}

QTEST_GUILESS_MAIN(EventHubTest)
#include "tst_eventhub.moc"
