// SPDX-License-Identifier: GPL-3.0-or-later
// paho_cpp <uri> <4|5> <folder>: Eclipse Paho C++, asynchronous with its file persistence (and so Paho C's MQTTAsync),
// and its blocking client.
#include "realclients/steps.h"
#include <cstdlib>
#include <mqtt/async_client.h>
#include <mqtt/client.h>

namespace {

constexpr auto patience = std::chrono::seconds(25);
int version = MQTTVERSION_3_1_1;
std::string uri;
std::string folder;

mqtt::connect_options options(bool clean)
{
    mqtt::connect_options all;
    if (version == MQTTVERSION_5) {
        all = mqtt::connect_options_builder().mqtt_version(MQTTVERSION_5).clean_start(clean).finalize();
        if (!clean)
            all.set_properties({{mqtt::property::SESSION_EXPIRY_INTERVAL, 300}});
    } else {
        all.set_mqtt_version(version);
        all.set_clean_session(clean);
    }
    all.set_max_inflight(100);
    return all;
}

mqtt::create_options createOptions()
{
    mqtt::create_options create(version == MQTTVERSION_5 ? MQTTVERSION_5 : MQTTVERSION_DEFAULT);
    create.set_max_buffered_messages(1'000);
    return create;
}

/// An asynchronous client whose messages are taken from a queue.
class Client
{
public:
    explicit Client(const std::string &id)
        : m_client(uri, id, createOptions(), folder)
    {
        m_client.start_consuming();
    }
    bool connect(bool clean = true)
    {
        const auto token = m_client.connect(options(clean));
        token->wait_for(patience);
        return token->get_connect_response().is_session_present();
    }
    mqtt::ReasonCode subscribe(const std::string &topic, int qos,
                               const mqtt::subscribe_options &how = mqtt::subscribe_options())
    {
        const auto token = m_client.subscribe(topic, qos, how);
        token->wait_for(patience);
        return token->get_reason_code();
    }
    mqtt::delivery_token_ptr publish(const std::string &topic, const std::string &payload, int qos, bool retain = false,
                                     const mqtt::properties &properties = {})
    {
        return m_client.publish(mqtt::message::create(topic, payload, qos, retain, properties));
    }
    mqtt::const_message_ptr next()
    {
        mqtt::const_message_ptr message;
        if (!m_client.try_consume_message_for(&message, patience) || !message)
            return mqtt::message::create("nothing", "", 0, false);
        return message;
    }
    void disconnect() { m_client.disconnect()->wait_for(patience); }

private:
    mqtt::async_client m_client;
};

/// Two hundred in flight, each kept in the client's files until it is acknowledged.
void flood(int qos)
{
    Client a("cpp-a"), b("cpp-b");
    a.connect();
    b.connect();
    b.subscribe("f", qos);
    std::vector<mqtt::delivery_token_ptr> tokens;
    for (int i = 0; i < 200; ++i)
        tokens.push_back(a.publish("f", std::to_string(i), qos));
    bool acknowledged = true;
    for (const auto &token : tokens)
        acknowledged = token->wait_for(patience) && acknowledged;
    steps::check("acknowledged, QoS " + std::to_string(qos), acknowledged);
    bool inOrder = true;
    for (int i = 0; i < 200; ++i)
        inOrder = b.next()->to_string() == std::to_string(i) && inOrder;
    steps::check("in order, QoS " + std::to_string(qos), inOrder);
    a.disconnect();
    b.disconnect();
}

void session()
{
    Client kept("cpp-kept"), publisher("cpp-p");
    steps::check("no session", !kept.connect(false));
    kept.subscribe("s/#", 1);
    kept.disconnect();
    publisher.connect();
    for (int i = 0; i < 20; ++i)
        publisher.publish("s/x", std::to_string(i), 1)->wait_for(patience);
    const bool present = kept.connect(false);
    steps::check("session present", present || version == MQTTVERSION_3_1); // 3.1 does not tell it
    bool inOrder = true;
    for (int i = 0; i < 20; ++i)
        inOrder = kept.next()->to_string() == std::to_string(i) && inOrder;
    steps::check("queued while away, in order", inOrder);
    kept.disconnect();
    steps::check("clean", !kept.connect(true));
    kept.disconnect();
    publisher.disconnect();
}

void properties()
{
    Client a("cpp-a"), b("cpp-b");
    a.connect();
    b.connect();
    b.subscribe("p/#", 1, mqtt::subscribe_options(mqtt::subscribe_options::SUBSCRIBE_NO_LOCAL));
    a.publish("p/x", "y", 1, false,
              {{mqtt::property::CONTENT_TYPE, "text/plain"},
               {mqtt::property::RESPONSE_TOPIC, "answer"},
               {mqtt::property::CORRELATION_DATA, "abc"},
               {mqtt::property::USER_PROPERTY, "k", "1"}})
        ->wait_for(patience);
    const mqtt::const_message_ptr message = b.next();
    const mqtt::properties &seen = message->get_properties();
    steps::check("properties",
                 mqtt::get<std::string>(seen, mqtt::property::CONTENT_TYPE) == "text/plain" &&
                     mqtt::get<std::string>(seen, mqtt::property::RESPONSE_TOPIC) == "answer" &&
                     mqtt::get<std::string>(seen, mqtt::property::CORRELATION_DATA) == "abc" &&
                     mqtt::get<mqtt::string_pair>(seen, mqtt::property::USER_PROPERTY) == mqtt::string_pair("k", "1"));
    a.disconnect();
    b.disconnect();
}

void blocking()
{
    mqtt::client client(uri, "cpp-blocking", createOptions());
    client.set_timeout(std::chrono::milliseconds(patience));
    client.start_consuming();
    client.connect(options(true));
    client.subscribe("blocking", 2);
    client.publish(mqtt::message::create("blocking", "hello", 2, false));
    mqtt::const_message_ptr message;
    client.try_consume_message_for(&message, patience);
    steps::check("blocking client", message && message->to_string() == "hello" && message->get_qos() == 2);
    client.disconnect();
}

} // namespace

int main(int, char **argv)
{
    uri = argv[1];
    version = std::atoi(argv[2]);
    folder = argv[3];
    try {
        flood(1);
        flood(2);
        session();
        blocking();
        if (version == MQTTVERSION_5)
            properties();
    } catch (const mqtt::exception &fault) {
        steps::check("no exception", false, fault.what());
    }
    return steps::end();
}
