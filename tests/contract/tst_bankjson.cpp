// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/bankjson.h"
#include "contract/values.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::ErrorCode;
using base::Money;
using contract::JsonValue;

namespace {

Money usd(qint64 minor)
{
    return Money::fromMinor(minor, Currency::usd()).value();
}

contract::Transaction transaction()
{
    contract::Transaction t;
    t.id = 17;
    t.folio = u"000017"_s;
    t.seq = 42;
    t.cedula = u"1350509525"_s;
    t.holderName = u"María Muñoz"_s;
    t.amount = usd(150'00);
    t.balanceBefore = usd(1000'00);
    t.balanceAfter = usd(1150'00);
    t.at.value = 1'705'347'000'000;
    t.localTime = u"2024-01-15T14:30:00"_s;
    t.channel = contract::Channel::Rest;
    t.user = u"ana"_s;
    t.description = u"Depósito \"especial\""_s;
    return t;
}

contract::Account account()
{
    contract::Account a;
    a.accountId = 3;
    a.cedula = u"1350509525"_s;
    a.holderName = u"María"_s;
    a.balance = a.available = usd(1150'00);
    a.lowBalanceThreshold = usd(100'00);
    a.changeToday = usd(-20'05);
    a.lastMovement = base::UtcMs{1'705'347'000'000};
    return a;
}

contract::Summary summary()
{
    contract::Summary s;
    s.accounts = 2;
    s.lowBalanceAccounts = 1;
    s.totals = {usd(1150'00), Money::fromMinor(7, Currency::bob()).value()};
    s.today = {{Currency::usd(), 3, usd(200'00), usd(50'00), usd(150'00), usd(150'00)}};
    s.totalTransactions = 17;
    s.balanced = true;
    s.verifiedAt.value = 5;
    return s;
}

template <typename T>
void roundTrip(const T &value, base::Result<T> (*read)(const JsonValue &))
{
    const auto json = JsonValue::parse(contract::toJson(value));
    QVERIFY_OK(json);
    const auto again = read(*json);
    QVERIFY_OK(again);
    QVERIFY(*again == value);
}

/// `text` with the member removed, and with it made null or of a wrong type.
QList<QByteArray> spoiled(const QByteArray &text, const QByteArray &member)
{
    const auto json = JsonValue::parse(text);
    QList<QByteArray> results;
    for (const char *const replacement : {"", "[]", "{}"}) {
        contract::JsonWriter out;
        out.beginObject();
        for (const auto &[name, value] : json->members()) {
            const bool isIt = name.toUtf8() == member;
            if (isIt && !*replacement)
                continue;
            out.key(QLatin1StringView(name.toLatin1()));
            if (isIt)
                out.raw(replacement);
            else if (value.isNumber())
                out.raw(value.numberToken());
            else if (value.isString())
                out.value(QStringView(value.toString()));
            else if (value.isBool())
                out.value(value.toBool());
            else
                out.null();
        }
        out.endObject();
        results << out.take();
    }
    return results;
}

} // namespace

class BankJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesATransactionAsDocumented();
    void writesAnAccountAsDocumented();
    void readsBackWhatItWrote();
    void namesTheMemberThatIsWrong_data();
    void namesTheMemberThatIsWrong();
    void ignoresUnknownMembers();
    void pagesBothWays();
    void readsRequests_data();
    void readsRequests();
    void toleratesForeignAlerts();
};

void BankJsonTest::writesATransactionAsDocumented()
{
    auto t = transaction();
    t.description = u"…"_s;
    QCOMPARE(contract::toJson(t),
             QByteArray(R"({"id":17,"folio":"000017","seq":42,"cedula":"1350509525","nombre":"María Muñoz",)"
                        R"("tipo":"DEPOSITO","monto":150.00,"saldo_nuevo":1150.00,"saldo_anterior":1000.00,)"
                        R"("moneda":"USD","timestamp":"2024-01-15T14:30:00","utc_ms":1705347000000,"canal":"REST",)"
                        R"("usuario":"ana","concepto":"…","estado":"APLICADA"})"));
}

void BankJsonTest::writesAnAccountAsDocumented()
{
    QCOMPARE(contract::toJson(account()),
             QByteArray(R"({"accountId":3,"cedula":"1350509525","nombre":"María","moneda":"USD","saldo":1150.00,)"
                        R"("disponible":1150.00,"umbral_saldo_bajo":100.00,"estado":"ACTIVA",)"
                        R"("ultimo_movimiento_utc_ms":1705347000000,"delta_hoy":-20.05,"saldo_bajo":false})"));
    contract::Account fresh = account();
    fresh.lastMovement.reset();
    QVERIFY(contract::toJson(fresh).contains(R"("ultimo_movimiento_utc_ms":null)"));
}

void BankJsonTest::readsBackWhatItWrote()
{
    auto t = transaction();
    for (int kind = 0; kind < 2; ++kind) {
        for (int channel = 0; channel < 4; ++channel) {
            t.kind = static_cast<contract::TransactionKind>(kind);
            t.channel = static_cast<contract::Channel>(channel);
            t.state = static_cast<contract::TransactionState>(channel);
            roundTrip(t, &contract::readTransaction);
        }
    }
    auto a = account();
    roundTrip(a, &contract::readAccount);
    a.lastMovement.reset();
    a.state = contract::AccountState::Blocked;
    a.lowBalance = true;
    roundTrip(a, &contract::readAccount);
    contract::StatementEntry e;
    e.id = 17;
    e.folio = u"000017"_s;
    e.debit = usd(5);
    e.balance = usd(7);
    roundTrip(e, &contract::readStatementEntry);
    roundTrip(summary(), &contract::readSummary);
    roundTrip(
        contract::Alert{u"LOW_BALANCE"_s, u"Saldo bajo: $85.50"_s, u"1"_s, usd(85'50), u"2024-01-15T14:30:00"_s, 43},
        &contract::readAlert);
}

void BankJsonTest::namesTheMemberThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("member");
    for (const char *const name : {"id", "folio", "seq", "cedula", "tipo", "monto", "saldo_nuevo", "saldo_anterior",
                                   "moneda", "timestamp", "utc_ms", "canal", "estado"})
        QTest::addRow("a transaction without its %s", name) << QByteArray(name);
}

void BankJsonTest::namesTheMemberThatIsWrong()
{
    QFETCH(QByteArray, member);
    for (const QByteArray &text : spoiled(contract::toJson(transaction()), member)) {
        const auto json = JsonValue::parse(text);
        QVERIFY_OK(json);
        const auto read = contract::readTransaction(*json);
        QVERIFY2(!read, text.constData());
        QCOMPARE(read.error().code(), ErrorCode::InvalidArgument);
        QVERIFY2(read.error().message().startsWith(QString::fromUtf8(member)), qPrintable(read.error().message()));
    }
}

void BankJsonTest::ignoresUnknownMembers()
{
    QByteArray text = contract::toJson(transaction());
    text.insert(1, R"("nuevo":{"x":[1]},)");
    const auto json = JsonValue::parse(text);
    QVERIFY_OK(json);
    QVERIFY(contract::readTransaction(*json).value() == transaction());
}

void BankJsonTest::pagesBothWays()
{
    contract::Page<contract::Account> page{{account(), account()}, u"MTI"_s, u"e1"_s, 42};
    const auto json = JsonValue::parse(contract::pageToJson(page));
    QVERIFY_OK(json);
    const auto again = contract::readPage<contract::Account>(*json, &contract::readAccount);
    QVERIFY_OK(again);
    QCOMPARE(again->items.size(), size_t{2});
    QVERIFY(again->items[1] == account());
    QCOMPARE(again->nextCursor, u"MTI"_s);
    QCOMPARE(again->epoch, u"e1"_s);
    QCOMPARE(again->seq, 42);

    page.items.clear();
    page.nextCursor.clear();
    QCOMPARE(contract::pageToJson(page), QByteArray(R"({"items":[],"next_cursor":null,"epoch":"e1","seq":42})"));
    const auto broken = JsonValue::parse(QByteArray(R"({"items":{},"epoch":"e1","seq":42})"));
    QVERIFY(!contract::readPage<contract::Account>(*broken, &contract::readAccount));
}

void BankJsonTest::readsRequests_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wrong"); // empty: accepted
    QTest::addRow("as documented") << QByteArray(R"({"cedula":"1","tipo":"DEPOSITO","monto":150.00})") << QString();
    QTest::addRow("an amount as text") << QByteArray(R"({"cedula":"1","tipo":"RETIRO","monto":"150.00"})") << QString();
    QTest::addRow("1e2 is no amount") << QByteArray(R"({"cedula":"1","tipo":"RETIRO","monto":1e2})") << u"monto"_s;
    QTest::addRow("three decimals") << QByteArray(R"({"cedula":"1","tipo":"RETIRO","monto":1.001})") << u"monto"_s;
    QTest::addRow("no amount") << QByteArray(R"({"cedula":"1","tipo":"RETIRO"})") << u"monto"_s;
    QTest::addRow("a number as cédula loses zeros")
        << QByteArray(R"({"cedula":102030400,"tipo":"RETIRO","monto":1})") << u"cedula"_s;
    QTest::addRow("an unknown kind") << QByteArray(R"({"cedula":"1","tipo":"deposito","monto":1})") << u"tipo"_s;
    QTest::addRow("an unknown currency") << QByteArray(R"({"cedula":"1","tipo":"RETIRO","monto":1,"moneda":"XXX"})")
                                         << u"moneda"_s;
    QTest::addRow("a list") << QByteArray("[]") << u"a JSON object"_s;
}

void BankJsonTest::readsRequests()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, wrong);
    const auto json = JsonValue::parse(text);
    QVERIFY_OK(json);
    const auto request = contract::readPostingRequest(*json, Currency::usd());
    QCOMPARE(request.ok(), wrong.isEmpty());
    if (request) {
        QCOMPARE(request->amount.minor(), 15000);
        roundTrip<contract::PostingRequest>(
            *request, [](const JsonValue &j) { return contract::readPostingRequest(j, Currency::usd()); });
    } else {
        QCOMPARE(request.error().code(), ErrorCode::InvalidArgument);
        QVERIFY2(request.error().message().startsWith(wrong), qPrintable(request.error().message()));
    }
}

void BankJsonTest::toleratesForeignAlerts()
{
    const auto json = JsonValue::parse(QByteArray(R"({"type":"TEST","message":"Prueba"})")); // S0-41
    QVERIFY_OK(json);
    const auto alert = contract::readAlert(*json);
    QVERIFY_OK(alert);
    QCOMPARE(alert->type, u"TEST"_s);
    QCOMPARE(alert->message, u"Prueba"_s);
    QVERIFY(!alert->balance);
    QVERIFY(alert->cedula.isEmpty());
    const auto account = JsonValue::parse(QByteArray(R"({"cedula":"1","nombre":"Ana"})"));
    const auto request = contract::readAccountRequest(*account, Currency::bob());
    QVERIFY_OK(request);
    QVERIFY(*request == (contract::AccountRequest{u"1"_s, u"Ana"_s, Currency::bob()}));
}

QTEST_APPLESS_MAIN(BankJsonTest)
#include "tst_bankjson.moc"
