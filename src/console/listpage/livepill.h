// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/theme.h"
#include <QPushButton>

namespace console {

/// "▲ 132 new": floats over a list that stands still and leads back to live. GUI thread.
class LivePill : public QPushButton
{
    Q_OBJECT
public:
    LivePill(const Theme &theme, QWidget *over);
    /// Hidden at 0.
    void setCount(int waiting);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void dress();
    const Theme &m_theme;
};

} // namespace console
