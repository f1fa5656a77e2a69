// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demothread.h"
#include "app/demo/simulator.h"
#include "app/logging.h"
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace app {

DemoThread::DemoThread(const hub::HubAddresses &addresses, const QString &user, const QString &password,
                       const base::Clock &clock)
{
    const quint16 port = addresses.http != 0 ? addresses.http : addresses.httpAlias;
    Simulator::Target target{{QUrl(u"http://127.0.0.1:%1"_s.arg(port)), {}}, addresses.mqtt, user, password};
    m_thread.setObjectName(u"demo"_s);
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this, target, &clock] {
            m_simulator = new Simulator(target, clock, QRandomGenerator::system()->generate(), &m_context);
            QObject::connect(m_simulator, &Simulator::complained, m_simulator,
                             [](const QString &why) { qCWarning(lcApp).noquote() << why; });
            m_simulator->start();
        },
        Qt::QueuedConnection);
}

DemoThread::~DemoThread()
{
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            if (m_simulator)
                m_simulator->stop();
            delete m_simulator;
            m_context.moveToThread(nullptr); // destroyed by whoever destroys this object
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

} // namespace app
