// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/readiness.h"
#include "app/logging.h"
#ifdef Q_OS_LINUX
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace app {

#ifdef Q_OS_LINUX
void notifySystem(const QByteArray &state)
{
    QByteArray path = qgetenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (path.isEmpty() || path.size() >= qsizetype(sizeof address.sun_path))
        return;
    if (path.startsWith('@')) // an abstract name begins with a zero byte
        path[0] = '\0';
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<size_t>(path.size()));
    const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const ssize_t sent = descriptor < 0 ? -1
                                        : sendto(descriptor, state.constData(), static_cast<size_t>(state.size()),
                                                 MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address), length);
    if (sent < 0)
        qCWarning(lcApp, "systemd cannot be told: %s", std::strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
}
#else
void notifySystem(const QByteArray &) {}
#endif

} // namespace app
