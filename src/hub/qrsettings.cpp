// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/qrsettings.h"
#include "hub/settings.h"
#include "hub/settingtexts.h"
#include "payments/plaintext.h"
#include <QDir>
#include <QUrl>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

SettingDefinition definition(const char *key, const char *value, const char *text, bool isSecret = false)
{
    const QString name = QString::fromLatin1(key);
    const QString variable = QString(u"VENTANILLA_"_s + name.toUpper()).replace(u'.', u'_');
    return {name, {}, {variable}, QString::fromLatin1(value), QString::fromUtf8(text), true, isSecret};
}

bool isOf(const QString &text, qsizetype size, char16_t first, char16_t last)
{
    return text.size() == size &&
           std::all_of(text.begin(), text.end(), [=](QChar c) { return c.unicode() >= first && c.unicode() <= last; });
}

Result<payments::QrPolicy> resolvePolicy(const SettingLookup &text)
{
    const payments::QrPolicy policy{text(u"qr.bank_code"_s), text(u"qr.merchant_name"_s), text(u"qr.city"_s),
                                    text(u"qr.country"_s), text(u"qr.category_code"_s)};
    if (!isOf(policy.bankCode, 4, u'0', u'9'))
        return wrongSetting(u"qr.bank_code"_s, policy.bankCode, u"the four digits of ASFI are expected"_s);
    if (payments::plainText(policy.merchantName).isEmpty())
        return wrongSetting(u"qr.merchant_name"_s, policy.merchantName, u"a name in Latin letters is expected"_s);
    if (payments::plainText(policy.city).isEmpty())
        return wrongSetting(u"qr.city"_s, policy.city, u"a name in Latin letters is expected"_s);
    if (!isOf(policy.countryCode, 2, u'A', u'Z'))
        return wrongSetting(u"qr.country"_s, policy.countryCode, u"two capitals such as BO are expected"_s);
    if (!isOf(policy.categoryCode, 4, u'0', u'9'))
        return wrongSetting(u"qr.category_code"_s, policy.categoryCode,
                            u"the four digits of ISO 18245 such as 6012 are expected"_s);
    return policy;
}

/// Plain HTTP would carry the token: only to a server on this very machine.
Result<QString> resolveUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isPlain = url.scheme() == u"http" && isOwnHost(url.host()) && !url.host().isEmpty();
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() ||
        (url.scheme() != u"https" && !isPlain)) {
        return wrongSetting(u"qr.baneco.url"_s, text,
                            u"an address such as https://apimkt.baneco.com.bo/ApiGateway is expected"_s);
    }
    return text.endsWith(u'/') ? text.chopped(1) : text;
}

Result<> resolveBaneco(const SettingLookup &text, const QString &dataDir, links::BanecoSettings &settings)
{
    settings.userName = text(u"qr.baneco.user"_s);
    settings.password = text(u"qr.baneco.password"_s);
    settings.aesKey = text(u"qr.baneco.aes_key"_s).toUtf8();
    settings.account = text(u"qr.baneco.account"_s);
    for (const QString &name : {u"user"_s, u"password"_s, u"aes_key"_s, u"account"_s}) {
        if (text(u"qr.baneco."_s + name).isEmpty())
            return Error(ErrorCode::InvalidArgument,
                         u"qr.provider is baneco, so qr.baneco.%1 is needed; see docs/howto/qr.md"_s.arg(name));
    }
    if (settings.aesKey.size() != 32)
        return Error(ErrorCode::InvalidArgument, u"qr.baneco.aes_key has not the 32 characters of the bank's key"_s);
    const auto url = resolveUrl(text(u"qr.baneco.url"_s));
    if (!url)
        return url.error();
    settings.url = *url;
    settings.http.allowsPlain = url->startsWith(u"http:");
    if (const QString file = text(u"qr.baneco.ca_file"_s); !file.isEmpty())
        settings.http.caFile = QDir(dataDir).absoluteFilePath(file);
    return {};
}

} // namespace

QList<SettingDefinition> qrDefinitions()
{
    return {
        definition("qr.provider", "local",
                   QT_TRANSLATE_NOOP("settings", "who issues QR codes: local (between own accounts), or baneco")),
        definition("qr.bank_code", "9999",
                   QT_TRANSLATE_NOOP("settings", "our code at ASFI, four digits; a part of every QR's number")),
        definition("qr.merchant_name", "VENTANILLA",
                   QT_TRANSLATE_NOOP("settings", "who is paid, in QR codes of accounts without a holder's name")),
        definition("qr.city", "LA PAZ", QT_TRANSLATE_NOOP("settings", "the city in QR codes")),
        definition("qr.country", "BO", QT_TRANSLATE_NOOP("settings", "the country in QR codes, such as BO")),
        definition("qr.category_code", "0000",
                   QT_TRANSLATE_NOOP("settings", "the merchant category in QR codes (ISO 18245)")),
        definition("qr.ask_every", "60",
                   QT_TRANSLATE_NOOP("settings", "how often the bank is asked about each open QR: 10 to 3600 seconds")),
        definition("qr.baneco.url", "", QT_TRANSLATE_NOOP("settings", "BANECO's API Market: its address")),
        definition("qr.baneco.user", "", QT_TRANSLATE_NOOP("settings", "our user at BANECO")),
        definition("qr.baneco.password", "", QT_TRANSLATE_NOOP("settings", "our password at BANECO (stored sealed)"),
                   true),
        definition("qr.baneco.aes_key", "",
                   QT_TRANSLATE_NOOP("settings", "the key that BANECO gave, 32 characters (stored sealed)"), true),
        definition("qr.baneco.account", "",
                   QT_TRANSLATE_NOOP("settings", "our account at BANECO: where QR payments arrive (stored sealed)"),
                   true),
        definition("qr.baneco.ca_file", "",
                   QT_TRANSLATE_NOOP("settings", "PEM with the issuers to trust for BANECO; empty: the system's")),
        definition("qr.baneco.timeout", "15",
                   QT_TRANSLATE_NOOP("settings", "how long BANECO may take for an answer: 2 to 120 seconds")),
    };
}

Result<QrSettings> resolveQr(const SettingLookup &text, const QString &dataDir)
{
    QrSettings settings;
    settings.provider = text(u"qr.provider"_s);
    if (settings.provider != u"local" && settings.provider != u"baneco")
        return wrongSetting(u"qr.provider"_s, settings.provider, u"\"local\" or \"baneco\" is expected"_s);
    auto policy = resolvePolicy(text);
    if (!policy)
        return policy.error();
    settings.policy = std::move(*policy);
    const auto every = parseNumber(u"qr.ask_every"_s, text(u"qr.ask_every"_s), 10, 3'600);
    if (!every)
        return every.error();
    settings.askEvery = std::chrono::seconds(*every);
    const auto timeout = parseNumber(u"qr.baneco.timeout"_s, text(u"qr.baneco.timeout"_s), 2, 120);
    if (!timeout)
        return timeout.error();
    settings.baneco.http.timeout = std::chrono::seconds(*timeout);
    if (settings.provider == u"local")
        return settings;
    if (const auto baneco = resolveBaneco(text, dataDir, settings.baneco); !baneco)
        return baneco.error();
    return settings;
}

} // namespace hub
