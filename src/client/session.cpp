// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session.h"

namespace client {

Session::Session(RestCaller &rest, const base::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_clock(clock)
{
}

Session::~Session()
{
    m_refreshed = base::Error(base::ErrorCode::Unavailable, u"the connection to the hub is closed"_qs);
    m_waiting.resumeAll();
}

Reply<Tokens> Session::askForTokens(RestRequest request)
{
    const base::Result<RestAnswer> answer = co_await m_rest.send(std::move(request));
    if (!answer)
        co_return answer.error();
    if (answer->status >= 400)
        co_return refusal(*answer);
    base::Result<Tokens> tokens = readTokens(answer->body);
    if (!tokens)
        co_return tokens.error().with(u"the hub's answer"_qs);
    co_return std::move(tokens).value();
}

Reply<User> Session::login(QString username, QString password)
{
    const base::Result<Tokens> tokens = co_await askForTokens(loginRequest(username, password));
    if (!tokens)
        co_return tokens.error();
    const QByteArray previous = m_tokens.refresh;
    const User user = tokens->user;
    accept(*tokens);
    if (!previous.isEmpty()) {
        // Unlocking signs in anew; the former login must not outlive it. If this fails it expires by itself.
        RestRequest farewell = logoutRequest(previous);
        farewell.bearer = m_tokens.access;
        co_await m_rest.send(std::move(farewell));
    }
    co_return user;
}

Reply<> Session::logout()
{
    if (!m_user)
        co_return base::Result<>();
    RestRequest request = logoutRequest(m_tokens.refresh);
    request.bearer = m_tokens.access;
    clear();
    const base::Result<RestAnswer> answer = co_await m_rest.send(std::move(request));
    if (!answer)
        co_return answer.error().with(u"signing out at the hub"_qs);
    if (answer->status >= 400 && answer->status != 401) // 401: it was over already
        co_return refusal(*answer);
    co_return base::Result<>();
}

Reply<QByteArray> Session::bearer()
{
    if (!m_user)
        co_return base::Error(base::ErrorCode::Unauthenticated, u"nobody is signed in"_qs);
    if (fresh())
        co_return base::Result<QByteArray>(m_tokens.access); // a bare lvalue would be moved from (QCoro 0.8)
    if (!m_refreshing)
        refresh(); // runs to its first wait, then on its own
    if (m_refreshing)
        co_await m_waiting.wait();
    if (!m_refreshed)
        co_return m_refreshed.error();
    co_return base::Result<QByteArray>(m_tokens.access);
}

QCoro::Task<> Session::refresh()
{
    m_refreshing = true;
    const QByteArray used = m_tokens.refresh;
    const base::Result<Tokens> tokens = co_await askForTokens(refreshRequest(used));
    m_refreshing = false;
    QString endedBy;
    if (used != m_tokens.refresh) {
        // A login or logout came in between and stands.
        m_refreshed = m_user ? base::Result<>() : base::Error(base::ErrorCode::Unauthenticated, u"signed out"_qs);
    } else if (tokens) {
        accept(*tokens);
        m_refreshed = base::Result<>();
    } else {
        m_refreshed = tokens.error();
        if (tokens.error().code() == base::ErrorCode::Unauthenticated ||
            tokens.error().code() == base::ErrorCode::PermissionDenied) {
            endedBy = tokens.error().message();
            clear();
        }
    }
    m_waiting.resumeAll();
    if (!endedBy.isNull())
        Q_EMIT ended(endedBy);
}

void Session::spent(const QByteArray &token)
{
    if (token == m_tokens.access)
        m_freshUntil = base::Monotonic(0);
}

void Session::passwordChanged()
{
    if (!m_user || !m_user->mustChangePassword)
        return;
    m_user->mustChangePassword = false;
    Q_EMIT userChanged();
}

void Session::accept(Tokens tokens)
{
    // A fifth of the life is left for calls under way and clocks that disagree.
    m_freshUntil = m_clock.monotonicNow() + std::chrono::milliseconds(tokens.expiresIn.count() * 800);
    const bool changed = m_user != tokens.user;
    m_user = tokens.user;
    m_tokens = std::move(tokens);
    if (changed)
        Q_EMIT userChanged();
}

void Session::clear()
{
    m_tokens = {};
    m_freshUntil = base::Monotonic(0);
    if (m_user) {
        m_user.reset();
        Q_EMIT userChanged();
    }
}

bool Session::fresh() const
{
    return m_clock.monotonicNow() < m_freshUntil;
}

} // namespace client
