// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/actionlist.h"
#include <QDialog>

namespace console {

/// F1: every action that has a key, from the actions themselves, so that the sheet is never out of date. Keys that
/// belong to no action (Esc, Enter) are in a group of the caller's. GUI thread.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutsDialog(const QList<ActionGroup> &groups, QWidget *parent);
};

} // namespace console
