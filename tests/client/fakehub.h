// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/whendone.h"
#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>
#include <QtTest>
#include <functional>

/// A hub of a few lines for the client's tests: HTTP/1.1 answered by a function, and the feed's WebSocket on the same
/// port. Speaks only as much HTTP as QNetworkAccessManager needs.
class FakeHub : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        QByteArray method;
        QByteArray target;                     ///< path and query
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body = {};
        QByteArray path() const { return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')); }
    };
    enum class Fate { Answer, Cut, Silence };
    struct Answer
    {
        int status = 200;
        QByteArray body = {};
        QByteArray headers = {}; ///< lines that end in \r\n
        Fate fate = Fate::Answer;
    };

    FakeHub();
    /// Listens on a free port, or again on the one it had.
    void listen();
    /// Refuses connections from now on and cuts those it has.
    void goDown();
    client::HubAddress address(const QByteArray &secret = {}) const;

    /// What answers; the default knows login, refresh, logout and me.
    std::function<Answer(const Request &)> handler;
    QList<Request> requests;
    /// The default handler's answer to login and refresh: tokens numbered by call.
    Answer tokens();
    static Answer problem(int status, const QByteArray &code, const QByteArray &detail);
    static QByteArray userJson()
    {
        return R"({"id":7,"username":"ana","display_name":"Ana","role":"cajero","must_change_password":false})";
    }
    int tokenNumber = 0;
    int expiresIn = 900;

    /// Feed sockets that were opened, newest last; targets with their query.
    QList<QPointer<QWebSocket>> feeds;
    QStringList feedTargets;
    QList<QByteArray> feedTokens;
    bool refuseFeed = false; ///< 401 to the upgrade
    void hello(const QByteArray &epoch, qint64 seq, bool resumed);
    void event(qint64 seq);
    void send(const QByteArray &text);
    void closeFeed(quint16 code);
    static QByteArray transactionJson(qint64 seq);

private:
    void accept();
    void read(QTcpSocket *socket);
    Answer standard(const Request &request);

    QTcpServer m_server;
    QWebSocketServer m_feed{QStringLiteral("hub"), QWebSocketServer::NonSecureMode};
    quint16 m_port = 0;
    QList<QPointer<QTcpSocket>> m_sockets;
    QList<QPointer<QTcpSocket>> m_feedSockets;
};

/// Turns the event loop until the answer is there (5 s at most; then the test fails at value()).
template <typename T>
base::Result<T> answerOf(client::Reply<T> reply)
{
    std::optional<base::Result<T>> answer;
    QObject context;
    client::whenDone<T>(std::move(reply), &context, [&answer](base::Result<T> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 5000))
        return base::Error(base::ErrorCode::Internal, QStringLiteral("no answer within 5 s"));
    return *answer;
}
