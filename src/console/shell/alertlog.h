// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <deque>

class QMenu;

namespace console {

/// The alerts since somebody signed in: how many, and the last of them for the bell's menu. GUI thread.
class AlertLog : public QObject
{
    Q_OBJECT
public:
    AlertLog(AppContext &context, QWidget *window);
    int count() const { return m_count; }
    QMenu *menu() const { return m_menu; }
    void clear();

Q_SIGNALS:
    void countChanged(int count);
    /// Came just now.
    void raised(const contract::Alert &alert);

private:
    void take(const std::vector<client::FeedEvent> &events);
    void fill();
    AppContext &m_context;
    QMenu *m_menu;
    std::deque<contract::Alert> m_last;
    int m_count = 0;
};

} // namespace console
