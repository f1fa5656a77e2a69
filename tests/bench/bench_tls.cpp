// SPDX-License-Identifier: GPL-3.0-or-later
// MQTT over TLS, ours and mosquitto's in turns: full handshakes, 1→1 QoS 0, ping-pong, bytes of an idle connection.
// What is compared is the broker's CPU time; the client (OpenSSL on blocking sockets) is the same for both. Usage:
// bench_tls [--seconds 2] [--rounds 3] [--idle 1000]   ("--serve <folder>" is the broker's own process)
#include "mqttserver/mqttserver.h"
#include "net/certificateauthority.h"
#include "net/thread.h"
#include "net/tlskeeper.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>
#include <arpa/inet.h>
#include <atomic>
#include <cstdio>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sched.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

void pin(qint64 pid, int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<size_t>(processor), &set);
    if (QThread::idealThreadCount() > 1)
        sched_setaffinity(static_cast<pid_t>(pid), sizeof set, &set);
}

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// A broker in a process of its own.
struct Broker
{
    QString name;
    QProcess process;
    quint16 port = 0;

    ~Broker()
    {
        process.kill();
        process.waitForFinished();
    }
    QByteArray proc(const QString &file) const
    {
        QFile f(u"/proc/%1/%2"_s.arg(process.processId()).arg(file));
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    /// Of all threads, nanoseconds.
    qint64 cpuNs() const
    {
        qint64 sum = 0;
        const QDir tasks(u"/proc/%1/task"_s.arg(process.processId()));
        for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            sum += proc(u"task/%1/schedstat"_s.arg(task)).split(' ').value(0).toLongLong();
        return sum;
    }
    qint64 residentBytes() const { return proc(u"statm"_s).split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE); }
};

/// MQTT over TLS on a blocking socket.
class Client
{
public:
    Client(SSL_CTX *context, quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
        , m_ssl(SSL_new(context))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            qFatal("cannot connect");
        SSL_set_fd(m_ssl, m_socket);
        if (SSL_connect(m_ssl) != 1)
            qFatal("the handshake failed");
    }
    ~Client()
    {
        SSL_free(m_ssl);
        ::close(m_socket);
    }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    void write(const QByteArray &bytes)
    {
        if (SSL_write(m_ssl, bytes.constData(), static_cast<int>(bytes.size())) <= 0)
            qFatal("the broker closed");
    }
    /// At least one byte.
    int read(char *to, int size)
    {
        const int n = SSL_read(m_ssl, to, size);
        if (n <= 0)
            qFatal("the broker closed");
        return n;
    }
    void readExactly(int size)
    {
        char buffer[16 * 1024];
        while (size > 0)
            size -= read(buffer, qMin<int>(size, sizeof buffer));
    }
    void connectMqtt(const QByteArray &id)
    {
        QByteArray packet = QByteArray::fromHex("00044d5154540402003c");
        packet += QByteArray(1, '\0') + static_cast<char>(id.size()) + id;
        write(QByteArray(1, '\x10') + static_cast<char>(packet.size()) + packet);
        readExactly(4);
    }
    void subscribe(const QByteArray &topic)
    {
        QByteArray body = QByteArray::fromHex("0001") + QByteArray(1, '\0') + static_cast<char>(topic.size()) + topic;
        body += '\0';
        write(QByteArray(1, '\x82') + static_cast<char>(body.size()) + body);
        readExactly(5);
    }

private:
    int m_socket;
    SSL *m_ssl;
};

QByteArray publishPacket(const QByteArray &topic, int payload)
{
    QByteArray body = QByteArray(1, '\0') + static_cast<char>(topic.size()) + topic + QByteArray(payload, 'x');
    return QByteArray(1, '\x30') + static_cast<char>(body.size()) + body;
}

struct Figure
{
    double cpuUs = 0; ///< of the broker, for one
    double perSecond = 0;
};

/// Runs `once` again and again and divides.
template <typename F>
Figure measure(const Broker &broker, double seconds, F once)
{
    QElapsedTimer timer;
    timer.start();
    const qint64 before = broker.cpuNs();
    qint64 count = 0;
    while (static_cast<double>(timer.elapsed()) < seconds * 1'000)
        count += once();
    const double wall = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    const double n = static_cast<double>(count);
    return {static_cast<double>(broker.cpuNs() - before) / 1e3 / n, n / wall};
}

Figure handshakes(const Broker &broker, SSL_CTX *context, double seconds)
{
    return measure(broker, seconds, [&] {
        const Client client(context, broker.port);
        return 1;
    });
}

/// 64-byte payloads, at most 2,000 on their way; the publisher writes 50 at a time.
Figure streaming(const Broker &broker, SSL_CTX *context, double seconds)
{
    Client subscriber(context, broker.port), publisher(context, broker.port);
    subscriber.connectMqtt("s");
    subscriber.subscribe("bench/a");
    publisher.connectMqtt("p");
    const QByteArray one = publishPacket("bench/a", 64);
    const QByteArray fifty = one.repeated(50);
    std::atomic<qint64> received{0};
    std::atomic<bool> ends{false};
    std::thread reader([&] {
        qint64 bytes = 0;
        char buffer[64 * 1024];
        while (!ends) {
            bytes += subscriber.read(buffer, sizeof buffer);
            received = bytes / one.size();
        }
    });
    qint64 sent = 0;
    Figure figure = measure(broker, seconds, [&] {
        while (sent - received > 2'000 - 50)
            std::this_thread::yield();
        publisher.write(fifty);
        sent += 50;
        return 50;
    });
    while (received < sent)
        std::this_thread::yield();
    ends = true;
    publisher.write(one);
    reader.join();
    return figure;
}

Figure pingPong(const Broker &broker, SSL_CTX *context, double seconds)
{
    Client client(context, broker.port);
    client.connectMqtt("pp");
    client.subscribe("bench/b");
    const QByteArray one = publishPacket("bench/b", 64);
    return measure(broker, seconds, [&] {
        client.write(one);
        client.readExactly(static_cast<int>(one.size()));
        return 1;
    });
}

double idleBytes(const Broker &broker, SSL_CTX *context, int connections)
{
    std::vector<std::unique_ptr<Client>> clients;
    const auto open = [&](int n) {
        for (int i = 0; i < n; ++i) {
            clients.push_back(std::make_unique<Client>(context, broker.port));
            clients.back()->connectMqtt("idle" + QByteArray::number(clients.size()));
        }
    };
    open(100); // warm
    const qint64 before = broker.residentBytes();
    open(connections);
    return static_cast<double>(broker.residentBytes() - before) / connections;
}

int serve(const QString &folder)
{
    const base::SystemClock clock;
    mqttserver::AllowEverybody everybody;
    mqttserver::Settings settings;
    mqttserver::ListenerSettings listener;
    listener.name = "tls";
    listener.listen.tls = *net::TlsKeeper::open({folder + u"/server.pem"_s, folder + u"/server.key"_s, {}, {}, {}, {}});
    settings.listeners.push_back(listener);
    settings.sysInterval = {};
    mqttserver::MqttServer server(settings, {clock, everybody, std::make_shared<broker::AllowAll>(), {}});
    if (!server.start())
        return 1;
    std::printf("%d\n", server.port("tls"));
    std::fflush(stdout);
    QSocketNotifier input(0, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    return QCoreApplication::exec();
}

std::unique_ptr<Broker> startOurs(const QString &folder)
{
    auto broker = std::make_unique<Broker>();
    broker->name = u"ours"_s;
    broker->process.start(QCoreApplication::applicationFilePath(), {u"--serve"_s, folder});
    if (!broker->process.waitForReadyRead(10'000))
        qFatal("our broker did not start");
    broker->port = broker->process.readLine().trimmed().toUShort();
    return broker;
}

std::unique_ptr<Broker> startMosquitto(const QString &folder)
{
    const QString program = QStandardPaths::findExecutable(
        u"mosquitto"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/usr/bin"_s, u"/usr/local/bin"_s});
    if (program.isEmpty())
        return nullptr;
    auto broker = std::make_unique<Broker>();
    broker->name = u"mosquitto"_s;
    QTcpServer probe;
    probe.listen(QHostAddress(QHostAddress::LocalHost));
    broker->port = probe.serverPort();
    probe.close();
    QString text = u"listener %1 127.0.0.1\nallow_anonymous true\ncertfile %2/server.pem\nkeyfile %2/server.key\n"
                   "set_tcp_nodelay true\nmax_queued_messages 0\nlog_dest none\n"_s.arg(broker->port)
                       .arg(folder);
    if (geteuid() == 0)
        text += u"user root\n"_s; // else it becomes another user, who may not read the key
    writeFile(folder + u"/mosquitto.conf"_s, text.toUtf8());
    broker->process.start(program, {u"-c"_s, folder + u"/mosquitto.conf"_s});
    for (int i = 0; i < 100; ++i) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), broker->port);
        if (socket.waitForConnected(100))
            return broker;
        QThread::msleep(50);
    }
    qFatal("mosquitto did not start");
}

void makeCertificates(const QString &folder)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const base::UtcMs from{now - 86'400'000}, to{now + 86'400'000};
    const auto authority = net::CertificateAuthority::create("bench", from, to);
    const auto server =
        authority->issue({net::CertificateRequest::Purpose::Server, {"localhost"}, {u"localhost"_s}, from, to});
    writeFile(folder + u"/server.pem"_s, server->certificate);
    writeFile(folder + u"/server.key"_s, server->key);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Every broker does each work in turns, so that what else the machine does hits all alike.
template <typename F>
void compare(const std::vector<std::unique_ptr<Broker>> &brokers, const char *what, int rounds, F work)
{
    std::vector<std::vector<double>> cpu(brokers.size()), rate(brokers.size());
    for (int round = 0; round < rounds; ++round) {
        for (size_t i = 0; i < brokers.size(); ++i) {
            const Figure figure = work(*brokers[i]);
            cpu[i].push_back(figure.cpuUs);
            rate[i].push_back(figure.perSecond);
        }
    }
    for (size_t i = 0; i < brokers.size(); ++i)
        std::printf("%-22s %-10s %10.2f us CPU %12.0f /s   x%.2f\n", what, qPrintable(brokers[i]->name), median(cpu[i]),
                    median(rate[i]), median(cpu.back()) / median(cpu[i]));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--serve") == 0) { // as the hub's threads have it
        if (auto dispatcher = net::makeDispatcher())
            QCoreApplication::setEventDispatcher(dispatcher.release());
    }
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto option = [&](const QString &name, double otherwise) {
        const qsizetype at = arguments.indexOf(name);
        return at > 0 && at + 1 < arguments.size() ? arguments[at + 1].toDouble() : otherwise;
    };
    if (arguments.value(1) == u"--serve")
        return serve(arguments.value(2));
    const bool isSmoke = arguments.contains(u"--smoke"_s);
    const double seconds = isSmoke ? 0.1 : option(u"--seconds"_s, 2);
    const int rounds = isSmoke ? 1 : static_cast<int>(option(u"--rounds"_s, 3));
    const int idle = isSmoke ? 20 : static_cast<int>(option(u"--idle"_s, 1'000));
    net::raiseOpenFileLimit();
    const QTemporaryDir folder;
    makeCertificates(folder.path());
    std::vector<std::unique_ptr<Broker>> brokers;
    brokers.push_back(startOurs(folder.path()));
    if (auto peer = startMosquitto(folder.path()))
        brokers.push_back(std::move(peer));
    for (const auto &broker : brokers)
        pin(broker->process.processId(), 1);
    pin(0, 0);
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    std::printf("%-22s %-10s %17s %15s   CPU: the last one's / its own\n", "", "", "", "");
    compare(brokers, "full handshake", rounds, [&](const Broker &b) { return handshakes(b, context, seconds); });
    compare(brokers, "1-1 QoS 0, 64 bytes", rounds, [&](const Broker &b) { return streaming(b, context, seconds); });
    compare(brokers, "ping-pong", rounds, [&](const Broker &b) { return pingPong(b, context, seconds); });
    for (const auto &broker : brokers)
        std::printf("%-22s %-10s %10.0f bytes\n", "idle connection", qPrintable(broker->name),
                    idleBytes(*broker, context, idle));
    SSL_CTX_free(context);
    return 0;
}
