// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/sealing.h"
#include "hub/qrsettings.h"
#include "hub/settings.h"
#include "hub/settingsecrets.h"
#include "hub/storedsettings.h"
#include "store/datafolder.h"
#include "store/ledgerfile.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using hub::SettingTexts;

namespace {

const QString aesKey = u"6F09E3167E1D40829207B01041A65B12"_s;

SettingTexts banecoTexts()
{
    return {{u"qr.provider"_s, u"baneco"_s},        {u"qr.baneco.url"_s, u"https://bank.example/ApiGateway/"_s},
            {u"qr.baneco.user"_s, u"1649710"_s},    {u"qr.baneco.password"_s, u"clave"_s},
            {u"qr.baneco.aes_key"_s, aesKey},       {u"qr.baneco.account"_s, u"1041070599"_s},
            {u"qr.baneco.ca_file"_s, u"bank.pem"_s}};
}

/// A data folder with a ledger, and no hub on it.
class Folder
{
public:
    Folder()
    {
        const auto folder = store::DataFolder::open(path());
        QVERIFY_OK(folder);
        QVERIFY_OK(store::LedgerFile::open((*folder)->ledgerPath()));
    }
    QString path() const { return m_folder.path(); }
    QString stored(const QString &name) const { return hub::readStoredSettings(path()).valueOr({}).value(name); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class QrSettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutABankItIsLocal();
    void readsTheBank();
    void refusesWrongValues_data();
    void refusesWrongValues();
    void secretsAreStoredSealed();
    void aLostKeyIsSaidAndCanBeReplaced();
    void onlyTheOwnerReadsTheKey();

private:
    support::FakeClock m_clock;
};

void QrSettingsTest::withoutABankItIsLocal()
{
    const auto settings = hub::resolveSettings({}, u"/data"_s);
    QVERIFY_OK(settings);
    QCOMPARE(settings->qr.provider, u"local"_s);
    QCOMPARE(settings->qr.policy.countryCode, u"BO"_s);
    QCOMPARE(settings->qr.policy.bankCode, u"9999"_s);
    QCOMPARE(settings->qr.askEvery, std::chrono::seconds(60));
}

void QrSettingsTest::readsTheBank()
{
    const auto settings = hub::resolveSettings({banecoTexts()}, u"/data"_s);
    QVERIFY_OK(settings);
    const links::BanecoSettings &bank = settings->qr.baneco;
    QCOMPARE(bank.url, u"https://bank.example/ApiGateway"_s);
    QCOMPARE(bank.password, u"clave"_s);
    QCOMPARE(bank.http.caFile, u"/data/bank.pem"_s);
    QVERIFY(!bank.http.allowsPlain);
    QCOMPARE(bank.http.timeout, std::chrono::milliseconds(15'000));
    SettingTexts own = banecoTexts();
    own[u"qr.baneco.url"_s] = u"http://localhost:9999/ApiGateway"_s;
    const auto local = hub::resolveSettings({own}, u"/data"_s);
    QVERIFY_OK(local);
    QVERIFY2(local->qr.baneco.http.allowsPlain, "a server on this machine needs no TLS");
}

void QrSettingsTest::refusesWrongValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *name, const QString &key, const QString &value) {
        QTest::addRow("%s", name) << key << value;
    };
    row("a provider that is none", u"qr.provider"_s, u"visa"_s);
    row("a bank code of three digits", u"qr.bank_code"_s, u"101"_s);
    row("a category of letters", u"qr.category_code"_s, u"food"_s);
    row("a country in small letters", u"qr.country"_s, u"bo"_s);
    row("a name without a Latin letter", u"qr.merchant_name"_s, u"北京"_s);
    row("no city", u"qr.city"_s, u" "_s);
    row("asking more often than the bank would like", u"qr.ask_every"_s, u"1"_s);
    row("an endless timeout", u"qr.baneco.timeout"_s, u"1000"_s);
    row("no user", u"qr.baneco.user"_s, u""_s);
    row("no password", u"qr.baneco.password"_s, u""_s);
    row("no account", u"qr.baneco.account"_s, u""_s);
    row("a key of another length", u"qr.baneco.aes_key"_s, u"6F09E316"_s);
    row("plain HTTP to another machine", u"qr.baneco.url"_s, u"http://bank.example/ApiGateway"_s);
    row("an address with a password in it", u"qr.baneco.url"_s, u"https://u:p@bank.example/"_s);
    row("an address that is none", u"qr.baneco.url"_s, u"bank"_s);
}

void QrSettingsTest::refusesWrongValues()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    SettingTexts texts = banecoTexts();
    texts[key] = value;
    const auto settings = hub::resolveSettings({texts}, u"/data"_s);
    QVERIFY(!settings);
    QCOMPARE(settings.error().code(), ErrorCode::InvalidArgument);
    QVERIFY2(settings.error().message().contains(key), qPrintable(settings.error().message()));
    QVERIFY(!settings.error().message().contains(u"clave"));
    QVERIFY(!settings.error().message().contains(u"6F09E316"));
}

void QrSettingsTest::secretsAreStoredSealed()
{
    const Folder folder;
    QVERIFY_OK(hub::storeSetting(folder.path(), u"qr.baneco.password"_s, u"clave"_s, m_clock));
    QVERIFY_OK(hub::storeSetting(folder.path(), u"qr.baneco.user"_s, u"1649710"_s, m_clock));
    const QString sealed = folder.stored(u"qr.baneco.password"_s);
    QVERIFY2(auth::isSealed(sealed.toUtf8()), qPrintable(sealed));
    QCOMPARE(folder.stored(u"qr.baneco.user"_s), u"1649710"_s);
    QFile ledger(folder.path() + u"/ledger.db"_s);
    QVERIFY(ledger.open(QIODevice::ReadOnly));
    QVERIFY2(!ledger.readAll().contains("clave"), "SPEC 3: a copy of the ledger alone tells no secret");
    auto texts = hub::readStoredSettings(folder.path()).valueOr({});
    QVERIFY_OK(hub::openSecrets(folder.path(), texts));
    QCOMPARE(texts.value(u"qr.baneco.password"_s), u"clave"_s);
}

void QrSettingsTest::aLostKeyIsSaidAndCanBeReplaced()
{
    const Folder folder;
    QVERIFY_OK(hub::storeSetting(folder.path(), u"qr.baneco.password"_s, u"clave"_s, m_clock));
    QVERIFY(QFile::remove(folder.path() + u"/secrets.key"_s));
    auto texts = hub::readStoredSettings(folder.path()).valueOr({});
    const auto opened = hub::openSecrets(folder.path(), texts);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code(), ErrorCode::Corrupt);
    QVERIFY2(opened.error().message().contains(u"config set qr.baneco.password"), qPrintable(opened.error().message()));
    QVERIFY_OK(hub::storeSetting(folder.path(), u"qr.baneco.password"_s, u"otra"_s, m_clock));
    texts = hub::readStoredSettings(folder.path()).valueOr({});
    QVERIFY_OK(hub::openSecrets(folder.path(), texts));
    QCOMPARE(texts.value(u"qr.baneco.password"_s), u"otra"_s);
}

void QrSettingsTest::onlyTheOwnerReadsTheKey()
{
    const Folder folder;
    QVERIFY_OK(hub::storeSetting(folder.path(), u"qr.baneco.aes_key"_s, aesKey, m_clock));
    const auto permissions = QFile::permissions(folder.path() + u"/secrets.key"_s);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(permissions & QFile::ReadOwner);
    QVERIFY(!(permissions & others));
}

QTEST_APPLESS_MAIN(QrSettingsTest)
#include "tst_qrsettings.moc"
