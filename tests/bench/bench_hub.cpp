// SPDX-License-Identifier: GPL-3.0-or-later
// Our broker alone in a process, without passwords: what bench_broker measures. Prints its port, ends with its stdin.
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include <QCoreApplication>
#include <QSocketNotifier>
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
    mqttserver::MqttServer server(settings, {clock, everybody, std::make_shared<broker::AllowAll>(), {}});
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
