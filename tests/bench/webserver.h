// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "audience.h"
#include <QProcess>
#include <QTemporaryDir>
#include <memory>

namespace bench {

/// A web server in a process of its own, and how it is used.
class WebServer
{
public:
    virtual ~WebServer();

    quint16 port() const { return m_port; }
    qint64 cpuNs() const;
    qint64 residentBytes() const;
    void pinTo(int processor) const;
    /// The number of the next event that is made: 1, 2, …
    qint64 takeNumber() { return ++m_lastNumber; }

    /// How it is listened to that way.
    virtual Scene scene(Dialect dialect) const = 0;
    /// A GET answered with JSON: the answer to one question, and the shortest one that it has. Keep-alive.
    virtual QByteArray detailRequest() const;
    virtual QByteArray healthRequest() const { return detailRequest(); }

protected:
    WebServer();
    QString folder() const { return m_folder.path(); }
    /// Starts the program; its port is in `port` or, if that is 0, in the first line that it prints.
    bool start(const QString &program, const QStringList &arguments, quint16 port = 0);
    QProcess &process() { return m_process; }
    void setPort(quint16 port) { m_port = port; }
    /// Whose CPU and memory counts; the process itself by default.
    void setMeasured(qint64 pid) { m_measured = pid; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    qint64 m_measured = 0;
    qint64 m_lastNumber = 0;
};

/// Bytes of an event's own text and of a JSON answer, as ours has them: peers send as much.
constexpr qsizetype eventBytes = 200;
constexpr qsizetype sseEventBytes = 330;
constexpr qsizetype detailBytes = 260;

/// Each starts a fresh one; null, with a word on stderr: it is not installed or does not start.
std::unique_ptr<WebServer> startNginx();  ///< with nchan: SSE, WebSocket, JSON from a file
std::unique_ptr<WebServer> startNodeWs(); ///< npm ws; node's http for JSON
std::unique_ptr<WebServer> startNodeSocketIo();
std::unique_ptr<WebServer> startFloor(); ///< bare epoll: what the kernel takes
/// Ours: the program, headless, in a folder of its own.
std::unique_ptr<WebServer> startHub(const QString &program);
bool hasNodePackages();

/// The headers that ask for a WebSocket.
extern const QByteArray webSocketHandshake;
/// `{"text":"…"}` of that many bytes that holds the number and the content: what peers are given to send.
QByteArray eventText(qint64 number, qsizetype bytes);
/// What stands before the number there, and what stands in each.
extern const QByteArray eventTag;
extern const QByteArray eventContent;

} // namespace bench
