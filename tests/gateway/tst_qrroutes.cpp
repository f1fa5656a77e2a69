// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbench.h"
#include "gateway/qrforms.h"
#include "gateway/qrreading.h"
#include "support/qrkit.h"
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace support;

namespace {

/// A desk over a real ledger behind the gateway's ports, answering at once.
class LedgerPorts final : public gateway::CommandPort, public gateway::ReaderPort
{
public:
    explicit LedgerPorts(QrKit &kit)
        : m_kit(kit)
    {
    }
    base::Result<> submit(desk::Command command, std::function<void(desk::Answer)> answer) override
    {
        answer(m_kit.run(std::move(command)));
        if (committed)
            committed(m_kit.desk.lastSequence());
        return {};
    }
    base::Result<> read(Job job) override
    {
        const auto reader = m_kit.reader();
        job(reader.get());
        return {};
    }
    std::function<void(qint64)> committed;

private:
    QrKit &m_kit;
};

/// An outside bank that says what the test wants.
class FakeQrBank final : public gateway::QrBank, public payments::QrProvider
{
public:
    payments::QrProvider &provider() override { return *this; }
    void noticed(const QString &qrId) override { notices << qrId; }
    gateway::QrBankState state() const override
    {
        return isUp ? gateway::QrBankState{} : gateway::QrBankState{false, u"no answer"_s, {}};
    }
    QString name() const override { return payments::banecoProvider; }
    void create(payments::QrOrder order, Done<payments::IssuedQr> done) override
    {
        orders.push_back(order);
        if (failure)
            return done(*failure);
        done(payments::IssuedQr{
            u"2509060101661703"_s + QString::number(++issued).rightJustified(4, u'0'), "\x89PNG", {}});
    }
    void cancel(QString, Done<Nothing> done) override
    {
        if (failure)
            return done(*failure);
        done(Nothing{});
    }
    void status(QString, Done<payments::BankQrStatus> done) override
    {
        if (failure)
            return done(*failure);
        done(told);
    }
    void paid(QDate, Done<std::vector<payments::BankPayment>> done) override { done(told.payments); }

    bool isUp = true;
    int issued = 0;
    QStringList notices;
    std::vector<payments::QrOrder> orders;
    std::optional<payments::ProviderFailure> failure;
    payments::BankQrStatus told;
};

/// eva owns account 1, leo account 2, both in bolivianos.
class QrBench : public EventBench
{
public:
    explicit QrBench(bool hasBank = false)
        : ports(kit)
    {
        gateway::GatewaySettings settings;
        settings.profile = auth::Profile::Branch;
        gateway::GatewayPorts all{authPort,
                                  ports,
                                  ports,
                                  DirectAuth::tokens(),
                                  authPort.authenticator->snapshot(),
                                  {},
                                  &accessPort,
                                  nullptr,
                                  nullptr,
                                  nullptr,
                                  &adminPort,
                                  &audit,
                                  &audit};
        all.qrBank = hasBank ? &outside : nullptr;
        wires.clear();
        gateway = std::make_unique<gateway::Gateway>(loop, clock, settings, std::move(all));
        ports.committed = [this](qint64 seq) { gateway->committed(seq); };
        publish();
    }
    ~QrBench()
    {
        wires.clear();
        gateway.reset();
    }
    Reply call(const QByteArray &method, const QByteArray &path, const QByteArray &who, const QByteArray &body = {})
    {
        QByteArray headers = who;
        return ask(method, path, headers, body);
    }
    QByteArray staff(auth::Role role) { return bearer(role); }
    QByteArray due() const
    {
        return QDateTime::fromMSecsSinceEpoch(clock.utcNow().value + 900'000, Qt::UTC)
            .toString(Qt::ISODateWithMs)
            .toLatin1();
    }
    QByteArray order(const QByteArray &transactionId = "TXN_123456", const QByteArray &account = "1") const
    {
        return R"({"transactionId":")" + transactionId + R"(","accountCredit":")" + account +
               R"(","currency":"BOB","amount":100.50,"description":"Pago de servicios","dueDate":")" + due() +
               R"(","singleUse":true,"modifyAmount":false,"branchCode":"E0001"})";
    }
    /// Made over REST by eva; its id.
    QString made()
    {
        return json(call("POST", "/api/qrsimple/generateQR", bearerOf(u"eva"_s), order()))["qrId"_L1].toString();
    }
    static QJsonObject json(const Reply &reply) { return QJsonDocument::fromJson(reply.body).object(); }
    Reply pay(const QString &id, const QByteArray &key, const QByteArray &amount = "100.50")
    {
        return call("POST", "/api/v1/qr/" + id.toLatin1() + "/pay",
                    staff(auth::Role::Teller) + "Idempotency-Key: " + key + "\r\n",
                    R"({"cedula":"1710034065","amount":)" + amount + "}");
    }

    QrKit kit;
    LedgerPorts ports;
    FakeQrBank outside;
};

} // namespace

class QrRoutesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void programsSpeakTheBanksApi();
    void errorsHaveTheBanksShape();
    void aNoticeIsNeverBelieved();
    void withoutABankThereAreNoNotices();
    void theStreamHearsAPaymentInOrder();
    void accountsNeverSeeEachOthers();
    void whoMayWhat_data();
    void whoMayWhat();
    void scopesOfKeys();
    void theWindowsRoutes();
    void listsTakeFilters();
    void suspenseIsASupervisors();
    void pictures();
    void readingAPicture();
    void anOutsideBankIssues();
    void aLostAnswerIsAskedAgain();
    void verifyingBooksWhatTheBankSays();
    void theRail();
    void banksHaveNames();
};

void QrRoutesTest::programsSpeakTheBanksApi()
{
    QrBench bench;
    const QByteArray eva = bench.bearerOf(u"eva"_s);
    const Reply made = bench.call("POST", "/api/qrsimple/generateQR", eva, bench.order()); // S2-67
    QVERIFY2(made.status == 200, made.body.constData());
    const QJsonObject json = QrBench::json(made);
    QCOMPARE(json["responseCode"_L1].toInt(-1), 0);
    const QString id = json["qrId"_L1].toString();
    QCOMPARE(id.size(), 20);
    QVERIFY(QByteArray::fromBase64(json["qrImage"_L1].toString().toLatin1()).startsWith("\x89PNG"));
    const Reply again = bench.call("POST", "/api/qrsimple/generateQR", eva, bench.order());
    QCOMPARE(QrBench::json(again)["qrId"_L1].toString(), id);
    QCOMPARE(again.headers.value("idempotency-hit"), QByteArray("true"));

    const QByteArray status = "/api/qrsimple/v2/statusQR/" + id.toLatin1();
    QCOMPARE(QrBench::json(bench.call("GET", status, eva))["statusQrCode"_L1].toInt(-1), 0); // S2-69
    QCOMPARE(bench.pay(id, "k1").status, 201);
    const QJsonObject paid = QrBench::json(bench.call("GET", status, eva));
    QCOMPARE(paid["statusQrCode"_L1].toInt(-1), 1);
    const QJsonObject payment = paid["payment"_L1].toArray().at(0).toObject();
    QCOMPARE(payment["qrId"_L1].toString(), id);
    QCOMPARE(payment["amount"_L1].toDouble(), 100.5);
    QCOMPARE(payment["senderName"_L1].toString(), u"Juan Pérez"_s);
    QCOMPARE(payment["paymentTime"_L1].toString(), u"15:30:00"_s);                // La Paz
    const Reply day = bench.call("GET", "/api/qrsimple/v2/paidQR/20240115", eva); // S2-71
    QCOMPARE(QrBench::json(day)["paymentList"_L1].toArray().size(), 1);
    QCOMPARE(
        QrBench::json(bench.call("GET", "/api/qrsimple/v2/paidQR/20240116", eva))["paymentList"_L1].toArray().size(),
        0);
    QCOMPARE(bench.call("GET", "/api/qrsimple/v2/paidQR/2024-1-1", eva).status, 422);

    const Reply second = bench.call("POST", "/api/qrsimple/generateQR", eva, bench.order("TXN_2"));
    const QByteArray body = R"({"qrId":")" + QrBench::json(second)["qrId"_L1].toString().toLatin1() + R"("})";
    const Reply cancelled = bench.call("DELETE", "/api/qrsimple/cancelQR", eva, body); // S2-68
    QVERIFY2(cancelled.status == 200, cancelled.body.constData());
    QCOMPARE(bench.call("DELETE", "/api/qrsimple/cancelQR", eva, body).status, 409);
}

void QrRoutesTest::errorsHaveTheBanksShape()
{
    QrBench bench;
    const QByteArray eva = bench.bearerOf(u"eva"_s);
    for (const Reply &reply : {bench.call("GET", "/api/qrsimple/v2/statusQR/1", eva),
                               bench.call("POST", "/api/qrsimple/generateQR", eva, "{}"),
                               bench.call("POST", "/api/qrsimple/generateQR", {}, bench.order()),
                               bench.call("GET", "/api/qrsimple/nothing", eva)}) {
        QVERIFY(reply.status >= 400);
        const QJsonObject json = QrBench::json(reply);
        QCOMPARE(json["responseCode"_L1].toInt(), reply.status);
        QVERIFY(!json["message"_L1].toString().isEmpty());
    }
}

void QrRoutesTest::aNoticeIsNeverBelieved()
{
    QrBench bench(true);
    const QString id = bench.made();
    const qint64 before = bench.kit.last();
    const Reply reply = bench.call("POST", "/api/qrsimple/notifyPaymentQR", {}, // S2-70, without any credential
                                   R"({"payment":{"qrId":")" + id.toLatin1() +
                                       R"(","transactionId":"LIE","amount":100.50,"currency":"BOB"}})");
    QVERIFY2(reply.status == 200, reply.body.constData());
    QCOMPARE(QrBench::json(reply)["responseCode"_L1].toInt(-1), 0);
    QCOMPARE(bench.outside.notices, QStringList{id}); // the bank is asked; nothing was booked
    QCOMPARE(bench.kit.last(), before);
    QCOMPARE(bench.kit.balance(QrKit::payee()), 0);
    QCOMPARE(bench.call("POST", "/api/qrsimple/notifyPaymentQR", {}, R"({"payment":{}})").status, 422);
    QCOMPARE(bench.outside.notices.size(), 1);
}

void QrRoutesTest::withoutABankThereAreNoNotices()
{
    QrBench bench;
    QCOMPARE(bench.call("POST", "/api/qrsimple/notifyPaymentQR", {}, R"({"payment":{"qrId":"25"}})").status, 404);
}

void QrRoutesTest::theStreamHearsAPaymentInOrder()
{
    QrBench bench;
    EventClient eva = bench.stream(u"eva"_s);
    EventClient leo = bench.stream(u"leo"_s);
    eva.take();
    leo.take();
    const QString id = bench.made();
    QCOMPARE(bench.pay(id, "k1").status, 201);
    const QList<SseBlock> blocks = eva.take();
    QByteArrayList names;
    for (const SseBlock &block : blocks)
        names << block.event;
    QCOMPARE(names.join(' '),
             QByteArray("qr_created qr_payment qr_status_change account_balance_update")); // S2-13…S2-20
    QCOMPARE(blocks[0].id, "qr_created_" + id.toLatin1());
    QCOMPARE(blocks[0].json()["status"_L1].toString(), u"active"_s);
    const QJsonObject paid = blocks[1].json();
    QCOMPARE(paid["newStatus"_L1].toString(), u"used"_s);
    QCOMPARE(paid["newBalance"_L1].toDouble(), 100.5);
    QCOMPARE(blocks[2].json()["syncSource"_L1].toString(), u"payment"_s);
    const QJsonObject balance = blocks[3].json();
    QCOMPARE(balance["movementType"_L1].toString(), u"qr_payment"_s);
    QCOMPARE(balance["qrId"_L1].toString(), id);
    QCOMPARE(balance["transactionId"_L1].toString(), paid["transactionId"_L1].toString());
    QCOMPARE(balance["description"_L1].toString(), u"Pago QR recibido"_s);
    QCOMPARE(leo.takeNames().join(' '),
             QByteArray("account_balance_update")); // he paid, and sees his own balance alone
}

void QrRoutesTest::accountsNeverSeeEachOthers()
{
    QrBench bench;
    const QString id = bench.made();
    const QByteArray leo = bench.bearerOf(u"leo"_s);
    const QByteArray path = id.toLatin1();
    QCOMPARE(bench.call("GET", "/api/qrsimple/v2/statusQR/" + path, leo).status, 404);
    QCOMPARE(bench.call("DELETE", "/api/qrsimple/cancelQR", leo, R"({"qrId":")" + path + R"("})").status, 404);
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", leo, bench.order("X", "1")).status, 404);
    QCOMPARE(bench.call("GET", "/api/v1/qr/" + path, leo).status, 404);
    QCOMPARE(bench.call("GET", "/api/v1/qr/" + path + "/image", leo).status, 404);
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + path + "/cancel", leo, "{}").status, 404);
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + path + "/verify", leo, "{}").status, 404);
    QCOMPARE(QrBench::json(bench.call("GET", "/api/v1/qr", leo))["items"_L1].toArray().size(), 0);
    QCOMPARE(
        QrBench::json(bench.call("GET", "/api/qrsimple/v2/paidQR/20240115", leo))["paymentList"_L1].toArray().size(),
        0);
    QCOMPARE(bench.call("GET", "/api/v1/qr", bench.bearerOf(u"nadie"_s)).status, 403);
    QCOMPARE(QrBench::json(bench.call("GET", "/api/v1/qr", bench.bearerOf(u"eva"_s)))["items"_L1].toArray().size(), 1);
}

void QrRoutesTest::whoMayWhat_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("read");
    QTest::addColumn<int>("create");
    QTest::addColumn<int>("pay");
    QTest::addColumn<int>("resolve");
    const auto row = [](const char *name, auth::Role role, int read, int create, int pay, int resolve) {
        QTest::newRow(name) << static_cast<int>(role) << read << create << pay << resolve;
    };
    row("a teller makes and pays", auth::Role::Teller, 200, 201, 201, 403);
    row("a supervisor decides on suspense", auth::Role::Supervisor, 200, 201, 201, 404);
    row("an operator makes", auth::Role::Operator, 200, 201, 403, 403);
    row("an auditor reads", auth::Role::Auditor, 200, 403, 403, 403);
    row("a technician has no QR codes", auth::Role::Technician, 403, 403, 403, 403);
}

void QrRoutesTest::whoMayWhat()
{
    QFETCH(int, role);
    QFETCH(int, read);
    QFETCH(int, create);
    QFETCH(int, pay);
    QFETCH(int, resolve);
    QrBench bench;
    const QByteArray caller = bench.staff(static_cast<auth::Role>(role));
    const QByteArray who = caller + "Idempotency-Key: k\r\n";
    const QByteArray id = bench.made().toLatin1();
    QCOMPARE(bench.call("GET", "/api/v1/qr", who).status, read);
    const QByteArray order =
        R"({"cedula":"1350509525","transactionId":"W","amount":5.00,"dueDate":")" + bench.due() + R"("})";
    QCOMPARE(bench.call("POST", "/api/v1/qr", who, order).status, create);
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + id + "/pay", who, R"({"cedula":"1710034065","amount":100.50})").status,
             pay);
    QCOMPARE(bench
                 .call("POST", "/api/v1/qr/suspense/9/resolve", caller + "Idempotency-Key: other\r\n",
                       R"({"action":"post","note":"x"})")
                 .status,
             resolve);
}

void QrRoutesTest::scopesOfKeys()
{
    QrBench bench;
    auth::ApiKey key = bench.users().keys.begin().value();
    const QByteArray text = auth::makeApiKey();
    key.id = auth::apiKeyId(text);
    key.hash = auth::sha256(text);
    key.accountId = 1;
    key.scopes = {auth::Scope::QrRead};
    bench.users().keys.insert(key.id, key);
    bench.publish();
    const QByteArray who = "X-API-Key: " + text + "\r\n";
    QCOMPARE(bench.call("GET", "/api/qrsimple/v2/paidQR/20240115", who).status, 200);
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", who, bench.order()).status, 403);
    bench.users().keys[key.id].scopes = {auth::Scope::QrCreate};
    bench.publish();
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", who, bench.order("A", "2")).status, 404); // not its account
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", who, bench.order("A", "1")).status, 200);
}

void QrRoutesTest::theWindowsRoutes()
{
    QrBench bench;
    const QByteArray ana = bench.staff(auth::Role::Teller);
    const QByteArray order =
        R"({"cedula":"1350509525","transactionId":"W1","amount":5.00,"dueDate":")" + bench.due() + R"("})";
    const Reply made = bench.call("POST", "/api/v1/qr", ana, order);
    QCOMPARE(made.status, 201);
    QCOMPARE(bench.call("POST", "/api/v1/qr", ana, order).status, 200); // the same again
    const QString id = QrBench::json(made)["qrId"_L1].toString();
    QCOMPARE(bench.pay(id, "k1", "1.00").status, 409);
    QCOMPARE(bench.pay(id, "k1", "5.00").status, 201);
    const Reply replayed = bench.pay(id, "k1", "5.00");
    QCOMPARE(replayed.status, 200);
    QCOMPARE(replayed.headers.value("idempotency-hit"), QByteArray("true"));
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + id.toLatin1() + "/pay", ana, "{}").status, 400); // no key
    const QJsonObject detail = QrBench::json(bench.call("GET", "/api/v1/qr/" + id.toLatin1(), ana));
    QCOMPARE(detail["qr"_L1]["status"_L1].toString(), u"used"_s);
    QCOMPARE(detail["payments"_L1].toArray().size(), 1);
    QStringList timeline;
    for (const QJsonValue &entry : detail["timeline"_L1].toArray())
        timeline << entry["event"_L1].toString();
    QCOMPARE(timeline.join(u' '), u"created paid status_changed"_s);
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + id.toLatin1() + "/cancel", ana, "{}").status, 409);
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + id.toLatin1() + "/verify", ana, "{}").status, 200); // local: as it is
    QCOMPARE(bench.call("GET", "/api/v1/qr/1", ana).status, 404);
}

void QrRoutesTest::listsTakeFilters()
{
    QrBench bench;
    const QByteArray ana = bench.staff(auth::Role::Teller);
    bench.made();
    const auto count = [&](const QByteArray &query) {
        const Reply reply = bench.call("GET", "/api/v1/qr?" + query, ana);
        if (reply.status != 200)
            qWarning("%s", reply.body.constData());
        return QrBench::json(reply)["items"_L1].toArray().size();
    };
    QCOMPARE(count("estado=active,used"), 1);
    QCOMPARE(count("estado=expired"), 0);
    QCOMPARE(count("cedula=1350509525&desde=2024-01-15&hasta=2024-01-15"), 1);
    QCOMPARE(count("desde=2024-01-16"), 0);
    QCOMPARE(count("q=TXN_1"), 1);
    QCOMPARE(count("suspenso=true"), 0);
    QCOMPARE(bench.call("GET", "/api/v1/qr?estado=paid", ana).status, 422);
    QCOMPARE(bench.call("GET", "/api/v1/qr?limit=0", ana).status, 422);
}

void QrRoutesTest::suspenseIsASupervisors()
{
    QrBench bench(true);
    const QString id = bench.made();
    payments::Qr qr;
    qr.id = id;
    qr.amount = bob(1); // not what was asked
    bench.outside.told = {payments::BankQrState::Active, {bench.kit.told(qr, u"B-1"_s)}};
    const QByteArray boss = bench.staff(auth::Role::Supervisor);
    QCOMPARE(bench.call("POST", "/api/v1/qr/" + id.toLatin1() + "/verify", boss, "{}").status, 200);
    const QJsonObject waiting =
        QrBench::json(bench.call("GET", "/api/v1/qr/suspense", boss))["items"_L1].toArray().at(0).toObject();
    QCOMPARE(waiting["reason"_L1].toString(), u"amount_differs"_s);
    const QByteArray path = "/api/v1/qr/suspense/" + QByteArray::number(waiting["number"_L1].toInt()) + "/resolve";
    const QByteArray key = "Idempotency-Key: r1\r\n";
    QCOMPARE(bench.call("POST", path, boss + key, R"({"action":"keep","note":"x"})").status, 422);
    QCOMPARE(bench.call("POST", path, boss, R"({"action":"post","note":"x"})").status, 400);
    const Reply done = bench.call("POST", path, boss + key, R"({"action":"post","note":"el cliente acepta"})");
    QVERIFY2(done.status == 201, done.body.constData());
    QCOMPARE(QrBench::json(done)["outcome"_L1].toString(), u"adjusted"_s);
    QCOMPARE(bench.call("POST", path, boss + key, R"({"action":"post","note":"el cliente acepta"})").status, 200);
    QCOMPARE(bench.kit.balance(QrKit::payee()), 1);
    QCOMPARE(
        QrBench::json(bench.call("GET", "/api/v1/qr/suspense?estado=resueltos", boss))["items"_L1].toArray().size(), 1);
    QCOMPARE(bench.call("GET", "/api/v1/qr/suspense", bench.bearerOf(u"eva"_s)).status, 403);
}

void QrRoutesTest::pictures()
{
    QrBench bench;
    const QByteArray eva = bench.bearerOf(u"eva"_s);
    const QByteArray path = "/api/v1/qr/" + bench.made().toLatin1() + "/image"; // S2-75
    const Reply png = bench.call("GET", path + "?size=300", eva);
    QCOMPARE(png.headers.value("content-type"), QByteArray("image/png"));
    QVERIFY(png.body.startsWith("\x89PNG"));
    const Reply svg = bench.call("GET", path + "?format=svg", eva);
    QCOMPARE(svg.headers.value("content-type"), QByteArray("image/svg+xml"));
    QVERIFY(svg.body.contains("<svg"));
    QCOMPARE(bench.call("GET", path + "?format=gif", eva).status, 422);
    QCOMPARE(bench.call("GET", path + "?size=5", eva).status, 422);
}

void QrRoutesTest::readingAPicture()
{
    QrBench bench;
    const QByteArray eva = bench.bearerOf(u"eva"_s);
    const QString id = bench.made();
    const Reply png = bench.call("GET", "/api/v1/qr/" + id.toLatin1() + "/image", eva);
    const Reply read = bench.ask("POST", "/api/v1/qr/read", eva, png.body); // S2-76
    QVERIFY2(read.status == 200, read.body.constData());
    const QJsonObject json = QrBench::json(read);
    QCOMPARE(json["qrId"_L1].toString(), id);
    QCOMPARE(json["format"_L1].toString(), u"emvco"_s);
    QVERIFY(json["sound"_L1].toBool());
    QVERIFY(bench.ask("POST", "/api/v1/qr/read", eva, "no picture").status >= 400);
    const auto opaque = gateway::readText(u"c2VjcmV0|1234"_s); // QR Simple: not ours to understand
    QCOMPARE(opaque.format, u"opaque"_s);
    QVERIFY(!opaque.isSound);
}

void QrRoutesTest::anOutsideBankIssues()
{
    QrBench bench(true);
    const Reply made = bench.call("POST", "/api/qrsimple/generateQR", bench.bearerOf(u"eva"_s), bench.order());
    QVERIFY2(made.status == 200, made.body.constData());
    QCOMPARE(QrBench::json(made)["qrId"_L1].toString(), u"25090601016617030001"_s);
    QCOMPARE(bench.outside.orders.size(), size_t{1});
    QCOMPARE(bench.outside.orders[0].transactionId, u"TXN_123456"_s);
    bench.outside.failure = payments::ProviderFailure{payments::ProviderFailure::Kind::Refused, u"no"_s, 5};
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", bench.bearerOf(u"eva"_s), bench.order("T2")).status, 409);
    bench.outside.failure.reset(); // refused: its name is free
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", bench.bearerOf(u"eva"_s), bench.order("T2")).status, 200);
    bench.outside.failure = payments::ProviderFailure{};
    const QByteArray body = R"({"qrId":"25090601016617030001"})";
    QCOMPARE(bench.call("DELETE", "/api/qrsimple/cancelQR", bench.bearerOf(u"eva"_s), body).status, 503);
    bench.outside.failure.reset();
    QCOMPARE(bench.call("DELETE", "/api/qrsimple/cancelQR", bench.bearerOf(u"eva"_s), body).status, 200);
}

void QrRoutesTest::aLostAnswerIsAskedAgain()
{
    QrBench bench(true);
    const QByteArray eva = bench.bearerOf(u"eva"_s);
    bench.outside.failure = payments::ProviderFailure{payments::ProviderFailure::Kind::OutcomeUnknown, u"cut"_s, 0};
    const Reply lost = bench.call("POST", "/api/qrsimple/generateQR", eva, bench.order());
    QCOMPARE(lost.status, 504);
    const QJsonArray items = QrBench::json(bench.call("GET", "/api/v1/qr", eva))["items"_L1].toArray();
    QCOMPARE(items.size(), 1);
    QVERIFY(items[0]["uncertain"_L1].toBool());
    // A "no" now may mean that it was issued then: it stays uncertain.
    bench.outside.failure = payments::ProviderFailure{payments::ProviderFailure::Kind::Refused, u"twice"_s, 7};
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", eva, bench.order()).status, 409);
    QCOMPARE(QrBench::json(bench.call("GET", "/api/v1/qr", eva))["items"_L1].toArray().size(), 1);
    bench.outside.failure.reset();
    QCOMPARE(bench.call("POST", "/api/qrsimple/generateQR", eva, bench.order()).status, 200);
    QCOMPARE(bench.outside.orders.size(), size_t{3});
    QVERIFY(bench.outside.orders[0] == bench.outside.orders[2]);
}

void QrRoutesTest::verifyingBooksWhatTheBankSays()
{
    QrBench bench(true);
    const QString id = bench.made();
    const QByteArray path = "/api/v1/qr/" + id.toLatin1() + "/verify";
    const QByteArray ana = bench.staff(auth::Role::Teller);
    QCOMPARE(QrBench::json(bench.call("POST", path, ana, "{}"))["status"_L1].toString(), u"active"_s);
    payments::Qr qr;
    qr.id = id;
    qr.amount = bob(10'050);
    bench.outside.told = {payments::BankQrState::Paid, {bench.kit.told(qr, u"B-1"_s)}};
    QCOMPARE(QrBench::json(bench.call("POST", path, ana, "{}"))["status"_L1].toString(), u"completed"_s);
    QCOMPARE(bench.kit.balance(QrKit::payee()), 10'050);
    bench.outside.failure = payments::ProviderFailure{payments::ProviderFailure::Kind::OutcomeUnknown, u"cut"_s, 0};
    QCOMPARE(bench.call("POST", path, ana, "{}").status, 504);
}

void QrRoutesTest::theRail()
{
    QrBench local;
    const QJsonObject here = QrBench::json(local.call("GET", "/api/v1/qr/rail", local.bearerOf(u"eva"_s)));
    QCOMPARE(here["provider"_L1].toString(), u"local"_s);
    QVERIFY(here["up"_L1].toBool());
    QrBench outside(true);
    outside.outside.isUp = false;
    const QJsonObject there = QrBench::json(outside.call("GET", "/api/v1/qr/rail", outside.bearerOf(u"eva"_s)));
    QCOMPARE(there["provider"_L1].toString(), u"baneco"_s);
    QVERIFY(!there["up"_L1].toBool());
    QCOMPARE(there["reason"_L1].toString(), u"no answer"_s);
}

void QrRoutesTest::banksHaveNames()
{
    QCOMPARE(gateway::bankNameOf(u"1016"_s), u"BANECO"_s); // SPEC 2.6: the seed writes one, the bank the other
    QCOMPARE(gateway::bankNameOf(u"BANECO"_s), u"BANECO"_s);
    QCOMPARE(gateway::bankNameOf(u"9999"_s), QString());
    QCOMPARE(gateway::statusQrCode(payments::QrStatus::Expired), 9);
}

QTEST_GUILESS_MAIN(QrRoutesTest)
#include "tst_qrroutes.moc"
