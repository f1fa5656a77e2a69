// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/entrystrip.h"
#include "support/consolestage.h"
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;
using Kind = contract::TransactionKind;

class EntryStripTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aDepositIsFourKeystrokesAndDigits();
    void showsWhoAndWhatBeforeAnythingIsPosted();
    void aFastTellerWaitsForTheAccount();
    void cedulaTakesDigitsOnly_data();
    void cedulaTakesDigitsOnly();
    void aDoubtfulCedulaIsAWarningNeverARefusal();
    void amountsAreReadInTheLanguage_data();
    void amountsAreReadInTheLanguage();
    void threeDecimalsAreRefused();
    void aWithdrawalBeyondTheBalanceIsOff();
    void anUnknownCedulaOffersAnAccount();
    void enterTwicePostsOnce();
    void theSameWithinAMinuteAsks();
    void anUncertainOutcomeKeepsItsKey();
    void anUncertainOutcomeMayBeSetAside();
    void aReplaySaysSo();
    void aRefusalIsSaid();
    void nothingIsOfferedWhileCut();
    void theBalanceFollowsTheFeed();
    void speaksSpanish();
    void everyFieldHasANameAndTabGoesThrough();

private:
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *widget = m_strip->findChild<Widget *>(QString::fromLatin1(name));
        Q_ASSERT(widget);
        return widget;
    }
    QLineEdit *field(const char *name) const { return find<QLineEdit>(name); }
    QString label(const char *name) const { return find<QLabel>(name)->text().replace(u'\u00a0', u' '); }
    /// Types where the focus is, as a person does.
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void enter() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); }
    void deposit(const QString &amount)
    {
        m_strip->open(Kind::Deposit);
        type(u"1350509525"_qs);
        enter();
        type(amount);
        enter();
        enter();
    }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<EntryStrip> m_strip;
    std::unique_ptr<QSignalSpy> m_toasts;
};

void EntryStripTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
    m_strip = std::make_unique<EntryStrip>(m_stage->context, m_stage->delays.factory());
    connect(&m_stage->hub, &client::HubClient::eventsArrived, m_strip.get(), [this](const auto &events) {
        for (const client::FeedEvent &event : events) {
            if (const auto *t = std::get_if<contract::Transaction>(&event.data))
                m_strip->note(*t);
        }
    });
    m_toasts = std::make_unique<QSignalSpy>(m_strip.get(), &EntryStrip::toastRequested);
    m_strip->resize(1100, 130);
    m_strip->show();
    m_strip->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_strip.get()));
}

void EntryStripTest::cleanup()
{
    m_toasts.reset();
    m_strip.reset();
    m_stage.reset();
}

void EntryStripTest::aDepositIsFourKeystrokesAndDigits()
{
    m_strip->open(Kind::Deposit); // F2
    QCOMPARE(QApplication::focusWidget(), field("cedulaField"));
    type(u"1350509525"_qs);
    enter();
    QCOMPARE(QApplication::focusWidget(), field("amountField"));
    type(u"150"_qs);
    enter();
    QCOMPARE(QApplication::focusWidget(), field("descriptionField"));
    enter();
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
    QCOMPARE(m_stage->hub.posted[0].amount.minor(), 15'000);
    QCOMPARE(m_stage->hub.accountsByCedula[u"1350509525"_qs].balance.minor(), 115'000);
    QCOMPARE(m_toasts->size(), 1);
    QCOMPARE(m_toasts->at(0)[1].toString().replace(u'\u00a0', u' '), u"Deposit of 150.00 USD applied, folio 000001"_qs);
    QCOMPARE(QApplication::focusWidget(), field("cedulaField")); // ready for the next
    QVERIFY(field("cedulaField")->text().isEmpty());
    QVERIFY(field("amountField")->text().isEmpty());
}

void EntryStripTest::showsWhoAndWhatBeforeAnythingIsPosted()
{
    m_strip->open(Kind::Deposit);
    type(u"1350509525"_qs);
    m_stage->pass(200ms); // at once: no Enter needed
    QCOMPARE(label("holderLabel"), u"Ana Torres · 1,000.00 USD"_qs);
    enter();
    type(u"150"_qs);
    QCOMPARE(label("wordsLabel"), u"one hundred fifty and 00/100 dollars"_qs);
    QCOMPARE(label("changeLabel"), u"Balance 1,000.00 → 1,150.00 USD"_qs);
    QVERIFY(find<QPushButton>("confirmButton")->isEnabled());
    QVERIFY(m_stage->hub.posted.empty());
    QTest::mouseClick(find<QPushButton>("withdrawalButton"), Qt::LeftButton);
    QCOMPARE(label("changeLabel"), u"Balance 1,000.00 → 850.00 USD"_qs);
}

void EntryStripTest::aFastTellerWaitsForTheAccount()
{
    m_stage->hub.held = true; // a slow hub
    deposit(u"150"_qs);
    QVERIFY(m_stage->hub.posted.empty());
    QCOMPARE(label("messageLabel"), u"Waiting for the account…"_qs);
    m_stage->hub.release();
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
}

void EntryStripTest::cedulaTakesDigitsOnly_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("digits") << u"0102030405"_qs << u"0102030405"_qs;
    QTest::newRow("letters do not appear") << u"01a02b"_qs << u"0102"_qs;
    QTest::newRow("hyphens do not appear") << u"135-050952-5"_qs << u"1350509525"_qs;
}

void EntryStripTest::cedulaTakesDigitsOnly()
{
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    QTest::keyClicks(field("cedulaField"), typed);
    QCOMPARE(field("cedulaField")->text(), expected);
    field("cedulaField")->clear();
    field("cedulaField")->insert(typed); // pasted
    QCOMPARE(field("cedulaField")->text(), expected);
}

void EntryStripTest::aDoubtfulCedulaIsAWarningNeverARefusal()
{
    m_stage->hub.addAccount(u"1350509526"_qs, u"Luis"_qs, 0);
    m_strip->open(Kind::Deposit);
    type(u"1350509526"_qs);
    enter();
    QCOMPARE(label("messageLabel"), u"The last digit of this cédula does not fit the others. Is it right?"_qs);
    type(u"5"_qs);
    enter();
    enter();
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
}

void EntryStripTest::amountsAreReadInTheLanguage_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("cents");
    QTest::newRow("Spanish groups") << Language::Code::Spanish << u"1.234,50"_qs << qint64(123'450);
    QTest::newRow("Spanish, with a point for decimals") << Language::Code::Spanish << u"1234.50"_qs << qint64(123'450);
    QTest::newRow("English groups") << Language::Code::English << u"1,234.50"_qs << qint64(123'450);
}

void EntryStripTest::amountsAreReadInTheLanguage()
{
    QFETCH(Language::Code, language);
    QFETCH(QString, typed);
    QFETCH(qint64, cents);
    m_stage->language.set(language);
    deposit(typed);
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
    QCOMPARE(m_stage->hub.posted[0].amount.minor(), cents);
}

void EntryStripTest::threeDecimalsAreRefused()
{
    deposit(u"1.234"_qs);
    QVERIFY(m_stage->hub.posted.empty());
    QCOMPARE(label("messageLabel"), u"Two decimals at most, as in 1,234.50."_qs);
    QCOMPARE(QApplication::focusWidget(), field("amountField"));
    QVERIFY(field("amountField")->property("invalid").toBool());
}

void EntryStripTest::aWithdrawalBeyondTheBalanceIsOff()
{
    m_strip->open(Kind::Withdrawal); // F3
    type(u"1350509525"_qs);
    enter();
    type(u"1050"_qs);
    QVERIFY(field("amountField")->property("invalid").toBool());
    QCOMPARE(label("messageLabel"), u"The balance does not cover it: 50.00 USD are missing."_qs);
    QVERIFY(!find<QPushButton>("confirmButton")->isEnabled());
    enter();
    enter();
    QVERIFY(m_stage->hub.posted.empty());
    QVERIFY(m_stage->hub.keysSeen.empty());
}

void EntryStripTest::anUnknownCedulaOffersAnAccount()
{
    QSignalSpy wanted(m_strip.get(), &EntryStrip::createAccountWanted);
    m_strip->open(Kind::Deposit);
    type(u"1712345675"_qs);
    m_stage->pass(200ms);
    QCOMPARE(label("messageLabel"), u"There is no account 1712345675."_qs);
    enter(); // goes to the button that mends it
    QCOMPARE(QApplication::focusWidget(), find<QPushButton>("firstButton"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toString(), u"1712345675"_qs);
    m_strip->accountOpened(m_stage->hub.addAccount(u"1712345675"_qs, u"Luis Vera"_qs, 0));
    QCOMPARE(QApplication::focusWidget(), field("amountField"));
    QCOMPARE(label("holderLabel"), u"Luis Vera · 0.00 USD"_qs);
}

void EntryStripTest::enterTwicePostsOnce()
{
    m_strip->open(Kind::Deposit);
    type(u"1350509525"_qs);
    enter();
    type(u"150"_qs);
    enter();
    m_stage->hub.held = true;
    enter();
    enter();
    QTest::mouseDClick(find<QPushButton>("confirmButton"), Qt::LeftButton);
    QCOMPARE(m_stage->hub.keysSeen.size(), size_t(1)); // M10
    QVERIFY(!m_strip->isIdle());
    m_stage->hub.release();
    enter();
    enter(); // into empty fields
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
}

void EntryStripTest::theSameWithinAMinuteAsks()
{
    deposit(u"150"_qs);
    m_stage->pass(12s);
    m_stage->hub.now = m_stage->clock.utcNow();
    deposit(u"150"_qs);
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
    QCOMPARE(label("messageLabel"), u"The same operation was applied 12 s ago (folio 000001). Once more?"_qs);
    enter(); // the focus is on No: one Enter too many repeats nothing
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
    QCOMPARE(QApplication::focusWidget(), field("amountField"));
    enter();
    enter();
    QTest::mouseClick(find<QPushButton>("firstButton"), Qt::LeftButton); // yes
    QCOMPARE(m_stage->hub.posted.size(), size_t(2));
    m_stage->pass(60s);
    deposit(u"150"_qs); // a minute later nobody asks
    QCOMPARE(m_stage->hub.posted.size(), size_t(3));
}

void EntryStripTest::anUncertainOutcomeKeepsItsKey()
{
    m_stage->hub.failNext(u"postTransaction"_qs, base::ErrorCode::Timeout, true); // applied, the answer was lost
    m_stage->hub.failNext(u"postTransaction"_qs, base::ErrorCode::Unavailable);
    deposit(u"150"_qs);
    QVERIFY(label("messageLabel").startsWith(u"No answer came: it is not known whether this was applied."_qs));
    QVERIFY(!field("amountField")->isEnabled());
    m_strip->open(Kind::Withdrawal); // F3 cannot throw it away
    QCOMPARE(field("amountField")->text(), u"150"_qs);
    m_stage->pass(2s); // tries by itself: not reached
    QVERIFY(!m_strip->isIdle());
    m_stage->pass(4s); // and again
    QCOMPARE(m_stage->hub.keysSeen.size(), size_t(3));
    QCOMPARE(m_stage->hub.keysSeen[1], m_stage->hub.keysSeen[0]);
    QCOMPARE(m_stage->hub.keysSeen[2], m_stage->hub.keysSeen[0]);
    QCOMPARE(m_stage->hub.posted.size(), size_t(1)); // M10 once
    QCOMPARE(m_toasts->last()[1].toString(), u"Already applied with folio 000001"_qs);
    QVERIFY(m_strip->isIdle());
}

void EntryStripTest::anUncertainOutcomeMayBeSetAside()
{
    m_stage->hub.failNext(u"postTransaction"_qs, base::ErrorCode::Timeout);
    deposit(u"150"_qs);
    QTest::mouseClick(find<QPushButton>("secondButton"), Qt::LeftButton);
    QVERIFY(m_strip->isIdle());
    QVERIFY(field("cedulaField")->text().isEmpty());
    m_stage->pass(1min);
    QCOMPARE(m_stage->hub.keysSeen.size(), size_t(1)); // no try after that
}

void EntryStripTest::aReplaySaysSo()
{
    QSignalSpy applied(m_strip.get(), &EntryStrip::applied);
    m_stage->hub.failNext(u"postTransaction"_qs, base::ErrorCode::Timeout, true);
    deposit(u"150"_qs);
    QTest::mouseClick(find<QPushButton>("firstButton"), Qt::LeftButton); // Try now
    QCOMPARE(applied.size(), 1);
    QCOMPARE(m_toasts->last()[0].value<ToastKind>(), ToastKind::Info);
    QCOMPARE(m_toasts->last()[1].toString(), u"Already applied with folio 000001"_qs);
}

void EntryStripTest::aRefusalIsSaid()
{
    m_strip->open(Kind::Withdrawal);
    type(u"1350509525"_qs);
    enter();
    type(u"900"_qs);
    m_stage->hub.feeds = false; // somebody else was faster and the feed is late
    m_stage->hub.move(u"1350509525"_qs, Kind::Withdrawal, 50'000);
    enter();
    enter();
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
    QCOMPARE(label("holderLabel"), u"Ana Torres · 500.00 USD"_qs); // looked up anew
    QVERIFY(!label("messageLabel").isEmpty());
    QVERIFY(m_strip->isIdle());
    QVERIFY(field("amountField")->isEnabled());
    QCOMPARE(field("amountField")->text(), u"900"_qs); // nothing typed is lost
}

void EntryStripTest::nothingIsOfferedWhileCut()
{
    m_strip->open(Kind::Deposit);
    type(u"1350509525"_qs);
    enter();
    type(u"150"_qs);
    m_stage->hub.setLink(client::LinkState::Lost);
    QVERIFY(!find<QPushButton>("confirmButton")->isEnabled());
    QVERIFY(label("messageLabel").startsWith(u"No connection to the hub"_qs)); // M24 and says why
    enter();
    enter();
    QVERIFY(m_stage->hub.keysSeen.empty());
    m_stage->hub.setLink(client::LinkState::Live);
    QVERIFY(find<QPushButton>("confirmButton")->isEnabled());
}

void EntryStripTest::theBalanceFollowsTheFeed()
{
    m_strip->open(Kind::Withdrawal);
    type(u"1350509525"_qs);
    enter();
    type(u"900"_qs);
    QCOMPARE(label("changeLabel"), u"Balance 1,000.00 → 100.00 USD"_qs);
    m_stage->hub.move(u"1350509525"_qs, Kind::Withdrawal, 50'000);
    QCOMPARE(label("messageLabel"), u"The balance does not cover it: 400.00 USD are missing."_qs);
}

void EntryStripTest::speaksSpanish()
{
    m_strip->open(Kind::Deposit);
    type(u"1350509525"_qs);
    enter();
    type(u"150"_qs);
    m_stage->language.set(Language::Code::Spanish); // M23 live
    QCoreApplication::sendPostedEvents();
    QCOMPARE(label("wordsLabel"), u"ciento cincuenta con 00/100 dólares"_qs);
    QCOMPARE(label("changeLabel"), u"Saldo 1.000,00 → 1.150,00 USD"_qs);
    QCOMPARE(find<QPushButton>("confirmButton")->text(), u"Confirmar"_qs);
}

void EntryStripTest::everyFieldHasANameAndTabGoesThrough()
{
    for (const char *name : {"cedulaField", "amountField", "descriptionField"})
        QVERIFY(!field(name)->accessibleName().isEmpty());
    for (const char *name : {"cedulaLabel", "amountLabel", "descriptionLabel", "kindLabel"})
        QVERIFY2(find<QLabel>(name)->buddy(), name);
    field("cedulaField")->setFocus();
    QStringList order;
    for (int i = 0; i < 5; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order.join(u' '), u"cedulaField depositButton amountField descriptionField cedulaField"_qs);
}

QTEST_MAIN(EntryStripTest)
#include "tst_entrystrip.moc"
