// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "client/apirequests.h"
#include "client/waitlist.h"

namespace client {

/// The login: tokens, their refresh before they expire, and the one place where a refresh happens. A refresh token
/// used twice revokes the whole login, so all callers share one refresh. One thread.
class Session : public QObject
{
    Q_OBJECT
public:
    Session(RestCaller &rest, const base::Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    Reply<User> login(QString username, QString password);
    Reply<> logout();
    /// A token that is good for a while yet. Unauthenticated when nobody is signed in or the refresh was refused (then
    /// ended() was emitted); Unavailable or Timeout when the hub could not be asked.
    Reply<QByteArray> bearer();
    /// The hub did not take this token: the next bearer() brings another.
    void spent(const QByteArray &token);
    void passwordChanged();

    const std::optional<User> &user() const { return m_user; }

Q_SIGNALS:
    void userChanged();
    /// The hub ended the session; `reason` is its sentence.
    void ended(const QString &reason);

private:
    Reply<Tokens> askForTokens(RestRequest request);
    QCoro::Task<> refresh();
    void accept(Tokens tokens);
    void clear();
    bool fresh() const;

    RestCaller &m_rest;
    const base::Clock &m_clock;
    std::optional<User> m_user;
    Tokens m_tokens;
    base::Monotonic m_freshUntil{0};
    bool m_refreshing = false;
    base::Result<> m_refreshed;
    WaitList m_waiting;
};

} // namespace client
