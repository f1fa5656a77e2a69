// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QFrame>

class QAction;
class QTabBar;
class QToolButton;

namespace console {

/// The row with the tabs, icon and text, and at its end the way to everything else. GUI thread.
class TabHeader : public QFrame
{
    Q_OBJECT
public:
    TabHeader(AppContext &context, QAction *palette, QWidget *parent = nullptr);
    QTabBar *bar() const { return m_bar; }
    int addTab(const QString &icon, const QString &title);
    void setTitle(int index, const QString &title) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    AppContext &m_context;
    QTabBar *m_bar;
    QToolButton *m_find;
    QAction *m_palette;
    QStringList m_icons;
};

} // namespace console
