// SPDX-License-Identifier: GPL-3.0-or-later
// Our broker alone in a process, without passwords: what bench_broker measures. Prints its port, ends with its stdin.
// With --keep its sessions are persistent, in a folder for the moment.
#include "hub/sessionsthread.h"
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <cstdio>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (auto dispatcher = net::makeDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    net::raiseOpenFileLimit();
    const base::SystemClock clock;
    mqttserver::AllowEverybody everybody;
    mqttserver::Settings settings;
    settings.listeners.push_back({"tcp", mqttserver::Framing::Plain, {}, {}});
    const QTemporaryDir folder;
    std::unique_ptr<hub::SessionsThread> sessions;
    mqttserver::MqttServer::Ports ports{clock, everybody, std::make_shared<broker::AllowAll>(), {}};
    if (app.arguments().contains(QStringLiteral("--keep"))) {
        sessions =
            std::make_unique<hub::SessionsThread>(folder.filePath(QStringLiteral("broker.db")), clock,
                                                  hub::SessionsThread::Options(), hub::SessionsThread::OnTrouble());
        if (const auto opened = sessions->start(); !opened) {
            std::fprintf(stderr, "%s\n", qPrintable(opened.error().toString()));
            return 1;
        }
        settings.engine.journal = true;
        ports.journal = sessions.get();
    }
    mqttserver::MqttServer server(settings, std::move(ports));
    if (sessions)
        sessions->setAnswer(server.persisted());
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().toString()));
        return 1;
    }
    std::printf("%u\n", static_cast<unsigned>(server.port("tcp")));
    std::fflush(stdout);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        char byte = 0;
        if (::read(STDIN_FILENO, &byte, 1) <= 0)
            QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
