// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/player.h"
#include <algorithm>

namespace conformance {

using support::raw::wordsOf;

namespace {

bool isAlike(const QByteArray &wanted, const QByteArray &got)
{
    if (wanted == "*" || wanted == got)
        return true;
    if (wanted.endsWith("=*"))
        return got.startsWith(wanted.chopped(1));
    const qsizetype sign = wanted.indexOf('=') + 1;
    return wanted.contains('|') && wanted.left(sign) == got.left(sign) &&
           wanted.mid(sign).split('|').contains(got.mid(sign));
}

bool areAlike(const QList<QByteArray> &wanted, const QList<QByteArray> &got)
{
    return std::equal(wanted.begin(), wanted.end(), got.begin(), got.end(), isAlike);
}

/// User properties in their order, or all others in one of ours.
QList<QByteArray> takeProperties(QList<QByteArray> &words, bool user)
{
    QList<QByteArray> taken;
    for (qsizetype i = words.value(0) == "PUBLISH" ? 3 : 1; i < words.size();) {
        const bool isProperty = words[i].startsWith('.') || words[i].startsWith("!.");
        if (isProperty && words[i].startsWith(".user=") == user)
            taken.append(words.takeAt(i));
        else
            ++i;
    }
    if (!user)
        std::sort(taken.begin(), taken.end());
    return taken;
}

bool holdsFor(const QByteArray &wanted, const QList<QByteArray> &got)
{
    if (wanted.startsWith('!'))
        return std::none_of(got.begin(), got.end(),
                            [&](const QByteArray &word) { return word.startsWith(QByteArray(wanted.mid(1) + '=')); });
    return std::any_of(got.begin(), got.end(), [&](const QByteArray &word) { return isAlike(wanted, word); });
}

} // namespace

bool isAsWanted(const QByteArray &wanted, const QByteArray &got)
{
    QList<QByteArray> left = wordsOf(wanted), right = wordsOf(got);
    const QList<QByteArray> wantedUser = takeProperties(left, true), gotUser = takeProperties(right, true);
    const QList<QByteArray> wantedOther = takeProperties(left, false), gotOther = takeProperties(right, false);
    if (!areAlike(left, right))
        return false;
    if (right.value(0) == "PUBLISH")
        return areAlike(wantedOther, gotOther) && areAlike(wantedUser, gotUser);
    const QList<QByteArray> all = gotOther + gotUser, needed = wantedOther + wantedUser;
    return std::all_of(needed.begin(), needed.end(), [&](const QByteArray &one) { return holdsFor(one, all); });
}

QString Player::play(const QByteArray &line)
{
    const QList<QByteArray> words = wordsOf(line);
    if (words.value(0) == "server")
        return server(line);
    if (words.value(0) == "wait")
        return wait(words.value(1));
    Client &client = m_clients[words.value(0)];
    const QByteArray rest = line.mid(line.indexOf(' ', line.indexOf(' ') + 1) + 1).trimmed();
    if (words.value(1) == ">")
        return send(client, rest);
    if (words.value(1) == "<")
        return rest == "nothing" ? expectNothing(client) : expect(client, rest, false);
    if (words.value(1) == "<*")
        return expect(client, rest, true);
    return act(client, words);
}

QString Player::send(Client &client, const QByteArray &text)
{
    const QList<QByteArray> words = wordsOf(text);
    if (words.value(0) == "CONNECT")
        client.version = 4;
    for (const QByteArray &word : words) {
        if (words[0] == "CONNECT" && word.startsWith("v="))
            client.version = word.mid(2).toInt();
    }
    if (!client.wire)
        client.wire = m_place.open();
    const auto packet = support::raw::Writer(text, client.version, client.lastId).packet();
    if (!packet)
        return QStringLiteral("an unknown packet");
    if (packet->startsWith('\x10') && packet->indexOf("\x04MQTT") > 0) // a raw one says its level as well
        client.version = packet->mid(packet->indexOf("\x04MQTT") + 5, 1) == "\x05" ? 5 : 4;
    client.wire->send(*packet);
    return {};
}

bool Player::receive(Client &client)
{
    if (!client.wire)
        return false;
    const QByteArray bytes = client.wire->receive();
    client.inbox += bytes;
    while (true) {
        const QByteArray packet = support::raw::takePacket(client.inbox);
        if (packet.isEmpty())
            return !bytes.isEmpty();
        client.packets.append(support::raw::Reader(packet, client.version).text());
        client.isOnline = client.isOnline || client.packets.last().startsWith("CONNACK 0");
    }
}

QString Player::expect(Client &client, const QByteArray &wanted, bool anyOrder)
{
    while (true) {
        for (qsizetype i = 0; i < client.packets.size(); ++i) {
            if (!isAsWanted(wanted, client.packets[i])) {
                if (anyOrder)
                    continue;
                return QStringLiteral("got: %1").arg(QString::fromUtf8(client.packets[i]));
            }
            for (const QByteArray &word : wordsOf(client.packets.takeAt(i))) {
                if (word.startsWith("id="))
                    client.lastId = word.mid(3).toInt();
            }
            return {};
        }
        if (!receive(client))
            return QStringLiteral("got nothing like it; there is: %1")
                .arg(QString::fromUtf8(client.packets.join("; ")));
    }
}

QString Player::expectNothing(Client &client)
{
    settle();
    if (client.packets.isEmpty() && client.inbox.isEmpty())
        return {};
    return QStringLiteral("got: %1").arg(QString::fromUtf8(client.packets.join("; ")));
}

/// Twice, since what a later one has sent may reach an earlier one.
void Player::settle()
{
    for (int round = 0; round < 2; ++round) {
        for (auto &[name, client] : m_clients)
            settle(client);
    }
}

void Player::settle(Client &client)
{
    if (m_place.isSettled()) {
        receive(client);
        return;
    }
    if (!client.wire || !client.isOnline || client.wire->isClosed())
        return;
    client.wire->send(QByteArray::fromHex("c000")); // PINGREQ
    while (!client.packets.contains("PINGRESP") && receive(client)) {
    }
    client.packets.removeOne("PINGRESP");
}

QString Player::closed(Client &client, const QByteArray &reason)
{
    while (receive(client)) {
    }
    if (!client.wire || !client.wire->isClosed())
        return QStringLiteral("it is open; got: %1").arg(QString::fromUtf8(client.packets.join("; ")));
    const QList<QByteArray> last = std::exchange(client.packets, {});
    const QByteArray said = last.join("; ");
    client.wire.reset();
    client.inbox.clear();
    client.isOnline = false;
    m_place.waitForConnections(openWires());
    const bool asWanted = reason.isEmpty()      ? last.isEmpty()
                          : reason == "CONNACK" ? last.isEmpty() || said.startsWith("CONNACK 0x")
                                                : isAsWanted(QByteArray("DISCONNECT " + reason), said);
    return asWanted ? QString() : QStringLiteral("before the end came: %1").arg(QString::fromUtf8(said));
}

qint64 Player::openWires() const
{
    return std::count_if(m_clients.begin(), m_clients.end(),
                         [](const auto &one) { return one.second.wire != nullptr; });
}

QString Player::act(Client &client, const QList<QByteArray> &words)
{
    const QByteArray what = words.value(1);
    if (what == "opens") {
        client.wire = m_place.open();
        return {};
    }
    if (what == "closed")
        return closed(client, words.value(2));
    if (what == "refused") // CONNACK may say so, and need not (MQTT 5, 4.13)
        return closed(client, "CONNACK");
    if (!client.wire)
        return QStringLiteral("it has no connection");
    if (what == "open") {
        settle(client);
        return client.wire->isClosed() ? QStringLiteral("it is closed") : QString();
    }
    if (what != "lost" && what != "ends")
        return QStringLiteral("what should happen to it?");
    settle(client); // what it has sent has been dealt with
    what == "lost" ? client.wire->lose() : client.wire->close();
    client = Client();
    m_place.waitForConnections(openWires());
    return {};
}

QString Player::wait(QByteArray time)
{
    time.chop(1); // 's'
    return m_place.wait(std::chrono::milliseconds(static_cast<int>(time.toDouble() * 1000)))
               ? QString()
               : QStringLiteral("time does not pass here");
}

/// server publishes topic payload qos=1 retain · server kicks id [session] · server stops
QString Player::server(const QByteArray &line)
{
    const QList<QByteArray> words = wordsOf(line);
    if (words.value(1) == "kicks") {
        m_place.give(broker::KickClient{words.value(2), words.contains("session")});
    } else if (words.value(1) == "stops") {
        m_place.shutDown();
    } else if (words.value(1) == "publishes") {
        const int qos = words.contains("qos=2") ? 2 : words.contains("qos=1") ? 1 : 0;
        m_place.give(broker::PublishInternal{base::Bytes::copyOf(words.value(2)),
                                             base::Bytes::copyOf(support::raw::stretched(words.value(3))),
                                             static_cast<mqtt::QoS>(qos),
                                             words.contains("retain"),
                                             {}});
    } else {
        return QStringLiteral("what should the server do?");
    }
    return {};
}

} // namespace conformance
