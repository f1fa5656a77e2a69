// SPDX-License-Identifier: GPL-3.0-or-later
// soak <port> <pid> <minutes> [user password]: keeps a running broker busy in every way that costs memory, and prints
// each minute what the process holds. Not a test: start it beside `ventanilla --headless --profile lab`.
#include "endurance/fleet.h"
#include "endurance/processview.h"
#include <QCoreApplication>
#include <QDateTime>
#include <cstdio>
#include <random>

namespace {

using endurance::Fleet;
using std::chrono::milliseconds;

QByteArray number(quint64 value)
{
    return QByteArray::number(value);
}

class Soak
{
public:
    Soak(quint16 port, QByteArray credentials)
        : m_fleet(port)
        , m_credentials(std::move(credentials))
    {
        for (quint64 i = 0; i < 50; ++i) {
            m_publishers.push_back(m_fleet.open(connect("pub" + number(i), "v=4")));
            const int sub = m_fleet.open(connect("sub" + number(i), i % 2 ? "v=5 .aliasMax=10" : "v=4"));
            m_fleet.send(sub, "SUBSCRIBE 1 soak/pair/" + number(i) + ":1 soak/fan/#:0 soak/two/" + number(i) + ":2");
        }
        for (quint64 i = 0; i < 20; ++i)
            m_kept.push_back(-1);
        const int slow = m_fleet.open(connect("slow", "v=4"));
        m_fleet.send(slow, "SUBSCRIBE 1 soak/#:1");
        m_fleet.run(milliseconds(500));
        m_fleet.setDeaf(slow, true);
    }

    /// A tenth of a second of work: about 1,000 messages and 5 connections.
    void step()
    {
        ++m_step;
        for (int i = 0; i < 50; ++i) {
            const int fd = m_publishers[static_cast<size_t>(i)];
            const QByteArray payload(20 + static_cast<qsizetype>(m_random() % 300), 'x');
            m_fleet.send(fd, "PUBLISH soak/pair/" + number(quint64(i)) + ' ' + payload + " qos=1 id=" + nextId());
            if (i % 10 == 0)
                m_fleet.send(fd, "PUBLISH soak/two/" + number(quint64(i)) + ' ' + payload + " qos=2 id=" + nextId());
        }
        m_fleet.send(m_publishers[0], "PUBLISH soak/fan/" + number(m_random() % 2'000) + " x*100");
        retain();
        churn();
        comeAndGo();
        m_fleet.run(milliseconds(100));
    }
    QByteArray line() const
    {
        return number(m_fleet.size()) + " connections, " + number(m_fleet.received()) + " received, " +
               number(m_opened) + " opened, " + number(m_fleet.lost()) + " ended by the server";
    }

private:
    QByteArray connect(const QByteArray &id, const QByteArray &more) const
    {
        return "CONNECT id=soak-" + id + ' ' + more + m_credentials;
    }
    QByteArray nextId() { return number(1 + m_packetId++ % 60'000); }

    /// Retained messages come, change and go over 5,000 topics.
    void retain()
    {
        const QByteArray topic = "soak/kept/" + number(m_random() % 5'000);
        const bool gone = m_random() % 3 == 0;
        m_fleet.send(m_publishers[1],
                     "PUBLISH " + topic + (gone ? " \"\"" : " x*200") + " qos=1 retain id=" + nextId());
    }
    /// Clients that stay for two seconds, with a will, and leave in three ways.
    void churn()
    {
        for (int i = 0; i < 5; ++i) {
            ++m_opened;
            const QByteArray version = m_opened % 2 ? "v=5" : "v=4";
            const int fd = m_fleet.open(connect("churn" + number(m_opened), version + " will=soak/will willpayload=x"));
            m_fleet.send(fd, "SUBSCRIBE 1 soak/fan/" + number(m_opened % 100) + ":1 soak/+/x:0");
            m_guests.push_back(fd);
        }
        while (m_guests.size() > 100) {
            const int fd = m_guests.front();
            m_guests.erase(m_guests.begin());
            if (m_random() % 3 == 0)
                m_fleet.send(fd, "DISCONNECT");
            m_fleet.drop(fd, m_random() % 2 == 0);
        }
    }
    /// Twenty kept sessions, away for most of the time while messages wait for them.
    void comeAndGo()
    {
        int &fd = m_kept[m_step % m_kept.size()];
        if (fd >= 0) {
            m_fleet.drop(fd, true);
            fd = -1;
        } else if (m_random() % 4 == 0) {
            const QByteArray id = "kept" + number(m_step % m_kept.size());
            fd = m_fleet.open(connect(id, "v=5 clean=0 .sessionExpiry=3600"));
            m_fleet.send(fd, "SUBSCRIBE 1 soak/pair/" + number(m_step % 50) + ":1");
        }
    }

    Fleet m_fleet;
    QByteArray m_credentials;
    std::vector<int> m_publishers;
    std::vector<int> m_kept;
    std::vector<int> m_guests;
    std::minstd_rand m_random{1};
    quint64 m_step = 0;
    quint64 m_packetId = 0;
    quint64 m_opened = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 4) {
        std::fprintf(stderr, "usage: soak <port> <pid> <minutes> [user password]\n");
        return 2;
    }
    const qint64 pid = arguments[2].toLongLong();
    QByteArray credentials;
    if (arguments.size() > 5)
        credentials = " user=" + arguments[4].toUtf8() + " password=" + arguments[5].toUtf8();
    Soak soak(arguments[1].toUShort(), credentials);
    const int minutes = arguments[3].toInt();
    for (int minute = 0; minute <= minutes; ++minute) {
        std::printf("%s minute %d: %lld kB resident (%lld anonymous), %lld descriptors; %s\n",
                    qPrintable(QDateTime::currentDateTime().toString(Qt::ISODate)), minute,
                    qlonglong(endurance::memoryOf(pid)), qlonglong(endurance::memoryOf(pid, "RssAnon")),
                    qlonglong(endurance::descriptorsOf(pid)), soak.line().constData());
        std::fflush(stdout);
        if (endurance::memoryOf(pid) == 0) {
            std::fprintf(stderr, "the broker has gone\n");
            return 1;
        }
        const auto end = endurance::Clock::now() + std::chrono::minutes(1);
        while (minute < minutes && endurance::Clock::now() < end)
            soak.step();
    }
    return 0;
}
