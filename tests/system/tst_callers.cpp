// SPDX-License-Identifier: GPL-3.0-or-later
// Who calls a real hub: logins that are refreshed and end, API keys that are made, used by curl and revoked, users that
// must change their password, and the audit that tells of it all.
#include "system/hubprocess.h"
#include <QProcess>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::RestAnswer;
using support::RestClient;

namespace {

const QString cedula = u"1350509525"_s;

QByteArray body(std::initializer_list<std::pair<QString, QJsonValue>> members)
{
    return QJsonDocument(QJsonObject(members)).toJson(QJsonDocument::Compact);
}

/// Status that curl sees.
int curl(const HubProcess &hub, const QString &path, const QStringList &more)
{
    QProcess process;
    process.start(u"curl"_s,
                  QStringList{u"-s"_s, u"-m"_s, u"20"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s} + more +
                      QStringList{hub.url(path).toString()});
    if (!process.waitForFinished(30'000))
        return -1;
    return process.readAllStandardOutput().toInt();
}

} // namespace

class CallersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refreshTokensRotateAndReuseEndsTheLogin();
    void logoutEndsTheAccessToken();
    void aKeyIsMadeUsedAndRevoked();
    void aStreamEndsWithItsKey();
    void whoMustChangeHisPasswordDoesThatFirst();
    void auditTellsAndIsVerified();

private:
    HubProcess m_hub;
    RestClient m_admin{m_hub};
    qint64 m_account = 0;
};

void CallersTest::initTestCase()
{
    QVERIFY2(m_hub.start(), qPrintable(m_hub.said()));
    QVERIFY(m_admin.login());
    m_account = m_admin.openAccount(cedula).json()["accountId"_L1].toInteger();
    QVERIFY(m_account > 0);
}

/// S2-73, S3-62.
void CallersTest::refreshTokensRotateAndReuseEndsTheLogin()
{
    RestClient plain(m_hub);
    const QByteArray login =
        body({{u"username"_s, u"admin"_s}, {u"password"_s, QString::fromUtf8(HubProcess::adminPassword)}});
    const QString first = plain.post(u"/auth/login"_s, login).json()["refresh_token"_L1].toString();
    const RestAnswer renewed = plain.post(u"/auth/refresh"_s, body({{u"refresh_token"_s, first}}));
    QCOMPARE(renewed.status, 200);
    const QString second = renewed.json()["refresh_token"_L1].toString();
    QVERIFY(second != first);
    plain.setToken(renewed.json()["access_token"_L1].toString().toUtf8());
    QCOMPARE(plain.get(u"/auth/me"_s).status, 200);
    RestClient thief(m_hub);
    QCOMPARE(thief.post(u"/auth/refresh"_s, body({{u"refresh_token"_s, first}})).status, 401);
    QCOMPARE(thief.post(u"/auth/refresh"_s, body({{u"refresh_token"_s, second}})).status, 401);
    QTRY_COMPARE_WITH_TIMEOUT(plain.get(u"/auth/me"_s).status, 401, 30'000);
}

/// S2-44, S2-73.
void CallersTest::logoutEndsTheAccessToken()
{
    RestClient user(m_hub);
    QVERIFY(user.login());
    const QByteArray login =
        body({{u"username"_s, u"admin"_s}, {u"password"_s, QString::fromUtf8(HubProcess::adminPassword)}});
    const QJsonObject session = RestClient(m_hub).post(u"/auth/login"_s, login).json();
    user.setToken(session["access_token"_L1].toString().toUtf8());
    QCOMPARE(user.get(u"/auth/me"_s).status, 200);
    QCOMPARE(user.post(u"/auth/logout"_s, body({{u"refresh_token"_s, session["refresh_token"_L1]}})).status, 204);
    QTRY_COMPARE_WITH_TIMEOUT(user.get(u"/auth/me"_s).status, 401, 30'000);
}

/// S2-06, S2-72.
void CallersTest::aKeyIsMadeUsedAndRevoked()
{
    const RestAnswer made = m_admin.post(u"/api/v1/admin/api-keys"_s, R"({"name":"caja","scopes":["bank:read"]})");
    QCOMPARE(made.status, 201);
    const QString key = made.json()["key"_L1].toString();
    QVERIFY(key.startsWith(u"vk_live_"_s));
    const QString account = u"/api/v1/bank/accounts/"_s + cedula;
    QCOMPARE(curl(m_hub, account, {u"-H"_s, u"X-API-Key: "_s + key}), 200);
    QCOMPARE(curl(m_hub, account, {u"-H"_s, u"Authorization: Bearer "_s + key}), 200);
    QCOMPARE(curl(m_hub, u"/api/v1/bank/transactions"_s,
                  {u"-H"_s, u"X-API-Key: "_s + key, u"-H"_s, u"Content-Type: application/json"_s, u"-H"_s,
                   u"Idempotency-Key: 1"_s, u"-d"_s,
                   u"{\"cedula\":\"%1\",\"tipo\":\"DEPOSITO\",\"monto\":1}"_s.arg(cedula)}),
             403); // reading is all that it may
    const QString id = made.json()["id"_L1].toString();
    QCOMPARE(m_admin.send("DELETE", u"/api/v1/admin/api-keys/"_s + id, {}).status, 204);
    QTRY_COMPARE_WITH_TIMEOUT(curl(m_hub, account, {u"-H"_s, u"X-API-Key: "_s + key}), 401, 30'000);
}

/// S2-44: a stream is closed when its key is revoked.
void CallersTest::aStreamEndsWithItsKey()
{
    const QByteArray wish =
        R"({"name":"app","scopes":["events:read"],"account_id":)" + QByteArray::number(m_account) + '}';
    const QJsonObject key = m_admin.post(u"/api/v1/admin/api-keys"_s, wish).json();
    QProcess stream;
    stream.start(u"curl"_s, {u"-sN"_s, u"-m"_s, u"120"_s,
                             m_hub.url(u"/events/stream?api-key="_s + key["key"_L1].toString()).toString()});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += stream.readAllStandardOutput()).contains("event: connection"), 30'000);
    QCOMPARE(m_admin.send("DELETE", u"/api/v1/admin/api-keys/"_s + key["id"_L1].toString(), {}).status, 204);
    QTRY_COMPARE_WITH_TIMEOUT(stream.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(stream.exitCode(), 0);
}

void CallersTest::whoMustChangeHisPasswordDoesThatFirst()
{
    const RestAnswer made = m_admin.post(u"/api/v1/admin/users"_s, R"({"username":"ana","role":"cajero"})");
    QCOMPARE(made.status, 201);
    const QString password = made.json()["one_time_password"_L1].toString();
    QVERIFY(!password.isEmpty());
    RestClient ana(m_hub);
    QVERIFY(ana.login(u"ana"_s, password));
    const RestAnswer refused = ana.get(u"/api/v1/bank/accounts"_s);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.json()["code"_L1].toString(), u"password_change_required"_s);
    const QByteArray change =
        body({{u"current_password"_s, password}, {u"new_password"_s, u"una clave que ana eligió"_s}});
    QCOMPARE(ana.post(u"/auth/password"_s, change).status, 204);
    QVERIFY(ana.login(u"ana"_s, u"una clave que ana eligió"_s));
    QCOMPARE(ana.get(u"/api/v1/bank/accounts"_s).status, 200);
}

void CallersTest::auditTellsAndIsVerified()
{
    RestClient stranger(m_hub);
    QVERIFY(!stranger.login(u"admin"_s, u"falsa"_s));
    const auto actions = [this] {
        QSet<QString> seen;
        const QJsonObject page = m_admin.get(u"/api/v1/admin/audit?limit=200"_s).json();
        for (const QJsonValue &entry : page["items"_L1].toArray())
            seen.insert(entry["action"_L1].toString() + u' ' + entry["result"_L1].toString());
        return seen;
    };
    const QSet<QString> expected{u"login done"_s,          u"login failed"_s,    u"logout done"_s,
                                 u"key.create done"_s,     u"key.revoke done"_s, u"user.create done"_s,
                                 u"password.change done"_s};
    QSet<QString> seen;
    QTRY_VERIFY2_WITH_TIMEOUT((seen = actions()).contains(expected), qPrintable(seen.values().join(u", "_s)), 30'000);
    QCOMPARE(m_hub.terminate(), 0);
    QProcess verify;
    verify.start(QStringLiteral(VENTANILLA_PROGRAM), {u"verify"_s, u"--data-dir"_s, m_hub.dataDir()});
    QVERIFY(verify.waitForFinished(30'000));
    const QString said = QString::fromUtf8(verify.readAllStandardOutput() + verify.readAllStandardError());
    QVERIFY2(verify.exitCode() == 0 && said.contains(u"audit"_s, Qt::CaseInsensitive), qPrintable(said));
}

QTEST_GUILESS_MAIN(CallersTest)
#include "tst_callers.moc"
