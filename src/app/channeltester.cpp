// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/channeltester.h"
#include "client/restcaller.h"
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QTimer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace app {
namespace {

constexpr ChannelTester::Milliseconds patience{10'000};

QJsonObject object(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace

Result<QUrl> ChannelTester::addressOf(const QString &text)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.scheme() == u"http" || url.scheme() == u"https")
        url.setScheme(url.scheme() == u"http" ? u"ws"_s : u"wss"_s);
    if (!url.isValid() || (url.scheme() != u"ws" && url.scheme() != u"wss") || url.host().isEmpty())
        return Error(ErrorCode::InvalidArgument,
                     u"\"%1\" is no address of channels; ws://host:port/api/v1/ws is expected"_s.arg(text));
    url.setQuery(QString());
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(u"/api/v1/ws"_s);
    return url;
}

ChannelTester::ChannelTester(QUrl address, QString token)
    : m_address(std::move(address))
    , m_token(std::move(token))
{
}

ChannelTester::~ChannelTester() = default;

bool ChannelTester::waitFor(const std::function<bool()> &holds, Milliseconds span)
{
    QEventLoop loop;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    m_stir = [&] {
        if (m_cancelled || holds())
            loop.quit();
    };
    timer.start(span);
    if (!m_cancelled && !holds())
        loop.exec();
    m_stir = nullptr;
    return holds();
}

void ChannelTester::cancel()
{
    m_cancelled = true;
    if (m_stir)
        m_stir();
}

void ChannelTester::pause(Milliseconds span)
{
    waitFor([] { return false; }, span);
}

bool ChannelTester::isConnected() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

Result<ChannelTester::Milliseconds> ChannelTester::connect(const QString &channel)
{
    disconnect();
    QUrl url = m_address;
    QUrlQuery query;
    query.addQueryItem(u"channel"_s, channel);
    query.addQueryItem(u"user_id"_s, u"ws-test"_s);
    if (!m_token.isEmpty() && url.path().endsWith(u"/ws"))
        url.setPath(url.path() + u"/secure"_s);
    url.setQuery(query);
    QNetworkRequest request(url);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.toUtf8());
    m_socket = std::make_unique<QWebSocket>();
    m_messages.clear();
    const auto stir = [this] {
        if (m_stir)
            m_stir();
    };
    QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, m_socket.get(),
                     [this, stir](const QString &text) {
                         m_messages << text;
                         stir();
                     });
    QObject::connect(m_socket.get(), &QWebSocket::disconnected, m_socket.get(), stir);
    QElapsedTimer timer;
    timer.start();
    m_socket->open(request);
    waitFor([this] { return !m_messages.isEmpty() || m_socket->state() == QAbstractSocket::UnconnectedState; },
            patience);
    if (!m_messages.isEmpty()) {
        const QJsonObject first = object(m_messages.takeFirst());
        if (first[u"type"_s].toString() != u"connection" || first[u"channel"_s].toString() != channel)
            return Error(ErrorCode::Malformed, u"the first message is no connection event of this channel"_s);
        return Milliseconds(timer.elapsed());
    }
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return Error(ErrorCode::Unavailable,
                     u"%1 does not take us: %2"_s.arg(m_address.toString(), m_socket->errorString()));
    return Error(ErrorCode::Timeout, u"%1 does not answer"_s.arg(m_address.toString()));
}

void ChannelTester::disconnect()
{
    if (!m_socket)
        return;
    QObject::disconnect(m_socket.get(), nullptr, m_socket.get(), nullptr);
    m_socket->close();
    m_socket.reset();
}

Result<ChannelTester::Milliseconds> ChannelTester::roundTrip(const QString &channel, const QString &message)
{
    if (!isConnected())
        return Error(ErrorCode::Unavailable, u"the connection was lost"_s);
    QElapsedTimer timer;
    timer.start();
    const auto sent = sendTestEvent(channel, message);
    if (!sent)
        return sent.error();
    bool came = false;
    const auto holds = [&] {
        while (!came && !m_messages.isEmpty()) {
            const QJsonObject event = object(m_messages.takeFirst());
            came = event[u"type"_s].toString() == u"system_event" && event[u"message"_s].toString() == message;
        }
        return came || !isConnected();
    };
    waitFor(holds, patience);
    if (came)
        return Milliseconds(timer.elapsed());
    return isConnected() ? Error(ErrorCode::Timeout, u"the test event did not come"_s)
                         : Error(ErrorCode::Unavailable, u"the connection was lost"_s);
}

Result<QByteArray> ChannelTester::ask(const QByteArray &method, const QString &path,
                                      const QList<std::pair<QString, QString>> &query)
{
    QUrl url = m_address;
    url.setScheme(url.scheme() == u"wss" ? u"https"_s : u"http"_s);
    QString base = url.path();
    if (base.endsWith(u"/secure"))
        base.chop(7);
    url.setPath(base + path);
    QUrlQuery items;
    for (const auto &[name, value] : query) // all encoded: a plus is a blank in a query
        items.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(items);
    QNetworkRequest request(url);
    request.setTransferTimeout(static_cast<int>(patience.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.toUtf8());
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, QByteArray());
    QObject::connect(reply, &QNetworkReply::finished, reply, [this] {
        if (m_stir)
            m_stir();
    });
    waitFor([reply] { return reply->isFinished(); }, 2 * patience);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray answer = reply->readAll();
    const QString trouble = reply->errorString();
    reply->deleteLater();
    if (status == 0)
        return Error(ErrorCode::Unavailable, u"%1 does not answer: %2"_s.arg(m_address.toString(), trouble));
    if (status >= 400)
        return client::refusal({status, answer});
    return answer;
}

Result<qint64> ChannelTester::sendTestEvent(const QString &channel, const QString &message)
{
    const auto answer = ask("POST", u"/test-event"_s, {{u"channel"_s, channel}, {u"message"_s, message}});
    if (!answer)
        return answer.error();
    return QJsonDocument::fromJson(*answer).object()[u"recipients"_s].toInteger();
}

Result<QString> ChannelTester::statistics(const QString &channel)
{
    const auto answer = ask("GET", channel.isEmpty() ? u"/stats"_s : u"/stats/"_s + channel, {});
    if (!answer)
        return answer.error();
    return QString::fromUtf8(QJsonDocument::fromJson(*answer).toJson(QJsonDocument::Indented));
}

} // namespace app
