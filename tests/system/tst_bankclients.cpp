// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubprocess.h"
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace support;

namespace {

const QString cedula = QStringLiteral("1350509525");
const QString python = QStringLiteral("/usr/bin/python3");

QByteArray loginLine(const QByteArray &id = "0")
{
    return "{\"id\":" + id + R"(,"op":"login","username":"admin","password":")" + HubProcess::adminPassword + "\"}\n";
}

QByteArray depositLine(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "{\"id\":" + n + R"(,"op":"deposit","cedula":"1350509525","monto":0.01,"key":"run-)" + n + "\"}\n";
}

/// A plain client: sends, and takes lines as they come.
class BankClient
{
public:
    explicit BankClient(int port)
    {
        m_socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(port));
        m_socket.waitForConnected(10'000);
    }
    QTcpSocket &socket() { return m_socket; }
    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    /// The next answer; empty when the connection has ended or none comes in time.
    QJsonObject next(int timeoutMs = 30'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_socket.canReadLine()) {
            if (timer.elapsed() > timeoutMs ||
                (!m_socket.waitForReadyRead(1000) && !isOpen() && !m_socket.canReadLine()))
                return {};
        }
        return QJsonDocument::fromJson(m_socket.readLine()).object();
    }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    QTcpSocket m_socket;
};

struct Ended
{
    int code = -1;
    QString out;
};

Ended run(const QString &program, const QStringList &arguments, const QByteArray &input = {},
          const QStringList &environment = {})
{
    QProcess process;
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : environment)
        all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(all);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForStarted();
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

/// The first block of that language in a document.
QString codeOf(const QString &path, const QString &language)
{
    QFile file(QStringLiteral(VENTANILLA_SOURCE_DIR "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    const QString fence = u"```"_s + language + u'\n';
    const qsizetype begin = text.indexOf(fence);
    return begin < 0 ? QString()
                     : text.mid(begin + fence.size(), text.indexOf(u"```"_s, begin + 3) - begin - fence.size());
}

} // namespace

class BankClientsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void theClientOfTheDocumentation();
    void netcat();
    void thousandDepositsPipelined();
    void aKilledHubBooksNothingTwice();
    void speaksTls();
    void logoutClosesIt();
    void aBusyPortIsAWarning();
    void stopsWithALastLine();

private:
    std::unique_ptr<HubProcess> m_hub;
    void start(const QStringList &options = {})
    {
        m_hub = std::make_unique<HubProcess>();
        QVERIFY2(m_hub->start(options), qPrintable(m_hub->said()));
        QVERIFY(m_hub->port("bank_socket") > 0);
        RestClient rest(*m_hub);
        QVERIFY(rest.login());
        QCOMPARE(rest.openAccount(cedula, u"Ana"_s).status, 201);
    }
    double balance()
    {
        RestClient rest(*m_hub);
        return rest.login() ? rest.get(u"/api/v1/bank/accounts/"_s + cedula).json()[u"saldo"_s].toDouble() : -1;
    }
};

void BankClientsTest::initTestCase()
{
    start();
}

void BankClientsTest::cleanup()
{
    if (QTest::currentTestFailed() && m_hub)
        qWarning().noquote() << m_hub->said();
}

void BankClientsTest::theClientOfTheDocumentation()
{
    const QString code = codeOf(u"docs/howto/bank-socket.md"_s, u"python"_s);
    QCOMPARE(code.trimmed().count(u'\n') + 1, 10);
    const auto client = [&](const QString &amount, const QString &password) {
        return run(
            python,
            {u"-c"_s, code, u"127.0.0.1"_s, QString::number(m_hub->port("bank_socket")), u"admin"_s, cedula, amount},
            {}, {u"BANK_PASSWORD="_s + password});
    };
    const QString password = QString::fromUtf8(HubProcess::adminPassword);
    const Ended good = client(u"150.00"_s, password);
    QVERIFY2(good.code == 0, qPrintable(good.out));
    QCOMPARE(good.out.trimmed(), u"000001 DEPOSITO 150.0 saldo 150.0"_s);
    const Ended wrong = client(u"150.001"_s, password);
    QVERIFY2(wrong.code == 1 && wrong.out.startsWith(u"invalid_argument"_s), qPrintable(wrong.out));
    const Ended stranger = client(u"150.00"_s, u"no"_s);
    QVERIFY2(stranger.code == 1 && stranger.out.startsWith(u"unauthenticated"_s), qPrintable(stranger.out));
    QCOMPARE(balance(), 150.0);
}

void BankClientsTest::netcat()
{
    // As `nc -N`: ends its side after the last line, which has no end.
    const Ended half = run(python,
                           {u"-c"_s,
                            u"import socket,sys\n"
                            "s=socket.create_connection(('127.0.0.1',int(sys.argv[1])))\n"
                            "s.sendall(sys.stdin.buffer.read()); s.shutdown(socket.SHUT_WR)\n"
                            "while b:=s.recv(65536): sys.stdout.buffer.write(b)\n"_s,
                            QString::number(m_hub->port("bank_socket"))},
                           loginLine("1") + R"({"id":2,"op":"balance","cedula":"1350509525"})");
    const QStringList lines = half.out.trimmed().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[1].contains(u"\"saldo\":150.00"_s), qPrintable(half.out));
}

void BankClientsTest::thousandDepositsPipelined()
{
    start();
    BankClient client(m_hub->port("bank_socket"));
    QByteArray all = loginLine();
    for (int i = 1; i <= 1000; ++i)
        all += depositLine(i);
    QElapsedTimer timer;
    timer.start();
    client.send(all);
    QCOMPARE(client.next()[u"ok"_s].toBool(), true);
    for (int i = 1; i <= 1000; ++i) {
        const QJsonObject answer = client.next();
        QCOMPARE(answer[u"id"_s].toInt(), i);
        QCOMPARE(qRound64(answer[u"saldo_nuevo"_s].toDouble() * 100), i);
        QCOMPARE(answer[u"folio"_s].toString().toInt(), i);
    }
    qInfo("1000 deposits in %lld ms", timer.elapsed());
    QCOMPARE(balance(), 10.0);
}

void BankClientsTest::aKilledHubBooksNothingTwice()
{
    start();
    constexpr int total = 400;
    int known = 0;
    for (int round = 0; round < 3; ++round) {
        BankClient client(m_hub->port("bank_socket"));
        QByteArray all = loginLine();
        for (int i = 1; i <= total; ++i) // from the first one on, each time
            all += depositLine(i);
        client.send(all);
        QCOMPARE(client.next()[u"ok"_s].toBool(), true);
        const int until = round == 2 ? total : 60 + 120 * round;
        for (int i = 1; i <= until; ++i) {
            const QJsonObject answer = client.next();
            QCOMPARE(answer[u"ok"_s].toBool(), true);
            QCOMPARE(qRound64(answer[u"saldo_nuevo"_s].toDouble() * 100), i); // replayed ones tell what they told
            QVERIFY(i > known || answer[u"replayed"_s].toBool());
        }
        known = until;
        if (round == 2)
            break;
        m_hub->kill();
        QVERIFY2(m_hub->start(), qPrintable(m_hub->said()));
    }
    QCOMPARE(qRound64(balance() * 100), total);
}

void BankClientsTest::speaksTls()
{
    m_hub = std::make_unique<HubProcess>();
    const Ended made = run(QStringLiteral(VENTANILLA_PROGRAM), {u"certificate"_s, u"create"_s, u"--data-dir"_s,
                                                                m_hub->dataDir(), u"--host"_s, u"localhost"_s});
    QVERIFY2(made.code == 0, qPrintable(made.out));
    QVERIFY2(m_hub->start(), qPrintable(m_hub->said()));
    QVERIFY(m_hub->port("bank_socket_tls") > 0);
    const QStringList files = QDir(m_hub->dataDir() + u"/tls"_s).entryList(QDir::Files);
    const QString ca = m_hub->dataDir() + u"/tls/ca.pem"_s;
    QVERIFY2(QFile::exists(ca), qPrintable(files.join(u' ')));
    const QString code =
        u"import socket,ssl,sys\n"
        "c=ssl.create_default_context(cafile=sys.argv[2])\n"
        "s=c.wrap_socket(socket.create_connection(('127.0.0.1',int(sys.argv[1]))),server_hostname='localhost')\n"
        "s.sendall(sys.stdin.buffer.read()); f=s.makefile('r')\n"
        "print(s.version()); print(f.readline(),end=''); print(f.readline(),end=''); print(f.readline(),end='')\n"_s;
    const Ended talk = run(python, {u"-c"_s, code, QString::number(m_hub->port("bank_socket_tls")), ca},
                           loginLine("1") + R"({"id":2,"op":"ping"})" + "\n" + R"({"id":3,"op":"quit"})" + "\n");
    QVERIFY2(talk.out.startsWith(u"TLSv1.3"_s) && talk.out.contains(u"{\"id\":3,\"ok\":true}"_s), qPrintable(talk.out));
}

void BankClientsTest::logoutClosesIt()
{
    start();
    RestClient rest(*m_hub);
    const QByteArray body = R"({"username":"admin","password":")" + QByteArray(HubProcess::adminPassword) + "\"}";
    const QJsonObject session = rest.post(u"/auth/login"_s, body).json();
    BankClient client(m_hub->port("bank_socket"));
    client.send("{\"op\":\"login\",\"token\":\"" + session[u"access_token"_s].toString().toUtf8() + "\"}\n");
    QCOMPARE(client.next()[u"ok"_s].toBool(), true);
    const QByteArray out = R"({"refresh_token":")" + session[u"refresh_token"_s].toString().toUtf8() + "\"}";
    QCOMPARE(rest.post(u"/auth/logout"_s, out).status, 204);
    const QJsonObject last = client.next();
    QCOMPARE(last[u"error"_s].toObject()[u"code"_s].toString(), u"unauthenticated"_s);
    QVERIFY(client.next().isEmpty());
    QVERIFY(!client.isOpen());
}

void BankClientsTest::aBusyPortIsAWarning()
{
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    m_hub = std::make_unique<HubProcess>();
    QVERIFY2(m_hub->start({u"--bank-socket-port"_s, QString::number(occupier.serverPort())}),
             qPrintable(m_hub->said()));
    QCOMPARE(m_hub->port("bank_socket"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_hub->said().contains(u"bank.socket.port"_s), 30'000);
    QVERIFY(m_hub->said().contains(QString::number(occupier.serverPort())));
}

void BankClientsTest::stopsWithALastLine()
{
    start();
    BankClient client(m_hub->port("bank_socket"));
    client.send(loginLine());
    QCOMPARE(client.next()[u"ok"_s].toBool(), true);
    m_hub->process().terminate();
    QCOMPARE(client.next()[u"error"_s].toObject()[u"code"_s].toString(), u"unavailable"_s);
    QCOMPARE(m_hub->waitForEnd(), 0);
}

QTEST_GUILESS_MAIN(BankClientsTest)
#include "tst_bankclients.moc"
