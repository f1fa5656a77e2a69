// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keyregistry.h"
#include "auth/secrets.h"
#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr qsizetype maxName = 100;
constexpr qsizetype maxSubject = 255;
constexpr qsizetype maxJti = 255;

Error noSuchKey()
{
    return {ErrorCode::NotFound, u"there is no such API key"_s};
}

Result<> checkText(const QString &text, qsizetype longest, const QString &what)
{
    const bool printable = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
    if (text.trimmed().isEmpty() || text.size() > longest || !printable)
        return {ErrorCode::InvalidArgument, u"%1 has 1 to %2 printable characters"_s.arg(what).arg(longest)};
    return {};
}

/// What the audit tells of a key: everything but its hash.
QJsonObject told(const ApiKey &key)
{
    QJsonObject json{{u"name"_s, key.name}, {u"scopes"_s, QJsonArray::fromStringList(key.scopes.words())}};
    if (key.accountId)
        json.insert(u"account_id"_s, *key.accountId);
    if (key.user)
        json.insert(u"user_id"_s, key.user->value());
    if (key.expiresAt)
        json.insert(u"expires_utc_ms"_s, key.expiresAt->value);
    return json;
}

} // namespace

KeyRegistry::KeyRegistry(KeyStore &store, const base::Clock &clock, AuditPort &audit, Publish publish)
    : m_store(store)
    , m_clock(clock)
    , m_audit(audit)
    , m_publish(std::move(publish))
{
}

Result<> KeyRegistry::contribute(Snapshot &snapshot)
{
    auto all = m_store.keys();
    if (!all)
        return all.error().with(u"reading the API keys"_s);
    for (ApiKey &key : *all) {
        if (!key.revokedAt)
            snapshot.keys.insert(key.id, std::move(key));
    }
    const auto tokens = m_store.revokedTokens(m_clock.utcNow());
    if (!tokens)
        return tokens.error().with(u"reading the revoked tokens"_s);
    for (const RevokedToken &token : *tokens)
        snapshot.revokedTokens.insert(token.jti.toUtf8(), token.expiresAt);
    const auto mapped = m_store.subjects();
    if (!mapped)
        return mapped.error().with(u"reading the foreign subjects"_s);
    for (const ForeignSubject &subject : *mapped)
        snapshot.subjects.insert(subject.subject, subject.user);
    return {};
}

void KeyRegistry::note(const QString &action, const QString &target, const Actor &by, const QJsonObject &detail)
{
    m_audit.record({by.name, by.address, action, target, AuditEntry::Result::Done, detail});
}

Result<std::vector<ApiKey>> KeyRegistry::keys()
{
    return m_store.keys();
}

Result<ApiKey> KeyRegistry::find(const QByteArray &id)
{
    auto all = m_store.keys();
    if (!all)
        return all.error();
    const auto found = std::find_if(all->begin(), all->end(), [&id](const ApiKey &key) { return key.id == id; });
    return found == all->end() ? Result<ApiKey>(noSuchKey()) : Result<ApiKey>(std::move(*found));
}

Result<ApiKey> KeyRegistry::living(const QByteArray &id)
{
    auto key = find(id);
    if (key && key->revokedAt)
        return {ErrorCode::Conflict, u"the API key is revoked"_s};
    return key;
}

Result<std::optional<AccountRef>> KeyRegistry::resolve(const AccountWish &wish)
{
    if (!wish.id && wish.cedula.isEmpty())
        return std::optional<AccountRef>();
    auto found = m_store.findAccounts(wish.id, wish.id ? QString() : wish.cedula);
    if (!found)
        return found.error();
    std::erase_if(*found, [&wish](const AccountRef &account) {
        return (!wish.currency.isEmpty() && account.currency != wish.currency) ||
               (!wish.cedula.isEmpty() && account.cedula != wish.cedula);
    });
    if (found->empty())
        return {ErrorCode::InvalidArgument, u"there is no such account"_s};
    if (found->size() > 1)
        return {ErrorCode::InvalidArgument, u"there are several accounts of this cédula: name the currency"_s};
    return std::optional(found->front());
}

Result<IssuedApiKey> KeyRegistry::add(const NewApiKey &wanted, const Actor &by)
{
    if (const auto good = checkText(wanted.name, maxName, u"the name of a key"_s); !good)
        return good.error();
    if (wanted.scopes.isEmpty())
        return {ErrorCode::InvalidArgument, u"a key without scopes would be good for nothing"_s};
    const base::UtcMs now = m_clock.utcNow();
    if (wanted.expiresAt && *wanted.expiresAt <= now)
        return {ErrorCode::InvalidArgument, u"the key would have expired already"_s};
    const auto account = resolve(wanted.account);
    if (!account)
        return account.error();
    const auto present = keys();
    if (!present)
        return present.error();
    const auto alive =
        std::count_if(present->begin(), present->end(), [](const ApiKey &key) { return !key.revokedAt; });
    if (alive >= maxKeys)
        return {ErrorCode::LimitExceeded, u"there are %1 API keys already: revoke some"_s.arg(maxKeys)};
    IssuedApiKey issued;
    issued.text = makeApiKey();
    issued.key.id = apiKeyId(issued.text);
    issued.key.hash = sha256(issued.text);
    issued.key.name = wanted.name.trimmed();
    issued.key.scopes = wanted.scopes;
    issued.key.user = wanted.user;
    issued.key.expiresAt = wanted.expiresAt;
    issued.key.createdAt = now;
    issued.key.createdBy = by.name;
    if (*account) {
        issued.key.accountId = (*account)->id;
        issued.key.cedula = (*account)->cedula;
    }
    if (const auto added = m_store.addKey(issued.key); !added)
        return added.error();
    note(u"key.create"_s, QString::fromLatin1(issued.key.id), by, {{u"after"_s, told(issued.key)}});
    if (const auto published = m_publish(); !published)
        return published.error();
    return issued;
}

Result<> KeyRegistry::save(const ApiKey &key, const QString &action, const Actor &by, const QJsonObject &detail)
{
    if (const auto written = m_store.updateKey(key); !written)
        return written;
    note(action, QString::fromLatin1(key.id), by, detail);
    return m_publish();
}

Result<ApiKey> KeyRegistry::change(const QByteArray &id, const ApiKeyEdit &edit, const Actor &by)
{
    auto key = living(id);
    if (!key)
        return key.error();
    const QJsonObject before = told(*key);
    key->name = edit.name.value_or(key->name).trimmed();
    key->scopes = edit.scopes.value_or(key->scopes);
    if (const auto good = checkText(key->name, maxName, u"the name of a key"_s); !good)
        return good.error();
    if (key->scopes.isEmpty())
        return {ErrorCode::InvalidArgument, u"a key without scopes would be good for nothing"_s};
    if (const auto saved = save(*key, u"key.change"_s, by, {{u"before"_s, before}, {u"after"_s, told(*key)}}); !saved)
        return saved.error();
    return key;
}

Result<IssuedApiKey> KeyRegistry::rotate(const QByteArray &id, const Actor &by)
{
    auto key = living(id);
    if (!key)
        return key.error();
    QByteArray text = makeApiKey();
    text.replace(apiKeyPrefix.size(), id.size(), id);
    key->hash = sha256(text);
    if (const auto saved = save(*key, u"key.rotate"_s, by, {}); !saved)
        return saved.error();
    return IssuedApiKey{std::move(*key), text};
}

Result<> KeyRegistry::revoke(const QByteArray &id, const Actor &by)
{
    auto key = find(id);
    if (!key)
        return key.error();
    if (key->revokedAt)
        return {};
    key->revokedAt = m_clock.utcNow();
    return save(*key, u"key.revoke"_s, by, {{u"before"_s, told(*key)}});
}

Result<ForeignSubject> KeyRegistry::setSubject(const QString &subject, UserId user, const Actor &by)
{
    if (const auto good = checkText(subject, maxSubject, u"a subject"_s); !good)
        return good.error();
    const ForeignSubject mapped{subject, user, m_clock.utcNow(), by.name};
    if (const auto written = m_store.setSubject(mapped); !written)
        return written.error();
    note(u"subject.set"_s, subject, by, {{u"user_id"_s, user.value()}});
    if (const auto published = m_publish(); !published)
        return published.error();
    return mapped;
}

Result<> KeyRegistry::removeSubject(const QString &subject, const Actor &by)
{
    if (const auto removed = m_store.removeSubject(subject); !removed)
        return removed;
    note(u"subject.remove"_s, subject, by, {});
    return m_publish();
}

Result<> KeyRegistry::revokeToken(const QString &jti, base::UtcMs expiresAt, const Actor &by)
{
    if (const auto good = checkText(jti, maxJti, u"a jti"_s); !good)
        return good;
    const base::UtcMs now = m_clock.utcNow();
    if (expiresAt <= now)
        return {};
    if (const auto written = m_store.revokeToken({jti, expiresAt, now, by.name}); !written)
        return written;
    note(u"token.revoke"_s, jti, by, {{u"expires_utc_ms"_s, expiresAt.value}});
    return m_publish();
}

} // namespace auth
