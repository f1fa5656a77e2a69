// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMessageBox>

namespace console {

/// What the hub's security profile means. Deletes itself. GUI thread.
class SecurityBox : public QMessageBox
{
    Q_OBJECT
public:
    /// `profile`: "branch" or "lab".
    SecurityBox(const QString &profile, QWidget *window);
};

} // namespace console
