// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of the hub: how they are undone, in the opposite order of their making.
#include "hub/logging.h"
#include "hub/parts.h"
#include "hub/systemnews.h"
#include <QDeadlineTimer>
#include <QThread>
#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using contract::SystemLevel;

namespace hub {
namespace {

constexpr std::chrono::milliseconds quietLimit{2'500};
constexpr std::chrono::milliseconds drainLimit{1'000};
constexpr std::chrono::milliseconds brokerStopLimit{2'500};
constexpr std::chrono::milliseconds pollInterval{2};

/// A start that failed half way has threads that never ran.
void callIfRunning(net::HubThread &thread, const std::function<void()> &job)
{
    if (thread.thread()->isRunning())
        thread.call(job);
}

} // namespace

void Hub::Parts::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    if (m_gateway)
        m_gateway->tell(
            systemNews(m_clock.utcNow(), SystemLevel::Info, u"hub"_s, u"hub_stopping"_s, u"The hub is stopping"_s));
    stopAccepting();
    drainLog();
    stopBroker();
    callIfRunning(m_gatewayThread, [this] {
        if (m_gateway)
            m_gateway->close();
    });
    if (m_metrics)
        m_metrics->close();
    if (m_qrLinks)
        m_qrLinks->stop();
    callIfRunning(m_serviceThread, [this] {
        m_qrClock.reset();
        m_keeper.reset();
        m_service.reset();
        m_watch.reset();
    });
    m_serviceThread.stop();
    if (m_logins)
        m_logins->stop();
    if (m_audit)
        m_audit->flush();
    if (m_desk)
        m_desk->stop(); // answers what waits, so before the gateway that takes the answers
    if (m_readers)
        m_readers->stop();
    callIfRunning(m_gatewayThread, [this] {
        m_gateway.reset();
        m_gatewayLoop.reset();
    });
    m_qrLinks.reset();
    m_gatewayThread.stop();
    callIfRunning(m_brokerThread, [this] {
        if (m_messaging)
            m_messaging->stop();
        m_mqtt.reset();
    });
    m_brokerThread.stop();
    if (m_sessions)
        m_sessions->stop(); // commits what the goodbyes have changed
    m_folder.reset();
}

void Hub::Parts::stopAccepting()
{
    auto quiet = std::make_shared<std::promise<void>>();
    bool open = false;
    callIfRunning(m_gatewayThread, [&, this] {
        open = m_gateway != nullptr;
        if (m_gateway)
            m_gateway->stopAccepting([quiet] { quiet->set_value(); });
    });
    if (open && quiet->get_future().wait_for(quietLimit) != std::future_status::ready)
        qCWarning(lcHub) << "some requests were still open when the hub stopped";
}

void Hub::Parts::drainLog()
{
    if (!m_service)
        return;
    const QDeadlineTimer deadline(drainLimit);
    bool idle = false;
    while (!idle && !deadline.hasExpired()) {
        callIfRunning(m_serviceThread, [&] { idle = m_service->idle(); });
        if (!idle)
            std::this_thread::sleep_for(pollInterval);
    }
    callIfRunning(m_serviceThread, [this] { m_service->finish(); });
}

void Hub::Parts::stopBroker()
{
    auto stopped = std::make_shared<std::promise<void>>();
    bool running = false;
    callIfRunning(m_brokerThread, [&, this] {
        running = m_mqtt != nullptr;
        if (m_mqtt)
            m_mqtt->stop([stopped] { stopped->set_value(); });
    });
    if (running && stopped->get_future().wait_for(brokerStopLimit) != std::future_status::ready)
        qCWarning(lcHub) << "some MQTT clients were cut off when the hub stopped";
}

} // namespace hub
