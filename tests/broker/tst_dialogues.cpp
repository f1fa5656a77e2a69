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
        if (first == "wait")
            return wait(w.at(1));
        if (first == "authentication")
            return set(m_host.holdAuthentication, w.at(1) == "held");
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
            m_host.pass(std::chrono::milliseconds(static_cast<int>(std::min(left, 0.5) * 1000)));
        return {};
    }

    QString server(const support::Words &w, const QByteArray &line)
    {
        if (w.at(1) == "publishes") {
            const mqtt::Publish p = support::publishFrom(support::Words(line.mid(line.indexOf("publishes"))));
            m_host.handle(broker::PublishInternal{p.topic, p.payload, p.qos, p.retain, {}});
            return {};
        }
        if (w.at(1) == "kicks") {
            m_host.handle(broker::KickClient{w.at(2), w.has("session")});
            return {};
        }
        if (w.at(1) == "stops") {
            m_host.handle(broker::Shutdown{});
            return {};
        }
        return QStringLiteral("what should the server do?");
    }

    QString drops(const support::Words &w)
    {
        const broker::Statistics statistics = m_host.engine.statistics();
        for (size_t i = 0; i < broker::dropCauseCount; ++i) {
            const QByteArray name = broker::dropCauseName(static_cast<broker::DropCause>(i)).data();
            if (name == w.at(1) && statistics.dropped[i] != w.at(2).toULongLong())
                return QStringLiteral("%1 were dropped").arg(statistics.dropped[i]);
        }
        return {};
    }

    QString send(const QByteArray &name, const QByteArray &text)
    {
        if (m_host.peers[name].id.isNull() || m_host.peers[name].closed)
            m_host.open(name);
        if (text.startsWith("hex ")) {
            m_host.write(name, QByteArray::fromHex(text.mid(4)));
            return {};
        }
        const std::optional<mqtt::Packet> packet = support::packetFrom(text);
        if (!packet)
            return QStringLiteral("an unknown packet");
        if (const auto *connect = std::get_if<mqtt::Connect>(&*packet))
            m_versions[name] = connect->level == 5 ? mqtt::Version::V5 : mqtt::Version::V311;
        const mqtt::Version version = m_versions[name] == mqtt::Version::V5 ? mqtt::Version::V5 : mqtt::Version::V311;
        m_host.write(name, mqtt::encode(*packet, version).view());
        return {};
    }

    QString expect(const QByteArray &name, const QByteArray &wanted)
    {
        if (wanted == "anything") {
            m_host.peers[name].inbox.clear();
            return {};
        }
        const auto packet = m_host.next(name, m_versions.count(name) ? m_versions[name] : mqtt::Version::V311);
        const QByteArray got = packet ? support::textOf(*packet) : QByteArray("nothing");
        return got == wanted ? QString() : QStringLiteral("got: %1").arg(QString::fromUtf8(got));
    }

    QString act(const QByteArray &name, const support::Words &w)
    {
        support::BrokerHost::Peer &peer = m_host.peers[name];
        const QByteArray what = w.at(1);
        if (what == "opens")
            m_host.open(name);
        else if (what == "lost")
            m_host.lose(name);
        else if (what == "accepted")
            m_host.answer(name);
        else if (what == "refused")
            m_host.answer(name, w.at(2) == "busy" ? broker::Refusal::Busy : broker::Refusal::BadCredentials);
        else if (what == "closed")
            return peer.closed ? QString() : QStringLiteral("it is open");
        else if (what == "open")
            return peer.closed ? QStringLiteral("it is closed") : QString();
        else
            return QStringLiteral("what should happen to it?");
        return {};
    }

    support::BrokerHost m_host{dialogueSettings(), std::make_shared<DialogueRules>()};
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
