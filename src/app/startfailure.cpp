// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startfailure.h"
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace app {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("app", text);
}

} // namespace

AfterFailure askAfterFailure(const base::Error &why)
{
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Ventanilla"),
                    tr(QT_TRANSLATE_NOOP("app", "The hub could not start.")));
    box.setInformativeText(why.toString());
    QPushButton *retry = box.addButton(tr(QT_TRANSLATE_NOOP("app", "Try again")), QMessageBox::AcceptRole);
    QPushButton *freePorts = nullptr;
    if (why.code() == base::ErrorCode::Busy)
        freePorts = box.addButton(tr(QT_TRANSLATE_NOOP("app", "Use free ports this time")), QMessageBox::ActionRole);
    box.addButton(tr(QT_TRANSLATE_NOOP("app", "Quit")), QMessageBox::RejectRole);
    box.exec();
    if (box.clickedButton() == retry)
        return AfterFailure::Retry;
    return freePorts && box.clickedButton() == freePorts ? AfterFailure::UseFreePorts : AfterFailure::Quit;
}

} // namespace app
