// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practicerun.h"
#include "auth/secrets.h"
#include "hub/storedsettings.h"
#include "store/ledgercopy.h"
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace app {
namespace {

/// All that is said about a practice hub: ports that are free, whatever else runs.
hub::SettingTexts practiceSettings()
{
    return {{u"mqtt.port"_s, u"0"_s},
            {u"mqtt.websocket_port"_s, u"off"_s},
            {u"http.port"_s, u"0"_s},
            {u"http.alias_port"_s, u"off"_s},
            {u"bank.socket.port"_s, u"off"_s}};
}

} // namespace

Result<std::unique_ptr<PracticeRun>> PracticeRun::start(const QString &ledger, const base::Clock &clock)
{
    std::unique_ptr<PracticeRun> run(new PracticeRun);
    if (const auto opened = run->open(ledger, clock); !opened)
        return opened.error();
    return run;
}

Result<> PracticeRun::open(const QString &ledger, const base::Clock &clock)
{
    if (!m_folder.isValid())
        return Error(ErrorCode::Io, u"no folder to practise in could be made: %1"_s.arg(m_folder.errorString()));
    if (QFile::exists(ledger)) {
        if (const auto copied = store::copyForPractice(ledger, m_folder.filePath(u"ledger.db"_s)); !copied)
            return copied;
    }
    const auto settings = hub::resolveSettings({practiceSettings()}, m_folder.path());
    if (!settings)
        return settings.error();
    m_user = u"practica"_s;
    m_password = QString::fromLatin1(auth::randomToken(9));
    hub::StartOptions options;
    options.consoleListener = true;
    options.administratorPassword = QString::fromLatin1(auth::randomToken(24)); // of an empty bank; nobody's
    options.users.push_back({m_user, u"Práctica"_s, auth::Role::Supervisor, m_password, false});
    auto hub = hub::Hub::start(*settings, options, clock);
    if (!hub)
        return hub.error();
    m_hub = std::move(hub).value();
    return {};
}

PracticeRun::~PracticeRun()
{
    if (m_hub)
        m_hub->stop();
}

} // namespace app
