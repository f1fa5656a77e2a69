// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/hubmetrics.h"
#include "hub/authworker.h"
#include "hub/processfigures.h"
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hub {
namespace {

template <typename T>
double real(T number)
{
    return static_cast<double>(number);
}

void reportTraffic(const broker::Statistics &s, contract::MetricsPage &page)
{
    const std::pair<QString, quint64> messages[] = {
        {u"received"_s, s.messagesReceived}, {u"sent"_s, s.messagesSent}, {u"internal"_s, s.messagesInternal}};
    for (const auto &[direction, count] : messages)
        page.counter("ventanilla_mqtt_messages_total"_L1,
                     "PUBLISH packets from and to clients, and messages of the hub itself."_L1, real(count),
                     {{"direction"_L1, direction}});
    const std::pair<QString, std::array<quint64, 3>> ways[] = {
        {u"received"_s, {s.packetsReceived, s.bytesReceived, s.payloadBytesReceived}},
        {u"sent"_s, {s.packetsSent, s.bytesSent, s.payloadBytesSent}}};
    for (const auto &[direction, counts] : ways)
        page.counter("ventanilla_mqtt_packets_total"_L1, "MQTT packets of all kinds."_L1, real(counts[0]),
                     {{"direction"_L1, direction}});
    for (const auto &[direction, counts] : ways)
        page.counter("ventanilla_mqtt_bytes_total"_L1, "Bytes of MQTT packets."_L1, real(counts[1]),
                     {{"direction"_L1, direction}});
    for (const auto &[direction, counts] : ways)
        page.counter("ventanilla_mqtt_payload_bytes_total"_L1, "Bytes of PUBLISH payloads."_L1, real(counts[2]),
                     {{"direction"_L1, direction}});
    for (size_t i = 0; i < s.dropped.size(); ++i)
        page.counter("ventanilla_mqtt_dropped_messages_total"_L1,
                     "Messages that did not reach a session, by cause (docs/operations.md)."_L1, real(s.dropped[i]),
                     {{"cause"_L1, broker::dropCauseName(static_cast<broker::DropCause>(i))}});
}

void reportClients(const broker::Statistics &s, contract::MetricsPage &page)
{
    page.gauge("ventanilla_mqtt_clients"_L1, "Clients that are connected."_L1, real(s.clientsConnected));
    page.gauge("ventanilla_mqtt_sessions"_L1, "Sessions, connected or kept."_L1, real(s.sessions));
    page.counter("ventanilla_mqtt_connects_total"_L1, "CONNECT packets, by what became of them."_L1,
                 real(s.connectsAccepted), {{"outcome"_L1, u"accepted"_s}});
    page.counter("ventanilla_mqtt_connects_total"_L1, {}, real(s.connectsRefused), {{"outcome"_L1, u"refused"_s}});
    page.counter("ventanilla_mqtt_sessions_expired_total"_L1, "Sessions that their expiry interval has ended."_L1,
                 real(s.sessionsExpired));
    for (const broker::ListenerFigures &listener : s.listeners)
        page.gauge("ventanilla_mqtt_connections"_L1, "Open connections, by listener."_L1, real(listener.connections),
                   {{"listener"_L1, QString::fromUtf8(listener.name)}});
    for (const broker::ListenerFigures &listener : s.listeners)
        page.counter("ventanilla_mqtt_connections_total"_L1, "Connections since the start, by listener."_L1,
                     real(listener.opened), {{"listener"_L1, QString::fromUtf8(listener.name)}});
}

qint64 sizeOf(const QString &path)
{
    return QFileInfo(path).size(); // 0 when there is none
}

} // namespace

void reportBroker(const broker::Statistics &s, contract::MetricsPage &page)
{
    reportClients(s, page);
    reportTraffic(s, page);
    page.gauge("ventanilla_mqtt_subscriptions"_L1, "Subscriptions, by whether they are shared."_L1,
               real(s.subscriptions - s.sharedSubscriptions), {{"shared"_L1, u"false"_s}});
    page.gauge("ventanilla_mqtt_subscriptions"_L1, {}, real(s.sharedSubscriptions), {{"shared"_L1, u"true"_s}});
    page.gauge("ventanilla_mqtt_retained_messages"_L1, "Retained messages."_L1, real(s.retained));
    page.gauge("ventanilla_mqtt_retained_bytes"_L1, "Their payloads."_L1, real(s.retainedBytes));
    page.gauge("ventanilla_mqtt_queued_messages"_L1, "Messages that wait for sessions."_L1, real(s.queued));
    page.gauge("ventanilla_mqtt_queued_bytes"_L1, "Their payloads."_L1, real(s.queuedBytes));
    page.gauge("ventanilla_mqtt_inflight_messages"_L1, "QoS 1 and 2 messages that are not acknowledged yet."_L1,
               real(s.inflight));
}

void reportProcess(contract::MetricsPage &page)
{
    const ProcessFigures figures = processFigures();
    page.counter("process_cpu_seconds_total"_L1, "CPU time of the process, user and system."_L1, figures.cpuSeconds);
    page.gauge("process_start_time_seconds"_L1, "When the process began, since 1970."_L1, figures.startTime);
    page.gauge("process_resident_memory_bytes"_L1, "Memory that is in use."_L1, figures.residentBytes);
    page.gauge("process_virtual_memory_bytes"_L1, "Address space."_L1, figures.virtualBytes);
    page.gauge("process_open_fds"_L1, "Open files and connections."_L1, figures.openFiles);
    page.gauge("process_max_fds"_L1, "How many there may be."_L1, figures.maxFiles);
    page.gauge("process_threads"_L1, "Threads."_L1, figures.threads);
}

void HubMetrics::collect(contract::MetricsPage page, std::function<void(contract::MetricsPage)> done)
{
    m_parts.brokerThread.post([this, page = std::move(page), done = std::move(done)]() mutable {
        if (!m_isClosed)
            addBroker(page);
        m_parts.serviceThread.post([this, page = std::move(page), done = std::move(done)]() mutable {
            if (!m_isClosed)
                addRest(page);
            done(std::move(page));
        });
    });
}

void HubMetrics::addBroker(contract::MetricsPage &page) const
{
    reportBroker(m_parts.mqtt.statistics(), page);
    page.gauge("ventanilla_mqtt_unsent_bytes"_L1, "Bytes that wait for clients to read them."_L1,
               real(m_parts.mqtt.pendingOutput()));
    page.counter("ventanilla_mqtt_connections_refused_total"_L1,
                 "Connections that were turned away at a listener's limits."_L1,
                 real(m_parts.mqtt.refusedConnections()));
}

void HubMetrics::addRest(contract::MetricsPage &page) const
{
    addSessions(page);
    addDesk(page);
    page.gauge("ventanilla_readers_queued_reads"_L1, "Reads that wait for a reader thread."_L1,
               real(m_parts.readers.waiting()));
    page.gauge("ventanilla_hash_pool_queued_hashes"_L1, "Password hashes that wait."_L1,
               real(m_parts.logins.waiting()));
    page.gauge("ventanilla_event_log_lag_events"_L1, "Events of the log that are not published to MQTT yet."_L1,
               real(m_parts.service.lag()));
    addFiles(page);
    page.gauge("ventanilla_build_info"_L1, "Always 1; the version as a label."_L1, 1,
               {{"version"_L1, m_parts.version}});
    reportProcess(page);
}

void HubMetrics::addDesk(contract::MetricsPage &page) const
{
    const DeskThread::Figures desk = m_parts.desk.figures();
    page.gauge("ventanilla_desk_queued_commands"_L1, "Commands and jobs that wait for the desk."_L1,
               real(desk.waiting));
    const std::pair<QString, qint64> outcomes[] = {{u"done"_s, desk.commands - desk.refused - desk.failed},
                                                   {u"refused"_s, desk.refused},
                                                   {u"failed"_s, desk.failed}};
    for (const auto &[outcome, count] : outcomes)
        page.counter("ventanilla_desk_commands_total"_L1,
                     "Commands: done, refused by a rule, or failed for a fault of the hub or the disk."_L1, real(count),
                     {{"outcome"_L1, outcome}});
    page.counter("ventanilla_desk_commands_turned_away_total"_L1, "Commands that a full queue has turned away."_L1,
                 real(desk.refusedBusy));
    page.counter("ventanilla_desk_jobs_total"_L1, "Transactions beside commands: users, settings, cursors."_L1,
                 real(desk.jobs));
    page.histogram("ventanilla_desk_batch_duration_seconds"_L1,
                   "A batch of commands: rules, writing and the sync to the disk."_L1, desk.batchTook);
    page.gauge("ventanilla_desk_last_commit_timestamp_seconds"_L1, "When commands were last committed; 0: not yet."_L1,
               real(desk.lastCommit.value) / 1000.0);
}

void HubMetrics::addSessions(contract::MetricsPage &page) const
{
    const SessionsThread::Figures figures = m_parts.sessions ? m_parts.sessions->figures() : SessionsThread::Figures{};
    page.gauge("ventanilla_mqtt_persistence_queued_changes"_L1, "Changes that wait to be written."_L1,
               real(figures.waiting));
    page.counter("ventanilla_mqtt_persistence_changes_total"_L1, "Changes of sessions and retained messages."_L1,
                 real(figures.changes));
    page.counter("ventanilla_mqtt_persistence_commits_total"_L1, "Transactions that have written them."_L1,
                 real(figures.commits));
    page.counter("ventanilla_mqtt_persistence_failures_total"_L1, "Transactions that the disk has refused."_L1,
                 real(figures.failures));
    page.gauge("ventanilla_mqtt_persistence_up"_L1, "1: what is to be kept is kept; 0: the disk takes nothing."_L1,
               figures.trouble.isEmpty() ? 1 : 0);
}

void HubMetrics::addFiles(contract::MetricsPage &page) const
{
    const QDir folder(m_parts.dataDir);
    for (const QString &name : {u"ledger.db"_s, u"broker.db"_s})
        page.gauge("ventanilla_store_file_bytes"_L1, "Size of a database."_L1, real(sizeOf(folder.filePath(name))),
                   {{"file"_L1, name}});
    for (const QString &name : {u"ledger.db"_s, u"broker.db"_s})
        page.gauge("ventanilla_store_wal_bytes"_L1,
                   "Size of its write-ahead log, which checkpoints empty and reuse."_L1,
                   real(sizeOf(folder.filePath(QString(name + u"-wal")))), {{"file"_L1, name}});
}

} // namespace hub
