// SPDX-License-Identifier: GPL-3.0-or-later
// Tills over REST of a real hub (SPEC 2.4, M13): two tellers at once from opening to Z, refusals, and a restart
// between.
#include "system/hubprocess.h"
#include <QTest>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::RestAnswer;
using support::RestClient;

namespace {

const QString cedula = u"1350509525"_s;
const QString bank = u"/api/v1/bank/"_s;

QByteArray twenties(int quantity)
{
    return R"({"conteo":[{"moneda":"USD","denominacion":20.00,"cantidad":)" + QByteArray::number(quantity) + "}]}";
}

} // namespace

class TillsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noCashWithoutATill_data();
    void noCashWithoutATill();
    void twoTellersWorkAtOnce();
    void cashMovesAndIsCounted();
    void aRestartForgetsNothing();
    void theZClosesTheDay();
    void handingOverNeedsSomebody();
    void receiptsAreCounted();

private:
    void makeTeller(const QByteArray &name);
    RestAnswer deposit(RestClient &who, const QByteArray &amount, const QByteArray &key);
    QString session(const QString &rest = {}) const { return bank + u"till-sessions/%1"_s.arg(m_session) + rest; }

    HubProcess m_hub;
    RestClient m_admin{m_hub};
    RestClient m_ana{m_hub};
    RestClient m_luz{m_hub};
    qint64 m_session = 0;
    qint64 m_transaction = 0;
};

void TillsTest::makeTeller(const QByteArray &name)
{
    const RestAnswer made = m_admin.post(
        u"/api/v1/admin/users"_s,
        R"({"username":")" + name + R"(","role":"cajero","password":"una clave larga","must_change_password":false})");
    QVERIFY2(made.status == 201, made.body.constData());
}

RestAnswer TillsTest::deposit(RestClient &who, const QByteArray &amount, const QByteArray &key)
{
    const QByteArray kind = amount.startsWith('-') ? "RETIRO" : "DEPOSITO";
    return who.post(bank + u"transactions"_s,
                    R"({"cedula":"1350509525","tipo":")" + kind + R"(","monto":)" +
                        (amount.startsWith('-') ? amount.mid(1) : amount) + "}",
                    key);
}

void TillsTest::initTestCase()
{
    QVERIFY2(m_hub.start(), qPrintable(m_hub.said()));
    QVERIFY(m_admin.login());
    QCOMPARE(m_admin.openAccount(cedula).status, 201);
    makeTeller("ana");
    makeTeller("luz");
    QVERIFY(m_ana.login(u"ana"_s, u"una clave larga"_s));
    QVERIFY(m_luz.login(u"luz"_s, u"una clave larga"_s));
    QCOMPARE(m_ana.post(bank + u"tills"_s, R"({"nombre":"Caja 1"})").status, 403);
    QCOMPARE(m_admin.post(bank + u"tills"_s, R"({"nombre":"Caja 1"})").status, 201);
    QCOMPARE(m_admin.post(bank + u"tills"_s, R"({"nombre":"Caja 2"})").status, 201);
    QCOMPARE(m_admin.post(bank + u"tills"_s, R"({"nombre":"Caja 2"})").status, 409);
}

void TillsTest::noCashWithoutATill_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addRow("M13 a teller's deposit")
        << u"transactions"_s << QByteArray(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1})") << 409;
    QTest::addRow("M13 no such till") << u"tills/9/open"_s << twenties(1) << 404;
    QTest::addRow("M13 no such note") << u"tills/1/open"_s
                                      << QByteArray(R"({"conteo":[{"moneda":"USD","denominacion":3,"cantidad":1}]})")
                                      << 422;
    QTest::addRow("M13 no count") << u"tills/1/open"_s << QByteArray("{}") << 422;
    QTest::addRow("M13 no such session") << u"till-sessions/9/movements"_s
                                         << QByteArray(R"({"tipo":"ENTRADA","monto":1,"motivo":"x"})") << 404;
    QTest::addRow("M13 no session's name") << u"till-sessions/x/close"_s << QByteArray("{}") << 404;
}

void TillsTest::noCashWithoutATill()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const RestAnswer answer = m_ana.post(bank + path, body, "refused");
    QVERIFY2(answer.status == status, answer.body.constData());
}

void TillsTest::twoTellersWorkAtOnce()
{
    const RestAnswer opened = m_ana.post(bank + u"tills/1/open"_s, twenties(5), "open-ana");
    QVERIFY2(opened.status == 201, opened.body.constData());
    m_session = opened.json()["id"_L1].toInteger();
    QCOMPARE(m_ana.post(bank + u"tills/1/open"_s, twenties(5), "open-ana").status, 200); // a retry
    QCOMPARE(m_luz.post(bank + u"tills/1/open"_s, twenties(5), "open-luz").status, 409); // hers is another
    QCOMPARE(m_luz.post(bank + u"tills/2/open"_s, twenties(1), "open-luz").status, 201);
    QCOMPARE(m_ana.post(bank + u"tills/2/open"_s, twenties(1), "open-two").status, 409);

    const RestAnswer booked = deposit(m_ana, "60.00", "d1");
    QVERIFY2(booked.status == 201, booked.body.constData());
    m_transaction = booked.json()["id"_L1].toInteger();
    QCOMPARE(deposit(m_luz, "-15.00", "d2").status, 201);
    const RestAnswer dry = deposit(m_luz, "-6.00", "d3"); // the client has 45.00, her drawer 5.00
    QCOMPARE(dry.status, 422);
    QVERIFY2(dry.body.contains("drawer"), dry.body.constData());
    const RestAnswer poor = deposit(m_ana, "-46.00", "d4");
    QCOMPARE(poor.status, 422);
    QVERIFY2(poor.body.contains("balance") && !poor.body.contains("drawer"), poor.body.constData());
    QCOMPARE(deposit(m_admin, "1.00", "d5").status, 201); // no cash of the branch's: a clearing account
    QCOMPARE(m_ana.get(bank + u"tills/mine"_s).json()["sesion"_L1]["caja"_L1].toInteger(), 1);
}

void TillsTest::cashMovesAndIsCounted()
{
    QCOMPARE(m_luz.post(session(u"/movements"_s), R"({"tipo":"SALIDA","monto":1,"motivo":"x"})", "m0").status, 403);
    const RestAnswer moved =
        m_ana.post(session(u"/movements"_s), R"({"tipo":"TRASPASO","monto":20,"a_caja":2,"motivo":"cambio"})", "m1");
    QVERIFY2(moved.status == 201, moved.body.constData());
    QCOMPARE(moved.json()["operador"_L1].toString(), u"ana"_s);
    QCOMPARE(moved.json()["a_operador"_L1].toString(), u"luz"_s);
    QCOMPARE(m_ana.post(session(u"/close"_s), "{}", "c0").status, 409); // before the count
    QCOMPARE(m_ana.send("PUT", session(u"/count"_s), R"({"moneda":"USD","denominacion":20,"cantidad":6})").status, 200);
    const QJsonObject line{{u"moneda"_s, u"USD"_s}, {u"denominacion"_s, 20}, {u"cantidad"_s, 7}};
    QCOMPARE(m_ana.send("PUT", session(u"/count"_s), QJsonDocument(line).toJson()).status, 200);
    const QJsonObject blind = m_ana.get(session()).json()["sesion"_L1].toObject();
    QVERIFY(blind["efectivo"_L1][0]["esperado"_L1].isNull());
}

void TillsTest::aRestartForgetsNothing()
{
    QCOMPARE(m_hub.terminate(), 0);
    QVERIFY2(m_hub.start(), qPrintable(m_hub.said()));
    QVERIFY(m_admin.login());
    QVERIFY(m_ana.login(u"ana"_s, u"una clave larga"_s));
    const QJsonObject count = m_ana.get(session(u"/count"_s)).json();
    QCOMPARE(count["conteo"_L1][0]["cantidad"_L1].toInteger(), 7);
    QCOMPARE(m_ana.get(session()).json()["sesion"_L1]["estado"_L1].toString(), u"ABIERTA"_s);
}

void TillsTest::theZClosesTheDay()
{
    const QJsonObject counted = m_ana.post(session(u"/count/submit"_s), "{}").json();
    QCOMPARE(counted["estado"_L1].toString(), u"CONTADA"_s);
    QCOMPARE(counted["efectivo"_L1][0]["esperado"_L1].toDouble(), 140.0);
    QCOMPARE(counted["efectivo"_L1][0]["diferencia"_L1].toDouble(), 0.0);
    QCOMPARE(deposit(m_ana, "1.00", "late").status, 409);
    const RestAnswer closed = m_ana.post(session(u"/close"_s), "{}", "close");
    QVERIFY2(closed.status == 201, closed.body.constData());
    QCOMPARE(m_ana.post(session(u"/close"_s), "{}", "close").status, 200);
    QCOMPARE(m_ana.post(session(u"/close"_s), "{}", "again").status, 409);
    const QJsonObject z = m_ana.get(session(u"/z"_s)).json();
    QCOMPARE(z["numero"_L1].toInteger(), 1);
    QVERIFY(z["verificado"_L1].toBool());
    QCOMPARE(z["huella"_L1], closed.json()["huella"_L1]);
    QCOMPARE(z["totales"_L1].toArray().size(), 4); // APERTURA, CIERRE, DEPOSITO, TRASPASO
    QCOMPARE(z["sesion"_L1]["efectivo"_L1][0]["a_boveda"_L1].toDouble(), 140.0);
    const QJsonArray tills = m_ana.get(bank + u"tills"_s).json()["items"_L1].toArray();
    QVERIFY(tills[0]["sesion"_L1].isNull() && !tills[1]["sesion"_L1].isNull());
}

void TillsTest::handingOverNeedsSomebody()
{
    QVERIFY(m_luz.login(u"luz"_s, u"una clave larga"_s));
    const qint64 id = m_luz.get(bank + u"tills/mine"_s).json()["sesion"_L1]["id"_L1].toInteger();
    const QString path = bank + u"till-sessions/%1"_s.arg(id);
    const QByteArray five = R"({"moneda":"USD","denominacion":5,"cantidad":5})"; // 20 − 15 + 20
    QCOMPARE(m_luz.send("PUT", path + u"/count"_s, five).status, 200);
    QCOMPARE(m_luz.post(path + u"/count/submit"_s, "{}").status, 200);
    QCOMPARE(m_luz.post(path + u"/handover"_s, R"({"a_usuario":"nadie"})", "h1").status, 422);
    const RestAnswer done = m_luz.post(path + u"/handover"_s, R"({"a_usuario":"ana"})", "h2");
    QVERIFY2(done.status == 201, done.body.constData());
    QCOMPARE(done.json()["siguiente"_L1]["recibida_de"_L1].toString(), u"luz"_s);
    QCOMPARE(deposit(m_ana, "2.00", "d9").status, 201);
    QCOMPARE(deposit(m_luz, "2.00", "d10").status, 409);
}

void TillsTest::receiptsAreCounted()
{
    const QString path = bank + u"transactions/%1/receipts"_s.arg(m_transaction);
    QCOMPARE(m_ana.post(path, "{}", "r1").json()["copia"_L1].toInteger(), 1);
    const QJsonObject copy = m_luz.post(path, "{}", "r2").json();
    QCOMPARE(copy["copia"_L1].toInteger(), 2);
    QCOMPARE(copy["impreso_por"_L1].toString(), u"luz"_s);
    QCOMPARE(copy["cedula_oculta"_L1].toString(), u"••••••9525"_s);
    QCOMPARE(copy["transaccion"_L1]["cedula"_L1].toString(), cedula);
    QCOMPARE(m_luz.post(path, "{}", "r2").json()["copia"_L1].toInteger(), 2);
    QCOMPARE(m_luz.post(bank + u"transactions/1/receipts"_s, "{}", "r3").status, 404); // a till's opening
    QCOMPARE(m_hub.terminate(), 0);
}

QTEST_GUILESS_MAIN(TillsTest)
#include "tst_tills.moc"
