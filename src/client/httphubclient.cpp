// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httphubclient.h"
#include <algorithm>

namespace client {

namespace {

base::Result<contract::Page<contract::Transaction>> readTransactions(const contract::JsonValue &json)
{
    return contract::readPage<contract::Transaction>(json, &contract::readTransaction);
}

base::Result<contract::Page<contract::Account>> readAccounts(const contract::JsonValue &json)
{
    return contract::readPage<contract::Account>(json, &contract::readAccount);
}

base::Result<contract::Page<contract::StatementEntry>> readEntries(const contract::JsonValue &json)
{
    return contract::readPage<contract::StatementEntry>(json, &contract::readStatementEntry);
}

} // namespace

HttpHubClient::HttpHubClient(HubAddress address, const base::Clock &clock, HubTiming timing, QObject *parent)
    : HubClient(parent)
    , m_address(std::move(address))
    , m_clock(clock)
    , m_timing(timing)
    , m_rest(m_address, m_timing.call)
    , m_session(m_rest, clock)
    , m_feed(m_address, clock, m_timing.feed)
{
    connect(&m_session, &Session::userChanged, this, &HubClient::userChanged);
    connect(&m_session, &Session::ended, this, [this](const QString &reason) {
        m_feed.stop();
        Q_EMIT sessionExpired(reason);
    });
    connect(&m_feed, &FeedConnection::tokenWanted, this, [this](bool afterRefusal) { giveToken(afterRefusal); });
    connect(&m_feed, &FeedConnection::tokenSpent, &m_session, &Session::spent);
    connect(&m_feed, &FeedConnection::linkChanged, this, &HubClient::linkChanged);
    connect(&m_feed, &FeedConnection::hubChanged, this, &HubClient::hubChanged);
    connect(&m_feed, &FeedConnection::statusChanged, this, &HubClient::statusChanged);
    connect(&m_feed, &FeedConnection::eventsArrived, this, &HubClient::eventsArrived);
    connect(&m_feed, &FeedConnection::resyncNeeded, this, &HubClient::resyncNeeded);
}

HttpHubClient::~HttpHubClient()
{
    // Every waiting coroutine runs to its end here, while all that it may touch is still whole.
    m_closing = true;
    blockSignals(true); // who hears us may hold us by a pointer that is already empty
    m_feed.stop();
    m_rest.close();
    for (const std::shared_ptr<WaitList> &list : std::exchange(m_pauses, {}))
        list->resumeAll();
}

Reply<User> HttpHubClient::login(QString username, QString password)
{
    const base::Result<User> user = co_await m_session.login(username, password);
    if (user && !m_closing)
        m_feed.start();
    co_return user;
}

Reply<> HttpHubClient::logout()
{
    m_feed.stop();
    co_return co_await m_session.logout();
}

Reply<> HttpHubClient::changePassword(QString current, QString fresh)
{
    const base::Result<RestAnswer> answer = co_await call(passwordRequest(current, fresh));
    if (!answer)
        co_return answer.error();
    m_session.passwordChanged();
    co_return base::Result<>();
}

Reply<Posted> HttpHubClient::postTransaction(NewTransaction transaction, IdempotencyKey key)
{
    return post(postRequest(transaction, key));
}

Reply<Posted> HttpHubClient::reverseTransaction(qint64 id, QString reason, IdempotencyKey key)
{
    return post(reversalRequest(id, reason, key));
}

Reply<Posted> HttpHubClient::post(RestRequest request)
{
    const base::Result<RestAnswer> answer = co_await change(std::move(request));
    if (!answer)
        co_return answer.error();
    if (answer->status == 202) {
        const auto awaiting = decodeBody(answer->body, &contract::readApproval);
        if (!awaiting)
            co_return base::Error(base::ErrorCode::Timeout, awaiting.error().toString());
        co_return Posted{{}, answer->idempotencyHit, *awaiting};
    }
    const auto posted = decodeBody(answer->body, &contract::readTransaction);
    if (!posted) // it was carried out, but we do not know what: the list will show it
        co_return base::Error(base::ErrorCode::Timeout, posted.error().toString());
    co_return Posted{*posted, answer->idempotencyHit};
}

Reply<contract::Page<contract::Transaction>> HttpHubClient::transactions(TransactionQuery query)
{
    return read(transactionsRequest(query), &readTransactions);
}

Reply<contract::Account> HttpHubClient::openAccount(NewAccount account)
{
    return read(openAccountRequest(account), &contract::readAccount);
}

Reply<contract::Page<contract::Account>> HttpHubClient::accounts(AccountQuery query)
{
    return read(accountsRequest(query), &readAccounts);
}

Reply<contract::Account> HttpHubClient::account(QString cedula, std::optional<base::Currency> currency)
{
    return read(accountRequest(cedula, currency), &contract::readAccount);
}

Reply<contract::Page<contract::StatementEntry>> HttpHubClient::statement(StatementQuery query)
{
    return read(statementRequest(query), &readEntries);
}

Reply<contract::Summary> HttpHubClient::summary()
{
    return read(summaryRequest(), &contract::readSummary);
}

Reply<contract::TransactionDeliveries> HttpHubClient::deliveries(qint64 transaction)
{
    return read(deliveriesRequest(transaction), &contract::readTransactionDeliveries);
}

Reply<RestAnswer> HttpHubClient::call(RestRequest request)
{
    for (bool again = false;; again = true) {
        const base::Result<QByteArray> token = co_await m_session.bearer();
        if (!token) {
            // Whatever became of the refresh, the request itself never left.
            if (token.error().code() == base::ErrorCode::Timeout)
                co_return base::Error(base::ErrorCode::Unavailable, token.error().toString());
            co_return token.error();
        }
        request.bearer = *token;
        const base::Result<RestAnswer> answer = co_await m_rest.send(request);
        if (!answer)
            co_return answer.error();
        if (answer->status < 400)
            co_return *answer;
        const base::Error error = refusal(*answer);
        // Not every 401 is about the token: a wrong current password is one too, and its second answer stands.
        if (error.code() != base::ErrorCode::Unauthenticated || again)
            co_return error;
        m_session.spent(*token);
    }
}

Reply<RestAnswer> HttpHubClient::change(RestRequest request)
{
    std::optional<base::Error> unknown; // once an outcome was unknown, only an answer makes it known
    for (int attempt = 1;; ++attempt) {
        const base::Result<RestAnswer> answer = co_await call(request);
        if (answer)
            co_return *answer;
        const base::ErrorCode code = answer.error().code();
        if (code == base::ErrorCode::Timeout)
            unknown = answer.error();
        const bool noAnswer = code == base::ErrorCode::Timeout || code == base::ErrorCode::Unavailable;
        if (!unknown || !noAnswer)
            co_return answer.error();
        if (attempt >= m_timing.postTries || m_closing)
            co_return *unknown;
        co_await pause(m_timing.betweenTries * attempt);
    }
}

QCoro::Task<> HttpHubClient::giveToken(bool checkSession)
{
    if (checkSession) {
        // A handshake does not tell why it failed; a revoked login shows here, as 401 and then as a refused refresh.
        const base::Result<RestAnswer> me = co_await call(meRequest());
        if (!me && me.error().code() == base::ErrorCode::Unauthenticated && !m_session.user())
            co_return; // ended() has stopped the feed
    }
    const base::Result<QByteArray> token = co_await m_session.bearer();
    if (m_closing)
        co_return;
    if (token)
        m_feed.open(*token);
    else
        m_feed.refused(token.error().toString());
}

QCoro::Task<> HttpHubClient::pause(std::chrono::milliseconds duration)
{
    auto list = std::make_shared<WaitList>();
    m_pauses.push_back(list);
    QTimer::singleShot(duration, this, [list] { list->resumeAll(); });
    co_await list->wait();
    std::erase(m_pauses, list);
}

std::optional<std::chrono::milliseconds> HttpHubClient::dataAge() const
{
    if (!m_feed.lastFrame())
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonicNow() - *m_feed.lastFrame());
}

} // namespace client
