// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/audit.h"
#include "auth/secrets.h"
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace auth {

QLatin1StringView word(AuditEntry::Result result)
{
    switch (result) {
    case AuditEntry::Result::Done:
        return QLatin1StringView("done");
    case AuditEntry::Result::Refused:
        return QLatin1StringView("refused");
    case AuditEntry::Result::Failed:
        break;
    }
    return QLatin1StringView("failed");
}

QByteArray auditText(qint64 seq, const AuditEntry &entry)
{
    return QJsonDocument(QJsonObject{{u"seq"_s, seq},
                                     {u"at_utc_ms"_s, entry.at.value},
                                     {u"who"_s, entry.who},
                                     {u"from"_s, entry.from},
                                     {u"action"_s, entry.action},
                                     {u"target"_s, entry.target},
                                     {u"result"_s, QString(word(entry.result))},
                                     {u"detail"_s, entry.detail}})
        .toJson(QJsonDocument::Compact);
}

QByteArray auditHash(const QByteArray &previous, const QByteArray &text)
{
    const QByteArray bytes = previous + text;
    return sha256(bytes);
}

QByteArray auditGenesis()
{
    return QByteArray(32, '\0');
}

} // namespace auth
