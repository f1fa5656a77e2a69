// SPDX-License-Identifier: GPL-3.0-or-later
// The customer's window without a graphics card: Qt Quick's software renderer on the offscreen platform.
#include "console/customer/customerscreen.h"
#include "console/customer/customerwindow.h"
#include "support/consolestage.h"
#include "support/screenshot.h"
#include <QQuickItem>
#include <QQuickView>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;

class CustomerWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void isMadeOnlyWhenWanted();
    void showsAmountAndCountdown();
    void theLastMinuteIsSaid();
    void theCodeIsSixCentimetresAtLeast();
    void paidDrawsTheMark();
    void theMarkStandsAtOnceWithReducedMotion();
    void whatBecameOfIt_data();
    void whatBecameOfIt();
    void welcomesAfterAWhile();
    void aCodeForManyThanksEachPayer();
    void anotherQrsNewsChangeNothing();
    void speaksSpanishAtOnce();
    void escapeCloses();
    void screenshots_data();
    void screenshots();

private:
    contract::Qr qr(qint64 minor = 10'050, qint64 dueInMs = 299'000)
    {
        m_stage->hub.qrCalls.now = m_stage->clock.utcNow();
        return m_stage->hub.qrCalls.add(minor, dueInMs, u"Factura 001-002-000123"_qs);
    }
    void open(const contract::Qr &shown)
    {
        const QImage picture = QImage::fromData(support::FakeQrCalls::pictureOf(shown.qrId));
        QVERIFY2(m_window->open(shown, picture, nullptr), qPrintable(m_window->errorText()));
        QVERIFY(QTest::qWaitForWindowExposed(m_window->view()));
    }
    QQuickItem *item(const char *name) const
    {
        return m_window->view()->rootObject()->findChild<QQuickItem *>(QString::fromLatin1(name));
    }
    QString textOf(const char *name) const { return item(name)->property("text").toString().replace(u'\u00a0', u' '); }
    QString stage() { return m_window->screen()->stage(); }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<CustomerWindow> m_window;
};

void CustomerWindowTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_window = std::make_unique<CustomerWindow>(m_stage->context, m_stage->delays.factory()());
}

void CustomerWindowTest::cleanup()
{
    m_window.reset();
    m_stage.reset();
}

void CustomerWindowTest::isMadeOnlyWhenWanted()
{
    QVERIFY(!m_window->isOpen());
    QVERIFY(!m_window->view());
    QCOMPARE(m_stage->delays.pending(), 0); // nothing beats while there is no window
    open(qr());
    QVERIFY(m_window->isOpen());
    m_window->close();
    QVERIFY(!m_window->view());
    QCOMPARE(m_stage->delays.pending(), 0);
}

void CustomerWindowTest::showsAmountAndCountdown()
{
    open(qr());
    QCOMPARE(textOf("amount"), u"100.50 BOB"_qs);
    QCOMPARE(textOf("countdown"), u"Good for 04:59"_qs);
    m_stage->pass(10s);
    QCOMPARE(textOf("countdown"), u"Good for 04:49"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(item("code")->property("status").toInt(), 1, 30'000); // Image.Ready
}

void CustomerWindowTest::theLastMinuteIsSaid()
{
    open(qr(10'050, 61'000));
    QVERIFY(!m_window->screen()->isUrgent());
    m_stage->pass(1s);
    QVERIFY(m_window->screen()->isUrgent());
    QCOMPARE(textOf("countdown"), u"⚠ Expires in 01:00"_qs);
}

void CustomerWindowTest::theCodeIsSixCentimetresAtLeast()
{
    open(qr());
    m_window->screen()->setPixelsPerMillimetre(4);
    m_window->view()->resize(320, 480);
    QTRY_VERIFY_WITH_TIMEOUT(item("paper")->width() >= 240, 30'000);
    QVERIFY(qFuzzyCompare(item("paper")->width(), item("paper")->height()));
    m_window->view()->resize(1280, 800);
    QTRY_VERIFY_WITH_TIMEOUT(item("paper")->width() > 500, 30'000); // a large screen is used
    m_window->screen()->setPixelsPerMillimetre(1'000'000);          // what a screen claims is kept within reason
    QCOMPARE(m_window->screen()->pixelsPerMillimetre(), 20.0);
}

void CustomerWindowTest::paidDrawsTheMark()
{
    contract::Qr shown = qr();
    open(shown);
    QVERIFY(!item("checkMark")->isVisible());
    m_stage->hub.qrCalls.pay(shown.qrId, shown.amount);
    m_window->screen()->update(*m_stage->hub.qrCalls.find(shown.qrId));
    QCOMPARE(stage(), u"paid"_qs);
    QVERIFY(item("checkMark")->isVisible());
    QVERIFY(!item("checkMark")->property("isDrawn").toBool()); // it is being drawn
    QTRY_VERIFY_WITH_TIMEOUT(item("checkMark")->property("isDrawn").toBool(), 30'000);
    QCOMPARE(textOf("outcome"), u"Payment received. Thank you!"_qs);
    QVERIFY(!item("payment")->isVisible()); // nobody pays it twice
}

void CustomerWindowTest::theMarkStandsAtOnceWithReducedMotion()
{
    m_stage->settings.setFlag(u"shell/reduced_motion"_qs, true);
    contract::Qr shown = qr();
    open(shown);
    m_stage->hub.qrCalls.pay(shown.qrId, shown.amount);
    m_window->screen()->update(*m_stage->hub.qrCalls.find(shown.qrId));
    QVERIFY(item("checkMark")->property("isDrawn").toBool());
}

void CustomerWindowTest::whatBecameOfIt_data()
{
    QTest::addColumn<contract::QrStatus>("status");
    QTest::addColumn<bool>("suspense");
    QTest::addColumn<QString>("stage");
    QTest::addColumn<QString>("words");
    QTest::newRow("expired") << contract::QrStatus::Expired << false << u"expired"_qs << u"expired"_qs;
    QTest::newRow("cancelled") << contract::QrStatus::Cancelled << false << u"cancelled"_qs << u"cancelled"_qs;
    QTest::newRow("another amount") << contract::QrStatus::Active << true << u"attention"_qs << u"ask at the window"_qs;
}

void CustomerWindowTest::whatBecameOfIt()
{
    QFETCH(contract::QrStatus, status);
    QFETCH(bool, suspense);
    QFETCH(QString, stage);
    QFETCH(QString, words);
    contract::Qr shown = qr();
    open(shown);
    shown.status = status;
    shown.inSuspense = suspense ? 1 : 0;
    shown.suspenseReason = suspense ? contract::QrSuspenseReason::AmountDiffers : contract::QrSuspenseReason::None;
    m_window->screen()->update(shown);
    QCOMPARE(m_window->screen()->stage(), stage);
    QVERIFY2(textOf("outcome").contains(words), qPrintable(textOf("outcome")));
    QVERIFY(!item("payment")->isVisible());
}

void CustomerWindowTest::welcomesAfterAWhile()
{
    open(qr(10'050, 5'000));
    m_stage->pass(6s);
    QCOMPARE(stage(), u"expired"_qs); // by the clock, before the hub says so
    m_stage->pass(25s);
    QCOMPARE(stage(), u"welcome"_qs);
    QVERIFY(m_window->isOpen());
}

void CustomerWindowTest::aCodeForManyThanksEachPayer()
{
    qr(0, 3'600'000);
    contract::Qr &many = m_stage->hub.qrCalls.all.back();
    many.isSingleUse = false;
    open(many);
    QVERIFY(m_window->screen()->isOpenAmount());
    for (const qint64 minor : {2'000, 3'050}) {
        m_stage->hub.qrCalls.pay(many.qrId, support::FakeQrCalls::bob(minor));
        m_window->screen()->update(many);
        QCOMPARE(stage(), u"paid"_qs);
        QVERIFY(m_window->screen()->amount().startsWith(minor == 2'000 ? u"20.00"_qs : u"30.50"_qs));
        m_stage->pass(22s);
        QCOMPARE(stage(), u"waiting"_qs);
    }
}

void CustomerWindowTest::anotherQrsNewsChangeNothing()
{
    const contract::Qr first = qr();
    contract::Qr other = qr();
    open(first);
    other.status = contract::QrStatus::Cancelled;
    m_window->screen()->update(other);
    QCOMPARE(stage(), u"waiting"_qs);
    QCOMPARE(m_window->screen()->qrId(), first.qrId);
}

void CustomerWindowTest::speaksSpanishAtOnce()
{
    open(qr());
    m_stage->language.set(Language::Code::Spanish);
    QCOMPARE(textOf("amount"), u"100,50 BOB"_qs);
    QCOMPARE(textOf("countdown"), u"Vigente por 04:59"_qs);
    m_stage->language.set(Language::Code::English);
    QCOMPARE(textOf("countdown"), u"Good for 04:59"_qs);
}

void CustomerWindowTest::escapeCloses()
{
    open(qr());
    QTest::keyClick(m_window->view(), Qt::Key_Escape);
    QVERIFY(!m_window->isOpen());
    open(qr()); // and it opens again
}

void CustomerWindowTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::addColumn<QSize>("size");
    QTest::newRow("customer-es-light") << Language::Code::Spanish << Theme::Mode::Light << QSize(1280, 800);
    QTest::newRow("customer-es-dark") << Language::Code::Spanish << Theme::Mode::Dark << QSize(600, 900);
    QTest::newRow("customer-en-light") << Language::Code::English << Theme::Mode::Light << QSize(600, 900);
    QTest::newRow("customer-en-dark") << Language::Code::English << Theme::Mode::Dark << QSize(1280, 800);
}

void CustomerWindowTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    QFETCH(QSize, size);
    m_stage->theme.set(mode);
    m_stage->language.set(language);
    m_stage->settings.setFlag(u"shell/reduced_motion"_qs, true);
    contract::Qr shown = qr();
    open(shown);
    m_window->view()->resize(size);
    const QString folder = QStringLiteral(SCREENSHOT_DIR);
    QVERIFY(QDir().mkpath(folder));
    const auto save = [&](const char *what) {
        QApplication::processEvents();
        const QImage picture = m_window->view()->grabWindow();
        QVERIFY(!picture.isNull());
        QVERIFY(picture.save(folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) + u'-' +
                             QString::fromLatin1(what) + u".png"));
    };
    save("waiting");
    m_stage->pass(260s);
    save("lastminute");
    m_stage->hub.qrCalls.pay(shown.qrId, shown.amount);
    m_window->screen()->update(*m_stage->hub.qrCalls.find(shown.qrId));
    save("paid");
    m_window->screen()->clear();
    save("welcome");
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QApplication app(argc, argv);
    CustomerWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_customerwindow.moc"
