// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/actionlist.h"
#include <QAction>

namespace console {

namespace {

/// Lower case, accents off: "Depósito" is found by "deposito".
QString folded(QStringView text)
{
    QString out;
    for (const QChar c : text.toString().normalized(QString::NormalizationForm_D)) {
        if (c.category() != QChar::Mark_NonSpacing)
            out.append(c.toCaseFolded());
    }
    return out;
}

} // namespace

QString plainText(const QAction &action)
{
    QString text = action.text();
    text.remove(u'&');
    while (text.endsWith(u'…') || text.endsWith(u'.'))
        text.chop(1);
    return text;
}

std::optional<int> fuzzyScore(QStringView pattern, QStringView text)
{
    const QString wanted = folded(pattern.trimmed());
    const QString given = folded(text);
    if (wanted.isEmpty())
        return 0;
    int score = 0;
    const qsizetype whole = given.indexOf(wanted);
    if (whole == 0 || (whole > 0 && !given[whole - 1].isLetterOrNumber()))
        score += 200;
    else if (whole > 0)
        score += 100;
    qsizetype at = 0, last = -2;
    for (const QChar c : wanted) {
        if (c.isSpace())
            continue;
        at = given.indexOf(c, at);
        if (at < 0)
            return std::nullopt;
        if (at == last + 1)
            score += 4;
        if (at == 0 || !given[at - 1].isLetterOrNumber())
            score += 6;
        last = at++;
    }
    return score - static_cast<int>(given.size()) / 8;
}

} // namespace console
