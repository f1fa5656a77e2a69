// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMessageBox>

namespace console {

/// Asked the first time that a window is closed on a desktop with a tray. Deletes itself. GUI thread.
class CloseQuestion : public QMessageBox
{
    Q_OBJECT
public:
    explicit CloseQuestion(QWidget *window);

Q_SIGNALS:
    /// True: the program goes on in the tray. Nothing is emitted when the person would rather not close.
    void decided(bool stays);
};

} // namespace console
