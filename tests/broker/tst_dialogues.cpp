// SPDX-License-Identifier: GPL-3.0-or-later
// Plays the conversations in dialogues/*.txt against the pure engine: see dialogues/README.md for their words.
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QDir>
#include <QtTest>

namespace {

/// "denied/…" may not be published, "closed/#" not subscribed, "secret/…" not received.
class DialogueRules final : public broker::Authorizer
{
public:
    bool canPublish(const broker::Identity &, QByteArrayView topic, mqtt::QoS, bool) const override
    {
        return !topic.startsWith("denied/");
    }
    bool canSubscribe(const broker::Identity &, QByteArrayView filter, mqtt::QoS) const override
    {
        return !filter.startsWith("closed/");
    }
    bool canReceive(const broker::Identity &, QByteArrayView topic) const override
    {
        return !topic.startsWith("secret/");
    }
};

broker::Settings dialogueSettings()
{
    broker::Settings settings;
    settings.limits.maxQueued = 5; // short enough to be written down
    settings.limits.maxInflight = 3;
    settings.limits.receiveMaximum = 3;
    settings.limits.maxHeldPackets = 3;
    settings.limits.maxSubscriptionsPerSession = 4;
    return settings;
}

class Player
{
public:
    /// Empty: the line holds.
    QString play(const QByteArray &line)
    {
        const support::Words w(line);
        const QByteArray &first = w.at(0);
        if (first == "setting")
            return setting(w);
        if (!m_started)
            m_started.emplace(m_settings, std::make_shared<DialogueRules>());
        if (first == "wait")
            return wait(w.at(1));
        if (first == "authentication")
            return set(m_started->holdAuthentication, w.at(1) == "held");
        if (first == "server")
            return server(w, line);
        if (first == "drops")
            return drops(w);
        const QByteArray rest = line.mid(line.indexOf(' ', line.indexOf(' ') + 1) + 1);
        if (w.at(1) == ">")
            return send(first, rest);
        if (w.at(1) == "<")
            return expect(first, rest);
        return act(first, w);
    }

private:
    QString setting(const support::Words &w)
    {
        const QByteArray name = w.at(1);
        const uint value = w.at(2).toUInt();
        broker::Limits &limits = m_settings.limits;
        broker::Features &features = m_settings.features;
        if (m_started)
            return QStringLiteral("settings come first");
        if (name == "keepalive")
            limits.maxKeepAlive = static_cast<quint16>(value);
        else if (name == "session")
            limits.maxSessionExpiry = value;
        else if (name == "aliases")
            limits.topicAliases = static_cast<quint16>(value);
        else if (name == "maxpacket")
            limits.maxPacket = value;
        else if (name == "maxqos")
            features.maximumQoS = static_cast<mqtt::QoS>(value);
        else if (name == "retains")
            features.retain = value;
        else if (name == "wildcards")
            features.wildcardSubscriptions = value;
        else if (name == "shares")
            features.sharedSubscriptions = value;
        else if (name == "identifiers")
            features.subscriptionIdentifiers = value;
        else if (name == "checksformat")
            features.checkPayloadFormat = value;
        else if (name == "responses")
            features.responsePrefix = w.at(2);
        else
            return QStringLiteral("there is no such setting");
        return {};
    }

    static QString set(bool &flag, bool value)
    {
        flag = value;
        return {};
    }

    /// In steps, as a host ticks.
    QString wait(QByteArray time)
    {
        time.chop(1); // 's'
        for (double left = time.toDouble(); left > 0; left -= 0.5)
            m_started->pass(std::chrono::milliseconds(static_cast<int>(std::min(left, 0.5) * 1000)));
        return {};
    }

    QString server(const support::Words &w, const QByteArray &line)
    {
        if (w.at(1) == "publishes") {
            const mqtt::Publish p = support::publishFrom(support::Words(line.mid(line.indexOf("publishes"))));
            m_started->handle(broker::PublishInternal{p.topic, p.payload, p.qos, p.retain, p.properties});
            return {};
        }
        if (w.at(1) == "kicks") {
            m_started->handle(broker::KickClient{w.at(2), w.has("session")});
            return {};
        }
        if (w.at(1) == "stops") {
            m_started->handle(broker::Shutdown{});
            return {};
        }
        return QStringLiteral("what should the server do?");
    }

    QString drops(const support::Words &w)
    {
        const broker::Statistics statistics = m_started->engine.statistics();
        for (size_t i = 0; i < broker::dropCauseCount; ++i) {
            const QByteArray name = broker::dropCauseName(static_cast<broker::DropCause>(i)).data();
            if (name == w.at(1) && statistics.dropped[i] != w.at(2).toULongLong())
                return QStringLiteral("%1 were dropped").arg(statistics.dropped[i]);
        }
        return {};
    }

    QString send(const QByteArray &name, const QByteArray &text)
    {
        if (m_started->peers[name].id.isNull() || m_started->peers[name].closed)
            m_started->open(name);
        if (text.startsWith("hex ")) {
            m_started->write(name, QByteArray::fromHex(text.mid(4)));
            return {};
        }
        const std::optional<mqtt::Packet> packet = support::packetFrom(text);
        if (!packet)
            return QStringLiteral("an unknown packet");
        if (const auto *connect = std::get_if<mqtt::Connect>(&*packet))
            m_versions[name] = connect->level == 5 ? mqtt::Version::V5 : mqtt::Version::V311;
        m_started->write(name, mqtt::encode(*packet, versionOf(name)).view());
        return {};
    }

    QString expect(const QByteArray &name, const QByteArray &wanted)
    {
        if (wanted == "anything") {
            m_started->peers[name].inbox.clear();
            return {};
        }
        const auto packet = m_started->next(name, versionOf(name));
        const QByteArray got = packet ? support::textOf(*packet) : QByteArray("nothing");
        if (wanted.endsWith(" ...") && QByteArray(got + ' ').startsWith(wanted.chopped(3)))
            return {};
        return got == wanted ? QString() : QStringLiteral("got: %1").arg(QString::fromUtf8(got));
    }

    mqtt::Version versionOf(const QByteArray &name) const
    {
        const auto known = m_versions.find(name);
        return known == m_versions.end() ? mqtt::Version::V311 : known->second;
    }

    QString act(const QByteArray &name, const support::Words &w)
    {
        support::BrokerHost::Peer &peer = m_started->peers[name];
        const QByteArray what = w.at(1);
        if (what == "opens")
            m_started->open(name);
        else if (what == "lost")
            m_started->lose(name);
        else if (what == "accepted")
            m_started->answer(name);
        else if (what == "refused")
            m_started->answer(name, w.at(2) == "busy" ? broker::Refusal::Busy : broker::Refusal::BadCredentials);
        else if (what == "closed")
            return peer.closed ? QString() : QStringLiteral("it is open");
        else if (what == "open")
            return peer.closed ? QStringLiteral("it is closed") : QString();
        else
            return QStringLiteral("what should happen to it?");
        return {};
    }

    broker::Settings m_settings = dialogueSettings();
    std::optional<support::BrokerHost> m_started;
    std::map<QByteArray, mqtt::Version> m_versions;
};

} // namespace

class TestDialogues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holds_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::addColumn<int>("firstLine");
        const QDir folder(QStringLiteral(DIALOGUES));
        const QStringList files = folder.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name);
        QVERIFY(!files.isEmpty());
        for (const QString &file : files)
            addRows(folder.filePath(file));
    }

    void holds()
    {
        QFETCH(QString, file);
        QFETCH(QList<QByteArray>, lines);
        QFETCH(int, firstLine);
        Player player;
        for (int i = 0; i < lines.size(); ++i) {
            if (lines[i].isEmpty())
                continue;
            const QString fault = player.play(lines[i]);
            if (!fault.isEmpty())
                QFAIL(qPrintable(QStringLiteral("%1:%2: %3\n  %4")
                                     .arg(file)
                                     .arg(firstLine + i)
                                     .arg(QString::fromUtf8(lines[i]), fault)));
        }
    }

private:
    static void addRows(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            QFAIL(qPrintable(path));
        const QList<QByteArray> all = file.readAll().split('\n');
        for (int i = 0; i < all.size(); ++i) {
            if (!all[i].startsWith("== "))
                continue;
            QList<QByteArray> lines;
            for (int j = i + 1; j < all.size() && !all[j].startsWith("== "); ++j) {
                const qsizetype comment = all[j].indexOf("# ") == 0 ? 0 : all[j].indexOf("  # ");
                lines.append((comment < 0 ? all[j] : all[j].left(comment)).trimmed());
            }
            QTest::newRow(all[i].mid(3).constData()) << QFileInfo(path).fileName() << lines << i + 2;
        }
    }
};

QTEST_APPLESS_MAIN(TestDialogues)
#include "tst_dialogues.moc"
