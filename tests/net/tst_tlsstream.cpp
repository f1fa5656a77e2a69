// SPDX-License-Identifier: GPL-3.0-or-later
// The TLS filter over a wire without a network, against OpenSSL's own client: every split, both versions, every way to
// fail.
#include "net/loopbackstream.h"
#include "net/thread.h"
#include "net/tlskeeper.h"
#include "net/tlsstream.h"
#include "netmain.h"
#include "recorder.h"
#include "support/tlsclient.h"
#include "support/tlskit.h"
#include <QRandomGenerator>

using net::ClientCertificates;
using support::Recorder;
using support::TlsClient;
using support::TlsKit;

namespace {

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(42);
    for (char &c : bytes)
        c = static_cast<char>(random.generate());
    return bytes;
}

/// Our side over a wire, and a client at its other end.
struct Talk
{
    Talk(const net::TlsContextPtr &context, const TlsClient::Options &options, qsizetype chunk = 64 * 1024)
        : client(options)
    {
        wire.setChunk(chunk);
        user = std::make_unique<Recorder>(std::make_unique<net::TlsStream>(loop, wire.takeStream(), context));
    }
    /// Until neither side has anything to say.
    void run()
    {
        client.receive({});
        for (bool did = true; did;) {
            const QByteArray up = client.take();
            wire.send(up);
            did = !up.isEmpty();
            did = wire.step() || did;
            loop.flushNow();
            const QByteArray down = wire.takeReceived();
            if (!down.isEmpty())
                client.receive(down);
            did = did || !down.isEmpty();
        }
    }

    net::Loop loop;
    net::LoopbackWire wire;
    TlsClient client;
    std::unique_ptr<Recorder> user;
};

net::TlsContextPtr contextOf(const net::TlsFiles &files)
{
    const auto context = net::TlsContext::load(files);
    Q_ASSERT(context);
    return *context;
}

} // namespace

class TlsStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesBytes_data();
    void carriesBytes();
    void negotiates();
    void bytesBeforeTheHandshakeWait();
    void pausingHoldsThePeer();
    void aSlowPeerIsSeenInPending();
    void closing();
    void truncationIsAnEnd();
    void halfClose();
    void failures_data();
    void failures();
    void clientCertificates_data();
    void clientCertificates();
    void revocation();
    void aHandshakeMayNotLast();
    void noRenegotiation();
    void floodOfKeyUpdates();
    void resumption();
    void movesBetweenThreads();
    void reloadWhileConnected();
    void badFilesAreNamed_data();
    void badFilesAreNamed();
    void certificateInfo();

private:
    TlsKit m_kit;
};

void TlsStreamTest::carriesBytes_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<qsizetype>("chunk");
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const char *name = version == TLS1_2_VERSION ? "1.2" : "1.3";
        QTest::addRow("TLS %s, split at every byte", name) << version << qsizetype(1);
        QTest::addRow("TLS %s, 7 bytes at a time", name) << version << qsizetype(7);
        QTest::addRow("TLS %s, at once", name) << version << qsizetype(64 * 1024);
    }
}

void TlsStreamTest::carriesBytes()
{
    QFETCH(int, version);
    QFETCH(qsizetype, chunk);
    TlsClient::Options options{m_kit.path(u"ca.pem"_qs)};
    options.minVersion = options.maxVersion = version;
    Talk talk(contextOf(m_kit.files()), options, chunk);
    talk.run();
    QVERIFY(talk.client.isConnected());
    const qsizetype size = chunk == 1 ? 40'000 : 400'000;
    const QByteArray up = noise(size), down = noise(size);
    talk.client.send(up);
    talk.user->stream->queueCopy(QByteArrayView(down).first(3));
    talk.user->stream->queue(base::Bytes::copyOf(QByteArrayView(down).sliced(3)));
    talk.run();
    QCOMPARE(talk.user->received.size(), up.size());
    QVERIFY(talk.user->received == up);
    QVERIFY(talk.client.received == down);
    QCOMPARE(talk.user->stream->pending(), 0);
    QCOMPARE(talk.user->closes, 0);
}

void TlsStreamTest::negotiates()
{
    TlsClient::Options options{m_kit.path(u"ca.pem"_qs)};
    options.alpn = QByteArray("\4h2__\4mqtt", 10);
    Talk talk(contextOf(m_kit.files()), options);
    talk.run();
    QCOMPARE(SSL_version(talk.client.ssl), TLS1_3_VERSION);
    const unsigned char *chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(talk.client.ssl, &chosen, &size);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(chosen), size), QByteArray("mqtt"));
    options.alpn = QByteArray("\2h2", 3); // nothing in common: goes on without, as brokers do
    Talk other(contextOf(m_kit.files()), options);
    other.run();
    QVERIFY(other.client.isConnected());
}

void TlsStreamTest::bytesBeforeTheHandshakeWait()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.user->stream->queueCopy("early");
    QCOMPARE(talk.user->stream->pending(), 5);
    talk.run();
    QCOMPARE(talk.client.received, QByteArray("early"));
}

void TlsStreamTest::pausingHoldsThePeer()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.user->stream->pauseReading(true); // the handshake goes on all the same
    talk.run();
    QVERIFY(talk.client.isConnected());
    QVERIFY(talk.wire.isPaused());
    talk.client.send(noise(200'000));
    talk.run();
    QCOMPARE(talk.user->arrivals, 0);
    talk.user->stream->pauseReading(false);
    talk.run();
    QVERIFY(talk.user->received == noise(200'000));
}

void TlsStreamTest::aSlowPeerIsSeenInPending()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.run();
    talk.wire.setWindow(0);
    const QByteArray down = noise(300'000);
    talk.user->stream->queueCopy(down);
    talk.run();
    QVERIFY(talk.user->stream->pending() >= down.size());
    QCOMPARE(talk.user->drains, 0);
    talk.wire.setWindow(-1);
    talk.run();
    QCOMPARE(talk.user->stream->pending(), 0);
    QCOMPARE(talk.user->drains, 1);
    QVERIFY(talk.client.received == down);
}

void TlsStreamTest::closing()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.run();
    talk.user->stream->queueCopy("bye");
    talk.user->stream->closeAfterFlush();
    talk.user->stream->queueCopy("too late");
    talk.run();
    QCOMPARE(talk.client.received, QByteArray("bye"));
    QVERIFY(talk.client.sawEnd);
    QCOMPARE(talk.user->reason, net::CloseReason::Finished);
    QVERIFY(talk.user->stream->failure().isEmpty());

    Talk other(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    other.run();
    other.client.send("last words");
    SSL_shutdown(other.client.ssl);
    other.run();
    QCOMPARE(other.user->received, QByteArray("last words"));
    QCOMPARE(other.user->reason, net::CloseReason::PeerClosed);
}

void TlsStreamTest::truncationIsAnEnd()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.run();
    talk.client.send("no goodbye");
    talk.wire.send(talk.client.take());
    talk.wire.close();
    talk.run();
    QCOMPARE(talk.user->received, QByteArray("no goodbye"));
    QCOMPARE(talk.user->reason, net::CloseReason::PeerClosed);
}

void TlsStreamTest::halfClose()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.user->stream->setHalfCloseAllowed(true);
    talk.run();
    SSL_shutdown(talk.client.ssl);
    talk.run();
    QVERIFY(talk.user->hasInputEnded);
    QCOMPARE(talk.user->closes, 0);
    talk.user->stream->queueCopy("answer");
    talk.run();
    QCOMPARE(talk.client.received, QByteArray("answer"));
}

void TlsStreamTest::failures_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<int>("maxVersion");
    QTest::addColumn<bool>("trusts");
    QTest::addColumn<QString>("words");
    QTest::addRow("MQTT without TLS") << QByteArray::fromHex("100d00044d5154540402003c000177") << 0 << true
                                      << u"MQTT without TLS"_qs;
    QTest::addRow("HTTP without TLS") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 0 << true << u"HTTP without TLS"_qs;
    QTest::addRow("noise") << QByteArray(200, 'z') << 0 << true << u"not TLS"_qs;
    QTest::addRow("TLS 1.1 alone") << QByteArray() << TLS1_1_VERSION << true << u"no common protocol version"_qs;
    QTest::addRow("a client that does not know our CA")
        << QByteArray() << TLS1_3_VERSION << false << u"does not trust our certificate"_qs;
    QTest::addRow("the same with TLS 1.2")
        << QByteArray() << TLS1_2_VERSION << false << u"does not trust our certificate"_qs;
}

void TlsStreamTest::failures()
{
    QFETCH(QByteArray, raw);
    QFETCH(int, maxVersion);
    QFETCH(bool, trusts);
    QFETCH(QString, words);
    TlsKit stranger;
    TlsClient::Options options{trusts ? m_kit.path(u"ca.pem"_qs) : stranger.path(u"ca.pem"_qs)};
    options.maxVersion = maxVersion == 0 ? TLS1_3_VERSION : maxVersion;
    if (maxVersion == TLS1_1_VERSION)
        options.minVersion = TLS1_1_VERSION;
    Talk talk(contextOf(m_kit.files()), options);
    if (raw.isEmpty()) {
        talk.run();
    } else {
        talk.wire.send(raw);
        talk.wire.run();
    }
    QCOMPARE(talk.user->closes, 1);
    QCOMPARE(talk.user->reason, net::CloseReason::Failed);
    QVERIFY2(talk.user->stream->failure().contains(words), qPrintable(talk.user->stream->failure()));
    QCOMPARE(ERR_peek_error(), 0ul); // nothing is left for the next stream of this thread
    QCOMPARE(talk.user->received, QByteArray());
}

void TlsStreamTest::clientCertificates_data()
{
    QTest::addColumn<ClientCertificates>("asked");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("name"); ///< empty: none
    QTest::addColumn<QString>("failure"); ///< empty: let in
    const auto required = ClientCertificates::Required, optional = ClientCertificates::Optional;
    QTest::addRow("S0-53 a device of our CA") << required << u"device"_qs << QByteArray("ESP32_001") << QString();
    QTest::addRow("optional, and shown") << optional << u"device"_qs << QByteArray("ESP32_001") << QString();
    QTest::addRow("optional, and not shown") << optional << QString() << QByteArray() << QString();
    QTest::addRow("ignored, though shown") << ClientCertificates::Ignored << u"device"_qs << QByteArray() << QString();
    QTest::addRow("required, and not shown") << required << QString() << QByteArray() << u"no certificate"_qs;
    QTest::addRow("of another CA") << required << u"foreign"_qs << QByteArray() << u"not of the device CA"_qs;
    QTest::addRow("optional, but of another CA")
        << optional << u"foreign"_qs << QByteArray() << u"not of the device CA"_qs;
    QTest::addRow("expired") << required << u"expired"_qs << QByteArray() << u"has expired"_qs;
    QTest::addRow("not valid yet") << required << u"early"_qs << QByteArray() << u"not valid yet"_qs;
    QTest::addRow("two CNs") << required << u"twins"_qs << QByteArray() << u"exactly one CN"_qs;
    QTest::addRow("a wildcard as CN") << required << u"wildcard"_qs << QByteArray() << u"exactly one CN"_qs;
    QTest::addRow("a server's certificate") << required << u"server"_qs << QByteArray() << u"not made for clients"_qs;
}

void TlsStreamTest::clientCertificates()
{
    QFETCH(ClientCertificates, asked);
    QFETCH(QString, file);
    QFETCH(QByteArray, name);
    QFETCH(QString, failure);
    m_kit.newClient(u"device"_qs, {"ESP32_001"});
    m_kit.newClient(u"expired"_qs, {"ESP32_002"}, -20, -10);
    m_kit.newClient(u"early"_qs, {"ESP32_002"}, 10, 20);
    m_kit.newClient(u"twins"_qs, {"ESP32_001", "admin"});
    m_kit.newClient(u"wildcard"_qs, {"+"});
    const auto foreign = TlsKit::makeAuthority("Test CA"); // the same name, another key
    m_kit.writePair(
        u"foreign"_qs,
        *foreign.issue({TlsKit::Purpose::Client, {"ESP32_001"}, {}, TlsKit::inDays(-1), TlsKit::inDays(1)}));
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient::Options options{m_kit.path(u"ca.pem"_qs)};
        options.maxVersion = version;
        if (!file.isEmpty()) {
            options.certificate = m_kit.path(file + u".pem"_qs);
            options.key = m_kit.path(file + u".key"_qs);
        }
        Talk talk(contextOf(m_kit.files(asked)), options);
        talk.run();
        QVERIFY2(talk.user->stream->failure().contains(failure), qPrintable(talk.user->stream->failure()));
        QCOMPARE(talk.user->closes, failure.isEmpty() ? 0 : 1);
        QCOMPARE(talk.user->stream->certificateName(), name);
    }
}

void TlsStreamTest::revocation()
{
    const auto device = m_kit.newClient(u"lost"_qs, {"ESP32_009"});
    m_kit.newClient(u"kept"_qs, {"ESP32_010"});
    const auto list = m_kit.authority.revoke({device.certificate}, TlsKit::inDays(-1), TlsKit::inDays(30));
    QVERIFY_OK(list);
    m_kit.write(u"crl.pem"_qs, *list);
    net::TlsFiles files = m_kit.files(ClientCertificates::Required);
    files.revoked = m_kit.path(u"crl.pem"_qs);
    const auto failureOf = [&](const QString &name) {
        TlsClient::Options options{m_kit.path(u"ca.pem"_qs)};
        options.certificate = m_kit.path(name + u".pem"_qs);
        options.key = m_kit.path(name + u".key"_qs);
        Talk talk(contextOf(files), options);
        talk.run();
        return talk.user->stream->failure();
    };
    QCOMPARE(failureOf(u"lost"_qs), u"the client's certificate was revoked"_qs);
    QCOMPARE(failureOf(u"kept"_qs), QString());
    m_kit.write(u"crl.pem"_qs, *m_kit.authority.revoke({}, TlsKit::inDays(-9), TlsKit::inDays(-2)));
    QVERIFY(failureOf(u"kept"_qs).contains(u"out of date"_qs)); // fails closed
}

void TlsStreamTest::aHandshakeMayNotLast()
{
    net::Loop loop(std::chrono::milliseconds(5));
    net::LoopbackWire wire;
    Recorder user(std::make_unique<net::TlsStream>(loop, wire.takeStream(), contextOf(m_kit.files())));
    TlsClient client({m_kit.path(u"ca.pem"_qs)});
    client.receive({});
    wire.send(client.take().first(20)); // and then nothing more
    const auto ended = [&] {
        wire.run();
        return user.closes == 1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 30'000);
    QVERIFY2(user.stream->failure().contains(u"in time"_qs), qPrintable(user.stream->failure()));
}

void TlsStreamTest::noRenegotiation()
{
    TlsClient::Options options{m_kit.path(u"ca.pem"_qs)};
    options.maxVersion = TLS1_2_VERSION;
    Talk talk(contextOf(m_kit.files()), options);
    talk.run();
    SSL_renegotiate(talk.client.ssl);
    SSL_do_handshake(talk.client.ssl);
    talk.run();
    QVERIFY(talk.client.hasFailed || talk.user->closes == 1); // refused by an alert, not done
}

void TlsStreamTest::floodOfKeyUpdates()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.run();
    talk.wire.setWindow(0); // asks and never reads
    for (int i = 0; i < 20'000 && talk.user->closes == 0; ++i) {
        SSL_key_update(talk.client.ssl, SSL_KEY_UPDATE_REQUESTED);
        SSL_do_handshake(talk.client.ssl);
        talk.wire.send(talk.client.take());
        talk.wire.step();
        QVERIFY2(talk.user->stream->pending() < 1'000'000, "memory grows");
        if (!talk.user->stream->isOpen())
            break;
    }
    QVERIFY(talk.user->stream->pending() < 200'000);
}

void TlsStreamTest::resumption()
{
    const auto context = contextOf(m_kit.files());
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient::Options options{m_kit.path(u"ca.pem"_qs)};
        options.maxVersion = version;
        Talk first(context, options);
        first.run();
        SSL_SESSION *ticket = SSL_get1_session(first.client.ssl);
        Talk second(context, options);
        SSL_set_session(second.client.ssl, ticket);
        second.run();
        QVERIFY(second.client.isConnected());
        QVERIFY(SSL_session_reused(second.client.ssl));
        Talk third(contextOf(m_kit.files()), options); // after a reload: a full handshake
        SSL_set_session(third.client.ssl, ticket);
        third.run();
        QVERIFY(third.client.isConnected());
        QVERIFY(!SSL_session_reused(third.client.ssl));
        SSL_SESSION_free(ticket);
    }
}

void TlsStreamTest::movesBetweenThreads()
{
    Talk talk(contextOf(m_kit.files()), {m_kit.path(u"ca.pem"_qs)});
    talk.user->onBytes = [&] {
        const base::Bytes bytes = talk.user->stream->read();
        talk.user->stream->putBack(bytes, 0);
    };
    talk.run();
    talk.client.send("request");
    talk.run();
    talk.user->stream->queueCopy("101 ");
    std::unique_ptr<net::DetachedStream> detached = talk.user->stream->detach();
    QVERIFY(detached);
    QVERIFY(!talk.user->stream->isOpen());
    QVERIFY(!talk.user->stream->detach());
    talk.client.send(" and more");
    const QByteArray more = talk.client.take();
    net::HubThread thread(u"other"_qs);
    thread.start();
    QByteArray answer;
    thread.call([&] {
        net::Loop loop;
        Recorder user(detached->attach(loop));
        talk.wire.send(more);
        talk.wire.run();
        loop.flushNow();
        talk.wire.run();
        loop.flushNow();
        user.stream->queueCopy("hello from here");
        loop.flushNow();
        talk.wire.run();
        QCOMPARE(user.received, QByteArray("request and more"));
        answer = talk.wire.takeReceived();
    });
    thread.stop();
    talk.client.receive(answer);
    QCOMPARE(talk.client.received, QByteArray("101 hello from here"));
}

void TlsStreamTest::reloadWhileConnected()
{
    const auto opened = net::TlsKeeper::open(m_kit.files());
    QVERIFY_OK(opened);
    net::TlsKeeper &keeper = **opened;
    Talk before(keeper.context(), {m_kit.path(u"ca.pem"_qs)});
    before.run();
    QVERIFY(!*keeper.reloadIfChanged());

    m_kit.write(u"server.pem"_qs, "nonsense");
    QFile(m_kit.path(u"server.pem"_qs))
        .setFileTime(QDateTime::currentDateTime().addSecs(5), QFile::FileModificationTime);
    const auto refused = keeper.reloadIfChanged();
    QVERIFY(!refused);
    QVERIFY2(refused.error().toString().contains(u"server.pem"_qs), qPrintable(refused.error().toString()));
    QVERIFY(*keeper.reloadIfChanged() == false); // told once
    QCOMPARE(keeper.context()->certificate().subject, u"CN=localhost"_qs);

    m_kit.newServer("renewed");
    QVERIFY_OK(keeper.reload());
    QCOMPARE(keeper.context()->certificate().subject, u"CN=renewed"_qs);
    Talk after(keeper.context(), {m_kit.path(u"ca.pem"_qs)});
    after.run();
    QVERIFY(after.client.isConnected());
    before.client.send("still here");
    before.run();
    QCOMPARE(before.user->received, QByteArray("still here"));
    m_kit.newServer("localhost");
}

void TlsStreamTest::badFilesAreNamed_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("words");
    QTest::addRow("no such file") << u"none.pem"_qs << u"server.key"_qs << u"there is no file"_qs;
    QTest::addRow("no certificate inside") << u"empty.pem"_qs << u"server.key"_qs << u"holds no certificate"_qs;
    QTest::addRow("no key inside") << u"server.pem"_qs << u"ca.pem"_qs << u"holds no private key"_qs;
    QTest::addRow("another's key") << u"server.pem"_qs << u"other.key"_qs << u"is not that of the certificate"_qs;
    QTest::addRow("a key with a passphrase") << u"server.pem"_qs << u"locked.key"_qs << u"has a passphrase"_qs;
}

void TlsStreamTest::badFilesAreNamed()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, words);
    m_kit.write(u"empty.pem"_qs, "# nothing\n");
    m_kit.newClient(u"other"_qs, {"x"});
    EVP_PKEY *made = EVP_EC_gen("P-256");
    FILE *locked = std::fopen(m_kit.path(u"locked.key"_qs).toLocal8Bit().constData(), "w");
    char secret[] = "secret";
    PEM_write_PrivateKey(locked, made, EVP_aes_128_cbc(), nullptr, 0, nullptr, secret);
    std::fclose(locked);
    EVP_PKEY_free(made);
    net::TlsFiles files = m_kit.files();
    files.certificate = m_kit.path(certificate);
    files.key = m_kit.path(key);
    const auto loaded = net::TlsContext::load(files);
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message().contains(words), qPrintable(loaded.error().toString()));
    QCOMPARE(ERR_peek_error(), 0ul);
}

void TlsStreamTest::certificateInfo()
{
    const auto info = net::readCertificateInfo(m_kit.path(u"server.pem"_qs));
    QVERIFY_OK(info);
    QCOMPARE(info->subject, u"CN=localhost"_qs);
    QCOMPARE(info->issuer, u"CN=Test CA"_qs);
    QCOMPARE(info->hosts, (QStringList{u"localhost"_qs, u"127.0.0.1"_qs, u"::1"_qs}));
    QCOMPARE(info->sha256.size(), 32);
    QCOMPARE(info->daysLeft(TlsKit::inDays(0)), 364);
    QCOMPARE(info->daysLeft(TlsKit::inDays(364)), 0);
    QVERIFY(info->daysLeft(TlsKit::inDays(366)) < 0);
    QVERIFY(!m_kit.authority.issue({TlsKit::Purpose::Server, {"x"}, {u"a,DNS:evil"_qs}, {0}, {1}}));
}

NET_TEST_MAIN(TlsStreamTest)
#include "tst_tlsstream.moc"
