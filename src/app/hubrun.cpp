// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hubrun.h"
#include "app/demo/demothread.h"
#include "app/logsink.h"
#include "app/startup.h"
#include "auth/secrets.h"
#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace app {
namespace {

/// The demo's teller keeps his password between starts on the same folder; nobody else is told it.
Result<QString> demoPasswordIn(const QString &dataDir)
{
    const QString path = QDir(dataDir).filePath(u"demo.key"_s);
    QFile existing(path);
    if (existing.open(QIODevice::ReadOnly))
        return QString::fromUtf8(existing.readAll());
    const QString password = QString::fromLatin1(auth::randomToken(24));
    QDir().mkpath(dataDir);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(password.toUtf8()) > 0 && file.commit();
    if (!written)
        return Error(ErrorCode::Io, u"%1 cannot be written: choose another folder with --data-dir"_s.arg(path));
    return password;
}

} // namespace

HubRun::HubRun(CommandLine line, QHash<QString, QString> environment, const base::Clock &clock, LogSink *log)
    : m_line(std::move(line))
    , m_environment(std::move(environment))
    , m_clock(clock)
    , m_log(log)
{
}

HubRun::~HubRun()
{
    stop();
}

void HubRun::overrideSettings(const hub::SettingTexts &settings)
{
    m_line.settings.insert(settings);
}

Result<> HubRun::start(bool forWindow)
{
    const auto settings = settingsOf(m_line, m_environment);
    if (!settings)
        return settings.error();
    if (m_log) {
        if (const auto configured = m_log->configure(settings->log, m_line.logRules); !configured)
            return configured;
    }
    hub::StartOptions options;
    options.logs = m_log;
    options.administratorPassword = m_environment.value(u"VENTANILLA_ADMIN_PASSWORD"_s);
    options.consoleListener = forWindow;
    if (m_line.demo) {
        if (const auto prepared = prepareDemo(settings->dataDir, options); !prepared)
            return prepared;
    }
    auto hub = hub::Hub::start(*settings, options, m_clock);
    if (!hub)
        return hub.error();
    m_hub = std::move(hub).value();
    if (m_line.demo)
        m_demo = std::make_unique<DemoThread>(m_hub->addresses(), m_demoUser, m_demoPassword, m_clock);
    return {};
}

Result<> HubRun::prepareDemo(const QString &dataDir, hub::StartOptions &options)
{
    const auto password = demoPasswordIn(dataDir);
    if (!password)
        return password.error();
    m_demoUser = u"demo"_s;
    m_demoPassword = *password;
    options.users.push_back({m_demoUser, u"Cajera de demostración"_s, auth::Role::Supervisor, m_demoPassword, false});
    return {};
}

QStringList HubRun::warnings() const
{
    QStringList warnings = m_hub ? m_hub->warnings() : QStringList();
    const QString host = m_environment.value(u"MQTT_BROKER_HOST"_s).trimmed();
    if (!host.isEmpty() && !hub::isOwnHost(host)) { // S0-29
        warnings
            << u"MQTT_BROKER_HOST names another broker (%1): publishing there is not possible yet, the bank's messages "
               "go to the embedded broker alone"_s.arg(host);
    }
    return warnings;
}

void HubRun::reloadCertificates()
{
    if (m_hub)
        m_hub->reloadCertificates();
}

void HubRun::stop()
{
    m_demo.reset(); // clients go before their hub
    if (m_hub)
        m_hub->stop();
    m_hub.reset();
}

} // namespace app
