// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesssnapshot.h"
#include "auth/accessstore.h"
#include "auth/loginthrottle.h"
#include "auth/secrethasher.h"
#include <functional>

namespace auth {

/// A credential to be made.
struct NewCredential
{
    QString username;
    QStringList clientIds;
    QString deviceId;
    QString cedula;
    QString note;
    QByteArray secret;            ///< empty: a random one is made
    bool isExportable = false;    ///< keep a `$7$` hash too, for a mosquitto password_file
    bool certificateOnly = false; ///< no secret at all
};

/// What may be changed of one; absent: stays.
struct CredentialEdit
{
    std::optional<QStringList> clientIds;
    std::optional<QString> deviceId;
    std::optional<QString> cedula;
    std::optional<QString> note;
    std::optional<bool> enabled;
};

/// A credential and the secret that was just made for it: shown once, kept nowhere.
struct IssuedCredential
{
    DeviceCredential credential;
    QByteArray secret; ///< empty: it was the caller's, or there is none
};

/// A secret that was right.
struct VerifiedDevice
{
    QByteArray username;
    qint64 epoch = 0;
    std::optional<base::UtcMs> until; ///< the old secret of a rotation: good no longer than this
};

/// Keeps device credentials and access rules: verifies secrets, makes, rotates and changes credentials, edits the list,
/// and publishes the snapshot that the broker decides by. Calls take as long as a hash and a commit: lives on the hash
/// pool's thread together with its AccessStore, and is used from there alone.
class AccessRegistry
{
public:
    struct Settings
    {
        PasswordCost cost = PasswordCost::devices();
        /// Names that a credential may not have: people's.
        std::function<bool(const QString &)> isPerson;
    };
    /// What was changed, by whom; for the log and the audit. Holds no secret.
    struct Change
    {
        QString by;
        QString what;   ///< "device.add", "device.rotate", "acl.set"…
        QString target; ///< user name; a count of rules
    };
    using Published = std::function<void(AccessSnapshotPtr)>;
    using Noted = std::function<void(const Change &)>;

    /// Reads credentials and rules and publishes the first snapshot. `store` and `clock` outlive it.
    static base::Result<std::unique_ptr<AccessRegistry>> create(AccessStore &store, const base::Clock &clock,
                                                                Settings settings, Published published, Noted noted);

    /// Unauthenticated for a wrong secret or an unknown or disabled name (after as much work), LimitExceeded while
    /// throttled (SPEC 3).
    base::Result<VerifiedDevice> verify(const QString &username, QByteArrayView secret, const QString &address);
    /// For gauges and tests: how many secrets have been hashed.
    qint64 hashesMade() const { return m_hashes; }

    /// By name.
    std::vector<DeviceCredential> credentials() const;
    std::optional<DeviceCredential> find(const QString &username) const;
    /// AlreadyExists for a taken name, a person's too; InvalidArgument.
    base::Result<IssuedCredential> add(const NewCredential &wanted, const QString &by);
    /// A new secret (`secret` empty: a random one); the old one stays good for `grace`. NotFound, InvalidArgument.
    base::Result<IssuedCredential> rotate(const QString &username, const QByteArray &secret, std::chrono::seconds grace,
                                          const QString &by);
    base::Result<DeviceCredential> edit(const QString &username, const CredentialEdit &edit, const QString &by);
    base::Result<> remove(const QString &username, const QString &by);
    /// Several at once, of an import; secretHash is taken as it is. All or none.
    base::Result<> import(std::vector<DeviceCredential> credentials, const QString &by);
    /// Remembers when secrets were used; durable with the next saveUses().
    void noteUse(const QByteArray &username, base::UtcMs at);
    base::Result<> saveUses();

    const std::vector<AclRule> &rules() const { return m_snapshot->rules->rules(); }
    /// The whole list anew. InvalidArgument names the first bad rule.
    base::Result<> setRules(std::vector<AclRule> rules, const QString &by);

    AccessSnapshotPtr snapshot() const { return m_snapshot; }

private:
    AccessRegistry(AccessStore &store, const base::Clock &clock, Settings settings, SecretHasher hasher);
    base::Result<> reload();
    base::Result<> commit(const AccessChange &change, const Change &note);
    base::Result<bool> matches(DeviceCredential &credential, QByteArrayView secret, VerifiedDevice &verified);
    base::Result<> setSecret(DeviceCredential &credential, const QByteArray &secret, bool exportable);
    base::Result<> checkNew(const DeviceCredential &credential) const;
    DeviceCredential *known(const QString &username);

    AccessStore &m_store;
    const base::Clock &m_clock;
    Settings m_settings;
    SecretHasher m_hasher;
    Published m_published;
    Noted m_noted;
    LoginThrottle m_throttle;
    QHash<QString, DeviceCredential> m_credentials;
    QHash<CredentialId, base::UtcMs> m_uses; ///< not yet saved
    AccessSnapshotPtr m_snapshot = std::make_shared<AccessSnapshot>();
    qint64 m_hashes = 0;
};

} // namespace auth
