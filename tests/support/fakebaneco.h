// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "links/aes256cbc.h"
#include "payments/qrimage.h"
#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace support {

/// A server on this machine that answers as BANECO's API Market v1.3 is documented (SPEC 2.6), and as badly as a test
/// asks. One connection at a time, on a thread of its own; all calls are for any thread.
class FakeBaneco
{
public:
    /// What becomes of the next requests, one each, to paths that contain `path`.
    enum class Trouble {
        RefuseToken,      ///< 401 although the token is good
        ServerError,      ///< 500, nothing done
        TooBusy,          ///< 429
        LoseAnswer,       ///< does it, and hangs up without a word
        LoseAnswerMidway, ///< does it, and hangs up in the middle of the answer
        HangUpBefore,     ///< hangs up before it has read anything
        NeverAnswer,      ///< takes the request and stays silent until the client goes
        Garbage,          ///< 200 with no JSON
        OtherJson,        ///< 200 with JSON that the API does not describe
        Redirect,         ///< 302 to another place
        SayNo,            ///< 200 with responseCode 7
        TooLong,          ///< 200 with five million bytes
    };
    struct Qr
    {
        QString qrId;
        QString transactionId;
        QByteArray order;     ///< the request's body
        int status = 0;       ///< 0, 1, 9
        QStringList payments; ///< JSON objects
    };

    QString userName = QStringLiteral("1649710");
    QString password = QStringLiteral("clave segura");
    QByteArray aesKey = "6F09E3167E1D40829207B01041A65B12";
    QString account = QStringLiteral("1041070599");
    QByteArray picture = payments::qrPng(*payments::QrMatrix::of("kHq2+Zc9Jw0b==|0A1B2C"), 120).valueOr({});

    /// `certificate` and `key`: PEM; empty: plain HTTP.
    explicit FakeBaneco(QByteArray certificate = {}, QByteArray key = {})
        : m_certificate(std::move(certificate))
        , m_key(std::move(key))
    {
    }
    ~FakeBaneco() { stop(); }
    FakeBaneco(const FakeBaneco &) = delete;
    FakeBaneco &operator=(const FakeBaneco &) = delete;

    void start()
    {
        m_stopping = false;
        m_thread = std::thread([this] { run(); });
        while (m_port == 0)
            std::this_thread::yield();
    }
    /// The port stays its own: afterwards connections are refused.
    void stop()
    {
        m_stopping = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    QString url() const
    {
        return QStringLiteral("%1://localhost:%2/ApiGateway")
            .arg(m_certificate.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"))
            .arg(m_port.load());
    }

    void next(const QString &path, Trouble trouble)
    {
        const std::lock_guard lock(m_mutex);
        m_troubles.push_back({path, trouble});
    }
    /// Every token that it gave is worth nothing from here on.
    void forgetTokens()
    {
        const std::lock_guard lock(m_mutex);
        m_token.clear();
    }
    int logins() const { return m_logins; }
    int requests() const { return m_requests; }
    std::vector<Qr> qrs() const
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Qr> all;
        for (const auto &[id, qr] : m_qrs)
            all.push_back(qr);
        return all;
    }
    /// A QR that came to be elsewhere.
    void add(const Qr &qr)
    {
        const std::lock_guard lock(m_mutex);
        m_qrs[qr.qrId] = qr;
    }
    /// A customer pays it at 17:06:29 of `day`; the object as the bank tells it.
    QString pay(const QString &qrId, const QString &transactionId, const QString &amount,
                const QString &day = QStringLiteral("2025-09-06"), const QString &currency = QStringLiteral("BOB"))
    {
        const QString payment =
            QStringLiteral(
                "{\"qrId\":\"%1\",\"transactionId\":\"%2\",\"paymentDate\":\"%3T00:00:00\",\"paymentTime\":"
                "\"17:06:29\",\"currency\":\"%4\",\"amount\":%5,\"senderBankCode\":\"1016\",\"senderName\":"
                "\"PEDRO PEREZ\",\"senderDocumentId\":\"0\",\"senderAccount\":\"******1913\",\"description\":"
                "\"Ejemplo\",\"branchCode\":\"E0001\"}")
                .arg(qrId, transactionId, day, currency, amount);
        const std::lock_guard lock(m_mutex);
        Qr &qr = m_qrs[qrId];
        qr.qrId = qrId;
        qr.status = 1;
        qr.payments << payment;
        m_days[QString(day).remove(u'-')] << payment;
        return payment;
    }

private:
    struct Request
    {
        QByteArray method;
        QString path;
        QByteArray authorization;
        QByteArray body;
    };
    struct Reply
    {
        int status = 200;
        QByteArray body;
    };
    class Server : public QTcpServer
    {
    public:
        using QTcpServer::QTcpServer;
        qintptr descriptor = -1;

    protected:
        void incomingConnection(qintptr socket) override
        {
            descriptor = socket;
            addPendingConnection(new QTcpSocket(this)); // makes waitForNewConnection() return
        }
    };

    void run()
    {
        Server server;
        if (!server.listen(QHostAddress::LocalHost, m_port))
            qFatal("the fake bank cannot listen");
        m_port = server.serverPort();
        while (!m_stopping) {
            if (!server.waitForNewConnection(20))
                continue;
            delete server.nextPendingConnection();
            QSslSocket socket;
            if (!socket.setSocketDescriptor(server.descriptor))
                continue;
            serve(socket);
            socket.disconnectFromHost();
            if (socket.state() != QAbstractSocket::UnconnectedState)
                socket.waitForDisconnected(1'000);
        }
    }

    bool encrypt(QSslSocket &socket) const
    {
        if (m_certificate.isEmpty())
            return true;
        socket.setLocalCertificateChain(QSslCertificate::fromData(m_certificate));
        socket.setPrivateKey(QSslKey(m_key, QSsl::Ec));
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.startServerEncryption();
        return socket.waitForEncrypted(5'000);
    }

    void serve(QSslSocket &socket)
    {
        if (take(u"before the request"_qs) == Trouble::HangUpBefore)
            return socket.abort();
        Request request;
        if (!encrypt(socket) || !read(socket, request))
            return;
        ++m_requests;
        const std::optional<Trouble> trouble = take(request.path);
        if (trouble == Trouble::NeverAnswer) {
            while (!m_stopping && socket.state() == QAbstractSocket::ConnectedState)
                socket.waitForReadyRead(20);
            return;
        }
        const Reply reply = trouble ? troubled(*trouble, request) : answer(request);
        if (trouble == Trouble::LoseAnswer)
            return socket.abort();
        const QByteArray more = trouble == Trouble::Redirect ? "Location: http://localhost:1/\r\n" : "";
        QByteArray bytes = "HTTP/1.1 " + QByteArray::number(reply.status) + " X\r\n" + more +
                           "Content-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                           QByteArray::number(reply.body.size()) + "\r\n\r\n" + reply.body;
        if (trouble == Trouble::LoseAnswerMidway)
            bytes.chop(5);
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(1'000)) {
        }
    }

    bool read(QSslSocket &socket, Request &request) const
    {
        QByteArray bytes;
        qsizetype end = -1;
        qsizetype length = 0;
        while (end < 0 || bytes.size() < end + 4 + length) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5'000))
                return false;
            bytes += socket.readAll();
            if (end >= 0 || (end = bytes.indexOf("\r\n\r\n")) < 0)
                continue;
            for (const QByteArray &line : bytes.first(end).split('\n')) {
                if (line.toLower().startsWith("content-length:"))
                    length = line.sliced(15).trimmed().toLongLong();
                if (line.toLower().startsWith("authorization:"))
                    request.authorization = line.sliced(14).trimmed();
            }
        }
        const QList<QByteArray> words = bytes.first(bytes.indexOf('\r')).split(' ');
        request.method = words.value(0);
        request.path = QString::fromUtf8(words.value(1));
        request.body = bytes.sliced(end + 4);
        return true;
    }

    std::optional<Trouble> take(const QString &path)
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_troubles.begin(); it != m_troubles.end(); ++it) {
            const bool isBefore = it->second == Trouble::HangUpBefore;
            if (isBefore != path.startsWith(u"before") || (!isBefore && !path.contains(it->first)))
                continue;
            const Trouble trouble = it->second;
            m_troubles.erase(it);
            return trouble;
        }
        return {};
    }

    Reply troubled(Trouble trouble, const Request &request)
    {
        switch (trouble) {
        case Trouble::RefuseToken:
            return {401, "{\"message\":\"unauthorized\"}"};
        case Trouble::ServerError:
            return {500, "<html>oops</html>"};
        case Trouble::TooBusy:
            return {429, "{}"};
        case Trouble::Garbage:
            return {200, "<html>maintenance</html>"};
        case Trouble::OtherJson:
            return {200, "{\"responseCode\":0,\"hello\":\"world\"}"};
        case Trouble::Redirect:
            return {302, "{}"};
        case Trouble::SayNo:
            return {200, "{\"responseCode\":7,\"message\":\"CUENTA NO HABILITADA\"}"};
        case Trouble::TooLong:
            return {200, QByteArray(5'000'000, 'x')};
        default:
            return answer(request);
        }
    }

    static Reply no(const QByteArray &message) { return {200, "{\"responseCode\":1,\"message\":\"" + message + "\"}"}; }

    Reply answer(const Request &request)
    {
        const std::lock_guard lock(m_mutex);
        if (request.path == u"/ApiGateway/api/authentication/authenticate")
            return logIn(request);
        if (m_token.isEmpty() || request.authorization != "Bearer " + m_token)
            return {401, "{}"};
        const QString path = request.path.mid(QStringLiteral("/ApiGateway/api/qrsimple/").size());
        if (request.method == "POST" && path == u"generateQR")
            return generate(request);
        if (request.method == "DELETE" && path == u"cancelQR")
            return cancel(request);
        if (request.method == "GET" && path.startsWith(u"v2/statusQR/"))
            return status(path.section(u'/', 2));
        if (request.method == "GET" && path.startsWith(u"v2/paidQR/"))
            return {200, QByteArray("{\"paymentList\":[" + m_days[path.section(u'/', 2)].join(u',').toUtf8() +
                                    "],\"responseCode\":0,\"message\":\"\"}")};
        return {404, "{}"};
    }

    Reply logIn(const Request &request)
    {
        ++m_logins;
        const auto body = contract::JsonValue::parse(request.body);
        if (!body || (*body)[QLatin1StringView("userName")].toString() != userName ||
            links::decryptFromBaneco((*body)[QLatin1StringView("password")].toString().toLatin1(), aesKey)
                    .valueOr({}) != password.toUtf8())
            return no("CREDENCIALES INVALIDAS");
        m_token = "token-" + QByteArray::number(m_logins.load());
        return {200, "{\"token\":\"" + m_token + "\",\"responseCode\":0,\"message\":\"\"}"};
    }

    Reply generate(const Request &request)
    {
        const auto body = contract::JsonValue::parse(request.body);
        if (!body || links::decryptFromBaneco((*body)[QLatin1StringView("accountCredit")].toString().toLatin1(), aesKey)
                             .valueOr({}) != account.toUtf8())
            return no("CUENTA INVALIDA");
        Qr qr;
        qr.qrId = QStringLiteral("250906010160000000%1").arg(m_qrs.size() + 1, 2, 10, QChar(u'0'));
        qr.transactionId = (*body)[QLatin1StringView("transactionId")].toString();
        qr.order = request.body;
        m_qrs[qr.qrId] = qr;
        return {200, QByteArray("{\"qrId\":\"" + qr.qrId.toLatin1() + "\",\"qrImage\":\"" + picture.toBase64() +
                                "\",\"responseCode\":0,\"message\":\"\"}")};
    }

    Reply cancel(const Request &request)
    {
        const auto body = contract::JsonValue::parse(request.body);
        const auto it = m_qrs.find(body ? (*body)[QLatin1StringView("qrId")].toString() : QString());
        if (it == m_qrs.end() || it->second.status != 0)
            return no("QR NO VIGENTE");
        it->second.status = 9;
        return {200, "{\"responseCode\":0,\"message\":\"\"}"};
    }

    Reply status(const QString &qrId)
    {
        const auto it = m_qrs.find(qrId);
        if (it == m_qrs.end())
            return {404, "{}"};
        return {200, QByteArray("{\"statusQrCode\":" + QByteArray::number(it->second.status) + ",\"payment\":[" +
                                it->second.payments.join(u',').toUtf8() + "],\"responseCode\":0,\"message\":\"\"}")};
    }

    const QByteArray m_certificate;
    const QByteArray m_key;
    std::thread m_thread;
    std::atomic<quint16> m_port{0};
    std::atomic<bool> m_stopping{false};
    std::atomic<int> m_logins{0};
    std::atomic<int> m_requests{0};
    mutable std::mutex m_mutex; ///< guards everything below
    std::vector<std::pair<QString, Trouble>> m_troubles;
    QByteArray m_token;
    std::map<QString, Qr> m_qrs;
    std::map<QString, QStringList> m_days;
};

} // namespace support
