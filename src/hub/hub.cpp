// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/hub.h"
#include "hub/anchorkey.h"
#include "hub/parts.h"
#include "store/ledgercheck.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

/// At the doors' opening balances should be retained already; a large bank's come in the background.
constexpr std::chrono::milliseconds balancePatience{1'000};
const QString addressFile = QStringLiteral("hub.json");

/// Who looks for the hub of a folder (a second start, scripts, tests) finds its ports here while it runs.
Result<> writeAddresses(const QString &path, const HubAddresses &addresses, const Settings &settings)
{
    QSaveFile file(path);
    const QString text =
        u"{\"pid\":%1,\"mqtt\":%2,\"mqtt_ws\":%3,\"http\":%4,\"http_alias\":%5,\"mqtts\":%6,\"mqtt_wss\":%7,"
        "\"https\":%8,\"bank_socket\":%9,\"bank_socket_tls\":%10,\"profile\":\"%11\"}\n"_s
            .arg(QCoreApplication::applicationPid())
            .arg(addresses.mqtt)
            .arg(addresses.mqttWebSocket)
            .arg(addresses.http)
            .arg(addresses.httpAlias)
            .arg(addresses.mqtts)
            .arg(addresses.mqttWebSocketTls)
            .arg(addresses.https)
            .arg(addresses.bankSocket)
            .arg(addresses.bankSocketTls)
            .arg(settings.profile == Profile::Lab ? u"lab"_s : u"branch"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
        return Error(ErrorCode::Io, u"%1 cannot be written: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace

Hub::Hub(const Settings &settings, const base::Clock &clock)
    : m_settings(settings)
    , m_parts(std::make_unique<Parts>(settings, clock))
{
}

Hub::~Hub()
{
    stop();
}

Result<std::unique_ptr<Hub>> Hub::start(const Settings &settings, const StartOptions &options, const base::Clock &clock)
{
    net::raiseOpenFileLimit();
    std::unique_ptr<Hub> hub(new Hub(settings, clock));
    if (const auto started = hub->startParts(options); !started)
        return started.error();
    return hub;
}

Result<> Hub::startParts(const StartOptions &options)
{
    if (const auto opened = m_parts->openLedger(); !opened)
        return opened;
    if (const auto checked = m_parts->checkLedger(); !checked)
        return checked;
    if (const auto started = m_parts->startLogins(); !started)
        return started;
    if (const auto made = addUsers(options); !made)
        return made;
    if (const auto started = m_parts->startBroker(); !started)
        return started;
    if (const auto started = m_parts->startService(balancePatience); !started)
        return started;
    m_parts->setLogs(options.logs);
    if (const auto listening = m_parts->listen(options.consoleListener, m_warnings); !listening)
        return listening;
    m_addresses = m_parts->addresses();
    return writeAddresses(QDir(m_settings.dataDir).filePath(addressFile), m_addresses, m_settings);
}

Result<> Hub::addUsers(const StartOptions &options)
{
    AuthWorker &logins = m_parts->logins();
    if (logins.users()->users.isEmpty() && !options.administratorPassword.isEmpty()) {
        const auto admin = logins.createUser(
            {u"admin"_s, u"Administrador"_s, auth::Role::Administrator, options.administratorPassword, false});
        if (!admin)
            return admin.error().with(u"making the administrator"_s);
    }
    auto first = logins.ensureAdministrator();
    if (!first)
        return first.error().with(u"making the administrator"_s);
    m_firstAdministrator = std::move(first).value();
    for (const auth::NewUser &user : options.users) {
        const auto made = logins.createUser(user);
        if (!made && made.error().code() != ErrorCode::AlreadyExists)
            return made.error();
    }
    return {};
}

void Hub::reloadCertificates()
{
    m_parts->reloadCertificates();
}

void Hub::stop()
{
    if (m_addresses.mqtt != 0 || m_addresses.http != 0 || m_addresses.console != 0)
        QFile::remove(QDir(m_settings.dataDir).filePath(addressFile));
    m_addresses = {};
    m_parts->stop();
}

Result<VerifyOutcome> verifyLedger(const QString &dataDir)
{
    const QString path = QDir(dataDir).filePath(u"ledger.db"_s);
    if (!QFileInfo::exists(path))
        return Error(ErrorCode::NotFound, u"there is no ledger in %1"_s.arg(dataDir));
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!database)
        return database.error();
    store::AnchorCheck isSigned;
    if (const QString key = QDir(dataDir).filePath(anchorKeyFile); QFileInfo::exists(key)) {
        const auto loaded = AnchorKey::load(key);
        if (!loaded)
            return loaded.error();
        isSigned = [pair = *loaded](const events::DayClosed &close) { return pair->hasSigned(close); };
    }
    const auto report = store::checkLedger(**database, store::CheckScope::Whole, isSigned);
    if (!report)
        return report.error();
    VerifyOutcome outcome;
    outcome.ok = report->ok();
    outcome.text =
        u"%1 accounts, %2 postings, %3 entries, %4 events, %5 lines of audit, %8 closed days\nLast hash: %6\n"
        "Last hash of the audit: %7\n"_s.arg(report->accounts)
            .arg(report->postings)
            .arg(report->entries)
            .arg(report->events)
            .arg(report->auditRows)
            .arg(QString::fromLatin1(report->lastHash.toHex()), QString::fromLatin1(report->auditHash.toHex()))
            .arg(report->anchors);
    for (const QString &problem : report->problems)
        outcome.text += u"PROBLEM: "_s + problem + u'\n';
    if (report->problemCount > report->problems.size())
        outcome.text += u"… and %1 more\n"_s.arg(report->problemCount - report->problems.size());
    outcome.text += outcome.ok ? u"The ledger is whole: balances, entries, chain and events agree.\n"_s
                               : u"The ledger does NOT prove itself: %1 problems.\n"_s.arg(report->problemCount);
    return outcome;
}

} // namespace hub
