// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlaccessstore.h"
#include "auth/acljson.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace store {

using namespace Qt::StringLiterals;

namespace {

using base::ErrorCode;

const QString columns = u"username, client_ids, device_id, cedula, secret_hash, export_hash, previous_hash,"
                        " grace_until, enabled, note, epoch, created_at, rotated_at, last_used_at"_s;

QString clientIdsText(const QStringList &clientIds)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(clientIds)).toJson(QJsonDocument::Compact));
}

std::optional<base::UtcMs> timeFrom(const Rows &rows, int column)
{
    const auto ms = rows.optionalInteger(column);
    return ms ? std::optional(base::UtcMs{*ms}) : std::nullopt;
}

std::optional<qint64> msOf(const std::optional<base::UtcMs> &at)
{
    return at ? std::optional(at->value) : std::nullopt;
}

auth::DeviceCredential credentialFrom(const Rows &rows)
{
    auth::DeviceCredential credential;
    credential.id = auth::CredentialId(rows.integer(0));
    credential.username = rows.text(1);
    for (const QJsonValue &client : QJsonDocument::fromJson(rows.text(2).toUtf8()).array())
        credential.clientIds.append(client.toString());
    credential.deviceId = rows.text(3);
    credential.cedula = rows.text(4);
    credential.secretHash = rows.blob(5);
    credential.exportHash = rows.blob(6);
    credential.previousHash = rows.blob(7);
    credential.graceUntil = timeFrom(rows, 8);
    credential.enabled = rows.integer(9) != 0;
    credential.note = rows.text(10);
    credential.epoch = rows.integer(11);
    credential.createdAt = {rows.integer(12)};
    credential.rotatedAt = {rows.integer(13)};
    credential.lastUsedAt = timeFrom(rows, 14);
    return credential;
}

/// The 14 columns, in order.
void bindColumns(Statement &statement, const auth::DeviceCredential &credential)
{
    // A null array would be bound as NULL, an empty one is a blob of no bytes.
    const auto blob = [](const QByteArray &bytes) { return bytes.isNull() ? QByteArray("") : bytes; };
    statement.bind(credential.username).bind(clientIdsText(credential.clientIds)).bind(credential.deviceId);
    statement.bind(credential.cedula).bind(blob(credential.secretHash)).bind(blob(credential.exportHash));
    statement.bind(blob(credential.previousHash)).bind(msOf(credential.graceUntil)).bind(int{credential.enabled});
    statement.bind(credential.note).bind(credential.epoch).bind(credential.createdAt.value);
    statement.bind(credential.rotatedAt.value).bind(msOf(credential.lastUsedAt));
}

base::Result<> done(const base::Result<qint64> &changed)
{
    return changed ? base::Result<>() : base::Result<>(changed.error());
}

} // namespace

SqlAccessStore::SqlAccessStore(Database &database)
    : m_all(database, QString(u"SELECT id, " + columns + u" FROM device_credential ORDER BY username"))
    , m_nextId(database, u"SELECT coalesce(max(id), 0) + 1 FROM device_credential"_s)
    , m_insert(database, QString(u"INSERT INTO device_credential (" + columns +
                                 u", id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                 " ON CONFLICT (username) DO NOTHING"))
    , m_update(database, QString(u"UPDATE device_credential SET (" + columns +
                                 u") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"))
    , m_remove(database, u"DELETE FROM device_credential WHERE id = ?"_s)
    , m_used(database, u"UPDATE device_credential SET last_used_at = ? WHERE id = ?"_s)
    , m_rules(database, u"SELECT id, rule FROM acl_rule ORDER BY position"_s)
    , m_clearRules(database, u"DELETE FROM acl_rule"_s)
    , m_addRule(database, u"INSERT INTO acl_rule (id, position, rule) VALUES (?, ?, ?)"_s)
{
}

base::Result<std::vector<auth::DeviceCredential>> SqlAccessStore::credentials()
{
    auto rows = m_all.select();
    if (!rows)
        return rows.error();
    std::vector<auth::DeviceCredential> all;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return all;
        all.push_back(credentialFrom(*rows));
    }
}

base::Result<std::vector<auth::AclRule>> SqlAccessStore::rules()
{
    auto rows = m_rules.select();
    if (!rows)
        return rows.error();
    std::vector<auth::AclRule> all;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return all;
        auto rule = auth::ruleFromJson(QJsonDocument::fromJson(rows->text(1).toUtf8()).object());
        if (!rule) // half a list permits what the whole one denies
            return {ErrorCode::Corrupt, u"access rule %1: %2"_s.arg(rows->integer(0)).arg(rule.error().message())};
        rule->id = auth::AclRuleId(rows->integer(0));
        all.push_back(std::move(*rule));
    }
}

base::Result<> SqlAccessStore::add(const auth::DeviceCredential &credential)
{
    const auto id = m_nextId.integer();
    if (!id)
        return id.error();
    bindColumns(m_insert, credential);
    const auto added = m_insert.bind(*id).run();
    if (added && *added == 0)
        return {ErrorCode::AlreadyExists, u"there is a credential \"%1\" already"_s.arg(credential.username)};
    return done(added);
}

base::Result<> SqlAccessStore::update(const auth::DeviceCredential &credential)
{
    bindColumns(m_update, credential);
    const auto changed = m_update.bind(credential.id.value()).run();
    if (changed && *changed == 0)
        return {ErrorCode::NotFound, u"there is no such credential"_s};
    return done(changed);
}

base::Result<> SqlAccessStore::remove(auth::CredentialId credential)
{
    const auto changed = m_remove.bind(credential.value()).run();
    if (changed && *changed == 0)
        return {ErrorCode::NotFound, u"there is no such credential"_s};
    return done(changed);
}

base::Result<> SqlAccessStore::replaceRules(const std::vector<auth::AclRule> &rules)
{
    if (const auto cleared = done(m_clearRules.run()); !cleared)
        return cleared;
    qint64 last = 0;
    for (const auth::AclRule &rule : rules)
        last = std::max(last, rule.id.value());
    qint64 position = 0;
    for (const auth::AclRule &rule : rules) {
        const qint64 id = rule.id.value() > 0 ? rule.id.value() : ++last;
        auth::AclRule bare = rule;
        bare.id = {};
        const QByteArray text = QJsonDocument(auth::ruleToJson(bare)).toJson(QJsonDocument::Compact);
        m_addRule.bind(id).bind(++position).bind(QString::fromUtf8(text));
        if (const auto added = done(m_addRule.run()); !added)
            return added;
    }
    return {};
}

base::Result<> SqlAccessStore::apply(const auth::AccessChange &change)
{
    if (change.rules) {
        if (const auto replaced = replaceRules(*change.rules); !replaced)
            return replaced;
    }
    for (const auth::CredentialId credential : change.remove) {
        if (const auto removed = remove(credential); !removed)
            return removed;
    }
    for (const auth::DeviceCredential &credential : change.update) {
        if (const auto updated = update(credential); !updated)
            return updated;
    }
    for (const auth::DeviceCredential &credential : change.add) {
        if (const auto added = add(credential); !added)
            return added;
    }
    return {};
}

base::Result<> SqlAccessStore::noteUsed(const std::vector<auth::CredentialUse> &uses)
{
    for (const auth::CredentialUse &use : uses) {
        if (const auto noted = done(m_used.bind(use.at.value).bind(use.credential.value()).run()); !noted)
            return noted;
    }
    return {};
}

} // namespace store
