// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/accessregistry.h"
#include "auth/mosquittohash.h"
#include "auth/secrets.h"
#include <algorithm>

namespace auth {
namespace {

using base::ErrorCode;

base::Error wrongSecret()
{
    return {ErrorCode::Unauthenticated, u"wrong user name or secret"_qs};
}

base::Error noSuchDevice(const QString &username)
{
    return {ErrorCode::NotFound, u"there is no device credential \"%1\""_qs.arg(username)};
}

AccessSnapshot::Device shown(const DeviceCredential &credential)
{
    QByteArrayList clients;
    for (const QString &client : credential.clientIds)
        clients.append(client.toUtf8());
    return {
        credential.id, credential.enabled, credential.epoch, credential.deviceId.toUtf8(), credential.cedula.toUtf8(),
        clients};
}

base::Result<> checkClientIds(const QStringList &clientIds)
{
    for (const QString &client : clientIds) {
        if (client.isEmpty() || client.toUtf8().size() > 256 || client.contains(QChar::Null))
            return {ErrorCode::InvalidArgument, u"a client identifier has 1 to 256 bytes"_qs};
    }
    return {};
}

base::Result<> checkFields(const DeviceCredential &credential)
{
    if (const auto good = checkDeviceName(credential.username); !good)
        return good;
    if (const auto good = checkClientIds(credential.clientIds); !good)
        return good;
    if (!credential.deviceId.isEmpty()) {
        if (const auto good = checkDeviceName(credential.deviceId); !good)
            return good.error().with(u"the device's id"_qs);
    }
    const bool digits =
        std::all_of(credential.cedula.begin(), credential.cedula.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits || credential.cedula.size() > 13)
        return {ErrorCode::InvalidArgument, u"a cédula has digits alone"_qs};
    if (credential.note.size() > 500)
        return {ErrorCode::InvalidArgument, u"a note has at most 500 characters"_qs};
    return {};
}

} // namespace

AccessRegistry::AccessRegistry(AccessStore &store, const base::Clock &clock, Settings settings, SecretHasher hasher)
    : m_store(store)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_hasher(std::move(hasher))
{
}

base::Result<std::unique_ptr<AccessRegistry>> AccessRegistry::create(AccessStore &store, const base::Clock &clock,
                                                                     Settings settings, Published published,
                                                                     Noted noted)
{
    auto hasher = SecretHasher::create(settings.cost);
    if (!hasher)
        return hasher.error();
    std::unique_ptr<AccessRegistry> made(new AccessRegistry(store, clock, std::move(settings), std::move(*hasher)));
    made->m_published = std::move(published);
    made->m_noted = std::move(noted);
    if (const auto read = made->reload(); !read)
        return read.error();
    return made;
}

base::Result<> AccessRegistry::reload()
{
    auto credentials = m_store.credentials();
    if (!credentials)
        return credentials.error().with(u"reading the device credentials"_qs);
    auto rules = m_store.rules();
    if (!rules)
        return rules.error().with(u"reading the access rules"_qs);
    auto next = std::make_shared<AccessSnapshot>();
    next->number = m_snapshot->number + 1;
    m_credentials.clear();
    for (DeviceCredential &credential : *credentials) {
        next->devices.insert(credential.username.toUtf8(), shown(credential));
        const auto used = m_uses.constFind(credential.id);
        if (used != m_uses.cend())
            credential.lastUsedAt = *used;
        m_credentials.insert(credential.username, std::move(credential));
    }
    next->rules = AclRules::compile(std::move(*rules));
    m_snapshot = std::move(next);
    if (m_published)
        m_published(m_snapshot);
    return {};
}

base::Result<> AccessRegistry::commit(const AccessChange &change, const Change &note)
{
    if (const auto done = m_store.apply(change); !done)
        return done;
    if (m_noted)
        m_noted(note);
    return reload();
}

DeviceCredential *AccessRegistry::known(const QString &username)
{
    const auto found = m_credentials.find(username);
    return found == m_credentials.end() ? nullptr : &*found;
}

base::Result<VerifiedDevice> AccessRegistry::verify(const QString &username, QByteArrayView secret,
                                                    const QString &address)
{
    if (m_throttle.delay(username, address, m_clock.monotonicNow()).count() > 0)
        return {ErrorCode::LimitExceeded, u"too many failed attempts: wait a moment"_qs};
    DeviceCredential *credential = known(username);
    VerifiedDevice verified{username.toUtf8(), credential ? credential->epoch : 0, {}};
    bool good = false;
    if (credential && credential->enabled && !credential->secretHash.isEmpty()) {
        const auto matched = matches(*credential, secret, verified);
        if (!matched)
            return matched.error();
        good = *matched;
    } else {
        ++m_hashes;
        m_hasher.pretend(secret); // as long as for a device that exists
    }
    if (!good) {
        m_throttle.failed(username, address, m_clock.monotonicNow());
        return wrongSecret();
    }
    m_throttle.succeeded(username, address);
    return verified;
}

base::Result<bool> AccessRegistry::matches(DeviceCredential &credential, QByteArrayView secret,
                                           VerifiedDevice &verified)
{
    ++m_hashes;
    const bool imported = MosquittoHash::isOne(credential.secretHash);
    if (m_hasher.verify(credential.secretHash, secret)) {
        if (!m_hasher.isOutdated(credential.secretHash))
            return true;
        auto hash = m_hasher.hash(secret);
        if (!hash)
            return hash.error();
        DeviceCredential next = credential;
        if (imported)
            next.exportHash = credential.secretHash;
        next.secretHash = std::move(*hash);
        if (const auto written = m_store.apply({{}, {}, {next}, {}}); !written)
            return written.error().with(u"renewing a device's hash"_qs);
        credential = std::move(next);
        return true;
    }
    if (imported)
        m_hasher.pretend(secret); // mosquitto's hash is quick: its failure must not tell that the name exists
    if (credential.previousHash.isEmpty() || !credential.graceUntil || *credential.graceUntil <= m_clock.utcNow())
        return false;
    ++m_hashes;
    verified.until = credential.graceUntil;
    return m_hasher.verify(credential.previousHash, secret);
}

std::vector<DeviceCredential> AccessRegistry::credentials() const
{
    std::vector<DeviceCredential> all(m_credentials.begin(), m_credentials.end());
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.username < b.username; });
    return all;
}

std::optional<DeviceCredential> AccessRegistry::find(const QString &username) const
{
    const auto found = m_credentials.constFind(username);
    return found == m_credentials.cend() ? std::nullopt : std::optional(*found);
}

base::Result<> AccessRegistry::checkNew(const DeviceCredential &credential) const
{
    if (const auto good = checkFields(credential); !good)
        return good;
    const bool person = m_settings.isPerson && m_settings.isPerson(credential.username.toLower());
    if (person || m_credentials.contains(credential.username))
        return {ErrorCode::AlreadyExists, u"the name \"%1\" is taken"_qs.arg(credential.username)};
    return {};
}

base::Result<> AccessRegistry::setSecret(DeviceCredential &credential, const QByteArray &secret, bool exportable)
{
    if (const auto good = checkDeviceSecret(secret); !good)
        return good;
    auto hash = m_hasher.hash(secret);
    if (!hash)
        return hash.error();
    ++m_hashes;
    credential.secretHash = std::move(*hash);
    credential.exportHash = exportable ? MosquittoHash::make(secret) : QByteArray();
    credential.rotatedAt = m_clock.utcNow();
    return {};
}

base::Result<IssuedCredential> AccessRegistry::add(const NewCredential &wanted, const QString &by)
{
    DeviceCredential made;
    made.username = wanted.username;
    made.clientIds = wanted.clientIds;
    made.deviceId = wanted.deviceId;
    made.cedula = wanted.cedula;
    made.note = wanted.note;
    made.createdAt = made.rotatedAt = m_clock.utcNow();
    if (const auto good = checkNew(made); !good)
        return good.error();
    const bool random = wanted.secret.isEmpty() && !wanted.certificateOnly;
    const QByteArray secret = random ? randomToken(24) : wanted.secret;
    if (!wanted.certificateOnly) {
        if (const auto set = setSecret(made, secret, wanted.isExportable); !set)
            return set.error();
    }
    if (const auto done = commit({{}, {made}, {}, {}}, {by, u"device.add"_qs, made.username}); !done)
        return done.error();
    return IssuedCredential{m_credentials.value(made.username), random ? secret : QByteArray()};
}

base::Result<IssuedCredential> AccessRegistry::rotate(const QString &username, const QByteArray &secret,
                                                      std::chrono::seconds grace, const QString &by)
{
    const DeviceCredential *present = known(username);
    if (!present)
        return noSuchDevice(username);
    if (grace.count() < 0 || grace > std::chrono::hours(24 * 90))
        return {ErrorCode::InvalidArgument, u"the old secret stays good for 90 days at most"_qs};
    DeviceCredential next = *present;
    next.previousHash = grace.count() > 0 ? present->secretHash : QByteArray();
    next.graceUntil.reset();
    if (!next.previousHash.isEmpty())
        next.graceUntil = base::UtcMs{m_clock.utcNow().value + std::chrono::milliseconds(grace).count()};
    const QByteArray fresh = secret.isEmpty() ? randomToken(24) : secret;
    if (const auto set = setSecret(next, fresh, !present->exportHash.isEmpty()); !set)
        return set.error();
    ++next.epoch;
    if (const auto done = commit({{}, {}, {next}, {}}, {by, u"device.rotate"_qs, username}); !done)
        return done.error();
    return IssuedCredential{m_credentials.value(username), secret.isEmpty() ? fresh : QByteArray()};
}

base::Result<DeviceCredential> AccessRegistry::edit(const QString &username, const CredentialEdit &edit,
                                                    const QString &by)
{
    const DeviceCredential *present = known(username);
    if (!present)
        return noSuchDevice(username);
    DeviceCredential next = *present;
    next.clientIds = edit.clientIds.value_or(present->clientIds);
    next.deviceId = edit.deviceId.value_or(present->deviceId);
    next.cedula = edit.cedula.value_or(present->cedula);
    next.note = edit.note.value_or(present->note);
    next.enabled = edit.enabled.value_or(present->enabled);
    if (const auto good = checkFields(next); !good)
        return good.error();
    ++next.epoch;
    const QString what = next.enabled == present->enabled ? u"device.change"_qs
                         : next.enabled                   ? u"device.enable"_qs
                                                          : u"device.disable"_qs;
    if (const auto done = commit({{}, {}, {next}, {}}, {by, what, username}); !done)
        return done.error();
    return m_credentials.value(username);
}

base::Result<> AccessRegistry::remove(const QString &username, const QString &by)
{
    const DeviceCredential *present = known(username);
    if (!present)
        return noSuchDevice(username);
    return commit({{}, {}, {}, {present->id}}, {by, u"device.remove"_qs, username});
}

base::Result<> AccessRegistry::import(std::vector<DeviceCredential> credentials, const QString &by)
{
    AccessChange change;
    for (DeviceCredential &credential : credentials) {
        credential.createdAt = credential.rotatedAt = m_clock.utcNow();
        if (const auto good = checkNew(credential); !good)
            return good.error().with(credential.username);
        change.add.push_back(std::move(credential));
    }
    const QString count = QString::number(change.add.size());
    return change.add.empty() ? base::Result<>() : commit(change, {by, u"device.import"_qs, count});
}

void AccessRegistry::noteUse(const QByteArray &username, base::UtcMs at)
{
    if (DeviceCredential *credential = known(QString::fromUtf8(username))) {
        credential->lastUsedAt = at;
        m_uses.insert(credential->id, at);
    }
}

base::Result<> AccessRegistry::saveUses()
{
    if (m_uses.isEmpty())
        return {};
    std::vector<CredentialUse> uses;
    for (auto use = m_uses.cbegin(); use != m_uses.cend(); ++use)
        uses.push_back({use.key(), use.value()});
    if (const auto written = m_store.noteUsed(uses); !written)
        return written;
    m_uses.clear();
    return {};
}

base::Result<> AccessRegistry::setRules(std::vector<AclRule> rules, const QString &by)
{
    for (size_t i = 0; i < rules.size(); ++i) {
        if (const auto good = checkRule(rules[i]); !good)
            return good.error().with(u"rule %1"_qs.arg(i + 1));
    }
    const QString count = QString::number(rules.size());
    return commit({std::move(rules), {}, {}, {}}, {by, u"acl.set"_qs, count});
}

} // namespace auth
