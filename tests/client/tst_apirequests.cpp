// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/apirequests.h"
#include "support/verify.h"
#include <QtTest>

using namespace client;

class ApiRequestsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPostCarriesExactMoneyAndItsKey()
    {
        NewTransaction transaction;
        transaction.cedula = u"1350509525"_qs;
        transaction.kind = contract::TransactionKind::Withdrawal;
        transaction.amount = base::Money::parse("150.10", base::Currency::bob()).value();
        const IdempotencyKey key = IdempotencyKey::random();
        const RestRequest request = postRequest(transaction, key);
        QCOMPARE(request.path, QByteArray("/api/v1/bank/transactions"));
        QVERIFY(request.verb == Verb::Post);
        QCOMPARE(request.idempotencyKey, key.text());
        QVERIFY2(request.body.contains("\"monto\":150.10"), request.body.constData());
        QVERIFY2(request.body.contains("\"tipo\":\"RETIRO\""), request.body.constData());
        QVERIFY2(request.body.contains("\"moneda\":\"BOB\""), request.body.constData());
    }
    void queriesAreWritten_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("wantedPath");
        QTest::addColumn<QString>("wantedQuery");
        const auto row = [](const char *name, const RestRequest &request, const char *path, const char16_t *query) {
            QTest::newRow(name) << request.path << request.query.toString(QUrl::FullyEncoded) << QByteArray(path)
                                << QString::fromUtf16(query);
        };
        TransactionQuery all;
        row("no limits: only the page's size", transactionsRequest(all), "/api/v1/bank/transactions", u"limit=100");
        TransactionQuery narrow{50, u"c+1/2&x"_qs, u"135"_qs, contract::TransactionKind::Deposit, u"2024-01-15"_qs, {}};
        row("every limit, and a cursor that must be escaped", transactionsRequest(narrow), "/api/v1/bank/transactions",
            u"limit=50&cursor=c%2B1%2F2%26x&cedula=135&tipo=DEPOSITO&desde=2024-01-15");
        TransactionQuery chips;
        chips.channel = contract::Channel::Till;
        chips.state = contract::TransactionState::Reversed;
        chips.user = u"ana"_qs;
        chips.least = *base::Money::fromMinor(10'050, base::Currency::usd());
        chips.most = *base::Money::fromMinor(200'000, base::Currency::usd());
        chips.search = u"0102"_qs;
        chips.till = u"3"_qs;
        row("the chips of the movements", transactionsRequest(chips), "/api/v1/bank/transactions",
            u"limit=100&canal=CAJA&estado=REVERSADA&usuario=ana&monto_min=100.50&monto_max=2000.00&q=0102&caja=3");
        row("a reversal", reversalRequest(17, u"typed twice"_qs, IdempotencyKey::random()),
            "/api/v1/bank/transactions/17/reversal", u"");
        row("a name with a blank and an accent", accountsRequest({100, {}, u"José M"_qs}), "/api/v1/bank/accounts",
            u"limit=100&q=Jos%C3%A9%20M");
        row("an account in a currency", accountRequest(u"135/..a"_qs, base::Currency::bob()),
            "/api/v1/bank/accounts/135%2F..a", u"moneda=BOB");
        StatementQuery statement;
        statement.cedula = u"1350509525"_qs;
        row("a statement", statementRequest(statement), "/api/v1/bank/accounts/1350509525/statement", u"limit=100");
    }
    void queriesAreWritten()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QString, query);
        QFETCH(const QByteArray, wantedPath);
        QFETCH(const QString, wantedQuery);
        QCOMPARE(path, wantedPath);
        QCOMPARE(query, wantedQuery);
    }
    void tokensAreRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("ok");
        const QByteArray user = R"({"id":7,"username":"ana","role":"cajero","must_change_password":true,"new":1})";
        QTest::newRow("what the hub sends, with a member we do not know")
            << R"({"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":900,"user":)" + user + "}"
            << true;
        QTest::newRow("no token") << R"({"refresh_token":"r","expires_in":900,"user":)" + user + "}" << false;
        QTest::newRow("an empty token") << R"({"access_token":"","refresh_token":"r","expires_in":900,"user":)" + user +
                                               "}"
                                        << false;
        QTest::newRow("a life of nothing")
            << R"({"access_token":"a","refresh_token":"r","expires_in":0,"user":)" + user + "}" << false;
        QTest::newRow("no user") << QByteArray(R"({"access_token":"a","refresh_token":"r","expires_in":900})") << false;
        QTest::newRow("no JSON") << QByteArray("<html>") << false;
    }
    void tokensAreRead()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const bool, ok);
        const base::Result<Tokens> tokens = readTokens(body);
        QCOMPARE(tokens.ok(), ok);
        if (ok) {
            QCOMPARE(tokens->user.username, u"ana"_qs);
            QCOMPARE(tokens->user.displayName, u"ana"_qs);
            QVERIFY(tokens->user.mustChangePassword);
            QVERIFY(tokens->user.role == Role::Teller);
        }
    }
};

QTEST_APPLESS_MAIN(ApiRequestsTest)
#include "tst_apirequests.moc"
