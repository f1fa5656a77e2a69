// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchtext.h"

namespace store {

QString folded(const QString &text)
{
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString out;
    out.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c.category() != QChar::Mark_NonSpacing)
            out.append(c);
    }
    return out;
}

QString searchText(const QString &cedula, const QString &holderName)
{
    return folded(cedula) + u' ' + folded(holderName);
}

QStringList searchTerms(const QString &query)
{
    return folded(query).simplified().split(u' ', Qt::SkipEmptyParts);
}

QString matchExpression(const QStringList &terms)
{
    QStringList phrases;
    for (QString term : terms)
        phrases.append(u'"' + term.replace(u'"', QStringLiteral("\"\"")) + u'"');
    return phrases.join(QStringLiteral(" AND "));
}

} // namespace store
