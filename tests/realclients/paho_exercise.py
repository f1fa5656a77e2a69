# SPDX-License-Identifier: GPL-3.0-or-later
# paho_exercise.py <host> <port> <31|311|5> <tcp|websockets>: Paho Python 1.6 through what a client may ask of a broker.
# One line a step, "ok …" or "FAILED …"; "done" and exit code 0 when all held.
import queue
import sys

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

host, port, level, transport = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
protocol = {'31': mqtt.MQTTv31, '311': mqtt.MQTTv311, '5': mqtt.MQTTv5}[level]
five = protocol == mqtt.MQTTv5
failed = False


def check(name, held, seen=''):
    global failed
    failed = failed or not held
    print(f'ok {name}' if held else f'FAILED {name}: {seen!r}', flush=True)


class Client:
    def __init__(self, name, clean=True, will=None):
        arguments = {} if five else {'clean_session': clean}
        self.client = mqtt.Client(client_id=name, protocol=protocol, transport=transport, **arguments)
        self.name, self.clean = name, clean
        self.messages, self.events = queue.Queue(), queue.Queue()
        self.client.on_message = lambda client, data, message: self.messages.put(message)
        self.client.on_subscribe = lambda client, data, mid, *more: self.events.put(('subscribed', more[0]))
        self.client.on_unsubscribe = lambda client, data, mid, *more: self.events.put(('unsubscribed', None))
        self.client.on_connect = lambda client, data, flags, rc, *more: self.events.put((int(str(rc) != 'Success' and rc != 0), flags))
        if will:
            self.client.will_set(*will)

    def connect(self):
        properties = None
        if five and not self.clean:
            properties = Properties(PacketTypes.CONNECT)
            properties.SessionExpiryInterval = 300
        extra = {'clean_start': self.clean, 'properties': properties} if five else {}
        self.client.connect(host, port, 60, **extra)
        self.client.loop_start()
        self.refused, self.flags = self.events.get(timeout=25)
        return self

    def subscribe(self, *arguments, **more):
        self.client.subscribe(*arguments, **more)
        return self.events.get(timeout=25)[1]

    def unsubscribe(self, topic):
        self.client.unsubscribe(topic)
        self.events.get(timeout=25)

    def publish(self, *arguments, **more):
        self.client.publish(*arguments, **more).wait_for_publish(25)

    def next(self):
        return self.messages.get(timeout=25)

    def drained(self):
        """All that was on its way has arrived: a message of our own comes behind it."""
        topic = f'drained/{self.name}'
        self.subscribe(topic, 2)
        self.publish(topic, 'x', 2)
        before = []
        while (one := self.next()).topic != topic:
            before.append(one)
        return before

    def end(self):
        self.client.disconnect()
        self.client.loop_stop()


def levels():
    a, b = Client('levels-a').connect(), Client('levels-b').connect()
    granted = b.subscribe([('l/0', 0), ('l/1', 1), ('l/2', 2)])
    check('granted', [int(getattr(one, 'value', one)) for one in granted] == [0, 1, 2], granted)
    for published in (0, 1, 2):
        for wanted in (0, 1, 2):
            a.publish(f'l/{wanted}', f'm{published}', published)
            got = b.next()
            check(f'published {published}, subscribed {wanted}',
                  (got.topic, got.payload.decode(), got.qos) == (f'l/{wanted}', f'm{published}', min(published, wanted)), got)
    b.unsubscribe('l/1')
    a.publish('l/1', 'gone', 1)
    check('unsubscribed', b.drained() == [])
    a.end(), b.end()


def retained():
    a = Client('retained-a').connect()
    a.publish('r/1', 'kept', 1, True)
    b = Client('retained-b').connect()
    b.subscribe('r/#', 2)
    got = b.next()
    check('retained', got.retain and got.payload == b'kept', got)
    a.publish('r/1', None, 1, True)
    check('deleted', b.next().payload == b'')
    a.end(), b.end()


def will():
    watcher = Client('will-w').connect()
    watcher.subscribe('w/#', 2)
    mortal = Client('will-m', will=('w/m', 'gone', 1, False)).connect()
    mortal.client.loop_stop()
    mortal.client.socket().close() if transport == 'tcp' else mortal.client.socket()._socket.close()
    got = watcher.next()
    check('will', got.payload == b'gone' and got.qos == 1, got)
    watcher.end()


def session():
    first = Client('session-a', clean=False).connect()
    check('no session', not first.flags['session present'])
    first.subscribe('s/#', 1)
    first.end()
    publisher = Client('session-p').connect()
    for i in range(50):
        publisher.publish('s/x', str(i), 1)
    again = Client('session-a', clean=False).connect()
    check('session present', level == '31' or again.flags['session present'])
    got = [int(again.next().payload) for _ in range(50)]
    check('queued while away, in order', got == list(range(50)), got)
    again.end()
    clean = Client('session-a').connect()
    check('clean', not clean.flags['session present'])
    clean.end(), publisher.end()


def large():
    a = Client('large').connect()
    a.subscribe('large', 2)
    payload = bytes(range(256)) * 2000
    a.publish('large', payload, 2)
    check('half a megabyte', a.next().payload == payload)
    a.end()


def properties():
    a, b = Client('five-a').connect(), Client('five-b').connect()
    b.subscribe('p/#', options=SubscribeOptions(qos=1, retainAsPublished=True))
    given = Properties(PacketTypes.PUBLISH)
    given.ContentType, given.ResponseTopic, given.CorrelationData = 'text/plain', 'answer', b'abc'
    given.UserProperty = [('k', '1'), ('k', '2')]
    given.MessageExpiryInterval, given.PayloadFormatIndicator = 60, 1
    a.publish('p/x', 'y', 1, True, properties=given)
    got = b.next()
    seen = got.properties
    check('properties', (seen.ContentType, seen.ResponseTopic, seen.CorrelationData, seen.UserProperty, got.retain) ==
          ('text/plain', 'answer', b'abc', [('k', '1'), ('k', '2')], True) and seen.MessageExpiryInterval <= 60, seen)
    a.subscribe('own', options=SubscribeOptions(qos=1, noLocal=True))
    a.publish('own', 'x', 1)
    check('no local', a.drained() == [])
    a.end(), b.end()


for step in [levels, retained, will, session, large] + ([properties] if five else []):
    step()
print('failed' if failed else 'done', flush=True)
sys.exit(1 if failed else 0)
