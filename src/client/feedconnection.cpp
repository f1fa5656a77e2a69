// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feedconnection.h"
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QUrlQuery>

namespace client {

namespace {
constexpr int tokenExpired = 4401;
constexpr quint64 maxFrame = 8 * 1024 * 1024; // the hub cuts us off at 1 MiB behind; no frame is larger
} // namespace

FeedConnection::FeedConnection(HubAddress address, const base::Clock &clock, FeedTiming timing, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_clock(clock)
    , m_timing(timing)
    , m_random([] { return QRandomGenerator::global()->generateDouble(); })
{
    m_retry.setSingleShot(true);
    m_watchdog.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &FeedConnection::attempt);
    connect(&m_watchdog, &QTimer::timeout, this,
            [this] { lost(m_greeted ? u"the hub fell silent"_qs : u"the hub did not answer in time"_qs); });
}

FeedConnection::~FeedConnection()
{
    dropSocket();
}

void FeedConnection::start()
{
    if (m_wanted)
        return;
    m_wanted = true;
    m_link.attempt = 0;
    setState(LinkState::Connecting);
    attempt();
}

void FeedConnection::stop()
{
    m_wanted = false;
    m_asking = false;
    m_retry.stop();
    dropSocket();
    m_position.reset();
    m_lastFrame.reset();
    m_status = {};
    m_link = {};
    setState(LinkState::Idle);
}

void FeedConnection::retryNow()
{
    if (m_wanted && !m_socket && !m_asking) {
        m_retry.stop();
        attempt();
    }
}

void FeedConnection::attempt()
{
    if (!m_wanted || m_asking || m_socket)
        return;
    m_asking = true;
    m_link.nextTry.reset();
    Q_EMIT linkChanged();
    Q_EMIT tokenWanted(m_link.attempt > 0);
}

void FeedConnection::refused(const QString &reason)
{
    if (!m_asking)
        return;
    m_asking = false;
    lost(reason);
}

void FeedConnection::open(const QByteArray &bearer)
{
    if (!m_asking || !m_wanted)
        return;
    m_asking = false;
    m_greeted = false;
    m_token = bearer;
    QUrl url = m_address.base;
    url.setScheme(url.scheme() == u"https" ? u"wss"_qs : u"ws"_qs);
    url.setPath(u"/api/v1/feed"_qs);
    if (m_position) {
        QUrlQuery query;
        query.addQueryItem(u"after"_qs, QString::fromLatin1(QUrl::toPercentEncoding(m_position->toString())));
        url.setQuery(query);
    }
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + bearer);
    if (m_address.embedded())
        request.setRawHeader("X-Ventanilla-Console", m_address.consoleSecret);
    m_socket = std::make_unique<QWebSocket>();
    if (m_address.embedded())
        m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setMaxAllowedIncomingMessageSize(maxFrame);
    m_socket->setMaxAllowedIncomingFrameSize(maxFrame);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &FeedConnection::receive);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &FeedConnection::closed);
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &FeedConnection::closed);
    m_watchdog.start(m_timing.connecting);
    m_socket->open(request);
}

void FeedConnection::receive(const QString &text)
{
    const base::Result<contract::FeedFrame> frame = contract::decodeFeed(text.toUtf8());
    if (!frame) {
        lost(u"the hub sent what is no feed frame: "_qs + frame.error().toString());
        return;
    }
    m_lastFrame = m_clock.monotonicNow();
    if (const auto *hello = std::get_if<contract::FeedHello>(&*frame)) {
        take(*hello);
    } else if (!m_greeted) {
        lost(u"the hub did not greet first"_qs);
        return;
    } else if (const auto *again = std::get_if<contract::FeedResync>(&*frame)) {
        resync(again->epoch, again->seq);
    } else if (const auto *events = std::get_if<contract::FeedEvents>(&*frame)) {
        take(*events);
    } else if (const auto *status = std::get_if<contract::FeedStatus>(&*frame)) {
        m_status = *status;
        Q_EMIT statusChanged();
    }
    if (m_socket)
        m_watchdog.start(m_timing.silence);
}

void FeedConnection::take(const contract::FeedHello &hello)
{
    m_greeted = true;
    m_link.attempt = 0;
    m_link.reason.clear();
    m_link.nextTry.reset();
    const HubInfo hub{hello.hubName, hello.hubVersion, hello.profile, hello.timeZone};
    if (!(hub == m_hub)) {
        m_hub = hub;
        Q_EMIT hubChanged();
    }
    setState(LinkState::Live);
    if (!m_position || !hello.resumed || m_position->epoch != hello.epoch)
        resync(hello.epoch, hello.seq);
}

void FeedConnection::resync(const QString &epoch, qint64 seq)
{
    const contract::FeedPosition position{epoch, seq};
    if (m_position && *m_position == position)
        return; // hello said it already
    m_position = position;
    Q_EMIT resyncNeeded(epoch, seq);
}

void FeedConnection::take(const contract::FeedEvents &frame)
{
    std::vector<FeedEvent> fresh;
    fresh.reserve(frame.events.size());
    for (const FeedEvent &event : frame.events) {
        if (event.seq <= m_position->seq)
            continue; // repeated after a resume
        m_position->seq = event.seq;
        if (!std::holds_alternative<std::monostate>(event.data))
            fresh.push_back(event);
    }
    if (!fresh.empty())
        Q_EMIT eventsArrived(fresh);
}

void FeedConnection::closed()
{
    if (!m_socket)
        return;
    const auto code = static_cast<int>(m_socket->closeCode());
    if (m_greeted && code == tokenExpired) {
        Q_EMIT tokenSpent(m_token);
        lost(u"the token expired"_qs, true);
        return;
    }
    const QString words = m_socket->closeReason().isEmpty() ? m_socket->errorString() : m_socket->closeReason();
    if (code == QWebSocketProtocol::CloseCodeGoingAway)
        lost(u"the hub is stopping"_qs);
    else
        lost(words.isEmpty() ? u"the connection was cut"_qs : words);
}

void FeedConnection::lost(const QString &reason, bool atOnce)
{
    dropSocket();
    if (!m_wanted)
        return;
    m_greeted = false;
    m_link.reason = reason;
    if (atOnce) { // not worth a word on the screen: a moment later it is back
        m_link.attempt = 0;
        attempt();
        return;
    }
    ++m_link.attempt;
    const auto delay = m_timing.backoff.delay(m_link.attempt, m_random());
    m_link.nextTry = m_clock.monotonicNow() + delay;
    m_retry.start(delay);
    if (m_link.state == LinkState::Lost)
        Q_EMIT linkChanged();
    else
        setState(LinkState::Lost);
}

void FeedConnection::dropSocket()
{
    m_watchdog.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // we may be inside one of its signals
}

void FeedConnection::setState(LinkState state)
{
    if (m_link.state != state) {
        m_link.state = state;
        m_link.since = m_clock.monotonicNow();
    }
    Q_EMIT linkChanged();
}

} // namespace client
