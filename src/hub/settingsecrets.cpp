// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/settingsecrets.h"
#include "auth/sealing.h"
#include "hub/keyfile.h"
#include <QDir>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

Result<QByteArray> loadKey(const QString &dataDir)
{
    return loadKeyFile(QDir(dataDir).filePath(u"secrets.key"_s),
                       u"is not a key; delete it and set the secrets again (ventanilla config list shows which)"_s);
}

/// A stored secret is sealed; as plain text it can only be one that was put there by other means.
Result<QString> opened(const QString &dataDir, const QString &name, const QString &text)
{
    if (text.isEmpty() || !auth::isSealed(text.toUtf8()))
        return text;
    const auto key = loadKey(dataDir);
    if (!key)
        return key.error();
    const auto secret = auth::unseal(*key, name.toUtf8(), text.toUtf8());
    if (!secret) {
        return Error(
            ErrorCode::Corrupt,
            u"the stored %1 cannot be opened with secrets.key; set it again: ventanilla config set %1"_s.arg(name));
    }
    return QString::fromUtf8(*secret);
}

} // namespace

bool isSecretSetting(const QString &name)
{
    const auto &known = settingDefinitions();
    return std::any_of(known.begin(), known.end(),
                       [&name](const auto &definition) { return definition.isSecret && definition.key == name; });
}

Result<QString> sealSetting(const QString &dataDir, const QString &name, const QString &value)
{
    const auto key = loadKey(dataDir);
    if (!key)
        return key.error();
    return QString::fromLatin1(auth::seal(*key, name.toUtf8(), value.toUtf8()));
}

Result<> openSecrets(const QString &dataDir, SettingTexts &texts)
{
    for (const SettingDefinition &definition : settingDefinitions()) {
        if (!definition.isSecret || !texts.contains(definition.key))
            continue;
        auto text = opened(dataDir, definition.key, texts.value(definition.key));
        if (!text)
            return text.error();
        texts.insert(definition.key, *text);
    }
    return {};
}

void openOrDropSecrets(const QString &dataDir, SettingTexts &texts)
{
    for (const SettingDefinition &definition : settingDefinitions()) {
        if (!definition.isSecret || !texts.contains(definition.key))
            continue;
        const auto text = opened(dataDir, definition.key, texts.value(definition.key));
        if (text)
            texts.insert(definition.key, *text);
        else
            texts.remove(definition.key);
    }
}

} // namespace hub
