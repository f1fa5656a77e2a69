// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL during deposits, again and again. What was acknowledged is there exactly once, and everything that was
// committed was published at least once. (SIGKILL keeps the page cache: what a power cut does is tests/store's affair.)
#include "system/hubprocess.h"
#include "system/rawsubscriber.h"
#include <QJsonArray>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::RawSubscriber;
using support::RestAnswer;
using support::RestClient;

namespace {

constexpr int kills = 50;
constexpr int inFlight = 8;
const QString cedula = u"1350509525"_s;

} // namespace

class KillLoopTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void acknowledgedDepositsSurviveSigkill();
    void cleanupTestCase();

private:
    void oneRound(int round);
    void collectFolios(RawSubscriber &sub);
    void postUntilDead(RestClient &rest, qint64 killAfterMs);
    QList<QJsonObject> allTransactions(RestClient &rest);

    HubProcess m_hub;
    QByteArray m_token;
    QRandomGenerator m_random{20261124};
    QHash<QByteArray, QString> m_acknowledged; ///< idempotency key → folio
    QSet<QByteArray> m_tried;
    QSet<QString> m_published; ///< folios seen on banco/transacciones
};

void KillLoopTest::initTestCase()
{
    QVERIFY2(m_hub.start({u"--profile"_s, u"lab"_s}), qPrintable(m_hub.said()));
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    m_token = rest.token();
    QCOMPARE(rest.openAccount(cedula).status, 201);
}

void KillLoopTest::collectFolios(RawSubscriber &sub)
{
    for (const QByteArray &payload : sub.payloads())
        m_published.insert(QJsonDocument::fromJson(payload)[u"folio"_s].toString());
}

void KillLoopTest::postUntilDead(RestClient &rest, qint64 killAfterMs)
{
    QElapsedTimer timer;
    timer.start();
    QHash<QNetworkReply *, QByteArray> open;
    QEventLoop loop;
    std::function<void()> post = [&] {
        const QByteArray key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        m_tried.insert(key);
        QNetworkReply *reply = rest.postLater(u"/api/v1/bank/transactions"_s,
                                              R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.00})", key);
        open.insert(reply, key);
        QObject::connect(reply, &QNetworkReply::finished, &loop, [&, reply] {
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            const QByteArray body = reply->readAll();
            if (status == 201 && QJsonDocument::fromJson(body).isObject())
                m_acknowledged.insert(open.value(reply), QJsonDocument::fromJson(body)[u"folio"_s].toString());
            open.remove(reply);
            reply->deleteLater();
            if (m_hub.process().state() == QProcess::Running && timer.elapsed() < killAfterMs)
                post();
            else if (open.isEmpty())
                loop.quit();
        });
    };
    QTimer killer;
    killer.setSingleShot(true);
    QObject::connect(&killer, &QTimer::timeout, &loop, [this] { m_hub.kill(); });
    killer.start(int(killAfterMs));
    for (int i = 0; i < inFlight; ++i)
        post();
    loop.exec();
    m_hub.kill();
}

void KillLoopTest::oneRound(int round)
{
    RawSubscriber sub;
    QVERIFY(sub.subscribe(m_hub.port("mqtt"), "banco/transacciones", "listener"));
    RestClient rest(m_hub);
    rest.setToken(m_token);
    if (rest.get(u"/auth/me"_s).status != 200) { // fifteen minutes have passed on a slow machine
        QVERIFY(rest.login());
        m_token = rest.token();
    }
    postUntilDead(rest, m_random.bounded(20, 220));
    QVERIFY(sub.waitForEnd());
    collectFolios(sub);
    QVERIFY2(m_hub.start({u"--profile"_s, u"lab"_s}), qPrintable(u"round %1: %2"_s.arg(round).arg(m_hub.said())));
}

QList<QJsonObject> KillLoopTest::allTransactions(RestClient &rest)
{
    QList<QJsonObject> all;
    QString cursor;
    do {
        const RestAnswer page = rest.get(u"/api/v1/bank/transactions?limit=500&cursor="_s +
                                         QString::fromUtf8(QUrl::toPercentEncoding(cursor)));
        for (const QJsonValue &item : page.json()[QLatin1StringView("items")].toArray())
            all << item.toObject();
        cursor = page.json()[QLatin1StringView("next_cursor")].toString();
    } while (!cursor.isEmpty());
    return all;
}

void KillLoopTest::acknowledgedDepositsSurviveSigkill()
{
    for (int round = 0; round < kills; ++round) {
        oneRound(round);
        if (QTest::currentTestFailed())
            return;
    }
    RawSubscriber sub; // for what the last kill left unpublished
    QVERIFY(sub.subscribe(m_hub.port("mqtt"), "banco/transacciones", "listener"));
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    const QList<QJsonObject> ledger = allTransactions(rest);
    QHash<QString, int> times;
    for (const QJsonObject &transaction : ledger)
        ++times[transaction[QLatin1StringView("folio")].toString()];
    qInfo("%lld deposits tried, %lld acknowledged, %lld in the ledger, over %d kills", qint64(m_tried.size()),
          qint64(m_acknowledged.size()), qint64(ledger.size()), kills);
    QVERIFY(m_acknowledged.size() > kills);
    for (const QString &folio : std::as_const(m_acknowledged))
        QVERIFY2(times.value(folio) == 1,
                 qPrintable(u"folio %1 is there %2 times"_s.arg(folio).arg(times.value(folio))));
    QVERIFY(ledger.size() <= m_tried.size());
    // A key that was acknowledged answers with its first result, after all these deaths.
    const RestAnswer again =
        rest.post(u"/api/v1/bank/transactions"_s, R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.00})",
                  m_acknowledged.cbegin().key());
    QCOMPARE(again.status, 200);
    QCOMPARE(again.json()[QLatin1StringView("folio")].toString(), m_acknowledged.cbegin().value());
    const QJsonObject account = rest.get(u"/api/v1/bank/accounts/1350509525"_s).json();
    QCOMPARE(account[QLatin1StringView("saldo")].toDouble(), double(ledger.size()));
    const auto everythingPublished = [&] {
        collectFolios(sub);
        return m_published.size() >= ledger.size();
    };
    const bool complete = QTest::qWaitFor(everythingPublished, 10'000);
    QVERIFY2(complete, qPrintable(u"%1 of %2 published"_s.arg(m_published.size()).arg(ledger.size())));
    for (const QJsonObject &transaction : ledger)
        QVERIFY(m_published.contains(transaction[QLatin1StringView("folio")].toString()));
}

void KillLoopTest::cleanupTestCase()
{
    m_hub.terminate();
    QProcess verify;
    verify.start(QStringLiteral(VENTANILLA_PROGRAM), {u"verify"_s, u"--data-dir"_s, m_hub.dataDir()});
    QVERIFY(verify.waitForFinished());
    QVERIFY2(verify.exitCode() == 0, verify.readAll().constData()); // chain intact, balances equal sums
}

QTEST_GUILESS_MAIN(KillLoopTest)
#include "tst_killloop.moc"
