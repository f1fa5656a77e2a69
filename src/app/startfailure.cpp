// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startfailure.h"
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace app {
AfterFailure askAfterFailure(const base::Error &why)
{
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Ventanilla"),
                    QCoreApplication::translate("app", "The hub could not start."));
    box.setInformativeText(why.toString());
    QPushButton *retry = box.addButton(QCoreApplication::translate("app", "Try again"), QMessageBox::AcceptRole);
    QPushButton *freePorts = nullptr;
    if (why.code() == base::ErrorCode::Busy)
        freePorts =
            box.addButton(QCoreApplication::translate("app", "Use free ports this time"), QMessageBox::ActionRole);
    box.addButton(QCoreApplication::translate("app", "Quit"), QMessageBox::RejectRole);
    box.exec();
    if (box.clickedButton() == retry)
        return AfterFailure::Retry;
    return freePorts && box.clickedButton() == freePorts ? AfterFailure::UseFreePorts : AfterFailure::Quit;
}

} // namespace app
