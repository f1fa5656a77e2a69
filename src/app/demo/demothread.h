// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/hub.h"
#include <QThread>
#include <memory>

namespace app {

class Simulator;

/// The demo's clients on a thread of their own, so that the window's thread carries nothing but the window. Starts with
/// the object and ends with it.
class DemoThread
{
public:
    DemoThread(const hub::HubAddresses &addresses, const QString &user, const QString &password,
               const base::Clock &clock);
    ~DemoThread();
    DemoThread(const DemoThread &) = delete;
    DemoThread &operator=(const DemoThread &) = delete;

private:
    QThread m_thread;
    QObject m_context;                ///< lives in the thread
    Simulator *m_simulator = nullptr; ///< the thread's
};

} // namespace app
