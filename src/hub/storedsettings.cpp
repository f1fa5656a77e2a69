// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/storedsettings.h"
#include "hub/settingsecrets.h"
#include "store/datafolder.h"
#include "store/ledgerfile.h"
#include "store/sqlsettings.h"
#include <QDir>
#include <QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {

Result<SettingTexts> readStoredSettings(const QString &dataDir)
{
    const QString path = QDir(dataDir).filePath(u"ledger.db"_s);
    if (!QFileInfo::exists(path))
        return SettingTexts();
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!database)
        return database.error().with(u"reading the stored settings"_s);
    auto settings = store::SqlSettings(**database).all();
    if (!settings)
        return settings.error().with(u"reading the stored settings"_s);
    return std::move(settings).value();
}

Result<> storeSetting(const QString &dataDir, const QString &name, const QString &value, const base::Clock &clock)
{
    const auto &known = settingDefinitions();
    if (std::none_of(known.begin(), known.end(), [&name](const auto &definition) { return definition.key == name; }))
        return Error(ErrorCode::InvalidArgument,
                     u"there is no setting \"%1\"; see: ventanilla config list"_s.arg(name));
    auto stored = readStoredSettings(dataDir);
    if (!stored)
        return stored.error();
    openOrDropSecrets(dataDir, *stored);
    stored->insert(name, value);
    if (const auto resolved = resolveSettings({*stored}, dataDir); !resolved)
        return resolved.error();
    const auto folder = store::DataFolder::open(dataDir);
    if (!folder)
        return folder.error();
    const auto text =
        isSecretSetting(name) && !value.isEmpty() ? sealSetting(dataDir, name, value) : Result<QString>(value);
    if (!text)
        return text.error();
    const auto file = store::LedgerFile::open((*folder)->ledgerPath());
    if (!file)
        return file.error();
    return (*file)->transact([&](store::LedgerFile &ledger) {
        return store::SqlSettings(ledger.database()).setText(name, *text, QString(), clock.utcNow());
    });
}

} // namespace hub
