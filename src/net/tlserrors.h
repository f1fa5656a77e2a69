// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

struct ssl_st;

namespace net {

/// Why a handshake or a read failed, in a sentence for a technician, from OpenSSL's error queue of this thread, which
/// is empty afterwards. `firstByte`: the first one that the client sent, −1: none.
QString tlsFailure(const ssl_st *ssl, int firstByte);

/// OpenSSL's own words for the newest error; the queue is empty afterwards. For errors about files.
QString openSslText();

} // namespace net
