// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

class QAction;

namespace console {

/// Actions under a heading: what the F1 sheet and the palette show.
struct ActionGroup
{
    QString title;
    QList<QAction *> actions;
};

/// An action's text without the mark of its mnemonic and the dots of its dialog: "&Find…" reads "Find".
QString plainText(const QAction &action);

/// How well `pattern` fits `text` as letters in order, without regard to case and accents: higher is better, empty when
/// it does not fit. Whole words and starts of words count more. An empty pattern fits everything equally.
std::optional<int> fuzzyScore(QStringView pattern, QStringView text);

} // namespace console
