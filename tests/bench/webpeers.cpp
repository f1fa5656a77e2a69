// SPDX-License-Identifier: GPL-3.0-or-later
// The servers of others (nginx with nchan, npm ws and socket.io) and the floor below all of them.
#include "httpwire.h"
#include "processmeter.h"
#include "webserver.h"
#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>
#include <QThread>
#include <pwd.h>
#include <unistd.h>

namespace bench {

namespace {

QString installed(const QString &program)
{
    return QStandardPaths::findExecutable(program, {u"/usr/sbin"_qs, u"/usr/bin"_qs, u"/usr/local/bin"_qs});
}

QString nodeFolder()
{
    return QStringLiteral(VENTANILLA_NODE_FOLDER);
}

QString peersFolder()
{
    return QStringLiteral(VENTANILLA_PEERS_FOLDER);
}

/// A peer whose paths are /sse, /ws and /pub.
class PlainPeer : public WebServer
{
public:
    Scene scene(Dialect dialect) const override
    {
        Scene scene;
        scene.dialect = dialect;
        scene.open = dialect == Dialect::Sse ? httpRequest("GET", "/sse", "Accept: text/event-stream\r\n")
                                             : httpRequest("GET", "/ws", webSocketHandshake);
        if (dialect == Dialect::SocketIo)
            scene.open = httpRequest("GET", "/socket.io/?EIO=4&transport=websocket", webSocketHandshake);
        scene.connect = "40/mqtt,";
        scene.tag = eventTag;
        scene.content = eventContent;
        const qsizetype bytes = dialect == Dialect::Sse ? sseEventBytes : eventBytes;
        scene.post = [bytes](qint64 number) {
            return httpRequest("POST", "/pub", "Content-Type: application/json\r\n", eventText(number, bytes));
        };
        return scene;
    }
};

class Nginx final : public PlainPeer
{
public:
    bool start()
    {
        const QString program = installed(u"nginx"_qs);
        const QString module = u"/usr/lib/nginx/modules/ngx_nchan_module.so"_qs;
        if (program.isEmpty() || !QFile::exists(module))
            return false;
        const quint16 port = freePort();
        QFile form(QString(peersFolder() + u"/nginx.conf.in"_qs));
        QFile file(QString(folder() + u"/nginx.conf"_qs));
        QFile json(QString(folder() + u"/detail"_qs));
        if (!form.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly) || !json.open(QIODevice::WriteOnly))
            return false;
        file.write(form.readAll()
                       .replace("@MODULE@", module.toUtf8())
                       .replace("@USER@", ::getpwuid(::geteuid())->pw_name)
                       .replace("@FOLDER@", folder().toUtf8())
                       .replace("@PORT@", QByteArray::number(port)));
        json.write(eventText(0, detailBytes));
        file.close();
        json.close();
        const QString log = QString(folder() + u"/error.log"_qs);
        return WebServer::start(program, {u"-p"_qs, folder(), u"-e"_qs, log, u"-c"_qs, file.fileName()}, port) &&
               findWorker();
    }

private:
    bool findWorker()
    {
        for (int attempt = 0; attempt < 200; ++attempt) {
            if (const qint64 worker = childOf(process().processId()); worker > 0) {
                setMeasured(worker);
                return true;
            }
            QThread::msleep(10);
        }
        return false;
    }
};

class NodePeer final : public PlainPeer
{
public:
    bool start(const QString &script)
    {
        const QString program = installed(u"node"_qs);
        return !program.isEmpty() && hasNodePackages() &&
               WebServer::start(program,
                                {QString(peersFolder() + u'/' + script), nodeFolder(), QString::number(detailBytes)});
    }
};

class Floor final : public PlainPeer
{
public:
    bool start() { return WebServer::start(QCoreApplication::applicationFilePath(), {u"--floor"_qs}); }
};

} // namespace

bool hasNodePackages()
{
    return QFile::exists(QString(nodeFolder() + u"/node_modules/ws/package.json"_qs));
}

std::unique_ptr<WebServer> startNginx()
{
    auto server = std::make_unique<Nginx>();
    return server->start() ? std::move(server) : nullptr;
}

std::unique_ptr<WebServer> startNodeWs()
{
    auto server = std::make_unique<NodePeer>();
    return server->start(u"ws_server.mjs"_qs) ? std::move(server) : nullptr;
}

std::unique_ptr<WebServer> startNodeSocketIo()
{
    auto server = std::make_unique<NodePeer>();
    return server->start(u"socketio_server.mjs"_qs) ? std::move(server) : nullptr;
}

std::unique_ptr<WebServer> startFloor()
{
    auto server = std::make_unique<Floor>();
    return server->start() ? std::move(server) : nullptr;
}

} // namespace bench
