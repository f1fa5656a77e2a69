// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

namespace console {

/// For the first line of a composite widget's destructor: children live a little longer than the members of their
/// parent (they go in ~QWidget, and may lose the focus or a selection there), so they must not call it any more.
inline void silenceChildren(QWidget *parent)
{
    for (QObject *child : parent->findChildren<QObject *>())
        child->disconnect(parent);
}

} // namespace console
