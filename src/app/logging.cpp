// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcApp, "ventanilla.app", QtInfoMsg)

namespace app {

void setUpLogging(const QString &rules)
{
    qSetMessagePattern(u"%{time yyyy-MM-ddThh:mm:ss.zzz} %{category} "
                       "%{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
                       "%{if-critical}error%{endif}%{if-fatal}fatal%{endif}: %{message}"_s);
    if (!rules.isEmpty())
        QLoggingCategory::setFilterRules(QString(rules).replace(u',', u'\n'));
}

} // namespace app
