// SPDX-License-Identifier: GPL-3.0-or-later
// paho_c_sync <uri> <3|4|5> <folder>: Eclipse Paho C, blocking calls, its own file persistence.
#include "realclients/steps.h"
#include <MQTTClient.h>
#include <array>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__)
/// Debian's Paho C 1.3.12 loses a list of properties with each MQTT 5 connection; ours must not.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libpaho-mqtt3cs";
}
#endif

namespace {

constexpr unsigned long patienceMs = 25'000;
int version = MQTTVERSION_3_1_1;
const char *uri = nullptr;
const char *folder = nullptr;

class Client
{
public:
    explicit Client(const char *id, bool clean = true)
        : m_clean(clean)
    {
        MQTTClient_createOptions create = MQTTClient_createOptions_initializer;
        create.MQTTVersion = version;
        MQTTClient_createWithOptions(&m_handle, uri, id, MQTTCLIENT_PERSISTENCE_DEFAULT, const_cast<char *>(folder),
                                     &create);
    }
    ~Client() { MQTTClient_destroy(&m_handle); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    int connect(const char *willTopic = nullptr)
    {
        MQTTClient_willOptions will = MQTTClient_willOptions_initializer;
        will.topicName = willTopic;
        will.message = "gone";
        will.qos = 1;
        if (version == MQTTVERSION_5)
            return connect5(willTopic ? &will : nullptr);
        MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
        options.MQTTVersion = version;
        options.cleansession = m_clean;
        options.will = willTopic ? &will : nullptr;
        const int code = MQTTClient_connect(m_handle, &options);
        sessionPresent = options.returned.sessionPresent != 0;
        return code;
    }
    int subscribe(const char *topic, int qos)
    {
        if (version != MQTTVERSION_5)
            return MQTTClient_subscribe(m_handle, topic, qos);
        const MQTTResponse response = MQTTClient_subscribe5(m_handle, topic, qos, nullptr, nullptr);
        const int code = response.reasonCode;
        MQTTResponse_free(response);
        return code == qos ? MQTTCLIENT_SUCCESS : code;
    }
    int publish(const char *topic, const std::string &payload, int qos, bool retain = false)
    {
        MQTTClient_message message = MQTTClient_message_initializer;
        message.payload = const_cast<char *>(payload.data());
        message.payloadlen = static_cast<int>(payload.size());
        message.qos = qos;
        message.retained = retain;
        MQTTClient_deliveryToken token = 0;
        int code = 0;
        if (version == MQTTVERSION_5) {
            const MQTTResponse response = MQTTClient_publishMessage5(m_handle, topic, &message, &token);
            code = response.reasonCode;
            MQTTResponse_free(response);
        } else {
            code = MQTTClient_publishMessage(m_handle, topic, &message, &token);
        }
        return code != MQTTCLIENT_SUCCESS || qos == 0 ? code
                                                      : MQTTClient_waitForCompletion(m_handle, token, patienceMs);
    }
    std::string next()
    {
        char *topic = nullptr;
        int size = 0;
        MQTTClient_message *message = nullptr;
        MQTTClient_receive(m_handle, &topic, &size, &message, patienceMs);
        if (!message)
            return "nothing";
        std::string text = std::string(topic) + ' ' + std::to_string(message->qos) + ' ' +
                           std::string(static_cast<char *>(message->payload), static_cast<size_t>(message->payloadlen));
        if (message->retained)
            text += " retained";
        MQTTClient_freeMessage(&message);
        MQTTClient_free(topic);
        return text;
    }
    void disconnect() { MQTTClient_disconnect(m_handle, 1000); }

    bool sessionPresent = false;

private:
    int connect5(MQTTClient_willOptions *will)
    {
        MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer5;
        options.MQTTVersion = MQTTVERSION_5;
        options.cleanstart = m_clean;
        options.will = will;
        MQTTProperties properties = MQTTProperties_initializer;
        MQTTProperty expiry{};
        expiry.identifier = MQTTPROPERTY_CODE_SESSION_EXPIRY_INTERVAL;
        expiry.value.integer4 = m_clean ? 0 : 300;
        MQTTProperties_add(&properties, &expiry);
        const MQTTResponse response = MQTTClient_connect5(m_handle, &options, &properties, nullptr);
        const int code = response.reasonCode;
        sessionPresent = options.returned.sessionPresent != 0;
        MQTTResponse_free(response);
        MQTTProperties_free(&properties);
        return code;
    }
    MQTTClient m_handle = nullptr;
    bool m_clean;
};

void levels()
{
    Client a("c-sync-a");
    steps::check("connect", a.connect() == 0);
    const std::array<const char *, 3> topics{"l/0", "l/1", "l/2"};
    for (int wanted = 0; wanted <= 2; ++wanted)
        steps::check("subscribe", a.subscribe(topics[static_cast<size_t>(wanted)], wanted) == 0);
    for (int published = 0; published <= 2; ++published) {
        for (int wanted = 0; wanted <= 2; ++wanted) {
            const char *topic = topics[static_cast<size_t>(wanted)];
            steps::check("publish", a.publish(topic, "hello", published) == 0);
            const std::string got = a.next();
            steps::check("published " + std::to_string(published) + ", subscribed " + std::to_string(wanted),
                         got == std::string(topic) + ' ' + std::to_string(std::min(published, wanted)) + " hello", got);
        }
    }
    a.disconnect();
}

void retainedAndWill()
{
    Client a("c-sync-a");
    a.connect();
    a.publish("r/x", "kept", 1, true);
    a.subscribe("r/#", 1);
    std::string got = a.next();
    steps::check("retained", got == "r/x 1 kept retained", got);
    a.publish("r/x", "", 1, true);
    a.next();
    a.subscribe("w/#", 1);
    Client mortal("c-sync-same"), same("c-sync-same");
    mortal.connect("w/m");
    same.connect(); // takes over: the first one goes without DISCONNECT
    got = a.next();
    steps::check("will", got == "w/m 1 gone", got);
    a.disconnect();
    same.disconnect();
}

void session()
{
    Client first("c-sync-kept", false);
    first.connect();
    steps::check("no session", !first.sessionPresent);
    first.subscribe("s/#", 2);
    first.disconnect();
    Client publisher("c-sync-p");
    publisher.connect();
    for (int i = 0; i < 20; ++i)
        publisher.publish("s/x", std::to_string(i), 1);
    first.connect();
    if (version == MQTTVERSION_3_1_1) // the only one of which Paho C tells it
        steps::check("session present", first.sessionPresent);
    bool inOrder = true;
    for (int i = 0; i < 20; ++i)
        inOrder = first.next() == "s/x 1 " + std::to_string(i) && inOrder;
    steps::check("queued while away, in order", inOrder);
    first.disconnect();
    Client clean("c-sync-kept");
    clean.connect();
    steps::check("clean", !clean.sessionPresent);
    clean.disconnect();
    publisher.disconnect();
}

} // namespace

int main(int, char **argv)
{
    MQTTClient_init_options init = MQTTClient_init_options_initializer;
    MQTTClient_global_init(&init);
    uri = argv[1];
    version = argv[2][0] - '0';
    folder = argv[3];
    levels();
    retainedAndWill();
    session();
    return steps::end();
}
