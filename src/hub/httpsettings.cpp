// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/httpsettings.h"
#include "hub/settings.h"
#include "hub/settingtexts.h"
#include <QDir>
#include <QUrl>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

constexpr qint64 million = 1'000'000;

struct Detail
{
    const char *key;
    const char *value; ///< default
    const char *text;
};

constexpr Detail details[] = {
    {"http.tls.certificate", "",
     QT_TRANSLATE_NOOP("settings", "PEM file with the HTTPS certificate and those between it and its CA; empty: as "
                                   "tls.certificate says")},
    {"http.tls.key", "", QT_TRANSLATE_NOOP("settings", "PEM file with its private key, without a passphrase")},
    {"http.tls.hsts", "auto",
     QT_TRANSLATE_NOOP("settings", "tell browsers to use HTTPS alone, at every port of this host: on, off; auto: when "
                                   "http.port and http.alias_port are off")},
    {"http.cors_origins", "localhost",
     QT_TRANSLATE_NOOP("settings", "origins, with commas, whose pages may use the hub besides its own: "
                                   "https://app.example:8443; localhost: every port of this machine")},
    {"http.hosts", "",
     QT_TRANSLATE_NOOP("settings", "names, with commas, that the hub answers to besides localhost; empty: on the "
                                   "network to all")},
    {"http.trusted_proxies", "",
     QT_TRANSLATE_NOOP("settings", "reverse proxies (addresses or subnets, with commas) whose X-Forwarded-For and "
                                   "X-Request-Id are believed")},
    {"http.max_body", "1048576", QT_TRANSLATE_NOOP("settings", "largest body of a request, in bytes")},
    {"http.max_connections", "20000", QT_TRANSLATE_NOOP("settings", "open connections of each HTTP listener at most")},
    {"http.max_per_address", "20000",
     QT_TRANSLATE_NOOP("settings", "of them, those of one address (of IPv6: of one /64) at most")},
    {"http.connects_per_second", "0",
     QT_TRANSLATE_NOOP("settings", "new HTTP connections of one address a second at most; 0: no limit")},
    {"http.connect_burst", "0",
     QT_TRANSLATE_NOOP("settings", "so many HTTP connections may come at once before that limit holds; 0: one "
                                   "second's worth")},
    {"http.rate.requests", "300",
     QT_TRANSLATE_NOOP("settings", "requests a second of one user (of nobody known: of one address); twice as many "
                                   "at once; 0: no limit")},
    {"http.rate.money", "50",
     QT_TRANSLATE_NOOP("settings", "of them, those that book, counted apart; twice as many at once; 0: no limit")},
    {"http.rate.logins", "5",
     QT_TRANSLATE_NOOP("settings", "logins and token renewals a second of one address; four times as many at once; 0: "
                                   "no limit")},
    {"http.rate.loopback", "off",
     QT_TRANSLATE_NOOP("settings", "whether these rates hold for this machine's own callers too: on, off")},
};

QStringList listOf(const QString &value)
{
    QStringList list;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            list << part.trimmed();
    }
    return list;
}

/// `["*"]` and `['http://a','http://b']`, as the seeds' Python has them (S3-73), to `*` and `http://a,http://b`.
QString withoutBrackets(QString value)
{
    value = value.trimmed();
    if (value.startsWith(u'[') && value.endsWith(u']'))
        value = value.sliced(1).chopped(1);
    return value.remove(u'"').remove(u'\'');
}

/// An origin is scheme, host and port, nothing else (RFC 6454); browsers leave the scheme's own port out.
std::optional<QByteArray> exactOrigin(const QString &text)
{
    if (text == u"null" || text == u"localhost")
        return text.toUtf8();
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"http" || url.scheme() == u"https";
    const bool hasMore = !url.path().isEmpty() || url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty();
    if (!url.isValid() || !isWeb || url.host().isEmpty() || hasMore || text.contains(u'*'))
        return {};
    const int own = url.scheme() == u"https" ? 443 : 80;
    const QString host = url.host(QUrl::FullyEncoded);
    const QString shown = host.contains(u':') ? u'[' % host % u']' : host;
    const QString port = url.port(own) == own ? QString() : QString(u':' % QString::number(url.port()));
    return QString(url.scheme() % u"://" % shown % port).toUtf8();
}

Result<> resolveOrigins(const SettingLookup &text, HttpOptions &options)
{
    const QString key = u"http.cors_origins"_s;
    QByteArrayList &origins = options.callers.origins.origins;
    origins.clear();
    for (const QString &item : listOf(withoutBrackets(text(key)))) {
        if (item == u"*") {
            // With credentials a star is invalid (Fetch standard) and would let every page in: S3-73.
            origins << "localhost";
            options.notes
                << u"http.cors_origins is \"*\", which lets nobody else in: pages of the hub's own origin and "
                   "of this machine may use it; name the others, such as https://app.example"_s;
            continue;
        }
        const auto origin = exactOrigin(item);
        if (!origin)
            return wrongSetting(key, item, u"an origin such as https://app.example:8443 is expected, or localhost"_s);
        origins << *origin;
    }
    for (const QString &host : listOf(text(u"http.hosts"_s))) {
        if (host.contains(u'/') || host.contains(u' ') || (host.contains(u':') && !host.startsWith(u'[')))
            return wrongSetting(u"http.hosts"_s, host, u"names without scheme and port are expected"_s);
        options.callers.origins.hosts << host.toLatin1();
    }
    return {};
}

Result<> resolveNumbers(const SettingLookup &text, HttpOptions &options)
{
    net::AdmissionLimits &limits = options.limits;
    gateway::RateLimits &rates = options.callers.rates;
    const auto rate = [](double perSecond, double times) { return gateway::RateLimit{perSecond, perSecond * times}; };
    const struct
    {
        const char *key;
        qint64 least;
        qint64 most;
        std::function<void(qint64)> set;
    } numbers[] = {
        {"http.max_body", 1'024, 1'000 * million, [&](qint64 n) { options.maxBody = n; }},
        {"http.max_connections", 1, million, [&](qint64 n) { limits.connections = static_cast<int>(n); }},
        {"http.max_per_address", 1, million, [&](qint64 n) { limits.perAddress = static_cast<int>(n); }},
        {"http.connects_per_second", 0, million, [&](qint64 n) { limits.perSecond = static_cast<double>(n); }},
        {"http.connect_burst", 0, million, [&](qint64 n) { limits.burst = static_cast<double>(n); }},
        {"http.rate.requests", 0, million, [&](qint64 n) { rates.ordinary = rate(static_cast<double>(n), 2); }},
        {"http.rate.money", 0, million, [&](qint64 n) { rates.money = rate(static_cast<double>(n), 2); }},
        {"http.rate.logins", 0, million, [&](qint64 n) { rates.login = rate(static_cast<double>(n), 4); }},
    };
    for (const auto &number : numbers) {
        const QString key = QString::fromLatin1(number.key);
        const auto value = parseNumber(key, text(key), number.least, number.most);
        if (!value)
            return value.error();
        number.set(*value);
    }
    const auto loopback = parseSwitch(u"http.rate.loopback"_s, text(u"http.rate.loopback"_s));
    if (!loopback)
        return loopback.error();
    rates.ofLoopback = *loopback;
    return {};
}

Result<> resolveTls(const SettingLookup &text, const QString &dataDir, HttpOptions &options)
{
    const auto port = parsePort(u"http.tls.port"_s, text(u"http.tls.port"_s));
    if (!port)
        return port.error();
    const bool isOwn = !text(u"http.tls.certificate"_s).isEmpty();
    const QString prefix = isOwn ? u"http.tls."_s : u"tls."_s;
    const QString certificate = text(prefix + u"certificate");
    const QString key = text(prefix + u"key");
    if (!*port || certificate.isEmpty())
        return {};
    if (key.isEmpty())
        return wrongSetting(prefix + u"key", {}, u"the file with the key of %1certificate is expected"_s.arg(prefix));
    const QString hsts = text(u"http.tls.hsts"_s);
    if (hsts == u"auto") {
        options.callers.strictTransport = text(u"http.port"_s) == u"off" && text(u"http.alias_port"_s) == u"off";
    } else {
        const auto is = parseSwitch(u"http.tls.hsts"_s, hsts);
        if (!is)
            return wrongSetting(u"http.tls.hsts"_s, hsts, u"on, off or auto is expected"_s);
        options.callers.strictTransport = *is;
    }
    const QDir folder(dataDir);
    options.tlsPort = *port;
    options.tls =
        net::TlsFiles{folder.absoluteFilePath(certificate), folder.absoluteFilePath(key), {}, {}, {}, {"http/1.1"}};
    return {};
}

} // namespace

QList<SettingDefinition> httpDefinitions()
{
    QList<SettingDefinition> definitions{
        {u"http.tls.port"_s,
         u"https-port"_s,
         {u"VENTANILLA_HTTPS_PORT"_s},
         u"8443"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "HTTPS, once there is a certificate; 0 any free port, off"))}};
    for (const Detail &detail : details) {
        const QString key = QString::fromLatin1(detail.key);
        const QString variable = QString(u"VENTANILLA_"_s + key.toUpper()).replace(u'.', u'_');
        definitions << SettingDefinition{
            key, {}, {variable}, QString::fromLatin1(detail.value), QString::fromUtf8(detail.text), true};
    }
    return definitions;
}

Result<HttpOptions> resolveHttp(const SettingLookup &text, const QString &dataDir)
{
    HttpOptions options;
    if (const auto origins = resolveOrigins(text, options); !origins)
        return origins.error();
    if (const auto numbers = resolveNumbers(text, options); !numbers)
        return numbers.error();
    const auto proxies = parseSubnets(u"http.trusted_proxies"_s, text(u"http.trusted_proxies"_s));
    if (!proxies)
        return proxies.error();
    options.callers.proxies = *proxies;
    if (const auto tls = resolveTls(text, dataDir, options); !tls)
        return tls.error();
    return options;
}

} // namespace hub
