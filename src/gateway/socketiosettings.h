// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/engineiosession.h"
#include "web/socketiosession.h"

namespace gateway {

/// How Socket.IO's clients are kept (docs/api.md "Socket.IO").
struct SocketIoSettings
{
    web::EngineSession::Options engine;
    web::SocketSession::Options socket;
    int maxClients = 20'000;
    int maxClientsOfAddress = 500; ///< not counted for this machine's own
};

} // namespace gateway
