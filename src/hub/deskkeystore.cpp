// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/deskkeystore.h"
#include "hub/deskask.h"
#include "store/sqlkeystore.h"

namespace hub {
namespace {

using base::Result;

template <typename T>
Result<T> ask(DeskThread &desk, std::function<Result<T>(store::SqlKeyStore &)> call)
{
    return askDesk<store::SqlKeyStore, T>(desk, std::move(call));
}

} // namespace

Result<std::vector<auth::ApiKey>> DeskKeyStore::keys()
{
    return ask<std::vector<auth::ApiKey>>(m_desk, [](store::SqlKeyStore &keys) { return keys.keys(); });
}

Result<> DeskKeyStore::addKey(const auth::ApiKey &key)
{
    return ask<void>(m_desk, [key](store::SqlKeyStore &keys) { return keys.addKey(key); });
}

Result<> DeskKeyStore::updateKey(const auth::ApiKey &key)
{
    return ask<void>(m_desk, [key](store::SqlKeyStore &keys) { return keys.updateKey(key); });
}

Result<> DeskKeyStore::noteKeyUses(const QHash<QByteArray, base::UtcMs> &uses)
{
    return ask<void>(m_desk, [uses](store::SqlKeyStore &keys) { return keys.noteKeyUses(uses); });
}

Result<std::vector<auth::ForeignSubject>> DeskKeyStore::subjects()
{
    return ask<std::vector<auth::ForeignSubject>>(m_desk, [](store::SqlKeyStore &keys) { return keys.subjects(); });
}

Result<> DeskKeyStore::setSubject(const auth::ForeignSubject &subject)
{
    return ask<void>(m_desk, [subject](store::SqlKeyStore &keys) { return keys.setSubject(subject); });
}

Result<> DeskKeyStore::removeSubject(const QString &subject)
{
    return ask<void>(m_desk, [subject](store::SqlKeyStore &keys) { return keys.removeSubject(subject); });
}

Result<std::vector<auth::RevokedToken>> DeskKeyStore::revokedTokens(base::UtcMs now)
{
    return ask<std::vector<auth::RevokedToken>>(m_desk,
                                                [now](store::SqlKeyStore &keys) { return keys.revokedTokens(now); });
}

Result<> DeskKeyStore::revokeToken(const auth::RevokedToken &token)
{
    return ask<void>(m_desk, [token](store::SqlKeyStore &keys) { return keys.revokeToken(token); });
}

Result<std::vector<auth::AccountRef>> DeskKeyStore::findAccounts(std::optional<qint64> id, const QString &cedula)
{
    return ask<std::vector<auth::AccountRef>>(
        m_desk, [id, cedula](store::SqlKeyStore &keys) { return keys.findAccounts(id, cedula); });
}

} // namespace hub
