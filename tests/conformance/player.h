// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "conformance/place.h"
#include "support/rawmqtt.h"
#include <map>

namespace conformance {

/// Plays one conversation, line by line (README.md), at one place.
class Player
{
public:
    explicit Player(Place &place)
        : m_place(place)
    {
    }

    /// Empty: the line holds; otherwise what was seen.
    QString play(const QByteArray &line);

private:
    struct Client
    {
        std::unique_ptr<Wire> wire;
        QByteArray inbox;          ///< not a whole packet yet
        QList<QByteArray> packets; ///< received, not looked at yet, as text
        int version = 4;
        int lastId = 0;
        bool isOnline = false; ///< CONNACK 0 has come
    };

    QString send(Client &client, const QByteArray &text);
    QString expect(Client &client, const QByteArray &wanted, bool anyOrder);
    QString expectNothing(Client &client);
    QString closed(Client &client, const QByteArray &reason);
    QString act(Client &client, const QList<QByteArray> &words);
    QString server(const QByteArray &line);
    QString wait(QByteArray time);
    /// False: nothing more comes for now, or in reasonable time, or ever.
    bool receive(Client &client);
    void settle();
    void settle(Client &client);
    qint64 openWires() const;

    Place &m_place;
    std::map<QByteArray, Client> m_clients;
};

/// Whether the received line is what a table wants: words in order, `*` for anything, `a|b` for either, `!.name` for a
/// property that must not be there. Properties of PUBLISH must be exactly the wanted ones, user properties in order;
/// other packets may have more.
bool isAsWanted(const QByteArray &wanted, const QByteArray &got);

} // namespace conformance
