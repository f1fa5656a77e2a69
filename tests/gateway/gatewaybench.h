// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/pinkeeper.h"
#include "fakebank.h"
#include "fakebroker.h"
#include "fakemessaging.h"
#include "gateway/gateway.h"
#include "net/loop.h"
#include "net/loopbackstream.h"
#include "support/fakeclock.h"
#include "support/memoryaccessstore.h"
#include "support/memorykeystore.h"
#include "support/memorypinstore.h"
#include "support/memoryuserstore.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace support {

/// auth::Authenticator in memory behind the gateway's port, answering at once.
class DirectAuth final : public gateway::AuthPort
{
public:
    explicit DirectAuth(const base::Clock &clock)
        : m_clock(clock)
    {
        auth::Authenticator::Settings settings;
        settings.cost = auth::PasswordCost::cheapest();
        authenticator =
            std::move(*auth::Authenticator::create(store, clock, tokens(), settings, [this](auth::SnapshotPtr s) {
                if (changed)
                    changed(s);
            }));
        for (const auto role :
             {auth::Role::Teller, auth::Role::Supervisor, auth::Role::Operator, auth::Role::Technician,
              auth::Role::Administrator, auth::Role::Auditor, auth::Role::Client}) {
            if (!authenticator->createUser({auth::word(role), {}, role, QStringLiteral("correct horse"), false}))
                qFatal("cannot make a user");
        }
    }
    static auth::AccessTokens tokens()
    {
        return auth::AccessTokens(*auth::Jwt::create(QByteArray(32, 'k')), std::chrono::minutes(15));
    }
    base::Result<> login(QString username, QString password, QString address,
                         std::function<void(auth::Attempt<auth::Session>)> answer) override
    {
        if (busy)
            return {base::ErrorCode::Busy, QStringLiteral("too many logins")};
        answer(authenticator->login(username, password, address));
        return {};
    }
    base::Result<> refresh(QByteArray token, QString, std::function<void(base::Result<auth::Session>)> answer) override
    {
        answer(authenticator->refresh(token));
        return {};
    }
    base::Result<> logout(QByteArray token, std::optional<auth::Principal> who, QString,
                          std::function<void(base::Result<>)> answer) override
    {
        if (who && who->kind == auth::Principal::Kind::Person)
            answer(authenticator->endFamily(who->family));
        else
            answer(authenticator->logout(token));
        return {};
    }
    base::Result<> changePassword(auth::Principal who, QString current, QString next, QString address,
                                  std::function<void(auth::Attempt<QString>)> answer) override
    {
        answer(authenticator->changePassword(who, current, next, address));
        return {};
    }
    base::Result<> setPin(auth::Principal who, QString password, QString pin, QString address,
                          std::function<void(auth::Attempt<QString>)> answer) override
    {
        answer(keeper().set(who, password, pin, address));
        return {};
    }
    base::Result<> checkPin(QString username, QString pin, QString,
                            std::function<void(base::Result<auth::User>)> answer) override
    {
        answer(keeper().check(username, pin));
        return {};
    }
    auth::PinKeeper keeper()
    {
        return {{store, pins, *authenticator, m_clock}, *auth::PasswordHasher::create(auth::PasswordCost::cheapest())};
    }

    bool busy = false;
    MemoryUserStore store;
    MemoryPinStore pins;
    std::unique_ptr<auth::Authenticator> authenticator;
    std::function<void(auth::SnapshotPtr)> changed;

private:
    const base::Clock &m_clock;
};

/// auth::AccessRegistry in memory behind the gateway's port, answering at once.
class DirectAccess final : public gateway::AccessPort
{
public:
    DirectAccess(const base::Clock &clock, DirectAuth &people)
        : m_people(people)
    {
        auth::AccessRegistry::Settings settings;
        settings.cost = auth::PasswordCost::cheapest();
        registry = std::move(*auth::AccessRegistry::create(
            store, clock, settings, {}, [this](const auth::AccessRegistry::Change &change) { changes << change; }));
    }
    base::Result<> access(Job job) override
    {
        if (busy)
            return {base::ErrorCode::Busy, QStringLiteral("too many logins")};
        job(registry.get());
        return {};
    }
    std::shared_ptr<const auth::AccessPolicy> policy() const override
    {
        return std::make_shared<auth::AccessPolicy>(auth::TopicPolicy::create(auth::Profile::Branch),
                                                    *m_people.authenticator->snapshot(), registry->snapshot());
    }

    bool busy = false;
    MemoryAccessStore store;
    std::unique_ptr<auth::AccessRegistry> registry;
    QList<auth::AccessRegistry::Change> changes;

private:
    DirectAuth &m_people;
};

/// What was told to the audit.
class HeardAudit final : public auth::AuditPort, public gateway::AuditReadPort
{
public:
    void record(auth::AuditEntry entry) override { entries.push_back(std::move(entry)); }
    base::Result<> read(auth::AuditFilter filter, Answer answer) override
    {
        asked = filter;
        answer(records);
        return {};
    }
    QStringList actions() const
    {
        QStringList all;
        for (const auth::AuditEntry &entry : entries)
            all << entry.action;
        return all;
    }

    std::vector<auth::AuditEntry> entries;
    auth::AuditFilter asked;
    std::vector<auth::AuditRecord> records; ///< what is read
};

/// auth's registries in memory behind the gateway's port, answering at once.
class DirectAdmin final : public gateway::AdminPort
{
public:
    DirectAdmin(const base::Clock &clock, DirectAuth &people, auth::AuditPort &audit)
        : keys(store, clock, audit, [&people] { return people.authenticator->reload(); })
        , users({people.store, *people.authenticator, keys, clock, audit, {}})
    {
        if (!people.authenticator->setContributor([this](auth::Snapshot &s) { return keys.contribute(s); }))
            qFatal("cannot read the keys");
    }
    base::Result<> administer(Job job) override
    {
        if (busy)
            return {base::ErrorCode::Busy, QStringLiteral("too many logins")};
        gateway::Registries registries{users, keys};
        job(&registries);
        return {};
    }
    void tick(const QHash<QByteArray, base::UtcMs> &keyUses) override { uses.insert(keyUses); }

    bool busy = false;
    MemoryKeyStore store;
    auth::KeyRegistry keys;
    auth::UserRegistry users;
    QHash<QByteArray, base::UtcMs> uses;
};

/// One answer taken apart.
struct Reply
{
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// A gateway over loopback wires, a clock by hand and a bank in memory. Everything happens in settle().
class GatewayBench
{
public:
    /// What a test wants otherwise than the bench's settings have it.
    using Change = std::function<void(gateway::GatewaySettings &)>;
    explicit GatewayBench(auth::Profile profile = auth::Profile::Branch, bool hasBroker = true,
                          gateway::HttpSettings http = {}, const Change &change = {});
    ~GatewayBench();

    /// A new connection.
    net::LoopbackWire &connect(gateway::Door door = gateway::Door::Public);
    static void say(net::LoopbackWire &wire, const QByteArray &bytes) { wire.send(bytes); }
    void settle();
    /// Lets time pass a second at a time, as the gateway's timer would see it.
    void pass(std::chrono::seconds span);

    /// Sends a whole request on a connection of its own and takes the answer.
    Reply ask(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
              const QByteArray &body = {}, gateway::Door door = gateway::Door::Public);
    static QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
                              const QByteArray &body = {});
    /// Takes the first answer off the front of `bytes`.
    static Reply takeReply(QByteArray &bytes, bool head = false);
    /// Logs a user in by his role's word; the header line with his token.
    QByteArray bearer(auth::Role role = auth::Role::Teller);
    Reply post(const QByteArray &body, const QByteArray &key = "k1", const QByteArray &more = {});

    FakeClock clock;
    net::Loop loop;
    DirectAuth authPort;
    DirectAccess accessPort;
    HeardAudit audit;
    DirectAdmin adminPort;
    FakeBank bank;
    FakeBroker broker;
    FakeMessaging messaging;
    std::vector<std::unique_ptr<net::DetachedStream>> adopted;
    std::unique_ptr<gateway::Gateway> gateway;
    std::vector<std::unique_ptr<net::LoopbackWire>> wires;
};

} // namespace support
