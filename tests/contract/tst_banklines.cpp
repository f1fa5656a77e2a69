// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/banklines.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;

class BankLinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void logins();
    void movements_data();
    void movements();
    void queries();
    void wrongLines_data();
    void wrongLines();
    void ids_data();
    void ids();
    void answers();
};

static contract::BankLine parse(const QByteArray &line)
{
    return contract::parseBankLine(line, base::Currency::usd());
}

void BankLinesTest::logins()
{
    const auto byName = parse(R"({"id":1,"op":"login","username":"ana","password":"pässword"})");
    QVERIFY_OK(byName.operation);
    const auto login = std::get<contract::LoginLine>(*byName.operation);
    QCOMPARE(login.username, u"ana"_s);
    QCOMPARE(login.password, u"pässword"_s);
    QVERIFY(login.token.isEmpty());
    const auto byToken = parse(R"({"op":"login","token":"vk_live_x"})");
    QVERIFY_OK(byToken.operation);
    QCOMPARE(std::get<contract::LoginLine>(*byToken.operation).token, QByteArray("vk_live_x"));
}

void BankLinesTest::movements_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<contract::TransactionKind>("kind");
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("currency");
    using enum contract::TransactionKind;
    QTest::newRow("S0-28 a number with two decimals")
        << QByteArray(R"({"op":"deposit","cedula":"1350509525","monto":150.00,"key":"k"})") << Deposit << qint64(15000)
        << u"USD"_s;
    QTest::newRow("S0-28 the largest amount, to the cent")
        << QByteArray(R"({"op":"deposit","cedula":"1350509525","monto":9999999999999.99,"key":"k"})") << Deposit
        << qint64(999999999999999) << u"USD"_s;
    QTest::newRow("an amount as text") << QByteArray(
                                              R"({"op":"withdraw","cedula":"1350509525","monto":"0.07","key":"k"})")
                                       << Withdrawal << qint64(7) << u"USD"_s;
    QTest::newRow("another currency")
        << QByteArray(R"({"op":"withdraw","cedula":"1350509525","monto":1,"moneda":"EUR","key":"k"})") << Withdrawal
        << qint64(100) << u"EUR"_s;
    QTest::newRow("unknown members are ignored")
        << QByteArray(R"({"op":"deposit","cedula":"1350509525","monto":1,"key":"k","x":[{"y":1}]})") << Deposit
        << qint64(100) << u"USD"_s;
}

void BankLinesTest::movements()
{
    QFETCH(QByteArray, line);
    QFETCH(contract::TransactionKind, kind);
    QFETCH(qint64, minor);
    QFETCH(QString, currency);
    const auto read = parse(line);
    QVERIFY_OK(read.operation);
    const auto post = std::get<contract::PostLine>(*read.operation);
    QCOMPARE(post.posting.cedula, u"1350509525"_s);
    QCOMPARE(post.posting.kind, kind);
    QCOMPARE(post.posting.amount.minor(), minor);
    QCOMPARE(post.posting.amount.currency().toString(), currency);
    QCOMPARE(post.key, QByteArray("k"));
}

void BankLinesTest::queries()
{
    const auto balance = parse(R"({"op":"balance","cedula":"1350509525","moneda":"EUR"})");
    QVERIFY_OK(balance.operation);
    QCOMPARE(std::get<contract::BalanceLine>(*balance.operation).currency.toString(), u"EUR"_s);
    const auto plain = parse(R"({"op":"statement","cedula":"1350509525"})");
    QVERIFY_OK(plain.operation);
    QCOMPARE(std::get<contract::StatementLine>(*plain.operation).limit, 50);
    const auto full = parse(
        R"({"op":"statement","cedula":"1350509525","from":"2024-01-15","to":"2024-02-29","limit":500,"cursor":"c"})");
    QVERIFY_OK(full.operation);
    const auto statement = std::get<contract::StatementLine>(*full.operation);
    QCOMPARE(statement.from, QDate(2024, 1, 15));
    QCOMPARE(statement.to, QDate(2024, 2, 29));
    QCOMPARE(statement.limit, 500);
    QCOMPARE(statement.cursor, u"c"_s);
    QVERIFY(std::holds_alternative<contract::PingLine>(*parse(R"({"op":"ping"})").operation));
    QVERIFY(std::holds_alternative<contract::QuitLine>(*parse(R"({"op":"quit"})").operation));
}

void BankLinesTest::wrongLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<ErrorCode>("code");
    const QByteArray none = "null";
    QTest::newRow("S0-09 not JSON") << QByteArray("hello") << none << ErrorCode::Malformed;
    QTest::newRow("cut short") << QByteArray(R"({"id":1,"op":"ping")") << none << ErrorCode::Malformed;
    QTest::newRow("two values") << QByteArray(R"({"op":"ping"}{"op":"ping"})") << none << ErrorCode::Malformed;
    QTest::newRow("an array") << QByteArray("[1]") << none << ErrorCode::Malformed;
    QTest::newRow("a number") << QByteArray("7") << none << ErrorCode::Malformed;
    QTest::newRow("not UTF-8") << QByteArray("{\"id\":\"\xff\"}") << none << ErrorCode::Malformed;
    QTest::newRow("a name twice") << QByteArray(R"({"id":1,"op":"ping","op":"quit"})") << none << ErrorCode::Malformed;
    QTest::newRow("too deep") << QByteArray(R"({"op":"ping","x":[[[[[[[[[1]]]]]]]]]})") << none << ErrorCode::Malformed;
    QTest::newRow("an id of a wrong type")
        << QByteArray(R"({"id":{},"op":"ping"})") << none << ErrorCode::InvalidArgument;
    QTest::newRow("an id that is too long")
        << QByteArray("{\"op\":\"ping\",\"id\":\"" + QByteArray(65, 'x') + "\"}") << none << ErrorCode::InvalidArgument;
    QTest::newRow("no op") << QByteArray(R"({"id":5})") << QByteArray("5") << ErrorCode::InvalidArgument;
    QTest::newRow("an op that is no text")
        << QByteArray(R"({"id":5,"op":1})") << QByteArray("5") << ErrorCode::InvalidArgument;
    QTest::newRow("an unknown op") << QByteArray(R"({"id":5,"op":"DEPOSIT"})") << QByteArray("5")
                                   << ErrorCode::Unsupported;
    const auto wrong = [](const char *name, const QByteArray &members) {
        QTest::newRow(name) << QByteArray("{\"id\":5," + members + '}') << QByteArray("5")
                            << ErrorCode::InvalidArgument;
    };
    wrong("a deposit without cédula", R"("op":"deposit","monto":1,"key":"k")");
    wrong("a deposit without amount", R"("op":"deposit","cedula":"1","key":"k")");
    wrong("a deposit without key", R"("op":"deposit","cedula":"1","monto":1)");
    wrong("a key that is a number", R"("op":"deposit","cedula":"1","monto":1,"key":7)");
    wrong("a cédula that is a number", R"("op":"deposit","cedula":1350509525,"monto":1,"key":"k")");
    wrong("three decimals", R"("op":"deposit","cedula":"1","monto":1.001,"key":"k")");
    wrong("an exponent", R"("op":"deposit","cedula":"1","monto":1e2,"key":"k")");
    wrong("an amount beyond all money", R"("op":"deposit","cedula":"1","monto":99999999999999999999,"key":"k")");
    wrong("an unknown currency", R"("op":"deposit","cedula":"1","monto":1,"moneda":"usd","key":"k")");
    wrong("a limit of zero", R"("op":"statement","cedula":"1","limit":0)");
    wrong("a limit beyond 500", R"("op":"statement","cedula":"1","limit":501)");
    wrong("a limit with decimals", R"("op":"statement","cedula":"1","limit":1.5)");
    wrong("a day that is none", R"("op":"statement","cedula":"1","from":"2024-02-30")");
    wrong("a time instead of a day", R"("op":"statement","cedula":"1","from":"2024-02-03T10:00:00")");
    wrong("a login without anything", R"("op":"login")");
    wrong("a login without password", R"("op":"login","username":"ana")");
    wrong("a login in two ways", R"("op":"login","username":"ana","password":"x","token":"t")");
    wrong("an empty token", R"("op":"login","token":"")");
}

void BankLinesTest::wrongLines()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, id);
    QFETCH(ErrorCode, code);
    const auto read = parse(line);
    QVERIFY(!read.operation);
    QCOMPARE(read.operation.error().code(), code);
    QCOMPARE(read.id, id);
    QVERIFY(!read.operation.error().message().isEmpty());
}

void BankLinesTest::ids_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("echoed");
    QTest::newRow("a number") << QByteArray("17") << QByteArray("17");
    QTest::newRow("a number keeps its text") << QByteArray("1.50e3") << QByteArray("1.50e3");
    QTest::newRow("a large number") << QByteArray("123456789012345678901234567890")
                                    << QByteArray("123456789012345678901234567890");
    QTest::newRow("a text") << QByteArray("\"a-1\"") << QByteArray("\"a-1\"");
    QTest::newRow("a text with escapes") << QByteArray(R"("a\"\\\u0041\n")") << QByteArray(R"("a\"\\A\u000a")");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
}

void BankLinesTest::ids()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, echoed);
    const auto read = parse("{\"id\":" + sent + ",\"op\":\"ping\"}");
    QVERIFY_OK(read.operation);
    QCOMPARE(contract::bankAnswerLine(read.id), "{\"id\":" + echoed + ",\"ok\":true}\n");
}

void BankLinesTest::answers()
{
    QCOMPARE(contract::bankErrorLine("3", {ErrorCode::InsufficientFunds, u"no \"money\""_s}),
             QByteArray(R"({"id":3,"ok":false,"error":{"code":"insufficient_funds","message":"no \"money\""}})"
                        "\n"));
    QVERIFY(contract::bankErrorLine("3", {ErrorCode::LimitExceeded, u"wait"_s}, std::chrono::seconds(4))
                .contains(R"("retry_after_s":4)"));
    contract::Transaction t;
    t.id = 17;
    t.folio = u"000017"_s;
    t.seq = 42;
    t.cedula = u"1350509525"_s;
    t.amount = *base::Money::fromMinor(15000, base::Currency::usd());
    t.balanceAfter = *base::Money::fromMinor(115000, base::Currency::usd());
    t.localTime = u"2024-01-15T14:30:00"_s;
    t.channel = contract::Channel::Socket;
    const QByteArray posted = contract::postedLine("\"a\"", t, true);
    // S0-18: the seed's members as it has them.
    for (const char *member :
         {R"("cedula":"1350509525")", R"("tipo":"DEPOSITO")", R"("monto":150.00)", R"("saldo_nuevo":1150.00)",
          R"("timestamp":"2024-01-15T14:30:00")", R"("folio":"000017")", R"("seq":42)", R"("transaction_id":17)",
          R"("canal":"SOCKET")", R"("replayed":true)"})
        QVERIFY2(posted.contains(member), member);
    QVERIFY(posted.startsWith(R"({"id":"a","ok":true,)"));
    QCOMPARE(posted.count('\n'), 1);
}

QTEST_APPLESS_MAIN(BankLinesTest)
#include "tst_banklines.moc"
