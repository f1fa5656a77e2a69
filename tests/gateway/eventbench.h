// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/apikey.h"
#include "auth/secrets.h"
#include "gatewaybench.h"
#include "support/qrevents.h"

namespace support {

/// One block of an event stream taken apart.
struct SseBlock
{
    QByteArray id;
    QByteArray event;
    QByteArray data;
    QJsonObject json() const { return QJsonDocument::fromJson(data).object(); }
};

/// A client of the event stream over a loopback wire.
class EventClient
{
public:
    EventClient(GatewayBench &bench, const QByteArray &target, const QByteArray &headers)
        : m_bench(bench)
        , m_wire(bench.connect())
    {
        m_wire.send(GatewayBench::request("GET", target, headers));
        bench.settle();
        m_bytes = m_wire.takeReceived();
        const qsizetype end = m_bytes.indexOf("\r\n\r\n");
        head = m_bytes.left(end);
        m_bytes.remove(0, end + 4);
        status = head.split(' ').value(1).toInt();
    }
    /// The events since the last call; retry and comments are counted apart.
    QList<SseBlock> take()
    {
        m_bench.settle();
        m_bytes += m_wire.takeReceived();
        QList<SseBlock> blocks;
        for (qsizetype end = m_bytes.indexOf("\n\n"); end >= 0; end = m_bytes.indexOf("\n\n")) {
            SseBlock block;
            for (const QByteArray &line : m_bytes.left(end).split('\n')) {
                if (line.startsWith("id: "))
                    block.id = line.mid(4);
                else if (line.startsWith("event: "))
                    block.event = line.mid(7);
                else if (line.startsWith("data: "))
                    block.data += line.mid(6);
                else if (line.startsWith("retry: "))
                    retry = line.mid(7).toInt();
                else if (line.startsWith(':'))
                    ++comments;
            }
            m_bytes.remove(0, end + 2);
            if (!block.event.isEmpty())
                blocks.append(block);
        }
        return blocks;
    }
    /// Ids alone.
    QByteArrayList takeIds()
    {
        QByteArrayList ids;
        for (const SseBlock &block : take())
            ids << block.id;
        return ids;
    }
    /// Names alone.
    QByteArrayList takeNames()
    {
        QByteArrayList names;
        for (const SseBlock &block : take())
            names << block.event;
        return names;
    }
    net::LoopbackWire &wire() { return m_wire; }

    QByteArray head;
    int status = 0;
    int retry = 0;
    int comments = 0;

private:
    GatewayBench &m_bench;
    net::LoopbackWire &m_wire;
    QByteArray m_bytes;
};

/// A gateway with two customers, each with an account of his own, and keys for both.
class EventBench : public GatewayBench
{
public:
    explicit EventBench(const Change &change = {})
        : GatewayBench(auth::Profile::Branch, true, {}, change)
    {
        bank.addAccount(QStringLiteral("1710034065")); // account 2
        bank.at = clock.utcNow();
        m_users = *authPort.authenticator->snapshot();
        m_users.number = 1'000;
        addUser(101, QStringLiteral("eva"), 1);
        addUser(102, QStringLiteral("leo"), 2);
        addUser(103, QStringLiteral("nadie"), {});
        m_users.users[auth::UserId(104)] = {
            QStringLiteral("jefa"), QStringLiteral("Jefa"), auth::Role::Administrator, 0, true, false, {}, {}};
        addKey(keys[0], 1);
        addKey(keys[1], 2);
        publish();
    }
    /// "eva", "leo", "nadie", "jefa".
    QByteArray token(const QString &name) const
    {
        auth::User user;
        for (auto entry = m_users.users.begin(); entry != m_users.users.end(); ++entry) {
            if (entry->username == name)
                user.id = entry.key();
        }
        user.username = name;
        return DirectAuth::tokens().issue(user, "family-" + name.toLatin1(), clock.utcNow());
    }
    QByteArray bearerOf(const QString &name) const { return "Authorization: Bearer " + token(name) + "\r\n"; }
    EventClient stream(const QString &name, const QByteArray &lastId = {})
    {
        QByteArray headers = bearerOf(name);
        if (!lastId.isEmpty())
            headers += "Last-Event-ID: " + lastId + "\r\n";
        return EventClient(*this, "/events/stream", headers);
    }
    auth::Snapshot &users() { return m_users; }
    void publish()
    {
        ++m_users.number;
        gateway->setUsers(std::make_shared<auth::Snapshot>(m_users));
        settle();
    }
    /// One of each kind for an account, as a paid QR causes them.
    void everyEvent(qint64 account, const QByteArray &mark)
    {
        const QString name = QString::fromLatin1(mark);
        const auto now = [this](auto event) {
            event.at = clock.utcNow();
            bank.append(event);
        };
        now(qrCreated(account, name));
        now(qrPaid(account, QStringLiteral("TXN_") + name));
        now(qrStatusChanged(account, name));
        now(qrPosting(account));
        settle();
    }

    QByteArray keys[2] = {auth::makeApiKey(), auth::makeApiKey()};

private:
    void addUser(qint64 id, const QString &name, std::optional<qint64> account)
    {
        m_users.users[auth::UserId(id)] = {name, name, auth::Role::Client, 0, true, false, account, {}};
    }
    void addKey(const QByteArray &text, qint64 account)
    {
        auth::ApiKey key;
        key.id = auth::apiKeyId(text);
        key.hash = auth::sha256(text);
        key.scopes = {auth::Scope::EventsRead};
        key.accountId = account;
        m_users.keys.insert(key.id, key);
    }
    auth::Snapshot m_users;
};

} // namespace support
