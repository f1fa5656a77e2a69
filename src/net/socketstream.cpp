// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socketstream.h"
#if defined(Q_OS_UNIX) && !defined(VENTANILLA_PORTABLE_NET)
#include "net/rawstream.h"
#else
#include "net/qtstream.h"
#endif

namespace net {

std::unique_ptr<ByteStream> openSocketStream(Loop &loop, qintptr descriptor, Ticket ticket)
{
#if defined(Q_OS_UNIX) && !defined(VENTANILLA_PORTABLE_NET)
    return RawStream::open(loop, descriptor, std::move(ticket));
#else
    return QtStream::open(loop, descriptor, std::move(ticket));
#endif
}

} // namespace net
