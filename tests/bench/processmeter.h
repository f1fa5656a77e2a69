// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace bench {

/// CPU time of all threads of a process by the kernel's account, nanoseconds; 0 when there is none such.
qint64 cpuNsOf(qint64 pid);
/// Resident memory of a process, bytes.
qint64 residentBytesOf(qint64 pid);
/// The first child process, such as a server's only worker; 0: none.
qint64 childOf(qint64 pid);
/// Binds a process (all threads that it has and will have) to one processor, if there are several.
void pin(qint64 pid, int processor);
/// Binds the calling thread to one processor, if there are several.
void pinSelfTo(int processor);
/// A port of 127.0.0.1 that nobody listens at.
quint16 freePort();

} // namespace bench
