// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/logsettings.h"
#include "hub/settings.h"
#include "hub/settingtexts.h"
#include <QDir>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

SettingDefinition definition(const char *key, const char *value, const char *text)
{
    const QString name = QString::fromLatin1(key);
    const QString variable = QString(u"VENTANILLA_"_s + name.toUpper()).replace(u'.', u'_');
    return {name, {}, {variable}, QString::fromLatin1(value), QString::fromUtf8(text), true};
}

} // namespace

QList<SettingDefinition> logDefinitions()
{
    return {
        definition("log.format", "text", QT_TRANSLATE_NOOP("settings", "lines of the log: text or json")),
        definition("log.file", "",
                   QT_TRANSLATE_NOOP("settings", "a file for the log besides standard error; empty: none")),
        definition("log.file_size", "10485760",
                   QT_TRANSLATE_NOOP("settings", "bytes from which on the log's file is put aside and begun anew")),
        definition("log.files", "5", QT_TRANSLATE_NOOP("settings", "how many files put aside are kept")),
        definition("log.levels", "",
                   QT_TRANSLATE_NOOP("settings", "what the log says, such as gateway=info,websocket=debug; levels: "
                                                 "debug, info, warning, error")),
    };
}

Result<LogSettings> resolveLog(const SettingLookup &text, const QString &dataDir)
{
    LogSettings settings;
    const QString format = text(u"log.format"_s);
    if (format != u"text" && format != u"json")
        return wrongSetting(u"log.format"_s, format, u"\"text\" or \"json\" is expected"_s);
    settings.format = format == u"json" ? LogFormat::Json : LogFormat::Text;
    if (const QString file = text(u"log.file"_s); !file.isEmpty())
        settings.file = QDir(dataDir).absoluteFilePath(file);
    const auto bytes = parseNumber(u"log.file_size"_s, text(u"log.file_size"_s), 4'096, 10'000'000'000);
    if (!bytes)
        return bytes.error();
    settings.fileBytes = *bytes;
    const auto files = parseNumber(u"log.files"_s, text(u"log.files"_s), 0, 1'000);
    if (!files)
        return files.error();
    settings.files = static_cast<int>(*files);
    settings.levels = text(u"log.levels"_s);
    return settings;
}

} // namespace hub
