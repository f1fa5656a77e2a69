// SPDX-License-Identifier: GPL-3.0-or-later
#include "webserver.h"
#include "httpwire.h"
#include "processmeter.h"
#include <cstdio>

namespace bench {

const QByteArray webSocketHandshake = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const QByteArray eventTag = "bench:";
const QByteArray eventContent = "The quick brown fox jumps over the lazy dog";

QByteArray eventText(qint64 number, qsizetype bytes)
{
    QByteArray text =
        "{\"text\":\"" + eventTag + QByteArray::number(number).rightJustified(9, '0') + ' ' + eventContent;
    return text.leftJustified(bytes - 2, '.') + "\"}";
}

WebServer::WebServer()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

WebServer::~WebServer()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

qint64 WebServer::cpuNs() const
{
    return cpuNsOf(m_measured);
}

qint64 WebServer::residentBytes() const
{
    return residentBytesOf(m_measured);
}

void WebServer::pinTo(int processor) const
{
    pin(m_measured, processor);
}

QByteArray WebServer::detailRequest() const
{
    return httpRequest("GET", "/detail");
}

bool WebServer::start(const QString &program, const QStringList &arguments, quint16 port)
{
    m_process.start(program, arguments);
    if (!m_process.waitForStarted(5'000)) {
        std::fprintf(stderr, "%s does not start\n", qPrintable(program));
        return false;
    }
    m_measured = m_process.processId();
    m_port = port;
    if (port != 0)
        return true;
    if (!m_process.waitForReadyRead(10'000))
        return false;
    m_port = m_process.readLine().trimmed().toUShort();
    return m_port != 0;
}

} // namespace bench
