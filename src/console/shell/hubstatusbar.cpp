// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/hubstatusbar.h"
#include "console/shell/agetext.h"
#include "console/shell/elidedlabel.h"
#include <QEvent>
#include <QMenu>
#include <QToolButton>

namespace console {

HubStatusBar::HubStatusBar(AppContext &context, QWidget *parent)
    : QStatusBar(parent)
    , m_context(context)
{
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    m_hub = addItem(u"statusHub"_qs);
    m_page = new ElidedLabel(this);
    m_page->setObjectName(u"statusPage"_qs);
    m_page->setFont(Theme::figures(m_page->font()));
    addWidget(m_page, 1);
    m_mqtt = addItem(u"statusMqtt"_qs);
    m_http = addItem(u"statusHttp"_qs);
    m_traffic = addItem(u"statusTraffic"_qs);
    m_alerts = addItem(u"statusAlerts"_qs);
    m_discreet = addItem(u"statusDiscreet"_qs);
    m_user = addItem(u"statusUser"_qs);
    m_security = addItem(u"statusSecurity"_qs);
    m_saved = addItem(u"statusSaved"_qs);
    m_language = addItem(u"statusLanguage"_qs);
    m_tick.setInterval(1000); // ages grow though nothing arrives
    connectHub();
    refresh();
}

QToolButton *HubStatusBar::addItem(const QString &name)
{
    auto *item = new QToolButton(this);
    item->setObjectName(name);
    item->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    item->setIconSize(QSize(19, 15)); // wider than the icon: room before the text
    item->setAutoRaise(true);
    item->setFocusPolicy(Qt::TabFocus);
    item->setPopupMode(QToolButton::InstantPopup);
    item->setFont(Theme::figures(item->font()));
    if (name == u"statusHub")
        addWidget(item);
    else
        addPermanentWidget(item);
    return item;
}

void HubStatusBar::connectHub()
{
    const client::HubClient &hub = m_context.hub;
    connect(&hub, &client::HubClient::linkChanged, this, &HubStatusBar::refreshHub);
    connect(&hub, &client::HubClient::hubChanged, this, &HubStatusBar::refresh);
    connect(&hub, &client::HubClient::statusChanged, this, &HubStatusBar::refreshFigures);
    connect(&hub, &client::HubClient::userChanged, this, &HubStatusBar::refreshPerson);
    connect(&m_context.theme, &Theme::changed, this, &HubStatusBar::refresh);
    connect(&m_tick, &QTimer::timeout, this, &HubStatusBar::refreshFigures);
    for (QToolButton *item : {m_hub, m_mqtt, m_http, m_traffic, m_saved})
        connect(item, &QToolButton::clicked, this, &HubStatusBar::hubDetailsRequested);
    connect(m_alerts, &QToolButton::clicked, this, &HubStatusBar::alertsRequested);
    connect(m_discreet, &QToolButton::clicked, this, &HubStatusBar::discretionRequested);
    connect(m_security, &QToolButton::clicked, this, &HubStatusBar::securityDetailsRequested);
    m_tick.start();
}

void HubStatusBar::setPageText(const QString &text)
{
    m_page->setFullText(text);
}

QString HubStatusBar::pageText() const
{
    return m_page->fullText();
}

void HubStatusBar::setAlertCount(int count)
{
    m_alertCount = count;
    refreshFigures();
}

void HubStatusBar::setUserMenu(QMenu *menu)
{
    m_user->setMenu(menu);
}

void HubStatusBar::setLanguageMenu(QMenu *menu)
{
    m_language->setMenu(menu);
}

void HubStatusBar::setItem(QToolButton *item, const QString &icon, ColorRole role, const QString &text,
                           const QString &explained)
{
    const QString look = u"%1/%2/%3"_qs.arg(icon).arg(static_cast<int>(role)).arg(m_context.theme.isDark());
    if (item->property("iconLook").toString() != look) { // once a second is often: draw only what changed
        item->setIcon(m_context.theme.icon(icon, role));
        item->setProperty("iconLook", look);
    }
    item->setText(text);
    item->ensurePolished();
    item->setMinimumWidth(std::max(item->minimumWidth(), item->sizeHint().width())); // figures grow, items do not jump
    item->setToolTip(explained);
    item->setAccessibleName(explained);
}

void HubStatusBar::refresh()
{
    refreshHub();
    refreshFigures();
    refreshPerson();
    m_discreet->setVisible(m_context.language.isDiscreet());
    setItem(m_discreet, u"eye-off"_qs, ColorRole::Accent, tr("Discreet"),
            tr("Discreet mode: amounts and cédulas are masked. Ctrl+Shift+D ends it."));
    const bool spanish = m_context.language.code() == Language::Code::Spanish;
    setItem(m_language, u"globe"_qs, ColorRole::TextMuted, spanish ? u"ES"_qs : u"EN"_qs,
            tr("Language: %1").arg(spanish ? u"Español"_qs : u"English"_qs));
}

void HubStatusBar::refreshHub()
{
    const client::HubInfo hub = m_context.hub.hub();
    const QString name = hub.name.isEmpty() ? m_context.hub.address().base.authority() : hub.name;
    switch (m_context.hub.link().state) {
    case client::LinkState::Live:
        setItem(m_hub, u"dot"_qs, ColorRole::Success, name, tr("%1: connected").arg(name));
        break;
    case client::LinkState::Connecting:
        setItem(m_hub, u"dot-open"_qs, ColorRole::Warning, name, tr("%1: connecting…").arg(name));
        break;
    case client::LinkState::Lost:
        setItem(m_hub, u"link-off"_qs, ColorRole::Error, tr("%1 (cut off)").arg(name), tr("%1: cut off").arg(name));
        break;
    case client::LinkState::Idle:
        setItem(m_hub, u"dot-open"_qs, ColorRole::TextMuted, name, tr("%1: not signed in").arg(name));
        break;
    }
    const bool lab = hub.profile == u"lab";
    if (lab)
        setItem(m_security, u"shield-alert"_qs, ColorRole::Error, tr("Lab"),
                tr("Security profile lab: devices need no credentials"));
    else
        setItem(m_security, u"shield"_qs, ColorRole::Success, tr("Branch"),
                tr("Security profile branch: credentials everywhere"));
    m_security->setVisible(!hub.profile.isEmpty());
}

void HubStatusBar::refreshFigures()
{
    const client::HubStatus status = m_context.hub.status();
    const QLocale locale = m_context.locale();
    const QString mqtt = locale.toString(status.mqttClients), http = locale.toString(status.httpConnections);
    setItem(m_mqtt, u"mqtt"_qs, ColorRole::TextMuted, u"MQTT "_qs + mqtt, tr("MQTT clients connected: %1").arg(mqtt));
    setItem(m_http, u"server"_qs, ColorRole::TextMuted, u"HTTP "_qs + http, tr("HTTP connections: %1").arg(http));
    const auto rate = [&locale](double value) { return locale.toString(value, 'f', value > 0 && value < 10 ? 1 : 0); };
    const QString in = rate(status.messagesInPerSecond), out = rate(status.messagesOutPerSecond);
    setItem(m_traffic, u"activity"_qs, ColorRole::TextMuted, tr("%1 / %2 msg/s").arg(in, out),
            tr("Messages per second: %1 in, %2 out").arg(in, out));
    setItem(m_alerts, u"bell"_qs, m_alertCount > 0 ? ColorRole::Warning : ColorRole::TextMuted,
            locale.toString(m_alertCount), tr("Alerts that nobody has seen: %n (F7)", nullptr, m_alertCount));
    m_saved->setVisible(status.committed.value > 0);
    if (status.committed.value > 0) {
        const auto age = std::chrono::milliseconds(m_context.clock.utcNow().value - status.committed.value);
        const QString text = tr("saved %1 ago").arg(ageText(age, locale));
        setItem(m_saved, u"saved"_qs, ColorRole::TextMuted, text, tr("Last commit of the ledger: %1").arg(text));
    }
}

void HubStatusBar::refreshPerson()
{
    const auto user = m_context.hub.user();
    m_user->setVisible(user.has_value());
    if (user)
        setItem(m_user, u"user"_qs, ColorRole::TextMuted, user->displayName,
                tr("Signed in as %1").arg(user->displayName));
}

void HubStatusBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        for (QToolButton *item : findChildren<QToolButton *>())
            item->setMinimumWidth(0);
        refresh();
    }
    QStatusBar::changeEvent(event);
}

void HubStatusBar::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    // Narrow windows keep what a teller needs.
    m_traffic->setVisible(width() >= 1240);
    m_http->setVisible(width() >= 1140);
    m_mqtt->setVisible(width() >= 1000);
}

} // namespace console
