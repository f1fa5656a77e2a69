// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/alertlog.h"
#include <QMenu>

namespace console {

namespace {
constexpr size_t kept = 12;
} // namespace

AlertLog::AlertLog(AppContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_menu(new QMenu(window))
{
    connect(&context.hub, &client::HubClient::eventsArrived, this, &AlertLog::take);
    connect(m_menu, &QMenu::aboutToShow, this, &AlertLog::fill);
    fill();
}

void AlertLog::clear()
{
    m_last.clear();
    m_count = 0;
    Q_EMIT countChanged(0);
}

void AlertLog::take(const std::vector<client::FeedEvent> &events)
{
    const int before = m_count;
    for (const client::FeedEvent &event : events) {
        const auto *alert = std::get_if<contract::Alert>(&event.data);
        if (!alert)
            continue;
        ++m_count;
        m_last.push_front(*alert);
        if (m_last.size() > kept)
            m_last.pop_back();
        Q_EMIT raised(*alert);
    }
    if (m_count != before)
        Q_EMIT countChanged(m_count);
}

void AlertLog::fill()
{
    m_menu->clear();
    if (m_last.empty()) {
        m_menu->addAction(tr("No alerts"))->setEnabled(false);
        return;
    }
    for (const contract::Alert &alert : m_last) {
        QString text = alert.localTime.mid(11, 8) + u"  "_qs + alert.message;
        text.replace(u'&', u"&&"_qs);
        m_menu->addAction(m_context.theme.icon(u"alert"_qs, ColorRole::Warning), text);
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Clear")), &QAction::triggered, this, &AlertLog::clear);
}

} // namespace console
