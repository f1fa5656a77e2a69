// SPDX-License-Identifier: GPL-3.0-or-later
// Whose turn it is in a shared group (MQTT 5, 4.8.2).
#include "broker/fanout.h"

namespace broker {

/// How well a member can take the message, from worst to best.
enum class Fanout::Fitness : quint8 {
    Unable,
    Later,  ///< not connected: it would wait for the client to come back
    Queued, ///< connected, behind others
    AtOnce,
};

Fanout::Fitness Fanout::fitnessOf(const Target &member, const ExtrasRef &extras)
{
    const Session &session = *member.session;
    if (!member.allowed || !fitsClient(member, extras))
        return Fitness::Unable;
    if (std::min(member.qos, m_qos) == mqtt::QoS::AtMostOnce)
        return session.isOnline() ? Fitness::AtOnce : Fitness::Unable;
    if (session.canSendNow())
        return Fitness::AtOnce;
    if (!session.queue.hasRoom(*message(), m_state.limits()))
        return Fitness::Unable;
    return session.isOnline() ? Fitness::Queued : Fitness::Later;
}

/// In turns among those that can take it at once, else the one that can soonest. Those who are not connected get it
/// only when nobody is. When nobody can, the drop is counted where the message would have gone.
void Fanout::deliverShared(ShareGroup &group, std::span<const Target> members, const std::vector<ExtrasRef> &extras)
{
    const Target *best = nullptr;
    const Target *fallback = nullptr;
    auto fitness = Fitness::Unable;
    const auto count = static_cast<quint32>(members.size());
    const quint32 first = group.turn % count;
    for (quint32 i = 0; i < count && fitness != Fitness::AtOnce; ++i) {
        const quint32 at = (first + i) % count;
        const Target &member = members[at];
        if (member.allowed && (!fallback || (member.session->isOnline() && !fallback->session->isOnline())))
            fallback = &member;
        if (const Fitness own = fitnessOf(member, extras[member.extras]); own > fitness) {
            fitness = own;
            best = &member;
        }
    }
    if (!best || (fitness == Fitness::Later && fallback->session->isOnline()))
        best = fallback;
    group.turn = (best ? static_cast<quint32>(best - members.data()) : first) + 1;
    if (best)
        deliver(*best, extras[best->extras]);
    else
        drop(*members[first].session, DropCause::ReceiveDenied, m_qos);
}

bool Fanout::meets(const Target &member, const ExtrasRef &extras, ShareDemand demand)
{
    switch (demand) {
    case ShareDemand::AtOnce:
        return fitnessOf(member, extras) == Fitness::AtOnce;
    case ShareDemand::Queued:
        return fitnessOf(member, extras) >= Fitness::Queued;
    case ShareDemand::Online:
        return member.allowed && member.session->isOnline();
    case ShareDemand::Later:
        return fitnessOf(member, extras) >= Fitness::Later;
    case ShareDemand::Allowed:
        return member.allowed;
    case ShareDemand::Anyone:
        return true;
    }
    Q_UNREACHABLE();
}

bool Fanout::deliverIf(ShareDemand demand, const Target &member, const ExtrasRef &extras)
{
    if (!meets(member, extras, demand))
        return false;
    if (member.allowed)
        deliver(member, extras);
    else
        drop(*member.session, DropCause::ReceiveDenied, m_qos);
    return true;
}

} // namespace broker
