// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/closequestion.h"
#include <QPushButton>

namespace console {

CloseQuestion::CloseQuestion(QWidget *window)
    : QMessageBox(QMessageBox::Question, tr("Close the window"),
                  tr("Keep Ventanilla running in the tray when the window is closed?"), QMessageBox::Cancel, window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setInformativeText(tr("You can change this later under Settings."));
    QAbstractButton *keep = addButton(tr("&Keep running"), QMessageBox::YesRole);
    QAbstractButton *end = addButton(tr("&End the program"), QMessageBox::NoRole);
    connect(this, &QMessageBox::buttonClicked, this, [this, keep, end](const QAbstractButton *button) {
        if (button == keep || button == end)
            Q_EMIT decided(button == keep);
    });
}

} // namespace console
