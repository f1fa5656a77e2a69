// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>

namespace console {

/// What kind of alert it is, in a person's words. The hub's own sentence stands beneath.
class AlertWords
{
    Q_DECLARE_TR_FUNCTIONS(console::AlertWords)
public:
    /// `type`: the wire's word (S0-25), "LOW_BALANCE"; one that is not known here stands for itself.
    static QString title(const QString &type);
};

} // namespace console
