// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include "web/httpresponse.h"
#include <chrono>

namespace gateway {

/// An error as RFC 9457 problem details, with the headers that its status demands (WWW-Authenticate, Retry-After of one
/// second when `retryAfter` is zero). Server-side faults tell no inner detail: that belongs to the log, under the same
/// request id.
web::HttpResponse problemResponse(const base::Error &error, const QByteArray &requestId,
                                  std::chrono::seconds retryAfter = {});

/// What a client is told of an error: its message, but no inner detail of a server-side fault.
QString shownDetail(const base::Error &error);

/// A problem that HTTP itself raises: its own status, one sentence.
web::HttpResponse httpProblem(int status, const QString &detail, const QByteArray &requestId);

/// 403 with the code `password_change_required`: who was given a one-time password may do nothing but set his own.
web::HttpResponse passwordChangeRequired(const QByteArray &requestId);

/// A JSON answer.
web::HttpResponse jsonResponse(int status, QByteArray body);

} // namespace gateway
