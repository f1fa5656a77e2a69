// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startup.h"
#include "hub/settingsecrets.h"
#include "hub/storedsettings.h"
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

namespace app {

Result<QHash<QString, QString>> environmentOf(const CommandLine &line)
{
    QHash<QString, QString> variables;
    if (!line.envFile.isEmpty()) {
        QFile file(line.envFile);
        if (!file.open(QIODevice::ReadOnly))
            return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(line.envFile, file.errorString()));
        auto parsed = hub::parseEnvFile(file.readAll());
        if (!parsed)
            return parsed.error().with(line.envFile);
        variables = std::move(parsed).value();
    }
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const QString &name : system.keys())
        variables.insert(name, system.value(name));
    return variables;
}

QString dataDirOf(const CommandLine &line, const QHash<QString, QString> &environment)
{
    if (!line.dataDir.isEmpty())
        return QDir(line.dataDir).absolutePath();
    const QString named = environment.value(u"VENTANILLA_DATA_DIR"_s);
    if (!named.isEmpty() && !line.demo)
        return QDir(named).absolutePath();
    const QString place = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir(place).filePath(line.demo ? u"ventanilla-demo"_s : u"ventanilla"_s);
}

Result<hub::Settings> settingsOf(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const QString dataDir = dataDirOf(line, environment);
    auto stored = hub::readStoredSettings(dataDir);
    if (!stored)
        return stored.error();
    if (const auto opened = hub::openSecrets(dataDir, *stored); !opened)
        return opened.error();
    hub::SettingTexts demo;
    if (line.demo)
        demo.insert(u"security.profile"_s, u"lab"_s);
    return hub::resolveSettings({line.settings, hub::settingsFromEnvironment(environment), demo, *stored}, dataDir);
}

} // namespace app
