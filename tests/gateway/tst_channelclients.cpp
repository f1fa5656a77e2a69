// SPDX-License-Identifier: GPL-3.0-or-later
// The WebSocket channels with clients of others, on a real port: the seed's JavaScript and Python, npm's ws.
#include "gatewaybench.h"
#include "realclients/program.h"
#include "support/verify.h"
#include <QDir>
#include <QStandardPaths>

using namespace support;
using namespace Qt::StringLiterals;
using contract::EntityChange;
using contract::EntityType;
using realclients::Program;

namespace {

QString script(const char *name)
{
    return QStringLiteral(NODE_DIR "/") + QString::fromLatin1(name);
}

/// A gateway in profile lab that listens on a free port.
class ListeningBench : public GatewayBench
{
public:
    explicit ListeningBench(bool compression = false)
        : GatewayBench(auth::Profile::Lab, true, {}, [compression](gateway::GatewaySettings &settings) {
            settings.channels.compression = compression;
            net::ListenOptions options;
            options.addresses = {QHostAddress(QHostAddress::LocalHost)};
            settings.listeners.push_back(options);
        })
    {
    }
    QString url(const QString &more = {}) const
    {
        return u"ws://127.0.0.1:%1/api/v1/ws%2"_s.arg(gateway->port()).arg(more);
    }
};

/// S3-43, S3-44: the very event of the seed.
contract::EntityEvent seedsEvent()
{
    return {EntityType::Sensor,
            EntityChange::Created,
            1,
            R"({"id":1,"tipo":"temperatura","modelo":"DHT22","created_at":"2025-07-20T10:30:00Z"})",
            {1'753'007'400'000}};
}

} // namespace

class ChannelClientsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSeedsJavaScript();
    void theSeedsPython();
    void manyClientsOfManyChannels_data();
    void manyClientsOfManyChannels();
};

/// S3-10, S3-15, S3-36, S3-44
void ChannelClientsTest::theSeedsJavaScript()
{
    if (!QDir(script("node_modules/ws")).exists())
        QSKIP("npm's ws is not installed");
    ListeningBench bench;
    QVERIFY_OK(bench.gateway->listen());
    Program client(u"node"_s, {script("channels_seed.mjs"), bench.url(u"?channel=sensors"_s)});
    QVERIFY2(client.says(u"Conectado al WebSocket"_s), qPrintable(client.said()));
    QVERIFY2(client.says(u"status: 'connected'"_s), qPrintable(client.said()));
    QVERIFY(bench.gateway->tell(seedsEvent()));
    QVERIFY2(client.says(u"sensor created: {"_s), qPrintable(client.said()));
    QVERIFY2(client.says(u"metadata: { action: 'create_sensor' }"_s), qPrintable(client.said()));

    Program general(u"node"_s, {script("channels_seed.mjs"), bench.url()});
    QVERIFY2(general.says(u"status: 'connected'"_s), qPrintable(general.said()));
    contract::SystemEvent event;
    event.level = contract::SystemLevel::Info;
    event.text = u"Sistema iniciado correctamente"_s;
    event.module = u"websocket"_s;
    bench.gateway->tell(event);
    QVERIFY2(general.says(u"Sistema [info]: Sistema iniciado correctamente"_s), qPrintable(general.said()));
    bench.gateway->close();
    QVERIFY2(general.says(u"closed 1001"_s), qPrintable(general.said()));
}

/// S3-10, S3-15, S3-37; it offers compression, as Python's websockets does by itself.
void ChannelClientsTest::theSeedsPython()
{
    if (!QFile::exists(u"/usr/bin/python3"_s) ||
        QProcess::execute(u"/usr/bin/python3"_s, {u"-c"_s, u"import websockets"_s}) != 0)
        QSKIP("Python's websockets is not installed");
    ListeningBench bench(true);
    QVERIFY_OK(bench.gateway->listen());
    Program client(u"/usr/bin/python3"_s, {script("channels_seed.py"), bench.url(u"?channel=sensors"_s)});
    QVERIFY2(client.says(u"Evento recibido: {'type': 'connection', 'status': 'connected', 'channel': 'sensors'"_s),
             qPrintable(client.said()));
    QVERIFY(bench.gateway->tell(seedsEvent()));
    QVERIFY2(client.says(u"Entidad sensor created: ID 1"_s), qPrintable(client.said()));
    bench.gateway->close();
    QTRY_VERIFY_WITH_TIMEOUT(client.lines().filter(u"1001"_s).size() > 0 || client.endsWell(), 30'000);
}

void ChannelClientsTest::manyClientsOfManyChannels_data()
{
    QTest::addColumn<bool>("compression");
    QTest::newRow("S3-01, S3-55 … S3-58 ninety clients of six channels") << false;
    QTest::newRow("RFC 7692 the same, compressed") << true;
}

void ChannelClientsTest::manyClientsOfManyChannels()
{
    QFETCH(bool, compression);
    if (!QDir(script("node_modules/ws")).exists())
        QSKIP("npm's ws is not installed");
    ListeningBench bench(compression);
    QVERIFY_OK(bench.gateway->listen());
    constexpr int perChannel = 15;
    constexpr int perKind = 40;
    Program clients(u"node"_s, {script("channels_many.mjs"), bench.url(), QString::number(perChannel),
                                QString::number(perKind), compression ? u"deflate"_s : u"plain"_s});
    QVERIFY2(clients.says(u"ready"_s), qPrintable(clients.said()));
    QTRY_COMPARE_WITH_TIMEOUT(bench.gateway->census().httpConnections, 6 * perChannel, 30'000); // told once a second
    for (qint64 id = 1; id <= perKind; ++id) {
        for (const EntityType entity : {EntityType::Sensor, EntityType::Reading, EntityType::Location,
                                        EntityType::Anomaly, EntityType::Prediction})
            QVERIFY(
                bench.gateway->tell(contract::EntityEvent{entity, EntityChange::Created, id, {}, {1'753'007'400'000}}));
    }
    QVERIFY2(clients.says(u"done 90"_s), qPrintable(clients.said()));
}

QTEST_GUILESS_MAIN(ChannelClientsTest)
#include "tst_channelclients.moc"
