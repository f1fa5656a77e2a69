// SPDX-License-Identifier: GPL-3.0-or-later
// BANECO's API over real sockets, against a bank of our own that can misbehave.
#include "links/banecobank.h"
#include "links/banecoshapes.h"
#include "links/httpclient.h"
#include "payments/qrimage.h"
#include "support/fakebaneco.h"
#include "support/fakeclock.h"
#include "support/tlskit.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::Currency;
using base::Money;
using links::BanecoBank;
using payments::ProviderFailure;
using Kind = payments::ProviderFailure::Kind;
using support::FakeBaneco;
using Trouble = support::FakeBaneco::Trouble;

namespace {

links::BanecoSettings settingsFor(const FakeBaneco &bank)
{
    links::BanecoSettings settings;
    settings.url = bank.url();
    settings.userName = bank.userName;
    settings.password = bank.password;
    settings.aesKey = bank.aesKey;
    settings.account = bank.account;
    settings.http.allowsPlain = true;
    return settings;
}

payments::QrOrder order(const QString &transactionId = u"TXN_1"_s)
{
    payments::QrOrder order;
    order.transactionId = transactionId;
    order.amount = Money::parse("100.50", Currency::bob()).value();
    order.dueDate = {1'757'217'599'000};
    return order;
}

template <typename T>
QString told(const payments::ProviderAnswer<T> &answer)
{
    const auto *failure = std::get_if<ProviderFailure>(&answer);
    return failure ? u"%1: %2"_s.arg(int(failure->kind)).arg(failure->message) : u"done"_s;
}

} // namespace

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const auto &answered = (call);                                                                                 \
        QVERIFY2(answered.index() == 0, qPrintable(told(answered)));                                                   \
    } while (false)

class BanecoBankTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void issuesCancelsAndAsks();
    void givesTheTextOfThePictureWithIt();
    void listsWhatWasPaid();
    void keepsItsToken();
    void logsInAgainWhenTheTokenIsRefused();
    void saysThatItsPasswordIsWrong();
    void tellsLostFromUndone_data();
    void tellsLostFromUndone();
    void doesNotRepeatAChange();
    void asksAgainAfterALostAnswer();
    void aClosedDoorIsSurelyUndone();
    void aSlowBankIsGivenUp();
    void abortEndsAWaitingCall();
    void trustsOnlyKnownIssuers();
    void takesNoPlainHttpUnlessAllowed();
    void errorsHoldNoSecret();

private:
    std::unique_ptr<FakeBaneco> m_server;
    std::unique_ptr<BanecoBank> m_bank;
    support::FakeClock m_clock;
};

void BanecoBankTest::init()
{
    m_server = std::make_unique<FakeBaneco>();
    m_server->start();
    m_bank = std::make_unique<BanecoBank>(settingsFor(*m_server), m_clock);
}

void BanecoBankTest::issuesCancelsAndAsks()
{
    const auto issued = m_bank->create(order());
    VERIFY_DONE(issued);
    const QString qrId = std::get<0>(issued).qrId;
    QCOMPARE(qrId, u"25090601016000000001"_s);
    QCOMPARE(std::get<0>(issued).image, m_server->picture); // as it came, not a byte changed
    QCOMPARE(m_server->qrs().at(0).transactionId, u"TXN_1"_s);
    QVERIFY(m_server->qrs().at(0).order.contains("\"amount\":100.50"));
    const auto open = m_bank->status(qrId);
    VERIFY_DONE(open);
    QVERIFY(std::get<0>(open).state == payments::BankQrState::Active);
    VERIFY_DONE(m_bank->cancel(qrId));
    const auto cancelled = m_bank->status(qrId);
    VERIFY_DONE(cancelled);
    QVERIFY(std::get<0>(cancelled).state == payments::BankQrState::Cancelled);
    const auto twice = m_bank->cancel(qrId);
    QCOMPARE(std::get<1>(twice).kind, Kind::Refused);
    QCOMPARE(std::get<1>(twice).responseCode, 1);
    QCOMPARE(std::get<1>(m_bank->status(u"999"_s)).kind, Kind::NotFound);
}

void BanecoBankTest::givesTheTextOfThePictureWithIt()
{
    const auto matrix = payments::QrMatrix::of("kHq2+Zc9==|0A1B");
    QVERIFY_OK(matrix);
    m_server->picture = payments::qrPng(*matrix, 300).valueOr({});
    const auto issued = m_bank->create(order());
    VERIFY_DONE(issued);
    QCOMPARE(std::get<0>(issued).content, u"kHq2+Zc9==|0A1B"_s);
    QCOMPARE(std::get<0>(issued).image, m_server->picture);
}

void BanecoBankTest::listsWhatWasPaid()
{
    m_server->pay(u"25090601016000000077"_s, u"555"_s, u"100.5"_s);
    m_server->pay(u"25090601016000000078"_s, u"556"_s, u"7"_s, u"2025-09-07"_s);
    const auto paid = m_bank->paid(QDate(2025, 9, 6));
    VERIFY_DONE(paid);
    QCOMPARE(std::get<0>(paid).size(), 1u);
    QCOMPARE(std::get<0>(paid)[0].transactionId, u"555"_s);
    QCOMPARE(std::get<0>(paid)[0].amount.toWire(), "100.50");
    const auto none = m_bank->paid(QDate(2025, 9, 8));
    VERIFY_DONE(none);
    QVERIFY(std::get<0>(none).empty());
    const auto status = m_bank->status(u"25090601016000000077"_s);
    VERIFY_DONE(status);
    QCOMPARE(std::get<0>(status).payments.size(), 1u);
}

void BanecoBankTest::keepsItsToken()
{
    VERIFY_DONE(m_bank->create(order()));
    VERIFY_DONE(m_bank->create(order(u"TXN_2"_s)));
    QCOMPARE(m_server->logins(), 1);
    m_clock.advance(24min + 59s);
    VERIFY_DONE(m_bank->paid(QDate(2025, 9, 6)));
    QCOMPARE(m_server->logins(), 1);
    m_clock.advance(1s);
    VERIFY_DONE(m_bank->paid(QDate(2025, 9, 6)));
    QVERIFY2(m_server->logins() == 2, "SPEC 2.6: the token is good for 30 minutes");
}

void BanecoBankTest::logsInAgainWhenTheTokenIsRefused()
{
    VERIFY_DONE(m_bank->create(order()));
    m_server->forgetTokens();
    VERIFY_DONE(m_bank->create(order(u"TXN_2"_s)));
    QCOMPARE(m_server->logins(), 2);
    QCOMPARE(m_server->qrs().size(), 2u);
    m_server->next(u"statusQR"_s, Trouble::RefuseToken);
    m_server->next(u"statusQR"_s, Trouble::RefuseToken);
    QCOMPARE(std::get<1>(m_bank->status(u"25090601016000000001"_s)).kind, Kind::Refused); // once more, not for ever
    QCOMPARE(m_server->logins(), 3);
}

void BanecoBankTest::saysThatItsPasswordIsWrong()
{
    links::BanecoSettings settings = settingsFor(*m_server);
    settings.password = u"otra"_s;
    BanecoBank bank(settings, m_clock);
    const auto failure = std::get<1>(bank.create(order()));
    QCOMPARE(failure.kind, Kind::Refused);
    QVERIFY(failure.message.contains(u"password"));
    QVERIFY(m_server->qrs().empty());
}

void BanecoBankTest::tellsLostFromUndone_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<Kind>("created");
    QTest::addColumn<Kind>("asked");
    const auto row = [](const char *name, Trouble trouble, Kind created, Kind asked) {
        QTest::addRow("%s", name) << u"qrsimple"_s << trouble << created << asked;
    };
    row("UX 3.5 the answer is lost: uncertain", Trouble::LoseAnswer, Kind::OutcomeUnknown, Kind::Unreachable);
    row("UX 3.5 half an answer: uncertain", Trouble::LoseAnswerMidway, Kind::OutcomeUnknown, Kind::Unreachable);
    row("UX 3.5 a 500 after who knows what: uncertain", Trouble::ServerError, Kind::OutcomeUnknown, Kind::Unreachable);
    row("429: not now", Trouble::TooBusy, Kind::Unreachable, Kind::Unreachable);
    row("a page instead of JSON", Trouble::Garbage, Kind::BadAnswer, Kind::BadAnswer);
    row("another JSON", Trouble::OtherJson, Kind::BadAnswer, Kind::BadAnswer);
    row("a redirect is not followed", Trouble::Redirect, Kind::OutcomeUnknown, Kind::Unreachable);
    row("five million bytes are cut off", Trouble::TooLong, Kind::OutcomeUnknown, Kind::Unreachable);
    row("the bank says no", Trouble::SayNo, Kind::Refused, Kind::Refused);
    QTest::newRow("the login's answer is lost: nothing was ordered")
        << u"authenticate"_s << Trouble::LoseAnswer << Kind::Unreachable << Kind::Unreachable;
    QTest::newRow("the login fails with 500: nothing was ordered")
        << u"authenticate"_s << Trouble::ServerError << Kind::Unreachable << Kind::Unreachable;
    QTest::newRow("the login answers nonsense: nothing was ordered")
        << u"authenticate"_s << Trouble::Garbage << Kind::Unreachable << Kind::Unreachable;
}

void BanecoBankTest::tellsLostFromUndone()
{
    QFETCH(QString, path);
    QFETCH(Trouble, trouble);
    QFETCH(Kind, created);
    QFETCH(Kind, asked);
    m_server->next(path, trouble);
    const auto order1 = m_bank->create(order());
    QVERIFY(order1.index() == 1);
    QVERIFY2(std::get<1>(order1).kind == created, qPrintable(told(order1)));
    QVERIFY(!std::get<1>(order1).message.isEmpty());
    m_server->forgetTokens();
    BanecoBank other(settingsFor(*m_server), m_clock);
    m_server->next(path, trouble);
    const auto paid = other.paid(QDate(2025, 9, 6));
    QVERIFY(paid.index() == 1);
    QVERIFY2(std::get<1>(paid).kind == asked, qPrintable(told(paid)));
}

void BanecoBankTest::doesNotRepeatAChange()
{
    VERIFY_DONE(m_bank->create(order())); // logged in
    const int before = m_server->requests();
    m_server->next(u"generateQR"_s, Trouble::LoseAnswer);
    QVERIFY(std::get<1>(m_bank->create(order(u"TXN_2"_s))).isUnknown());
    QCOMPARE(m_server->requests(), before + 1);
    QCOMPARE(m_server->qrs().size(), 2u); // it was issued: that is why a second one must not be offered
}

void BanecoBankTest::asksAgainAfterALostAnswer()
{
    const auto issued = m_bank->create(order());
    VERIFY_DONE(issued);
    m_server->next(u"cancelQR"_s, Trouble::LoseAnswer);
    QCOMPARE(std::get<1>(m_bank->cancel(std::get<0>(issued).qrId)).kind, Kind::OutcomeUnknown);
    const auto status = m_bank->status(std::get<0>(issued).qrId);
    VERIFY_DONE(status);
    QVERIFY(std::get<0>(status).state == payments::BankQrState::Cancelled);
}

void BanecoBankTest::aClosedDoorIsSurelyUndone()
{
    VERIFY_DONE(m_bank->create(order()));
    m_server->stop();
    QCOMPARE(std::get<1>(m_bank->create(order(u"TXN_2"_s))).kind, Kind::Unreachable);
    QCOMPARE(std::get<1>(m_bank->cancel(u"1"_s)).kind, Kind::Unreachable);
}

void BanecoBankTest::aSlowBankIsGivenUp()
{
    links::BanecoSettings settings = settingsFor(*m_server);
    settings.http.timeout = 300ms;
    BanecoBank bank(settings, m_clock);
    m_server->next(u"generateQR"_s, Trouble::NeverAnswer);
    const auto late = bank.create(order());
    QCOMPARE(std::get<1>(late).kind, Kind::OutcomeUnknown);
    QVERIFY2(std::get<1>(late).message.contains(u"Timeout"), qPrintable(told(late)));
}

void BanecoBankTest::abortEndsAWaitingCall()
{
    m_server->next(u"statusQR"_s, Trouble::NeverAnswer);
    std::thread stopper([this] {
        while (m_server->requests() < 2) // the login, and then the silence
            std::this_thread::yield();
        m_bank->abort();
    });
    const auto answer = m_bank->status(u"1"_s);
    stopper.join();
    QVERIFY2(told(answer).contains(u"stopping"), qPrintable(told(answer)));
    QCOMPARE(std::get<1>(m_bank->create(order())).kind, Kind::Unreachable);
}

void BanecoBankTest::trustsOnlyKnownIssuers()
{
    const support::TlsKit kit;
    const auto read = [&kit](const QString &name) {
        QFile file(kit.path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    FakeBaneco server(read(u"server.pem"_s), read(u"server.key"_s));
    server.start();
    links::BanecoSettings settings = settingsFor(server);
    settings.http.allowsPlain = false;
    BanecoBank stranger(settings, m_clock);
    const auto refused = stranger.create(order());
    QCOMPARE(std::get<1>(refused).kind, Kind::Unreachable);
    QVERIFY2(server.requests() == 0, "not even the password went out");
    settings.http.caFile = kit.path(u"ca.pem"_s);
    BanecoBank known(settings, m_clock);
    VERIFY_DONE(known.create(order()));
    settings.url.replace(u"localhost"_s, u"127.0.0.2"_s); // a name that is not in the certificate
    BanecoBank otherName(settings, m_clock);
    QCOMPARE(std::get<1>(otherName.create(order())).kind, Kind::Unreachable);
}

void BanecoBankTest::takesNoPlainHttpUnlessAllowed()
{
    links::BanecoSettings settings = settingsFor(*m_server);
    settings.http.allowsPlain = false;
    BanecoBank bank(settings, m_clock);
    QCOMPARE(std::get<1>(bank.create(order())).kind, Kind::Unreachable);
    QCOMPARE(m_server->requests(), 0);
}

void BanecoBankTest::errorsHoldNoSecret()
{
    links::BanecoSettings settings = settingsFor(*m_server);
    QStringList said;
    for (const Trouble trouble : {Trouble::RefuseToken, Trouble::ServerError, Trouble::LoseAnswer, Trouble::Garbage,
                                  Trouble::OtherJson, Trouble::TooBusy}) {
        for (const QString &path : {u"authenticate"_s, u"generateQR"_s}) {
            BanecoBank bank(settings, m_clock);
            m_server->next(path, trouble);
            said << told(bank.create(order()));
        }
    }
    const QString all = said.join(u'\n');
    QVERIFY(all.size() > 200);
    for (const QString &secret :
         {settings.password, settings.account, settings.userName, QString::fromLatin1(settings.aesKey), u"token-"_s})
        QVERIFY2(!all.contains(secret), qPrintable(all));
}

QTEST_GUILESS_MAIN(BanecoBankTest)
#include "tst_banecobank.moc"
