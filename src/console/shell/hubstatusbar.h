// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QStatusBar>
#include <QTimer>

class QMenu;
class QToolButton;

namespace console {

class ElidedLabel;

/// The lower edge: hub and its state, the page's own words, traffic, alerts, person, security, last commit, language.
/// Each item is a button; what a button opens is the window's business, except plain menus given by set…Menu().
/// GUI thread.
class HubStatusBar : public QStatusBar
{
    Q_OBJECT
public:
    explicit HubStatusBar(AppContext &context, QWidget *parent = nullptr);

    void setPageText(const QString &text);
    void setAlertCount(int count);
    void setUserMenu(QMenu *menu);
    void setLanguageMenu(QMenu *menu);
    QString pageText() const;

Q_SIGNALS:
    void hubDetailsRequested();
    void securityDetailsRequested();
    void alertsRequested();
    /// The sign of modo discreto was clicked.
    void discretionRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addItem(const QString &name);
    void connectHub();
    void refresh();
    void refreshHub();
    void refreshFigures();
    void refreshPerson();
    void setItem(QToolButton *item, const QString &icon, ColorRole role, const QString &text, const QString &explained);

    AppContext &m_context;
    QToolButton *m_hub;
    ElidedLabel *m_page;
    QToolButton *m_mqtt;
    QToolButton *m_http;
    QToolButton *m_traffic;
    QToolButton *m_alerts;
    QToolButton *m_discreet;
    QToolButton *m_user;
    QToolButton *m_security;
    QToolButton *m_saved;
    QToolButton *m_language;
    int m_alertCount = 0;
    QTimer m_tick;
};

} // namespace console
