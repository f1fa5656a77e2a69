// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/audit.h"
#include "auth/keystore.h"
#include "auth/snapshot.h"
#include <functional>

namespace auth {

/// Which account of a customer; both empty: none.
struct AccountWish
{
    std::optional<qint64> id;
    QString cedula;   ///< instead of the id, when he has one account, or one in `currency`
    QString currency; ///< empty: whichever he has
};

/// An API key to be made.
struct NewApiKey
{
    QString name;
    ScopeSet scopes;
    AccountWish account;
    std::optional<UserId> user;
    std::optional<base::UtcMs> expiresAt;
};

/// What may be changed of one; absent: stays.
struct ApiKeyEdit
{
    std::optional<QString> name;
    std::optional<ScopeSet> scopes;
};

/// A key and its text, which is shown once and kept nowhere.
struct IssuedApiKey
{
    ApiKey key;
    QByteArray text;
};

/// Keeps API keys, the subjects of foreign tokens and revoked tokens, and puts them into the snapshot that all checkers
/// share. Calls take as long as a commit: lives on the hash pool's thread together with its KeyStore, and is used from
/// there alone. Every change is told to the audit.
class KeyRegistry
{
public:
    /// Makes and publishes a new snapshot, which asks contribute().
    using Publish = std::function<base::Result<>()>;

    static constexpr qsizetype maxKeys = 1'000; ///< living ones: the snapshot holds them all

    /// `store`, `clock` and `audit` outlive it.
    KeyRegistry(KeyStore &store, const base::Clock &clock, AuditPort &audit, Publish publish);

    /// Reads what the snapshot needs into it.
    base::Result<> contribute(Snapshot &snapshot);

    /// The newest first, revoked ones too.
    base::Result<std::vector<ApiKey>> keys();
    base::Result<ApiKey> find(const QByteArray &id);
    /// InvalidArgument for a name, scopes, account or end that will not do; LimitExceeded.
    base::Result<IssuedApiKey> add(const NewApiKey &wanted, const Actor &by);
    base::Result<ApiKey> change(const QByteArray &id, const ApiKeyEdit &edit, const Actor &by);
    /// A new secret under the same id; the old one is worth nothing from now on. NotFound.
    base::Result<IssuedApiKey> rotate(const QByteArray &id, const Actor &by);
    /// NotFound; harmless when it is revoked already.
    base::Result<> revoke(const QByteArray &id, const Actor &by);
    base::Result<> noteUses(const QHash<QByteArray, base::UtcMs> &uses) { return m_store.noteKeyUses(uses); }

    base::Result<std::vector<ForeignSubject>> subjects() { return m_store.subjects(); }
    base::Result<ForeignSubject> setSubject(const QString &subject, UserId user, const Actor &by);
    base::Result<> removeSubject(const QString &subject, const Actor &by);

    base::Result<std::vector<RevokedToken>> revokedTokens() { return m_store.revokedTokens(m_clock.utcNow()); }
    /// InvalidArgument for a `jti` that none can have.
    base::Result<> revokeToken(const QString &jti, base::UtcMs expiresAt, const Actor &by);

    /// The account that is meant: InvalidArgument when there is none or more than one.
    base::Result<std::optional<AccountRef>> resolve(const AccountWish &wish);

private:
    base::Result<ApiKey> living(const QByteArray &id);
    base::Result<> save(const ApiKey &key, const QString &action, const Actor &by, const QJsonObject &detail);
    void note(const QString &action, const QString &target, const Actor &by, const QJsonObject &detail);

    KeyStore &m_store;
    const base::Clock &m_clock;
    AuditPort &m_audit;
    Publish m_publish;
};

} // namespace auth
