// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/banksocketsettings.h"
#include "hub/settings.h"
#include "hub/settingtexts.h"
#include "net/tlskeeper.h"
#include <QDir>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

struct Detail
{
    const char *name; ///< of "bank.socket.<name>"
    const char *value;
    const char *text;
};

constexpr Detail details[] = {
    {"bind", "",
     QT_TRANSLATE_NOOP("settings", "where the bank socket listens: loopback, any, or IP addresses with commas; empty: "
                                   "as network.bind says")},
    {"max_connections", "5000", QT_TRANSLATE_NOOP("settings", "open connections of the bank socket at most")},
    {"max_per_address", "1000", QT_TRANSLATE_NOOP("settings", "of them, those of one address at most")},
    {"proxies", "",
     QT_TRANSLATE_NOOP("settings", "proxies (addresses or subnets, with commas) that must send a PROXY header to the "
                                   "bank socket, which is believed")},
    {"idle_timeout", "300", QT_TRANSLATE_NOOP("settings", "seconds without a line until a bank socket is closed")},
    {"login_deadline", "30", QT_TRANSLATE_NOOP("settings", "seconds until somebody must have logged in there")},
};

QString keyOf(const char *name)
{
    return u"bank.socket."_s + QLatin1StringView(name);
}

SettingDefinition definition(const QString &key, const QString &option, const char *value, const char *text)
{
    const QString variable = QString(u"VENTANILLA_"_s + key.toUpper()).replace(u'.', u'_');
    return {key, option, {variable}, QString::fromLatin1(value), QString::fromUtf8(text), option.isEmpty()};
}

Result<> resolveNumbers(const SettingLookup &text, BankSocketSetting &setting)
{
    const struct
    {
        const char *name;
        qint64 least;
        qint64 most;
        std::function<void(qint64)> set;
    } numbers[] = {
        {"max_connections", 1, 1'000'000, [&](qint64 n) { setting.limits.connections = static_cast<int>(n); }},
        {"max_per_address", 1, 1'000'000, [&](qint64 n) { setting.limits.perAddress = static_cast<int>(n); }},
        {"idle_timeout", 1, 86'400, [&](qint64 n) { setting.idleTimeout = std::chrono::seconds(n); }},
        {"login_deadline", 1, 3'600, [&](qint64 n) { setting.loginDeadline = std::chrono::seconds(n); }},
    };
    for (const auto &number : numbers) {
        const QString key = keyOf(number.name);
        const auto value = parseNumber(key, text(key), number.least, number.most);
        if (!value)
            return value.error();
        number.set(*value);
    }
    return {};
}

Result<> resolveTls(const SettingLookup &text, const QString &dataDir, BankSocketSetting &setting)
{
    const auto port = parsePort(keyOf("tls_port"), text(keyOf("tls_port")));
    if (!port)
        return port.error();
    const QString certificate = text(u"tls.certificate"_s);
    const QString key = text(u"tls.key"_s);
    if (!*port || certificate.isEmpty())
        return {};
    if (key.isEmpty())
        return wrongSetting(u"tls.key"_s, {}, u"the file with the key of tls.certificate is expected"_s);
    setting.tlsPort = *port;
    setting.tls =
        net::TlsFiles{QDir(dataDir).absoluteFilePath(certificate), QDir(dataDir).absoluteFilePath(key), {}, {}, {}, {}};
    return {};
}

} // namespace

bool BankSocketSetting::onLoopback() const
{
    return std::all_of(addresses.begin(), addresses.end(), [](const QHostAddress &one) { return one.isLoopback(); });
}

QList<SettingDefinition> bankSocketDefinitions()
{
    QList<SettingDefinition> definitions{
        definition(keyOf("port"), u"bank-socket-port"_s, "5050",
                   QT_TRANSLATE_NOOP("settings", "the bank socket: lines of JSON over TCP; 0 any free port, off")),
        definition(
            keyOf("tls_port"), u"bank-socket-tls-port"_s, "5051",
            QT_TRANSLATE_NOOP("settings", "the same over TLS, once there is a certificate; 0 any free port, off")),
    };
    for (const Detail &detail : details)
        definitions << definition(keyOf(detail.name), {}, detail.value, detail.text);
    return definitions;
}

Result<BankSocketSetting> resolveBankSocket(const SettingLookup &text, const QString &dataDir)
{
    BankSocketSetting setting;
    const auto port = parsePort(keyOf("port"), text(keyOf("port")));
    if (!port)
        return port.error();
    setting.port = *port;
    if (const auto numbers = resolveNumbers(text, setting); !numbers)
        return numbers.error();
    const QString bindKey = text(keyOf("bind")).isEmpty() ? u"network.bind"_s : keyOf("bind");
    const auto addresses = parseAddresses(bindKey, text(bindKey));
    if (!addresses)
        return addresses.error();
    setting.addresses = *addresses;
    const auto proxies = parseSubnets(keyOf("proxies"), text(keyOf("proxies")));
    if (!proxies)
        return proxies.error();
    setting.proxies = *proxies;
    if (const auto tls = resolveTls(text, dataDir, setting); !tls)
        return tls.error();
    return setting;
}

Result<gateway::BankSocketSettings> bankSocketSettings(const BankSocketSetting &setting)
{
    gateway::BankSocketSettings settings;
    settings.idleTimeout = setting.idleTimeout;
    settings.loginDeadline = setting.loginDeadline;
    net::ListenOptions options;
    options.addresses = setting.addresses;
    options.limits = setting.limits;
    options.proxies = setting.proxies;
    if (setting.port) {
        options.port = *setting.port;
        options.purpose = u"the bank socket"_s;
        options.howToMove = u"--bank-socket-port or the setting bank.socket.port"_s;
        settings.listeners.push_back(options);
    }
    if (setting.tlsPort) {
        auto keeper = net::TlsKeeper::open(*setting.tls);
        if (!keeper)
            return keeper.error().with(keyOf("tls_port"));
        options.tls = *keeper;
        options.port = *setting.tlsPort;
        options.purpose = u"the bank socket over TLS"_s;
        options.howToMove = u"--bank-socket-tls-port or the setting bank.socket.tls_port"_s;
        settings.listeners.push_back(options);
    }
    return settings;
}

} // namespace hub
