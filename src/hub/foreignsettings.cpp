// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/foreignsettings.h"
#include <QDir>

using namespace Qt::StringLiterals;

namespace hub {

QList<SettingDefinition> foreignDefinitions()
{
    const auto detail = [](const QString &name, const QString &value, const char *text) {
        return SettingDefinition{u"auth.foreign."_s + name, {},  {u"VENTANILLA_FOREIGN_"_s + name.toUpper()}, value,
                                 QString::fromUtf8(text),   true};
    };
    return {
        detail(u"issuer"_s, {},
               QT_TRANSLATE_NOOP("settings", "who else's tokens are taken: their iss; empty: whoever has a key below")),
        detail(u"audience"_s, u"authenticated"_s,
               QT_TRANSLATE_NOOP("settings", "their aud; Supabase's is authenticated")),
        detail(u"hs256_secret_file"_s, {},
               QT_TRANSLATE_NOOP("settings", "a file with the secret shared with them (HS256), 32 bytes or more")),
        detail(u"jwks_file"_s, {}, QT_TRANSLATE_NOOP("settings", "a JWKS file with their keys (RS256, ES256, EdDSA)")),
        detail(u"pem_file"_s, {}, QT_TRANSLATE_NOOP("settings", "a PEM file with their public keys")),
    };
}

ForeignOptions resolveForeign(const SettingLookup &text, const QString &dataDir)
{
    const auto file = [&](QLatin1StringView name) {
        const QString value = text(u"auth.foreign."_s + name);
        return value.isEmpty() ? value : QDir(dataDir).absoluteFilePath(value);
    };
    return {text(u"auth.foreign.issuer"_s), text(u"auth.foreign.audience"_s), file("hs256_secret_file"_L1),
            file("jwks_file"_L1), file("pem_file"_L1)};
}

} // namespace hub
