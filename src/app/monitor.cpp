// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor.h"
#include <cstdio>

using namespace Qt::StringLiterals;

namespace app {
namespace {

void print(const QString &text, FILE *stream = stdout)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), stream);
    std::fflush(stream);
}

} // namespace

MqttClient::Options Monitor::optionsFrom(const QHash<QString, QString> &environment)
{
    MqttClient::Options options;
    options.host = environment.value(u"MQTT_BROKER_HOST"_s).trimmed();
    if (options.host.isEmpty())
        options.host = u"localhost"_s;
    const uint port = environment.value(u"MQTT_BROKER_PORT"_s).trimmed().toUInt();
    if (port > 0 && port <= 65535)
        options.port = quint16(port);
    options.user = environment.value(u"MQTT_USERNAME"_s).toUtf8();
    options.password = environment.value(u"MQTT_PASSWORD"_s).toUtf8();
    options.subscriptions = MonitorLines::subscriptions();
    return options;
}

Monitor::Monitor(MqttClient::Options options, QObject *parent)
    : QObject(parent)
    , m_client(std::move(options))
{
    connect(&m_client, &MqttClient::subscribed, this, &Monitor::onSubscribed);
    connect(&m_client, &MqttClient::message, this,
            [this](const QByteArray &topic, const QByteArray &payload) { print(m_lines.line(topic, payload)); });
    connect(&m_client, &MqttClient::failed, this, [this](const QString &why, bool final) {
        print(u"ventanilla: "_s + why + (final ? u"\n"_s : u"; trying again\n"_s), stderr);
        if (final)
            Q_EMIT gaveUp();
    });
}

void Monitor::start()
{
    print(MonitorLines::title());
    m_client.start();
}

void Monitor::stop()
{
    m_client.stop();
}

void Monitor::onSubscribed(const QList<int> &codes)
{
    for (qsizetype i = 0; i < codes.size(); ++i) {
        if (codes[i] >= 0x80) {
            print(u"ventanilla: the broker does not allow this user to read %1\n"_s.arg(
                      QString::fromUtf8(MonitorLines::subscriptions()[size_t(i)].filter)),
                  stderr);
        }
    }
    if (!m_greeted)
        print(MonitorLines::connected());
    m_greeted = true;
}

} // namespace app
