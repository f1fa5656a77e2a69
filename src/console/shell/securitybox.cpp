// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/securitybox.h"

namespace console {

SecurityBox::SecurityBox(const QString &profile, QWidget *window)
    : QMessageBox(window)
{
    const bool lab = profile == u"lab";
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(lab ? QMessageBox::Warning : QMessageBox::Information);
    setWindowTitle(tr("Security profile"));
    setText(lab ? tr("This hub runs in the profile \"lab\".") : tr("This hub runs in the profile \"branch\"."));
    setStandardButtons(QMessageBox::Close);
    setInformativeText(lab ? tr("Devices and programs connect without credentials, as the laboratory's do. That is "
                                "allowed only while the hub listens on this computer alone. For a real branch, start "
                                "it with --profile branch.")
                           : tr("Every device, program and person needs credentials."));
}

} // namespace console
